//! `java.math.BigDecimal`.

mod arithmetic;
mod compare;
mod convert;
mod division;
mod parse;
mod print;
mod rounding;
mod scale;

pub use rounding::RoundingMode;

use super::powers::decimal_length;
use num_bigint::{BigInt, Sign};

/// A decimal number `unscaled × 10^-scale`, as `java.math.BigDecimal`.
///
/// `PartialEq` is Java's `equals` (2.0 and 2.00 differ); [`BigDecimal::compare_to`] compares the values. `Display` is
/// Java's `toString`. Operations whose result may be much larger than what they are given take the number of bits its
/// unscaled value may have, and answer [`Failure::LimitExceeded`](crate::java::Failure) beyond it.
///
/// ```
/// use vtlgate::java::number::BigDecimal;
/// let price: BigDecimal = "249.90".parse()?;
/// assert_eq!(price.scale(), 2);
/// assert_eq!(price.strip_trailing_zeros().to_string(), "249.9");
/// # Ok::<(), vtlgate::java::Exception>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BigDecimal {
    unscaled: BigInt,
    scale: i32,
}

impl BigDecimal {
    /// `new BigDecimal(BigInteger, int)`, and `valueOf(long, int)`.
    pub fn new(unscaled: impl Into<BigInt>, scale: i32) -> Self {
        Self { unscaled: unscaled.into(), scale }
    }

    /// The constant `ZERO`, and with another scale what Java answers for zeros of that scale.
    pub(super) fn zero(scale: i32) -> Self {
        Self::new(0, scale)
    }

    /// `scale()`.
    pub fn scale(&self) -> i32 {
        self.scale
    }

    /// `unscaledValue()`.
    pub fn unscaled_value(&self) -> &BigInt {
        &self.unscaled
    }

    /// `precision()`: the number of digits of the unscaled value; 1 for zero.
    pub fn precision(&self) -> u64 {
        decimal_length(&self.unscaled)
    }

    /// `signum()`: -1, 0 or 1.
    pub fn signum(&self) -> i32 {
        match self.unscaled.sign() {
            Sign::Minus => -1,
            Sign::NoSign => 0,
            Sign::Plus => 1,
        }
    }

    /// `hashCode()`.
    pub fn hash_code(&self) -> i32 {
        super::hash::big_integer(&self.unscaled).wrapping_mul(31).wrapping_add(self.scale)
    }

    fn is_zero(&self) -> bool {
        self.unscaled.sign() == Sign::NoSign
    }
}
