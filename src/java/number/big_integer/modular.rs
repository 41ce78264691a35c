//! Division and arithmetic of remainders.

use crate::java::{Exception, Failure};
use num_bigint::{BigInt, Sign};
use num_integer::Integer;

/// `divide(BigInteger)`: rounds towards zero.
///
/// # Errors
/// `ArithmeticException` "BigInteger divide by zero".
pub fn divide(value: &BigInt, divisor: &BigInt) -> Result<BigInt, Exception> {
    value.checked_div(divisor).ok_or_else(divide_by_zero)
}

/// `remainder(BigInteger)`: has the sign of the dividend.
///
/// # Errors
/// `ArithmeticException` "BigInteger divide by zero".
pub fn remainder(value: &BigInt, divisor: &BigInt) -> Result<BigInt, Exception> {
    if divisor.sign() == Sign::NoSign { Err(divide_by_zero()) } else { Ok(value % divisor) }
}

/// `mod(BigInteger)`: never negative.
///
/// # Errors
/// `ArithmeticException` "BigInteger: modulus not positive".
pub fn modulo(value: &BigInt, modulus: &BigInt) -> Result<BigInt, Exception> {
    check_modulus(modulus)?;
    Ok(value.mod_floor(modulus))
}

/// `modPow(BigInteger, BigInteger)`.
///
/// # Errors
/// `ArithmeticException` "BigInteger: modulus not positive", or for a negative exponent "BigInteger not invertible."
/// The limit, where the exponent or the modulus has more bits than this: the power takes cubic time.
pub fn modular_power(
    value: &BigInt,
    exponent: &BigInt,
    modulus: &BigInt,
    maximum_bits: u64,
) -> Result<BigInt, Failure> {
    check_modulus(modulus)?;
    if modulus.bits().max(exponent.bits()) > maximum_bits {
        return Err(Failure::LimitExceeded);
    }
    let base = value.mod_floor(modulus);
    if exponent.sign() == Sign::Minus {
        return Ok(modular_inverse(&base.modpow(&-exponent, modulus), modulus)?);
    }
    Ok(base.modpow(exponent, modulus))
}

/// `modInverse(BigInteger)`.
///
/// # Errors
/// `ArithmeticException` "BigInteger: modulus not positive" or "BigInteger not invertible."
pub fn modular_inverse(value: &BigInt, modulus: &BigInt) -> Result<BigInt, Exception> {
    check_modulus(modulus)?;
    if modulus.bits() == 1 {
        return Ok(BigInt::ZERO);
    }
    let inverse = value.mod_floor(modulus).modinv(modulus);
    inverse.ok_or_else(|| Exception::arithmetic("BigInteger not invertible."))
}

/// `gcd(BigInteger)`: never negative.
pub fn gcd(value: &BigInt, other: &BigInt) -> BigInt {
    value.gcd(other)
}

fn check_modulus(modulus: &BigInt) -> Result<(), Exception> {
    match modulus.sign() {
        Sign::Plus => Ok(()),
        _ => Err(Exception::arithmetic("BigInteger: modulus not positive")),
    }
}

fn divide_by_zero() -> Exception {
    Exception::arithmetic("BigInteger divide by zero")
}
