//! Signs, grouping, padding: what all conversions share.

use super::flags::{GROUP, LEADING_SPACE, LEFT_JUSTIFY, PARENTHESES, PLUS, UPPERCASE, ZERO_PAD};
use super::specifier::Specifier;
use crate::java::Failure;
use crate::java::number::character::upper_case_of;

/// The text written so far, which may not grow beyond a limit.
pub(super) struct Output {
    text: String,
    maximum_length: usize,
}

impl Output {
    pub(super) fn new(maximum_length: usize) -> Self {
        Self { text: String::new(), maximum_length }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn push(&mut self, text: &str) -> Result<(), Failure> {
        self.reserve(text.len())?;
        self.text.push_str(text);
        Ok(())
    }

    /// How many more bytes fit.
    pub(super) fn room(&self) -> usize {
        self.maximum_length.saturating_sub(self.text.len())
    }

    /// Fails where so many more bytes do not fit; asked before anything as long is made.
    pub(super) fn reserve(&self, length: usize) -> Result<(), Failure> {
        if self.text.len().saturating_add(length) > self.maximum_length {
            return Err(Failure::LimitExceeded);
        }
        Ok(())
    }

    /// Writes text cut to the precision, in upper case where asked for, padded to the width.
    pub(super) fn push_cut(&mut self, text: &str, specifier: &Specifier) -> Result<(), Failure> {
        let precision = specifier.precision.and_then(|precision| usize::try_from(precision).ok());
        let cut = match precision {
            Some(precision) if precision < text.len() => Some(cut(text, precision)),
            _ => None,
        };
        let text = cut.as_deref().unwrap_or(text);
        if specifier.flags.contains(UPPERCASE) {
            return self.push_justified(&upper_case_of(text), specifier);
        }
        self.push_justified(text, specifier)
    }

    /// Writes text padded with spaces to the width.
    pub(super) fn push_justified(&mut self, text: &str, specifier: &Specifier) -> Result<(), Failure> {
        let length = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
        let padding = width(specifier).saturating_sub(length);
        self.reserve(text.len().saturating_add(padding))?;
        let left = specifier.flags.contains(LEFT_JUSTIFY);
        if left {
            self.text.push_str(text);
        }
        self.text.extend(std::iter::repeat_n(' ', padding));
        if !left {
            self.text.push_str(text);
        }
        Ok(())
    }
}

/// The first UTF-16 units of a text.
fn cut(text: &str, length: usize) -> String {
    let units: Vec<u16> = text.encode_utf16().take(length).collect();
    char::decode_utf16(units).map(|unit| unit.unwrap_or('?')).collect()
}

/// The width, or 0 without one.
pub(super) fn width(specifier: &Specifier) -> usize {
    specifier.width.and_then(|width| usize::try_from(width).ok()).unwrap_or(0)
}

/// What stands before a number.
pub(super) fn leading_sign(specifier: &Specifier, negative: bool) -> &'static str {
    let has = |flag| specifier.flags.contains(flag);
    match negative {
        true if has(PARENTHESES) => "(",
        true => "-",
        false if has(PLUS) => "+",
        false if has(LEADING_SPACE) => " ",
        false => "",
    }
}

/// What stands after a number.
pub(super) fn trailing_sign(specifier: &Specifier, negative: bool) -> &'static str {
    if negative && specifier.flags.contains(PARENTHESES) { ")" } else { "" }
}

/// Appends digits to the sign already in `out`, grouped and padded with zeros as the flags ask. `suffix` is how much
/// of the width an exponent will take.
pub(super) fn push_magnitude(
    out: &mut String,
    digits: &str,
    specifier: &Specifier,
    negative: bool,
    suffix: usize,
) {
    if specifier.flags.contains(ZERO_PAD) {
        let whole = whole_digits(digits);
        let commas = if specifier.flags.contains(GROUP) { whole.saturating_sub(1) / 3 } else { 0 };
        let taken = out.len() + digits.len() + commas + suffix + trailing_sign(specifier, negative).len();
        out.extend(std::iter::repeat_n('0', width(specifier).saturating_sub(taken)));
    }
    if !specifier.flags.contains(GROUP) {
        return out.push_str(digits);
    }
    let whole = whole_digits(digits);
    for (index, digit) in digits[..whole].chars().enumerate() {
        if index > 0 && (whole - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(&digits[whole..]);
}

fn whole_digits(digits: &str) -> usize {
    digits.find('.').unwrap_or(digits.len())
}
