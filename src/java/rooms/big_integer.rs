//! `java.math.BigInteger`.

use std::rc::Rc;

use num_bigint::BigInt;

use crate::error::Error;
use crate::java::calls::{Call, array, null_pointer};
use crate::java::exception::{Exception, Failure};
use crate::java::number::big_integer as big;
use crate::java::strings::byte_array;
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::{self, *};
use crate::limits::multiplication_steps;
use crate::value::Value;

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/math/BigInteger.html>
pub(crate) static BIG_INTEGER: Room = Room {
    class: "java.math.BigInteger",
    rows: &[
        method("add", &[Type::BigInteger], "The sum.", |call| {
            binary(call, |this, other, _| Ok(this + other))
        }),
        method("subtract", &[Type::BigInteger], "The difference.", |call| {
            binary(call, |this, other, _| Ok(this - other))
        }),
        method("multiply", &[Type::BigInteger], "The product.", |call| binary(call, big::multiply)),
        method("divide", &[Type::BigInteger], "The quotient, cut towards zero.", |call| {
            binary(call, |this, other, _| Ok(big::divide(this, other)?))
        }),
        method("remainder", &[Type::BigInteger], "The remainder, with this number's sign.", |call| {
            binary(call, |this, other, _| Ok(big::remainder(this, other)?))
        }),
        method("divideAndRemainder", &[Type::BigInteger], "Quotient and remainder, as an array.", |call| {
            let (this, other) = (this(call)?, argument(call, 0)?);
            pair(big::divide(this, other)?, big::remainder(this, other)?)
        }),
        method("mod", &[Type::BigInteger], "The remainder that is not negative.", |call| {
            binary(call, |this, other, _| Ok(big::modulo(this, other)?))
        }),
        method("modInverse", &[Type::BigInteger], "The inverse in a modulus.", |call| {
            binary(call, |this, other, _| Ok(big::modular_inverse(this, other)?))
        }),
        method("modPow", &[Type::BigInteger, Type::BigInteger], "The power in a modulus.", |call| {
            call.budget.step(power_steps(argument(call, 0)?, argument(call, 1)?))?;
            let limit = call.budget.limits().number_bits;
            number(big::modular_power(this(call)?, argument(call, 0)?, argument(call, 1)?, limit)?)
        }),
        method("pow", &[Int], "The power.", |call| {
            let (this, exponent) = (this(call)?, call.int(0));
            number(big::pow(this, exponent, call.budget.limits().number_bits)?)
        }),
        method("gcd", &[Type::BigInteger], "The greatest common divisor.", |call| {
            binary(call, |this, other, _| Ok(big::gcd(this, other)))
        }),
        method("and", &[Type::BigInteger], "The bits that both have.", |call| {
            binary(call, |this, other, _| Ok(this & other))
        }),
        method("or", &[Type::BigInteger], "The bits that one of the two has.", |call| {
            binary(call, |this, other, _| Ok(this | other))
        }),
        method("xor", &[Type::BigInteger], "The bits that just one of the two has.", |call| {
            binary(call, |this, other, _| Ok(this ^ other))
        }),
        method("andNot", &[Type::BigInteger], "The bits that the other has not.", |call| {
            binary(call, |this, other, _| Ok(big::and_not(this, other)))
        }),
        method("max", &[Type::BigInteger], "The larger.", |call| {
            binary(call, |this, other, _| Ok(this.max(other).clone()))
        }),
        method("min", &[Type::BigInteger], "The smaller.", |call| {
            binary(call, |this, other, _| Ok(this.min(other).clone()))
        }),
        method("compareTo", &[Type::BigInteger], "-1, 0 or 1: below, equal, above.", |call| {
            Ok(Value::Integer(this(call)?.cmp(argument(call, 0)?) as i32))
        }),
        method("not", &[], "All bits turned.", |call| number(!this(call)?.clone())),
        method("negate", &[], "With the opposite sign.", |call| number(-this(call)?.clone())),
        method("abs", &[], "Without its sign.", |call| number(BigInt::from(this(call)?.magnitude().clone()))),
        method("signum", &[], "-1, 0 or 1.", |call| Ok(Value::Integer(big::signum(this(call)?)))),
        method("sqrt", &[], "The square root, cut.", |call| number(big::sqrt(this(call)?)?)),
        method("sqrtAndRemainder", &[], "The square root, cut, and what remains, as an array.", |call| {
            let this = this(call)?;
            let root = big::sqrt(this)?;
            let rest = this - &root * &root;
            pair(root, rest)
        }),
        method("shiftLeft", &[Int], "The bits shifted up.", |call| {
            let (this, distance) = (this(call)?, call.int(0));
            number(big::shift_left(this, distance, call.budget.limits().number_bits)?)
        }),
        method("shiftRight", &[Int], "The bits shifted down.", |call| {
            let (this, distance) = (this(call)?, call.int(0));
            number(big::shift_right(this, distance, call.budget.limits().number_bits)?)
        }),
        method("testBit", &[Int], "Whether a bit is 1.", |call| {
            Ok(Value::Boolean(big::test_bit(this(call)?, call.int(0))?))
        }),
        method("setBit", &[Int], "With a bit at 1.", |call| {
            let (this, index) = (this(call)?, call.int(0));
            number(big::set_bit(this, index, true, call.budget.limits().number_bits)?)
        }),
        method("clearBit", &[Int], "With a bit at 0.", |call| {
            let (this, index) = (this(call)?, call.int(0));
            number(big::set_bit(this, index, false, call.budget.limits().number_bits)?)
        }),
        method("flipBit", &[Int], "With a bit turned.", |call| {
            let (this, index) = (this(call)?, call.int(0));
            let on = !big::test_bit(this, index)?;
            number(big::set_bit(this, index, on, call.budget.limits().number_bits)?)
        }),
        method("bitLength", &[], "How many bits it takes, without the sign's.", |call| {
            Ok(Value::Integer(big::bit_length(this(call)?) as i32))
        }),
        method("bitCount", &[], "How many bits differ from the sign's.", |call| {
            Ok(Value::Integer(big::bit_count(this(call)?) as i32))
        }),
        method("getLowestSetBit", &[], "Where the lowest 1 is, or -1.", |call| {
            Ok(Value::Integer(big::lowest_set_bit(this(call)?) as i32))
        }),
        method("isProbablePrime", &[Int], "Whether it is probably a prime.", |call| {
            let (this, certainty) = (this(call)?, call.int(0));
            call.budget.step(power_steps(this, this).saturating_mul(8))?;
            Ok(Value::Boolean(big::is_probable_prime(this, certainty, call.budget.limits().number_bits)?))
        }),
        method("nextProbablePrime", &[], "The next number that is probably a prime.", |call| {
            let this = this(call)?;
            // About one in as many odd numbers as this is a prime.
            let candidates = 8 + this.bits() / 8;
            call.budget.step(power_steps(this, this).saturating_mul(candidates))?;
            number(big::next_probable_prime(this, call.budget.limits().number_bits)?)
        }),
        method("toByteArray", &[], "The bytes, the highest first.", |call| {
            let bytes = this(call)?.to_signed_bytes_be();
            byte_array(&bytes, call.budget)
        }),
        method("toString", &[Int], "The number in a radix.", |call| {
            Ok(Value::string(big::to_string(this(call)?, call.int(0))))
        }),
        method("intValueExact", &[], "The value as an int; throws where it does not fit.", |call| {
            Ok(Value::Integer(big::int_value_exact(this(call)?)?))
        }),
        method("longValueExact", &[], "The value as a long; throws where it does not fit.", |call| {
            Ok(Value::Long(big::long_value_exact(this(call)?)?))
        }),
        method("shortValueExact", &[], "The value as a short; throws where it does not fit.", |call| {
            Ok(Value::Short(big::short_value_exact(this(call)?)?))
        }),
        method("byteValueExact", &[], "The value as a byte; throws where it does not fit.", |call| {
            Ok(Value::Byte(big::byte_value_exact(this(call)?)?))
        }),
        static_method("valueOf", &[Long], "The number.", |call| number(BigInt::from(call.long(0)))),
        static_method(
            "probablePrime",
            &[Int, Foreign("Random")],
            "Throws: a template has no Random.",
            |call| {
                Err(match call.int(0) {
                    ..2 => Exception::arithmetic("bitLength < 2").into(),
                    _ => null_pointer(),
                })
            },
        ),
    ],
};

