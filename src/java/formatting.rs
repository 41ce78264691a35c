//! `String.format` over values.

use std::borrow::Cow;

use super::calls::Call;
use super::exception::Failure;
use super::format::{Argument, format as format_arguments};
use super::making_steps;
use crate::error::Error;
use crate::value::{Text, Value};

/// The text that `format` makes of `items`.
pub(super) fn format(format: &Text, items: &[Value], call: &mut Call<'_, '_>) -> Result<Value, Error> {
    // A single null is passed as the array of arguments itself, which then has a null for every specifier.
    let nulls;
    let items = match items {
        [Value::Null] => {
            nulls = vec![Value::Null; format.to_str().matches('%').count().max(1)];
            nulls.as_slice()
        }
        items => items,
    };
    call.budget.step(format.length() as u64 / 16 + items.len() as u64)?;
    let mut printed: Vec<(Cow<'_, str>, i32)> = Vec::with_capacity(items.len());
    for item in items {
        let (text, hash) = match item {
            Value::String(text) => (text.to_str(), 0),
            Value::List(_) | Value::Map(_) | Value::Object(_) | Value::Host(_) => {
                let text = item.to_text(call.budget)?.to_str().into_owned();
                (Cow::Owned(text), item.hash_code_within(call.budget)?)
            }
            _ => (Cow::Borrowed(""), 0),
        };
        // All are kept until the last is printed.
        if let Cow::Owned(text) = &text {
            call.budget.step(making_steps(text.len()))?;
        }
        printed.push((text, hash));
    }
    let arguments: Vec<Argument<'_>> = items
        .iter()
        .zip(&printed)
        .map(|(item, (text, hash))| match item {
            Value::Null => Argument::Null,
            Value::Boolean(boolean) => Argument::Boolean(*boolean),
            Value::Byte(number) => Argument::Byte(*number),
            Value::Short(number) => Argument::Short(*number),
            Value::Integer(number) => Argument::Int(*number),
            Value::Long(number) => Argument::Long(*number),
            Value::BigInteger(number) => Argument::BigInteger(number),
            Value::BigDecimal(number) => Argument::BigDecimal(number),
            Value::Float(number) => Argument::Float(*number),
            Value::Double(number) => Argument::Double(*number),
            Value::Character(unit) => Argument::Character(*unit),
            Value::String(_) => Argument::Text(text),
            Value::List(_) | Value::Map(_) | Value::Object(_) | Value::Host(_) => {
                Argument::Other { class: item.class_name(), text, hash: *hash }
            }
        })
        .collect();
    match format_arguments(&format.to_str(), &arguments, call.budget.limits().string_length) {
        Ok(text) => Ok(Value::string(text)),
        Err(Failure::LimitExceeded) => Err(call.budget.string(usize::MAX).err().unwrap_or_else(|| {
            Error::limit("string_length", "a string would grow past the characters allowed")
        })),
        Err(failure) => Err(failure.into()),
    }
}
