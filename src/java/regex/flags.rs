//! The match flags of `java.util.regex.Pattern`.

use std::ops::{BitOr, BitOrAssign};

/// A set of match flags, the constants of `java.util.regex.Pattern` with their Java values.
///
/// ```
/// use vtlgate::java::regex::Flags;
/// let flags = Flags::CASE_INSENSITIVE | Flags::DOTALL;
/// assert!(flags.contains(Flags::DOTALL));
/// assert_eq!(Flags::from_letters("is"), Some(flags));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flags {
    /// No flag.
    pub const NONE: Self = Self(0);
    /// `(?d)`: only `\n` ends a line.
    pub const UNIX_LINES: Self = Self(0x01);
    /// `(?i)`: ASCII letters match in either case.
    pub const CASE_INSENSITIVE: Self = Self(0x02);
    /// `(?x)`: whitespace and `#` comments in the pattern are skipped.
    pub const COMMENTS: Self = Self(0x04);
    /// `(?m)`: `^` and `$` match at every line.
    pub const MULTILINE: Self = Self(0x08);
    /// The whole pattern is literal text.
    pub const LITERAL: Self = Self(0x10);
    /// `(?s)`: `.` matches line terminators too.
    pub const DOTALL: Self = Self(0x20);
    /// `(?u)`: with `CASE_INSENSITIVE`, all of Unicode matches in either case.
    pub const UNICODE_CASE: Self = Self(0x40);
    /// `(?U)`: predefined and POSIX classes follow Unicode; implies `UNICODE_CASE`.
    pub const UNICODE_CHARACTER_CLASS: Self = Self(0x100);

    /// Whether all of `other` is set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The flags that inline letters (`i d m s u x U`) stand for, as in a JSONPath `/…/i`; `None` if one is unknown.
    #[must_use]
    pub fn from_letters(letters: &str) -> Option<Self> {
        letters.chars().try_fold(Self::NONE, |flags, letter| Some(flags | Self::from_letter(letter)?))
    }

    pub(super) const fn from_letter(letter: char) -> Option<Self> {
        Some(match letter {
            'd' => Self::UNIX_LINES,
            'i' => Self::CASE_INSENSITIVE,
            'x' => Self::COMMENTS,
            'm' => Self::MULTILINE,
            's' => Self::DOTALL,
            'u' => Self::UNICODE_CASE,
            'U' => Self(Self::UNICODE_CHARACTER_CLASS.0 | Self::UNICODE_CASE.0),
            _ => return None,
        })
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The flags in force: `UNICODE_CHARACTER_CLASS` brings `UNICODE_CASE` with it.
    pub(super) const fn completed(self) -> Self {
        if self.contains(Self::UNICODE_CHARACTER_CLASS) { Self(self.0 | Self::UNICODE_CASE.0) } else { self }
    }
}

impl BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
