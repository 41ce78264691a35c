//! `java.lang.Number`: the conversions that every number has.

use crate::java::number::big_integer;
use crate::java::table::{Room, method};
use crate::value::Value;

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Number.html>
pub(crate) static NUMBER: Room = Room {
    class: "java.lang.Number",
    rows: &[
        method("byteValue", &[], "The value as a byte, cut to it.", |call| {
            Ok(Value::Byte(int_value(call.this) as i8))
        }),
        method("shortValue", &[], "The value as a short, cut to it.", |call| {
            Ok(Value::Short(int_value(call.this) as i16))
        }),
        method("intValue", &[], "The value as an int.", |call| Ok(Value::Integer(int_value(call.this)))),
        method("longValue", &[], "The value as a long.", |call| Ok(Value::Long(long_value(call.this)))),
        method("floatValue", &[], "The value as a float.", |call| Ok(Value::Float(float_value(call.this)))),
        method("doubleValue", &[], "The value as a double.", |call| {
            Ok(Value::Double(double_value(call.this)))
        }),
    ],
};

/// `Number.intValue`: integers keep their low bits, floating point numbers stop at the ends of the range.
pub(crate) fn int_value(number: &Value) -> i32 {
    match number {
        Value::Float(number) => *number as i32,
        Value::Double(number) => *number as i32,
        Value::BigInteger(number) => big_integer::int_value(number),
        Value::BigDecimal(number) => number.int_value(),
        other => long_value(other) as i32,
    }
}

/// `Number.longValue`.
pub(crate) fn long_value(number: &Value) -> i64 {
    match number {
        Value::Byte(number) => i64::from(*number),
        Value::Short(number) => i64::from(*number),
        Value::Integer(number) => i64::from(*number),
        Value::Long(number) => *number,
        Value::Float(number) => *number as i64,
        Value::Double(number) => *number as i64,
        Value::BigInteger(number) => big_integer::long_value(number),
        Value::BigDecimal(number) => number.long_value(),
        _ => 0,
    }
}

/// `Number.floatValue`.
pub(crate) fn float_value(number: &Value) -> f32 {
    match number {
        Value::Float(number) => *number,
        Value::Double(number) => *number as f32,
        Value::BigInteger(number) => big_integer::float_value(number),
        Value::BigDecimal(number) => number.float_value(),
        other => long_value(other) as f32,
    }
}

/// `Number.doubleValue`.
pub(crate) fn double_value(number: &Value) -> f64 {
    match number {
        Value::Float(number) => f64::from(*number),
        Value::Double(number) => *number,
        Value::BigInteger(number) => big_integer::double_value(number),
        Value::BigDecimal(number) => number.double_value(),
        other => long_value(other) as f64,
    }
}
