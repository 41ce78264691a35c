//! One line of `batch`'s output.

use serde::Serialize;
use serde_json::Serializer;
use serde_json::value::RawValue;
use vtlgate::value::Text;
use vtlgate::{Error, Overrides, Position};

use super::line::OneLine;
use crate::limits::in_words;
use crate::selection::Selection;

/// What a request got.
pub(super) enum Answer {
    Rendered {
        output: Text,
        overrides: Overrides,
    },
    Selected(Selection),
    /// The template, the path or the body failed, at this place of the template or the path.
    Failed {
        error: Error,
        position: Option<Position>,
    },
    /// The line is no request, for this reason.
    NoRequest(String),
}

impl Answer {
    /// Adds the line to `lines`.
    pub(super) fn write(&self, id: Option<&RawValue>, lines: &mut Vec<u8>) {
        lines.extend_from_slice(b"{\"id\":");
        lines.extend_from_slice(id.map_or("null", RawValue::get).as_bytes());
        match self {
            Answer::Rendered { output, overrides } => {
                text_member("output", output, lines);
                if !overrides.is_empty() {
                    member("overrides", &overrides.to_json(), lines);
                }
            }
            Answer::Selected(selection) => {
                text_member("json", &selection.json, lines);
                text_member("text", &selection.text, lines);
            }
            Answer::Failed { error, position } => {
                let failure = Failure {
                    kind: error.kind().name(),
                    message: &message(error),
                    line: position.map(|position| position.line),
                    column: position.map(|position| position.column),
                };
                member("error", &failure, lines);
            }
            Answer::NoRequest(message) => {
                member("error", &Failure { kind: "request", message, line: None, column: None }, lines);
            }
        }
        lines.extend_from_slice(b"}\n");
    }
}

#[derive(Serialize)]
struct Failure<'answer> {
    kind: &'static str,
    message: &'answer str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

/// Adds `,"name":value`.
fn member(name: &str, value: &impl Serialize, lines: &mut Vec<u8>) {
    let start = lines.len();
    lines.extend_from_slice(b",\"");
    lines.extend_from_slice(name.as_bytes());
    lines.extend_from_slice(b"\":");
    let written = value.serialize(&mut Serializer::with_formatter(&mut *lines, OneLine));
    // Neither memory nor these values refuse to be written; if one did, the line would still be JSON.
    if written.is_err() {
        lines.truncate(start);
    }
}

/// Adds `,"name":"text"`; half of a surrogate pair, which UTF-8 cannot hold, is written as JSON can, `\\ud83d`.
fn text_member(name: &str, text: &Text, lines: &mut Vec<u8>) {
    if let Some(text) = text.as_str() {
        return member(name, &text, lines);
    }
    member(name, &"", lines);
    // Back into the empty string.
    lines.pop();
    for unit in char::decode_utf16(text.to_utf16()) {
        match unit {
            Ok(character) => {
                let start = lines.len();
                member("", &character, lines);
                // Of `,"":"x"` the character alone.
                lines.drain(start..start + 5);
                lines.pop();
            }
            Err(half) => lines.extend_from_slice(format!("\\u{:04x}", half.unpaired_surrogate()).as_bytes()),
        }
    }
    lines.push(b'"');
}

/// What is wrong, the Java exception with it, without the place, which has its own members.
fn message(error: &Error) -> String {
    match error.exception() {
        Some(exception) if error.message().is_empty() => exception.to_owned(),
        Some(exception) => format!("{exception}: {}", error.message()),
        None => in_words(error.message()),
    }
}
