//! Sums, products, powers, signs.

use super::BigDecimal;
use super::scale::check_scale;
use crate::java::number::powers::times_ten_to;
use crate::java::{Exception, Failure};
use num_bigint::BigInt;

impl BigDecimal {
    /// `add(BigDecimal)`: the scale is the larger of both.
    ///
    /// # Errors
    /// The limit, where the scales lie far apart.
    ///
    /// ```
    /// use vtlgate::java::number::BigDecimal;
    /// let sum = BigDecimal::new(15, 1).add(&BigDecimal::new(25, 2), 1 << 16)?;
    /// assert_eq!(sum.to_string(), "1.75");
    /// # Ok::<(), vtlgate::java::Failure>(())
    /// ```
    pub fn add(&self, augend: &Self, maximum_bits: u64) -> Result<Self, Failure> {
        self.aligned(augend, maximum_bits, |left, right| left + right)
    }

    /// `subtract(BigDecimal)`.
    ///
    /// # Errors
    /// As [`BigDecimal::add`].
    pub fn subtract(&self, subtrahend: &Self, maximum_bits: u64) -> Result<Self, Failure> {
        self.aligned(subtrahend, maximum_bits, |left, right| left - right)
    }

    fn aligned(
        &self,
        other: &Self,
        maximum_bits: u64,
        operation: impl Fn(BigInt, BigInt) -> BigInt,
    ) -> Result<Self, Failure> {
        let raise = i64::from(self.scale) - i64::from(other.scale);
        check_scale(&self.unscaled, -raise.min(0))?;
        check_scale(&other.unscaled, raise.max(0))?;
        let left = times_ten_to(&self.unscaled, -raise, maximum_bits)?;
        let right = times_ten_to(&other.unscaled, raise, maximum_bits)?;
        Ok(Self::new(operation(left, right), self.scale.max(other.scale)))
    }

    /// `multiply(BigDecimal)`: the scale is the sum of both.
    ///
    /// # Errors
    /// `ArithmeticException` where the scale leaves the range of an int; the limit.
    pub fn multiply(&self, multiplicand: &Self, maximum_bits: u64) -> Result<Self, Failure> {
        let scale = check_scale(&self.unscaled, i64::from(self.scale) + i64::from(multiplicand.scale))?;
        if self.unscaled.bits() + multiplicand.unscaled.bits() > maximum_bits.max(128) {
            return Err(Failure::LimitExceeded);
        }
        Ok(Self::new(&self.unscaled * &multiplicand.unscaled, scale))
    }

    /// `pow(int)`.
    ///
    /// # Errors
    /// `ArithmeticException` for an exponent below 0 or above 999999999; the limit.
    pub fn pow(&self, exponent: i32, maximum_bits: u64) -> Result<Self, Failure> {
        if !(0..=999_999_999).contains(&exponent) {
            return Err(Exception::arithmetic("Invalid operation").into());
        }
        let scale = check_scale(&self.unscaled, i64::from(self.scale) * i64::from(exponent))?;
        Ok(Self::new(crate::java::number::big_integer::pow(&self.unscaled, exponent, maximum_bits)?, scale))
    }

    /// `negate()`.
    pub fn negate(&self) -> Self {
        Self::new(-&self.unscaled, self.scale)
    }

    /// `abs()`.
    pub fn abs(&self) -> Self {
        if self.signum() < 0 { self.negate() } else { self.clone() }
    }
}
