//! API Gateway mapping templates, offline, exactly as the real service runs them.
#![forbid(unsafe_code)]

// The code that pest_derive generates without its `std` feature names it.
extern crate alloc;

mod dialect;
mod error;
pub mod java;
pub mod json;
pub mod jsonpath;
mod limits;
mod source;
pub mod value;

pub use dialect::Dialect;
pub use error::{Error, ErrorKind};
pub use limits::{Budget, Limits};
pub use source::{Position, Span};
pub use value::{HostObject, Value};
