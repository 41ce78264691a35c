//! Reading a format: `%[argument_index$][flags][width][.precision]conversion`.

use super::Argument;
use super::flags::{
    ALTERNATE, Flag, Flags, GROUP, LEADING_SPACE, LEFT_JUSTIFY, PARENTHESES, PLUS, PREVIOUS, UPPERCASE,
    ZERO_PAD,
};
use crate::java::Exception;
use std::fmt;

/// A part of a format.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Specifier(Specifier),
}

/// Which argument a specifier prints.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Index {
    /// None: `%n` and `%%`.
    None,
    /// The one printed before: `%<s`.
    Previous,
    /// The next one.
    Next,
    /// The one with this number, from 1: `%2$s`.
    Explicit(i32),
}

/// One specifier, checked for everything that does not depend on its argument.
pub(super) struct Specifier {
    pub(super) index: Index,
    /// The number before the dollar sign; 0 without one.
    number: i32,
    pub(super) flags: Flags,
    pub(super) width: Option<i32>,
    pub(super) precision: Option<i32>,
    pub(super) date_time: bool,
    /// In lower case, but for dates and times.
    pub(super) conversion: char,
}

pub(super) fn parse(format: &str) -> Result<Vec<Piece<'_>>, Exception> {
    let mut pieces = Vec::new();
    let mut rest = format;
    while let Some(start) = rest.find('%') {
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        let specifier = &rest[start + 1..];
        let Some(raw) = Raw::read(specifier) else {
            // Java complains about one UTF-16 unit; half of a pair cannot be shown.
            let character = specifier.chars().next().unwrap_or('%');
            return Err(unknown(&if character > '\u{ffff}' { '?' } else { character }.to_string()));
        };
        pieces.push(Piece::Specifier(raw.check()?));
        rest = &specifier[raw.length..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

/// The parts of a specifier as text.
struct Raw<'a> {
    index: Option<&'a str>,
    flags: &'a str,
    width: &'a str,
    precision: Option<&'a str>,
    date_time: Option<char>,
    conversion: char,
    length: usize,
}

impl<'a> Raw<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (number, after_number) = split_while(text, |character| character.is_ascii_digit());
        let (index, rest) = match after_number.strip_prefix('$') {
            Some(rest) if !number.is_empty() => (Some(number), rest),
            _ => (None, text),
        };
        let (flags, rest) = split_while(rest, |character| Flags::of(character).is_some());
        let (width, rest) = split_while(rest, |character| character.is_ascii_digit());
        let (precision, rest) = match rest.strip_prefix('.') {
            None => (None, rest),
            Some(rest) => {
                let (digits, rest) = split_while(rest, |character| character.is_ascii_digit());
                if digits.is_empty() {
                    return None;
                }
                (Some(digits), rest)
            }
        };
        let is_conversion = |character: &char| character.is_ascii_alphabetic() || *character == '%';
        let mut characters = rest.chars();
        let first = characters.next().filter(is_conversion)?;
        let second = characters.next().filter(is_conversion).filter(|_| matches!(first, 't' | 'T'));
        Some(Self {
            index,
            flags,
            width,
            precision,
            date_time: second.and(Some(first)),
            conversion: second.unwrap_or(first),
            length: text.len() - rest.len() + 1 + usize::from(second.is_some()),
        })
    }

    fn check(&self) -> Result<Specifier, Exception> {
        let number = self.index.map_or(Ok(0), read_index)?;
        let mut flags = read_flags(self.flags)?;
        let width = match self.width {
            "" => None,
            digits => Some(digits.parse().map_err(|_| illegal_width(i32::MIN))?),
        };
        let precision = match self.precision {
            None => None,
            Some(digits) => Some(digits.parse().map_err(|_| illegal_precision(i32::MIN))?),
        };
        let mut conversion = self.conversion;
        if self.date_time == Some('T') {
            flags.0 |= UPPERCASE;
        } else if self.date_time.is_none() {
            if !"bBhHsScCdoxXeEfgGaA%n".contains(conversion) {
                return Err(unknown(&conversion.to_string()));
            }
            if conversion.is_ascii_uppercase() {
                flags.0 |= UPPERCASE;
                conversion = conversion.to_ascii_lowercase();
            }
        }
        let index = match (conversion, number) {
            ('%' | 'n', _) if self.date_time.is_none() => Index::None,
            _ if flags.contains(PREVIOUS) => Index::Previous,
            (_, 0) => Index::Next,
            (_, number) => Index::Explicit(number),
        };
        let date_time = self.date_time.is_some();
        let number = if index == Index::Previous || index == Index::None { 0 } else { number };
        let specifier = Specifier { index, number, flags, width, precision, date_time, conversion };
        specifier.check()?;
        Ok(specifier)
    }
}

