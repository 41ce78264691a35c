//! `java.lang.Number`: the conversions that every number has.

use crate::error::Error;
use crate::java::calls::Call;
use crate::java::exception::Exception;
use crate::java::number::big_integer;
use crate::java::table::{Room, method};
use crate::java::units::Units;
use crate::value::Value;

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Number.html>
pub(crate) static NUMBER: Room = Room {
    class: "java.lang.Number",
    rows: &[
        method("byteValue", &[], "The value as a byte, cut to it.", |call| {
            Ok(Value::Byte(int_value(call.this) as i8))
        }),
        method("shortValue", &[], "The value as a short, cut to it.", |call| {
            Ok(Value::Short(int_value(call.this) as i16))
        }),
        method("intValue", &[], "The value as an int.", |call| Ok(Value::Integer(int_value(call.this)))),
        method("longValue", &[], "The value as a long.", |call| Ok(Value::Long(long_value(call.this)))),
        method("floatValue", &[], "The value as a float.", |call| Ok(Value::Float(float_value(call.this)))),
        method("doubleValue", &[], "The value as a double.", |call| {
            Ok(Value::Double(double_value(call.this)))
        }),
    ],
};

/// `Number.intValue`: integers keep their low bits, floating point numbers stop at the ends of the range.
pub(crate) fn int_value(number: &Value) -> i32 {
    match number {
        Value::Float(number) => *number as i32,
        Value::Double(number) => *number as i32,
        Value::BigInteger(number) => big_integer::int_value(number),
        Value::BigDecimal(number) => number.int_value(),
        other => long_value(other) as i32,
    }
}

/// `Number.longValue`.
pub(crate) fn long_value(number: &Value) -> i64 {
    match number {
        Value::Byte(number) => i64::from(*number),
        Value::Short(number) => i64::from(*number),
        Value::Integer(number) => i64::from(*number),
        Value::Long(number) => *number,
        Value::Float(number) => *number as i64,
        Value::Double(number) => *number as i64,
        Value::BigInteger(number) => big_integer::long_value(number),
        Value::BigDecimal(number) => number.long_value(),
        _ => 0,
    }
}

/// `Number.floatValue`.
pub(crate) fn float_value(number: &Value) -> f32 {
    match number {
        Value::Float(number) => *number,
        Value::Double(number) => *number as f32,
        Value::BigInteger(number) => big_integer::float_value(number),
        Value::BigDecimal(number) => number.float_value(),
        other => long_value(other) as f32,
    }
}

/// `Number.doubleValue`.
pub(crate) fn double_value(number: &Value) -> f64 {
    match number {
        Value::Float(number) => f64::from(*number),
        Value::Double(number) => *number,
        Value::BigInteger(number) => big_integer::double_value(number),
        Value::BigDecimal(number) => number.double_value(),
        other => long_value(other) as f64,
    }
}

/// What the readers of numbers throw for null.
#[cold]
pub(super) fn null_text() -> Error {
    Exception::number_format("Cannot parse null string").into()
}

/// Reads a number from the range of a text that the second and third arguments tell.
pub(super) fn part<T>(
    call: &mut Call<'_, '_>,
    read: impl Fn(&str) -> Result<T, Exception>,
) -> Result<T, Error> {
    let (from, to) = (call.int(1), call.int(2));
    let units = Units::of(call.text(0)?, call.budget)?;
    match (usize::try_from(from), usize::try_from(to)) {
        (Ok(from), Ok(to)) if from <= to && to <= units.len() => {
            let text = units.slice(from, to);
            let text = text.to_str();
            read(&text).map_err(|thrown| located(&text, thrown, |start| read(start).is_err()).into())
        }
        _ => Err(Exception::without_message("java.lang.IndexOutOfBoundsException").into()),
    }
}

/// Java tells where in a range the first character stands that makes it no number.
fn located(text: &str, thrown: Exception, fails: impl Fn(&str) -> bool) -> Exception {
    let is_digit_wrong = thrown.message().is_some_and(|message| message.starts_with("For input string"));
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = text.len() - digits.len();
    let mut ends = digits.char_indices().map(|(start, digit)| sign + start + digit.len_utf8());
    match ends.position(|end| text.get(..end).is_some_and(&fails)) {
        Some(index) if is_digit_wrong => {
            Exception::number_format(format!("Error at index {} in: \"{text}\"", index + sign))
        }
        _ => thrown,
    }
}
