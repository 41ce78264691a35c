//! The search for where a string of JSON ends or needs a closer look.

use wide::u8x16;

/// The position, from `position` on, of the next byte that is a quote, a backslash, a control character, or 0x7f and
/// above; the length of `bytes` where there is none.
#[inline]
pub(super) fn next_special(bytes: &[u8], mut position: usize) -> usize {
    while let Some(chunk) = bytes.get(position..).and_then(|rest| rest.first_chunk()) {
        let special = special_of_16(chunk);
        if special != 0 {
            return position + special.trailing_zeros() as usize;
        }
        position += 16;
    }
    while let Some(chunk) = bytes.get(position..).and_then(|rest| rest.first_chunk()) {
        let special = special_of_8(chunk);
        if special != 0 {
            return position + special.trailing_zeros() as usize / 8;
        }
        position += 8;
    }
    while let Some(byte) = bytes.get(position) {
        if matches!(byte, b'"' | b'\\' | ..0x20 | 0x7f..) {
            break;
        }
        position += 1;
    }
    position
}

/// How many bytes stand before the first special one of sixteen.
#[inline]
pub(super) fn plain_of_16(chunk: &[u8; 16]) -> usize {
    special_of_16(chunk).trailing_zeros().min(16) as usize
}

/// Which of sixteen bytes are special, a bit each.
#[inline]
pub(super) fn special_of_16(chunk: &[u8; 16]) -> u32 {
    let bytes = u8x16::from(*chunk);
    let marks = bytes.cmp_eq(u8x16::splat(b'"')) | bytes.cmp_eq(u8x16::splat(b'\\'));
    let control = bytes.min(u8x16::splat(0x1f)).cmp_eq(bytes);
    // The high bit is set from 0x7f on.
    let high = bytes.saturating_add(u8x16::splat(1));
    (marks | control | high).move_mask() as u32
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The high bits of those of eight bytes that are special, right up to the first one: subtracting a byte's bound from it
/// borrows into its high bit exactly where it is below the bound, up to the first such byte.
#[inline]
fn special_of_8(chunk: &[u8; 8]) -> u64 {
    let word = u64::from_le_bytes(*chunk);
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let quote = zero(word ^ (ONES * b'"' as u64));
    let backslash = zero(word ^ (ONES * b'\\' as u64));
    let delete = zero(word ^ (ONES * 0x7f));
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (quote | backslash | delete | control | word) & HIGHS
}

/// How many of eight bytes stand before the first that is no digit.
#[inline]
pub(super) fn digits_of_8(chunk: &[u8; 8]) -> usize {
    // A digit is left with its value; adding 0x76 then reaches the high bit from ten on, and carries only past a byte that
    // has its high bit set already.
    let values = u64::from_le_bytes(*chunk) ^ (ONES * b'0' as u64);
    let others = (values.wrapping_add(ONES * 0x76) | values) & HIGHS;
    others.trailing_zeros() as usize / 8
}
