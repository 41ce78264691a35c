//! Comparing as Java's methods do, which throw where there is no order.

use std::cmp::Ordering;

use super::calls::{class_cast, null_pointer};
use super::units::Units;
use crate::error::Error;
use crate::java::number::character::fold_case;
use crate::value::{Value, natural_order};

/// `left.compareTo(right)`.
pub(crate) fn compare(left: &Value, right: &Value) -> Result<Ordering, Error> {
    if let Some(order) = natural_order(left, right) {
        return Ok(order);
    }
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Err(null_pointer()),
        (Value::List(_) | Value::Map(_) | Value::Object(_) | Value::Host(_), _) => {
            Err(class_cast(left, "java.lang.Comparable"))
        }
        _ => Err(class_cast(right, left.class_name())),
    }
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
    fold_case(u32::from(unit))
}
