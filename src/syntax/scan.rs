//! The shapes of tokens: how far each reaches in the bytes of a text. Nothing here knows of states.

/// The byte at `at`; past the end a zero, which no shape contains.
pub(super) fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

/// Where the run of bytes that are `wanted` ends which begins at `at`.
pub(super) fn run(bytes: &[u8], mut at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    while bytes.get(at).is_some_and(|byte| wanted(*byte)) {
        at += 1;
    }
    at
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// A character of a reference's names.
pub(super) fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// A character of a directive's name.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@')
}

/// The end of a directive's name at `at`, without or with braces.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<usize> {
    (is_letter(byte(bytes, at)) || byte(bytes, at) == b'@').then(|| run(bytes, at + 1, is_word))
}

pub(super) fn braced_word(bytes: &[u8], at: usize) -> Option<usize> {
    if byte(bytes, at) != b'{' || !is_letter(byte(bytes, at + 1)) {
        return None;
    }
    let end = run(bytes, at + 2, is_word);
    (byte(bytes, end) == b'}').then_some(end + 1)
}

/// The end of the line at `at`, if only blanks are left on it; `at` itself otherwise.
pub(super) fn rest_of_line(bytes: &[u8], at: usize) -> usize {
    let end = run(bytes, at, is_blank);
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
    let end = run(bytes, at + name, |byte| byte == b' ');
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
    let whole = run(bytes, start, |byte| byte.is_ascii_digit());
    if whole == start {
        if byte(bytes, start) != b'.' || !digit(start + 1) {
            return None;
        }
        let end = run(bytes, start + 1, |byte| byte.is_ascii_digit());
        return Some(Number::Float(exponent(bytes, end).unwrap_or(end)));
    }
    if byte(bytes, whole) != b'.' {
        return Some(exponent(bytes, whole).map_or(Number::Integer(whole), Number::Float));
    }
    if byte(bytes, whole + 1) == b'.' {
        return Some(Number::Integer(whole));
    }
    let end = run(bytes, whole + 1, |byte| byte.is_ascii_digit());
    Some(Number::Float(exponent(bytes, end).unwrap_or(end)))
}

/// The end of `e5`, `E+5`, `e-5` at `at`.
fn exponent(bytes: &[u8], at: usize) -> Option<usize> {
    if !matches!(byte(bytes, at), b'e' | b'E') {
        return None;
    }
    let digits = at + 1 + usize::from(matches!(byte(bytes, at + 1), b'+' | b'-'));
    let end = run(bytes, digits, |byte| byte.is_ascii_digit());
    (end > digits).then_some(end)
}
