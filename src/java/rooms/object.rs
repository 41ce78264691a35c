//! `java.lang.Object`, `java.lang.Class` and `java.lang.Comparable`.

use std::rc::Rc;

use crate::error::Error;
use crate::java::calls::{class_cast, concurrent_modification, is_stale, null_pointer};
use crate::java::compare::compare;
use crate::java::exception::Exception;
use crate::java::table::{Room, method};
use crate::java::types::Type::*;
use crate::value::{JavaObject, Text, Value};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Object.html>
pub(crate) static OBJECT: Room = Room {
    class: "java.lang.Object",
    rows: &[
        method("equals", &[Object], "Whether the argument equals this.", |call| {
            Ok(Value::Boolean(match call.this {
                // An array is equal to itself only.
                Value::Object(object) if matches!(&**object, JavaObject::Array { .. }) => {
                    matches!(call.value(0), Value::Object(other) if Rc::ptr_eq(object, other))
                }
                Value::List(list) if list.is_stale() || is_stale(call.value(0)) => {
                    return Err(concurrent_modification());
                }
                this => this.equals_within(call.value(0), call.budget)?,
            }))
        }),
        method("hashCode", &[], "The hash code, as Java computes it.", |call| {
            if is_stale(call.this) {
                return Err(concurrent_modification());
            }
            Ok(Value::Integer(call.this.hash_code_within(call.budget)?))
        }),
        method("toString", &[], "The text that `$x` prints.", |call| {
            Ok(Value::String(call.this.to_text(call.budget)?))
        }),
        method("getClass", &[], "The class, which gives its name and leads nowhere.", |call| {
            let name = Text::from(call.this.class_name());
            Ok(Value::Object(Rc::new(JavaObject::Class(name))))
        }),
        method("notify", &[], "Throws: a template owns no monitor.", |_| Err(not_owner())),
        method("notifyAll", &[], "Throws: a template owns no monitor.", |_| Err(not_owner())),
        method("wait", &[], "Throws: a template owns no monitor.", |_| Err(not_owner())),
        method("wait", &[Long], "Throws: a template owns no monitor.", |call| {
            Err(match call.long(0) {
                ..0 => Exception::illegal_argument("timeout value is negative").into(),
                _ => not_owner(),
            })
        }),
        method("wait", &[Long, Int], "Throws: a template owns no monitor.", |call| {
            Err(match (call.long(0), call.int(1)) {
                (..0, _) => Exception::illegal_argument("timeoutMillis value is negative").into(),
                (_, 0..=999_999) => not_owner(),
                _ => Exception::illegal_argument("nanosecond timeout value out of range").into(),
            })
        }),
    ],
};

fn not_owner() -> Error {
    Error::thrown("java.lang.IllegalMonitorStateException", "current thread is not owner")
}

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Comparable.html>
pub(crate) static COMPARABLE: Room = Room {
    class: "java.lang.Comparable",
    rows: &[method("compareTo", &[Object], "Throws unless the argument is of the same class.", |call| {
        match call.value(0) {
            Value::Null => Err(null_pointer()),
            other if other.class_name() != call.this.class_name() => {
                Err(class_cast(other, call.this.class_name()))
            }
            other => Ok(Value::Integer(compare(call.this, other)? as i32)),
        }
    })],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Class.html>; only what names the class.
pub(crate) static CLASS: Room = Room {
    class: "java.lang.Class",
    rows: &[
        method("getName", &[], "The name with its package.", |call| Ok(Value::string(name(call.this)))),
        method("getTypeName", &[], "The name with its package; an array's with brackets.", |call| {
            Ok(Value::string(source_name(&name(call.this))))
        }),
        method("getCanonicalName", &[], "The name as a source names it.", |call| {
            Ok(Value::string(source_name(&name(call.this)).replace('$', ".")))
        }),
        method("getSimpleName", &[], "The name without its package.", |call| {
            let name = source_name(&name(call.this));
            Ok(Value::string(name.rsplit(['.', '$']).next().unwrap_or_default()))
        }),
        method("getPackageName", &[], "The name of the package.", |call| {
            let name = name(call.this);
            let element = name.trim_start_matches('[');
            let package = match element.rfind('.') {
                Some(end) if element.len() == name.len() => &element[..end],
                Some(end) => element.get(1..end).unwrap_or_default(),
                None => "java.lang",
            };
            Ok(Value::string(package))
        }),
        method("isArray", &[], "Whether it is a class of arrays.", |call| {
            Ok(Value::Boolean(name(call.this).starts_with('[')))
        }),
        method("isInterface", &[], "Whether it is an interface, which no value's class is.", |_| {
            Ok(Value::Boolean(false))
        }),
        method("isPrimitive", &[], "Whether it is a primitive, which no value's class is.", |_| {
            Ok(Value::Boolean(false))
        }),
    ],
};

fn name(class: &Value) -> std::string::String {
    match class {
        Value::Object(object) => match &**object {
            JavaObject::Class(name) => name.to_str().into_owned(),
            _ => Default::default(),
        },
        _ => Default::default(),
    }
}

/// The name of an array's class with the element's name and brackets.
fn source_name(name: &str) -> std::string::String {
    let Some(element) = name.strip_prefix('[') else { return name.to_owned() };
    let element = match element {
        "C" => "char",
        "B" => "byte",
        object => object.strip_prefix('L').unwrap_or(object).trim_end_matches(';'),
    };
    format!("{element}[]")
}
