//! `$util`: six functions, no others.

use std::borrow::Cow;

use super::encoding;
use crate::error::{Error, ErrorKind};
use crate::json;
use crate::limits::Budget;
use crate::output::{Output, Piece};
use crate::value::{HostObject, Text, Value};

/// `$util`. A function that is not there evaluates to nothing, as a missing method does (reported by users).
pub(super) struct Util;

impl Util {
    /// The text that a function of any object works on; null has none (recorded of `escapeJavaScript`).
    fn text<'value>(value: &'value Value, budget: &mut Budget<'_>) -> Result<Cow<'value, str>, Error> {
        match value {
            Value::String(text) => Ok(text.to_str()),
            value => Ok(Cow::Owned(value.to_text(budget)?.to_str().into_owned())),
        }
    }
}

impl HostObject for Util {
    /// Nobody has recorded the name; this one stands beside those of `$context`'s maps, which are. Unverified.
    fn class_name(&self) -> &str {
        "com.amazonaws.backplane.executioncore.frontend.proxy.transform.Util"
    }

    fn call(
        &self,
        method: &str,
        arguments: &[Value],
        budget: &mut Budget<'_>,
    ) -> Result<Option<Value>, Error> {
        let made = match (method, arguments) {
            ("escapeJavaScript" | "base64Encode", [_]) => {
                let mut text = Output::new();
                self.print_call(method, arguments, &mut text, budget)?;
                text.into_string()
            }
            ("urlEncode" | "urlDecode" | "base64Decode", [Value::String(text)]) => {
                budget.step(reading_steps(text.size()))?;
                let text = text.to_str();
                match method {
                    "urlEncode" => encoding::url_encode(&text),
                    "urlDecode" => encoding::url_decode(&text)?,
                    _ => encoding::base64_decode(&text)?,
                }
            }
            ("parseJson", [Value::String(text)]) => return parse_json(text, budget).map(Some),
            _ => return Ok(None),
        };
        budget.string(made.len())?;
        Ok(Some(Value::string(made)))
    }

    /// As `$input` prints; unverified.
    fn print(&self, output: &mut Output, _: &mut Budget<'_>) -> Result<(), Error> {
        output.push_str("{}");
        Ok(())
    }

    fn prints_calls(&self, method: &str) -> bool {
        matches!(method, "escapeJavaScript" | "base64Encode")
    }

    fn print_call(
        &self,
        method: &str,
        arguments: &[Value],
        output: &mut Output,
        budget: &mut Budget<'_>,
    ) -> Result<bool, Error> {
        match (method, arguments) {
            ("escapeJavaScript" | "base64Encode", [Value::Null]) => Ok(true),
            ("escapeJavaScript", [Value::String(text)]) if text.as_str().is_none() => {
                budget.step(reading_steps(text.length()))?;
                encoding::escape_units(text.to_utf16().into_iter(), output);
                Ok(true)
            }
            (method, [value]) => {
                let text = Util::text(value, budget)?;
                self.print_call_of_text(method, Piece::from(&*text), output, budget)
            }
            _ => Ok(false),
        }
    }

    fn print_call_of_text(
        &self,
        method: &str,
        argument: Piece<'_>,
        output: &mut Output,
        budget: &mut Budget<'_>,
    ) -> Result<bool, Error> {
        budget.step(reading_steps(argument.len()))?;
        match method {
            "escapeJavaScript" => encoding::escape_java_script(argument, output),
            "base64Encode" => encoding::base64_encode(argument.as_str(), output),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// What reading a string of this length takes.
fn reading_steps(length: usize) -> u64 {
    length as u64 / 64
}

/// `$util.parseJson`: the body's reader, for a text of the template.
fn parse_json(text: &Text, budget: &mut Budget<'_>) -> Result<Value, Error> {
    json::read(&text.to_shared(), budget).map_err(|error| match error.kind() {
        ErrorKind::Body => Error::runtime(format!("$util.parseJson: {}", error.message())),
        _ => error,
    })
}
