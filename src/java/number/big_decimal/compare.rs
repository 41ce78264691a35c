//! `compareTo`, `min`, `max`.

use super::BigDecimal;
use crate::java::number::powers::ten_to;
use std::cmp::Ordering;

impl BigDecimal {
    /// `compareTo(BigDecimal)`: by value, so that 2.0 and 2.00 are equal.
    pub fn compare_to(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            return self.unscaled.cmp(&other.unscaled);
        }
        match self.signum().cmp(&other.signum()) {
            Ordering::Equal if self.signum() < 0 => other.compare_magnitude(self),
            Ordering::Equal => self.compare_magnitude(other),
            different => different,
        }
    }

    /// Compares the absolute values. Where the first digits have the same weight, the scales differ by no more than
    /// the lengths do, so that aligning them is cheap.
    pub(super) fn compare_magnitude(&self, other: &Self) -> Ordering {
        if self.is_zero() || other.is_zero() {
            return self.unscaled.magnitude().cmp(other.unscaled.magnitude());
        }
        let weight = |number: &Self| number.precision() as i64 - i64::from(number.scale);
        weight(self).cmp(&weight(other)).then_with(|| {
            let raise = i64::from(self.scale) - i64::from(other.scale);
            let factor = ten_to(raise.unsigned_abs() as u32);
            let (left, right) = (self.unscaled.magnitude(), other.unscaled.magnitude());
            if raise < 0 {
                (left * factor.magnitude()).cmp(right)
            } else {
                left.cmp(&(right * factor.magnitude()))
            }
        })
    }

    /// `min(BigDecimal)`: this where both are equal.
    pub fn min<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self.compare_to(other).is_le() { self } else { other }
    }

    /// `max(BigDecimal)`: this where both are equal.
    pub fn max<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self.compare_to(other).is_ge() { self } else { other }
    }
}
