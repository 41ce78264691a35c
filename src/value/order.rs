//! The natural order of Java's values: `Comparable.compareTo`.

use std::cmp::Ordering;

use super::{Text, Value};
use crate::java::number::floating;

/// `left.compareTo(right)`, for two values of one class that has an order.
pub(crate) fn natural_order(left: &Value, right: &Value) -> Option<Ordering> {
    Some(match (left, right) {
        (Value::String(left), Value::String(right)) => difference(left, right).cmp(&0),
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Byte(left), Value::Byte(right)) => left.cmp(right),
        (Value::Short(left), Value::Short(right)) => left.cmp(right),
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Long(left), Value::Long(right)) => left.cmp(right),
        (Value::BigInteger(left), Value::BigInteger(right)) => left.cmp(right),
        (Value::BigDecimal(left), Value::BigDecimal(right)) => left.compare_to(right),
        (Value::Float(left), Value::Float(right)) => floating::compare((*left).into(), (*right).into()),
        (Value::Double(left), Value::Double(right)) => floating::compare(*left, *right),
        (Value::Character(left), Value::Character(right)) => left.cmp(right),
        _ => return None,
    })
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
    let mut pairs = std::iter::from_fn(|| Some((left.next()?, right.next()?)));
    pairs.find(|(one, other)| one != other).map_or(lengths, |(one, other)| one - other)
}
