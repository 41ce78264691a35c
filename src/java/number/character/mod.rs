//! `java.lang.Character`: properties of characters in Unicode 13, by code point.
//!
//! A UTF-16 unit is a code point below 0x10000; surrogates are code points like others, as in Java.

mod categories;

use categories::RUNS;

/// `Character.getType(int)`: Java's number of the general category; 0 is unassigned.
pub fn category(code_point: u32) -> u8 {
    let index = RUNS.partition_point(|&run| run >> 5 <= code_point);
    match index.checked_sub(1).and_then(|index| RUNS.get(index)) {
        Some(run) if code_point <= 0x10ffff => (run & 31) as u8,
        _ => 0,
    }
}

const DECIMAL_DIGIT_NUMBER: u8 = 9;

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
