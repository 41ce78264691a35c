//! Strict JSON in one pass onto a tape.
//!
//! Lists are mostly lists of like objects. So the reader guesses that an object has the keys of the one before it: where
//! the text up to a value is the text that stood there in the other object, the key need not be read.

use std::sync::Arc;

use super::number::{LONGEST_DOUBLE, LONGEST_NUMBER, integer_kind};
use super::scan::{digits_of_8, next_special, plain_of_16, special_of_16};
use super::too_deep;
use crate::error::Error;
use crate::java::number::BigDecimal;
use crate::value::{Cell, EMPTY, Fingerprint, Key, Shape, Tape, TapeBuilder, TapeKind};

/// Reads strict JSON; `None` where the text is not, or where json-smart reads it in a way of its own.
pub(super) fn read(text: &Arc<str>, nesting: usize) -> Result<Option<Tape>, Error> {
    let mut reader =
        Reader { text, bytes: text.as_bytes(), position: 0, nesting, tape: TapeBuilder::new(text.len()) };
    match reader.document() {
        Ok(()) if reader.tape.is_ambiguous() => Ok(None),
        Ok(()) => Ok(reader.tape.finish(text.clone())),
        Err(Stop::NotStrict) => Ok(None),
        Err(Stop::TooDeep) => Err(too_deep(nesting)),
    }
}

/// Each level takes some of the stack; deeper documents are left to the permissive reader, which takes none.
const DEEPEST: usize = 128;

enum Stop {
    NotStrict,
    TooDeep,
}

