//! Character classes in brackets: unions, ranges, intersections and complements.

use super::charset::{self, CharSet};
use super::error::PatternError;
use super::escape::{Escape, escape, unsupported};
use super::parse::MAX_DEPTH;
use super::reader::{Reader, character};

/// Reads a class; the cursor stands before its first member, on the `[` or on what precedes the right side of `&&`.
/// That right side ends at the bracket without consuming it.
pub(super) fn class(reader: &mut Reader<'_>, consume: bool, depth: usize) -> Result<CharSet, PatternError> {
    if depth > MAX_DEPTH {
        return Err(PatternError::too_deep(format!("it nests more than {MAX_DEPTH} groups and classes")));
    }
    let mut members = Members::default();
    let mut code = reader.next();
    let negated = code == u32::from('^') && reader.raw(reader.cursor.saturating_sub(1)) == u32::from('[');
    if negated {
        code = reader.next();
    }
    loop {
        match character(code) {
            '[' => {
                let nested = class(reader, true, depth + 1)?;
                members.add_set(nested);
                code = reader.peek();
                continue;
            }
            '&' => {
                code = reader.next();
                if code == u32::from('&') {
                    let right = right_side(reader, depth)?;
                    members.intersect(right).map_err(|BadClass| reader.error("Bad class syntax"))?;
                    code = reader.peek();
                    continue;
                }
                reader.unread();
            }
            '\0' if reader.at_end() => return Err(reader.error("Unclosed character class")),
            ']' if members.any() => {
                if consume {
                    reader.next();
                }
                let all = members.finish();
                return Ok(if negated { charset::complement(all) } else { all });
            }
            _ => {}
        }
        match member(reader)? {
            Member::Single(set) => members.add_single(&set),
            Member::Set(set) => members.add_set(set),
        }
        code = reader.peek();
    }
}

/// What follows `&&`, up to the bracket or the next ampersand; the cursor stands on the second ampersand.
fn right_side(reader: &mut Reader<'_>, depth: usize) -> Result<Option<CharSet>, PatternError> {
    let mut right: Option<CharSet> = None;
    let mut code = reader.next();
    while !matches!(character(code), ']' | '&') {
        let part = if code == u32::from('[') {
            class(reader, true, depth + 1)?
        } else {
            reader.unread();
            class(reader, false, depth + 1)?
        };
        right = Some(charset::union(right.into_iter().chain([part])));
        code = reader.peek();
    }
    Ok(right)
}

/// The members of a class as Java gathers them: single characters apart from the rest, joined to it at every `&&`.
#[derive(Default)]
struct Members {
    sets: Option<CharSet>,
    latest: Option<CharSet>,
    singles: Option<CharSet>,
    singles_pending: bool,
}

/// `&&` with nothing on either side.
struct BadClass;

impl Members {
    fn any(&self) -> bool {
        self.sets.is_some() || self.singles_pending
    }

    fn add_set(&mut self, set: CharSet) {
        self.sets = Some(charset::union(self.sets.take().into_iter().chain([set.clone()])));
        self.latest = Some(set);
    }

    fn add_single(&mut self, set: &CharSet) {
        self.singles.get_or_insert_with(CharSet::empty).union(set);
        self.singles_pending = true;
        self.latest = None;
    }

    fn join_singles(&mut self) {
        if self.singles_pending {
            let singles = self.singles.clone().unwrap_or_else(CharSet::empty);
            if self.sets.is_none() {
                self.latest = Some(singles.clone());
            }
            self.sets = Some(charset::union(self.sets.take().into_iter().chain([singles])));
            self.singles_pending = false;
        }
    }

    /// `&&` without a right side meets the latest member again: a quirk of Java's that `[\d\w&&]` shows.
    fn intersect(&mut self, right: Option<CharSet>) -> Result<(), BadClass> {
        self.join_singles();
        if right.is_some() {
            self.latest.clone_from(&right);
        }
        self.sets = match (self.sets.take(), right) {
            (None, None) => return Err(BadClass),
            (None, Some(right)) => Some(right),
            (Some(left), _) => Some(match &self.latest {
                Some(latest) => charset::intersection(left, latest),
                None => left,
            }),
        };
        Ok(())
    }

    fn finish(mut self) -> CharSet {
        self.join_singles();
        self.sets.unwrap_or_else(CharSet::empty)
    }
}

enum Member {
    Single(CharSet),
    Set(CharSet),
}

/// One character, range, escape or property.
fn member(reader: &mut Reader<'_>) -> Result<Member, PatternError> {
    let mut code = reader.peek();
    if code == u32::from('\\') {
        if matches!(character(reader.next_escaped()), 'p' | 'P') {
            return Ok(Member::Set(reader.family()?));
        }
        let in_range = reader.raw(reader.cursor + 1) == u32::from('-');
        reader.unread();
        code = match escape(reader, in_range)? {
            Escape::Code(code) => code,
            Escape::Set(set) => return Ok(Member::Set(set)),
            Escape::Outside(_) => return Err(unsupported(reader)),
        };
    } else {
        reader.next();
    }
    if reader.peek() == u32::from('-') && !matches!(character(reader.raw(reader.cursor + 1)), '[' | ']') {
        let last = range_end(reader)?;
        return match last.filter(|&last| last >= code) {
            Some(last) => Ok(Member::Set(charset::literal_range(code, last, reader.flags))),
            None => Err(reader.error("Illegal character range")),
        };
    }
    Ok(Member::Single(charset::literal(code, reader.flags)))
}

/// The second end of a range; `None` for an escape that is no character.
fn range_end(reader: &mut Reader<'_>) -> Result<Option<u32>, PatternError> {
    let code = reader.next();
    if code != u32::from('\\') {
        reader.next();
        return Ok(Some(code));
    }
    match escape(reader, true)? {
        Escape::Code(code) => Ok(Some(code)),
        Escape::Set(_) => Ok(None),
        Escape::Outside(_) => Err(unsupported(reader)),
    }
}
