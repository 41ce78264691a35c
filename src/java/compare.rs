//! The natural order of Java's values: `Comparable.compareTo`.

use std::cmp::Ordering;

use super::calls::{class_cast, null_pointer};
use super::units::Units;
use crate::error::Error;
use crate::value::{Text, Value};

/// `left.compareTo(right)`, for values of one class that has an order.
pub(crate) fn compare(left: &Value, right: &Value) -> Result<Ordering, Error> {
    Ok(match (left, right) {
        (Value::String(left), Value::String(right)) => difference(left, right).cmp(&0),
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Byte(left), Value::Byte(right)) => left.cmp(right),
        (Value::Short(left), Value::Short(right)) => left.cmp(right),
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Long(left), Value::Long(right)) => left.cmp(right),
        (Value::BigInteger(left), Value::BigInteger(right)) => left.cmp(right),
        (Value::BigDecimal(left), Value::BigDecimal(right)) => left.compare_to(right),
        (Value::Float(left), Value::Float(right)) => compare_doubles(f64::from(*left), f64::from(*right)),
        (Value::Double(left), Value::Double(right)) => compare_doubles(*left, *right),
        (Value::Character(left), Value::Character(right)) => left.cmp(right),
        (Value::Null, _) | (_, Value::Null) => return Err(null_pointer()),
        (Value::List(_) | Value::Map(_) | Value::Object(_) | Value::Host(_), _) => {
            return Err(class_cast(left, "java.lang.Comparable"));
        }
        _ => return Err(class_cast(right, left.class_name())),
    })
}

/// `Double.compare`: -0.0 is below 0.0, and NaN above all.
pub(crate) fn compare_doubles(left: f64, right: f64) -> Ordering {
    match left.partial_cmp(&right) {
        Some(Ordering::Equal) => right.is_sign_negative().cmp(&left.is_sign_negative()),
        Some(order) => order,
        None => left.is_nan().cmp(&right.is_nan()),
    }
}

/// `String.compareTo`: the difference of the first units that differ, or of the lengths.
pub(crate) fn difference(left: &Text, right: &Text) -> i32 {
    if let (Some(left), Some(right)) = (left.as_str(), right.as_str())
        && left.is_ascii()
        && right.is_ascii()
    {
        return difference_of(left.bytes().map(i32::from), right.bytes().map(i32::from));
    }
    difference_of(left.to_utf16().into_iter().map(i32::from), right.to_utf16().into_iter().map(i32::from))
}

fn difference_of(
    mut left: impl ExactSizeIterator<Item = i32>,
    mut right: impl ExactSizeIterator<Item = i32>,
) -> i32 {
    let lengths = left.len() as i32 - right.len() as i32;
    let differs =
        std::iter::from_fn(|| Some((left.next()?, right.next()?))).find(|(one, other)| one != other);
    differs.map_or(lengths, |(one, other)| one - other)
}

/// Whether two stretches of units are the same but for case: `String.regionMatches(true, …)`.
pub(crate) fn equal_ignoring_case(
    left: &Units<'_>,
    right: &Units<'_>,
    from: (usize, usize),
    length: usize,
) -> bool {
    (0..length).all(|index| {
        let (one, other) = (left.get(from.0 + index), right.get(from.1 + index));
        one == other || one.map(fold) == other.map(fold)
    })
}

fn fold(unit: u16) -> u32 {
    crate::value::fold_case(u32::from(unit))
}
