//! Primes, without chance: the same number always gets the same answer.

use crate::java::{Exception, Failure};
use num_bigint::{BigInt, BigUint, Sign};
use std::cmp::Ordering;

/// Enough bases to decide every number below 3.3 × 10²⁴ for certain (OEIS A014233); beyond that no composite number
/// that passes is known to arise by accident.
const BASES: [u32; 13] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41];

/// `isProbablePrime(int)`: of the magnitude, as in Java. A certainty below 1 accepts every number.
///
/// # Errors
/// The limit, where the number has more bits than this: the test takes cubic time.
pub fn is_probable_prime(value: &BigInt, certainty: i32, maximum_bits: u64) -> Result<bool, Failure> {
    if certainty <= 0 {
        return Ok(true);
    }
    if value.bits() > maximum_bits {
        return Err(Failure::LimitExceeded);
    }
    Ok(is_prime(value.magnitude()))
}

/// `nextProbablePrime()`.
///
/// # Errors
/// `ArithmeticException` "start < 0: …"; the limit, as for [`is_probable_prime`].
pub fn next_probable_prime(value: &BigInt, maximum_bits: u64) -> Result<BigInt, Failure> {
    if value.sign() == Sign::Minus {
        return Err(Exception::arithmetic(format!("start < 0: {value}")).into());
    }
    if value.bits() > maximum_bits {
        return Err(Failure::LimitExceeded);
    }
    let mut candidate = value.magnitude() + 1u32;
    while !is_prime(&candidate) {
        candidate += 1u32;
    }
    Ok(candidate.into())
}

fn is_prime(number: &BigUint) -> bool {
    for base in BASES {
        match number.cmp(&BigUint::from(base)) {
            Ordering::Less => return false,
            Ordering::Equal => return true,
            Ordering::Greater if (number % base).bits() == 0 => return false,
            Ordering::Greater => {}
        }
    }
    let less_one = number - 1u32;
    let twos = less_one.trailing_zeros().unwrap_or(0);
    let odd = &less_one >> twos;
    BASES.iter().all(|&base| passes(number, &less_one, &odd, twos, base))
}

/// The test of Miller and Rabin for one base.
fn passes(number: &BigUint, less_one: &BigUint, odd: &BigUint, twos: u64, base: u32) -> bool {
    let mut power = BigUint::from(base).modpow(odd, number);
    if power.bits() == 1 || power == *less_one {
        return true;
    }
    for _ in 1..twos {
        power = &power * &power % number;
        if power == *less_one {
            return true;
        }
    }
    false
}
