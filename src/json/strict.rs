//! Strict JSON in one pass onto a tape.
//!
//! Lists are mostly lists of like objects. So the reader guesses that an object has the keys of the one before it: where
//! the text up to a value is the text that stood there in the other object, the key need not be read.

use std::ops::Range;
use std::sync::Arc;

use wide::u8x16;

use super::number::{LONGEST_DOUBLE, LONGEST_NUMBER, integer_kind};
use super::scan::{Chunk, Scanned, WINDOW, digits_of_8, first_chunk, halves, specials};
use super::too_deep;
use super::unescape::{ROOM, unescape};
use crate::error::Error;
use crate::java::number::BigDecimal;
use crate::value::{Cell, EMPTY, Fingerprint, OpenObject, Shape, Tape, TapeBuilder, TapeKind};

/// Reads strict JSON; `None` where the text is not, or where json-smart reads it in a way of its own.
#[inline]
pub(super) fn read<Holder: From<Tape>>(text: &Arc<str>, nesting: usize) -> Result<Option<Holder>, Error> {
    let mut reader = Reader {
        text: &Scanned::new(text),
        position: 0,
        deepest: nesting.min(DEEPEST),
        is_too_deep: false,
        tape: TapeBuilder::new(text.len()),
    };
    match reader.document() {
        Some(()) => Ok(reader.tape.finish(text.clone())),
        None if reader.is_too_deep && nesting <= DEEPEST => Err(too_deep(nesting)),
        None => Ok(None),
    }
}

/// Each level takes some of the stack; deeper documents are left to the permissive reader, which takes none.
const DEEPEST: usize = 128;

/// Its methods return `None` where the text is not strict JSON, or too deep.
struct Reader<'text> {
    text: &'text Scanned<'text>,
    position: u32,
    deepest: usize,
    is_too_deep: bool,
    tape: TapeBuilder,
}

