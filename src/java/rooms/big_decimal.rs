//! `java.math.BigDecimal`.

use std::rc::Rc;

use crate::error::Error;
use crate::java::calls::{Call, array, null_pointer};
use crate::java::exception::{Exception, Failure};
use crate::java::number::{BigDecimal as Decimal, RoundingMode};
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::limits::Budget;
use crate::value::Value;

const MATH_CONTEXT: &str = "Throws: a template has no MathContext.";
const ROUNDING_MODE: &str = "Throws: a template has no RoundingMode.";

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/math/BigDecimal.html>
pub(crate) static BIG_DECIMAL: Room = Room {
    class: "java.math.BigDecimal",
    rows: &[
        method("add", &[BigDecimal], "The sum.", |call| binary(call, Decimal::add)),
        method("add", &[BigDecimal, Foreign("MathContext")], MATH_CONTEXT, missing),
        method("subtract", &[BigDecimal], "The difference.", |call| binary(call, Decimal::subtract)),
        method("subtract", &[BigDecimal, Foreign("MathContext")], MATH_CONTEXT, missing),
        method("multiply", &[BigDecimal], "The product.", |call| binary(call, Decimal::multiply)),
        method("multiply", &[BigDecimal, Foreign("MathContext")], MATH_CONTEXT, missing),
        method("divide", &[BigDecimal], "The exact quotient; throws where it has no end.", |call| {
            binary(call, Decimal::divide)
        }),
        method(
            "divide",
            &[BigDecimal, Int],
            "The quotient at this scale, rounded as ROUND_ numbers say.",
            |call| {
                let mode = RoundingMode::from_legacy(call.int(1))?;
                let scale = this(call)?.scale();
                divide(call, scale, mode)
            },
        ),
        method(
            "divide",
            &[BigDecimal, Int, Int],
            "The quotient at a scale, rounded as ROUND_ numbers say.",
            |call| {
                let mode = RoundingMode::from_legacy(call.int(2))?;
                let scale = call.int(1);
                divide(call, scale, mode)
            },
        ),
        method("divide", &[BigDecimal, Foreign("MathContext")], MATH_CONTEXT, missing),
        method("divide", &[BigDecimal, Foreign("RoundingMode")], ROUNDING_MODE, missing),
        method("divide", &[BigDecimal, Int, Foreign("RoundingMode")], ROUNDING_MODE, missing),
        method("divideToIntegralValue", &[BigDecimal], "The quotient, cut to an integer.", |call| {
            binary(call, Decimal::divide_to_integral_value)
        }),
        method("divideToIntegralValue", &[BigDecimal, Foreign("MathContext")], MATH_CONTEXT, missing),
        method("remainder", &[BigDecimal], "The remainder, with this number's sign.", |call| {
            binary(call, Decimal::remainder)
        }),
        method("remainder", &[BigDecimal, Foreign("MathContext")], MATH_CONTEXT, missing),
        method("divideAndRemainder", &[BigDecimal], "Quotient and remainder, as an array.", |call| {
            let quotient = binary(call, Decimal::divide_to_integral_value)?;
            let rest = binary(call, Decimal::remainder)?;
            Ok(array("[Ljava.math.BigDecimal;", vec![quotient, rest]))
        }),
        method("divideAndRemainder", &[BigDecimal, Foreign("MathContext")], MATH_CONTEXT, missing),
        method("pow", &[Int], "The power.", |call| {
            let (this, exponent) = (this(call)?, call.int(0));
            number(this.pow(exponent, limit(call.budget))?)
        }),
        method("pow", &[Int, Foreign("MathContext")], MATH_CONTEXT, missing),
        method(
            "sqrt",
            &[Foreign("MathContext")],
            "Throws: a template has no MathContext; but 0 has a root.",
            |call| {
                let this = this(call)?;
                match this.signum() {
                    0 => number(Decimal::new(0, this.scale() / 2)),
                    1 => missing(call),
                    _ => Err(Exception::arithmetic("Attempted square root of negative BigDecimal").into()),
                }
            },
        ),
        method("abs", &[], "Without its sign.", |call| number(this(call)?.abs())),
        method("abs", &[Foreign("MathContext")], MATH_CONTEXT, missing),
        method("negate", &[], "With the opposite sign.", |call| number(this(call)?.negate())),
        method("negate", &[Foreign("MathContext")], MATH_CONTEXT, missing),
        method("plus", &[], "The number itself.", |call| Ok(call.this.clone())),
        method("plus", &[Foreign("MathContext")], MATH_CONTEXT, missing),
        method("round", &[Foreign("MathContext")], MATH_CONTEXT, missing),
        method("max", &[BigDecimal], "The larger.", |call| number(this(call)?.max(argument(call)?).clone())),
        method("min", &[BigDecimal], "The smaller.", |call| number(this(call)?.min(argument(call)?).clone())),
        method("compareTo", &[BigDecimal], "-1, 0 or 1: below, equal, above, whatever the scales.", |call| {
            Ok(Value::Integer(this(call)?.compare_to(argument(call)?) as i32))
        }),
        method("signum", &[], "-1, 0 or 1.", |call| Ok(Value::Integer(this(call)?.signum()))),
        method("scale", &[], "How many digits after the point.", |call| {
            Ok(Value::Integer(this(call)?.scale()))
        }),
        method("precision", &[], "How many digits.", |call| {
            Ok(Value::Integer(this(call)?.precision() as i32))
        }),
        method("unscaledValue", &[], "The digits, as a BigInteger.", |call| {
            Ok(Value::BigInteger(Rc::new(this(call)?.unscaled_value().clone())))
        }),
        method(
            "setScale",
            &[Int],
            "With so many digits after the point; throws where any would go.",
            |call| set_scale(call, RoundingMode::Unnecessary),
        ),
        method("setScale", &[Int, Int], "The same, rounded as ROUND_ numbers say.", |call| {
            let mode = RoundingMode::from_legacy(call.int(1))?;
            set_scale(call, mode)
        }),
        method("setScale", &[Int, Foreign("RoundingMode")], ROUNDING_MODE, missing),
        method("movePointLeft", &[Int], "Divided by ten so many times.", |call| {
            let (this, places) = (this(call)?, call.int(0));
            number(this.move_point_left(places, limit(call.budget))?)
        }),
        method("movePointRight", &[Int], "Multiplied by ten so many times.", |call| {
            let (this, places) = (this(call)?, call.int(0));
            number(this.move_point_right(places, limit(call.budget))?)
        }),
        method("scaleByPowerOfTen", &[Int], "Multiplied by a power of ten.", |call| {
            number(this(call)?.scale_by_power_of_ten(call.int(0))?)
        }),
        method("stripTrailingZeros", &[], "Without zeros at the end.", |call| {
            number(this(call)?.strip_trailing_zeros())
        }),
        method("ulp", &[], "One at the last digit.", |call| number(this(call)?.ulp())),
        method(
            "toEngineeringString",
            &[],
            "The number with an exponent that is a multiple of three.",
            |call| Ok(Value::string(this(call)?.to_engineering_string())),
        ),
        method("toPlainString", &[], "The number without an exponent.", |call| {
            let longest = call.budget.limits().string_length;
            match this(call)?.to_plain_string(longest) {
                Err(Failure::LimitExceeded) => {
                    call.budget.string(usize::MAX)?;
                    Ok(Value::Null)
                }
                text => Ok(Value::string(text?)),
            }
        }),
        method("toBigInteger", &[], "The digits before the point.", |call| {
            let this = this(call)?;
            Ok(Value::BigInteger(Rc::new(this.to_big_integer(limit(call.budget))?)))
        }),
        method(
            "toBigIntegerExact",
            &[],
            "The value as a BigInteger; throws where any digit would go.",
            |call| {
                let this = this(call)?;
                Ok(Value::BigInteger(Rc::new(this.to_big_integer_exact(limit(call.budget))?)))
            },
        ),
        method("intValueExact", &[], "The value as an int; throws where it does not fit.", |call| {
            Ok(Value::Integer(this(call)?.int_value_exact()?))
        }),
        method("longValueExact", &[], "The value as a long; throws where it does not fit.", |call| {
            Ok(Value::Long(this(call)?.long_value_exact()?))
        }),
        method("shortValueExact", &[], "The value as a short; throws where it does not fit.", |call| {
            Ok(Value::Short(this(call)?.short_value_exact()?))
        }),
        method("byteValueExact", &[], "The value as a byte; throws where it does not fit.", |call| {
            Ok(Value::Byte(this(call)?.byte_value_exact()?))
        }),
        static_method("valueOf", &[Double], "The number that the double prints.", |call| {
            number(Decimal::from_double(call.double(0))?)
        }),
        static_method("valueOf", &[Long], "The number.", |call| number(Decimal::new(call.long(0), 0))),
        static_method("valueOf", &[Long, Int], "The digits with a scale.", |call| {
            number(Decimal::new(call.long(0), call.int(1)))
        }),
    ],
};

