//! The conversions `d`, `o` and `x`.

use super::Argument;
use super::flags::{ALTERNATE, LEADING_SPACE, PARENTHESES, PLUS, UPPERCASE, ZERO_PAD};
use super::layout::{Output, leading_sign, push_magnitude, trailing_sign, width};
use super::specifier::Specifier;
use crate::java::Failure;
use num_bigint::{BigInt, Sign};

pub(super) fn print(
    specifier: &Specifier,
    argument: &Argument<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let (value, bits) = match *argument {
        Argument::Null => return output.push_cut("null", specifier),
        Argument::Byte(value) => (i64::from(value), 8),
        Argument::Short(value) => (i64::from(value), 16),
        Argument::Int(value) => (i64::from(value), 32),
        Argument::Long(value) => (value, 64),
        Argument::BigInteger(value) => return print_big(specifier, value, output),
        _ => return Err(specifier.wrong_type(argument).into()),
    };
    output.reserve(width(specifier))?;
    if specifier.conversion == 'd' {
        let digits = value.unsigned_abs().to_string();
        return print_signed(specifier, &digits, value < 0, output);
    }
    for flag in [PARENTHESES, LEADING_SPACE, PLUS] {
        specifier.refuse(flag)?;
    }
    // A negative number is printed in two's complement, as wide as its type.
    let unsigned = value as u64 & (u64::MAX >> (64 - bits));
    let digits = if specifier.conversion == 'o' { format!("{unsigned:o}") } else { format!("{unsigned:x}") };
    print_unsigned(specifier, &digits, false, output)
}

fn print_big(specifier: &Specifier, value: &BigInt, output: &mut Output) -> Result<(), Failure> {
    output.reserve(width(specifier))?;
    let negative = value.sign() == Sign::Minus;
    match specifier.conversion {
        'd' => print_signed(specifier, &value.magnitude().to_string(), negative, output),
        'o' => print_unsigned(specifier, &value.magnitude().to_str_radix(8), negative, output),
        _ => print_unsigned(specifier, &value.magnitude().to_str_radix(16), negative, output),
    }
}

fn print_signed(
    specifier: &Specifier,
    digits: &str,
    negative: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut text = leading_sign(specifier, negative).to_owned();
    push_magnitude(&mut text, digits, specifier, negative, 0);
    text.push_str(trailing_sign(specifier, negative));
    output.push_justified(&text, specifier)
}

/// Octal and hexadecimal digits, of which only a big integer has a sign before them.
fn print_unsigned(
    specifier: &Specifier,
    digits: &str,
    negative: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut text = leading_sign(specifier, negative).to_owned();
    let end = trailing_sign(specifier, negative);
    if specifier.flags.contains(ALTERNATE) {
        text.push_str(if specifier.conversion == 'o' { "0" } else { "0x" });
    }
    if specifier.flags.contains(ZERO_PAD) {
        let padding = width(specifier).saturating_sub(text.len() + digits.len() + end.len());
        text.extend(std::iter::repeat_n('0', padding));
    }
    text.push_str(digits);
    text.push_str(end);
    if specifier.flags.contains(UPPERCASE) {
        text.make_ascii_uppercase();
    }
    output.push_justified(&text, specifier)
}