struct Reader<'text> {
    text: &'text str,
    bytes: &'text [u8],
    position: usize,
    nesting: usize,
    tape: TapeBuilder,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Stop> {
        self.value(0, EMPTY)?;
        if self.peek().is_none() { Ok(()) } else { Err(Stop::NotStrict) }
    }

    /// A value inside `depth` others. Of an object, or of the objects in an array, the shape is guessed and then known.
    #[inline(always)]
    fn value(&mut self, depth: usize, guess: Shape) -> Result<Shape, Stop> {
        match self.next()? {
            b'"' => {
                let string = self.string()?;
                self.tape.scalar(string);
            }
            b'{' => return self.object(depth, guess),
            b'[' => return self.array(depth, guess),
            b't' => self.word(b"rue", TapeKind::True)?,
            b'f' => self.word(b"alse", TapeKind::False)?,
            b'n' => self.word(b"ull", TapeKind::Null)?,
            first @ (b'-' | b'0'..=b'9') => self.number(first)?,
            _ => return Err(Stop::NotStrict),
        }
        Ok(EMPTY)
    }

    /// Begins an array or object inside `depth` others.
    #[inline]
    fn enter(&self, depth: usize) -> Result<(), Stop> {
        match depth {
            _ if depth >= self.nesting => Err(Stop::TooDeep),
            DEEPEST.. => Err(Stop::NotStrict),
            _ => Ok(()),
        }
    }

    #[inline(never)]
    fn array(&mut self, depth: usize, mut shape: Shape) -> Result<Shape, Stop> {
        self.enter(depth)?;
        let index = self.tape.open();
        let mut count = 0;
        if self.peek() == Some(b']') {
            self.position += 1;
        } else {
            loop {
                shape = self.value(depth + 1, shape)?;
                count += 1;
                match self.next()? {
                    b',' => {}
                    b']' => break,
                    _ => return Err(Stop::NotStrict),
                }
            }
        }
        self.tape.close_array(index, count);
        Ok(shape)
    }

    #[inline(never)]
    fn object(&mut self, depth: usize, guess: Shape) -> Result<Shape, Stop> {
        self.enter(depth)?;
        let index = self.tape.open();
        let (mut known, all) = (0, self.tape.key_count(guess));
        while known < all {
            let (lead, guessed) = self.tape.lead_of(guess, known);
            if !self.repeats(lead) {
                break;
            }
            let inner = self.value(depth + 1, guessed)?;
            if inner != guessed {
                self.tape.set_inner(guess, known, inner);
            }
            known += 1;
        }
        let shape = if known > 0 && known == all && self.peek() == Some(b'}') {
            self.position += 1;
            guess
        } else {
            let first = self.tape.open_keys();
            self.tape.push_keys_of(guess, known);
            self.members(depth)?;
            self.tape.shape(index, first, self.text)
        };
        self.tape.close_object(index, shape);
        Ok(shape)
    }

    /// The members that were not guessed, and the end of the object.
    #[inline(never)]
    fn members(&mut self, depth: usize) -> Result<(), Stop> {
        let mut is_first = self.bytes.get(self.position.wrapping_sub(1)) == Some(&b'{');
        loop {
            let lead = self.position;
            let mut next = self.next()?;
            if next == b'}' {
                return Ok(());
            }
            if !std::mem::take(&mut is_first) {
                if next != b',' {
                    return Err(Stop::NotStrict);
                }
                next = self.next()?;
            }
            if next != b'"' {
                return Err(Stop::NotStrict);
            }
            let start = self.position;
            let text = self.string()?;
            let print = match text.kind() {
                TapeKind::Unescaped => self.tape.fingerprint(text),
                _ => Fingerprint::within(self.bytes, start, self.position - 1),
            };
            if self.next()? != b':' {
                return Err(Stop::NotStrict);
            }
            self.peek();
            let key = self.tape.open_keys();
            self.tape.push_key(Key::new(text, print, (lead as u32, self.position as u32)));
            let inner = self.value(depth + 1, EMPTY)?;
            self.tape.set_open_inner(key, inner);
        }
    }

    /// Passes over what stands at `start..end` of the text, if that is what comes next.
    #[inline]
    fn repeats(&mut self, (start, end): (u32, u32)) -> bool {
        let (start, length) = (start as usize, end.wrapping_sub(start) as usize);
        let (Some(before), Some(here)) = (self.bytes.get(start..), self.bytes.get(self.position..)) else {
            return false;
        };
        let repeats = starts_alike(before, here, length);
        if repeats {
            self.position += length;
        }
        repeats
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
        let end = self.position + rest.len();
        if self.bytes.get(self.position..end) != Some(rest) {
            return Err(Stop::NotStrict);
        }
        self.tape.scalar(Cell::new(kind, self.position - 1, rest.len() + 1));
        self.position = end;
        Ok(())
    }

    /// A string, after its opening quote.
    #[inline(always)]
    fn string(&mut self) -> Result<Cell, Stop> {
        let start = self.position;
        if let Some(chunk) = self.bytes.get(start..).and_then(|rest| rest.first_chunk()) {
            let plain = plain_of_16(chunk);
            if let Some(b'"') = chunk.get(plain) {
                self.position = start + plain + 1;
                return Ok(Cell::new(TapeKind::Plain, start, plain));
            }
        }
        self.long_string(start)
    }

    /// A string that starts at `start` and is not short and plain.
    #[inline(never)]
    fn long_string(&mut self, start: usize) -> Result<Cell, Stop> {
        let mut kind = TapeKind::Plain;
        let mut position = start;
        loop {
            position = next_special(self.bytes, position);
            match self.bytes.get(position) {
                Some(b'"') => {
                    self.position = position + 1;
                    return Ok(Cell::new(kind, start, position - start));
                }
                Some(b'\\') => return self.escaped_string(start, position),
                Some(0x7f..) => {
                    kind = TapeKind::String;
                    position += 1;
                }
                _ => return Err(Stop::NotStrict),
            }
        }
    }

    /// A string that starts at `start` and has its first backslash at `position`.
    #[inline(never)]
    fn escaped_string(&mut self, start: usize, position: usize) -> Result<Cell, Stop> {
        let bytes = self.bytes;
        // No escape is shorter than what it stands for.
        let text = self.tape.unescaped(bytes.len() - start);
        text.extend_from_slice(bytes.get(start..position).unwrap_or_default());
        let mut position = unescape_chunks(bytes, position, text)?;
        loop {
            match bytes.get(position) {
                Some(b'"') => break,
                Some(b'\\') => position = unescape(bytes, position, text)?,
                Some(byte @ (0x20..=0x7e | 0x80..)) => {
                    text.push(*byte);
                    position += 1;
                }
                // json-smart drops U+007F from a string with escapes.
                _ => return Err(Stop::NotStrict),
            }
        }
        self.position = position + 1;
        Ok(self.tape.unescaped_string())
    }

    /// A number, after its first character.
    #[inline(always)]
    fn number(&mut self, first: u8) -> Result<(), Stop> {
        let start = self.position - 1;
        if first > b'0'
            && let Some(chunk) = self.bytes.get(start..).and_then(|rest| rest.first_chunk())
        {
            let digits = digits_of_8(chunk);
            if let Some(after) = chunk.get(digits)
                && !matches!(after, b'.' | b'e' | b'E')
            {
                self.position = start + digits;
                self.tape.scalar(Cell::new(TapeKind::Integer, start, digits));
                return Ok(());
            }
        }
        self.long_number(first)
    }

    /// A number that is not short and whole, after its first character.
    #[inline(never)]
    fn long_number(&mut self, first: u8) -> Result<(), Stop> {
        /// Any number of so many digits is an Integer.
        const SHORT: usize = 9;
        let start = self.position - 1;
        let digits = start + usize::from(first == b'-');
        let position = digits_end(self.bytes, digits);
        let leads_with_zero = self.bytes.get(digits) == Some(&b'0');
        let length = position - digits;
        if length == 0 || leads_with_zero && length > 1 {
            return Err(Stop::NotStrict);
        }
        let kind = match self.bytes.get(position) {
            Some(b'.' | b'e' | b'E') => return self.fraction(start, position),
            // `-0` is the integer 0.
            _ if leads_with_zero && first == b'-' => return Err(Stop::NotStrict),
            _ if length <= SHORT => TapeKind::Integer,
            // The permissive reader asks the limits.
            _ if position - start > LONGEST_NUMBER => return Err(Stop::NotStrict),
            _ => integer_kind(self.bytes.get(digits..position).unwrap_or_default(), first == b'-'),
        };
        self.position = position;
        self.tape.scalar(Cell::new(kind, start, position - start));
        Ok(())
    }

    /// The rest of a number that started at `start` and has a fraction or an exponent at `position`.
    fn fraction(&mut self, start: usize, mut position: usize) -> Result<(), Stop> {
        if self.bytes.get(position) == Some(&b'.') {
            let end = digits_end(self.bytes, position + 1);
            if end == position + 1 {
                return Err(Stop::NotStrict);
            }
            position = end;
        }
        if let Some(b'e' | b'E') = self.bytes.get(position) {
            let sign = matches!(self.bytes.get(position + 1), Some(b'+' | b'-'));
            let from = position + 1 + usize::from(sign);
            position = digits_end(self.bytes, from);
            if position == from {
                return Err(Stop::NotStrict);
            }
        }
        let length = position - start;
        let kind = match length {
            // The permissive reader asks the limits.
            _ if length > LONGEST_NUMBER => return Err(Stop::NotStrict),
            _ if length > LONGEST_DOUBLE => big_decimal(self.text.get(start..position))?,
            _ => TapeKind::Double,
        };
        self.position = position;
        self.tape.scalar(Cell::new(kind, start, length));
        Ok(())
    }
}

