//! The shapes of tokens: how far each reaches in the bytes of a text. Nothing here knows of states.

/// The byte at `at`; past the end a zero, which no shape contains.
#[inline]
pub(super) fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

/// What a byte can be part of.
#[derive(Clone, Copy)]
pub(super) struct Class(u8);

impl Class {
    pub(super) const BLANK: Class = Class(1);
    pub(super) const WHITE: Class = Class(2);
    pub(super) const DIGIT: Class = Class(4);
    /// A letter or `_`.
    pub(super) const LETTER: Class = Class(8);
    /// A character of a reference's names.
    pub(super) const NAME: Class = Class(16);
    /// A character of a directive's name.
    pub(super) const WORD: Class = Class(32);
    /// `$`, `!`, `#` and `\`, which precede names.
    pub(super) const MARK: Class = Class(64);
    pub(super) const BACKSLASH: Class = Class(128);

    #[inline]
    pub(super) fn has(self, byte: u8) -> bool {
        CLASSES[byte as usize] & self.0 != 0
    }
}

/// The classes of each byte.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' => Class::BLANK.0 | Class::WHITE.0,
            b'\n' | b'\r' => Class::WHITE.0,
            b'0'..=b'9' => Class::DIGIT.0 | Class::NAME.0 | Class::WORD.0,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::LETTER.0 | Class::NAME.0 | Class::WORD.0,
            b'-' => Class::NAME.0,
            b'@' => Class::WORD.0,
            b'$' | b'!' | b'#' => Class::MARK.0,
            b'\\' => Class::MARK.0 | Class::BACKSLASH.0,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Where the run of bytes of a class ends which begins at `at`.
#[inline]
pub(super) fn run(bytes: &[u8], at: usize, class: Class) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !class.has(*byte)).unwrap_or(rest.len())
}

/// The end of a directive's name at `at`, without or with braces.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<usize> {
    (Class::LETTER.has(byte(bytes, at)) || byte(bytes, at) == b'@').then(|| run(bytes, at + 1, Class::WORD))
}

pub(super) fn braced_word(bytes: &[u8], at: usize) -> Option<usize> {
    if byte(bytes, at) != b'{' || !Class::LETTER.has(byte(bytes, at + 1)) {
        return None;
    }
    let end = run(bytes, at + 2, Class::WORD);
    (byte(bytes, end) == b'}').then_some(end + 1)
}

/// The end of the line at `at`, if only blanks are left on it; `at` itself otherwise.
pub(super) fn rest_of_line(bytes: &[u8], at: usize) -> usize {
    let end = run(bytes, at, Class::BLANK);
    line_end(bytes, end).unwrap_or(at)
}

/// Past the end of the line that stands at `at`.
pub(super) fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    match byte(bytes, at) {
        b'\n' => Some(at + 1),
        b'\r' if byte(bytes, at + 1) == b'\n' => Some(at + 2),
        b'\r' => Some(at + 1),
        _ => None,
    }
}

/// The end of `#set(` at the `#`, with the blanks before the parenthesis.
pub(super) fn set(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let name = if rest.starts_with(b"#set") {
        4
    } else if rest.starts_with(b"#{set}") {
        6
    } else {
        return None;
    };
    let rest = bytes.get(at + name..)?;
    let end = at + name + rest.iter().position(|byte| *byte != b' ')?;
    (byte(bytes, end) == b'(').then_some(end + 1)
}

/// The end of a string at its quote: a quote in it is written twice. `None` when it is never closed.
pub(super) fn string(bytes: &[u8], at: usize) -> Option<usize> {
    let quote = byte(bytes, at);
    let mut closed = None;
    let mut from = at + 1;
    while let Some(found) = memchr::memchr(quote, bytes.get(from..)?) {
        let end = from + found + 1;
        if byte(bytes, end) != quote {
            return Some(end);
        }
        closed = Some(end);
        from = end + 1;
    }
    closed
}

/// A number at `at`.
pub(super) enum Number {
    /// An integer, and whether the two dots of a range follow.
    Integer(usize),
    Float(usize),
}

/// The number at `at`, the longest that can be read there.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<Number> {
    let digit = |at| byte(bytes, at).is_ascii_digit();
    let start = at + usize::from(byte(bytes, at) == b'-');
    let whole = run(bytes, start, Class::DIGIT);
    if whole == start {
        if byte(bytes, start) != b'.' || !digit(start + 1) {
            return None;
        }
        let end = run(bytes, start + 1, Class::DIGIT);
        return Some(Number::Float(exponent(bytes, end).unwrap_or(end)));
    }
    if byte(bytes, whole) != b'.' {
        return Some(exponent(bytes, whole).map_or(Number::Integer(whole), Number::Float));
    }
    if byte(bytes, whole + 1) == b'.' {
        return Some(Number::Integer(whole));
    }
    let end = run(bytes, whole + 1, Class::DIGIT);
    Some(Number::Float(exponent(bytes, end).unwrap_or(end)))
}

/// The end of `e5`, `E+5`, `e-5` at `at`.
fn exponent(bytes: &[u8], at: usize) -> Option<usize> {
    if !matches!(byte(bytes, at), b'e' | b'E') {
        return None;
    }
    let digits = at + 1 + usize::from(matches!(byte(bytes, at + 1), b'+' | b'-'));
    let end = run(bytes, digits, Class::DIGIT);
    (end > digits).then_some(end)
}
