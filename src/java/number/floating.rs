//! `Double.parseDouble`, `Float.parseFloat` and what else the classes of floating-point numbers do.

use crate::java::Exception;
use std::cmp::Ordering;

/// `Double.parseDouble(String)`: white space around is ignored, `NaN`, `Infinity`, decimal and hexadecimal numbers,
/// and the suffixes of literals are read.
///
/// # Errors
/// `NumberFormatException` with Java's message.
///
/// ```
/// use vtlgate::java::number::floating::parse_double;
/// assert_eq!(parse_double(" 1.5e3f "), Ok(1500.0));
/// assert_eq!(parse_double("0x1.8p1"), Ok(3.0));
/// assert_eq!(parse_double("").unwrap_err().message(), Some("empty String"));
/// ```
pub fn parse_double(text: &str) -> Result<f64, Exception> {
    parse(text, &Format::DOUBLE, |decimal| decimal.parse().ok(), f64::from_bits)
}

/// `Float.parseFloat(String)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn parse_float(text: &str) -> Result<f32, Exception> {
    parse(text, &Format::FLOAT, |decimal| decimal.parse().ok(), |bits| f32::from_bits(bits as u32))
}

/// `Double.compare`, which is also `compareTo`: NaN is the largest, and 0.0 is above -0.0.
pub fn compare(value: f64, other: f64) -> Ordering {
    let key = |number: f64| if number.is_nan() { f64::NAN.abs() } else { number };
    key(value).total_cmp(&key(other))
}

/// `Double.equals`: NaN equals NaN, 0.0 differs from -0.0.
pub fn equals(value: f64, other: f64) -> bool {
    compare(value, other).is_eq()
}

/// `Double.max`, `Math.max`: NaN where one is NaN.
pub fn max(value: f64, other: f64) -> f64 {
    if compare(value, other).is_ge() { value } else { other }
}

/// `Double.min`, `Math.min`: NaN where one is NaN.
pub fn min(value: f64, other: f64) -> f64 {
    match (value.is_nan() || other.is_nan(), compare(value, other).is_le()) {
        (true, _) => f64::NAN,
        (false, true) => value,
        (false, false) => other,
    }
}

/// `Double.doubleToLongBits`: every NaN has the same bits.
pub fn double_to_long_bits(value: f64) -> i64 {
    if value.is_nan() { 0x7ff8 << 48 } else { value.to_bits() as i64 }
}

/// `Float.floatToIntBits`: every NaN has the same bits.
pub fn float_to_int_bits(value: f32) -> i32 {
    if value.is_nan() { 0x7fc0 << 16 } else { value.to_bits() as i32 }
}

/// `Double.toHexString(double)`.
///
/// ```
/// assert_eq!(vtlgate::java::number::floating::double_to_hex_string(1.5), "0x1.8p0");
/// ```
pub fn double_to_hex_string(value: f64) -> String {
    let bits = value.to_bits();
    hex_string(value, bits & ((1 << 52) - 1), (bits >> 52 & 0x7ff) as i32, &Format::DOUBLE)
}

/// `Float.toHexString(float)`.
pub fn float_to_hex_string(value: f32) -> String {
    let bits = u64::from(value.to_bits());
    // Three hexadecimal digits hold 12 bits, and 23 of a float leave one over.
    let fraction = (bits & ((1 << 23) - 1)) << 1;
    hex_string(f64::from(value), fraction, (bits >> 23 & 0xff) as i32, &Format::FLOAT)
}

fn hex_string(value: f64, fraction: u64, biased: i32, format: &Format) -> String {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return format!("{sign}Infinity");
    }
    let width = (format.precision as usize).div_ceil(4) - usize::from(format.precision % 4 == 1);
    let digits = format!("{fraction:0width$x}");
    let digits = match digits.trim_end_matches('0') {
        "" => "0",
        digits => digits,
    };
    let exponent = match (value == 0.0, biased) {
        (true, _) => 0,
        (false, 0) => format.least_exponent + format.precision as i64 - 1,
        (false, biased) => i64::from(biased) + format.least_exponent + format.precision as i64 - 2,
    };
    format!("{sign}0x{}.{digits}p{exponent}", u8::from(biased != 0))
}

/// A binary format of IEEE 754.
struct Format {
    /// The bits of a significand.
    precision: u32,
    /// The weight of the last bit of the smallest number.
    least_exponent: i64,
    /// The largest biased exponent, which is that of infinity.
    infinite_exponent: u64,
}

impl Format {
    const DOUBLE: Self = Self { precision: 53, least_exponent: -1074, infinite_exponent: 2047 };
    const FLOAT: Self = Self { precision: 24, least_exponent: -149, infinite_exponent: 255 };

