//! `java.lang.Float`.

use super::optional::some;
use crate::java::calls::null_pointer;
use crate::java::number::{float_to_string, floating, hash};
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::Value;

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Float.html>
pub(crate) static FLOAT: Room = Room {
    class: "java.lang.Float",
    rows: &[
        method("compareTo", &[BoxedFloat], "-1, 0 or 1; NaN is above all.", |call| {
            match (call.this, call.value(0)) {
                (Value::Float(this), Value::Float(other)) => {
                    Ok(Value::Integer(floating::compare(f64::from(*this), f64::from(*other)) as i32))
                }
                _ => Err(null_pointer()),
            }
        }),
        method("isNaN", &[], "Whether it is no number.", |call| {
            Ok(Value::Boolean(matches!(call.this, Value::Float(number) if number.is_nan())))
        }),
        method("isInfinite", &[], "Whether it is infinite.", |call| {
            Ok(Value::Boolean(matches!(call.this, Value::Float(number) if number.is_infinite())))
        }),
        method("resolveConstantDesc", &[Foreign("MethodHandles.Lookup")], "The number itself.", |call| {
            Ok(call.this.clone())
        }),
        method("describeConstable", &[], "The number, as an Optional.", |call| Ok(some(call.this))),
        static_method("isNaN", &[Float], "Whether it is no number.", |call| {
            Ok(Value::Boolean(call.float(0).is_nan()))
        }),
        static_method("isInfinite", &[Float], "Whether it is infinite.", |call| {
            Ok(Value::Boolean(call.float(0).is_infinite()))
        }),
        static_method("isFinite", &[Float], "Whether it is a number and not infinite.", |call| {
            Ok(Value::Boolean(call.float(0).is_finite()))
        }),
        static_method("parseFloat", &[Str], "The number a text writes.", |call| {
            Ok(Value::Float(floating::parse_float(&call.text(0)?.to_str())?))
        }),
        static_method("valueOf", &[Str], "The number a text writes.", |call| {
            Ok(Value::Float(floating::parse_float(&call.text(0)?.to_str())?))
        }),
        static_method("valueOf", &[Float], "The number.", |call| Ok(Value::Float(call.float(0)))),
        static_method("toString", &[Float], "The number as it prints.", |call| {
            Ok(Value::string(float_to_string(call.float(0))))
        }),
        static_method("toHexString", &[Float], "The number in hexadecimal.", |call| {
            Ok(Value::string(floating::float_to_hex_string(call.float(0))))
        }),
        static_method("hashCode", &[Float], "The hash code.", |call| {
            Ok(Value::Integer(hash::float(call.float(0))))
        }),
        static_method("compare", &[Float, Float], "-1, 0 or 1; NaN is above all.", |call| {
            Ok(Value::Integer(floating::compare(f64::from(call.float(0)), f64::from(call.float(1))) as i32))
        }),
        static_method("sum", &[Float, Float], "The sum.", |call| {
            Ok(Value::Float(call.float(0) + call.float(1)))
        }),
        static_method("max", &[Float, Float], "The larger, or NaN.", |call| {
            Ok(Value::Float(floating::max(f64::from(call.float(0)), f64::from(call.float(1))) as f32))
        }),
        static_method("min", &[Float, Float], "The smaller, or NaN.", |call| {
            Ok(Value::Float(floating::min(f64::from(call.float(0)), f64::from(call.float(1))) as f32))
        }),
        static_method("floatToIntBits", &[Float], "The bits, of one NaN.", |call| {
            Ok(Value::Integer(floating::float_to_int_bits(call.float(0))))
        }),
        static_method("floatToRawIntBits", &[Float], "The bits.", |call| {
            Ok(Value::Integer(call.float(0).to_bits() as i32))
        }),
        static_method("intBitsToFloat", &[Int], "The number that has these bits.", |call| {
            Ok(Value::Float(f32::from_bits(call.int(0) as u32)))
        }),
    ],
};
