//! `java.lang.Character`: properties of characters in Unicode 13, by code point.
//!
//! A UTF-16 unit is a code point below 0x10000; surrogates are code points like others, as in Java.

mod case;
mod categories;
mod directionality;
mod numeric;
mod properties;
mod ranges;
pub mod utf16;
mod values;

pub use case::{
    fold_case, is_lower_case, is_title_case, is_upper_case, lower_case_of, to_lower_case, to_title_case,
    to_upper_case, upper_case_of,
};
pub use directionality::directionality;
pub use numeric::{decimal_digit, digit, for_digit, numeric_value};
pub use properties::{
    is_alphabetic, is_defined, is_digit, is_identifier_ignorable, is_ideographic, is_iso_control,
    is_java_identifier_part, is_java_identifier_start, is_letter, is_letter_or_digit, is_mirrored,
    is_space_char, is_unicode_identifier_part, is_unicode_identifier_start, is_whitespace,
};

use categories::RUNS;
pub(crate) use ranges::MIRRORED;

/// `Character.getType(int)`: Java's number of the general category; 0 is unassigned.
pub fn category(code_point: u32) -> u8 {
    let index = RUNS.partition_point(|&run| run >> 5 <= code_point);
    match index.checked_sub(1).and_then(|index| RUNS.get(index)) {
        Some(run) if code_point <= 0x10ffff => (run & 31) as u8,
        _ => 0,
    }
}

/// Java's numbers of the general categories, as the constants of `Character` name them.
mod general {
    pub(super) const UPPERCASE_LETTER: u8 = 1;
    pub(super) const LOWERCASE_LETTER: u8 = 2;
    pub(super) const TITLECASE_LETTER: u8 = 3;
    pub(super) const OTHER_LETTER: u8 = 5;
    pub(super) const NON_SPACING_MARK: u8 = 6;
    pub(super) const COMBINING_SPACING_MARK: u8 = 8;
    pub(super) const DECIMAL_DIGIT_NUMBER: u8 = 9;
    pub(super) const LETTER_NUMBER: u8 = 10;
    pub(super) const SPACE_SEPARATOR: u8 = 12;
    pub(super) const PARAGRAPH_SEPARATOR: u8 = 14;
    pub(super) const FORMAT: u8 = 16;
    pub(super) const CONNECTOR_PUNCTUATION: u8 = 23;
    pub(super) const CURRENCY_SYMBOL: u8 = 26;
}
