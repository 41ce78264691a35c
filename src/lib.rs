//! API Gateway mapping templates, offline, exactly as the real service runs them.
#![forbid(unsafe_code)]

// The code that pest_derive generates without its `std` feature names it.
extern crate alloc;

mod dialect;
mod error;
mod eval;
pub mod exchange;
mod gateway;
pub mod java;
pub mod json;
pub mod jsonpath;
mod limits;
mod program;
mod source;
mod syntax;
mod template;
pub mod value;

pub use dialect::Dialect;
pub use error::{Error, ErrorKind};
pub use gateway::{Inputs, Overrides, Params, Rendered};
pub use limits::{Budget, Limits};
pub use source::{Position, Span};
pub use template::{Bindings, Template, TemplateBuilder};
pub use value::{HostObject, Value};
