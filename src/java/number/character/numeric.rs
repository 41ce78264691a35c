//! Digits and numeric values of characters.

use super::categories::RUNS;
use super::general::DECIMAL_DIGIT_NUMBER;
use super::{category, values};

/// The value of a decimal digit of any script, as `Character.digit(int, 10)`.
pub fn decimal_digit(code_point: u32) -> Option<u8> {
    if code_point < 0x80 {
        return (0x30..=0x39).contains(&code_point).then(|| (code_point - 0x30) as u8);
    }
    if category(code_point) != DECIMAL_DIGIT_NUMBER {
        return None;
    }
    // Digits come in rows of ten; all rows start a run, save for five that follow each other in mathematical letters.
    let index = RUNS.partition_point(|&run| run >> 5 <= code_point);
    let start = RUNS.get(index.checked_sub(1)?)? >> 5;
    Some(((code_point - start) % 10) as u8)
}

/// `Character.digit(int, int)`, or `None` where that answers -1.
pub fn digit(code_point: u32, radix: i32) -> Option<u32> {
    if !(2..=36).contains(&radix) {
        return None;
    }
    let value = match code_point {
        0x41..=0x5a => code_point - 0x41 + 10,
        0x61..=0x7a => code_point - 0x61 + 10,
        0xff21..=0xff3a => code_point - 0xff21 + 10,
        0xff41..=0xff5a => code_point - 0xff41 + 10,
        _ => u32::from(decimal_digit(code_point)?),
    };
    (value < radix as u32).then_some(value)
}

/// `Character.forDigit(int, int)`: a zero character for what is no digit.
pub fn for_digit(digit: i32, radix: i32) -> char {
    let valid = (2..=36).contains(&radix) && (0..radix).contains(&digit);
    if valid { char::from_digit(digit as u32, 36).unwrap_or('\0') } else { '\0' }
}

/// `Character.getNumericValue(int)`: -1 without a value, -2 for fractions; Latin letters are worth 10 to 35.
pub fn numeric_value(code_point: u32) -> i32 {
    if let Some(value) = digit(code_point, 36) {
        return value as i32;
    }
    let index = values::RUNS.partition_point(|run| run.1 < code_point);
    match values::RUNS.get(index) {
        Some(&(first, _, value, step)) if first <= code_point => value + (code_point - first) as i32 * step,
        _ => -1,
    }
}
