//! Case files in JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Lines, Name, Node, Place, Value, Wrong};

/// As deep a file may nest; serde_json itself reads no deeper.
const DEEPEST: usize = 127;

pub(super) fn read(text: &str) -> Result<Node, Wrong> {
    let lines = Lines::of(text);
    let root: &RawValue = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    node(root.get(), text, &lines, 0)
}

fn not_json(error: &serde_json::Error) -> Wrong {
    // The place stands in the message, too.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let place = Place { line: error.line().max(1), column: error.column().max(1) };
    Wrong::new(place, format!("this is no JSON: {message}"))
}

/// The value `part`, a slice of `text`.
fn node(part: &str, text: &str, lines: &Lines<'_>, depth: usize) -> Result<Node, Wrong> {
    let place = lines.place(offset(part, text));
    if depth > DEEPEST {
        return Err(Wrong::new(place, format!("values are nested more than {DEEPEST} deep")));
    }
    // What was a value as a whole is one in its parts, save for numbers out of range.
    let not_json = |error: serde_json::Error| Wrong { place, ..not_json(&error) };
    let value = match part.as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(part).map_err(not_json)?;
            let members = members.into_iter().map(|(name, value)| {
                let place = match name {
                    Cow::Borrowed(name) => lines.place(offset(name, text).saturating_sub(1)),
                    // A name with escapes is a copy.
                    Cow::Owned(_) => lines.place(offset(value.get(), text)),
                };
                Ok((Name { place, text: name.into_owned() }, node(value.get(), text, lines, depth + 1)?))
            });
            return Node::object(place, members.collect::<Result<_, Wrong>>()?);
        }
        Some(b'[') => {
            let elements: Vec<&RawValue> = serde_json::from_str(part).map_err(not_json)?;
            let elements = elements.into_iter().map(|element| node(element.get(), text, lines, depth + 1));
            Value::List(elements.collect::<Result<_, Wrong>>()?)
        }
        _ => match serde_json::from_str(part).map_err(not_json)? {
            serde_json::Value::Bool(value) => Value::Boolean(value),
            serde_json::Value::Number(number) => Value::Number(number),
            serde_json::Value::String(text) => Value::Text(text),
            _ => Value::Null,
        },
    };
    Ok(Node { place, value })
}

/// Where the slice `part` of `text` begins.
fn offset(part: &str, text: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The members of an object in their order, each as it is written.
struct Members<'text>(Vec<(Cow<'text, str>, &'text RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<'de>, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((crate::event::Text(name), value)) = map.next_entry()? {
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Read)
    }
}
