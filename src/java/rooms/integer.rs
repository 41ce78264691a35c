//! `java.lang.Integer`.

use std::string::String as StdString;

use super::optional::some;
use crate::error::Error;
use crate::java::calls::{Call, null_pointer};
use crate::java::number::{bits::int as bits, integer};
use crate::java::rooms::number::{null_text, part};
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::Value;

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Integer.html>
pub(crate) static INTEGER: Room = Room {
    class: "java.lang.Integer",
    rows: &[
        method("compareTo", &[BoxedInt], "Negative, 0 or positive: below, equal, above.", |call| {
            match (call.this, call.value(0)) {
                (Value::Integer(this), Value::Integer(other)) => {
                    Ok(Value::Integer(bits::compare(*this, *other)))
                }
                _ => Err(null_pointer()),
            }
        }),
        method("resolveConstantDesc", &[Foreign("MethodHandles.Lookup")], "The number itself.", |call| {
            Ok(call.this.clone())
        }),
        method("describeConstable", &[], "The number, as an Optional.", |call| Ok(some(call.this))),
        static_method(
            "getInteger",
            &[Str, BoxedInt],
            "The number: a template sees no system properties.",
            |call| Ok(call.value(1).clone()),
        ),
        static_method(
            "getInteger",
            &[Str, Int],
            "The number: a template sees no system properties.",
            |call| Ok(Value::Integer(call.int(1))),
        ),
        static_method("toString", &[Int], "The number in decimal.", |call| text(call.int(0).to_string())),
        static_method("toString", &[Int, Int], "The number in a radix.", |call| {
            text(integer::to_string(call.long(0), call.int(1)))
        }),
        static_method("parseInt", &[Str], "The number a text writes.", |call| {
            Ok(Value::Integer(integer::parse_int(&digits(call)?, 10)?))
        }),
        static_method("parseInt", &[Str, Int], "The number a text writes in a radix.", |call| {
            Ok(Value::Integer(integer::parse_int(&digits(call)?, call.int(1))?))
        }),
        static_method(
            "parseInt",
            &[CharSequence, Int, Int, Int],
            "The number a range of a text writes in a radix.",
            |call| {
                let radix = call.int(3);
                Ok(Value::Integer(part(call, |text| integer::parse_int(text, radix))?))
            },
        ),
        static_method("parseUnsignedInt", &[Str], "The number without a sign that a text writes.", |call| {
            Ok(Value::Integer(integer::parse_unsigned_int(&digits(call)?, 10)?))
        }),
        static_method(
            "parseUnsignedInt",
            &[Str, Int],
            "The number without a sign that a text writes in a radix.",
            |call| Ok(Value::Integer(integer::parse_unsigned_int(&digits(call)?, call.int(1))?)),
        ),
        static_method(
            "parseUnsignedInt",
            &[CharSequence, Int, Int, Int],
            "The same of a range of a text.",
            |call| {
                let radix = call.int(3);
                Ok(Value::Integer(part(call, |text| integer::parse_unsigned_int(text, radix))?))
            },
        ),
        static_method("valueOf", &[Str], "The number a text writes.", |call| {
            Ok(Value::Integer(integer::parse_int(&digits(call)?, 10)?))
        }),
        static_method("valueOf", &[Str, Int], "The number a text writes in a radix.", |call| {
            Ok(Value::Integer(integer::parse_int(&digits(call)?, call.int(1))?))
        }),
        static_method("valueOf", &[Int], "The number.", |call| Ok(Value::Integer(call.int(0)))),
        static_method("decode", &[Str], "The number a text writes, with 0x, # or 0 before it.", |call| {
            Ok(Value::Integer(integer::decode_int(&call.text(0)?.to_str())?))
        }),
        static_method("getInteger", &[Str], "null: a template sees no system properties.", |_| {
            Ok(Value::Null)
        }),
        static_method("toUnsignedString", &[Int], "The bits as a number without a sign.", |call| {
            text((call.int(0) as u32).to_string())
        }),
        static_method(
            "toUnsignedString",
            &[Int, Int],
            "The bits as a number without a sign in a radix.",
            |call| text(integer::to_unsigned_string(u64::from(call.int(0) as u32), call.int(1))),
        ),
        static_method("toBinaryString", &[Int], "The bits in binary.", |call| {
            text(format!("{:b}", call.int(0)))
        }),
        static_method("toOctalString", &[Int], "The bits in octal.", |call| {
            text(format!("{:o}", call.int(0)))
        }),
        static_method("toHexString", &[Int], "The bits in hexadecimal.", |call| {
            text(format!("{:x}", call.int(0)))
        }),
        static_method("hashCode", &[Int], "The number.", |call| Ok(Value::Integer(call.int(0)))),
        static_method("compare", &[Int, Int], "-1, 0 or 1: below, equal, above.", |call| {
            Ok(Value::Integer(bits::compare(call.int(0), call.int(1))))
        }),
        static_method("compareUnsigned", &[Int, Int], "-1, 0 or 1, of the bits without a sign.", |call| {
            Ok(Value::Integer(bits::compare_unsigned(call.int(0), call.int(1))))
        }),
        static_method("divideUnsigned", &[Int, Int], "The quotient of the bits without a sign.", |call| {
            Ok(Value::Integer(bits::divide_unsigned(call.int(0), call.int(1))?))
        }),
        static_method(
            "remainderUnsigned",
            &[Int, Int],
            "The remainder of the bits without a sign.",
            |call| Ok(Value::Integer(bits::remainder_unsigned(call.int(0), call.int(1))?)),
        ),
        static_method("sum", &[Int, Int], "The sum, which wraps around.", |call| {
            Ok(Value::Integer(call.int(0).wrapping_add(call.int(1))))
        }),
        static_method("max", &[Int, Int], "The larger.", |call| {
            Ok(Value::Integer(call.int(0).max(call.int(1))))
        }),
        static_method("min", &[Int, Int], "The smaller.", |call| {
            Ok(Value::Integer(call.int(0).min(call.int(1))))
        }),
        static_method("signum", &[Int], "-1, 0 or 1.", |call| Ok(Value::Integer(bits::signum(call.int(0))))),
        static_method("bitCount", &[Int], "How many bits are 1.", |call| {
            Ok(Value::Integer(bits::bit_count(call.int(0))))
        }),
        static_method("highestOneBit", &[Int], "The highest bit that is 1, alone.", |call| {
            Ok(Value::Integer(bits::highest_one_bit(call.int(0))))
        }),
        static_method("lowestOneBit", &[Int], "The lowest bit that is 1, alone.", |call| {
            Ok(Value::Integer(bits::lowest_one_bit(call.int(0))))
        }),
        static_method("numberOfLeadingZeros", &[Int], "How many bits before the highest 1.", |call| {
            Ok(Value::Integer(bits::number_of_leading_zeros(call.int(0))))
        }),
        static_method("numberOfTrailingZeros", &[Int], "How many bits after the lowest 1.", |call| {
            Ok(Value::Integer(bits::number_of_trailing_zeros(call.int(0))))
        }),
        static_method("reverse", &[Int], "The bits in the opposite order.", |call| {
            Ok(Value::Integer(bits::reverse(call.int(0))))
        }),
        static_method("reverseBytes", &[Int], "The bytes in the opposite order.", |call| {
            Ok(Value::Integer(bits::reverse_bytes(call.int(0))))
        }),
        static_method("rotateLeft", &[Int, Int], "The bits, rotated left.", |call| {
            Ok(Value::Integer(bits::rotate_left(call.int(0), call.int(1))))
        }),
        static_method("rotateRight", &[Int, Int], "The bits, rotated right.", |call| {
            Ok(Value::Integer(bits::rotate_right(call.int(0), call.int(1))))
        }),
        static_method("toUnsignedLong", &[Int], "The bits without a sign, as a long.", |call| {
            Ok(Value::Long(i64::from(call.int(0) as u32)))
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
