//! How deep brackets nest in the code of a template, told before the grammar, which recurses, reads it.

use crate::error::Error;
use crate::source::Span;

/// Checks that no bracket of a directive's or method's arguments is nested deeper than `limit`.
///
/// # Errors
/// At the bracket that is too deep.
pub(super) fn check(text: &str, limit: u32) -> Result<(), Error> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'$', b'#', bytes.get(at..).unwrap_or_default()) {
        at += found;
        at = if bytes[at] == b'$' {
            after_reference(bytes, at, limit)?
        } else {
            after_hash(bytes, at, limit)?
        };
    }
    Ok(())
}

fn peek(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

fn skip(bytes: &[u8], mut at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    while bytes.get(at).copied().is_some_and(&wanted) {
        at += 1;
    }
    at
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Past `$a.b(…)[…]`.
fn after_reference(bytes: &[u8], at: usize, limit: u32) -> Result<usize, Error> {
    let mut at = skip(bytes, at, |byte| matches!(byte, b'$' | b'!' | b'\\' | b'{'));
    loop {
        let name = skip(bytes, at, |byte| is_name(byte) || byte == b'.');
        if !matches!(peek(bytes, name), b'(' | b'[') {
            // A brace read along with a reference: `$a{$b.c(…)}`.
            return Ok(name);
        }
        at = after_brackets(bytes, name, limit)?;
    }
}

/// Past `#name(…)`, a comment or a text block.
fn after_hash(bytes: &[u8], at: usize, limit: u32) -> Result<usize, Error> {
    let rest = &bytes[at..];
    let until = |end: &[u8]| {
        memchr::memmem::find(rest.get(2..).unwrap_or_default(), end)
            .map_or(bytes.len(), |found| at + 2 + found + end.len())
    };
    if rest.starts_with(b"##") {
        return Ok(skip(bytes, at, |byte| !matches!(byte, b'\n' | b'\r')));
    } else if rest.starts_with(b"#*") {
        return Ok(until(b"*#"));
    } else if rest.starts_with(b"#[[") {
        return Ok(until(b"]]#"));
    }
    let name = skip(bytes, at + 1, |byte| is_name(byte) || matches!(byte, b'{' | b'}' | b'@'));
    let open = skip(bytes, name, |byte| byte.is_ascii_whitespace());
    if peek(bytes, open) == b'(' { after_brackets(bytes, open, limit) } else { Ok(name) }
}

/// Past the bracket that opens at `at`, all that is inside it included.
fn after_brackets(bytes: &[u8], mut at: usize, limit: u32) -> Result<usize, Error> {
    let mut depth = 0_u32;
    while let Some(byte) = bytes.get(at).copied() {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                if depth > limit {
                    let message = format_args!("brackets are nested more than {limit} deep");
                    return Err(Error::limit("nesting", message).at(Span::new(at, at + 1)));
                }
            }
            b')' | b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Ok(at + 1);
                }
            }
            b'"' | b'\'' => {
                let rest = bytes.get(at + 1..).unwrap_or_default();
                at += memchr::memchr(byte, rest).map_or(rest.len(), |closing| closing + 1);
            }
            _ => {}
        }
        at += 1;
    }
    Ok(at)
}
