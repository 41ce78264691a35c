//! `+ - * / %` on numbers, as `org.apache.velocity.runtime.parser.node.MathUtils` of Velocity 1.7 has them.

use num_bigint::{BigInt, Sign};
use std::rc::Rc;

use crate::error::Error;
use crate::java::number::{BigDecimal, RoundingMode};
use crate::java::{self, Failure, double_value, float_value, long_value};
use crate::limits::Budget;
use crate::program::Operator;
use crate::value::Value;

/// The type that two numbers are calculated in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
}

/// The type that two numbers are calculated in; `None` where one is no number.
pub(super) fn base(left: &Value, right: &Value) -> Option<Base> {
    let (left, right) = (kind(left)?, kind(right)?);
    let whole = |kind: Base| matches!(kind, Base::Long | Base::BigInteger);
    Some(match (left, right) {
        (Base::BigDecimal, _) | (_, Base::BigDecimal) => Base::BigDecimal,
        (Base::BigInteger, other) | (other, Base::BigInteger) if !whole(other) => Base::BigDecimal,
        (Base::BigInteger, _) | (_, Base::BigInteger) => Base::BigInteger,
        (Base::Double, _) | (_, Base::Double) => Base::Double,
        (Base::Float, _) | (_, Base::Float) => Base::Float,
        _ => Base::Long,
    })
}

fn kind(value: &Value) -> Option<Base> {
    Some(match value {
        Value::Byte(_) | Value::Short(_) | Value::Integer(_) | Value::Long(_) => Base::Long,
        Value::BigInteger(_) => Base::BigInteger,
        Value::Float(_) => Base::Float,
        Value::Double(_) => Base::Double,
        Value::BigDecimal(_) => Base::BigDecimal,
        _ => return None,
    })
}

/// The result of an operator; null where an operand is no number, or a division is by zero.
pub(super) fn apply(
    operator: Operator,
    left: &Value,
    right: &Value,
    budget: &Budget<'_>,
) -> Result<Value, Error> {
    let Some(base) = base(left, right) else { return Ok(Value::Null) };
    if matches!(operator, Operator::Divide | Operator::Modulo) && is_zero(right) {
        return Ok(Value::Null);
    }
    let bits = budget.limits().number_bits;
    match base {
        Base::Long => Ok(longs(operator, left, right)),
        Base::Float => {
            let (left, right) = (float_value(left), float_value(right));
            Ok(Value::Float(match operator {
                Operator::Add => left + right,
                Operator::Subtract => left - right,
                Operator::Multiply => left * right,
                Operator::Divide => left / right,
                _ => left % right,
            }))
        }
        Base::Double => {
            let (left, right) = (double_value(left), double_value(right));
            Ok(Value::Double(match operator {
                Operator::Add => left + right,
                Operator::Subtract => left - right,
                Operator::Multiply => left * right,
                Operator::Divide => left / right,
                _ => left % right,
            }))
        }
        Base::BigInteger => big_integers(operator, &big_integer(left), &big_integer(right), bits),
        Base::BigDecimal => {
            let (left, right) = (big_decimal(left)?, big_decimal(right)?);
            let result = match operator {
                Operator::Add => left.add(&right, bits),
                Operator::Subtract => left.subtract(&right, bits),
                Operator::Multiply => left.multiply(&right, bits),
                // `divide(divisor, 5)`: the scale of the dividend, and ROUND_HALF_DOWN.
                Operator::Divide => left.divide_to_scale(&right, left.scale(), RoundingMode::HalfDown, bits),
                _ => {
                    return Err(Error::thrown(
                        "java.lang.ArithmeticException",
                        "Cannot calculate the modulo of BigDecimals.",
                    ));
                }
            };
            Ok(Value::BigDecimal(Rc::new(result.map_err(|failure| failed(failure, bits))?)))
        }
    }
}

fn failed(failure: Failure, bits: u64) -> Error {
    match failure {
        Failure::Thrown(exception) => exception.into(),
        _ => Error::limit("number_bits", format_args!("a number would grow past {bits} bits")),
    }
}

/// Long arithmetic; the result has the wider operand's type where it fits, the next wider otherwise.
fn longs(operator: Operator, left: &Value, right: &Value) -> Value {
    let (a, b) = (long_value(left), long_value(right));
    let result = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => Some(a.wrapping_div(b)),
        _ => Some(a.wrapping_rem(b)),
    };
    let Some(result) = result else {
        let (a, b) = (BigInt::from(a), BigInt::from(b));
        return Value::BigInteger(Rc::new(match operator {
            Operator::Add => a + b,
            Operator::Subtract => a - b,
            _ => a * b,
        }));
    };
    let width = |value: &Value| match value {
        Value::Byte(_) => 0,
        Value::Short(_) => 1,
        Value::Integer(_) => 2,
        _ => 3,
    };
    let width = width(left).max(width(right));
    if let (0, Ok(byte)) = (width, i8::try_from(result)) {
        Value::Byte(byte)
    } else if let (0..=1, Ok(short)) = (width, i16::try_from(result)) {
        Value::Short(short)
    } else if let (0..=2, Ok(integer)) = (width, i32::try_from(result)) {
        Value::Integer(integer)
    } else {
        Value::Long(result)
    }
}

fn big_integers(operator: Operator, left: &BigInt, right: &BigInt, most: u64) -> Result<Value, Error> {
    if operator == Operator::Multiply && left.bits() + right.bits() > most {
        return Err(Error::limit("number_bits", format_args!("a number would grow past {most} bits")));
    }
    Ok(Value::BigInteger(Rc::new(match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        _ => {
            if right.sign() != Sign::Plus {
                return Err(Error::thrown(
                    "java.lang.ArithmeticException",
                    "BigInteger: modulus not positive",
                ));
            }
            let remainder = left % right;
            if remainder.sign() == Sign::Minus { remainder + right } else { remainder }
        }
    })))
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::BigInteger(number) => number.sign() == Sign::NoSign,
        Value::BigDecimal(number) => number.signum() == 0,
        value => double_value(value) == 0.0,
    }
}

/// `Number.intValue()`; `None` for what is no number.
pub(super) fn int_value(value: &Value) -> Option<i32> {
    kind(value).map(|_| java::int_value(value))
}

pub(super) fn big_integer(value: &Value) -> BigInt {
    match value {
        Value::BigInteger(number) => (**number).clone(),
        value => BigInt::from(long_value(value)),
    }
}

/// A number as BigDecimal: any but the big ones by way of its double, as `MathUtils.toBigDecimal` does.
pub(super) fn big_decimal(value: &Value) -> Result<BigDecimal, Error> {
    match value {
        Value::BigDecimal(number) => Ok((**number).clone()),
        Value::BigInteger(number) => Ok(BigDecimal::new((**number).clone(), 0)),
        value => BigDecimal::from_exact_double(double_value(value)).map_err(Error::from),
    }
}
