//! `java.lang.Long`.

use std::string::String as StdString;

use super::optional::some;
use crate::error::Error;
use crate::java::calls::{Call, null_pointer};
use crate::java::exception::Exception;
use crate::java::number::{bits::long as bits, hash, integer};
use crate::java::rooms::number::{null_text, part};
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::Value;

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Long.html>
pub(crate) static LONG: Room = Room {
    class: "java.lang.Long",
    rows: &[
        method("compareTo", &[BoxedLong], "Negative, 0 or positive: below, equal, above.", |call| {
            match (call.this, call.value(0)) {
                (Value::Long(this), Value::Long(other)) => Ok(Value::Integer(bits::compare(*this, *other))),
                _ => Err(null_pointer()),
            }
        }),
        method("resolveConstantDesc", &[Foreign("MethodHandles.Lookup")], "The number itself.", |call| {
            Ok(call.this.clone())
        }),
        method("describeConstable", &[], "The number, as an Optional.", |call| Ok(some(call.this))),
        static_method("parseLong", &[Str], "The number a text writes.", |call| {
            Ok(Value::Long(integer::parse_long(&digits(call)?, 10)?))
        }),
        static_method("parseLong", &[Str, Int], "The number a text writes in a radix.", |call| {
            Ok(Value::Long(integer::parse_long(&digits(call)?, call.int(1))?))
        }),
        static_method(
            "parseLong",
            &[CharSequence, Int, Int, Int],
            "The number a range of a text writes in a radix.",
            |call| {
                let radix = call.int(3);
                Ok(Value::Long(part(call, |text| match text {
                    "" => Err(Exception::number_format("")),
                    text => integer::parse_long(text, radix),
                })?))
            },
        ),
        static_method("parseUnsignedLong", &[Str], "The number without a sign that a text writes.", |call| {
            Ok(Value::Long(integer::parse_unsigned_long(&digits(call)?, 10)?))
        }),
        static_method(
            "parseUnsignedLong",
            &[Str, Int],
            "The number without a sign that a text writes in a radix.",
            |call| Ok(Value::Long(integer::parse_unsigned_long(&digits(call)?, call.int(1))?)),
        ),
        static_method(
            "parseUnsignedLong",
            &[CharSequence, Int, Int, Int],
            "The same of a range of a text.",
            |call| {
                let radix = call.int(3);
                Ok(Value::Long(part(call, |text| integer::parse_unsigned_long(text, radix))?))
            },
        ),
        static_method("valueOf", &[Str], "The number a text writes.", |call| {
            Ok(Value::Long(integer::parse_long(&digits(call)?, 10)?))
        }),
        static_method("valueOf", &[Str, Int], "The number a text writes in a radix.", |call| {
            Ok(Value::Long(integer::parse_long(&digits(call)?, call.int(1))?))
        }),
        static_method("valueOf", &[Long], "The number.", |call| Ok(Value::Long(call.long(0)))),
        static_method("decode", &[Str], "The number a text writes, with 0x, # or 0 before it.", |call| {
            Ok(Value::Long(integer::decode_long(&call.text(0)?.to_str())?))
        }),
        static_method("getLong", &[Str], "null: a template sees no system properties.", |_| Ok(Value::Null)),
        static_method("getLong", &[Str, Long], "The number: a template sees no system properties.", |call| {
            Ok(Value::Long(call.long(1)))
        }),
        static_method(
            "getLong",
            &[Str, BoxedLong],
            "The number: a template sees no system properties.",
            |call| Ok(call.value(1).clone()),
        ),
        static_method("toString", &[Long], "The number in decimal.", |call| text(call.long(0).to_string())),
        static_method("toString", &[Long, Int], "The number in a radix.", |call| {
            text(integer::to_string(call.long(0), call.int(1)))
        }),
        static_method("toUnsignedString", &[Long], "The bits as a number without a sign.", |call| {
            text((call.long(0) as u64).to_string())
        }),
        static_method(
            "toUnsignedString",
            &[Long, Int],
            "The bits as a number without a sign in a radix.",
            |call| text(integer::to_unsigned_string(call.long(0) as u64, call.int(1))),
        ),
        static_method("toBinaryString", &[Long], "The bits in binary.", |call| {
            text(format!("{:b}", call.long(0)))
        }),
        static_method("toOctalString", &[Long], "The bits in octal.", |call| {
            text(format!("{:o}", call.long(0)))
        }),
        static_method("toHexString", &[Long], "The bits in hexadecimal.", |call| {
            text(format!("{:x}", call.long(0)))
        }),
        static_method("hashCode", &[Long], "The hash code of a Long.", |call| {
            Ok(Value::Integer(hash::long(call.long(0))))
        }),
        static_method("compare", &[Long, Long], "-1, 0 or 1: below, equal, above.", |call| {
            Ok(Value::Integer(bits::compare(call.long(0), call.long(1))))
        }),
        static_method("compareUnsigned", &[Long, Long], "-1, 0 or 1, of the bits without a sign.", |call| {
            Ok(Value::Integer(bits::compare_unsigned(call.long(0), call.long(1))))
        }),
        static_method("divideUnsigned", &[Long, Long], "The quotient of the bits without a sign.", |call| {
            Ok(Value::Long(bits::divide_unsigned(call.long(0), call.long(1))?))
        }),
        static_method(
            "remainderUnsigned",
            &[Long, Long],
            "The remainder of the bits without a sign.",
            |call| Ok(Value::Long(bits::remainder_unsigned(call.long(0), call.long(1))?)),
        ),
        static_method("sum", &[Long, Long], "The sum, which wraps around.", |call| {
            Ok(Value::Long(call.long(0).wrapping_add(call.long(1))))
        }),
        static_method("max", &[Long, Long], "The larger.", |call| {
            Ok(Value::Long(call.long(0).max(call.long(1))))
        }),
        static_method("min", &[Long, Long], "The smaller.", |call| {
            Ok(Value::Long(call.long(0).min(call.long(1))))
        }),
        static_method("signum", &[Long], "-1, 0 or 1.", |call| {
            Ok(Value::Integer(bits::signum(call.long(0))))
        }),
        static_method("bitCount", &[Long], "How many bits are 1.", |call| {
            Ok(Value::Integer(bits::bit_count(call.long(0))))
        }),
        static_method("highestOneBit", &[Long], "The highest bit that is 1, alone.", |call| {
            Ok(Value::Long(bits::highest_one_bit(call.long(0))))
        }),
        static_method("lowestOneBit", &[Long], "The lowest bit that is 1, alone.", |call| {
            Ok(Value::Long(bits::lowest_one_bit(call.long(0))))
        }),
        static_method("numberOfLeadingZeros", &[Long], "How many bits before the highest 1.", |call| {
            Ok(Value::Integer(bits::number_of_leading_zeros(call.long(0))))
        }),
        static_method("numberOfTrailingZeros", &[Long], "How many bits after the lowest 1.", |call| {
            Ok(Value::Integer(bits::number_of_trailing_zeros(call.long(0))))
        }),
        static_method("reverse", &[Long], "The bits in the opposite order.", |call| {
            Ok(Value::Long(bits::reverse(call.long(0))))
        }),
        static_method("reverseBytes", &[Long], "The bytes in the opposite order.", |call| {
            Ok(Value::Long(bits::reverse_bytes(call.long(0))))
        }),
        static_method("rotateLeft", &[Long, Int], "The bits, rotated left.", |call| {
            Ok(Value::Long(bits::rotate_left(call.long(0), call.int(1))))
        }),
        static_method("rotateRight", &[Long, Int], "The bits, rotated right.", |call| {
            Ok(Value::Long(bits::rotate_right(call.long(0), call.int(1))))
        }),
    ],
};

fn text(text: StdString) -> Result<Value, Error> {
    Ok(Value::string(text))
}

/// The text to read a number from.
fn digits(call: &Call<'_, '_>) -> Result<StdString, Error> {
    call.text(0).map(|text| text.to_str().into_owned()).map_err(|_| null_text())
}
