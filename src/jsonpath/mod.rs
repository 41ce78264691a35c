//! JSONPath as Jayway JsonPath reads it: the dialect of `$input.path` and `$input.json`.
//!
//! ```
//! use vtlgate::jsonpath::JsonPath;
//!
//! let store = serde_json::json!({"book": [{"title": "Moby Dick", "price": 8.99}, {"title": "Ulysses", "price": 22.99}]});
//! let cheap = JsonPath::parse("$.book[?(@.price < 10)].title")?;
//! assert_eq!(cheap.query(&store)?, serde_json::json!(["Moby Dick"]));
//! assert_eq!(JsonPath::parse("book[-1].title")?.query(&store)?, serde_json::json!("Ulysses"));
//! # Ok::<(), vtlgate::Error>(())
//! ```
//!
//! The release followed is 2.9 of Jayway. The language is described rule by rule in `grammar/jsonpath.pest`; how it
//! differs from the JSONPath of RFC 9535 is told, with an example each, in `JSONPATH.md`.

mod arguments;
mod ast;
mod failure;
mod filter;
mod function;
mod operand;
mod parse;
mod regex;
mod scan;
mod select;
mod unescape;

use std::fmt;
use std::sync::Arc;

use crate::error::Error;
use crate::limits::{Budget, Limits};
use crate::value::{Place, Value};
use failure::Failure;
use select::{Selection, Slot};

/// A path, read once and followed often; cloning it costs nothing, and threads may share it.
#[derive(Clone)]
pub struct JsonPath(Arc<Compiled>);

struct Compiled {
    text: Box<str>,
    path: ast::Path,
    slots: usize,
    definite: bool,
}

impl JsonPath {
    /// Reads a path. One without `$` starts at the document all the same: `items[0]` is `$.items[0]`.
    ///
    /// ```
    /// use vtlgate::jsonpath::JsonPath;
    ///
    /// let error = JsonPath::parse("$.my name").unwrap_err();
    /// assert_eq!(error.kind(), vtlgate::ErrorKind::InvalidPath);
    /// assert_eq!(error.span().unwrap().start, 4);
    /// assert!(error.message().contains("['my name']"));
    /// ```
    ///
    /// # Errors
    /// [`InvalidPath`](crate::ErrorKind::InvalidPath), with the bytes of the path that can not be read, and
    /// [`Limit`](crate::ErrorKind::Limit) for one that is too long or nested too deep.
    pub fn parse(text: &str) -> Result<JsonPath, Error> {
        JsonPath::parse_within(text, &Limits::default())
    }

    /// [`parse`](JsonPath::parse), where [`Limits::regex_steps`] bounds the regular expressions in filters.
    ///
    /// ```
    /// use vtlgate::jsonpath::JsonPath;
    /// let mut limits = vtlgate::Limits::default();
    /// limits.regex_steps = 1_000;
    /// let path = JsonPath::parse_within("$[?(@ =~ /(a|aa)+\\1b/)]", &limits)?;
    /// let error = path.query(&serde_json::json!(["a".repeat(40)])).unwrap_err();
    /// assert!(error.message().contains("raise `Limits::regex_steps`"));
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`parse`](JsonPath::parse).
    pub fn parse_within(text: &str, limits: &Limits) -> Result<JsonPath, Error> {
        let (path, slots) = parse::read(text, limits)?;
        let definite = path.is_definite();
        Ok(JsonPath(Arc::new(Compiled { text: text.into(), path, slots, definite })))
    }

    /// Whether the path leads to one value at most. Any other path leads to a list of all it finds, which may be empty.
    ///
    /// ```
    /// use vtlgate::jsonpath::JsonPath;
    /// assert!(JsonPath::parse("$.a[0]")?.is_definite());
    /// assert!(!JsonPath::parse("$..a")?.is_definite());
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    pub fn is_definite(&self) -> bool {
        self.0.definite
    }

    /// Follows the path through `document`.
    ///
    /// # Errors
    /// [`PathNotFound`](crate::ErrorKind::PathNotFound) where the path leads nowhere, [`InvalidPath`](crate::ErrorKind::InvalidPath)
    /// where it can not be followed (an unknown function, a filter on a string, a document that is null), and
    /// [`Limit`](crate::ErrorKind::Limit).
    pub fn select(&self, document: &Value, budget: &mut Budget<'_>) -> Result<Value, Error> {
        self.follow(document, budget).map_err(|failure| failure.into_error(&self.0.path))
    }

    /// Where the path leads in a document that nothing has changed, if that is told by names and indexes alone.
    ///
    /// # Errors
    /// [`Limit`](crate::ErrorKind::Limit).
    #[inline]
    pub(crate) fn standing<'document>(
        &self,
        document: &'document Value,
        budget: &mut Budget<'_>,
    ) -> Result<Option<Place<'document>>, Error> {
        let place = select::standing(&self.0.path, document);
        if place.is_some() {
            budget.step(self.0.path.steps.len() as u64 + look_up_steps(document))?;
        }
        Ok(place)
    }

    /// Follows the path as [`select`](JsonPath::select) does, with `None` for a path that leads nowhere.
    ///
    /// # Errors
    /// As [`select`](JsonPath::select), but for `PathNotFound`.
    pub fn find(&self, document: &Value, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        match self.follow(document, budget) {
            Ok(value) => Ok(Some(value)),
            Err(Failure::NotFound(_)) => Ok(None),
            Err(failure) => Err(failure.into_error(&self.0.path)),
        }
    }

    fn follow(&self, document: &Value, budget: &mut Budget<'_>) -> Result<Value, Failure> {
        if document.is_null() {
            return Err(Failure::Invalid("the document is null; only something else can be searched"));
        }
        if let Some(found) = select::follow_plain(&self.0.path, document) {
            budget.step(self.0.path.steps.len() as u64 + look_up_steps(document))?;
            return found;
        }
        let slots = vec![Slot::default(); self.0.slots];
        Selection { document: document.clone(), slots, budget, changes: 0 }.follow(
            &self.0.path,
            document,
            false,
        )
    }

    /// Follows the path through a value of serde_json, with the default limits.
    ///
    /// # Errors
    /// As [`select`](JsonPath::select).
    pub fn query(&self, document: &serde_json::Value) -> Result<serde_json::Value, Error> {
        let limits = Limits::default();
        let mut budget = Budget::new(&limits);
        let document = Value::from_json(document);
        self.select(&document, &mut budget)?.to_json(&mut budget)
    }
}

/// How many steps a plain path's first look-up takes; what is inside is smaller.
fn look_up_steps(document: &Value) -> u64 {
    match document {
        Value::Map(map) => map.look_up_steps(),
        Value::List(list) => list.look_up_steps(usize::MAX),
        _ => 0,
    }
}

impl fmt::Display for JsonPath {
    /// The path as it was written.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.text)
    }
}

impl fmt::Debug for JsonPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JsonPath({:?})", self.0.text)
    }
}

impl std::str::FromStr for JsonPath {
    type Err = Error;

    fn from_str(text: &str) -> Result<JsonPath, Error> {
        JsonPath::parse(text)
    }
}
