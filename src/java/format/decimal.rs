//! The conversions `e`, `f` and `g` of `BigDecimal`.

use super::flags::{ALTERNATE, UPPERCASE};
use super::layout::{Output, leading_sign, push_magnitude, trailing_sign, width};
use super::specifier::Specifier;
use crate::java::Failure;
use crate::java::number::{BigDecimal, RoundingMode};

pub(super) fn print(specifier: &Specifier, value: &BigDecimal, output: &mut Output) -> Result<(), Failure> {
    output.reserve(width(specifier))?;
    let negative = value.signum() < 0;
    let value = value.abs();
    let mut text = leading_sign(specifier, negative).to_owned();
    let precision = i64::from(specifier.precision.unwrap_or(6));
    let (mantissa, exponent) = match specifier.conversion {
        'e' => scientific(specifier, &value, precision, output)?,
        'f' => plain(specifier, &value, precision, output)?,
        _ => general(specifier, &value, precision.max(1), output)?,
    };
    push_magnitude(&mut text, &mantissa, specifier, negative, exponent.len());
    text.push_str(&exponent);
    text.push_str(trailing_sign(specifier, negative));
    if specifier.flags.contains(UPPERCASE) {
        text.make_ascii_uppercase();
    }
    output.push_justified(&text, specifier)
}

/// Digits with a point, and the exponent with its letter.
type Parts = (String, String);

fn general(
    specifier: &Specifier,
    value: &BigDecimal,
    precision: i64,
    output: &Output,
) -> Result<Parts, Failure> {
    let value = &value.round(u32::try_from(precision).unwrap_or(u32::MAX), RoundingMode::HalfUp)?;
    // Only the zero without a scale is plain: 0.00 is below the ten-thousandth.
    let plain_zero = value.signum() == 0 && value.scale() == 0;
    let least = BigDecimal::new(1, 4);
    let end = BigDecimal::new(1, -i32::try_from(precision).unwrap_or(i32::MAX));
    if plain_zero || value.compare_to(&least).is_ge() && value.compare_to(&end).is_lt() {
        let exponent = value.precision() as i64 - 1 - i64::from(value.scale());
        return plain(specifier, value, precision - exponent - 1, output);
    }
    scientific(specifier, value, precision - 1, output)
}

fn scientific(
    specifier: &Specifier,
    value: &BigDecimal,
    precision: i64,
    output: &Output,
) -> Result<Parts, Failure> {
    let available = value.precision() as i64 - 1;
    let kept = available.min(precision) + 1;
    let rounded = value.round(u32::try_from(kept).unwrap_or(u32::MAX), RoundingMode::HalfUp)?;
    let digits = rounded.unscaled_value().to_string();
    let zeros = usize::try_from(precision - available).unwrap_or(0);
    output.reserve(digits.len().saturating_add(zeros))?;
    let mut mantissa = digits[..1].to_owned();
    if digits.len() > 1 || zeros > 0 || specifier.flags.contains(ALTERNATE) {
        mantissa.push('.');
    }
    mantissa.push_str(&digits[1..]);
    mantissa.extend(std::iter::repeat_n('0', zeros));
    let exponent = digits.len() as i64 - 1 - i64::from(rounded.scale());
    let sign = if exponent < 0 { '-' } else { '+' };
    // For a number without a scale the class library counts digits where it means the exponent: 9 stays alone.
    let alone = rounded.scale() == 0 && exponent == 9;
    let exponent = exponent.unsigned_abs();
    Ok((mantissa, if alone { format!("e{sign}9") } else { format!("e{sign}{exponent:02}") }))
}

fn plain(
    specifier: &Specifier,
    value: &BigDecimal,
    precision: i64,
    output: &Output,
) -> Result<Parts, Failure> {
    let scale = i32::try_from(precision).unwrap_or(i32::MAX);
    let rounded = if value.scale() > scale {
        // Fewer digits after the point never take more room.
        value.set_scale(scale, RoundingMode::HalfUp, u64::MAX)?
    } else {
        value.clone()
    };
    let zeros = i64::from(scale) - i64::from(rounded.scale().max(0));
    output.reserve(usize::try_from(precision).unwrap_or(usize::MAX))?;
    let mut mantissa = rounded.to_plain_string(output.room())?;
    if rounded.scale() <= 0 && (zeros > 0 || specifier.flags.contains(ALTERNATE)) {
        mantissa.push('.');
    }
    mantissa.extend(std::iter::repeat_n('0', usize::try_from(zeros).unwrap_or(0)));
    Ok((mantissa, String::new()))
}