    /// The bits of `significand × 2^exponent`, rounded once, halves to even. The lowest bit of a significand with more
    /// than 60 bits may stand for bits below it.
    fn nearest(&self, significand: u64, exponent: i64) -> u64 {
        if significand == 0 {
            return 0;
        }
        let width = i64::from(64 - significand.leading_zeros());
        let last = (exponent.saturating_add(width) - i64::from(self.precision)).max(self.least_exponent);
        let dropped = last.saturating_sub(exponent);
        let kept = match dropped {
            ..=0 => significand.checked_shl(dropped.unsigned_abs() as u32).unwrap_or(0),
            1..=63 => {
                let kept = significand >> dropped;
                let rest = significand & ((1 << dropped) - 1);
                let half = 1 << (dropped - 1);
                kept + u64::from(rest > half || rest == half && kept & 1 == 1)
            }
            64 => u64::from(significand > 1 << 63),
            _ => 0,
        };
        // The hidden bit of a normal number raises the exponent by one.
        let biased = (last - self.least_exponent) as u64;
        let infinity = self.infinite_exponent << (self.precision - 1);
        if biased >= self.infinite_exponent {
            return infinity;
        }
        ((biased << (self.precision - 1)) + kept).min(infinity)
    }
}

fn parse<T: std::ops::Neg<Output = T>>(
    text: &str,
    format: &Format,
    decimal: impl Fn(&str) -> Option<T>,
    from_bits: impl Fn(u64) -> T,
) -> Result<T, Exception> {
    let text = text.trim_matches(|character| character <= ' ');
    if text.is_empty() {
        return Err(Exception::number_format("empty String"));
    }
    let malformed = || Exception::number_format(format!("For input string: \"{text}\""));
    let negative = text.starts_with('-');
    let unsigned = if negative || text.starts_with('+') { &text[1..] } else { text };
    let infinity = format.infinite_exponent << (format.precision - 1);
    let magnitude = match unsigned {
        "NaN" => return Ok(from_bits(infinity | 1 << (format.precision - 2))),
        "Infinity" => from_bits(infinity),
        _ => match unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X")) {
            Some(hexadecimal) => {
                let (significand, exponent) = read_hexadecimal(hexadecimal).ok_or_else(malformed)?;
                from_bits(format.nearest(significand, exponent))
            }
            None => {
                let number = decimal_number(unsigned, malformed)?;
                decimal(number).ok_or_else(malformed)?
            }
        },
    };
    Ok(if negative { -magnitude } else { magnitude })
}

/// The number without its suffix, once it is sure to be one.
fn decimal_number(text: &str, malformed: impl Fn() -> Exception) -> Result<&str, Exception> {
    let significand =
        text.len() - text.trim_start_matches(|character: char| is_digit_or_point(character)).len();
    let (significand, rest) = text.split_at(significand);
    if significand.matches('.').count() > 1 {
        return Err(Exception::number_format("multiple points"));
    }
    let mut length = significand.len();
    if significand.len() == significand.matches('.').count() {
        return Err(malformed());
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let unsigned = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Err(malformed());
        }
        length = text.len() - unsigned.len() + digits;
    }
    let (number, suffix) = text.split_at(length);
    if matches!(suffix, "" | "f" | "F" | "d" | "D") { Ok(number) } else { Err(malformed()) }
}

fn is_digit_or_point(character: char) -> bool {
    character.is_ascii_digit() || character == '.'
}

/// What follows `0x`: the significand, of which the lowest bit also stands for all bits lost, and its exponent.
fn read_hexadecimal(text: &str) -> Option<(u64, i64)> {
    let text =
        text.strip_suffix(['f', 'F', 'd', 'D']).filter(|rest| rest.contains(['p', 'P'])).unwrap_or(text);
    let (digits, exponent) = text.split_once(['p', 'P'])?;
    let (negative, unsigned) = match exponent.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, exponent.strip_prefix('+').unwrap_or(exponent)),
    };
    if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let magnitude = unsigned.parse::<i64>().unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
    let mut exponent = if negative { -magnitude } else { magnitude };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut significand = 0u64;
    for (index, character) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = u64::from(character.to_digit(16)?);
        let below_point = index >= whole.len();
        if significand < 1 << 60 {
            significand = significand << 4 | digit;
            exponent -= if below_point { 4 } else { 0 };
        } else {
            significand |= u64::from(digit != 0);
            exponent += if below_point { 0 } else { 4 };
        }
    }
    Some((significand, exponent))
}
