//! From and to other numbers.

use super::{BigDecimal, RoundingMode};
use crate::java::number::{big_integer, double_to_string};
use crate::java::{Exception, Failure};
use num_bigint::BigInt;

/// No integer part that fits a long is longer.
const LONG_DIGITS: i32 = 19;

impl BigDecimal {
    /// `new BigDecimal(double)`: the exact value, so that 0.1 has 55 digits.
    ///
    /// # Errors
    /// `NumberFormatException` "Infinite or NaN".
    pub fn from_exact_double(value: f64) -> Result<Self, Exception> {
        if !value.is_finite() {
            return Err(Exception::number_format("Infinite or NaN"));
        }
        let bits = value.to_bits();
        let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7ff) as i32);
        let (mut significand, mut exponent) =
            if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
        if significand == 0 {
            return Ok(Self::zero(0));
        }
        let shift = significand.trailing_zeros();
        significand >>= shift;
        exponent += shift as i32;
        let magnitude = BigInt::from(significand);
        let unscaled = if exponent < 0 {
            magnitude * BigInt::from(5).pow(exponent.unsigned_abs())
        } else {
            magnitude << exponent
        };
        Ok(Self::new(if value < 0.0 { -unscaled } else { unscaled }, (-exponent).max(0)))
    }

    /// `valueOf(double)`: the number that `Double.toString` prints.
    ///
    /// # Errors
    /// `NumberFormatException` for infinities and NaN.
    pub fn from_double(value: f64) -> Result<Self, Exception> {
        double_to_string(value).parse()
    }

    /// `doubleValue()`: the nearest double; halves go to the even one.
    pub fn double_value(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// `floatValue()`: the nearest float; halves go to the even one.
    pub fn float_value(&self) -> f32 {
        self.to_string().parse().unwrap_or(f32::NAN)
    }

    /// `toBigInteger()`: without the digits after the point.
    ///
    /// # Errors
    /// The limit.
    pub fn to_big_integer(&self, maximum_bits: u64) -> Result<BigInt, Failure> {
        Ok(self.set_scale(0, RoundingMode::Down, maximum_bits)?.unscaled)
    }

    /// `toBigIntegerExact()`.
    ///
    /// # Errors
    /// `ArithmeticException` "Rounding necessary" where digits after the point are not zero; the limit.
    pub fn to_big_integer_exact(&self, maximum_bits: u64) -> Result<BigInt, Failure> {
        Ok(self.set_scale(0, RoundingMode::Unnecessary, maximum_bits)?.unscaled)
    }

    /// `longValue()`: the lowest 64 bits of the whole part.
    pub fn long_value(&self) -> i64 {
        // Beyond 64 zeros the lowest 64 bits are zero, since every ten has a factor of two.
        if self.scale <= -64 {
            return 0;
        }
        self.to_big_integer(u64::MAX).map_or(0, |whole| big_integer::long_value(&whole))
    }

    /// `intValue()`: the lowest 32 bits of the whole part.
    pub fn int_value(&self) -> i32 {
        self.long_value() as i32
    }

    /// `longValueExact()`.
    ///
    /// # Errors
    /// `ArithmeticException` "Overflow" or "Rounding necessary".
    pub fn long_value_exact(&self) -> Result<i64, Exception> {
        if self.is_zero() {
            return Ok(0);
        }
        // The class library counts in an int, so that the largest numbers seem to have no whole digits.
        let whole_digits = (self.precision() as i32).wrapping_sub(self.scale);
        if whole_digits > LONG_DIGITS {
            return Err(Exception::arithmetic("Overflow"));
        }
        if whole_digits <= 0 {
            return Err(Exception::arithmetic("Rounding necessary"));
        }
        match self.to_big_integer_exact(u64::MAX) {
            Ok(whole) => i64::try_from(whole).map_err(|_| Exception::arithmetic("Overflow")),
            Err(_) => Err(Exception::arithmetic("Rounding necessary")),
        }
    }

    /// `intValueExact()`.
    ///
    /// # Errors
    /// As [`BigDecimal::long_value_exact`].
    pub fn int_value_exact(&self) -> Result<i32, Exception> {
        self.narrowed()
    }

    /// `shortValueExact()`.
    ///
    /// # Errors
    /// As [`BigDecimal::long_value_exact`].
    pub fn short_value_exact(&self) -> Result<i16, Exception> {
        self.narrowed()
    }

    /// `byteValueExact()`.
    ///
    /// # Errors
    /// As [`BigDecimal::long_value_exact`].
    pub fn byte_value_exact(&self) -> Result<i8, Exception> {
        self.narrowed()
    }

    fn narrowed<T: TryFrom<i64>>(&self) -> Result<T, Exception> {
        T::try_from(self.long_value_exact()?).map_err(|_| Exception::arithmetic("Overflow"))
    }
}

impl From<BigInt> for BigDecimal {
    /// `new BigDecimal(BigInteger)`.
    fn from(value: BigInt) -> Self {
        Self::new(value, 0)
    }
}

impl From<i64> for BigDecimal {
    /// `new BigDecimal(long)`, `valueOf(long)`.
    fn from(value: i64) -> Self {
        Self::new(value, 0)
    }
}
