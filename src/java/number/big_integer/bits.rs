//! Bits and shifts of a number in two's complement without end.

use crate::java::{Exception, Failure};
use num_bigint::{BigInt, Sign};

/// `bitLength()`: the bits of the shortest two's complement form, without a sign bit.
pub fn bit_length(value: &BigInt) -> u64 {
    match value.sign() {
        Sign::Minus => (!value).bits(),
        _ => value.bits(),
    }
}

/// `bitCount()`: how many bits differ from the sign bit.
pub fn bit_count(value: &BigInt) -> u64 {
    let ones = |number: &BigInt| number.iter_u64_digits().map(|digit| u64::from(digit.count_ones())).sum();
    match value.sign() {
        Sign::Minus => ones(&!value),
        _ => ones(value),
    }
}

/// `getLowestSetBit()`: -1 for zero.
pub fn lowest_set_bit(value: &BigInt) -> i64 {
    value.trailing_zeros().map_or(-1, |index| index as i64)
}

/// `testBit(int)`.
///
/// # Errors
/// `ArithmeticException` "Negative bit address".
pub fn test_bit(value: &BigInt, index: i32) -> Result<bool, Exception> {
    Ok(value.bit(bit_address(index)?))
}

/// `setBit(int)` and, with `on` false, `clearBit(int)`.
///
/// # Errors
/// `ArithmeticException` "Negative bit address"; the limit.
pub fn set_bit(value: &BigInt, index: i32, on: bool, maximum_bits: u64) -> Result<BigInt, Failure> {
    let address = bit_address(index)?;
    let mut result = value.clone();
    if value.bit(address) != on {
        if address >= maximum_bits {
            return Err(Failure::LimitExceeded);
        }
        result.set_bit(address, on);
    }
    Ok(result)
}

/// `andNot(BigInteger)`.
pub fn and_not(value: &BigInt, mask: &BigInt) -> BigInt {
    value & !mask
}

/// `shiftLeft(int)`; a negative distance shifts right.
///
/// # Errors
/// The limit.
pub fn shift_left(value: &BigInt, distance: i32, maximum_bits: u64) -> Result<BigInt, Failure> {
    shift(value, i64::from(distance), maximum_bits)
}

/// `shiftRight(int)`: rounds down, also below zero; a negative distance shifts left.
///
/// # Errors
/// The limit.
pub fn shift_right(value: &BigInt, distance: i32, maximum_bits: u64) -> Result<BigInt, Failure> {
    shift(value, -i64::from(distance), maximum_bits)
}

fn shift(value: &BigInt, left: i64, maximum_bits: u64) -> Result<BigInt, Failure> {
    if left <= 0 {
        return Ok(value >> left.unsigned_abs());
    }
    if value.bits() == 0 {
        return Ok(value.clone());
    }
    if value.bits().saturating_add(left.unsigned_abs()) > maximum_bits {
        return Err(Failure::LimitExceeded);
    }
    Ok(value << left.unsigned_abs())
}

fn bit_address(index: i32) -> Result<u64, Exception> {
    u64::try_from(index).map_err(|_| Exception::arithmetic("Negative bit address"))
}
