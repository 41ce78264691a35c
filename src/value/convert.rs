//! Between Java's values and serde_json's, for those who have documents in memory.

use std::sync::Arc;

use serde_json::Value as Json;

use super::document::{Tape, TapeBuilder, TapeKind};
use super::{JSON_ARRAY, JavaObject, LINKED_HASH_MAP, List, Map, Value};
use crate::error::Error;
use crate::limits::Budget;

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
                let mut members = serde_json::Map::with_capacity(map.len());
                for (key, value) in map.entries() {
                    members.insert(key.to_text(budget)?.to_str().into_owned(), value.to_json(budget)?);
                }
                budget.leave();
                serde_json::Value::Object(members)
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

impl Tape {
    /// A JSON value as a tape.
    pub fn from_json(json: &Json) -> Tape {
        let mut text = String::new();
        let mut tape = TapeBuilder::new(0);
        write(json, &mut text, &mut tape);
        tape.finish(Arc::from(text))
    }
}

/// Adds `json`, whose depth serde_json bounds, with the texts of its scalars in `text`.
fn write(json: &Json, text: &mut String, tape: &mut TapeBuilder) {
    let mut scalar = |kind: TapeKind, part: &str| {
        let start = text.len();
        text.push_str(part);
        tape.scalar(kind, start, text.len(), false);
    };
    match json {
        Json::Null => scalar(TapeKind::Null, ""),
        Json::Bool(true) => scalar(TapeKind::True, ""),
        Json::Bool(false) => scalar(TapeKind::False, ""),
        Json::String(string) => scalar(TapeKind::String, string),
        Json::Number(number) => {
            let digits = number.to_string();
            let kind = match number.as_i64() {
                Some(long) if i32::try_from(long).is_ok() => TapeKind::Integer,
                Some(_) => TapeKind::Long,
                None if number.is_u64() => TapeKind::BigInteger,
                None => TapeKind::Double,
            };
            scalar(kind, &digits);
        }
        Json::Array(items) => {
            let index = tape.open(TapeKind::Array);
            for item in items {
                write(item, text, tape);
            }
            tape.close(index, items.len());
        }
        Json::Object(members) => {
            let index = tape.open(TapeKind::Object);
            for (name, member) in members {
                let start = text.len();
                text.push_str(name);
                tape.scalar(TapeKind::String, start, text.len(), false);
                write(member, text, tape);
            }
            tape.close(index, members.len());
        }
    }
}
