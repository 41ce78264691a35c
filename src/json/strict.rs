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
        open: Vec::with_capacity(16),
        keys: Vec::with_capacity(64),
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
    open: Vec<Open>,
    /// The keys of the open objects, innermost last.
    keys: Vec<Key>,
}

/// An array or object that is not closed yet.
struct Open {
    /// Its entry of the tape.
    index: usize,
    /// How many elements or members it has so far.
    count: usize,
    /// Where its keys start, for an object.
    keys: Option<usize>,
}

/// A key: where it stands on the tape, and a number that equal keys have in common and others seldom.
#[derive(Clone, Copy)]
struct Key {
    index: usize,
    print: u64,
}

impl Reader<'_> {
    fn document(&mut self, nesting: usize) -> Result<(), Stop> {
        loop {
            match self.next()? {
                b'{' => {
                    let keys = Some(self.keys.len());
                    self.enter(TapeKind::Object, keys, nesting)?;
                    if self.peek() == Some(b'}') {
                        self.position += 1;
                        self.close()?;
                    } else {
                        self.key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.enter(TapeKind::Array, None, nesting)?;
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
            let Some(open) = self.open.last_mut() else {
                return if self.peek().is_none() { Ok(false) } else { Err(Stop::NotStrict) };
            };
            open.count += 1;
            let in_object = open.keys.is_some();
            match (self.next()?, in_object) {
                (b',', false) => return Ok(true),
                (b',', true) => {
                    self.key()?;
                    return Ok(true);
                }
                (b'}', true) | (b']', false) => self.close()?,
                _ => return Err(Stop::NotStrict),
            }
        }
    }

    fn enter(&mut self, kind: TapeKind, keys: Option<usize>, nesting: usize) -> Result<(), Stop> {
        if self.open.len() >= nesting {
            return Err(Stop::TooDeep);
        }
        let index = self.tape.open(kind);
        self.open.push(Open { index, count: 0, keys });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Stop> {
        let Some(open) = self.open.pop() else { return Err(Stop::NotStrict) };
        self.tape.close(open.index, open.count);
        if let Some(first) = open.keys {
            if self.has_key_twice(first) {
                return Err(Stop::NotStrict);
            }
            self.keys.truncate(first);
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
        self.keys.push(Key { index, print });
        if self.next()? == b':' { Ok(()) } else { Err(Stop::NotStrict) }
    }

    /// Whether two of the keys from `first` on are equal.
    fn has_key_twice(&mut self, first: usize) -> bool {
        /// Up to so many keys comparing each with each is quicker than sorting.
        const FEW: usize = 24;
        let Some(keys) = self.keys.get_mut(first..) else { return false };
        if keys.len() <= FEW {
            let twice =
                |(index, key): (usize, &Key)| keys.iter().take(index).any(|other| other.print == key.print);
            if !keys.iter().enumerate().any(twice) {
                return false;
            }
        }
        let text = |key: &Key| self.tape.text_at(self.text, key.index);
        keys.sort_unstable_by(|left, right| {
            left.print.cmp(&right.print).then_with(|| text(left).cmp(text(right)))
        });
        keys.windows(2).any(|pair| pair[0].print == pair[1].print && text(&pair[0]) == text(&pair[1]))
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
                        let (character, after) = escape(bytes, position + 1).ok_or(Stop::NotStrict)?;
                        unescaped.push(character);
                        position = after;
                        copied = after;
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
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
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
