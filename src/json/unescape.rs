//! The text of strings that have escapes.

use super::scan::{Scanned, halves, stops};

/// What is copied at once.
const CHUNK: usize = 16;

/// So many bytes more than the text are written to.
pub(super) const ROOM: usize = CHUNK;

/// Writes into `room` the text of the string that starts, after its quote, at `position`; returns its length and where the
/// string ends, after the quote there. `None` where strict JSON has no such string.
///
/// Strings with escapes mostly have many: JSON within JSON has two a word. So sixteen bytes are looked through at once for
/// all that is not copied as it stands. What stands between is copied sixteen bytes at a time, of which the next copy writes
/// over those that are too many. Of an escape that stands for its second character only the backslash is left out: what is
/// copied next begins with that character.
#[inline(never)]
pub(super) fn unescape(text: &Scanned<'_>, mut position: u32, room: &mut [u8]) -> Option<(u32, u32)> {
    /// Set in the marks of a chunk to find its end, too.
    const END: u32 = 1 << CHUNK;
    let mut length = 0;
    // Where what is to be copied begins in the window: after it where an escape's second character is there.
    let mut from = 0;
    'windows: loop {
        let window = text.window(position);
        // A second character is no mark.
        let first = u32::from(from == CHUNK);
        let mut marks = (stops(halves(window).0) & !first) | END;
        from = 0;
        loop {
            let next = marks.trailing_zeros() as usize;
            copy(room, length, window.get(from..from + CHUNK)?.first_chunk()?)?;
            length += (next - from) as u32;
            match (window.get(next), window.get(next + 1)) {
                _ if next == CHUNK => break,
                (Some(b'"'), _) => return Some((length, position + next as u32 + 1)),
                (Some(b'\\'), Some(b'"' | b'\\' | b'/')) => {
                    from = next + 1;
                    marks &= !(3 << next) | END;
                }
                (Some(b'\\'), _) => {
                    let (character, after) = escape(text, position + next as u32 + 1)?;
                    let mut bytes = [0; CHUNK];
                    let written = character.encode_utf8(&mut bytes).len();
                    copy(room, length, &bytes)?;
                    length += written as u32;
                    position = after;
                    from = 0;
                    continue 'windows;
                }
                // json-smart drops U+007F from a string with escapes.
                _ => return None,
            }
        }
        position += CHUNK as u32;
    }
}

#[inline(always)]
fn copy(room: &mut [u8], start: u32, bytes: &[u8; CHUNK]) -> Option<()> {
    let start = start as usize;
    *room.get_mut(start..start + CHUNK)?.first_chunk_mut()? = *bytes;
    Some(())
}

/// What the escape whose character after the backslash is at `position` stands for, and where it ends.
fn escape(text: &Scanned<'_>, position: u32) -> Option<(char, u32)> {
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
