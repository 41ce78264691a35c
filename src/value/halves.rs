//! Halves of surrogate pairs in text that is being printed.
//!
//! A Java string may hold one half of a pair, and a template may cut a pair in two and print the halves one after the
//! other, which makes the character again. A buffer of UTF-8 cannot hold a half, so there it stands as a private-use
//! character of plane 16, and the [`Budget`] remembers that one was printed. Whoever takes the text out of the buffer
//! turns it back. (A text that has such a private-use character of its own, beside a half, comes out wrong.)

use super::Text;
use crate::limits::Budget;
use crate::output::Output;

/// The character that stands for the half `0xd800`; the others follow in order.
const FIRST: u32 = 0x10_f800;

/// Appends UTF-16 units of which some may be halves.
pub(crate) fn push(units: impl Iterator<Item = u16>, output: &mut Output, budget: &mut Budget<'_>) {
    for unit in char::decode_utf16(units) {
        output.push(unit.unwrap_or_else(|half| {
            budget.remember_half();
            char::from_u32(FIRST + u32::from(half.unpaired_surrogate() - 0xd800)).unwrap_or('?')
        }));
    }
}

/// The units of a printed text; `None` where it has no halves.
pub(crate) fn units(printed: &str, budget: &Budget<'_>) -> Option<Vec<u16>> {
    let half = |character: char| {
        u16::try_from(u32::from(character).checked_sub(FIRST)?).ok().map(|half| half + 0xd800)
    };
    if !budget.printed_half() || !printed.chars().any(|character| half(character).is_some()) {
        return None;
    }
    let mut units = Vec::with_capacity(printed.len());
    for character in printed.chars() {
        match half(character) {
            Some(half) => units.push(half),
            None => units.extend_from_slice(character.encode_utf16(&mut [0; 2])),
        }
    }
    Some(units)
}

/// A printed text as a string.
pub(crate) fn text(printed: String, budget: &Budget<'_>) -> Text {
    match units(&printed, budget) {
        Some(units) => Text::from_utf16(&units),
        None => printed.into(),
    }
}

/// A printed text as a UTF-8 encoder of Java writes it: `?` for a half.
pub(crate) fn replaced(printed: String, budget: &Budget<'_>) -> String {
    match units(&printed, budget) {
        Some(units) => char::decode_utf16(units).map(|unit| unit.unwrap_or('?')).collect(),
        None => printed,
    }
}
