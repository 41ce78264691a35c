//! Comparing as Java's methods do, which throw where there is no order.

use std::cmp::Ordering;

use super::calls::{class_cast, null_pointer};
use super::units::Units;
use crate::error::Error;
use crate::java::number::character::fold_case;
use crate::limits::Budget;
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

/// Sorts by the natural order.
///
/// # Errors
/// Where the elements have none.
pub(crate) fn sort(items: &mut [Value], budget: &mut Budget<'_>) -> Result<(), Error> {
    let text_steps = |item: &Value| if let Value::String(text) = item { text.size() as u64 / 256 } else { 0 };
    let once = items.len() as u64 + items.iter().map(text_steps).sum::<u64>();
    budget.step(once.saturating_mul(u64::from(items.len().max(1).ilog2()) + 1))?;
    // Elements of one class have a total order; others throw here.
    for pair in items.windows(2) {
        if let [before, after] = pair {
            compare(after, before)?;
        }
    }
    items.sort_by(|left, right| compare(left, right).unwrap_or(Ordering::Equal));
    Ok(())
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
