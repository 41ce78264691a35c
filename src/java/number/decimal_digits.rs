//! The decimal digits Java 8 to 18 choose for a binary floating-point number.
//!
//! They are those of the class library's own free-format conversion, which is not always the shortest one:
//! `2E23` prints as `1.9999999999999998E23`, `Math.pow(2, -44)` ends in a digit more than needed, and `4.9E-324` has
//! two digits where one would do (JDK-4511638). Three properties make the difference, and all three are kept here:
//! whole numbers below 2^63 are printed exactly, up to digits the precision cannot carry; the scientific form asks
//! for two digits at least; and the distance within which digits may stop is halved on both sides of a power of two.

use super::natural::Natural;
use std::cmp::Ordering;

/// `0.d₁d₂d₃… × 10^exponent`, never empty, without a sign.
pub(super) struct DecimalDigits {
    digits: [u8; Self::CAPACITY],
    length: usize,
    /// The decimal point stands before digit number `exponent`.
    pub(super) exponent: i32,
}

impl DecimalDigits {
    const CAPACITY: usize = 24;

    /// The digits as ASCII text.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.digits[..self.length]).unwrap_or_default()
    }

    fn empty() -> Self {
        Self { digits: [b'0'; Self::CAPACITY], length: 0, exponent: 0 }
    }

    fn push(&mut self, digit: u8) {
        if self.length < Self::CAPACITY {
            self.digits[self.length] = b'0' + digit;
            self.length += 1;
        }
    }

    /// The digits of a whole number without its trailing zeros.
    fn whole(mut value: u64, dropped: u32) -> Self {
        let mut result = Self::empty();
        let mut length = 0;
        let mut trailing = true;
        let mut reversed = [0u8; Self::CAPACITY];
        result.exponent = dropped as i32;
        while value != 0 {
            let digit = (value % 10) as u8;
            value /= 10;
            result.exponent += 1;
            trailing &= digit == 0;
            if !trailing {
                reversed[length] = digit;
                length += 1;
            }
        }
        for &digit in reversed[..length].iter().rev() {
            result.push(digit);
        }
        result
    }

    /// Adds one to the last digit.
    fn round_up(&mut self) {
        for digit in self.digits[..self.length].iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
        self.digits[0] = b'1';
        self.exponent += 1;
    }
}

/// A positive finite number `significand × 2^(exponent - 52)` with bit 52 of the significand set.
pub(super) struct Binary {
    pub(super) significand: u64,
    pub(super) exponent: i32,
    /// How many bits of the significand the type can hold for this number.
    pub(super) precision: i32,
}

impl Binary {
    /// A positive finite double.
    pub(super) fn from_double(value: f64) -> Self {
        Self::normalized(value.to_bits() & ((1 << 52) - 1), (value.to_bits() >> 52 & 0x7ff) as i32, 52, 1023)
    }

    /// A positive finite float.
    pub(super) fn from_float(value: f32) -> Self {
        let bits = u64::from(value.to_bits());
        Self::normalized(bits & ((1 << 23) - 1), (bits >> 23 & 0xff) as i32, 23, 127)
    }

    fn normalized(fraction: u64, biased: i32, width: u32, bias: i32) -> Self {
        if biased != 0 {
            let significand = (fraction | 1 << width) << (52 - width);
            return Self { significand, exponent: biased - bias, precision: width as i32 + 1 };
        }
        let leading = fraction.max(1).leading_zeros();
        let shift = leading.saturating_sub(63 - width);
        Self {
            significand: fraction << shift << (52 - width),
            exponent: 1 - shift as i32 - bias,
            precision: 64 - leading as i32,
        }
    }

