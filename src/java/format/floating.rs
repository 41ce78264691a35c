//! The conversions `e`, `f`, `g` and `a` of doubles.

use super::Argument;
use super::decimal;
use super::flags::{ALTERNATE, LEADING_SPACE, PLUS, UPPERCASE, ZERO_PAD};
use super::layout::{Output, leading_sign, push_magnitude, trailing_sign, width};
use super::specifier::Specifier;
use crate::java::Failure;
use crate::java::number::floating::double_to_hex_string;
use crate::java::number::formatter_digits;

pub(super) fn print(
    specifier: &Specifier,
    argument: &Argument<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let value = match *argument {
        Argument::Null => return output.push_cut("null", specifier),
        Argument::Float(value) => f64::from(value),
        Argument::Double(value) => value,
        Argument::BigDecimal(_) if specifier.conversion == 'a' => {
            return Err(specifier.wrong_type(argument).into());
        }
        Argument::BigDecimal(value) => return decimal::print(specifier, value, output),
        _ => return Err(specifier.wrong_type(argument).into()),
    };
    output.reserve(width(specifier))?;
    let mut text = String::new();
    if value.is_nan() {
        text.push_str("NaN");
    } else {
        let negative = value.is_sign_negative();
        text.push_str(leading_sign(specifier, negative));
        if value.is_infinite() {
            text.push_str("Infinity");
        } else if specifier.conversion == 'a' {
            push_hexadecimal(&mut text, value.abs(), specifier, output)?;
        } else {
            output.reserve(usize::try_from(specifier.precision.unwrap_or(6)).unwrap_or(usize::MAX))?;
            push_decimal(&mut text, value.abs(), specifier, negative);
        }
        text.push_str(trailing_sign(specifier, negative));
    }
    if specifier.flags.contains(UPPERCASE) {
        text.make_ascii_uppercase();
    }
    output.push_justified(&text, specifier)
}

fn push_decimal(out: &mut String, value: f64, specifier: &Specifier, negative: bool) {
    let precision = i64::from(specifier.precision.unwrap_or(6));
    let mut number = Rounded::new(value);
    let scientific = match specifier.conversion {
        'e' => {
            number.round(precision + 1);
            true
        }
        'f' => {
            number.round(i64::from(number.exponent) + precision);
            false
        }
        _ => {
            let precision = precision.max(1);
            number.round(precision);
            let exponent = i64::from(number.exponent) - 1;
            let small_or_large = value != 0.0 && (exponent < -4 || exponent >= precision);
            let fraction = if small_or_large { precision - 1 } else { precision - exponent - 1 };
            return number.push(out, fraction, small_or_large, specifier, negative);
        }
    };
    number.push(out, precision, scientific, specifier, negative);
}

/// Digits rounded to a precision, as `FormattedFloatingDecimal` has them: rounded once more from those that
/// `Double.toString` would choose, not from the exact value.
struct Rounded {
    digits: Vec<u8>,
    exponent: i32,
    zero: bool,
}

impl Rounded {
    fn new(value: f64) -> Self {
        let (digits, exponent) = formatter_digits(value);
        Self { digits: digits.into_bytes(), exponent, zero: value == 0.0 }
    }

    /// Keeps this many digits; a half is rounded up. Without any digit left, the number is 0 or 1 at the last place.
    fn round(&mut self, count: i64) {
        let Some(count) = usize::try_from(count).ok().filter(|&count| count < self.digits.len()) else {
            return;
        };
        let up = self.digits[count] >= b'5';
        self.digits[count..].fill(b'0');
        if !up {
            return;
        }
        for digit in self.digits[..count].iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
        self.digits[0] = b'1';
        self.exponent += 1;
    }

    fn push(self, out: &mut String, fraction: i64, scientific: bool, specifier: &Specifier, negative: bool) {
        let fraction = usize::try_from(fraction).unwrap_or(0);
        let point = if scientific { 1 } else { self.exponent };
        let mut mantissa = String::new();
        // The digits before the point; where there are none, a zero.
        let whole = usize::try_from(point).unwrap_or(0);
        let digit = |index: usize| self.digits.get(index).map_or('0', |&digit| char::from(digit));
        mantissa.extend((0..whole).map(digit));
        if whole == 0 {
            mantissa.push('0');
        }
        if fraction > 0 || specifier.flags.contains(ALTERNATE) {
            mantissa.push('.');
        }
        let zeros = usize::try_from(-point).unwrap_or(0).min(fraction);
        mantissa.extend(std::iter::repeat_n('0', zeros));
        mantissa.extend((whole..whole + fraction - zeros).map(digit));
        if !scientific {
            return push_magnitude(out, &mantissa, specifier, negative, 0);
        }
        let exponent = if self.zero { 0 } else { self.exponent - 1 };
        let suffix = format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.unsigned_abs());
        push_magnitude(out, &mantissa, specifier, negative, suffix.len());
        out.push_str(&suffix);
    }
}

fn push_hexadecimal(
    out: &mut String,
    value: f64,
    specifier: &Specifier,
    output: &Output,
) -> Result<(), Failure> {
    let precision = specifier.precision.map_or(0, |precision| precision.max(1) as usize);
    output.reserve(precision)?;
    let text = hexadecimal(value, precision);
    let (significand, exponent) = text.split_once('p').unwrap_or((&text, "0"));
    let signed = specifier.flags.0 & (LEADING_SPACE | PLUS) != 0 || !out.is_empty();
    out.push_str("0x");
    if specifier.flags.contains(ZERO_PAD) {
        let padding = width(specifier).saturating_sub(text.len() + 2 + usize::from(signed));
        out.extend(std::iter::repeat_n('0', padding));
    }
    out.push_str(significand);
    let fraction = significand.len() - significand.find('.').map_or(significand.len(), |point| point + 1);
    out.extend(std::iter::repeat_n('0', precision.saturating_sub(fraction)));
    out.push('p');
    out.push_str(exponent);
    Ok(())
}

/// `1.8p0`: as `Double.toHexString` without its prefix, rounded to so many digits after the point where that is not 0.
fn hexadecimal(value: f64, precision: usize) -> String {
    const DIGITS: usize = 13;
    if value == 0.0 || precision == 0 || precision >= DIGITS {
        return double_to_hex_string(value).split_off(2);
    }
    // A subnormal number is shown with a leading one, as the normal ones.
    const RAISE: i32 = 54;
    let subnormal = value < f64::MIN_POSITIVE;
    let value = if subnormal { value * 2f64.powi(RAISE) } else { value };
    let dropped = 4 * (DIGITS - precision) as u32;
    let bits = value.to_bits();
    let (kept, rest, half) = (bits >> dropped, bits & ((1 << dropped) - 1), 1u64 << (dropped - 1));
    let kept = kept + u64::from(rest > half || rest == half && kept & 1 == 1);
    let rounded = f64::from_bits(kept << dropped);
    if rounded.is_infinite() {
        return "1.0p1024".to_owned();
    }
    let text = double_to_hex_string(rounded).split_off(2);
    match text.split_once('p') {
        Some((significand, exponent)) if subnormal => {
            format!("{significand}p{}", exponent.parse().unwrap_or(0) - RAISE)
        }
        _ => text,
    }
}
