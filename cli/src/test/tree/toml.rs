//! Case files in TOML.

use serde_json::Number;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Lines, Name, Node, Place, Value, Wrong};

pub(super) fn read(text: &str) -> Result<Node, Wrong> {
    let lines = Lines::of(text);
    let table = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        Wrong::new(lines.place(offset), format!("this is no TOML: {}", error.message()))
    })?;
    let place = lines.place(table.span().start);
    object(table.get_ref(), place, &lines)
}

fn object(table: &DeTable<'_>, place: Place, lines: &Lines<'_>) -> Result<Node, Wrong> {
    // In the order in which they are written.
    let mut members: Vec<_> = table.iter().collect();
    members.sort_by_key(|(name, _)| name.span().start);
    let members = members.into_iter().map(|(name, value)| {
        let place = lines.place(name.span().start);
        Ok((Name { place, text: name.get_ref().clone().into_owned() }, node(value, lines)?))
    });
    Node::object(place, members.collect::<Result<_, Wrong>>()?)
}

fn node(value: &Spanned<DeValue<'_>>, lines: &Lines<'_>) -> Result<Node, Wrong> {
    let place = lines.place(value.span().start);
    let no_number = || Wrong::new(place, "this number is out of range");
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Boolean(value) => Value::Boolean(*value),
        // A date of TOML is the text of it elsewhere.
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Integer(integer) => {
            let number = i64::from_str_radix(integer.as_str(), integer.radix());
            Value::Number(number.map_err(|_| no_number())?.into())
        }
        DeValue::Float(float) => {
            let number = float.as_str().parse().ok().and_then(Number::from_f64);
            Value::Number(number.ok_or_else(no_number)?)
        }
        DeValue::Array(elements) => {
            Value::List(elements.iter().map(|element| node(element, lines)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => return object(table, place, lines),
    };
    Ok(Node { place, value })
}
