//! Text of which every half of a surrogate pair stands by itself: what a pattern reads where it can tell halves apart.
//!
//! A `&str` cannot hold a half. Here private-use characters of plane 16 stand for them, also for those of whole pairs, so
//! that no character beyond U+FFFF is left with another meaning.

use std::ops::RangeInclusive;

/// The character that stands for the half `0xd800`; the others follow in order.
const FIRST: u32 = 0x10_f800;

/// The stand-ins of first and of second halves.
pub(super) const FIRST_HALVES: RangeInclusive<char> = '\u{10f800}'..='\u{10fbff}';
pub(super) const SECOND_HALVES: RangeInclusive<char> = '\u{10fc00}'..='\u{10ffff}';

/// The character that stands for a half.
pub(super) fn stand_in(half: u16) -> Option<char> {
    char::from_u32(FIRST + u32::from(half).checked_sub(0xd800)?)
}

/// UTF-16 as text with every half by itself.
pub(crate) fn split(units: &[u16]) -> String {
    units.iter().filter_map(|&unit| char::from_u32(u32::from(unit)).or_else(|| stand_in(unit))).collect()
}

/// The UTF-16 of a text that was [`split`]; characters beyond U+FFFF that came in later stay whole.
pub(crate) fn join(split: &str) -> Vec<u16> {
    let mut units = Vec::with_capacity(split.len());
    for character in split.chars() {
        let half = u32::from(character).checked_sub(FIRST).and_then(|half| u16::try_from(half + 0xd800).ok());
        match half {
            Some(half) => units.push(half),
            None => units.extend_from_slice(character.encode_utf16(&mut [0; 2])),
        }
    }
    units
}

/// Whether the place `at` in a text that was [`split`] lies between the halves of a pair.
pub(super) fn is_between_halves(split: &str, at: usize) -> bool {
    let (before, after) = (split.get(..at), split.get(at..));
    let before = before.and_then(|before| before.chars().next_back());
    let after = after.and_then(|after| after.chars().next());
    before.is_some_and(|half| FIRST_HALVES.contains(&half))
        && after.is_some_and(|half| SECOND_HALVES.contains(&half))
}
