//! Bits of machine integers, as the static methods of `Integer` and `Long` of the same names.

use crate::java::Exception;

macro_rules! bits {
    ($module:ident, $class:literal, $signed:ty, $unsigned:ty) => {
        #[doc = concat!("The methods of `", $class, "`.")]
        pub mod $module {
            use super::{Exception, divide_by_zero};

            /// `bitCount`: the ones in two's complement.
            pub fn bit_count(value: $signed) -> i32 {
                value.count_ones() as i32
            }

            /// `reverse`: the bits in the opposite order.
            pub fn reverse(value: $signed) -> $signed {
                value.reverse_bits()
            }

            /// `reverseBytes`.
            pub fn reverse_bytes(value: $signed) -> $signed {
                value.swap_bytes()
            }

            /// `highestOneBit`: a value with that bit only, or zero.
            pub fn highest_one_bit(value: $signed) -> $signed {
                if value == 0 { 0 } else { (1 as $signed) << (<$signed>::BITS - 1 - value.leading_zeros()) }
            }

            /// `lowestOneBit`: a value with that bit only, or zero.
            pub fn lowest_one_bit(value: $signed) -> $signed {
                value & value.wrapping_neg()
            }

            /// `numberOfLeadingZeros`.
            pub fn number_of_leading_zeros(value: $signed) -> i32 {
                value.leading_zeros() as i32
            }

            /// `numberOfTrailingZeros`.
            pub fn number_of_trailing_zeros(value: $signed) -> i32 {
                value.trailing_zeros() as i32
            }

            /// `rotateLeft`; a negative distance rotates right.
            pub fn rotate_left(value: $signed, distance: i32) -> $signed {
                value.rotate_left(distance.rem_euclid(<$signed>::BITS as i32) as u32)
            }

            /// `rotateRight`; a negative distance rotates left.
            pub fn rotate_right(value: $signed, distance: i32) -> $signed {
                value.rotate_right(distance.rem_euclid(<$signed>::BITS as i32) as u32)
            }

            /// `signum`: -1, 0 or 1.
            pub fn signum(value: $signed) -> i32 {
                value.signum() as i32
            }

            /// `compare`: -1, 0 or 1.
            pub fn compare(value: $signed, other: $signed) -> i32 {
                value.cmp(&other) as i32
            }

            /// `compareUnsigned`: -1, 0 or 1.
            pub fn compare_unsigned(value: $signed, other: $signed) -> i32 {
                (value as $unsigned).cmp(&(other as $unsigned)) as i32
            }

            /// `divideUnsigned`.
            ///
            /// # Errors
            /// `ArithmeticException` "/ by zero".
            pub fn divide_unsigned(value: $signed, divisor: $signed) -> Result<$signed, Exception> {
                let quotient = (value as $unsigned).checked_div(divisor as $unsigned);
                quotient.map(|quotient| quotient as $signed).ok_or_else(divide_by_zero)
            }

            /// `remainderUnsigned`.
            ///
            /// # Errors
            /// `ArithmeticException` "/ by zero".
            pub fn remainder_unsigned(value: $signed, divisor: $signed) -> Result<$signed, Exception> {
                let remainder = (value as $unsigned).checked_rem(divisor as $unsigned);
                remainder.map(|remainder| remainder as $signed).ok_or_else(divide_by_zero)
            }
        }
    };
}

bits!(int, "Integer", i32, u32);
bits!(long, "Long", i64, u64);

fn divide_by_zero() -> Exception {
    Exception::arithmetic("/ by zero")
}
