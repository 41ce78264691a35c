//! Which of Java's classes a number of a document has.

use crate::value::TapeKind;

/// A number with a fraction or exponent is a Double when it is written in at most so many characters, a BigDecimal when
/// it is longer (json-smart 2.3, `USE_HI_PRECISION_FLOAT`).
pub(super) const LONGEST_DOUBLE: usize = 18;

/// A number longer than this is read with an eye to [`Limits::number_bits`](crate::Limits::number_bits).
pub(super) const LONGEST_NUMBER: usize = 1_000;

/// The class of an integer with these digits, which have no leading zeros.
#[inline]
pub(super) fn integer_kind(digits: &[u8], negative: bool) -> TapeKind {
    const INTEGER: [&[u8]; 2] = [b"2147483647", b"2147483648"];
    const LONG: [&[u8]; 2] = [b"9223372036854775807", b"9223372036854775808"];
    // Numbers with equally many digits compare as their texts do.
    let fits =
        |largest: &[u8]| digits.len() < largest.len() || digits.len() == largest.len() && digits <= largest;
    if fits(INTEGER[usize::from(negative)]) {
        TapeKind::Integer
    } else if fits(LONG[usize::from(negative)]) {
        TapeKind::Long
    } else {
        TapeKind::BigInteger
    }
}
