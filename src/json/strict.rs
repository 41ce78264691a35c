//! Strict JSON in one pass onto a tape.

use std::sync::Arc;

use super::number::{LONGEST_DOUBLE, LONGEST_NUMBER, integer_kind};
use super::too_deep;
use crate::error::Error;
use crate::java::number::BigDecimal;
use crate::value::{Tape, TapeBuilder, TapeKind};

/// Reads strict JSON; `None` where the text is not, or where json-smart reads it in a way of its own.
pub(super) fn read(text: &Arc<str>, nesting: usize) -> Result<Option<Tape>, Error> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        position: 0,
        tape: TapeBuilder::new(text.len()),
        current: Open::NOTHING,
        around: Vec::with_capacity(8),
        keys: Vec::with_capacity(32),
        prints: Vec::with_capacity(32),
        distinct: Vec::new(),
    };
    match reader.document(nesting) {
        Ok(()) => Ok(Some(reader.tape.finish(text.clone()))),
        Err(Stop::NotStrict) => Ok(None),
        Err(Stop::TooDeep) => Err(too_deep(nesting)),
    }
}

enum Stop {
    NotStrict,
    TooDeep,
}

struct Reader<'text> {
    text: &'text str,
    bytes: &'text [u8],
    position: usize,
    tape: TapeBuilder,
    /// The array or object being read, and those around it.
    current: Open,
    around: Vec<Open>,
    /// The keys of the open objects, innermost last: where each stands on the tape.
    keys: Vec<usize>,
    /// For each key a number that equal keys have in common and others seldom.
    prints: Vec<u64>,
    /// The numbers of an object's keys that all differed: the next object mostly has the same.
    distinct: Vec<u64>,
}

/// An array or object that is not closed yet.
struct Open {
    kind: TapeKind,
    /// Its entry of the tape.
    index: usize,
    /// How many elements or members it has so far.
    count: usize,
    /// Where its keys start.
    keys: usize,
}

impl Open {
    /// What is around the document.
    const NOTHING: Open = Open { kind: TapeKind::Null, index: 0, count: 0, keys: 0 };
}

