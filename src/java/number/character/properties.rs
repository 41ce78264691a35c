//! What a character is: a letter, a digit, white space.

use super::category;
use super::general::{
    COMBINING_SPACING_MARK, CONNECTOR_PUNCTUATION, CURRENCY_SYMBOL, DECIMAL_DIGIT_NUMBER, FORMAT,
    LETTER_NUMBER, NON_SPACING_MARK, OTHER_LETTER, PARAGRAPH_SEPARATOR, SPACE_SEPARATOR, UPPERCASE_LETTER,
};
use super::ranges::{IDEOGRAPHIC, MIRRORED};

/// `Character.isLetter(int)`.
pub fn is_letter(code_point: u32) -> bool {
    (UPPERCASE_LETTER..=OTHER_LETTER).contains(&category(code_point))
}

/// `Character.isDigit(int)`: decimal digits of any script.
pub fn is_digit(code_point: u32) -> bool {
    category(code_point) == DECIMAL_DIGIT_NUMBER
}

/// `Character.isLetterOrDigit(int)`.
pub fn is_letter_or_digit(code_point: u32) -> bool {
    is_letter(code_point) || is_digit(code_point)
}

/// `Character.isAlphabetic(int)`: letters, letter-like numbers, and marks that spell.
pub fn is_alphabetic(code_point: u32) -> bool {
    // Marks that became alphabetic after Unicode 13.
    let later = matches!(
        code_point,
        0x363..=0x36f | 0xc04 | 0xf82..=0xf83 | 0x1dd3..=0x1de6 | 0x11080..=0x11081
    );
    !later && category(code_point) != 0 && char::from_u32(code_point).is_some_and(char::is_alphabetic)
}

/// `Character.isWhitespace(int)`: separators that may break a line, and the controls that space text.
pub fn is_whitespace(code_point: u32) -> bool {
    match code_point {
        0x9..=0xd | 0x1c..=0x20 => true,
        0..=0x7f | 0xa0 | 0x2007 | 0x202f => false,
        _ => is_space_char(code_point),
    }
}

/// `Character.isSpaceChar(int)`: every separator, no control.
pub fn is_space_char(code_point: u32) -> bool {
    (SPACE_SEPARATOR..=PARAGRAPH_SEPARATOR).contains(&category(code_point))
}

/// `Character.isISOControl(int)`.
pub fn is_iso_control(code_point: u32) -> bool {
    matches!(code_point, 0..=0x1f | 0x7f..=0x9f)
}

/// `Character.isDefined(int)`.
pub fn is_defined(code_point: u32) -> bool {
    category(code_point) != 0
}

/// `Character.isIdentifierIgnorable(int)`.
pub fn is_identifier_ignorable(code_point: u32) -> bool {
    matches!(code_point, 0..=0x8 | 0xe..=0x1b | 0x7f..=0x9f) || category(code_point) == FORMAT
}

/// `Character.isJavaIdentifierStart(int)`.
pub fn is_java_identifier_start(code_point: u32) -> bool {
    is_letter(code_point)
        || matches!(category(code_point), LETTER_NUMBER | CURRENCY_SYMBOL | CONNECTOR_PUNCTUATION)
}

/// `Character.isJavaIdentifierPart(int)`.
pub fn is_java_identifier_part(code_point: u32) -> bool {
    is_java_identifier_start(code_point) || continues_identifier(code_point)
}

/// `Character.isUnicodeIdentifierStart(int)`.
pub fn is_unicode_identifier_start(code_point: u32) -> bool {
    is_letter(code_point)
        || category(code_point) == LETTER_NUMBER
        || matches!(code_point, 0x1885 | 0x1886 | 0x2118 | 0x212e | 0x309b | 0x309c)
}

/// `Character.isUnicodeIdentifierPart(int)`.
pub fn is_unicode_identifier_part(code_point: u32) -> bool {
    is_unicode_identifier_start(code_point)
        || category(code_point) == CONNECTOR_PUNCTUATION
        || continues_identifier(code_point)
        || matches!(code_point, 0xb7 | 0x387 | 0x1369..=0x1371 | 0x19da)
}

/// `Character.isIdeographic(int)`.
pub fn is_ideographic(code_point: u32) -> bool {
    within(&IDEOGRAPHIC, code_point)
}

/// `Character.isMirrored(int)`.
pub fn is_mirrored(code_point: u32) -> bool {
    within(&MIRRORED, code_point)
}

fn continues_identifier(code_point: u32) -> bool {
    matches!(category(code_point), DECIMAL_DIGIT_NUMBER | COMBINING_SPACING_MARK | NON_SPACING_MARK)
        || is_identifier_ignorable(code_point)
}

fn within(ranges: &[(u32, u32)], code_point: u32) -> bool {
    let index = ranges.partition_point(|range| range.1 < code_point);
    ranges.get(index).is_some_and(|range| range.0 <= code_point)
}
