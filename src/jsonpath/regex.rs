//! Regular expressions of filters: `/ab+c/i`.

use super::failure::Failure;
use crate::error::Error;
use crate::java::regex::{Flags, Pattern};
use crate::limits::Budget;
use crate::value::Text;

/// The pattern between the slashes with the flags after them.
pub(super) fn compile(pattern: &str, flags: &str) -> Result<Pattern, String> {
    let flags = Flags::from_letters(flags).unwrap_or(Flags::NONE);
    Pattern::compile(pattern, flags).map_err(|error| error.to_string())
}

/// Whether the pattern matches the whole text.
pub(super) fn matches(pattern: &Pattern, text: &Text, budget: &mut Budget<'_>) -> Result<bool, Failure> {
    budget.step(8 + text.length() as u64 / 16)?;
    pattern.is_match_whole(&text.to_str()).map_err(|error| Failure::Other(Error::limit("regex_steps", error)))
}
