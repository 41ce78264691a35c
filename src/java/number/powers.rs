//! Powers of ten, and how many digits a number has.

use crate::java::Failure;
use num_bigint::{BigInt, BigUint, Sign};
use std::cmp::Ordering;

/// Ten to this power.
pub(super) fn ten_to(power: u32) -> BigInt {
    match 10u64.checked_pow(power) {
        Some(small) => small.into(),
        None => BigInt::from(10).pow(power),
    }
}

/// The number these digits write; they are values below the radix, not characters.
pub(super) fn from_digits(digits: &[u8], radix: u32) -> BigInt {
    /// From here on two halves and a product are quicker than digit after digit.
    const LONG: usize = 4096;
    if digits.len() < LONG {
        return BigInt::from_radix_be(Sign::Plus, digits, radix).unwrap_or_default();
    }
    let (high, low) = digits.split_at(digits.len() / 2);
    let weight = BigInt::from(radix).pow(u32::try_from(low.len()).unwrap_or(u32::MAX));
    from_digits(high, radix) * weight + from_digits(low, radix)
}

/// `value × 10^power`, unless that takes more bits than allowed.
pub(super) fn times_ten_to(value: &BigInt, power: i64, maximum_bits: u64) -> Result<BigInt, Failure> {
    if power <= 0 || value.bits() == 0 {
        return Ok(value.clone());
    }
    // Ten to the n-th has at most n × 10/3 bits and a remainder.
    let added = power as u64 / 3 * 10 + 4;
    if value.bits().saturating_add(added) > maximum_bits.max(192) {
        return Err(Failure::LimitExceeded);
    }
    let power = u32::try_from(power).map_err(|_| Failure::LimitExceeded)?;
    Ok(value * ten_to(power))
}

/// How many decimal digits a number has, without its sign; 1 for zero.
pub(super) fn decimal_length(value: &BigInt) -> u64 {
    let magnitude = value.magnitude();
    if let Ok(small) = u64::try_from(magnitude) {
        return u64::from(small.checked_ilog10().unwrap_or(0)) + 1;
    }
    // Bits times log₁₀2 is the length, or one more than the length less one.
    let shortest =
        (u128::from(magnitude.bits() - 1) * 30_102_999_566_398_119_521 / 100_000_000_000_000_000_000) as u64;
    let power = BigUint::from(10u8).pow(u32::try_from(shortest + 1).unwrap_or(u32::MAX));
    match magnitude.cmp(&power) {
        Ordering::Less => shortest + 1,
        _ => shortest + 2,
    }
}
