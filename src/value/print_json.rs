//! Values as JSON text, written as json-smart writes it.

use super::halves;
use super::print::nested;
use super::print_document::print_document;
use super::{JavaObject, List, Map, Text, Value};
use crate::error::Error;
use crate::limits::Budget;
use crate::output::Output;

/// How json-smart escapes (`net.minidev.json.JSONStyle`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonStyle {
    /// `NO_COMPRESS`, which also escapes `/`: what `JSONArray.toString()` prints.
    ToString,
    /// `LT_COMPRESS`: what `$input.json` gives.
    Compact,
}

impl Value {
    /// Appends the value as JSON text.
    ///
    /// # Errors
    /// Where the value is nested too deep or the text grows past a limit.
    pub fn print_json(
        &self,
        style: JsonStyle,
        output: &mut String,
        budget: &mut Budget<'_>,
    ) -> Result<(), Error> {
        let mut printed = Output::new();
        self.write_json(style, &mut printed, budget)?;
        output.push_str(&halves::replaced(printed.into_string(), budget));
        Ok(())
    }

    /// The value as JSON text, halves of surrogate pairs kept.
    ///
    /// # Errors
    /// As [`print_json`](Value::print_json).
    pub fn to_json_text(&self, style: JsonStyle, budget: &mut Budget<'_>) -> Result<Text, Error> {
        let mut output = Output::new();
        self.write_json(style, &mut output, budget)?;
        Ok(halves::text(output.into_string(), budget))
    }

    /// Appends the value as JSON text, with [halves] of surrogate pairs.
    pub(crate) fn write_json(
        &self,
        style: JsonStyle,
        output: &mut Output,
        budget: &mut Budget<'_>,
    ) -> Result<(), Error> {
        match self {
            Value::String(text) => print_text(text, style, output, budget),
            Value::Character(unit) => print_text(&Text::from_utf16(&[*unit]), style, output, budget),
            Value::List(list) => nested(budget, |budget| print_list(list, style, output, budget))?,
            Value::Map(map) => nested(budget, |budget| print_map(map, style, output, budget))?,
            Value::Float(number) if number.is_infinite() => output.push_str("null"),
            Value::Double(number) if number.is_infinite() => output.push_str("null"),
            Value::Null
            | Value::Boolean(_)
            | Value::Byte(_)
            | Value::Short(_)
            | Value::Integer(_)
            | Value::Long(_)
            | Value::BigInteger(_)
            | Value::BigDecimal(_)
            | Value::Float(_)
            | Value::Double(_) => self.write(output, budget)?,
            Value::Object(object) => match &**object {
                JavaObject::KeySet(map) => {
                    nested(budget, |budget| print_items(&map.keys(), style, output, budget))?
                }
                JavaObject::Values(map) => {
                    nested(budget, |budget| print_items(&map.values(), style, output, budget))?
                }
                JavaObject::EntrySet(map) => {
                    nested(budget, |budget| print_items(&JavaObject::entries_of(map), style, output, budget))?
                }
                _ => print_text(&self.to_text(budget)?, style, output, budget),
            },
            Value::Host(_) => print_text(&self.to_text(budget)?, style, output, budget),
        }
        budget.output(output.len())
    }

    /// Appends the value's text as the key of an object.
    fn write_json_key(
        &self,
        style: JsonStyle,
        output: &mut Output,
        budget: &mut Budget<'_>,
    ) -> Result<(), Error> {
        print_text(&self.to_text(budget)?, style, output, budget);
        Ok(())
    }
}

/// What `JSONArray.toString()` gives; its caller has entered the level.
pub(super) fn print_json_list(
    list: &List,
    output: &mut Output,
    budget: &mut Budget<'_>,
) -> Result<(), Error> {
    print_list(list, JsonStyle::ToString, output, budget)
}

fn print_list(
    list: &List,
    style: JsonStyle,
    output: &mut Output,
    budget: &mut Budget<'_>,
) -> Result<(), Error> {
    if let Some(node) = list.node().filter(|node| node.keeps_order()) {
        return print_document(node.place(), style, output, budget);
    }
    print_items(&list.to_vec(), style, output, budget)
}

fn print_items(
    items: &[Value],
    style: JsonStyle,
    output: &mut Output,
    budget: &mut Budget<'_>,
) -> Result<(), Error> {
    output.push('[');
    for (index, item) in items.iter().enumerate() {
        budget.step(1)?;
        if index > 0 {
            output.push(',');
        }
        let printed = item.write_json(style, output, budget);
        budget.past_blocks(printed)?;
    }
    output.push(']');
    Ok(())
}

fn print_map(map: &Map, style: JsonStyle, output: &mut Output, budget: &mut Budget<'_>) -> Result<(), Error> {
    if let Some(node) = map.node().filter(|node| node.keeps_order()) {
        return print_document(node.place(), style, output, budget);
    }
    output.push('{');
    for (index, (key, value)) in map.entries().iter().enumerate() {
        budget.step(1)?;
        if index > 0 {
            output.push(',');
        }
        let printed = key.write_json_key(style, output, budget);
        budget.past_blocks(printed)?;
        output.push(':');
        let printed = value.write_json(style, output, budget);
        budget.past_blocks(printed)?;
    }
    output.push('}');
    Ok(())
}

fn print_text(text: &Text, style: JsonStyle, output: &mut Output, budget: &mut Budget<'_>) {
    match text.as_str() {
        Some(text) => quote(text, style, output),
        None => {
            // With its halves as they stand in the output, the text is escaped like any other.
            let mut printed = Output::new();
            halves::push(text.to_utf16().into_iter(), &mut printed, budget);
            quote(&printed.into_string(), style, output);
        }
    }
}

/// A string in quotes.
pub(super) fn quote(text: &str, style: JsonStyle, output: &mut Output) {
    output.push('"');
    escape(text, style, output);
    output.push('"');
}

/// json-smart's `JStylerObj.EscapeLT` and `Escape4Web`.
fn escape(text: &str, style: JsonStyle, output: &mut Output) {
    let mut copied = 0;
    for (index, character) in text.char_indices() {
        let short = match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '/' if style == JsonStyle::ToString => "\\/",
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2000}'..='\u{20ff}' => "",
            _ => continue,
        };
        output.push_str(&text[copied..index]);
        copied = index + character.len_utf8();
        if short.is_empty() {
            output.push_str("\\u");
            for shift in [12, 8, 4, 0] {
                let digit = (character as u32 >> shift & 0xf) as usize;
                output.push(char::from(b"0123456789ABCDEF"[digit]));
            }
        } else {
            output.push_str(short);
        }
    }
    output.push_str(&text[copied..]);
}
