//! The flags of a format specifier.

use std::fmt::{self, Write};

/// One flag, or several.
pub(super) type Flag = u16;

pub(super) const LEFT_JUSTIFY: Flag = 1;
pub(super) const ALTERNATE: Flag = 1 << 1;
pub(super) const PLUS: Flag = 1 << 2;
pub(super) const LEADING_SPACE: Flag = 1 << 3;
pub(super) const ZERO_PAD: Flag = 1 << 4;
pub(super) const GROUP: Flag = 1 << 5;
pub(super) const PARENTHESES: Flag = 1 << 6;
pub(super) const PREVIOUS: Flag = 1 << 7;
/// Not written as a flag: the conversion is a capital letter. Messages about illegal flags show it as `^`.
pub(super) const UPPERCASE: Flag = 1 << 8;

/// The characters, in the order in which Java lists them in messages.
const CHARACTERS: [(char, Flag); 9] = [
    ('-', LEFT_JUSTIFY),
    ('^', UPPERCASE),
    ('#', ALTERNATE),
    ('+', PLUS),
    (' ', LEADING_SPACE),
    ('0', ZERO_PAD),
    (',', GROUP),
    ('(', PARENTHESES),
    ('<', PREVIOUS),
];

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flags(pub(super) Flag);

impl Flags {
    pub(super) fn of(character: char) -> Option<Flag> {
        let found = CHARACTERS.iter().find(|(known, _)| *known == character);
        found.map(|&(_, flag)| flag).filter(|&flag| flag != UPPERCASE)
    }

    pub(super) fn contains(self, flag: Flag) -> bool {
        self.0 & flag == flag
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (character, flag) in CHARACTERS {
            if self.contains(flag) {
                out.write_char(character)?;
            }
        }
        Ok(())
    }
}
