//! API Gateway mapping templates, offline, exactly as the real service runs them.
//!
//! API Gateway transforms requests and responses with templates in Apache Velocity's language over JSON selected by
//! JSONPath. This library renders them as the service does: undefined references, whitespace, the printing of maps, Java's
//! methods, Jayway's paths, overrides. How close it comes, and what nobody has verified, is told in `COMPATIBILITY.md`.
//!
//! ```
//! use vtlgate::{Inputs, Params, Template};
//!
//! let template = Template::parse(
//!     r#"#set($pet = $input.path('$.pet')){"id": "$input.params('id')", "name": "$pet.name", "tags": $pet.tags}"#,
//! )?;
//! let inputs = Inputs::new(r#"{"pet": {"name": "Rex", "tags": ["a/b"]}}"#).params(Params::new().path("id", "42"));
//! let rendered = template.render(&inputs)?;
//! assert_eq!(rendered.text, r#"{"id": "42", "name": "Rex", "tags": ["a\/b"]}"#);
//! # Ok::<(), vtlgate::Error>(())
//! ```
//!
//! A [`Template`] is parsed once and rendered many times, from any thread. Plain Velocity 1.7 is the second [`Dialect`].
//! [`jsonpath`] and [`json`] can be used by themselves; [`exchange`] takes a whole request through a method of an API.
//! The library does no I/O, reads no clock or environment, spawns no thread, and ends on every input within [`Limits`].
#![forbid(unsafe_code)]

// The code that pest_derive generates without its `std` feature names it.
extern crate alloc;

mod source;
mod error;
mod dialect;
mod output;
mod limits;
pub mod java;
pub mod value;
pub mod json;
pub mod jsonpath;
mod syntax;
mod program;
mod eval;
mod template;
mod gateway;
pub mod check;
pub mod exchange;

pub use dialect::Dialect;
pub use error::{Error, ErrorKind};
pub use eval::{DeadEnd, Observation, Observer, Observers};
pub use gateway::{Context, Inputs, Overrides, Params, Rendered, StageVariables};
pub use limits::{Budget, Limits};
pub use output::{Output, Piece};
pub use program::{Region, RegionKind};
pub use source::{Position, Span};
pub use template::{Bindings, Template, TemplateBuilder};
pub use value::{HostObject, Value};

/// The code of the README and of the manual compiles and holds.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../docs/library.md")]
struct Documents;