fn missing(_: &mut Call<'_, '_>) -> Result<Value, Error> {
    Err(null_pointer())
}

fn number(number: Decimal) -> Result<Value, Error> {
    Ok(Value::BigDecimal(Rc::new(number)))
}

fn limit(budget: &Budget<'_>) -> u64 {
    budget.limits().number_bits
}

fn decimal(value: &Value) -> Result<&Decimal, Error> {
    match value {
        Value::BigDecimal(number) => Ok(number),
        _ => Err(null_pointer()),
    }
}

fn this<'call>(call: &Call<'call, '_>) -> Result<&'call Decimal, Error> {
    decimal(call.this)
}

fn argument<'call>(call: &Call<'call, '_>) -> Result<&'call Decimal, Error> {
    decimal(call.value(0))
}

fn binary(
    call: &mut Call<'_, '_>,
    compute: fn(&Decimal, &Decimal, u64) -> Result<Decimal, Failure>,
) -> Result<Value, Error> {
    number(compute(this(call)?, argument(call)?, limit(call.budget))?)
}

fn divide(call: &mut Call<'_, '_>, scale: i32, mode: RoundingMode) -> Result<Value, Error> {
    let (this, divisor) = (this(call)?, argument(call)?);
    number(this.divide_to_scale(divisor, scale, mode, limit(call.budget))?)
}

fn set_scale(call: &mut Call<'_, '_>, mode: RoundingMode) -> Result<Value, Error> {
    let (this, scale) = (this(call)?, call.int(0));
    number(this.set_scale(scale, mode, limit(call.budget))?)
}
