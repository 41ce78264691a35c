//! `toString`, `toEngineeringString`, `toPlainString`.

use super::BigDecimal;
use crate::java::Failure;
use std::fmt::{self, Write};

impl fmt::Display for BigDecimal {
    /// `toString()`: the plain form, or the scientific one for negative scales and small numbers.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_canonical(out, false)
    }
}

impl BigDecimal {
    /// `toEngineeringString()`: as `toString`, with an exponent that is a multiple of three.
    pub fn to_engineering_string(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.write_canonical(&mut text, true);
        text
    }

    /// `toPlainString()`: without an exponent.
    ///
    /// # Errors
    /// The limit, where the text would be longer than `maximum_length` bytes.
    pub fn to_plain_string(&self, maximum_length: usize) -> Result<String, Failure> {
        let digits = self.unscaled.magnitude().to_string();
        let zeros = match self.scale {
            ..0 if self.is_zero() => 0,
            scale @ ..0 => scale.unsigned_abs() as usize,
            scale => (scale as usize + 1).saturating_sub(digits.len()),
        };
        if digits.len().saturating_add(zeros).saturating_add(2) > maximum_length.max(32) {
            return Err(Failure::LimitExceeded);
        }
        let mut text = String::with_capacity(digits.len() + zeros + 2);
        if self.signum() < 0 {
            text.push('-');
        }
        if self.scale <= 0 {
            text.push_str(&digits);
            text.extend(std::iter::repeat_n('0', zeros));
        } else {
            let start = text.len();
            text.extend(std::iter::repeat_n('0', zeros));
            text.push_str(&digits);
            text.insert(start + digits.len() + zeros - self.scale as usize, '.');
        }
        Ok(text)
    }

    fn write_canonical(&self, out: &mut impl Write, engineering: bool) -> fmt::Result {
        let digits = self.unscaled.magnitude().to_string();
        let scale = i64::from(self.scale);
        let weight = digits.len() as i64 - 1 - scale;
        if self.signum() < 0 {
            out.write_char('-')?;
        }
        if scale == 0 {
            return out.write_str(&digits);
        }
        if scale >= 0 && weight >= -6 {
            let zeros = (self.scale as usize + 1).saturating_sub(digits.len());
            let whole = (digits.len() + zeros).saturating_sub(self.scale as usize);
            return match zeros {
                0 => write!(out, "{}.{}", &digits[..whole], &digits[whole..]),
                _ => write!(out, "0.{:0>1$}", digits, self.scale as usize),
            };
        }
        let exponent = if engineering {
            self.write_engineering(&digits, weight, out)?
        } else {
            write_point(&digits, 1, out)?;
            weight
        };
        if exponent == 0 { Ok(()) } else { write!(out, "E{exponent:+}") }
    }

    /// Writes one to three digits before the point, and returns the exponent that goes with them.
    fn write_engineering(&self, digits: &str, weight: i64, out: &mut impl Write) -> Result<i64, fmt::Error> {
        let extra = weight.rem_euclid(3);
        let exponent = weight - extra;
        if self.is_zero() {
            let (text, raise) = [("0", 0), ("0.00", 3), ("0.0", 3)][extra as usize];
            out.write_str(text)?;
            return Ok(exponent + raise);
        }
        write_point(digits, extra as usize + 1, out)?;
        Ok(exponent)
    }
}

/// Writes the digits with a point after the first few of them, filling up with zeros where there are fewer.
fn write_point(digits: &str, whole: usize, out: &mut impl Write) -> fmt::Result {
    if digits.len() > whole {
        write!(out, "{}.{}", &digits[..whole], &digits[whole..])
    } else {
        write!(out, "{digits:0<whole$}")
    }
}
