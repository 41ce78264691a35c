//! What Java does with the values a template meets, without the values themselves.

pub mod exception;
pub mod format;
pub mod number;
pub mod regex;

pub use exception::{Exception, Failure};
