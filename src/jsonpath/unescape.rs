//! The escapes of names and strings in paths.

/// What Jayway reads `text` as: `\n`, `\r`, `\t`, `\f`, `\b`, `\u` and four digits, and any other character after a
/// backslash for itself. `None` where `\u` has no digits.
pub(super) fn unescape(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return Some(text.to_owned());
    }
    let mut units = Vec::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
            continue;
        }
        let escaped = match characters.next() {
            None => '\\',
            Some('r') => '\r',
            Some('f') => '\u{c}',
            Some('t') => '\t',
            Some('n') => '\n',
            Some('b') => '\u{8}',
            Some('u') => {
                let rest = characters.as_str();
                // Fewer than four characters are swallowed.
                if rest.encode_utf16().nth(3).is_none() {
                    break;
                }
                // `Integer.parseInt` also takes a sign.
                units.push(i32::from_str_radix(rest.get(..4)?, 16).ok()? as u16);
                characters = rest.get(4..).unwrap_or_default().chars();
                continue;
            }
            Some(other) => other,
        };
        units.extend_from_slice(escaped.encode_utf16(&mut [0; 2]));
    }
    Some(String::from_utf16_lossy(&units))
}