/// Whether the first `length` bytes, which are few, of both are equal and there.
#[inline]
fn starts_alike(left: &[u8], right: &[u8], length: usize) -> bool {
    let differences = |from: usize| {
        let word = |bytes: &[u8]| bytes.get(from..)?.first_chunk().copied().map(u64::from_le_bytes);
        Some(word(left)? ^ word(right)?)
    };
    match (length, differences(0)) {
        (1..=8, Some(differ)) => differ << (64 - 8 * length) == 0,
        (9..=16, Some(differ)) => differ == 0 && differences(length - 8) == Some(0),
        _ => left.get(..length).is_some_and(|left| right.starts_with(left)),
    }
}

/// The kind of a long number with a fraction or exponent, unless Java refuses its exponent.
fn big_decimal(text: Option<&str>) -> Result<TapeKind, Stop> {
    match text.map(str::parse::<BigDecimal>) {
        Some(Ok(_)) => Ok(TapeKind::BigDecimal),
        _ => Err(Stop::NotStrict),
    }
}

/// Where the digits from `position` on end.
#[inline]
fn digits_end(bytes: &[u8], mut position: usize) -> usize {
    while let Some(chunk) = bytes.get(position..).and_then(|rest| rest.first_chunk()) {
        let digits = digits_of_8(chunk);
        position += digits;
        if digits < 8 {
            return position;
        }
    }
    while let Some(b'0'..=b'9') = bytes.get(position) {
        position += 1;
    }
    position
}

