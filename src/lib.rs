//! API Gateway mapping templates, offline, exactly as the real service runs them.
#![forbid(unsafe_code)]

mod dialect;
mod error;
pub mod java;
pub mod json;
mod limits;
mod source;
pub mod value;

pub use dialect::Dialect;
pub use error::{Error, ErrorKind};
pub use limits::{Budget, Limits};
pub use source::{Position, Span};
pub use value::{HostObject, Value};
