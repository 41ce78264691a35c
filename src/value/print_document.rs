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
        let cell = tape.cell(child);
        let next = if cell.is_container() { cell.end() } else { child + 1 };
        let comma = if next < end { Some(b',') } else { None };
        let key = keys.next().map(|key| key.text);
        match (key.map(|key| written(tape, key, style, Some(b':'))), written(tape, cell, style, comma)) {
            // Most members stand in the document as they are printed, but for white space after the key.
            (Some(Some((key, key_length))), Some((start, length))) => {
                output.push_pieces((tape.source(), key, key_length), (tape.source(), start, length));
            }
            (None, Some((start, length))) => output.push_piece(tape.source(), start, length),
            _ => {
                if let Some(key) = key {
                    print_text(tape, key, style, Some(b':'), output);
                }
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
            }
        }
        child = next;
    }
    output.push(if is_object { '}' } else { ']' });
    budget.output(output.len())
}

/// Where a scalar or key and the `mark` after it stand in the document as they are printed: their start and length.
#[inline(always)]
fn written(tape: &Tape, cell: Cell, style: JsonStyle, mark: Option<u8>) -> Option<(usize, usize)> {
    let (start, length) = tape.written(cell)?;
    if style == JsonStyle::ToString && has_slash(tape.source(), start, length) {
        return None;
    }
    match mark {
        None => Some((start, length)),
        mark => (tape.source().get(start + length).copied() == mark).then_some((start, length + 1)),
    }
}

/// A scalar or key that prints its text, and the `mark` after it.
#[inline(never)]
fn print_text(tape: &Tape, cell: Cell, style: JsonStyle, mark: Option<u8>, output: &mut Output) {
    match written(tape, cell, style, None) {
        Some((start, length)) => output.push_piece(tape.source(), start, length),
        None => quote(tape.text(cell), style, output),
    }
    if let Some(mark) = mark {
        output.push_byte(mark);
    }
}

/// Whether a piece of `source` has a `/`.
fn has_slash(source: &[u8], start: usize, length: usize) -> bool {
    source.get(start..start + length).is_none_or(|piece| piece.contains(&b'/'))
}
