//! Values as JSON text, written as json-smart writes it.

use super::document::Place;
use super::halves;
use super::print::nested;
use super::tape::TapeKind;
use super::{JavaObject, List, Map, Text, Value};
use crate::error::Error;
use crate::limits::Budget;

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
        let start = output.len();
        self.write_json(style, output, budget)?;
        halves::replace(output, start, budget);
        Ok(())
    }

    /// The value as JSON text, halves of surrogate pairs kept.
    ///
    /// # Errors
    /// As [`print_json`](Value::print_json).
    pub fn to_json_text(&self, style: JsonStyle, budget: &mut Budget<'_>) -> Result<Text, Error> {
        let mut output = String::new();
        self.write_json(style, &mut output, budget)?;
        Ok(halves::text(output, budget))
    }

    /// Appends the value as JSON text, with [halves] of surrogate pairs.
    pub(crate) fn write_json(
        &self,
        style: JsonStyle,
        output: &mut String,
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
        output: &mut String,
        budget: &mut Budget<'_>,
    ) -> Result<(), Error> {
        print_text(&self.to_text(budget)?, style, output, budget);
        Ok(())
    }
}

/// What `JSONArray.toString()` gives; its caller has entered the level.
pub(super) fn print_json_list(
    list: &List,
    output: &mut String,
    budget: &mut Budget<'_>,
) -> Result<(), Error> {
    print_list(list, JsonStyle::ToString, output, budget)
}

fn print_list(
    list: &List,
    style: JsonStyle,
    output: &mut String,
    budget: &mut Budget<'_>,
) -> Result<(), Error> {
    if let Some(node) = list.node() {
        return print_place(node.place(), style, false, output, budget);
    }
    print_items(&list.to_vec(), style, output, budget)
}

fn print_items(
    items: &[Value],
    style: JsonStyle,
    output: &mut String,
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

fn print_map(map: &Map, style: JsonStyle, output: &mut String, budget: &mut Budget<'_>) -> Result<(), Error> {
    if let Some(node) = map.node() {
        return print_place(node.place(), style, false, output, budget);
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

/// A value of an unchanged document, written without building it; with the comma after it where more follows.
fn print_place(
    place: Place<'_>,
    style: JsonStyle,
    more: bool,
    output: &mut String,
    budget: &mut Budget<'_>,
) -> Result<(), Error> {
    match place.kind() {
        TapeKind::Array => nested(budget, |budget| {
            output.push('[');
            let last = place.count().wrapping_sub(1);
            for (index, item) in place.elements().enumerate() {
                budget.step(1)?;
                print_place(item, style, index != last, output, budget)?;
            }
            output.push_str(if more { "]," } else { "]" });
            budget.output(output.len())
        }),
        TapeKind::Object => nested(budget, |budget| {
            output.push('{');
            let last = place.count().wrapping_sub(1);
            for (index, (key, value)) in place.members().enumerate() {
                budget.step(1)?;
                print_scalar(key, style, Some(':'), output);
                print_place(value, style, index != last, output, budget)?;
            }
            output.push_str(if more { "}," } else { "}" });
            budget.output(output.len())
        }),
        TapeKind::Null | TapeKind::Double | TapeKind::BigDecimal => {
            place.value().write_json(style, output, budget)?;
            if more {
                output.push(',');
            }
            Ok(())
        }
        _ => {
            print_scalar(place, style, more.then_some(','), output);
            Ok(())
        }
    }
}

/// A scalar of a document with the `mark` after it, as both stand there where that is how they are printed.
#[inline]
fn print_scalar(place: Place<'_>, style: JsonStyle, mark: Option<char>, output: &mut String) {
    match place.written(mark.map(|mark| mark as u8)) {
        Some(written) if style == JsonStyle::Compact || !written.contains('/') => {
            output.push_str(written);
            // What is written ends in a quote, a digit or a letter.
            if written.as_bytes().last() == mark.map(|mark| mark as u8).as_ref() {
                return;
            }
        }
        _ => quote(place.text(), style, output),
    }
    output.extend(mark);
}

fn print_text(text: &Text, style: JsonStyle, output: &mut String, budget: &mut Budget<'_>) {
    match text.as_str() {
        Some(text) => quote(text, style, output),
        None => {
            // With its halves as they stand in the output, the text is escaped like any other.
            let mut printed = String::new();
            halves::push(text.to_utf16().into_iter(), &mut printed, budget);
            quote(&printed, style, output);
        }
    }
}

/// A string in quotes.
fn quote(text: &str, style: JsonStyle, output: &mut String) {
    output.reserve(text.len() + 2);
    output.push('"');
    escape(text, style, output);
    output.push('"');
}

/// json-smart's `JStylerObj.EscapeLT` and `Escape4Web`.
fn escape(text: &str, style: JsonStyle, output: &mut String) {
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
