//! Changing the scale and the precision of a number.

use super::{BigDecimal, RoundingMode};
use crate::java::number::powers::{ten_to, times_ten_to};
use crate::java::{Exception, Failure};
use num_bigint::BigInt;
use num_integer::Integer;
use std::cmp::Ordering;

impl BigDecimal {
    /// `setScale(int, RoundingMode)`.
    ///
    /// # Errors
    /// `ArithmeticException` "Rounding necessary" in mode UNNECESSARY; the limit where the scale grows by much.
    ///
    /// ```
    /// use vtlgate::java::number::{BigDecimal, RoundingMode};
    /// let rounded = BigDecimal::new(1255, 3).set_scale(2, RoundingMode::HalfUp, 1 << 16)?;
    /// assert_eq!(rounded.to_string(), "1.26");
    /// # Ok::<(), vtlgate::java::Failure>(())
    /// ```
    pub fn set_scale(&self, scale: i32, mode: RoundingMode, maximum_bits: u64) -> Result<Self, Failure> {
        let raise = i64::from(scale) - i64::from(self.scale);
        if raise >= 0 {
            return Ok(Self::new(times_ten_to(&self.unscaled, raise, maximum_bits)?, scale));
        }
        Ok(Self::new(self.drop_digits(raise.unsigned_abs(), mode)?, scale))
    }

    /// The unscaled value without this many of its last digits. Costs nothing where that is all of them and more.
    fn drop_digits(&self, count: u64, mode: RoundingMode) -> Result<BigInt, Exception> {
        if self.is_zero() {
            return Ok(0.into());
        }
        if count > self.precision() {
            let away = mode.rounds_away(self.signum() < 0, false, || Ordering::Less)?;
            return Ok(BigInt::from(if away { self.signum() } else { 0 }));
        }
        Ok(mode.divide(&self.unscaled, &ten_to(count as u32))?.0)
    }

    /// `round(MathContext)`: at most this many digits; 0 means all.
    ///
    /// # Errors
    /// `ArithmeticException` "Rounding necessary" in mode UNNECESSARY, or where the scale leaves the range of an int.
    pub fn round(&self, precision: u32, mode: RoundingMode) -> Result<Self, Exception> {
        let mut result = self.clone();
        while precision > 0 && result.precision() > u64::from(precision) {
            let count = result.precision() - u64::from(precision);
            let scale = check_computed_scale(i64::from(result.scale) - count as i64)?;
            result = Self::new(result.drop_digits(count, mode)?, scale);
        }
        Ok(result)
    }

    /// `stripTrailingZeros()`; zero becomes 0 without a scale.
    pub fn strip_trailing_zeros(&self) -> Self {
        if self.is_zero() { Self::zero(0) } else { self.clone().stripped_to(i64::MIN) }
    }

    /// Removes trailing zeros as long as the scale stays at least this: many at a time first, then one by one.
    pub(super) fn stripped_to(mut self, preferred: i64) -> Self {
        let least = preferred.max(i64::from(i32::MIN));
        for chunk in [16u32, 1] {
            // Every factor of ten is a factor of two, so most numbers need no division at all.
            while i64::from(self.scale) - least >= i64::from(chunk)
                && self.unscaled.trailing_zeros().is_some_and(|twos| twos >= u64::from(chunk))
            {
                let (quotient, remainder) = self.unscaled.div_rem(&ten_to(chunk));
                if remainder.bits() != 0 {
                    break;
                }
                self = Self::new(quotient, self.scale - chunk as i32);
            }
        }
        self
    }

    /// `movePointLeft(int)`.
    ///
    /// # Errors
    /// `ArithmeticException` where the scale leaves the range of an int; the limit.
    pub fn move_point_left(&self, places: i32, maximum_bits: u64) -> Result<Self, Failure> {
        self.move_point(i64::from(places), maximum_bits)
    }

    /// `movePointRight(int)`.
    ///
    /// # Errors
    /// As [`BigDecimal::move_point_left`].
    pub fn move_point_right(&self, places: i32, maximum_bits: u64) -> Result<Self, Failure> {
        self.move_point(-i64::from(places), maximum_bits)
    }

    fn move_point(&self, places: i64, maximum_bits: u64) -> Result<Self, Failure> {
        if places == 0 {
            return Ok(self.clone());
        }
        let scale = check_scale(&self.unscaled, i64::from(self.scale) + places)?;
        let moved = Self::new(self.unscaled.clone(), scale);
        if scale >= 0 { Ok(moved) } else { moved.set_scale(0, RoundingMode::Unnecessary, maximum_bits) }
    }

    /// `scaleByPowerOfTen(int)`.
    ///
    /// # Errors
    /// `ArithmeticException` where the scale leaves the range of an int.
    pub fn scale_by_power_of_ten(&self, power: i32) -> Result<Self, Exception> {
        let scale = check_scale(&self.unscaled, i64::from(self.scale) - i64::from(power))?;
        Ok(Self::new(self.unscaled.clone(), scale))
    }

    /// `ulp()`: one unit of the last digit.
    pub fn ulp(&self) -> Self {
        Self::new(1, self.scale)
    }
}

/// A scale as an int: out of range it throws, save for zero, which takes the nearest.
pub(super) fn check_scale(value: &BigInt, scale: i64) -> Result<i32, Exception> {
    i32::try_from(scale).or_else(|_| {
        if value.bits() == 0 {
            Ok(saturate(scale))
        } else {
            Err(Exception::arithmetic(if scale > 0 { "Underflow" } else { "Overflow" }))
        }
    })
}

/// A scale that division and rounding compute. What is said about one out of range depends on its lowest 32 bits, in
/// the class library too.
pub(super) fn check_computed_scale(scale: i64) -> Result<i32, Exception> {
    let message = if scale as i32 > 0 { "Underflow" } else { "Overflow" };
    i32::try_from(scale).map_err(|_| Exception::arithmetic(message))
}

/// The nearest int.
pub(super) fn saturate(scale: i64) -> i32 {
    scale.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}
