//! The order in which `java.util.HashMap` iterates.

use super::Value;

/// Sorts entries given in the order of insertion into the order of a `HashMap` that once had `peak` entries.
///
/// A `HashMap` walks its table bucket by bucket. The table starts at 16 and doubles when it is more than three quarters
/// full; a bucket keeps the order of insertion, also when the table grows (java.util.HashMap, OpenJDK 8 to 21).
pub(super) fn sort(entries: &mut [(Value, Value)], peak: usize) {
    let mut table = 16_usize;
    while peak > table / 4 * 3 {
        table *= 2;
    }
    entries.sort_by_cached_key(|(key, _)| {
        let hash = key.hash_code() as u32;
        (hash ^ hash >> 16) as usize & (table - 1)
    });
}
