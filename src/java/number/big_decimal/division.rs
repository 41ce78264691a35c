//! Quotients and remainders.

use super::scale::{check_computed_scale, check_scale, saturate};
use super::{BigDecimal, RoundingMode};
use crate::java::number::powers::times_ten_to;
use crate::java::{Exception, Failure};
use num_bigint::BigInt;
use num_integer::Integer;

const NON_TERMINATING: &str = "Non-terminating decimal expansion; no exact representable decimal result.";

impl BigDecimal {
    /// `divide(BigDecimal)`: the exact quotient, with the scale nearest to the difference of both scales.
    ///
    /// # Errors
    /// `ArithmeticException` for a divisor of zero and for a quotient without an end; the limit.
    ///
    /// ```
    /// use vtlgate::java::number::BigDecimal;
    /// let (one, eight) = (BigDecimal::new(1, 0), BigDecimal::new(8, 0));
    /// assert_eq!(one.divide(&eight, 1 << 16)?.to_string(), "0.125");
    /// # Ok::<(), vtlgate::java::Failure>(())
    /// ```
    pub fn divide(&self, divisor: &Self, maximum_bits: u64) -> Result<Self, Failure> {
        self.check_divisor(divisor)?;
        let preferred = i64::from(self.scale) - i64::from(divisor.scale);
        if self.is_zero() {
            return Ok(Self::zero(saturate(preferred)));
        }
        let common = self.unscaled.gcd(&divisor.unscaled);
        let (numerator, denominator) = (&self.unscaled / &common, &divisor.unscaled / &common);
        let digits = digits_after_point(&denominator).filter(|_| self.may_divide_exactly(divisor, preferred));
        let Some((digits, scale)) =
            digits.and_then(|digits| Some((digits, i32::try_from(preferred + digits as i64).ok()?)))
        else {
            return Err(Exception::arithmetic(NON_TERMINATING).into());
        };
        let quotient = times_ten_to(&numerator, digits as i64, maximum_bits)? / denominator;
        Ok(Self::new(quotient, scale))
    }

    /// Whether the scale stays an int while the class library computes an exact quotient: it starts with more digits
    /// than any such quotient has, and takes it for one without an end where that goes wrong.
    fn may_divide_exactly(&self, divisor: &Self, preferred: i64) -> bool {
        const NEAR_THE_END: u64 = 1 << 30;
        if preferred.unsigned_abs() < NEAR_THE_END {
            return true;
        }
        let digits = divisor.precision() as i64;
        let spare = (10 * digits + 2) / 3 + digits - i64::from(self.digits_above(divisor));
        i32::try_from(preferred).is_ok() && i32::try_from(preferred + spare).is_ok()
    }

    /// Whether the digits, read as a fraction below one, are more than those of the other number.
    fn digits_above(&self, other: &Self) -> bool {
        let fraction =
            |number: &Self| Self::new(number.unscaled.clone(), saturate(number.precision() as i64));
        fraction(self).compare_magnitude(&fraction(other)).is_gt()
    }

    /// `divide(BigDecimal, int, RoundingMode)`. `divide(BigDecimal, RoundingMode)` is the same with this scale.
    ///
    /// # Errors
    /// `ArithmeticException` for a divisor of zero, "Rounding necessary" in mode UNNECESSARY; the limit.
    pub fn divide_to_scale(
        &self,
        divisor: &Self,
        scale: i32,
        mode: RoundingMode,
        maximum_bits: u64,
    ) -> Result<Self, Failure> {
        let wanted = check_scale(&self.unscaled, i64::from(scale) + i64::from(divisor.scale))?;
        let raise = i64::from(wanted) - i64::from(self.scale);
        let dividend = times_ten_to(&self.unscaled, raise, maximum_bits)?;
        if divisor.is_zero() {
            // Java's fast path divides machine integers, which has a message of its own.
            let small = i64::try_from(&dividend).is_ok_and(|value| value != i64::MIN) && raise.abs() < 19;
            let message = if small { "/ by zero" } else { "BigInteger divide by zero" };
            return Err(Exception::arithmetic(message).into());
        }
        let divisor = times_ten_to(&divisor.unscaled, -raise, maximum_bits)?;
        Ok(Self::new(mode.divide(&dividend, &divisor)?.0, scale))
    }