    /// The digits Java prints: as `toString` does with `canonical`, as `Formatter` does without.
    pub(super) fn digits(&self, canonical: bool) -> DecimalDigits {
        let trailing = self.significand.trailing_zeros() as i32;
        let width = 53 - trailing;
        let below_point = (width - self.exponent - 1).max(0);
        if below_point == 0 && (-21..=62).contains(&self.exponent) {
            return self.whole_digits();
        }
        let estimate = self.estimated_exponent();
        let scale = Scale::new(self, estimate, width, below_point);
        let odd = self.significand >> trailing;
        let value_bits = width + scale.value_twos + bits_of_power_of_five(scale.value_fives);
        let ten_bits = scale.unit_twos + 1 + bits_of_power_of_five(scale.unit_fives + 1);
        if value_bits < 32 && ten_bits < 32 {
            generate(Narrow::<i32>::new(odd, &scale), estimate, canonical)
        } else if value_bits < 64 && ten_bits < 64 {
            generate(Narrow::<i64>::new(odd, &scale), estimate, canonical)
        } else {
            generate(Wide::new(odd, &scale), estimate, canonical)
        }
    }

    /// A whole number below 2^63: all its digits, but for those beyond the precision.
    fn whole_digits(&self) -> DecimalDigits {
        let value = if self.exponent >= 52 {
            self.significand << (self.exponent - 52)
        } else {
            self.significand >> (52 - self.exponent)
        };
        let excess = self.exponent - self.precision - 1;
        if self.exponent <= self.precision || excess <= 1 {
            return DecimalDigits::whole(value, 0);
        }
        let dropped = (1u64 << excess).ilog10();
        let unit = 10u64.pow(dropped);
        let rounded = value / unit + u64::from(dropped > 0 && value % unit >= unit / 2);
        DecimalDigits::whole(rounded, dropped)
    }

    /// A quick estimate of the decimal exponent: exact, or one too large.
    #[allow(clippy::approx_constant, reason = "the class library rounds the logarithm here")]
    fn estimated_exponent(&self) -> i32 {
        let fraction = f64::from_bits(1023 << 52 | self.significand & ((1 << 52) - 1));
        let estimate =
            (fraction - 1.5) * 0.289529654 + 0.176091259 + f64::from(self.exponent) * 0.301029995663981;
        estimate.floor() as i32
    }
}

/// The number as a fraction `value / unit`, with `margin / unit` half the distance to its neighbours; each is a
/// product of powers of five and two (the value also of its significand).
struct Scale {
    value_fives: i32,
    value_twos: i32,
    unit_fives: i32,
    unit_twos: i32,
    margin_fives: i32,
    margin_twos: i32,
}

impl Scale {
    fn new(number: &Binary, estimate: i32, width: i32, below_point: i32) -> Self {
        let value_fives = (-estimate).max(0);
        let unit_fives = estimate.max(0);
        let mut value_twos = value_fives + below_point + number.exponent;
        let mut unit_twos = unit_fives + below_point;
        let mut margin_twos = value_twos - number.precision;
        value_twos -= width - 1;
        let common = value_twos.min(unit_twos);
        value_twos -= common;
        unit_twos -= common;
        margin_twos -= common;
        if width == 1 {
            margin_twos -= 1;
        }
        if margin_twos < 0 {
            value_twos -= margin_twos;
            unit_twos -= margin_twos;
            margin_twos = 0;
        }
        Self { value_fives, value_twos, unit_fives, unit_twos, margin_fives: value_fives, margin_twos }
    }
}

/// How many bits five to this power takes; an upper bound from the 27th power on.
fn bits_of_power_of_five(power: i32) -> i32 {
    match u32::try_from(power) {
        Ok(power) if power < 27 => 5u64.pow(power).ilog2() as i32 + 1,
        _ => power * 3,
    }
}

/// One step of the conversion: the next digit, and whether the digits so far are near enough below or above.
struct Step {
    digit: u8,
    low: bool,
    high: bool,
}

/// The remaining value, from which digits are taken one at a time.
trait Remainder {
    fn step(&mut self) -> Step;
    /// How twice the remainder compares to a unit of the last digit.
    fn compare_to_half(&self) -> Ordering;
}