impl Reader<'_> {
    fn document(&mut self, nesting: usize) -> Result<(), Stop> {
        loop {
            match self.next()? {
                b'{' => {
                    self.enter(TapeKind::Object, nesting)?;
                    if self.peek() == Some(b'}') {
                        self.position += 1;
                        self.close()?;
                    } else {
                        self.key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.enter(TapeKind::Array, nesting)?;
                    if self.peek() == Some(b']') {
                        self.position += 1;
                        self.close()?;
                    } else {
                        continue;
                    }
                }
                b'"' => self.string()?,
                b't' => self.word(b"rue", TapeKind::True)?,
                b'f' => self.word(b"alse", TapeKind::False)?,
                b'n' => self.word(b"ull", TapeKind::Null)?,
                first @ (b'-' | b'0'..=b'9') => self.number(first)?,
                _ => return Err(Stop::NotStrict),
            }
            if !self.after_value()? {
                return Ok(());
            }
        }
    }

    /// Goes on after a value until the next one is due; `false` at the end of the document.
    fn after_value(&mut self) -> Result<bool, Stop> {
        loop {
            self.current.count += 1;
            match (self.current.kind, self.peek()) {
                (TapeKind::Object, Some(b',')) => {
                    self.position += 1;
                    self.key()?;
                    return Ok(true);
                }
                (TapeKind::Array, Some(b',')) => {
                    self.position += 1;
                    return Ok(true);
                }
                (TapeKind::Object, Some(b'}')) | (TapeKind::Array, Some(b']')) => {
                    self.position += 1;
                    self.close()?;
                }
                (TapeKind::Null, None) => return Ok(false),
                _ => return Err(Stop::NotStrict),
            }
        }
    }

    fn enter(&mut self, kind: TapeKind, nesting: usize) -> Result<(), Stop> {
        if self.around.len() >= nesting {
            return Err(Stop::TooDeep);
        }
        let entered = Open { kind, index: self.tape.open(kind), count: 0, keys: self.keys.len() };
        self.around.push(std::mem::replace(&mut self.current, entered));
        Ok(())
    }

    fn close(&mut self) -> Result<(), Stop> {
        let around = self.around.pop().unwrap_or(Open::NOTHING);
        let closed = std::mem::replace(&mut self.current, around);
        self.tape.close(closed.index, closed.count);
        if closed.kind == TapeKind::Object {
            let first = closed.keys;
            if self.has_key_twice(first) {
                return Err(Stop::NotStrict);
            }
            self.keys.truncate(first);
            self.prints.truncate(first);
        }
        Ok(())
    }

    fn key(&mut self) -> Result<(), Stop> {
        if self.next()? != b'"' {
            return Err(Stop::NotStrict);
        }
        let index = self.tape.len();
        let start = self.position;
        self.string()?;
        // With escapes the two differ, and keys that are equal must not.
        let print = match self.tape.kind_at(index) {
            Some(TapeKind::String) => fingerprint(self.bytes, start, self.position - 1),
            _ => {
                let key = self.tape.text_at(self.text, index).as_bytes();
                fingerprint(key, 0, key.len())
            }
        };
        self.keys.push(index);
        self.prints.push(print);
        if self.next()? == b':' { Ok(()) } else { Err(Stop::NotStrict) }
    }

    /// Whether two of the keys from `first` on are equal.
    fn has_key_twice(&mut self, first: usize) -> bool {
        let (Some(keys), Some(prints)) = (self.keys.get(first..), self.prints.get(first..)) else {
            return false;
        };
        if prints == self.distinct {
            return false;
        }
        /// Up to so many keys comparing each with each is quicker than sorting.
        const FEW: usize = 24;
        let twice = |(index, print): (usize, &u64)| prints.iter().take(index).any(|other| other == print);
        if prints.len() <= FEW && !prints.iter().enumerate().any(twice) {
            self.distinct.clear();
            self.distinct.extend_from_slice(prints);
            return false;
        }
        let text = |index: usize| self.tape.text_at(self.text, index);
        let mut texts: Vec<&str> = keys.iter().map(|index| text(*index)).collect();
        texts.sort_unstable();
        texts.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// The next byte that is not white space, not taken.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.position) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.position += 1,
                byte => return byte.copied(),
            }
        }
    }

    /// Takes the next byte that is not white space.
    #[inline]
    fn next(&mut self) -> Result<u8, Stop> {
        let byte = self.peek().ok_or(Stop::NotStrict)?;
        self.position += 1;
        Ok(byte)
    }

    fn word(&mut self, rest: &[u8], kind: TapeKind) -> Result<(), Stop> {
        let start = self.position - 1;
        let end = self.position + rest.len();
        if self.bytes.get(self.position..end) != Some(rest) {
            return Err(Stop::NotStrict);
        }
        self.position = end;
        self.tape.scalar(kind, start, end, false);
        Ok(())
    }

    /// A string, after its opening quote.
    #[inline]
    fn string(&mut self) -> Result<(), Stop> {
        let start = self.position;
        let mut plain = true;
        let mut position = start;
        loop {
            position = next_special(self.bytes, position);
            match self.bytes.get(position) {
                Some(b'"') => {
                    self.tape.scalar(TapeKind::String, start, position, plain);
                    self.position = position + 1;
                    return Ok(());
                }
                Some(b'\\') => return self.escaped_string(start, position),
                Some(0x7f..) => {
                    plain = false;
                    position += 1;
                }
                _ => return Err(Stop::NotStrict),
            }
        }
    }

    /// A string that starts at `start` and has its first backslash at `position`.
    fn escaped_string(&mut self, start: usize, mut position: usize) -> Result<(), Stop> {
        let (text, bytes) = (self.text, self.bytes);
        let mut copied = start;
        let mut end = position;
        self.tape.unescaped(|unescaped| {
            loop {
                match bytes.get(position) {
                    Some(b'"') => {
                        unescaped.push_str(text.get(copied..position).ok_or(Stop::NotStrict)?);
                        end = position + 1;
                        return Ok(());
                    }
                    Some(b'\\') => {
                        unescaped.push_str(text.get(copied..position).ok_or(Stop::NotStrict)?);
                        position += 1;
                        if let Some(b'"' | b'\\' | b'/') = bytes.get(position) {
                            // It stands for itself, and is copied with what follows.
                            copied = position;
                            position += 1;
                        } else {
                            let (character, after) = escape(bytes, position).ok_or(Stop::NotStrict)?;
                            unescaped.push(character);
                            position = after;
                            copied = after;
                        }
                    }
                    // json-smart drops U+007F from a string with escapes.
                    Some(0x80..) => position += 1,
                    _ => return Err(Stop::NotStrict),
                }
                position = next_special(bytes, position);
            }
        })?;
        self.position = end;
        Ok(())
    }

    /// A number, after its first character.
    fn number(&mut self, first: u8) -> Result<(), Stop> {
        let start = self.position - 1;
        let digits_start = start + usize::from(first == b'-');
        let mut position = skip_digits(self.bytes, digits_start);
        let digits = self.bytes.get(digits_start..position).unwrap_or_default();
        if digits.is_empty() || digits[0] == b'0' && digits.len() > 1 {
            return Err(Stop::NotStrict);
        }
        let mut fraction = false;
        if self.bytes.get(position) == Some(&b'.') {
            let end = skip_digits(self.bytes, position + 1);
            if end == position + 1 {
                return Err(Stop::NotStrict);
            }
            position = end;
            fraction = true;
        }
        if let Some(b'e' | b'E') = self.bytes.get(position) {
            let sign = matches!(self.bytes.get(position + 1), Some(b'+' | b'-'));
            let from = position + 1 + usize::from(sign);
            position = skip_digits(self.bytes, from);
            if position == from {
                return Err(Stop::NotStrict);
            }
            fraction = true;
        }
        let length = position - start;
        let kind = match fraction {
            // The permissive reader asks the limits.
            _ if length > LONGEST_NUMBER => return Err(Stop::NotStrict),
            true if length > LONGEST_DOUBLE => big_decimal(self.text.get(start..position))?,
            true => TapeKind::Double,
            // `-0` is the integer 0.
            false if digits == b"0" && first == b'-' => return Err(Stop::NotStrict),
            false => integer_kind(digits, first == b'-'),
        };
        self.position = position;
        self.tape.scalar(kind, start, position, false);
        Ok(())
    }
}

