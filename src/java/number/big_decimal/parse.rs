//! `new BigDecimal(String)`.

use super::BigDecimal;
use crate::java::Exception;
use crate::java::number::integer::digit_of_unit;
use crate::java::number::powers::from_digits;
use num_bigint::BigInt;
use std::str::{Chars, FromStr};

/// Up to here Java reads into a long, and words its complaints differently.
const COMPACT_LENGTH: usize = 18;

impl FromStr for BigDecimal {
    type Err = Exception;

    /// `new BigDecimal(String)`: a sign, digits with a point, an exponent; nothing else, no white space. A million
    /// digits take a third of a second; whoever reads texts from outside bounds their length.
    ///
    /// # Errors
    /// `NumberFormatException`, with Java's message or none.
    fn from_str(text: &str) -> Result<Self, Exception> {
        let negative = text.starts_with('-');
        let unsigned = if negative || text.starts_with('+') { &text[1..] } else { text };
        if text.is_empty() {
            return Err(Exception::without_message("java.lang.NumberFormatException"));
        }
        let (digits, scale, exponent) = read(unsigned)?;
        if digits.is_empty() {
            return Err(Exception::number_format("No digits found."));
        }
        let scale = scale - exponent;
        let Ok(scale) = i32::try_from(scale) else {
            return Err(Exception::number_format("Scale out of range."));
        };
        let magnitude = small(&digits).unwrap_or_else(|| from_digits(&digits, 10));
        Ok(Self::new(if negative { -magnitude } else { magnitude }, scale))
    }
}

/// The value of few digits.
fn small(digits: &[u8]) -> Option<BigInt> {
    let few = digits.len() <= COMPACT_LENGTH;
    few.then(|| digits.iter().fold(0u64, |value, &digit| value * 10 + u64::from(digit)).into())
}

/// The digits, how many of them follow the point, and the exponent.
fn read(text: &str) -> Result<(Vec<u8>, i64, i64), Exception> {
    let mut digits = Vec::with_capacity(text.len());
    let (mut scale, mut point) = (0, false);
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        if let Some(digit) = digit_of_unit(next, 10) {
            digits.push(digit as u8);
            scale += i64::from(point);
        } else if next == '.' && point {
            return Err(Exception::number_format("Character array contains more than one decimal point."));
        } else if next == '.' {
            point = true;
        } else if next == 'e' || next == 'E' {
            return Ok((digits, scale, read_exponent(rest)?));
        } else {
            return Err(unexpected(next, text));
        }
    }
    Ok((digits, scale, 0))
}

fn unexpected(character: char, text: &str) -> Exception {
    if text.encode_utf16().take(COMPACT_LENGTH + 1).count() > COMPACT_LENGTH {
        return Exception::number_format("Character array is missing \"e\" notation exponential mark.");
    }
    Exception::number_format(format!(
        "Character {character} is neither a decimal digit number, decimal point, nor \"e\" notation exponential mark."
    ))
}

fn read_exponent(mut rest: Chars<'_>) -> Result<i64, Exception> {
    let negative = rest.as_str().starts_with('-');
    if negative || rest.as_str().starts_with('+') {
        rest.next();
    }
    let mut text = rest.as_str();
    if text.is_empty() {
        return Err(Exception::without_message("java.lang.NumberFormatException"));
    }
    let mut length = text.encode_utf16().count();
    while let Some(first) =
        text.chars().next().filter(|&first| length > 10 && digit_of_unit(first, 10) == Some(0))
    {
        text = &text[first.len_utf8()..];
        length -= 1;
    }
    if length > 10 {
        return Err(Exception::number_format("Too many nonzero exponent digits."));
    }
    let mut exponent = 0;
    for character in text.chars() {
        let digit = digit_of_unit(character, 10).ok_or_else(|| Exception::number_format("Not a digit."))?;
        exponent = exponent * 10 + i64::from(digit);
    }
    let exponent = if negative { -exponent } else { exponent };
    match i32::try_from(exponent) {
        Ok(_) => Ok(exponent),
        Err(_) => Err(Exception::number_format("Exponent overflow.")),
    }
}
