//! Reading and writing whole numbers, as `Byte`, `Short`, `Integer` and `Long` do.

use super::character;
use crate::java::Exception;

/// `Integer.parseInt(String, int)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
///
/// ```
/// use vtlgate::java::number::integer::parse_int;
/// assert_eq!(parse_int("-7f", 16), Ok(-127));
/// let thrown = parse_int("7f", 10).unwrap_err();
/// assert_eq!(thrown.message(), Some("For input string: \"7f\""));
/// ```
pub fn parse_int(text: &str, radix: i32) -> Result<i32, Exception> {
    check_radix(radix)?;
    read(text, radix).and_then(|value| i32::try_from(value).ok()).ok_or_else(|| malformed(text, radix))
}

/// `Long.parseLong(String, int)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn parse_long(text: &str, radix: i32) -> Result<i64, Exception> {
    check_radix(radix)?;
    read(text, radix).ok_or_else(|| malformed(text, radix))
}

/// `Short.parseShort(String, int)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn parse_short(text: &str, radix: i32) -> Result<i16, Exception> {
    parse_narrow(text, radix)
}

/// `Byte.parseByte(String, int)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn parse_byte(text: &str, radix: i32) -> Result<i8, Exception> {
    parse_narrow(text, radix)
}

fn parse_narrow<T: TryFrom<i32>>(text: &str, radix: i32) -> Result<T, Exception> {
    T::try_from(parse_int(text, radix)?)
        .map_err(|_| Exception::number_format(format!("Value out of range. Value:\"{text}\" Radix:{radix}")))
}

/// `Integer.parseUnsignedInt(String, int)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn parse_unsigned_int(text: &str, radix: i32) -> Result<i32, Exception> {
    let length = check_unsigned(text, radix)?;
    if length <= 5 || radix == 10 && length <= 9 {
        return parse_int(text, radix);
    }
    let value = parse_long(text, radix)?;
    u32::try_from(value)
        .map(|value| value as i32)
        .map_err(|_| Exception::number_format(format!("String value {text} exceeds range of unsigned int.")))
}

/// `Long.parseUnsignedLong(String, int)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn parse_unsigned_long(text: &str, radix: i32) -> Result<i64, Exception> {
    let length = check_unsigned(text, radix)?;
    if length <= 12 || radix == 10 && length <= 18 {
        return parse_long(text, radix);
    }
    check_radix(radix)?;
    let Some((start, last)) = text.char_indices().next_back() else {
        return Err(malformed(text, radix));
    };
    let leading = read_leading(&text[..start], radix)?;
    let Some(digit) = digit_of_unit(last, radix) else {
        return Err(Exception::number_format(format!("Bad digit at end of {text}")));
    };
    let value = i128::from(leading) * i128::from(radix) + i128::from(digit);
    u64::try_from(value)
        .map(|value| value as i64)
        .map_err(|_| Exception::number_format(format!("String value {text} exceeds range of unsigned long.")))
}

/// All digits of a long number but its last; Java reads them by another method, which counts where it stops.
fn read_leading(text: &str, radix: i32) -> Result<i64, Exception> {
    let mut value = 0i64;
    let mut index = 0;
    for character in text.chars() {
        let next = digit_of_unit(character, radix).and_then(|digit| {
            value.checked_mul(i64::from(radix)).and_then(|value| value.checked_add(i64::from(digit)))
        });
        match next {
            Some(next) => value = next,
            None if index == 0 && character == '+' => {}
            None => return Err(Exception::number_format(format!("Error at index {index} in: \"{text}\""))),
        }
        index += character.len_utf16();
    }
    Ok(value)
}

/// `Integer.decode(String)`: with a sign, and `0x`, `0X`, `#` or `0` before the digits.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn decode_int(text: &str) -> Result<i32, Exception> {
    decode(text, parse_int)
}

/// `Long.decode(String)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn decode_long(text: &str) -> Result<i64, Exception> {
    decode(text, parse_long)
}

/// `Short.decode(String)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn decode_short(text: &str) -> Result<i16, Exception> {
    decode_narrow(text)
}

/// `Byte.decode(String)`.
///
/// # Errors
/// `NumberFormatException` with Java's message.
pub fn decode_byte(text: &str) -> Result<i8, Exception> {
    decode_narrow(text)
}

