//! `java.lang.Short`.

use crate::java::calls::null_pointer;
use crate::java::number::integer;
use crate::java::rooms::number::null_text;
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::Value;

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Short.html>
pub(crate) static SHORT: Room = Room {
    class: "java.lang.Short",
    rows: &[
        method("compareTo", &[BoxedShort], "The difference.", |call| match (call.this, call.value(0)) {
            (Value::Short(this), Value::Short(other)) => {
                Ok(Value::Integer(i32::from(*this) - i32::from(*other)))
            }
            _ => Err(null_pointer()),
        }),
        static_method("parseShort", &[Str], "The number a text writes.", |call| {
            let text = call.text(0).map_err(|_| null_text())?;
            Ok(Value::Short(integer::parse_short(&text.to_str(), 10)?))
        }),
        static_method("parseShort", &[Str, Int], "The number a text writes in a radix.", |call| {
            let text = call.text(0).map_err(|_| null_text())?;
            Ok(Value::Short(integer::parse_short(&text.to_str(), call.int(1))?))
        }),
        static_method("valueOf", &[Str], "The number a text writes.", |call| {
            let text = call.text(0).map_err(|_| null_text())?;
            Ok(Value::Short(integer::parse_short(&text.to_str(), 10)?))
        }),
        static_method("valueOf", &[Str, Int], "The number a text writes in a radix.", |call| {
            let text = call.text(0).map_err(|_| null_text())?;
            Ok(Value::Short(integer::parse_short(&text.to_str(), call.int(1))?))
        }),
        static_method("valueOf", &[Short], "The number.", |call| Ok(Value::Short(call.int(0) as i16))),
        static_method("decode", &[Str], "The number a text writes, with 0x, # or 0 before it.", |call| {
            Ok(Value::Short(integer::decode_short(&call.text(0)?.to_str())?))
        }),
        static_method("toString", &[Short], "The number in decimal.", |call| {
            Ok(Value::string(call.int(0).to_string()))
        }),
        static_method("hashCode", &[Short], "The number.", |call| Ok(Value::Integer(call.int(0)))),
        static_method("compare", &[Short, Short], "The difference.", |call| {
            Ok(Value::Integer(call.int(0) - call.int(1)))
        }),
        static_method(
            "compareUnsigned",
            &[Short, Short],
            "The difference of the bits without a sign.",
            |call| Ok(Value::Integer(i32::from(call.int(0) as u16) - i32::from(call.int(1) as u16))),
        ),
        static_method("toUnsignedInt", &[Short], "The bits without a sign, as an int.", |call| {
            Ok(Value::Integer(i32::from(call.int(0) as u16)))
        }),
        static_method("toUnsignedLong", &[Short], "The bits without a sign, as a long.", |call| {
            Ok(Value::Long(i64::from(call.int(0) as u16)))
        }),
        static_method("reverseBytes", &[Short], "The bytes in the opposite order.", |call| {
            Ok(Value::Short((call.int(0) as i16).swap_bytes()))
        }),
    ],
};
