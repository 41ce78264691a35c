//! Regular expressions of filters: `/ab+c/i`.

use super::failure::Failure;
use crate::error::Error;
use crate::java::regex::{Flags, MatchError, Pattern, PatternError};
use crate::limits::Budget;
use crate::value::Text;

/// The pattern between the slashes with the flags after them.
pub(super) fn compile(pattern: &str, flags: &str, steps: usize) -> Result<Pattern, PatternError> {
    let flags = Flags::from_letters(flags).unwrap_or(Flags::NONE);
    Pattern::compile_bounded(pattern, flags, steps)
}

/// Whether the pattern matches the whole text.
pub(super) fn matches(pattern: &Pattern, text: &Text, budget: &mut Budget<'_>) -> Result<bool, Failure> {
    budget.step(8 + text.length() as u64 / 16)?;
    pattern.is_match_whole(&text.to_str()).map_err(|error| {
        Failure::Other(match error {
            MatchError::Engine(_) => Error::runtime(error.to_string()),
            _ => Error::limit("regex_steps", error),
        })
    })
}
