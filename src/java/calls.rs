//! One call of a method: the object, the arguments as its parameters typed them, and the budget.

use std::cell::RefCell;
use std::rc::Rc;

use super::exception::{Exception, Failure};
use crate::error::Error;
use crate::limits::Budget;
use crate::value::{JavaObject, List, Map, Text, Value};

/// A call whose arguments fit the parameters of the method's row: an accessor asked for another type than the row's
/// gives a zero or an empty value.
pub(crate) struct Call<'call, 'limits> {
    /// The object.
    pub(crate) this: &'call Value,
    /// The arguments.
    pub(crate) arguments: &'call [Value],
    /// What the render may still use.
    pub(crate) budget: &'call mut Budget<'limits>,
}

impl<'call> Call<'call, '_> {
    /// The argument, of any type.
    pub(crate) fn value(&self, index: usize) -> &'call Value {
        self.arguments.get(index).unwrap_or(&Value::Null)
    }

    /// An `int`.
    pub(crate) fn int(&self, index: usize) -> i32 {
        self.long(index) as i32
    }

    /// A `long`.
    pub(crate) fn long(&self, index: usize) -> i64 {
        whole(self.value(index))
    }

    /// A `double`.
    pub(crate) fn double(&self, index: usize) -> f64 {
        match self.value(index) {
            Value::Double(number) => *number,
            Value::Float(number) => f64::from(*number),
            other => whole(other) as f64,
        }
    }

    /// A `float`.
    pub(crate) fn float(&self, index: usize) -> f32 {
        match self.value(index) {
            Value::Float(number) => *number,
            other => whole(other) as f32,
        }
    }

    /// A `boolean`.
    pub(crate) fn boolean(&self, index: usize) -> bool {
        matches!(self.value(index), Value::Boolean(true))
    }

    /// A `char`.
    pub(crate) fn char(&self, index: usize) -> u16 {
        match self.value(index) {
            Value::Character(unit) => *unit,
            _ => 0,
        }
    }

    /// A `String` or `CharSequence` that must not be null.
    pub(crate) fn text(&self, index: usize) -> Result<&'call Text, Error> {
        match self.value(index) {
            Value::String(text) => Ok(text),
            _ => Err(null_pointer()),
        }
    }

    /// The object as a string.
    pub(crate) fn this_text(&self) -> &'call Text {
        const EMPTY: &Text = &Text::EMPTY;
        match self.this {
            Value::String(text) => text,
            _ => EMPTY,
        }
    }

    /// The elements of an array that must not be null.
    pub(crate) fn array(&self, index: usize) -> Result<&'call RefCell<Vec<Value>>, Error> {
        match self.value(index) {
            Value::Object(object) => match &**object {
                JavaObject::Array { items, .. } => Ok(items),
                _ => Err(null_pointer()),
            },
            _ => Err(null_pointer()),
        }
    }

    /// The elements of an array of arguments; null stands for one null, as in `String.format`.
    pub(crate) fn arguments_from(&self, index: usize) -> Result<Vec<Value>, Error> {
        if self.value(index).is_null() {
            return Ok(vec![Value::Null]);
        }
        Ok(self.array(index)?.borrow().clone())
    }

    /// The elements of a `Collection` that must not be null.
    pub(crate) fn collection(&mut self, index: usize) -> Result<Vec<Value>, Error> {
        if is_stale(self.value(index)) {
            return Err(concurrent_modification());
        }
        let items = elements(self.value(index)).ok_or_else(null_pointer)?;
        self.budget.step(items.len() as u64)?;
        Ok(items)
    }

    /// A `Map` that must not be null.
    pub(crate) fn map(&self, index: usize) -> Result<&'call Map, Error> {
        match self.value(index) {
            Value::Map(map) => Ok(map),
            _ => Err(null_pointer()),
        }
    }
}

fn whole(value: &Value) -> i64 {
    match value {
        Value::Byte(number) => i64::from(*number),
        Value::Short(number) => i64::from(*number),
        Value::Integer(number) => i64::from(*number),
        Value::Long(number) => *number,
        _ => 0,
    }
}

/// The elements of a list or of a view of a map.
pub(crate) fn elements(collection: &Value) -> Option<Vec<Value>> {
    match collection {
        Value::List(list) => Some(list.to_vec()),
        Value::Object(object) => match &**object {
            JavaObject::KeySet(map) => Some(map.keys()),
            JavaObject::Values(map) => Some(map.values()),
            JavaObject::EntrySet(map) => Some(JavaObject::entries_of(map)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the value is a part of a list that was changed by other means.
pub(crate) fn is_stale(value: &Value) -> bool {
    matches!(value, Value::List(list) if list.is_stale())
}

/// What a method without a result gives: Velocity makes the empty string of it.
pub(crate) fn void() -> Result<Value, Error> {
    Ok(Value::String(Text::EMPTY))
}

/// A new array.
pub(crate) fn array(class: &'static str, items: Vec<Value>) -> Value {
    Value::Object(Rc::new(JavaObject::Array { class, items: RefCell::new(items) }))
}

/// A new `java.util.ArrayList`.
pub(crate) fn array_list(items: Vec<Value>) -> Value {
    Value::List(List::new(&crate::value::ARRAY_LIST, items))
}

/// A new `java.lang.String[]`.
pub(crate) fn string_array(texts: impl Iterator<Item = Value>) -> Value {
    array("[Ljava.lang.String;", texts.collect())
}

/// A `java.lang.Integer` of a size.
pub(crate) fn size(length: usize) -> Value {
    Value::Integer(i32::try_from(length).unwrap_or(i32::MAX))
}

impl From<Exception> for Error {
    fn from(thrown: Exception) -> Error {
        Error::thrown(thrown.class(), thrown.message().unwrap_or_default())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Error {
        match failure {
            Failure::Thrown(thrown) => thrown.into(),
            Failure::LimitExceeded => {
                Error::limit("number_bits", "a number would grow past the digits allowed")
            }
            Failure::Unsupported(_) => Error::runtime(failure.to_string()),
        }
    }
}

/// `NullPointerException`: a method was given null where it needs an object.
#[cold]
pub(crate) fn null_pointer() -> Error {
    Error::thrown("java.lang.NullPointerException", "the method was given null where it needs an object")
}

/// `UnsupportedOperationException`, which has no message.
#[cold]
pub(crate) fn unsupported() -> Error {
    Exception::without_message("java.lang.UnsupportedOperationException").into()
}

/// `ConcurrentModificationException`, which has no message.
#[cold]
pub(crate) fn concurrent_modification() -> Error {
    Exception::without_message("java.util.ConcurrentModificationException").into()
}

/// `ClassCastException` as the virtual machine words it.
#[cold]
pub(crate) fn class_cast(value: &Value, target: &str) -> Error {
    Error::thrown(
        "java.lang.ClassCastException",
        format!(
            "class {} cannot be cast to class {target} ({0} and {target} are in module java.base of loader 'bootstrap')",
            value.class_name()
        ),
    )
}

/// `IndexOutOfBoundsException` as `Objects.checkIndex` words it.
#[cold]
pub(crate) fn out_of_bounds(index: i64, length: usize) -> Error {
    Error::thrown(
        "java.lang.IndexOutOfBoundsException",
        format!("Index {index} out of bounds for length {length}"),
    )
}
