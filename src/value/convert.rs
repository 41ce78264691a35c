//! Between Java's values and serde_json's, for those who have documents in memory.

use std::mem;
use std::sync::Arc;

use serde_json::Value as Json;

use super::tape::{Cell, Fingerprint, OpenObject, Tape, TapeBuilder, TapeKind};
use super::{JSON_ARRAY, JavaObject, LINKED_HASH_MAP, List, Map, Value};
use crate::error::Error;
use crate::limits::Budget;
use crate::output::Output;

impl Value {
    /// The value that the same JSON text is read as: integers as Integer, Long or BigInteger by size, other numbers as
    /// Double, arrays as `JSONArray`, objects as `LinkedHashMap`.
    ///
    /// ```
    /// use vtlgate::Value;
    /// assert_eq!(Value::from_json(&serde_json::json!(3000000000_i64)).class_name(), "java.lang.Long");
    /// ```
    pub fn from_json(json: &serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(boolean) => Value::Boolean(*boolean),
            serde_json::Value::Number(number) => from_number(number),
            serde_json::Value::String(text) => Value::string(text.as_str()),
            serde_json::Value::Array(items) => {
                Value::List(List::new(&JSON_ARRAY, items.iter().map(Value::from_json).collect()))
            }
            serde_json::Value::Object(members) => {
                let map = Map::with_capacity(&LINKED_HASH_MAP, members.len());
                for (key, value) in members {
                    map.insert(Value::string(key.as_str()), Value::from_json(value));
                }
                Value::Map(map)
            }
        }
    }

    /// The value as serde_json has it: lists, and other collections, as arrays, maps as objects with their keys' texts,
    /// NaN and infinities as null, any other object as its text.
    ///
    /// ```
    /// use vtlgate::{Budget, Limits, Value};
    /// let limits = Limits::default();
    /// let list = Value::list(vec![Value::Integer(1), Value::from("a")]);
    /// assert_eq!(list.to_json(&mut Budget::new(&limits))?, serde_json::json!([1, "a"]));
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where the value is nested too deep or is too large.
    pub fn to_json(&self, budget: &mut Budget<'_>) -> Result<serde_json::Value, Error> {
        budget.step(1)?;
        Ok(match self {
            Value::Null => serde_json::Value::Null,
            Value::Boolean(boolean) => (*boolean).into(),
            Value::Byte(number) => (*number).into(),
            Value::Short(number) => (*number).into(),
            Value::Integer(number) => (*number).into(),
            Value::Long(number) => (*number).into(),
            Value::BigInteger(number) => match u64::try_from(&**number) {
                Ok(number) => number.into(),
                Err(_) => number.to_string().parse::<f64>().unwrap_or_default().into(),
            },
            Value::BigDecimal(number) => number.double_value().into(),
            Value::Float(number) => number.to_string().parse::<f64>().unwrap_or_default().into(),
            Value::Double(number) => (*number).into(),
            Value::List(list) => return array(list.to_vec(), budget),
            Value::Map(map) => {
                budget.enter()?;
                let members = map.entries().into_iter().map(|(key, value)| {
                    Ok((key.to_text(budget)?.to_str().into_owned(), value.to_json(budget)?))
                });
                let members: Result<serde_json::Map<_, _>, Error> = members.collect();
                budget.leave();
                serde_json::Value::Object(members?)
            }
            Value::Object(object) => match &**object {
                JavaObject::KeySet(map) => return array(map.keys(), budget),
                JavaObject::Values(map) => return array(map.values(), budget),
                JavaObject::EntrySet(map) => return array(JavaObject::entries_of(map), budget),
                _ => serde_json::Value::String(self.to_text(budget)?.to_str().into_owned()),
            },
            Value::Character(_) | Value::String(_) | Value::Host(_) => {
                serde_json::Value::String(self.to_text(budget)?.to_str().into_owned())
            }
        })
    }
}

fn array(items: Vec<Value>, budget: &mut Budget<'_>) -> Result<serde_json::Value, Error> {
    budget.enter()?;
    let items: Result<Vec<_>, Error> = items.iter().map(|item| item.to_json(budget)).collect();
    budget.leave();
    Ok(serde_json::Value::Array(items?))
}

fn from_number(number: &serde_json::Number) -> Value {
    if let Some(integer) = number.as_i64() {
        return Value::integer(integer);
    }
    if let Some(integer) = number.as_u64() {
        return Value::integer(integer);
    }
    Value::Double(number.as_f64().unwrap_or_default())
}

/// Writes a tape from JSON values that are in memory.
pub(crate) struct TapeWriter {
    text: String,
    tape: TapeBuilder,
    /// The innermost object that is open.
    object: OpenObject,
}

impl TapeWriter {
    /// A writer with room for a request's context.
    pub(crate) fn new() -> TapeWriter {
        TapeWriter {
            text: String::with_capacity(1024),
            tape: TapeBuilder::new(1024),
            object: OpenObject::default(),
        }
    }

    /// Writes an object: `write` writes its members.
    pub(crate) fn object(&mut self, write: impl FnOnce(&mut TapeWriter)) {
        let index = self.tape.open();
        let outer = mem::replace(&mut self.object, self.tape.open_object(index));
        write(self);
        let object = mem::replace(&mut self.object, outer);
        let (shape, count) = self.tape.shape(&object, &self.text);
        self.tape.close_object(index, shape, count);
    }

    /// Writes the name of a member; its value follows.
    pub(crate) fn name(&mut self, name: &str) {
        let text = self.written(TapeKind::String, name);
        self.tape.push_key(&mut self.object, text, Fingerprint::of(name), (0, 0));
    }

    /// Writes members.
    pub(crate) fn members(&mut self, members: &serde_json::Map<String, Json>) {
        for (name, member) in members {
            self.name(name);
            self.value(member);
        }
    }

    /// Writes a value, whose depth serde_json bounds.
    pub(crate) fn value(&mut self, json: &Json) {
        match json {
            Json::Null => self.scalar(TapeKind::Null, ""),
            Json::Bool(true) => self.scalar(TapeKind::True, "true"),
            Json::Bool(false) => self.scalar(TapeKind::False, "false"),
            Json::String(string) => self.text(string),
            Json::Number(number) => {
                let digits = number.to_string();
                let kind = match number.as_i64() {
                    Some(long) if i32::try_from(long).is_ok() => TapeKind::Integer,
                    Some(_) => TapeKind::Long,
                    None if number.is_u64() => TapeKind::BigInteger,
                    None => TapeKind::Double,
                };
                self.scalar(kind, &digits);
            }
            Json::Array(items) => {
                let index = self.tape.open();
                items.iter().for_each(|item| self.value(item));
                self.tape.close_array(index, items.len());
            }
            Json::Object(members) => self.object(|tape| tape.members(members)),
        }
    }

    /// Writes a string.
    pub(crate) fn text(&mut self, text: &str) {
        self.scalar(TapeKind::String, text);
    }

    fn scalar(&mut self, kind: TapeKind, part: &str) {
        let cell = self.written(kind, part);
        self.tape.scalar(cell);
    }

    fn written(&mut self, kind: TapeKind, part: &str) -> Cell {
        let start = self.text.len();
        self.text.push_str(part);
        Cell::new(kind, start, part.len())
    }

    /// The tape.
    pub(crate) fn finish(mut self) -> Option<Tape> {
        self.text.push_str(Output::ROOM);
        self.tape.finish(Arc::from(self.text))
    }
}