    /// `divide(BigDecimal, MathContext)`: a quotient of at most this many digits; 0 means the exact one.
    ///
    /// # Errors
    /// As [`BigDecimal::divide`] and [`BigDecimal::round`].
    pub fn divide_to_precision(
        &self,
        divisor: &Self,
        precision: u32,
        mode: RoundingMode,
        maximum_bits: u64,
    ) -> Result<Self, Failure> {
        if precision == 0 {
            return self.divide(divisor, maximum_bits);
        }
        self.check_divisor(divisor)?;
        let preferred = i64::from(self.scale) - i64::from(divisor.scale);
        if self.is_zero() {
            return Ok(Self::zero(saturate(preferred)));
        }
        // The quotient of the digits alone lies between 0.1 and 10; one that is above 1 needs one digit less.
        let (dividend_digits, divisor_digits) = (self.precision() as i64, divisor.precision() as i64);
        let above_one = self.digits_above(divisor);
        let raise = i64::from(precision) + divisor_digits - dividend_digits - i64::from(above_one);
        let scale = check_computed_scale(preferred + raise)?;
        check_computed_scale(preferred)?;
        let dividend = times_ten_to(&self.unscaled, raise, maximum_bits)?;
        let divided_by = times_ten_to(&divisor.unscaled, -raise, maximum_bits)?;
        let (quotient, exact) = mode.divide(&dividend, &divided_by)?;
        let quotient = Self::new(quotient, scale);
        let quotient = if exact { quotient.stripped_to(preferred) } else { quotient };
        Ok(quotient.round(precision, mode)?)
    }

    /// `divideToIntegralValue(BigDecimal)`: the whole part of the quotient.
    ///
    /// # Errors
    /// `ArithmeticException` for a divisor of zero; the limit.
    pub fn divide_to_integral_value(&self, divisor: &Self, maximum_bits: u64) -> Result<Self, Failure> {
        let difference = i64::from(self.scale) - i64::from(divisor.scale);
        let preferred = saturate(difference);
        if self.compare_magnitude(divisor).is_lt() {
            return Ok(Self::zero(preferred));
        }
        self.check_divisor(divisor)?;
        if self.is_zero() {
            return Ok(Self::zero(preferred));
        }
        let dividend = times_ten_to(&self.unscaled, -difference, maximum_bits)?;
        let divided_by = times_ten_to(&divisor.unscaled, difference, maximum_bits)?;
        let quotient = Self::new(dividend / divided_by, 0);
        if preferred > 0 {
            return quotient.set_scale(preferred, RoundingMode::Unnecessary, maximum_bits);
        }
        Ok(quotient.stripped_to(i64::from(preferred)))
    }

    /// `remainder(BigDecimal)`; its sign is that of this number.
    ///
    /// # Errors
    /// As [`BigDecimal::divide_to_integral_value`].
    pub fn remainder(&self, divisor: &Self, maximum_bits: u64) -> Result<Self, Failure> {
        let quotient = self.divide_to_integral_value(divisor, maximum_bits)?;
        self.subtract(&quotient.multiply(divisor, maximum_bits)?, maximum_bits)
    }

    fn check_divisor(&self, divisor: &Self) -> Result<(), Exception> {
        match (self.is_zero(), divisor.is_zero()) {
            (_, false) => Ok(()),
            (true, true) => Err(Exception::arithmetic("Division undefined")),
            (false, true) => Err(Exception::arithmetic("Division by zero")),
        }
    }
}

/// How many digits after the point a fraction in lowest terms has, or `None` where they do not end.
fn digits_after_point(denominator: &BigInt) -> Option<u64> {
    let twos = denominator.trailing_zeros().unwrap_or(0);
    let mut odd = denominator.magnitude() >> twos;
    let mut fives = 0;
    for power in [27, 1] {
        let five = num_bigint::BigUint::from(5u64.pow(power));
        loop {
            let (quotient, remainder) = odd.div_rem(&five);
            if remainder.bits() != 0 || quotient.bits() == 0 {
                break;
            }
            odd = quotient;
            fives += u64::from(power);
        }
    }
    (odd.bits() == 1).then_some(twos.max(fives))
}
