//! From and to text and other numbers.

use crate::java::Exception;
use crate::java::number::integer::{self, digit_of_unit};
use crate::java::number::powers::from_digits;
use num_bigint::{BigInt, Sign};

/// `new BigInteger(String, int)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn parse(text: &str, radix: i32) -> Result<BigInt, Exception> {
    if text.is_empty() {
        return Err(Exception::number_format("Zero length BigInteger"));
    }
    let Some(radix) = u32::try_from(radix).ok().filter(|radix| (2..=36).contains(radix)) else {
        return Err(Exception::number_format("Radix out of range"));
    };
    let sign = text.rfind(['-', '+']);
    if sign.is_some_and(|index| index > 0) {
        return Err(Exception::number_format("Illegal embedded sign character"));
    }
    let unsigned = if sign.is_some() { &text[1..] } else { text };
    if unsigned.is_empty() {
        return Err(Exception::number_format("Zero length BigInteger"));
    }
    let significant = without_leading_zeros(unsigned, radix);
    let mut digits = Vec::with_capacity(significant.len());
    for (index, character) in significant.chars().enumerate() {
        let Some(digit) = digit_of_unit(character, radix as i32) else {
            return Err(malformed(significant, index, radix));
        };
        digits.push(digit as u8);
    }
    let magnitude = from_digits(&digits, radix);
    Ok(if text.starts_with('-') { -magnitude } else { magnitude })
}

fn without_leading_zeros(text: &str, radix: u32) -> &str {
    text.trim_start_matches(|character| digit_of_unit(character, radix as i32) == Some(0))
}

/// Java reads groups of as many digits as fit an int, the short one first, and quotes the group it stumbles over.
fn malformed(digits: &str, index: usize, radix: u32) -> Exception {
    let units: Vec<u16> = digits.encode_utf16().collect();
    let index = digits.chars().take(index).map(char::len_utf16).sum::<usize>();
    let size = DIGITS_PER_INT[radix as usize];
    let first = match units.len() % size {
        0 => size,
        rest => rest,
    };
    let start = if index < first { 0 } else { first + (index - first) / size * size };
    let end = if index < first { first } else { start + size };
    let group = String::from_utf16_lossy(&units[start.min(units.len())..end.min(units.len())]);
    integer::malformed(&group, radix as i32)
}

/// How many digits of each radix surely fit a positive int.
const DIGITS_PER_INT: [usize; 37] = [
    1, 1, 30, 19, 15, 13, 11, 11, 10, 9, 9, 8, 8, 8, 8, 7, 7, 7, 7, 7, 7, 7, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6,
    6, 6, 6, 5,
];

/// `toString(int)`; a radix out of range is taken for ten.
pub fn to_string(value: &BigInt, radix: i32) -> String {
    match u32::try_from(radix) {
        Ok(radix @ 2..=36) => value.to_str_radix(radix),
        _ => value.to_string(),
    }
}

/// `longValue()`: the lowest 64 bits.
pub fn long_value(value: &BigInt) -> i64 {
    let lowest = value.iter_u64_digits().next().unwrap_or(0) as i64;
    if value.sign() == Sign::Minus { lowest.wrapping_neg() } else { lowest }
}

/// `intValue()`: the lowest 32 bits.
pub fn int_value(value: &BigInt) -> i32 {
    long_value(value) as i32
}

/// `longValueExact()`.
///
/// # Errors
/// `ArithmeticException` "BigInteger out of long range".
pub fn long_value_exact(value: &BigInt) -> Result<i64, Exception> {
    i64::try_from(value).map_err(|_| Exception::arithmetic("BigInteger out of long range"))
}

/// `intValueExact()`.
///
/// # Errors
/// `ArithmeticException` "BigInteger out of int range".
pub fn int_value_exact(value: &BigInt) -> Result<i32, Exception> {
    i32::try_from(value).map_err(|_| Exception::arithmetic("BigInteger out of int range"))
}

/// `shortValueExact()`.
///
/// # Errors
/// `ArithmeticException` "BigInteger out of short range".
pub fn short_value_exact(value: &BigInt) -> Result<i16, Exception> {
    i16::try_from(value).map_err(|_| Exception::arithmetic("BigInteger out of short range"))
}

/// `byteValueExact()`.
///
/// # Errors
/// `ArithmeticException` "BigInteger out of byte range".
pub fn byte_value_exact(value: &BigInt) -> Result<i8, Exception> {
    i8::try_from(value).map_err(|_| Exception::arithmetic("BigInteger out of byte range"))
}

/// `doubleValue()`: the nearest double, halves to the even one; infinite beyond the range.
pub fn double_value(value: &BigInt) -> f64 {
    let (significand, exponent) = leading_bits(value);
    let magnitude = if exponent > 1024 { f64::INFINITY } else { significand as f64 * 2f64.powi(exponent) };
    if value.sign() == Sign::Minus { -magnitude } else { magnitude }
}

/// `floatValue()`: the nearest float, halves to the even one; infinite beyond the range.
pub fn float_value(value: &BigInt) -> f32 {
    let (significand, exponent) = leading_bits(value);
    let magnitude = if exponent > 128 { f32::INFINITY } else { significand as f32 * 2f32.powi(exponent) };
    if value.sign() == Sign::Minus { -magnitude } else { magnitude }
}

/// The first 64 bits, the last of them set where any bit below is, and the weight of that last bit: what is needed to
/// round once and rightly.
fn leading_bits(value: &BigInt) -> (u64, i32) {
    let magnitude = value.magnitude();
    let excess = magnitude.bits().saturating_sub(64);
    let leading = (magnitude >> excess).iter_u64_digits().next().unwrap_or(0);
    let sticky = magnitude.trailing_zeros().is_some_and(|zeros| zeros < excess);
    (leading | u64::from(sticky), i32::try_from(excess).unwrap_or(i32::MAX))
}
