//! What differs: of JSON by structure, of text by character with its white space made visible.

mod json;
mod text;

pub(super) use json::difference as json;
pub(super) use text::{difference as text, excerpt};

/// What the signs before lines mean.
pub(super) const LEGEND: &str = "- expected, + actual";