fn generate(mut rest: impl Remainder, estimate: i32, canonical: bool) -> DecimalDigits {
    let mut result = DecimalDigits::empty();
    result.exponent = estimate + 1;
    let mut step = rest.step();
    if step.digit == 0 && !step.high {
        result.exponent -= 1;
    } else {
        result.push(step.digit);
    }
    // The scientific form has a digit after the point, so two digits are taken before it may stop; Formatter always
    // has two taken.
    if !canonical || !(-2..=8).contains(&result.exponent) {
        (step.low, step.high) = (false, false);
    }
    while !step.low && !step.high && result.length < DecimalDigits::CAPACITY {
        step = rest.step();
        result.push(step.digit);
    }
    let up = match (step.high, step.low) {
        (false, _) => false,
        (true, false) => true,
        (true, true) => match rest.compare_to_half() {
            Ordering::Less => false,
            Ordering::Equal => result.digits[result.length.saturating_sub(1)] & 1 == 1,
            Ordering::Greater => true,
        },
    };
    if up {
        result.round_up();
    }
    result
}

/// The remainder where everything fits a machine integer.
struct Narrow<T> {
    value: T,
    unit: T,
    margin: T,
}

macro_rules! narrow {
    ($type:ty) => {
        impl Narrow<$type> {
            fn new(odd: u64, scale: &Scale) -> Self {
                let power =
                    |fives: i32, twos: i32| (5 as $type).wrapping_pow(fives as u32).wrapping_shl(twos as u32);
                Self {
                    value: (odd as $type)
                        .wrapping_mul((5 as $type).wrapping_pow(scale.value_fives as u32))
                        .wrapping_shl(scale.value_twos as u32),
                    unit: power(scale.unit_fives, scale.unit_twos).max(1),
                    margin: power(scale.margin_fives, scale.margin_twos),
                }
            }
        }

        impl Remainder for Narrow<$type> {
            fn step(&mut self) -> Step {
                let digit = (self.value / self.unit) as u8;
                self.value = (self.value % self.unit).wrapping_mul(10);
                self.margin = self.margin.wrapping_mul(10);
                // A margin that overflows is larger than what is left: any digits will do.
                let overflow = self.margin <= 0;
                let low = overflow || self.value < self.margin;
                let high = overflow || self.value.wrapping_add(self.margin) > self.unit.wrapping_mul(10);
                Step { digit, low, high }
            }

            fn compare_to_half(&self) -> Ordering {
                self.value.wrapping_shl(1).wrapping_sub(self.unit.wrapping_mul(10)).cmp(&0)
            }
        }
    };
}

narrow!(i32);
narrow!(i64);

/// The remainder where machine integers are too narrow. Unlike there, a distance equal to the margin is near enough
/// above, as in the class library.
struct Wide {
    value: Natural,
    unit: Natural,
    ten_units: Natural,
    margin: Natural,
}

impl Wide {
    fn new(odd: u64, scale: &Scale) -> Self {
        let unit = Natural::scaled(1, scale.unit_fives as u32, scale.unit_twos as u32);
        let mut ten_units = unit;
        ten_units.multiply(10);
        Self {
            value: Natural::scaled(odd, scale.value_fives as u32, scale.value_twos as u32),
            unit,
            ten_units,
            margin: Natural::scaled(1, scale.margin_fives as u32, scale.margin_twos as u32),
        }
    }
}

impl Remainder for Wide {
    fn step(&mut self) -> Step {
        let digit = self.value.divide_digit(&self.unit);
        self.value.multiply(10);
        self.margin.multiply(10);
        let low = self.value.compare(&self.margin).is_lt();
        let high = self.value.sum(&self.margin).compare(&self.ten_units).is_ge();
        Step { digit, low, high }
    }

    fn compare_to_half(&self) -> Ordering {
        self.value.sum(&self.value).compare(&self.ten_units)
    }
}
