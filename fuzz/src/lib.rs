//! What must hold for every input: a function a fuzz target, which panics where it does not hold.

mod dialects;
mod exchange;
mod json;
mod jsonpath;
mod regex;
mod templates;

pub use dialects::dialects;
pub use exchange::exchange;
pub use json::json;
pub use jsonpath::jsonpath;
pub use regex::regex;
pub use templates::{parse, render, round_trip};

/// Limits that many inputs a second can be tried under.
pub(crate) fn limits() -> vtlgate::Limits {
    let mut limits = vtlgate::Limits::default();
    limits.steps = 100_000;
    limits.string_length = 100_000;
    limits.list_length = 10_000;
    limits.output_bytes = 1_000_000;
    limits.regex_steps = 10_000;
    limits
}