/// The kind of a long number with a fraction or exponent, unless Java refuses its exponent.
fn big_decimal(text: Option<&str>) -> Result<TapeKind, Stop> {
    match text.map(str::parse::<BigDecimal>) {
        Some(Ok(_)) => Ok(TapeKind::BigDecimal),
        _ => Err(Stop::NotStrict),
    }
}

fn skip_digits(bytes: &[u8], mut position: usize) -> usize {
    while let Some(b'0'..=b'9') = bytes.get(position) {
        position += 1;
    }
    position
}

/// What the escape whose character after the backslash is at `position` stands for, and where it ends.
fn escape(bytes: &[u8], position: usize) -> Option<(char, usize)> {
    let character = match bytes.get(position)? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let unit = hexadecimal(bytes, position + 1)?;
            let after = position + 5;
            if !(0xd800..0xe000).contains(&unit) {
                return Some((char::from_u32(unit)?, after));
            }
            if bytes.get(after..after + 2)? != b"\\u" {
                return None;
            }
            let low = hexadecimal(bytes, after + 2)?;
            if unit >= 0xdc00 || !(0xdc00..0xe000).contains(&low) {
                return None;
            }
            let character = char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))?;
            return Some((character, after + 6));
        }
        _ => return None,
    };
    Some((character, position + 1))
}

fn hexadecimal(bytes: &[u8], position: usize) -> Option<u32> {
    bytes
        .get(position..position + 4)?
        .iter()
        .try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?))
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The position, from `position` on, of the next byte that is a quote, a backslash, a control character, or 0x7f and
/// above; the length of `bytes` where there is none.
///
/// Looks at eight bytes at a time: subtracting a byte's bound from it borrows into its high bit exactly where it is
/// below the bound, up to the first such byte, and only the first one is asked for.
#[inline]
fn next_special(bytes: &[u8], mut position: usize) -> usize {
    while let Some(word) = bytes.get(position..position + 8) {
        let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
        let zero = |word: u64| word.wrapping_sub(ONES) & !word;
        let quote = zero(word ^ (ONES * b'"' as u64));
        let backslash = zero(word ^ (ONES * b'\\' as u64));
        let delete = zero(word ^ (ONES * 0x7f));
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let special = (quote | backslash | delete | control | word) & HIGHS;
        if special != 0 {
            return position + special.trailing_zeros() as usize / 8;
        }
        position += 8;
    }
    while let Some(byte) = bytes.get(position) {
        if matches!(byte, b'"' | b'\\' | ..0x20 | 0x7f..) {
            break;
        }
        position += 1;
    }
    position
}

/// A number made of the length and the first and last eight bytes of the key at `start..end`.
#[inline]
fn fingerprint(bytes: &[u8], start: usize, end: usize) -> u64 {
    let length = end - start;
    let word = |from: usize| match bytes.get(from..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(word) => u64::from_le_bytes(*word),
        None => bytes.iter().skip(from).rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    let first = word(start);
    let ends = match length {
        0 => 0,
        // Only the bytes of the key count.
        1..8 => first & (u64::MAX >> (64 - 8 * length)),
        _ => first ^ word(end - 8).rotate_left(29),
    };
    ends ^ (length as u64) << 56
}
