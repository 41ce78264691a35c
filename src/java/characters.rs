//! What the static methods of `java.lang.Character` tell of a code point.

use super::exception::Exception;
use super::number::character::{category, digit};
use crate::error::Error;
use crate::value::{lower_case, upper_case};

/// `Character.toChars`.
pub(super) fn to_chars(point: i32) -> Result<Vec<u16>, Error> {
    match u32::try_from(point) {
        Ok(point @ ..=0xffff) => Ok(vec![point as u16]),
        Ok(point @ ..=0x10_ffff) => {
            let offset = point - 0x1_0000;
            Ok(vec![0xd800 + (offset >> 10) as u16, 0xdc00 + (offset & 0x3ff) as u16])
        }
        _ => {
            let message = format!("Not a valid Unicode code point: 0x{point:X}");
            Err(Exception::illegal_argument(message).into())
        }
    }
}

pub(super) fn is_defined(point: u32) -> bool {
    category(point) != 0
}

pub(super) fn is_letter(point: u32) -> bool {
    (1..=5).contains(&category(point))
}

pub(super) fn is_digit(point: u32) -> bool {
    category(point) == 9
}

pub(super) fn is_letter_or_digit(point: u32) -> bool {
    is_letter(point) || is_digit(point)
}

/// Unicode's property, of the characters that Java 17 knows.
fn has(point: u32, property: fn(char) -> bool) -> bool {
    is_defined(point) && char::from_u32(point).is_some_and(property)
}

pub(super) fn is_lower_case(point: u32) -> bool {
    has(point, char::is_lowercase)
}

pub(super) fn is_upper_case(point: u32) -> bool {
    has(point, char::is_uppercase)
}

pub(super) fn is_title_case(point: u32) -> bool {
    category(point) == 3
}

pub(super) fn is_alphabetic(point: u32) -> bool {
    has(point, char::is_alphabetic)
}

pub(super) fn is_space_char(point: u32) -> bool {
    (12..=14).contains(&category(point))
}

pub(super) fn is_space(point: u32) -> bool {
    matches!(point, 9 | 10 | 12 | 13 | 32)
}

pub(super) fn is_iso_control(point: u32) -> bool {
    matches!(point, 0..=0x1f | 0x7f..=0x9f)
}

pub(super) fn is_identifier_ignorable(point: u32) -> bool {
    matches!(point, 0..=8 | 0xe..=0x1b | 0x7f..=0x9f) || category(point) == 16
}

/// Letters, letter numbers, currency signs and connecting punctuation.
pub(super) fn is_java_identifier_start(point: u32) -> bool {
    matches!(category(point), 1..=5 | 10 | 23 | 26)
}

/// Those that start a name, digits, marks and characters that are ignored.
pub(super) fn is_java_identifier_part(point: u32) -> bool {
    is_java_identifier_start(point) || matches!(category(point), 6 | 8 | 9) || is_identifier_ignorable(point)
}

pub(super) fn is_unicode_identifier_start(point: u32) -> bool {
    matches!(category(point), 1..=5 | 10)
        || matches!(point, 0x1885 | 0x1886 | 0x2118 | 0x212e | 0x309b | 0x309c)
}

pub(super) fn is_unicode_identifier_part(point: u32) -> bool {
    is_unicode_identifier_start(point)
        || matches!(category(point), 6 | 8 | 9 | 23)
        || is_identifier_ignorable(point)
        || matches!(point, 0xb7 | 0x387 | 0x1369..=0x1371 | 0x19da)
}

/// Unicode's property Ideographic, in version 13.
pub(super) fn is_ideographic(point: u32) -> bool {
    matches!(
        point,
        0x3006
            | 0x3007
            | 0x3021..=0x3029
            | 0x3038..=0x303a
            | 0x3400..=0x4dbf
            | 0x4e00..=0x9ffc
            | 0xf900..=0xfa6d
            | 0xfa70..=0xfad9
            | 0x16fe4
            | 0x17000..=0x187f7
            | 0x18800..=0x18cd5
            | 0x18d00..=0x18d08
            | 0x1b170..=0x1b2fb
            | 0x20000..=0x2a6dd
            | 0x2a700..=0x2b734
            | 0x2b740..=0x2b81d
            | 0x2b820..=0x2cea1
            | 0x2ceb0..=0x2ebe0
            | 0x2f800..=0x2fa1d
            | 0x30000..=0x3134a
    )
}

fn cased(point: u32, change: fn(char) -> char) -> u32 {
    char::from_u32(point).map_or(point, |character| u32::from(change(character)))
}

pub(super) fn to_lower_case(point: u32) -> u32 {
    cased(point, lower_case)
}

pub(super) fn to_upper_case(point: u32) -> u32 {
    cased(point, upper_case)
}

/// The title case is the upper case but for digraphs, which have one of their own, and Georgian, which has none.
pub(super) fn to_title_case(point: u32) -> u32 {
    match point {
        0x1c4..=0x1c6 => 0x1c5,
        0x1c7..=0x1c9 => 0x1c8,
        0x1ca..=0x1cc => 0x1cb,
        0x1f1..=0x1f3 => 0x1f2,
        0x10d0..=0x10fa | 0x10fd..=0x10ff => point,
        _ => to_upper_case(point),
    }
}

/// `Character.getNumericValue`, for digits, Latin letters, Roman numerals and the numbers in circles, above and below
/// the line; -2 for fractions, -1 for all else.
pub(super) fn numeric_value(point: u32) -> i32 {
    if let Some(digit) = digit(point, 36) {
        return digit as i32;
    }
    match point {
        0xb2 | 0xb3 => point as i32 - 0xb0,
        0xb9 => 1,
        0xbc..=0xbe | 0x2150..=0x215f => -2,
        0x2070 | 0x2074..=0x2079 => point as i32 - 0x2070,
        0x2080..=0x2089 => point as i32 - 0x2080,
        0x2160..=0x216b => point as i32 - 0x215f,
        0x2170..=0x217b => point as i32 - 0x216f,
        0x216c | 0x217c => 50,
        0x216d | 0x217d => 100,
        0x216e | 0x217e => 500,
        0x216f | 0x217f => 1000,
        0x2460..=0x2473 => point as i32 - 0x245f,
        _ => -1,
    }
}
