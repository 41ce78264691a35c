//! Comparing values: numbers by value, classes by kinship.

use std::cmp::Ordering;

use super::arithmetic::{Base, base, big_decimal, big_integer};
use crate::error::Error;
use crate::java::{double_value, float_value, long_value};
use crate::program::Operator;
use crate::value::Value;

/// The order of two numbers (`MathUtils.compare` of Velocity 1.7, to which a NaN is equal to everything); `None` where
/// one is no number.
pub(super) fn order(left: &Value, right: &Value) -> Result<Option<Ordering>, Error> {
    let Some(base) = base(left, right) else { return Ok(None) };
    Ok(Some(match base {
        Base::Long => long_value(left).cmp(&long_value(right)),
        Base::Float => float_value(left).partial_cmp(&float_value(right)).unwrap_or(Ordering::Equal),
        Base::Double => double_value(left).partial_cmp(&double_value(right)).unwrap_or(Ordering::Equal),
        Base::BigInteger => big_integer(left).cmp(&big_integer(right)),
        Base::BigDecimal => big_decimal(left)?.compare_to(&big_decimal(right)?),
    }))
}

/// What most comparisons compare; `None` where the operator compares nothing.
#[inline]
pub(super) fn integers(operator: Operator, left: i32, right: i32) -> Option<bool> {
    Some(match operator {
        Operator::Equal => left == right,
        Operator::NotEqual => left != right,
        Operator::Less => left < right,
        Operator::LessOrEqual => left <= right,
        Operator::Greater => left > right,
        Operator::GreaterOrEqual => left >= right,
        _ => return None,
    })
}

/// Whether the class of one is the class of the other or extends it, so that `==` asks `equals`.
pub(super) fn comparable_classes(left: &Value, right: &Value) -> bool {
    if left.is_null() || right.is_null() {
        return false;
    }
    let (left, right) = (left.class_name(), right.class_name());
    left == right || extends(left, right) || extends(right, left)
}

fn extends(class: &str, parent: &str) -> bool {
    matches!(
        (class, parent),
        ("java.util.LinkedHashMap", "java.util.HashMap")
            | ("net.minidev.json.JSONArray", "java.util.ArrayList")
    )
}
