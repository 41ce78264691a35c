//! UTF-16 units and the code points they make up, as the static methods of `Character`.

use crate::java::Exception;

/// `Character.isHighSurrogate(char)`.
pub fn is_high_surrogate(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

/// `Character.isLowSurrogate(char)`.
pub fn is_low_surrogate(unit: u16) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

/// `Character.isSurrogate(char)`.
pub fn is_surrogate(unit: u16) -> bool {
    (0xd800..0xe000).contains(&unit)
}

/// `Character.isSurrogatePair(char, char)`.
pub fn is_surrogate_pair(high: u16, low: u16) -> bool {
    is_high_surrogate(high) && is_low_surrogate(low)
}

/// `Character.isBmpCodePoint(int)`.
pub fn is_bmp_code_point(code_point: i32) -> bool {
    (0..0x10000).contains(&code_point)
}

/// `Character.isSupplementaryCodePoint(int)`.
pub fn is_supplementary_code_point(code_point: i32) -> bool {
    (0x10000..0x110000).contains(&code_point)
}

/// `Character.isValidCodePoint(int)`.
pub fn is_valid_code_point(code_point: i32) -> bool {
    (0..0x110000).contains(&code_point)
}

/// `Character.charCount(int)`.
pub fn char_count(code_point: i32) -> i32 {
    if code_point >= 0x10000 { 2 } else { 1 }
}

/// `Character.toCodePoint(char, char)`: computes also for units that are no surrogates.
pub fn to_code_point(high: u16, low: u16) -> i32 {
    ((i32::from(high) - 0xd800) << 10) + i32::from(low) - 0xdc00 + 0x10000
}

/// `Character.highSurrogate(int)`.
pub fn high_surrogate(code_point: i32) -> u16 {
    ((code_point as u32 >> 10) as u16).wrapping_add(0xd800 - (0x10000 >> 10) as u16)
}

/// `Character.lowSurrogate(int)`.
pub fn low_surrogate(code_point: i32) -> u16 {
    (code_point & 0x3ff) as u16 + 0xdc00
}

/// `Character.toChars(int)`: one unit, or two.
///
/// # Errors
/// `IllegalArgumentException` for what is no code point.
pub fn to_chars(code_point: i32) -> Result<(u16, Option<u16>), Exception> {
    if is_bmp_code_point(code_point) {
        return Ok((code_point as u16, None));
    }
    if is_supplementary_code_point(code_point) {
        return Ok((high_surrogate(code_point), Some(low_surrogate(code_point))));
    }
    Err(Exception::illegal_argument(format!("Not a valid Unicode code point: 0x{code_point:X}")))
}

/// `Character.reverseBytes(char)`.
pub fn reverse_bytes(unit: u16) -> u16 {
    unit.swap_bytes()
}
