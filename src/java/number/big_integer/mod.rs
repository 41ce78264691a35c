//! `java.math.BigInteger`, as functions on [`BigInt`] for what its operators do not say in Java's way.

mod bits;
mod convert;
mod modular;
mod prime;

pub use bits::{and_not, bit_count, bit_length, lowest_set_bit, set_bit, shift_left, shift_right, test_bit};
pub use convert::{
    byte_value_exact, double_value, float_value, int_value, int_value_exact, long_value, long_value_exact,
    parse, short_value_exact, to_string,
};
pub use modular::{divide, gcd, modular_inverse, modular_power, modulo, remainder};
pub use prime::{is_probable_prime, next_probable_prime};

use crate::java::{Exception, Failure};
use num_bigint::{BigInt, Sign};

/// `multiply(BigInteger)`.
///
/// # Errors
/// The limit, where the product may have more bits than this.
pub fn multiply(value: &BigInt, factor: &BigInt, maximum_bits: u64) -> Result<BigInt, Failure> {
    if value.bits() + factor.bits() > maximum_bits.max(128) {
        return Err(Failure::LimitExceeded);
    }
    Ok(value * factor)
}

/// `pow(int)`.
///
/// # Errors
/// `ArithmeticException` "Negative exponent"; the limit, where the power may have more bits than this.
///
/// ```
/// use vtlgate::java::number::big_integer;
/// let googol = big_integer::pow(&10.into(), 100, 1 << 16)?;
/// assert_eq!(big_integer::bit_length(&googol), 333);
/// # Ok::<(), vtlgate::java::Failure>(())
/// ```
pub fn pow(value: &BigInt, exponent: i32, maximum_bits: u64) -> Result<BigInt, Failure> {
    let Ok(exponent) = u32::try_from(exponent) else {
        return Err(Exception::arithmetic("Negative exponent").into());
    };
    if value.bits() > 1 && value.bits().saturating_mul(u64::from(exponent)) > maximum_bits {
        return Err(Failure::LimitExceeded);
    }
    Ok(value.pow(exponent))
}

/// `sqrt()`: rounded down.
///
/// # Errors
/// `ArithmeticException` "Negative BigInteger".
pub fn sqrt(value: &BigInt) -> Result<BigInt, Exception> {
    if value.sign() == Sign::Minus {
        return Err(Exception::arithmetic("Negative BigInteger"));
    }
    Ok(value.sqrt())
}

/// `signum()`: -1, 0 or 1.
pub fn signum(value: &BigInt) -> i32 {
    match value.sign() {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    }
}
