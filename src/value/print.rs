//! `Object.toString`: how values print.

use std::fmt::Write;

use super::equality::IDENTITY_HASH;
use super::halves;
use super::print_json::print_json_list;
use super::{JavaObject, Value};
use crate::error::Error;
use crate::java::number::{write_double, write_float};
use crate::limits::Budget;
use crate::output::Output;

impl Value {
    /// Appends what `toString()` gives; null prints as `null`, half of a surrogate pair as `?`, which
    /// [`to_text`](Value::to_text) keeps.
    ///
    /// # Errors
    /// Where the value is nested too deep or the text grows past a limit.
    pub fn print(&self, output: &mut String, budget: &mut Budget<'_>) -> Result<(), Error> {
        let mut printed = Output::new();
        self.write(&mut printed, budget)?;
        output.push_str(&halves::replaced(printed.into_string(), budget));
        Ok(())
    }

    /// Appends what `toString()` gives, with [halves] of surrogate pairs.
    pub(crate) fn write(&self, output: &mut Output, budget: &mut Budget<'_>) -> Result<(), Error> {
        match self {
            Value::String(text) => match text.as_str() {
                Some(text) => output.push_str(text),
                None => halves::push(text.to_utf16().into_iter(), output, budget),
            },
            Value::Null => output.push_str("null"),
            Value::Boolean(true) => output.push_str("true"),
            Value::Boolean(false) => output.push_str("false"),
            Value::Byte(number) => output.push_integer(i64::from(*number)),
            Value::Short(number) => output.push_integer(i64::from(*number)),
            Value::Integer(number) => output.push_integer(i64::from(*number)),
            Value::Long(number) => output.push_integer(*number),
            Value::BigInteger(number) => display(output, number),
            Value::BigDecimal(number) => display(output, number),
            Value::Float(number) => write_float(*number, output),
            Value::Double(number) => write_double(*number, output),
            Value::Character(unit) => halves::push(std::iter::once(*unit), output, budget),
            Value::List(_) | Value::Map(_) | Value::Object(_) => {
                nested(budget, |budget| self.print_compound(output, budget))?;
            }
            Value::Host(host) => host.print(output, budget)?,
        }
        budget.output(output.len())
    }

    /// What `toString()` gives.
    ///
    /// # Errors
    /// As [`print`](Value::print).
    pub fn to_text(&self, budget: &mut Budget<'_>) -> Result<super::Text, Error> {
        if let Value::String(text) = self {
            return Ok(text.clone());
        }
        if let Value::Character(unit) = self {
            return Ok(super::Text::from_utf16(&[*unit]));
        }
        let mut output = Output::new();
        self.write(&mut output, budget)?;
        Ok(halves::text(output.into_string(), budget))
    }

    fn print_compound(&self, output: &mut Output, budget: &mut Budget<'_>) -> Result<(), Error> {
        match self {
            Value::List(list) if list.is_stale() => {
                Err(Error::thrown("java.util.ConcurrentModificationException", ""))
            }
            Value::List(list) if list.class().prints_json => print_json_list(list, output, budget),
            Value::List(list) => {
                let is_this = |item: &Value| matches!(item, Value::List(item) if item.is_same(list));
                print_items(&list.to_vec(), is_this, output, budget)
            }
            Value::Map(map) if !map.class().prints => Ok(()),
            Value::Map(map) => {
                output.push('{');
                for (index, (key, value)) in map.entries().iter().enumerate() {
                    budget.step(1)?;
                    if index > 0 {
                        output.push_str(", ");
                    }
                    for (part, separator) in [(key, "="), (value, "")] {
                        match part {
                            Value::Map(part) if part.is_same(map) => output.push_str("(this Map)"),
                            part => {
                                let printed = part.write(output, budget);
                                budget.past_blocks(printed)?;
                            }
                        }
                        output.push_str(separator);
                    }
                }
                output.push('}');
                Ok(())
            }
            Value::Object(object) => match &**object {
                JavaObject::Entry(entry) => {
                    let printed = entry.key().write(output, budget);
                    budget.past_blocks(printed)?;
                    output.push('=');
                    entry.value().write(output, budget)
                }
                // A map makes each of its views once, and a view that holds itself knows it.
                JavaObject::KeySet(map) => print_items(
                    &map.keys(),
                    |item| matches!(view(item), Some(JavaObject::KeySet(other)) if other.is_same(map)),
                    output,
                    budget,
                ),
                JavaObject::Values(map) => print_items(
                    &map.values(),
                    |item| matches!(view(item), Some(JavaObject::Values(other)) if other.is_same(map)),
                    output,
                    budget,
                ),
                JavaObject::EntrySet(map) => {
                    print_items(&JavaObject::entries_of(map), |_| false, output, budget)
                }
                JavaObject::Class(name) => {
                    output.push_str("class ");
                    output.push_str(&name.to_str());
                    Ok(())
                }
                JavaObject::Optional { class, value } => {
                    output.push_str(class.trim_start_matches("java.util."));
                    let Some(value) = value else {
                        output.push_str(".empty");
                        return Ok(());
                    };
                    output.push('[');
                    value.write(output, budget)?;
                    output.push(']');
                    Ok(())
                }
                JavaObject::Block(index) => match budget.block_text(*index)? {
                    Some(text) => Value::String(text).write(output, budget),
                    None => Value::Null.write(output, budget),
                },
                JavaObject::Iterator(_) | JavaObject::Array { .. } | JavaObject::Stream(_) => {
                    output.push_str(object.class_name());
                    // Java's identity hash, which differs from run to run.
                    display(output, format_args!("@{:x}", IDENTITY_HASH));
                    Ok(())
                }
            },
            _ => Ok(()),
        }
    }
}

/// Prints a collection; one that holds itself is not walked again.
fn print_items(
    items: &[Value],
    is_this: impl Fn(&Value) -> bool,
    output: &mut Output,
    budget: &mut Budget<'_>,
) -> Result<(), Error> {
    output.push('[');
    for (index, item) in items.iter().enumerate() {
        budget.step(1)?;
        if index > 0 {
            output.push_str(", ");
        }
        if is_this(item) {
            output.push_str("(this Collection)");
        } else {
            let printed = item.write(output, budget);
            budget.past_blocks(printed)?;
        }
    }
    output.push(']');
    Ok(())
}

/// Prints a container, one level deeper.
pub(super) fn nested(
    budget: &mut Budget<'_>,
    print: impl FnOnce(&mut Budget<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    budget.enter()?;
    let printed = print(budget);
    budget.leave();
    printed?;
    budget.printed_all()
}

fn view(value: &Value) -> Option<&JavaObject> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

fn display(output: &mut Output, value: impl std::fmt::Display) {
    // Writing to an Output cannot fail.
    let _ = write!(output, "{value}");
}