fn decode_narrow<T: TryFrom<i32>>(text: &str) -> Result<T, Exception> {
    let value = decode_int(text)?;
    T::try_from(value)
        .map_err(|_| Exception::number_format(format!("Value {value} out of range from input {text}")))
}

fn decode<T>(text: &str, parse: impl Fn(&str, i32) -> Result<T, Exception>) -> Result<T, Exception> {
    if text.is_empty() {
        return Err(Exception::number_format("Zero length string"));
    }
    let negative = text.starts_with('-');
    let unsigned = if negative || text.starts_with('+') { &text[1..] } else { text };
    let hexadecimal = ["0x", "0X", "#"].iter().find_map(|prefix| unsigned.strip_prefix(prefix));
    let (digits, radix) = match (hexadecimal, unsigned.strip_prefix('0')) {
        (Some(digits), _) => (digits, 16),
        (None, Some(digits)) if !digits.is_empty() => (digits, 8),
        _ => (unsigned, 10),
    };
    if digits.starts_with(['-', '+']) {
        return Err(Exception::number_format("Sign character in wrong position"));
    }
    if negative { parse(&format!("-{digits}"), radix) } else { parse(digits, radix) }
}

/// `Integer.toString(int, int)`, `Long.toString(long, int)`: a radix out of range is taken for ten.
pub fn to_string(value: i64, radix: i32) -> String {
    let magnitude = to_unsigned_string(value.unsigned_abs(), radix);
    if value < 0 { format!("-{magnitude}") } else { magnitude }
}

/// `Integer.toUnsignedString(int, int)`, `Long.toUnsignedString(long, int)`; with a radix of 16, 8 or 2 what
/// `toHexString`, `toOctalString` and `toBinaryString` return. An int is given as `value as u32`.
///
/// ```
/// use vtlgate::java::number::integer::to_unsigned_string;
/// assert_eq!(to_unsigned_string(u64::from(-1i32 as u32), 16), "ffffffff");
/// ```
pub fn to_unsigned_string(mut value: u64, radix: i32) -> String {
    let radix = if (2..=36).contains(&radix) { radix as u64 } else { 10 };
    let mut reversed = Vec::new();
    loop {
        reversed.push(character::for_digit((value % radix) as i32, radix as i32));
        value /= radix;
        if value == 0 {
            break;
        }
    }
    reversed.into_iter().rev().collect()
}

/// The complaint of the methods about their input.
pub(super) fn malformed(text: &str, radix: i32) -> Exception {
    let suffix = if radix == 10 { String::new() } else { format!(" under radix {radix}") };
    Exception::number_format(format!("For input string: \"{text}\"{suffix}"))
}

fn check_radix(radix: i32) -> Result<(), Exception> {
    match radix {
        ..2 => Err(Exception::number_format(format!("radix {radix} less than Character.MIN_RADIX"))),
        2..=36 => Ok(()),
        _ => Err(Exception::number_format(format!("radix {radix} greater than Character.MAX_RADIX"))),
    }
}

/// The length in UTF-16 units of text that may be an unsigned number.
fn check_unsigned(text: &str, radix: i32) -> Result<usize, Exception> {
    if text.is_empty() {
        return Err(malformed(text, radix));
    }
    if text.starts_with('-') {
        return Err(Exception::number_format(format!(
            "Illegal leading minus sign on unsigned string {text}."
        )));
    }
    Ok(text.encode_utf16().count())
}

/// A sign and digits, or `None` where there is anything else or the value leaves the range of a long.
fn read(text: &str, radix: i32) -> Option<i64> {
    let negative = text.starts_with('-');
    let unsigned = if negative || text.starts_with('+') { &text[1..] } else { text };
    if unsigned.is_empty() {
        return None;
    }
    unsigned.chars().try_fold(0i64, |value, character| {
        let digit = i64::from(digit_of_unit(character, radix)?);
        let shifted = value.checked_mul(i64::from(radix))?;
        if negative { shifted.checked_sub(digit) } else { shifted.checked_add(digit) }
    })
}

/// The value of a digit that is one UTF-16 unit, of whatever script; Java reads unit by unit.
pub(super) fn digit_of_unit(character: char, radix: i32) -> Option<u32> {
    let code_point = u32::from(character);
    if code_point > 0xffff { None } else { character::digit(code_point, radix) }
}
