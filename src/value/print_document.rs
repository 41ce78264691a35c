//! Arrays and objects of an unchanged document as JSON text, written from its tape without building them.

use super::JsonStyle;
use super::document::Place;
use super::print::nested;
use super::print_json::quote;
use super::tape::{Cell, Tape};
use crate::error::Error;
use crate::limits::Budget;
use crate::output::Output;

/// Appends the array or object at `place`; its caller has entered the level.
pub(super) fn print_document(
    place: Place<'_>,
    style: JsonStyle,
    output: &mut Output,
    budget: &mut Budget<'_>,
) -> Result<(), Error> {
    let (tape, container) = (place.tape(), place.cell());
    let (end, is_object) = (container.end(), container.is_object());
    budget.step(tape.count(container) as u64)?;
    output.push(if is_object { '{' } else { '[' });
    let mut keys = if is_object { tape.keys_of(container).iter() } else { [].iter() };
    let mut child = place.index() + 1;
    while child < end {
        if let Some(key) = keys.next() {
            print_text(tape, key.text, style, Some(b':'), output);
        }
        let cell = tape.cell(child);
        let next = if cell.is_container() { cell.end() } else { child + 1 };
        let comma = if next < end { Some(b',') } else { None };
        if cell.prints_text() {
            print_text(tape, cell, style, comma, output);
        } else {
            if cell.is_container() {
                nested(budget, |budget| print_document(place.at(child), style, output, budget))?;
            } else {
                place.at(child).value().write_json(style, output, budget)?;
            }
            if let Some(mark) = comma {
                output.push_byte(mark);
            }
        }
        child = next;
    }
    output.push(if is_object { '}' } else { ']' });
    budget.output(output.len())
}

/// A scalar or key that prints its text, and the `mark` after it: as both stand in the document where that is how they are
/// printed.
#[inline]
fn print_text(tape: &Tape, cell: Cell, style: JsonStyle, mark: Option<u8>, output: &mut Output) {
    let source = tape.source();
    match tape.written(cell) {
        Some((start, length)) if style == JsonStyle::Compact || !has_slash(source, start, length) => {
            let is_marked = mark.is_some() && source.get(start + length).copied() == mark;
            output.push_piece(source, start, length + usize::from(is_marked));
            if is_marked {
                return;
            }
        }
        _ => quote(tape.text(cell), style, output),
    }
    if let Some(mark) = mark {
        output.push_byte(mark);
    }
}

/// Whether a piece of `source` has a `/`.
fn has_slash(source: &[u8], start: usize, length: usize) -> bool {
    source.get(start..start + length).is_none_or(|piece| piece.contains(&b'/'))
}
