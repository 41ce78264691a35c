//! `hashCode` of strings and numbers.

use num_bigint::{BigInt, Sign};

/// `String.hashCode`: over UTF-16 units.
///
/// ```
/// assert_eq!(vtlgate::java::number::hash::string("hello"), 99162322);
/// ```
pub fn string(text: &str) -> i32 {
    if text.is_ascii() {
        return text.bytes().fold(0, |hash: i32, unit| next(hash, i32::from(unit)));
    }
    text.encode_utf16().fold(0, |hash: i32, unit| next(hash, i32::from(unit)))
}

/// `Boolean.hashCode`.
pub fn boolean(value: bool) -> i32 {
    if value { 1231 } else { 1237 }
}

/// `Long.hashCode`.
pub fn long(value: i64) -> i32 {
    (value ^ (value as u64 >> 32) as i64) as i32
}

/// `Double.hashCode`; every NaN has the same.
pub fn double(value: f64) -> i32 {
    long(if value.is_nan() { 0x7ff8 << 48 } else { value.to_bits() as i64 })
}

/// `Float.hashCode`; every NaN has the same.
pub fn float(value: f32) -> i32 {
    if value.is_nan() { 0x7fc0 << 16 } else { value.to_bits() as i32 }
}

/// `BigInteger.hashCode`: over the 32-bit digits of the magnitude, times the sign.
pub fn big_integer(value: &BigInt) -> i32 {
    let hash = value.iter_u32_digits().rev().fold(0, |hash, digit| next(hash, digit as i32));
    if value.sign() == Sign::Minus { hash.wrapping_neg() } else { hash }
}

fn next(hash: i32, unit: i32) -> i32 {
    hash.wrapping_mul(31).wrapping_add(unit)
}
