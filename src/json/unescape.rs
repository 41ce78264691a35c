//! The text of strings that have escapes.

use std::num::NonZero;

use super::scan::{Scanned, WINDOW, halves, stops};

/// So many bytes are looked through at once.
const CHUNK: usize = 16;

/// So many bytes more than the text are written to on the way.
pub(super) const ROOM: usize = WINDOW;

/// Appends to `unescaped` the text of the string that starts, after its quote, at `position`; returns where the string ends,
/// after the quote there. `None` where strict JSON has no such string.
///
/// Strings with escapes mostly have many: JSON within JSON has two a word. So sixteen bytes are looked through at once for
/// all that is not copied as it stands, and copied together with what follows them. Of an escape that stands for its second
/// character only the backslash is left out: all from that character on is copied again, one byte before where it was.
#[inline(never)]
pub(super) fn unescape(text: &Scanned<'_>, mut position: u32, unescaped: &mut Vec<u8>) -> Option<u32> {
    // The first byte of a window where an escape's second character is there, which is no mark. (So that all windows follow
    // at one distance, and the next one's marks are found before this one is done.)
    let mut second = 0;
    'windows: loop {
        let window = text.window(position);
        let mut marks = stops(halves(window).0) as u16 & !second;
        second = 0;
        let start = unescaped.len();
        unescaped.extend_from_slice(window);
        let copy = unescaped.last_chunk_mut::<WINDOW>()?;
        let mut left_out = 0;
        while let Some(found) = NonZero::new(marks) {
            let next = found.trailing_zeros() as usize;
            let pair: [u8; 2] = *window.get(next..)?.first_chunk()?;
            if !stands_for_its_second(pair) {
                unescaped.truncate(start + next - left_out);
                let mark = position + next as u32;
                match pair {
                    [b'"', _] => return Some(mark + 1),
                    [b'\\', _] => position = escape(text, mark + 1, unescaped)?,
                    // json-smart drops U+007F from a string with escapes.
                    _ => return None,
                }
                second = 0;
                continue 'windows;
            }
            let to = (next - left_out) % CHUNK;
            let rest = window.get(next + 1..)?.first_chunk::<CHUNK>()?;
            *copy.get_mut(to..)?.first_chunk_mut()? = *rest;
            left_out += 1;
            marks &= !(3 << next);
            second = u16::from(next == CHUNK - 1);
        }
        unescaped.truncate(start + CHUNK - left_out);
        position += CHUNK as u32;
    }
}

/// Whether a backslash and a character stand for that character.
#[inline(always)]
fn stands_for_its_second(pair: [u8; 2]) -> bool {
    pair == *b"\\\"" || pair == *b"\\\\" || pair == *b"\\/"
}

/// Appends what the escape stands for whose character after the backslash is at `position`; returns where it ends.
#[inline(never)]
fn escape(text: &Scanned<'_>, position: u32, unescaped: &mut Vec<u8>) -> Option<u32> {
    let (character, end) = escaped(text, position)?;
    unescaped.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    Some(end)
}

/// What the escape whose character after the backslash is at `position` stands for, and where it ends.
fn escaped(text: &Scanned<'_>, position: u32) -> Option<(char, u32)> {
    let character = match text.byte(position) {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let unit = hexadecimal(text.bytes(position + 1, position + 5))?;
            let after = position + 5;
            if !(0xd800..0xe000).contains(&unit) {
                return Some((char::from_u32(unit)?, after));
            }
            if text.bytes(after, after + 2) != b"\\u" {
                return None;
            }
            let low = hexadecimal(text.bytes(after + 2, after + 6))?;
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

/// The number that four digits are.
fn hexadecimal(digits: &[u8]) -> Option<u32> {
    let digit = |number, digit: &u8| Some(number << 4 | char::from(*digit).to_digit(16)?);
    if digits.len() == 4 { digits.iter().try_fold(0, digit) } else { None }
}
