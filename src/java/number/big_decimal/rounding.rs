//! `java.math.RoundingMode`, and division that rounds.

use crate::java::Exception;
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use std::cmp::Ordering;
use std::str::FromStr;

/// `java.math.RoundingMode`, in the order of its constants, which is that of the legacy `BigDecimal.ROUND_…` numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RoundingMode {
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards positive infinity.
    Ceiling,
    /// Towards negative infinity.
    Floor,
    /// To the nearest; a half away from zero.
    HalfUp,
    /// To the nearest; a half towards zero.
    HalfDown,
    /// To the nearest; a half to the even digit.
    HalfEven,
    /// Throws where rounding would be necessary.
    Unnecessary,
}

impl RoundingMode {
    const ALL: [(Self, &str); 8] = [
        (Self::Up, "UP"),
        (Self::Down, "DOWN"),
        (Self::Ceiling, "CEILING"),
        (Self::Floor, "FLOOR"),
        (Self::HalfUp, "HALF_UP"),
        (Self::HalfDown, "HALF_DOWN"),
        (Self::HalfEven, "HALF_EVEN"),
        (Self::Unnecessary, "UNNECESSARY"),
    ];

    /// The mode of a legacy number such as `BigDecimal.ROUND_HALF_UP`.
    ///
    /// # Errors
    /// `IllegalArgumentException`, as `BigDecimal.setScale(int, int)` and `divide` throw it.
    pub fn from_legacy(number: i32) -> Result<Self, Exception> {
        let mode = usize::try_from(number).ok().and_then(|index| Self::ALL.get(index));
        mode.map(|&(mode, _)| mode).ok_or_else(|| Exception::illegal_argument("Invalid rounding mode"))
    }

    /// The name of the constant, `HALF_UP`.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The quotient rounded in this mode, and whether it is exact. The divisor is not zero.
    pub(super) fn divide(self, dividend: &BigInt, divisor: &BigInt) -> Result<(BigInt, bool), Exception> {
        let (mut quotient, remainder) = dividend.div_rem(divisor);
        if remainder.sign() == Sign::NoSign {
            return Ok((quotient, true));
        }
        let negative = (dividend.sign() == Sign::Minus) != (divisor.sign() == Sign::Minus);
        let half = || compare_to_half(remainder.magnitude(), divisor.magnitude());
        if self.rounds_away(negative, quotient.bit(0), half)? {
            quotient += if negative { -1 } else { 1 };
        }
        Ok((quotient, false))
    }

    /// Whether a quotient with a remainder moves away from zero.
    pub(super) fn rounds_away(
        self,
        negative: bool,
        odd: bool,
        half: impl Fn() -> Ordering,
    ) -> Result<bool, Exception> {
        Ok(match self {
            Self::Up => true,
            Self::Down => false,
            Self::Ceiling => !negative,
            Self::Floor => negative,
            Self::HalfUp => half().is_ge(),
            Self::HalfDown => half().is_gt(),
            Self::HalfEven => half().is_gt() || half().is_eq() && odd,
            Self::Unnecessary => return Err(Exception::arithmetic("Rounding necessary")),
        })
    }
}

impl FromStr for RoundingMode {
    type Err = Exception;

    /// `RoundingMode.valueOf(String)`.
    fn from_str(name: &str) -> Result<Self, Exception> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map(|&(mode, _)| mode).ok_or_else(|| {
            Exception::illegal_argument(format!("No enum constant java.math.RoundingMode.{name}"))
        })
    }
}

fn compare_to_half(remainder: &BigUint, divisor: &BigUint) -> Ordering {
    (remainder << 1u32).cmp(divisor)
}
