//! What follows a backslash.

use super::charset::{self, CharSet};
use super::error::PatternError;
use super::property;
use super::reader::{Reader, character};

/// An escape, read.
pub(super) enum Escape {
    /// One code point, possibly a lone surrogate.
    Code(u32),
    /// A predefined class such as `\w`.
    Set(CharSet),
    /// A letter or digit that means something outside a character class only, such as `\b` or `\1`.
    Outside(char),
}

/// Reads an escape; the cursor stands on its backslash. In a range (`[\v-\x20]`) `\v` is the vertical tab.
pub(super) fn escape(reader: &mut Reader<'_>, in_range: bool) -> Result<Escape, PatternError> {
    let code = reader.skip();
    let letter = character(code);
    let code = match letter {
        '0' => octal(reader)?,
        'a' => 0x07,
        'c' => control(reader)?,
        'e' => 0x1B,
        'f' => 0x0C,
        'n' => 0x0A,
        'r' => 0x0D,
        't' => 0x09,
        'u' => utf16(reader)?,
        'v' if in_range => 0x0B,
        'x' => hexadecimal(reader)?,
        'N' => return Err(named_character(reader)),
        'd' | 'h' | 's' | 'v' | 'w' | 'D' | 'H' | 'S' | 'V' | 'W' => {
            let set = property::predefined(letter.to_ascii_lowercase(), reader.flags)
                .unwrap_or_else(CharSet::empty);
            return Ok(Escape::Set(if letter.is_ascii_uppercase() { charset::complement(set) } else { set }));
        }
        '1'..='9' | 'A' | 'B' | 'G' | 'R' | 'X' | 'Z' | 'b' | 'k' | 'z' => {
            return Ok(Escape::Outside(letter));
        }
        other if other.is_ascii_alphabetic() => return Err(unsupported(reader)),
        _ => code,
    };
    Ok(Escape::Code(code))
}

/// Java's answer to an escape it does not know, or not here.
pub(super) fn unsupported(reader: &Reader<'_>) -> PatternError {
    reader.error("Illegal/unsupported escape sequence")
}

fn digit(code: u32, radix: u32) -> Option<u32> {
    character(code).to_digit(radix)
}

/// `\0n`, `\0nn`, `\0mnn` with `m` up to 3.
fn octal(reader: &mut Reader<'_>) -> Result<u32, PatternError> {
    let code = reader.read();
    let Some(first) = digit(code, 8) else { return Err(reader.error("Illegal octal escape sequence")) };
    let code = reader.read();
    let Some(second) = digit(code, 8) else {
        reader.unread();
        return Ok(first);
    };
    let code = reader.read();
    match digit(code, 8) {
        Some(third) if first <= 3 => Ok(first * 64 + second * 8 + third),
        _ => {
            reader.unread();
            Ok(first * 8 + second)
        }
    }
}

/// `\xhh` and `\x{h…h}`.
fn hexadecimal(reader: &mut Reader<'_>) -> Result<u32, PatternError> {
    let code = reader.read();
    if let Some(first) = digit(code, 16) {
        let code = reader.read();
        if let Some(second) = digit(code, 16) {
            return Ok(first * 16 + second);
        }
    } else if code == u32::from('{') && digit(reader.peek(), 16).is_some() {
        let mut value = 0;
        loop {
            let code = reader.read();
            match digit(code, 16) {
                Some(next) => value = value * 16 + next,
                None if code == u32::from('}') => return Ok(value),
                None => return Err(reader.error("Unclosed hexadecimal escape sequence")),
            }
            if value > 0x0010_FFFF {
                return Err(reader.error("Hexadecimal codepoint is too big"));
            }
        }
    }
    Err(reader.error("Illegal hexadecimal escape sequence"))
}

/// `\uhhhh`, and two of them for a surrogate pair.
fn utf16(reader: &mut Reader<'_>) -> Result<u32, PatternError> {
    let high = utf16_unit(reader)?;
    if !(0xD800..0xDC00).contains(&high) {
        return Ok(high);
    }
    let after = reader.cursor;
    if reader.read() == u32::from('\\') && reader.read() == u32::from('u') {
        let low = utf16_unit(reader)?;
        if (0xDC00..0xE000).contains(&low) {
            return Ok(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00));
        }
    }
    reader.cursor = after;
    Ok(high)
}

fn utf16_unit(reader: &mut Reader<'_>) -> Result<u32, PatternError> {
    let mut value = 0;
    for _ in 0..4 {
        let code = reader.read();
        let Some(next) = digit(code, 16) else { return Err(reader.error("Illegal Unicode escape sequence")) };
        value = value * 16 + next;
    }
    Ok(value)
}

/// `\cX`.
fn control(reader: &mut Reader<'_>) -> Result<u32, PatternError> {
    if reader.at_end() {
        Err(reader.error("Illegal control escape sequence"))
    } else {
        Ok(reader.read() ^ 64)
    }
}

/// `\N{name}` needs the names of all characters, which this module does not carry.
fn named_character(reader: &mut Reader<'_>) -> PatternError {
    if reader.read() != u32::from('{') {
        return reader.error("Illegal character name escape sequence");
    }
    PatternError::untranslatable(r"\N{…}", r"write the character itself or its code point, such as \x{1F600}")
}
