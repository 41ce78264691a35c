//! Upper, lower and title case of characters and of texts.
//!
//! Rust's tables are newer than Unicode 13: what was not assigned then has no case, and is nobody's other case.

use super::general::{LOWERCASE_LETTER, TITLECASE_LETTER, UPPERCASE_LETTER};
use super::{category, is_defined};

/// `Character.isUpperCase(int)`.
pub fn is_upper_case(code_point: u32) -> bool {
    category(code_point) == UPPERCASE_LETTER || derived(code_point, char::is_uppercase)
}

/// `Character.isLowerCase(int)`.
pub fn is_lower_case(code_point: u32) -> bool {
    // Letters that are lower case only since Unicode 15, and one that no longer is.
    let later = matches!(code_point, 0x10fc | 0xab69);
    category(code_point) == LOWERCASE_LETTER || !later && derived(code_point, char::is_lowercase)
}

/// `Character.isTitleCase(int)`.
pub fn is_title_case(code_point: u32) -> bool {
    category(code_point) == TITLECASE_LETTER
}

/// `Character.toUpperCase(int)`: the one character that corresponds, or itself; ß stays.
pub fn to_upper_case(code_point: u32) -> u32 {
    match code_point {
        // Greek letters with iota subscript have a title case form that Java takes for their upper case.
        0x1f80..=0x1f87 | 0x1f90..=0x1f97 | 0x1fa0..=0x1fa7 => code_point + 8,
        0x1fb3 | 0x1fc3 | 0x1ff3 => code_point + 9,
        _ => mapped(code_point, char::to_uppercase),
    }
}

/// `Character.toLowerCase(int)`: the one character that corresponds, or itself.
pub fn to_lower_case(code_point: u32) -> u32 {
    // The dotted capital I becomes two characters in a string, but the plain letter as a character.
    if code_point == 0x130 { 0x69 } else { mapped(code_point, char::to_lowercase) }
}

/// `toLowerCase(toUpperCase(code_point))`: what Java compares where it ignores case.
pub fn fold_case(code_point: u32) -> u32 {
    to_lower_case(to_upper_case(code_point))
}

/// `String.toUpperCase()` in the root locale: ß becomes SS.
pub fn upper_case_of(text: &str) -> String {
    changed(text, char::to_uppercase, str::to_uppercase)
}

/// `String.toLowerCase()` in the root locale: a sigma at the end of a word is a final one.
pub fn lower_case_of(text: &str) -> String {
    changed(text, char::to_lowercase, str::to_lowercase)
}

/// `Character.toTitleCase(int)`: differs from upper case in four digraphs and in Georgian.
pub fn to_title_case(code_point: u32) -> u32 {
    match code_point {
        0x1c4..=0x1c6 => 0x1c5,
        0x1c7..=0x1c9 => 0x1c8,
        0x1ca..=0x1cc => 0x1cb,
        0x1f1..=0x1f3 => 0x1f2,
        0x10d0..=0x10fa | 0x10fd..=0x10ff => code_point,
        _ => to_upper_case(code_point),
    }
}

fn derived(code_point: u32, property: impl Fn(char) -> bool) -> bool {
    char::from_u32(code_point).is_some_and(property) && category(code_point) != 0
}

fn mapped<I: Iterator<Item = char>>(code_point: u32, mapping: impl Fn(char) -> I) -> u32 {
    let Some(character) = char::from_u32(code_point) else { return code_point };
    let mut result = mapping(character);
    match (result.next(), result.next()) {
        (Some(single), None) if !is_later(character, single) => u32::from(single),
        _ => code_point,
    }
}

/// Whether `mapped` is the other case of `character` only since Unicode 13.
fn is_later(character: char, mapped: char) -> bool {
    character != mapped
        && !character.is_ascii()
        && !(is_defined(u32::from(character)) && is_defined(u32::from(mapped)))
}

/// `text` with `change` made to all but what has had another case only since Unicode 13.
fn changed<I: Iterator<Item = char>>(
    text: &str,
    mapping: impl Fn(char) -> I,
    change: impl Fn(&str) -> String,
) -> String {
    let stays = |character: char| {
        !character.is_ascii() && mapping(character).any(|mapped| is_later(character, mapped))
    };
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find(stays) {
        let (before, from) = rest.split_at(place);
        result.push_str(&change(before));
        let mut characters = from.chars();
        result.extend(characters.next());
        rest = characters.as_str();
    }
    result.push_str(&change(rest));
    result
}
