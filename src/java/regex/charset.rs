//! Sets of code points, and what letter case does to them.

use std::sync::OnceLock;

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

use super::flags::Flags;
use crate::java::number::character::{fold_case, to_upper_case};

/// A set of Unicode scalar values. Lone surrogates, which Java patterns can name, do not occur in a `&str`.
pub(super) type CharSet = ClassUnicode;

/// The set of one code point; empty for a surrogate.
pub(super) fn one(code: u32) -> CharSet {
    range(code, code)
}

/// The set `first..=last`, surrogates left out.
pub(super) fn range(first: u32, last: u32) -> CharSet {
    let parts = [(first, last.min(0xD7FF)), (first.max(0xE000), last.min(0x0010_FFFF))];
    CharSet::new(
        parts.into_iter().filter(|(low, high)| low <= high).filter_map(|(low, high)| {
            Some(ClassUnicodeRange::new(char::from_u32(low)?, char::from_u32(high)?))
        }),
    )
}

/// The set of the listed ranges.
pub(super) fn ranges(listed: &[(u32, u32)]) -> CharSet {
    union(listed.iter().map(|&(first, last)| range(first, last)))
}

/// The union of sets.
pub(super) fn union(sets: impl IntoIterator<Item = CharSet>) -> CharSet {
    let mut all = CharSet::empty();
    for set in sets {
        all.union(&set);
    }
    all
}

/// What is in both sets.
pub(super) fn intersection(mut left: CharSet, right: &CharSet) -> CharSet {
    left.intersect(right);
    left
}

/// Everything that is not in the set.
pub(super) fn complement(mut set: CharSet) -> CharSet {
    set.negate();
    set
}

/// The only member of a set of one.
pub(super) fn single_member(set: &CharSet) -> Option<char> {
    match set.ranges() {
        [only] if only.start() == only.end() => Some(only.start()),
        _ => None,
    }
}

/// Every code point that ends a line.
pub(super) fn line_terminators(unix_lines: bool) -> CharSet {
    if unix_lines { one(0x0A) } else { ranges(&[(0x0A, 0x0A), (0x0D, 0x0D), (0x85, 0x85), (0x2028, 0x2029)]) }
}

/// Every code point that has another case, with the two folds Java compares: upper case, and its lower case.
fn cased() -> &'static [(u32, u32, u32)] {
    static CASED: OnceLock<Vec<(u32, u32, u32)>> = OnceLock::new();
    CASED.get_or_init(|| {
        (0..=0x1FFFF)
            .map(|letter| (letter, to_upper_case(letter), fold_case(letter)))
            .filter(|&(letter, up, folded)| up != letter || folded != letter)
            .collect()
    })
}

/// What a literal code point matches under the flags.
pub(super) fn literal(code: u32, flags: Flags) -> CharSet {
    let exact = one(code);
    let Some(letter) = char::from_u32(code).filter(|_| flags.contains(Flags::CASE_INSENSITIVE)) else {
        return exact;
    };
    if flags.contains(Flags::UNICODE_CASE) {
        let folded = fold_case(code);
        if folded == to_upper_case(code) {
            // To Java such a letter, ß for one, has no case, though another may fold to it.
            return exact;
        }
        let alike = cased().iter().filter(|&&(_, _, other)| other == folded);
        union(alike.map(|&(other, ..)| one(other)).chain([exact, one(folded)]))
    } else {
        let other = if letter.is_ascii_lowercase() {
            letter.to_ascii_uppercase()
        } else {
            letter.to_ascii_lowercase()
        };
        union([exact, one(other.into())])
    }
}

/// What a range in a character class matches under the flags.
pub(super) fn literal_range(first: u32, last: u32, flags: Flags) -> CharSet {
    let exact = range(first, last);
    if !flags.contains(Flags::CASE_INSENSITIVE) {
        return exact;
    }
    let inside = |letter: u32| (first..=last).contains(&letter);
    if flags.contains(Flags::UNICODE_CASE) {
        let alike = cased().iter().filter(|&&(_, up, folded)| inside(up) || inside(folded));
        union(alike.map(|&(letter, ..)| one(letter)).chain([exact]))
    } else {
        let alike = ('\0'..='\x7F').filter(|letter| {
            inside(letter.to_ascii_uppercase().into()) || inside(letter.to_ascii_lowercase().into())
        });
        union([exact, CharSet::new(alike.map(|letter| ClassUnicodeRange::new(letter, letter)))])
    }
}
