//! Reading JSON text as API Gateway does: with json-smart 2.3 in its permissive mode, the way Jayway JsonPath's
//! `JsonSmartJsonProvider` calls it.
//!
//! Two roads lead to the same values. Strict JSON, which nearly every body is, takes the fast one: one pass,
//! one flat [`Tape`], nothing built. Whatever that road does not vouch for is read again by the
//! permissive reader, which knows all of json-smart's leniencies.

mod number;
mod permissive;
mod scan;
mod strict;
mod unescape;

use std::sync::Arc;

use crate::error::Error;
use crate::limits::{Budget, Limits};
use crate::value::{Document, JSON_CLASSES, LONGEST_TEXT, Tape, Value};

/// Reads a document.
///
/// ```
/// use vtlgate::{Budget, Limits, Value, json};
///
/// let limits = Limits::default();
/// let mut budget = Budget::new(&limits);
/// let Value::Map(order) = json::read(&"{id: 7, 'tags': [new, sale,],}".into(), &mut budget)? else { panic!() };
/// assert!(matches!(order.get_str("id"), Some(Value::Integer(7))));
/// assert!(matches!(order.get_str("tags"), Some(Value::List(tags)) if tags.len() == 2));
///
/// let Err(error) = json::read(&"{a".into(), &mut budget) else { panic!() };
/// assert_eq!(error.to_string(), "net.minidev.json.parser.ParseException: Unexpected End Of File position 1: null");
/// # Ok::<(), vtlgate::Error>(())
/// ```
///
/// # Errors
/// [`Body`](crate::ErrorKind::Body) with json-smart's own words where it refuses the text, and
/// [`Limit`](crate::ErrorKind::Limit) where the text is too long or nested too deep.
pub fn read(text: &Arc<str>, budget: &mut Budget<'_>) -> Result<Value, Error> {
    match tape(text, budget)? {
        Some(tape) => Document::open_within(tape, &JSON_CLASSES, budget),
        None => permissive::read(text, budget),
    }
}

/// Reads a document that is strict JSON, without a key twice in one object and without the few notations (`-0`, escaped
/// lone surrogates) that json-smart reads in a way of its own; `None` where the text is anything else. The tape can be
/// opened many times and shared between threads.
///
/// # Errors
/// [`Limit`](crate::ErrorKind::Limit) where the text is too long or nested too deep.
pub fn read_strict(text: &Arc<str>, budget: &mut Budget<'_>) -> Result<Option<Tape>, Error> {
    tape(text, budget)
}

/// The same, made where it is to be: a tape is large to move.
#[inline]
fn tape<Holder: From<Tape>>(text: &Arc<str>, budget: &mut Budget<'_>) -> Result<Option<Holder>, Error> {
    let limits = budget.limits();
    // A tape counts in so many bits, whatever the limit is.
    let most = limits.payload_bytes.min(LONGEST_TEXT);
    if text.len() > most {
        return Err(Error::limit("payload_bytes", format_args!("the JSON text is longer than {most} bytes")));
    }
    budget.step(text.len() as u64 / 64)?;
    strict::read(text, limits.nesting as usize)
}

/// Whether json-smart reads `text`.
pub(crate) fn is_readable(text: &str) -> bool {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    read(&text.into(), &mut budget).is_ok()
}

/// JSON nested deeper than [`Limits::nesting`](crate::Limits::nesting).
#[cold]
fn too_deep(nesting: usize) -> Error {
    Error::limit("nesting", format_args!("the JSON text is nested more than {nesting} deep"))
}
