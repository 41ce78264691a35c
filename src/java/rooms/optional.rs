//! `java.util.Optional`, `OptionalInt` and `OptionalDouble`.

use std::rc::Rc;

use crate::error::Error;
use crate::java::calls::{Call, null_pointer, void};
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::{JavaObject, Value};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Optional.html>
pub(crate) static OPTIONAL: Room = Room {
    class: "java.util.Optional",
    rows: &[
        method("get", &[], "The value; throws where there is none.", get),
        method("orElseThrow", &[], "The value; throws where there is none.", get),
        method("orElse", &[Object], "The value, or the argument.", |call| {
            Ok(value(call).unwrap_or(call.value(0)).clone())
        }),
        method("isPresent", &[], "Whether there is a value.", |call| {
            Ok(Value::Boolean(value(call).is_some()))
        }),
        method("isEmpty", &[], "Whether there is no value.", |call| {
            Ok(Value::Boolean(value(call).is_none()))
        }),
        method("ifPresent", &[Foreign("Consumer")], "Throws: a template has no functions.", |call| {
            if value(call).is_some() { Err(null_pointer()) } else { void() }
        }),
        static_method("empty", &[], "No value.", |_| Ok(none())),
        static_method("of", &[Object], "The argument, as an Optional.", |call| match call.value(0) {
            Value::Null => Err(null_pointer()),
            value => Ok(some(value)),
        }),
        static_method("ofNullable", &[Object], "The argument, as an Optional; none for null.", |call| {
            Ok(if call.value(0).is_null() { none() } else { some(call.value(0)) })
        }),
    ],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/OptionalInt.html>
pub(crate) static OPTIONAL_INT: Room = Room {
    class: "java.util.OptionalInt",
    rows: &[
        method("getAsInt", &[], "The value; throws where there is none.", get),
        method("orElseThrow", &[], "The value; throws where there is none.", get),
        method("orElse", &[Int], "The value, or the argument.", |call| {
            Ok(value(call).cloned().unwrap_or(Value::Integer(call.int(0))))
        }),
        method("isPresent", &[], "Whether there is a value.", |call| {
            Ok(Value::Boolean(value(call).is_some()))
        }),
        method("isEmpty", &[], "Whether there is no value.", |call| {
            Ok(Value::Boolean(value(call).is_none()))
        }),
    ],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/OptionalDouble.html>
pub(crate) static OPTIONAL_DOUBLE: Room = Room {
    class: "java.util.OptionalDouble",
    rows: &[
        method("getAsDouble", &[], "The value; throws where there is none.", get),
        method("orElseThrow", &[], "The value; throws where there is none.", get),
        method("orElse", &[Double], "The value, or the argument.", |call| {
            Ok(value(call).cloned().unwrap_or(Value::Double(call.double(0))))
        }),
        method("isPresent", &[], "Whether there is a value.", |call| {
            Ok(Value::Boolean(value(call).is_some()))
        }),
        method("isEmpty", &[], "Whether there is no value.", |call| {
            Ok(Value::Boolean(value(call).is_none()))
        }),
    ],
};

/// An `Optional` of a value.
pub(super) fn some(value: &Value) -> Value {
    optional("java.util.Optional", Some(value.clone()))
}

/// An empty `Optional`.
pub(super) fn none() -> Value {
    optional("java.util.Optional", None)
}

/// An `Optional` of this class.
pub(super) fn optional(class: &'static str, value: Option<Value>) -> Value {
    Value::Object(Rc::new(JavaObject::Optional { class, value }))
}

fn value<'call>(call: &Call<'call, '_>) -> Option<&'call Value> {
    match call.this {
        Value::Object(object) => match &**object {
            JavaObject::Optional { value, .. } => value.as_ref(),
            _ => None,
        },
        _ => None,
    }
}

fn get(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    value(call).cloned().ok_or_else(|| Error::thrown("java.util.NoSuchElementException", "No value present"))
}