impl Reader<'_> {
    fn document(&mut self) -> Option<()> {
        self.value(0, EMPTY)?;
        self.peek();
        (self.position as usize == self.text.whole.len()).then_some(())
    }

    /// A value inside `depth` others. Of an object, or of the objects in an array, the shape is guessed and then known; of
    /// anything else the guess is returned.
    #[inline]
    fn value(&mut self, depth: usize, guess: Shape) -> Option<Shape> {
        match self.peek() {
            b'{' => self.object(self.text, depth, guess),
            b'[' => self.array(depth, guess),
            first => self.scalar(first).map(|()| guess),
        }
    }

    /// Begins an array or object inside `depth` others.
    #[inline]
    fn enter(&mut self, depth: usize) -> Option<usize> {
        if depth >= self.deepest {
            self.is_too_deep = true;
            return None;
        }
        self.position += 1;
        Some(self.tape.open())
    }

    #[inline(never)]
    fn array(&mut self, depth: usize, mut shape: Shape) -> Option<Shape> {
        let index = self.enter(depth)?;
        let mut count = 0;
        if self.peek() != b']' {
            loop {
                count += 1;
                match self.peek() {
                    b'{' => shape = self.object(self.text, depth + 1, shape)?,
                    b'"' | b'0'..=b'9' if self.usual_element() => {}
                    _ => shape = self.value(depth + 1, shape)?,
                }
                match self.peek() {
                    b',' => self.position += 1,
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.position += 1;
        self.tape.close_array(index, count);
        Some(shape)
    }

    /// The value that is next if it is one of the [usual](usual_scalar) ones.
    #[inline(never)]
    fn usual_element(&mut self) -> bool {
        let scalar = usual_scalar(self.text, self.text.chunk(self.position), self.position);
        if let Some((cell, end)) = scalar {
            self.tape.scalar(cell);
            self.position = end;
        }
        scalar.is_some()
    }

    #[inline(never)]
    fn object(&mut self, text: &Scanned<'_>, depth: usize, guess: Shape) -> Option<Shape> {
        let index = self.enter(depth)?;
        let all = self.tape.key_count(guess);
        let (mut known, mut value_follows) = self.guessed_members(text, guess, 0..all);
        while value_follows {
            let guessed = self.tape.inner(guess + known);
            let inner = self.value(depth + 1, guessed)?;
            if inner != guessed {
                self.tape.set_inner(guess + known, inner);
            }
            (known, value_follows) = self.guessed_members(text, guess, known + 1..all);
        }
        let (shape, count) = if known > 0 && known == all && self.peek() == b'}' {
            (guess, known)
        } else {
            self.other_members(depth, index, guess, known)?
        };
        self.position += 1;
        self.tape.close_object(index, shape, count);
        Some(shape)
    }

    /// The members of the object at `index` after the `known` first ones of the shape `guess`; returns its shape and how
    /// many members it has.
    #[inline(never)]
    fn other_members(
        &mut self,
        depth: usize,
        index: usize,
        guess: Shape,
        known: u32,
    ) -> Option<(Shape, u32)> {
        let mut object = self.tape.open_object(index);
        if known > 0 {
            self.tape.push_keys_of(&mut object, guess, known);
        }
        while self.members(self.text, &mut object)? {
            let inner = self.value(depth + 1, EMPTY)?;
            self.tape.set_last_inner(&object, inner);
        }
        Some(self.tape.shape(&object, self.text.whole))
    }

    /// The members of `object` up to a value that is none of the [usual](usual_scalar) ones; `false` where the object ends.
    ///
    /// It is given the `text`, as do all that go through many members: the compiler then knows that what they write changes
    /// nothing of it.
    #[inline(never)]
    fn members(&mut self, text: &Scanned<'_>, object: &mut OpenObject) -> Option<bool> {
        loop {
            let lead = self.position;
            let start = match (text.chunk(lead), object.is_empty()) {
                ([b',', b' ', b'"', ..], false) => lead + 2,
                ([b',', b'"', ..], false) => lead + 1,
                ([b'"', ..], true) => lead,
                ([b'}', ..], _) => return Some(false),
                _ if !self.finds_key(object.is_empty())? => return Some(false),
                _ => self.position,
            };
            let window = text.window(start);
            let (key, print, end) = match plain_string(text, first_chunk(window), start) {
                Some((key, end)) if key.length() < 24 => (key, Fingerprint::seen(window, key.length()), end),
                _ => self.other_key(start)?,
            };
            let (value, chunk) = match text.window(end) {
                [b':', b' ', rest @ ..] => (end + 2, rest.first_chunk()),
                [b':', rest @ ..] => (end + 1, rest.first_chunk()),
                _ => (self.after_colon(end)?, None),
            };
            self.tape.push_key(object, key, print, (lead, value - lead));
            let Some((cell, end)) = chunk.and_then(|chunk| usual_scalar(text, chunk, value)) else {
                self.position = value;
                return Some(true);
            };
            self.tape.scalar(cell);
            self.position = end;
        }
    }

    /// Passes over what stands before a key; `false` where the object ends.
    #[inline(never)]
    fn finds_key(&mut self, is_first: bool) -> Option<bool> {
        let mut next = self.peek();
        if next == b'}' {
            return Some(false);
        }
        if !is_first {
            if next != b',' {
                return None;
            }
            self.position += 1;
            next = self.peek();
        }
        (next == b'"').then_some(true)
    }

    /// A key that is not short and plain, whose quote is at `start`, and where it ends.
    #[inline(never)]
    fn other_key(&mut self, start: u32) -> Option<(Cell, Fingerprint, u32)> {
        self.position = start;
        let key = self.string()?;
        let print = self.tape.fingerprint(key, self.text.bytes(start + 1, self.position - 1));
        Some((key, print, self.position))
    }

    /// Where a key's value starts, between which and the key's `end` there is white space before the colon.
    #[inline(never)]
    fn after_colon(&mut self, end: u32) -> Option<u32> {
        self.position = end;
        (self.peek() == b':').then_some(self.position + 1)
    }

    /// As many members as have these keys of the shape `guess` and [usual](usual_scalar) values; the key after them, and
    /// whether that is the next one's, too, and its value follows.
    #[inline(always)]
    fn guessed_members(&mut self, text: &Scanned<'_>, guess: Shape, keys: Range<u32>) -> (u32, bool) {
        let mut position = self.position;
        let mut known = keys.start;
        let mut value_follows = false;
        let (leads, cells) = self.tape.guess(guess + keys.start..guess + keys.end);
        for (start, length) in leads {
            let Some(chunk) = text.after(start, length, position) else { break };
            position += length;
            let Some((cell, end)) = usual_scalar(text, chunk, position) else {
                value_follows = true;
                break;
            };
            cells.push(cell);
            position = end;
            known += 1;
        }
        self.position = position;
        (known, value_follows)
    }

    /// The next byte that is not white space, not taken; zero at the end.
    #[inline(always)]
    fn peek(&mut self) -> u8 {
        loop {
            match self.text.byte(self.position) {
                b' ' | b'\n' | b'\r' | b'\t' => self.position += 1,
                byte => return byte,
            }
        }
    }

    /// A scalar, which begins with `first`.
    #[inline(never)]
    fn scalar(&mut self, first: u8) -> Option<()> {
        let cell = match first {
            b'"' => self.string()?,
            b'-' | b'0'..=b'9' => self.number()?,
            _ => {
                let (cell, end) = usual_scalar(self.text, self.text.chunk(self.position), self.position)?;
                self.position = end;
                cell
            }
        };
        self.tape.scalar(cell);
        Some(())
    }

    /// A value whose text has this start and length, after which stand so many marks of its own.
    #[inline(always)]
    fn take(&mut self, kind: TapeKind, start: u32, length: u32, marks: u32) -> Cell {
        self.position = start + length + marks;
        Cell::new(kind, start as usize, length as usize)
    }

    /// A string, whose quote is next.
    #[inline(never)]
    fn string(&mut self) -> Option<Cell> {
        let start = self.position + 1;
        let mut kind = TapeKind::Plain;
        let mut position = self.text.special(start);
        loop {
            match self.text.byte(position) {
                b'"' => return Some(self.take(kind, start, position - start, 1)),
                b'\\' => {
                    // No escape is shorter than what it stands for.
                    let most = self.text.whole.len() - start as usize + ROOM;
                    let (cell, end) =
                        self.tape.unescaped(most, |unescaped| unescape(self.text, start, unescaped))?;
                    self.position = end;
                    return Some(cell);
                }
                0x7f.. => {
                    kind = TapeKind::String;
                    position = self.text.stop(position + 1);
                }
                _ => return None,
            }
        }
    }

    /// A number.
    #[inline(never)]
    fn number(&mut self) -> Option<Cell> {
        /// Any number of so many digits is an Integer.
        const SHORT: u32 = 9;
        let start = self.position;
        let is_negative = self.text.byte(start) == b'-';
        let digits = start + u32::from(is_negative);
        let position = self.digits_end(digits);
        let leads_with_zero = self.text.byte(digits) == b'0';
        let length = position - digits;
        if length == 0 || leads_with_zero && length > 1 {
            return None;
        }
        let kind = match self.text.byte(position) {
            b'.' | b'e' | b'E' => return self.fraction(start, position),
            // `-0` is the integer 0.
            _ if leads_with_zero && is_negative => return None,
            _ if length <= SHORT => TapeKind::Integer,
            // The permissive reader asks the limits.
            _ if (position - start) as usize > LONGEST_NUMBER => return None,
            _ => integer_kind(self.text.bytes(digits, position), is_negative),
        };
        Some(self.take(kind, start, position - start, 0))
    }

    /// The rest of a number that started at `start` and has a fraction or an exponent at `position`.
    fn fraction(&mut self, start: u32, mut position: u32) -> Option<Cell> {
        if self.text.byte(position) == b'.' {
            let end = self.digits_end(position + 1);
            if end == position + 1 {
                return None;
            }
            position = end;
        }
        if let b'e' | b'E' = self.text.byte(position) {
            let is_signed = matches!(self.text.byte(position + 1), b'+' | b'-');
            let from = position + 1 + u32::from(is_signed);
            position = self.digits_end(from);
            if position == from {
                return None;
            }
        }
        let length = (position - start) as usize;
        let kind = match length {
            // The permissive reader asks the limits.
            _ if length > LONGEST_NUMBER => return None,
            _ if length > LONGEST_DOUBLE => big_decimal(self.text.bytes(start, position))?,
            _ => TapeKind::Double,
        };
        Some(self.take(kind, start, position - start, 0))
    }

    /// Where the digits from `position` on end.
    #[inline]
    fn digits_end(&self, mut position: u32) -> u32 {
        loop {
            let digits = digits_of_8(*self.text.window(position).first_chunk().unwrap_or(&[0; 8]));
            position += digits as u32;
            if digits < 8 {
                return position;
            }
        }
    }
}

/// The scalar that begins with `chunk`, at `position`, and where it ends; `None` where it is none of the usual ones: plain
/// strings, numbers of few digits without a sign, words.
#[inline(always)]
fn usual_scalar(text: &Scanned<'_>, chunk: &Chunk, position: u32) -> Option<(Cell, u32)> {
    let [first, ..] = *chunk;
    if first == b'"' {
        return plain_string(text, chunk, position);
    }
    if first.is_ascii_digit() {
        let digits = digits_of_8(*chunk.first_chunk().unwrap_or(&[0; 8]));
        if digits == 8 || first == b'0' && digits > 1 {
            return None;
        }
        return match chunk.get(digits) {
            Some(b'.') => Some(word(TapeKind::Double, position, decimal_length(chunk, digits)?)),
            Some(b'e' | b'E') => None,
            _ => Some(word(TapeKind::Integer, position, digits as u32)),
        };
    }
    match chunk.first_chunk() {
        Some(b"true") => Some(word(TapeKind::True, position, 4)),
        Some(b"null") => Some(word(TapeKind::Null, position, 4)),
        Some(b"fals") if chunk[4] == b'e' => Some(word(TapeKind::False, position, 5)),
        _ => None,
    }
}

/// How long the number is that begins with `chunk` and has so many digits before its point; `None` where it is not short.
#[inline(never)]
fn decimal_length(chunk: &Chunk, digits: usize) -> Option<u32> {
    let decimals = digits_of_8(*chunk.get(digits + 1..)?.first_chunk()?);
    let length = digits + 1 + decimals;
    let is_short = matches!(decimals, 1..8) && !matches!(chunk.get(length), Some(b'e' | b'E'));
    is_short.then_some(length as u32)
}

/// A scalar that has all its text from `position` on, and where it ends.
#[inline(always)]
fn word(kind: TapeKind, position: u32, length: u32) -> (Cell, u32) {
    (Cell::new(kind, position as usize, length as usize), position + length)
}

/// The string whose quote `chunk`, at `position`, begins with, and where it ends; `None` where it is not plain.
#[inline(always)]
fn plain_string(text: &Scanned<'_>, chunk: &Chunk, position: u32) -> Option<(Cell, u32)> {
    // From the byte after the opening quote on.
    let special = specials(u8x16::from(*chunk)) >> 1;
    let end = position + 1 + special.trailing_zeros();
    if special != 0 {
        let is_plain = chunk.get(special.trailing_zeros() as usize + 1) == Some(&b'"');
        return is_plain.then(|| between(position, end));
    }
    let special = specials(halves(text.window(position)).1);
    let end = match special {
        0 => text.special(position + WINDOW as u32),
        _ => position + 16 + special.trailing_zeros(),
    };
    (text.byte(end) == b'"').then(|| between(position, end))
}

/// A plain string between the quotes at `start` and `end`, and where it ends.
#[inline(always)]
fn between(start: u32, end: u32) -> (Cell, u32) {
    (Cell::new(TapeKind::Plain, start as usize + 1, (end - start - 1) as usize), end + 1)
}

/// The kind of a long number with a fraction or exponent, unless Java refuses its exponent.
fn big_decimal(text: &[u8]) -> Option<TapeKind> {
    let number = str::from_utf8(text).ok()?.parse::<BigDecimal>();
    number.is_ok().then_some(TapeKind::BigDecimal)
}