impl Specifier {
    fn check(&self) -> Result<(), Exception> {
        const ALL_NUMERIC: [Flag; 5] = [PLUS, LEADING_SPACE, ZERO_PAD, GROUP, PARENTHESES];
        match self.conversion {
            _ if self.date_time => {
                self.check_no_precision()?;
                if !"HIklMNLQpsSTzZaAbBCdehjmyYrRcDF".contains(self.conversion) {
                    return Err(unknown(&format!("t{}", self.conversion)));
                }
                self.refuse(ALTERNATE)?;
                ALL_NUMERIC.iter().try_for_each(|&flag| self.refuse(flag))?;
                self.check_width(LEFT_JUSTIFY)
            }
            'b' | 'h' | 's' => {
                if self.conversion != 's' {
                    self.refuse(ALTERNATE)?;
                }
                self.check_width(LEFT_JUSTIFY)?;
                ALL_NUMERIC.iter().try_for_each(|&flag| self.refuse(flag))
            }
            'c' => {
                self.check_no_precision()?;
                self.refuse(ALTERNATE)?;
                ALL_NUMERIC.iter().try_for_each(|&flag| self.refuse(flag))?;
                self.check_width(LEFT_JUSTIFY)
            }
            'd' | 'o' | 'x' => {
                self.check_numeric()?;
                self.check_no_precision()?;
                self.refuse(if self.conversion == 'd' { ALTERNATE } else { GROUP })
            }
            'a' => {
                self.check_numeric()?;
                self.refuse(PARENTHESES)?;
                self.refuse(GROUP)
            }
            'e' => self.check_numeric().and_then(|()| self.refuse(GROUP)),
            'g' => self.check_numeric().and_then(|()| self.refuse(ALTERNATE)),
            'f' => self.check_numeric(),
            '%' => {
                self.check_no_precision()?;
                if self.flags.0 & !LEFT_JUSTIFY != 0 {
                    return Err(self.illegal_flags());
                }
                self.check_width(LEFT_JUSTIFY)
            }
            _ => {
                self.check_no_precision()?;
                match self.width {
                    Some(width) => Err(illegal_width(width)),
                    None if self.flags != Flags::default() => Err(self.illegal_flags()),
                    None => Ok(()),
                }
            }
        }
    }

    fn check_numeric(&self) -> Result<(), Exception> {
        self.check_width(LEFT_JUSTIFY)?;
        self.check_width(ZERO_PAD)?;
        let has = |flag| self.flags.contains(flag);
        if has(PLUS | LEADING_SPACE) || has(LEFT_JUSTIFY | ZERO_PAD) {
            return Err(self.illegal_flags());
        }
        Ok(())
    }

    /// A flag that pads is of no use without a width.
    fn check_width(&self, flag: Flag) -> Result<(), Exception> {
        if self.width.is_none() && self.flags.contains(flag) {
            return Err(Exception::new("java.util.MissingFormatWidthException", self.to_string()));
        }
        Ok(())
    }

    fn check_no_precision(&self) -> Result<(), Exception> {
        self.precision.map_or(Ok(()), |precision| Err(illegal_precision(precision)))
    }

    /// Throws where the flag is set, which the conversion has no use for.
    pub(super) fn refuse(&self, flag: Flag) -> Result<(), Exception> {
        if !self.flags.contains(flag) {
            return Ok(());
        }
        Err(Exception::new(
            "java.util.FormatFlagsConversionMismatchException",
            format!("Conversion = {}, Flags = {}", self.conversion, Flags(flag)),
        ))
    }

    fn illegal_flags(&self) -> Exception {
        Exception::new("java.util.IllegalFormatFlagsException", format!("Flags = '{}'", self.flags))
    }

    pub(super) fn wrong_type(&self, argument: &Argument<'_>) -> Exception {
        let message = format!("{} != {}", self.conversion, argument.class());
        Exception::new("java.util.IllegalFormatConversionException", message)
    }
}

impl fmt::Display for Specifier {
    /// The specifier as messages quote it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "%{}", Flags(self.flags.0 & !UPPERCASE))?;
        if self.number > 0 {
            write!(out, "{}$", self.number)?;
        }
        if let Some(width) = self.width {
            write!(out, "{width}")?;
        }
        if let Some(precision) = self.precision {
            write!(out, ".{precision}")?;
        }
        let uppercase = self.flags.contains(UPPERCASE);
        if self.date_time {
            out.write_str(if uppercase { "T" } else { "t" })?;
        }
        write!(out, "{}", if uppercase { self.conversion.to_ascii_uppercase() } else { self.conversion })
    }
}

fn split_while(text: &str, accepts: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|character| !accepts(character)).unwrap_or(text.len()))
}

fn read_index(digits: &str) -> Result<i32, Exception> {
    let message = match digits.parse() {
        Ok(0) => "Illegal format argument index = 0",
        Ok(number) => return Ok(number),
        Err(_) => "Format argument index: (not representable as int)",
    };
    Err(Exception::new("java.util.IllegalFormatArgumentIndexException", message))
}

fn read_flags(text: &str) -> Result<Flags, Exception> {
    let mut flags = Flags::default();
    for flag in text.chars().filter_map(Flags::of) {
        if flags.contains(flag) {
            let message = format!("Flags = '{}'", Flags(flag));
            return Err(Exception::new("java.util.DuplicateFormatFlagsException", message));
        }
        flags.0 |= flag;
    }
    Ok(flags)
}

fn unknown(conversion: &str) -> Exception {
    let message = format!("Conversion = '{conversion}'");
    Exception::new("java.util.UnknownFormatConversionException", message)
}

fn illegal_width(width: i32) -> Exception {
    Exception::new("java.util.IllegalFormatWidthException", width.to_string())
}

fn illegal_precision(precision: i32) -> Exception {
    Exception::new("java.util.IllegalFormatPrecisionException", precision.to_string())
}
