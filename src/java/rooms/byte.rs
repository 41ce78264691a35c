//! `java.lang.Byte`.

use crate::java::calls::null_pointer;
use crate::java::number::integer;
use crate::java::rooms::number::null_text;
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::Value;

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Byte.html>
pub(crate) static BYTE: Room = Room {
    class: "java.lang.Byte",
    rows: &[
        method("compareTo", &[BoxedByte], "The difference.", |call| match (call.this, call.value(0)) {
            (Value::Byte(this), Value::Byte(other)) => {
                Ok(Value::Integer(i32::from(*this) - i32::from(*other)))
            }
            _ => Err(null_pointer()),
        }),
        static_method("parseByte", &[Str], "The number a text writes.", |call| {
            let text = call.text(0).map_err(|_| null_text())?;
            Ok(Value::Byte(integer::parse_byte(&text.to_str(), 10)?))
        }),
        static_method("parseByte", &[Str, Int], "The number a text writes in a radix.", |call| {
            let text = call.text(0).map_err(|_| null_text())?;
            Ok(Value::Byte(integer::parse_byte(&text.to_str(), call.int(1))?))
        }),
        static_method("valueOf", &[Str], "The number a text writes.", |call| {
            let text = call.text(0).map_err(|_| null_text())?;
            Ok(Value::Byte(integer::parse_byte(&text.to_str(), 10)?))
        }),
        static_method("valueOf", &[Str, Int], "The number a text writes in a radix.", |call| {
            let text = call.text(0).map_err(|_| null_text())?;
            Ok(Value::Byte(integer::parse_byte(&text.to_str(), call.int(1))?))
        }),
        static_method("valueOf", &[Byte], "The number.", |call| Ok(Value::Byte(call.int(0) as i8))),
        static_method("decode", &[Str], "The number a text writes, with 0x, # or 0 before it.", |call| {
            Ok(Value::Byte(integer::decode_byte(&call.text(0)?.to_str())?))
        }),
        static_method("toString", &[Byte], "The number in decimal.", |call| {
            Ok(Value::string(call.int(0).to_string()))
        }),
        static_method("hashCode", &[Byte], "The number.", |call| Ok(Value::Integer(call.int(0)))),
        static_method("compare", &[Byte, Byte], "The difference.", |call| {
            Ok(Value::Integer(call.int(0) - call.int(1)))
        }),
        static_method(
            "compareUnsigned",
            &[Byte, Byte],
            "The difference of the bits without a sign.",
            |call| Ok(Value::Integer(i32::from(call.int(0) as u8) - i32::from(call.int(1) as u8))),
        ),
        static_method("toUnsignedInt", &[Byte], "The bits without a sign, as an int.", |call| {
            Ok(Value::Integer(i32::from(call.int(0) as u8)))
        }),
        static_method("toUnsignedLong", &[Byte], "The bits without a sign, as a long.", |call| {
            Ok(Value::Long(i64::from(call.int(0) as u8)))
        }),
    ],
};