/// What a power in a modulus takes in steps.
fn power_steps(exponent: &BigInt, modulus: &BigInt) -> u64 {
    exponent.bits().saturating_mul(1 + multiplication_steps(modulus.bits()))
}

fn number(number: BigInt) -> Result<Value, Error> {
    Ok(Value::BigInteger(Rc::new(number)))
}

fn pair(first: BigInt, second: BigInt) -> Result<Value, Error> {
    Ok(array("[Ljava.math.BigInteger;", vec![number(first)?, number(second)?]))
}

fn integer(value: &Value) -> Result<&BigInt, Error> {
    match value {
        Value::BigInteger(number) => Ok(number),
        _ => Err(null_pointer()),
    }
}

fn this<'call>(call: &Call<'call, '_>) -> Result<&'call BigInt, Error> {
    integer(call.this)
}

fn argument<'call>(call: &Call<'call, '_>, index: usize) -> Result<&'call BigInt, Error> {
    integer(call.value(index))
}

/// Computes from this number and the argument, with the limit of bits.
fn binary(
    call: &mut Call<'_, '_>,
    compute: impl Fn(&BigInt, &BigInt, u64) -> Result<BigInt, Failure>,
) -> Result<Value, Error> {
    let limit = call.budget.limits().number_bits;
    let result = compute(this(call)?, argument(call, 0)?, limit)?;
    if result.bits() > limit {
        return Err(Failure::LimitExceeded.into());
    }
    number(result)
}
