//! `java.lang.Boolean`.

use crate::java::calls::null_pointer;
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::{Text, Value};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Boolean.html>
pub(crate) static BOOLEAN: Room = Room {
    class: "java.lang.Boolean",
    rows: &[
        method("booleanValue", &[], "The value.", |call| Ok(call.this.clone())),
        method(
            "compareTo",
            &[BoxedBool],
            "Negative, 0 or positive: false is before true.",
            |call| match call.value(0) {
                Value::Null => Err(null_pointer()),
                _ => Ok(compare(matches!(call.this, Value::Boolean(true)), call.boolean(0))),
            },
        ),
        static_method("compare", &[Bool, Bool], "Negative, 0 or positive: false is before true.", |call| {
            Ok(compare(call.boolean(0), call.boolean(1)))
        }),
        static_method("parseBoolean", &[Str], "Whether the text is \"true\" in any case.", |call| {
            Ok(Value::Boolean(is_true(call.value(0))))
        }),
        static_method("valueOf", &[Str], "Whether the text is \"true\" in any case.", |call| {
            Ok(Value::Boolean(is_true(call.value(0))))
        }),
        static_method("valueOf", &[Bool], "The value.", |call| Ok(Value::Boolean(call.boolean(0)))),
        static_method("toString", &[Bool], "\"true\" or \"false\".", |call| {
            Ok(Value::String(Text::from_static(if call.boolean(0) { "true" } else { "false" })))
        }),
        static_method("hashCode", &[Bool], "1231 or 1237.", |call| {
            Ok(Value::Integer(Value::Boolean(call.boolean(0)).hash_code()))
        }),
        static_method("getBoolean", &[Str], "false: a template sees no system properties.", |_| {
            Ok(Value::Boolean(false))
        }),
        static_method("logicalAnd", &[Bool, Bool], "Whether both are true.", |call| {
            Ok(Value::Boolean(call.boolean(0) & call.boolean(1)))
        }),
        static_method("logicalOr", &[Bool, Bool], "Whether one of the two is true.", |call| {
            Ok(Value::Boolean(call.boolean(0) | call.boolean(1)))
        }),
        static_method("logicalXor", &[Bool, Bool], "Whether just one of the two is true.", |call| {
            Ok(Value::Boolean(call.boolean(0) ^ call.boolean(1)))
        }),
    ],
};

fn compare(left: bool, right: bool) -> Value {
    Value::Integer(left.cmp(&right) as i32)
}

fn is_true(text: &Value) -> bool {
    matches!(text, Value::String(text) if text.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true")))
}