/// Adds to `text` what stands from `position` on in a string; returns where the string ends, or where so little of the
/// document is left that the rest is to be read byte by byte.
///
/// Strings with escapes mostly have many: JSON within JSON has two a word. So sixteen bytes are looked through at once for
/// all that is special in them, and what stands between is copied sixteen bytes at a time, of which the next copy writes
/// over those that are too many.
fn unescape_chunks(bytes: &[u8], mut position: usize, text: &mut Vec<u8>) -> Result<usize, Stop> {
    const CHUNK: usize = 16;
    let mut made = [0; 4 * CHUNK];
    let mut length = 0;
    'chunks: while let Some(window) =
        bytes.get(position..).and_then(|rest| rest.first_chunk::<{ 2 * CHUNK }>())
    {
        let mut specials = window.first_chunk().map_or(0, special_of_16);
        let mut from = 0;
        loop {
            let next = specials.trailing_zeros().min(CHUNK as u32) as usize;
            let byte = if specials == 0 { None } else { window.get(next) };
            if let Some(0x80..) = byte {
                specials &= specials - 1;
                continue;
            }
            if let (Some(copy), Some(part)) =
                (made.get_mut(length..length + CHUNK), window.get(from..from + CHUNK))
            {
                copy.copy_from_slice(part);
            }
            length += next - from;
            match (byte, window.get(next + 1)) {
                (None, _) => {
                    position += CHUNK;
                    break;
                }
                (Some(b'\\'), Some(itself @ (b'"' | b'\\' | b'/'))) => {
                    if let Some(place) = made.get_mut(length) {
                        *place = *itself;
                    }
                    length += 1;
                    from = next + 2;
                    if from >= CHUNK {
                        position += from;
                        break;
                    }
                    specials &= u32::MAX << from;
                }
                (Some(b'\\'), _) => {
                    text.extend_from_slice(made.get(..length).unwrap_or_default());
                    length = 0;
                    position = unescape(bytes, position + next, text)?;
                    continue 'chunks;
                }
                (Some(_), _) => {
                    position += next;
                    break 'chunks;
                }
            }
        }
        if length > 2 * CHUNK {
            text.extend_from_slice(made.get(..length).unwrap_or_default());
            length = 0;
        }
    }
    text.extend_from_slice(made.get(..length).unwrap_or_default());
    Ok(position)
}

/// Adds to `text` what the escape at `position` stands for; returns where it ends.
fn unescape(bytes: &[u8], position: usize, text: &mut Vec<u8>) -> Result<usize, Stop> {
    if let Some(itself @ (b'"' | b'\\' | b'/')) = bytes.get(position + 1) {
        text.push(*itself);
        return Ok(position + 2);
    }
    let (character, after) = escape(bytes, position + 1).ok_or(Stop::NotStrict)?;
    text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    Ok(after)
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
