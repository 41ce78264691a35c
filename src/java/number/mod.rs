//! Java's numbers: how they are read, printed, computed and hashed.
//!
//! Everything here is a pure function of Rust's own numbers and of [`num_bigint::BigInt`]; the answers are those of
//! Java 8 to 18 (Java 19 prints some doubles with fewer digits).
//!
//! ```
//! use vtlgate::java::number::double_to_string;
//! assert_eq!(double_to_string(1e7), "1.0E7");
//! assert_eq!(double_to_string(2e23), "1.9999999999999998E23");
//! ```

mod big_decimal;
pub mod big_integer;
pub mod bits;
mod boolean;
pub mod character;
mod decimal_digits;
pub mod floating;
pub mod hash;
pub mod integer;
mod natural;
mod powers;
mod print;

pub use big_decimal::{BigDecimal, RoundingMode};
pub use boolean::parse_boolean;
pub(in crate::java) use print::formatter_digits;
pub use print::{double_to_string, float_to_string, write_double, write_float};
