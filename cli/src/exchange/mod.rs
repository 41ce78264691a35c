//! What `invoke` and `serve` share: a definition, the facts of a request, a backend, and the exchange between them.

mod backend;
mod definition;
mod explain;
mod facts;
mod json;
mod run;

pub(crate) use backend::Backend;
pub(crate) use definition::{Definition, load};
pub(crate) use explain::{trace, why};
pub(crate) use facts::Stage;
pub(crate) use json::exchange as to_json;
pub(crate) use run::run;
