//! `Double.toString` and `Float.toString`.

use super::decimal_digits::{Binary, DecimalDigits};
use crate::output::Output;

/// What `Double.toString` returns: the plain form from 10⁻³ up to 10⁷, the scientific form outside.
///
/// The digits are those of Java 8 to 18 ([`write_double`] says more).
///
/// ```
/// use vtlgate::java::number::double_to_string;
/// assert_eq!(double_to_string(249.99), "249.99");
/// assert_eq!(double_to_string(1e-5), "1.0E-5");
/// assert_eq!(double_to_string(2f64.powi(-44)), "5.6843418860808015E-14");
/// assert_eq!(double_to_string(f64::MIN_POSITIVE / 2f64.powi(52)), "4.9E-324");
/// ```
pub fn double_to_string(value: f64) -> String {
    let mut text = Output::new();
    write_double(value, &mut text);
    text.into_string()
}

/// Appends what `Double.toString` returns; allocates nothing but the room in `out`.
///
/// Where the shortest digits that read back as the same double differ from those Java 8 to 18 print, the latter are
/// written (Java 19 changed them, JDK-4511638).
pub fn write_double(value: f64, out: &mut Output) {
    if value.is_nan() {
        return out.push_str("NaN");
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    let magnitude = value.abs();
    if magnitude == 0.0 {
        return out.push_str("0.0");
    }
    if magnitude.is_infinite() {
        return out.push_str("Infinity");
    }
    if !write_short_decimal(magnitude, out) {
        write_digits(&Binary::from_double(magnitude).digits(true), out);
    }
}

/// What `Float.toString` returns.
///
/// ```
/// use vtlgate::java::number::float_to_string;
/// assert_eq!(float_to_string(0.1), "0.1");
/// assert_eq!(float_to_string(1.0e10), "1.0E10");
/// ```
pub fn float_to_string(value: f32) -> String {
    let mut text = Output::new();
    write_float(value, &mut text);
    text.into_string()
}

/// Appends what `Float.toString` returns; allocates nothing but the room in `out`.
pub fn write_float(value: f32, out: &mut Output) {
    if value.is_nan() || value.is_infinite() || value == 0.0 {
        return write_double(f64::from(value), out);
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    write_digits(&Binary::from_float(value.abs()).digits(true), out);
}

/// Writes a number that is a decimal of at most 13 digits, six of them after the point, and says whether it was one.
///
/// At most one decimal of up to 15 digits reads back as a given double, and Java prints it; so no search is needed.
fn write_short_decimal(magnitude: f64, out: &mut Output) -> bool {
    const MILLION: u64 = 1_000_000;
    if !(1e-3..1e7).contains(&magnitude) {
        return false;
    }
    let millionths = (magnitude * MILLION as f64 + 0.5) as u64;
    if millionths as f64 / MILLION as f64 != magnitude {
        return false;
    }
    let (mut whole, mut fraction) = (millionths / MILLION, millionths % MILLION);
    let mut text = [b'0'; 16];
    let point = 8;
    let mut end = point + 2;
    if fraction != 0 {
        end = point + 7;
        while fraction % 10 == 0 {
            fraction /= 10;
            end -= 1;
        }
        for digit in text[point + 1..end].iter_mut().rev() {
            *digit = b'0' + (fraction % 10) as u8;
            fraction /= 10;
        }
    }
    text[point] = b'.';
    let mut start = point;
    while start == point || (whole != 0 && start > 0) {
        start -= 1;
        text[start] = b'0' + (whole % 10) as u8;
        whole /= 10;
    }
    out.push_bytes(&text[start..end]);
    true
}

/// Lays the digits out as the Javadoc of `Double.toString` says.
fn write_digits(decimal: &DecimalDigits, out: &mut Output) {
    let digits = decimal.as_str();
    match decimal.exponent {
        exponent @ 1..=7 => {
            let point = (exponent as usize).min(digits.len());
            let (whole, fraction) = digits.split_at(point);
            out.push_str(whole);
            (point..exponent as usize).for_each(|_| out.push('0'));
            push_fraction(fraction, out);
        }
        exponent @ -2..=0 => {
            out.push_str("0.");
            (exponent..0).for_each(|_| out.push('0'));
            out.push_str(digits);
        }
        exponent => {
            let (first, fraction) = digits.split_at(1.min(digits.len()));
            out.push_str(first);
            push_fraction(fraction, out);
            out.push('E');
            push_exponent(exponent - 1, out);
        }
    }
}

fn push_fraction(fraction: &str, out: &mut Output) {
    out.push('.');
    out.push_str(if fraction.is_empty() { "0" } else { fraction });
}

fn push_exponent(exponent: i32, out: &mut Output) {
    if exponent < 0 {
        out.push('-');
    }
    let magnitude = exponent.unsigned_abs();
    let digit = |unit: u32| char::from(b'0' + (magnitude / unit % 10) as u8);
    for unit in [100, 10] {
        if magnitude >= unit {
            out.push(digit(unit));
        }
    }
    out.push(digit(1));
}

/// The digits `java.util.Formatter` starts from, without a sign, and where the point stands before or within them.
/// The value is finite.
pub(in crate::java) fn formatter_digits(value: f64) -> (String, i32) {
    if value == 0.0 {
        return ("0".to_owned(), 1);
    }
    let decimal = Binary::from_double(value.abs()).digits(false);
    (decimal.as_str().to_owned(), decimal.exponent)
}
