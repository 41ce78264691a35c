//! The encodings behind `$util`.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use wide::u8x16;

use crate::error::Error;
use crate::output::{Output, Piece};

/// commons-lang 2's `StringEscapeUtils.escapeJavaScript`.
pub(super) fn escape_java_script(mut text: Piece<'_>, output: &mut Output) {
    while let Some(window) = text.window() {
        let at = first_to_escape(window);
        if at >= text.len() {
            return output.push_window(window, text.len());
        }
        output.push_window(window, at);
        text = text.after(at);
        match window.get(at) {
            Some(byte @ (b'\'' | b'"' | b'/' | b'\\')) => {
                output.push_byte(b'\\');
                output.push_byte(*byte);
                text = text.after(1);
            }
            Some(_) => text = text.after(escape_first(text.as_str(), output)),
            None => {}
        }
    }
    let mut rest = text.as_str();
    // All bytes of a character that is not ASCII need it, so what stands before the first is whole.
    while let Some(at) = next_to_escape(rest.as_bytes()) {
        let (plain, escaped) = rest.split_at(at);
        output.push_str(plain);
        let length = escape_first(escaped, output);
        rest = escaped.get(length..).unwrap_or_default();
    }
    output.push_str(rest);
}

/// Escapes the first character of `text`; how many bytes that has.
fn escape_first(text: &str, output: &mut Output) -> usize {
    text.chars().next().map_or(0, |character| {
        let mut units = [0; 2];
        escape_units(character.encode_utf16(&mut units).iter().copied(), output);
        character.len_utf8()
    })
}

/// Where the first byte is that `escapeJavaScript` does not print as it is.
fn next_to_escape(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    while let Some(chunk) = bytes.get(start..).and_then(|rest| rest.first_chunk()) {
        let found = to_escape(chunk);
        if found != 0 {
            return Some(start + found.trailing_zeros() as usize);
        }
        start += 16;
    }
    let rest = bytes.get(start..).unwrap_or_default();
    // What is left is looked at with what stands before it, or as two halves that may overlap.
    let chunk = bytes.last_chunk().copied().or_else(|| {
        let (first, last) = (rest.first_chunk::<8>()?, rest.last_chunk::<8>()?);
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        Some((u128::from(last) << 64 | u128::from(first)).to_le_bytes())
    });
    if chunk.is_some_and(|chunk| to_escape(&chunk) == 0) {
        return None;
    }
    rest.iter().position(|byte| NEEDS_ESCAPE[usize::from(*byte)]).map(|at| start + at)
}

/// Which of the bytes of `window` is the first to be escaped; one past the last where none is.
#[inline]
fn first_to_escape(window: &[u8; 32]) -> usize {
    let (Some(first), Some(second)) = (window.first_chunk(), window.last_chunk()) else { return 0 };
    let marks = u64::from(to_escape(first)) | u64::from(to_escape(second)) << 16;
    (marks | 1 << window.len()).trailing_zeros() as usize
}

/// Which of sixteen bytes are to be escaped, a bit each.
#[inline]
fn to_escape(chunk: &[u8; 16]) -> u32 {
    let chunk = u8x16::from(*chunk);
    let is = |byte: u8| chunk.cmp_eq(u8x16::splat(byte));
    let control = chunk.min(u8x16::splat(0x1f)).cmp_eq(chunk);
    // What is not ASCII has its high bit set.
    (is(b'\'') | is(b'"') | is(b'/') | is(b'\\') | control | chunk).move_mask() as u32
}

/// The bytes that `escapeJavaScript` does not print as they are.
static NEEDS_ESCAPE: [bool; 256] = {
    let mut table = [true; 256];
    let mut byte = 0x20;
    while byte < 0x80 {
        table[byte] = matches!(byte as u8, b'\'' | b'"' | b'/' | b'\\');
        byte += 1;
    }
    table
};

/// The same for UTF-16 units, each by itself.
pub(super) fn escape_units(units: impl Iterator<Item = u16>, output: &mut Output) {
    for unit in units {
        match char::from_u32(u32::from(unit)) {
            Some('\u{8}') => output.push_str("\\b"),
            Some('\n') => output.push_str("\\n"),
            Some('\t') => output.push_str("\\t"),
            Some('\u{c}') => output.push_str("\\f"),
            Some('\r') => output.push_str("\\r"),
            Some(character @ ('\'' | '"' | '/' | '\\')) => {
                output.push('\\');
                output.push(character);
            }
            Some(character @ ' '..='\u{7f}') => output.push(character),
            _ => {
                output.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    output.push(char::from(HEXADECIMAL[usize::from(unit >> shift & 0xf)]));
                }
            }
        }
    }
}

const HEXADECIMAL: &[u8; 16] = b"0123456789ABCDEF";

/// `java.net.URLEncoder.encode(text, "UTF-8")`.
pub(super) fn url_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => {
                encoded.push(char::from(byte))
            }
            b' ' => encoded.push('+'),
            byte => {
                encoded.push('%');
                encoded.push(char::from(HEXADECIMAL[usize::from(byte >> 4)]));
                encoded.push(char::from(HEXADECIMAL[usize::from(byte & 0xf)]));
            }
        }
    }
    encoded
}

/// `java.net.URLDecoder.decode(text, "UTF-8")`.
pub(super) fn url_decode(text: &str) -> Result<String, Error> {
    let refused = |message: String| Error::thrown("java.lang.IllegalArgumentException", message);
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['+', '%']) {
        decoded.push_str(&rest[..at]);
        if rest.as_bytes()[at] == b'+' {
            decoded.push(' ');
            rest = &rest[at + 1..];
            continue;
        }
        let mut bytes = Vec::new();
        rest = &rest[at..];
        while let Some(escape) = rest.strip_prefix('%') {
            // Java reads the two digits as `Integer.parseInt` does, which takes a sign.
            let digits = escape
                .get(..2)
                .ok_or_else(|| refused("URLDecoder: Incomplete trailing escape (%) pattern".to_owned()))?;
            let byte = u8::from_str_radix(digits, 16).map_err(|_| {
                refused(format!(
                    "URLDecoder: Illegal hex characters in escape (%) pattern - For input string: \"{digits}\""
                ))
            })?;
            bytes.push(byte);
            rest = &escape[2..];
        }
        decoded.push_str(&String::from_utf8_lossy(&bytes));
    }
    decoded.push_str(rest);
    Ok(decoded)
}

/// Base64 of the text's UTF-8.
pub(super) fn base64_encode(text: &str, output: &mut Output) {
    output.push_str(&base64::engine::general_purpose::STANDARD.encode(text));
}

/// The UTF-8 text of base64, as `java.util.Base64.getDecoder()` reads it: padding may be missing.
pub(super) fn base64_decode(text: &str) -> Result<String, Error> {
    const ENGINE: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    match ENGINE.decode(text) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) => Err(Error::thrown(
            "java.lang.IllegalArgumentException",
            format!("$util.base64Decode was given what is not base64: {error}"),
        )),
    }
}
