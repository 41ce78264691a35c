//! `java.lang.Double`.

use super::optional::some;
use crate::java::calls::null_pointer;
use crate::java::number::{double_to_string, floating, hash};
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::Value;

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Double.html>
pub(crate) static DOUBLE: Room = Room {
    class: "java.lang.Double",
    rows: &[
        method("compareTo", &[BoxedDouble], "-1, 0 or 1; NaN is above all.", |call| {
            match (call.this, call.value(0)) {
                (Value::Double(this), Value::Double(other)) => {
                    Ok(Value::Integer(floating::compare(*this, *other) as i32))
                }
                _ => Err(null_pointer()),
            }
        }),
        method("isNaN", &[], "Whether it is no number.", |call| {
            Ok(Value::Boolean(matches!(call.this, Value::Double(number) if number.is_nan())))
        }),
        method("isInfinite", &[], "Whether it is infinite.", |call| {
            Ok(Value::Boolean(matches!(call.this, Value::Double(number) if number.is_infinite())))
        }),
        method("resolveConstantDesc", &[Foreign("MethodHandles.Lookup")], "The number itself.", |call| {
            Ok(call.this.clone())
        }),
        method("describeConstable", &[], "The number, as an Optional.", |call| Ok(some(call.this))),
        static_method("isNaN", &[Double], "Whether it is no number.", |call| {
            Ok(Value::Boolean(call.double(0).is_nan()))
        }),
        static_method("isInfinite", &[Double], "Whether it is infinite.", |call| {
            Ok(Value::Boolean(call.double(0).is_infinite()))
        }),
        static_method("isFinite", &[Double], "Whether it is a number and not infinite.", |call| {
            Ok(Value::Boolean(call.double(0).is_finite()))
        }),
        static_method("parseDouble", &[Str], "The number a text writes.", |call| {
            Ok(Value::Double(floating::parse_double(&call.text(0)?.to_str())?))
        }),
        static_method("valueOf", &[Str], "The number a text writes.", |call| {
            Ok(Value::Double(floating::parse_double(&call.text(0)?.to_str())?))
        }),
        static_method("valueOf", &[Double], "The number.", |call| Ok(Value::Double(call.double(0)))),
        static_method("toString", &[Double], "The number as it prints.", |call| {
            Ok(Value::string(double_to_string(call.double(0))))
        }),
        static_method("toHexString", &[Double], "The number in hexadecimal.", |call| {
            Ok(Value::string(floating::double_to_hex_string(call.double(0))))
        }),
        static_method("hashCode", &[Double], "The hash code.", |call| {
            Ok(Value::Integer(hash::double(call.double(0))))
        }),
        static_method("compare", &[Double, Double], "-1, 0 or 1; NaN is above all.", |call| {
            Ok(Value::Integer(floating::compare(call.double(0), call.double(1)) as i32))
        }),
        static_method("sum", &[Double, Double], "The sum.", |call| {
            Ok(Value::Double(call.double(0) + call.double(1)))
        }),
        static_method("max", &[Double, Double], "The larger, or NaN.", |call| {
            Ok(Value::Double(floating::max(call.double(0), call.double(1))))
        }),
        static_method("min", &[Double, Double], "The smaller, or NaN.", |call| {
            Ok(Value::Double(floating::min(call.double(0), call.double(1))))
        }),
        static_method("doubleToLongBits", &[Double], "The bits, of one NaN.", |call| {
            Ok(Value::Long(floating::double_to_long_bits(call.double(0))))
        }),
        static_method("doubleToRawLongBits", &[Double], "The bits.", |call| {
            Ok(Value::Long(call.double(0).to_bits() as i64))
        }),
        static_method("longBitsToDouble", &[Long], "The number that has these bits.", |call| {
            Ok(Value::Double(f64::from_bits(call.long(0) as u64)))
        }),
    ],
};
