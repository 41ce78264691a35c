//! All syntax errors of a text, not only the first: what is wrong is taken out, and the rest read on.

use super::parser::{Macros, Refusal};
use super::{explain, parser};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::source::Span;

/// As many errors are told at most; a text with more is no template.
const MOST: usize = 20;

/// Every syntax error of `text`, in the order of their places; `further` tells what is wrong with a text that can be read.
pub(crate) fn errors(
    text: &str,
    dialect: Dialect,
    nesting: u32,
    further: &dyn Fn(&str) -> Option<Error>,
) -> Vec<Error> {
    let mut repaired = Repaired { text: text.to_owned(), repairs: Vec::new(), taken_out: Vec::new() };
    let mut errors: Vec<Error> = Vec::new();
    while errors.len() < MOST
        && repaired.repairs.len() < 2 * MOST
        && let Some((error, wrong)) = first(&repaired.text, dialect, nesting, further)
    {
        let span = error.span().unwrap_or_default();
        let place = Span::new(repaired.original(span.start), repaired.original(span.end));
        // An error in a piece that was taken out is the trace of that.
        if !repaired.taken_out.iter().any(|taken| (taken.start..taken.end).contains(&place.start)) {
            errors.push(moved(&error, place));
        }
        let last = error.kind() == ErrorKind::Limit || !repaired.take_out(span, wrong);
        if last {
            break;
        }
    }
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    errors
}

/// What an error is about.
#[derive(Clone, Copy, PartialEq)]
enum Wrong {
    /// A piece that cannot be read.
    Piece,
    /// A piece that can be read, and does not belong there or lacks its other half.
    Place,
}

/// The first error of a text.
fn first(
    text: &str,
    dialect: Dialect,
    nesting: u32,
    further: &dyn Fn(&str) -> Option<Error>,
) -> Option<(Error, Wrong)> {
    let Err(refusal) = parser::parse(text, dialect, nesting, &mut Macros::default()) else {
        return further(text).map(|error| (error, Wrong::Piece));
    };
    let wrong = if let Refusal::Misplaced(_) = refusal { Wrong::Place } else { Wrong::Piece };
    Some((explain::refusal(text, refusal), wrong))
}

fn moved(error: &Error, place: Span) -> Error {
    Error::new(error.kind(), error.message()).at(place)
}

/// A text in which wrong pieces gave place to right ones.
struct Repaired {
    text: String,
    repairs: Vec<Repair>,
    /// Where in the original text pieces stood that could not be read.
    taken_out: Vec<Span>,
}

/// Where a piece was replaced, and how long it was and is.
struct Repair {
    at: usize,
    before: usize,
    after: usize,
}

impl Repaired {
    /// The place in the original text of a place in this one.
    fn original(&self, offset: u32) -> usize {
        self.repairs.iter().rev().fold(offset as usize, |offset, repair| {
            if offset < repair.at {
                offset
            } else if offset < repair.at + repair.after {
                repair.at + (offset - repair.at).min(repair.before)
            } else {
                offset - repair.after + repair.before
            }
        })
    }

    /// Replaces the piece that the error at `span` is about; `false` when there is nothing left to replace.
    fn take_out(&mut self, span: Span, wrong: Wrong) -> bool {
        let offset = floor(&self.text, span.start as usize);
        let (start, end) = match wrong {
            Wrong::Place => (offset, floor(&self.text, span.end as usize)),
            Wrong::Piece => {
                let start = explain::construct(&self.text, offset);
                (start, end_of(&self.text, start))
            }
        };
        let Some(piece) = self.text.get(start..end).filter(|piece| !piece.is_empty()) else { return false };
        let substitute = if wrong == Wrong::Piece { substitute(piece) } else { "" };
        if substitute == piece {
            return false;
        }
        if wrong == Wrong::Piece {
            let place = |offset: usize| self.original(u32::try_from(offset).unwrap_or(u32::MAX));
            self.taken_out.push(Span::new(place(start), place(end)));
        }
        self.text.replace_range(start..end, substitute);
        self.repairs.push(Repair { at: start, before: end - start, after: substitute.len() });
        true
    }
}

/// What stands for a piece that cannot be read, so that the `#end` of its block still finds it.
fn substitute(piece: &str) -> &'static str {
    let name = piece.strip_prefix('#').unwrap_or_default().trim_start_matches('{');
    if name.starts_with("if") {
        "#if(true)"
    } else if ["foreach", "define", "macro"].iter().any(|block| name.starts_with(block)) {
        "#foreach()"
    } else {
        ""
    }
}

/// Where the piece that starts at `start` ends: at the bracket that closes its first one, at the latest with its line, so
/// that the next line is read for itself.
fn end_of(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let line = rest.lines().next().unwrap_or_default();
    let marks = line.len() - line.trim_start_matches(['#', '$', '!', '\\', '{']).len();
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, character) in line.char_indices().filter(|(at, _)| *at >= marks) {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if depth > 0 => quote = Some(character),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return start + at + 1;
                }
            }
            (None, _) if depth == 0 && !(character.is_ascii_alphanumeric() || "_-.@".contains(character)) => {
                return start + at.max(1);
            }
            _ => {}
        }
    }
    start + line.len().max(1).min(rest.len())
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
