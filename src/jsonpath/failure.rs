//! Why following a path gave no value, as Jayway's exceptions tell it.

use super::ast::{Path, StepKind};
use crate::error::{Error, ErrorKind};
use crate::value::Value;

/// What stopped a path. Inside a filter most of these only make a comparison fail, so they cost no text.
pub(super) enum Failure {
    /// `PathNotFoundException`.
    NotFound(Missing),
    /// `InvalidPathException`, which a filter takes for false.
    Invalid(&'static str),
    /// Any other exception of Jayway or Java.
    Thrown(String),
    /// `IndexOutOfBoundsException`, which a step to an element takes for no result.
    OutOfBounds,
    /// A limit was reached.
    Other(Error),
}

/// What a path did not find: at which of its steps, and why.
pub(super) struct Missing {
    pub(super) step: usize,
    pub(super) why: Why,
}

pub(super) enum Why {
    NoResults,
    Property,
    NotAnObject(Value),
    NotAnArray(Value),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Other(error)
    }
}

impl Failure {
    pub(super) fn missing(step: usize, why: Why) -> Failure {
        Failure::NotFound(Missing { step, why })
    }

    /// The error that a user sees.
    #[cold]
    pub(super) fn into_error(self, path: &Path) -> Error {
        match self {
            Failure::NotFound(missing) => Error::new(ErrorKind::PathNotFound, missing.message(path)),
            Failure::Invalid(message) => Error::new(ErrorKind::InvalidPath, message),
            Failure::Thrown(message) => Error::new(ErrorKind::InvalidPath, message),
            Failure::OutOfBounds => Error::new(
                ErrorKind::InvalidPath,
                "the index given to a function is beyond the end of the list; use one that is inside",
            ),
            Failure::Other(error) => error,
        }
    }
}

impl Missing {
    fn message(&self, path: &Path) -> String {
        let before = shown(path, self.step);
        let fragment = path.steps.get(self.step).map_or(String::new(), |step| fragment(&step.kind));
        match &self.why {
            Why::NoResults => format!("No results for path: {}", shown(path, path.steps.len())),
            Why::Property => format!("Missing property in path {before}{fragment}"),
            Why::NotAnObject(found) => format!(
                "Expected to find an object with property {fragment} in path {before} but found '{}'.",
                found.class_name()
            ),
            Why::NotAnArray(Value::Null) => format!("The path {before} is null"),
            Why::NotAnArray(found) => format!(
                "Filter: {fragment} can only be applied to arrays. Found '{}' in path {before}.",
                found.class_name()
            ),
        }
    }
}

/// The first `steps` steps as Jayway prints them.
fn shown(path: &Path, steps: usize) -> String {
    let root = if path.from_document { "$" } else { "@" };
    path.steps.iter().take(steps).fold(root.to_owned(), |text, step| text + &fragment(&step.kind))
}

fn fragment(kind: &StepKind) -> String {
    match kind {
        StepKind::Scan { .. } => "..".to_owned(),
        StepKind::Names(names) => {
            let quoted = |name: &str| format!("'{}'", name.replace('\\', "\\\\").replace('\'', "\\'"));
            format!("[{}]", names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(","))
        }
        StepKind::Wildcard => "[*]".to_owned(),
        StepKind::Indexes(indexes) => {
            format!("[{}]", indexes.iter().map(i32::to_string).collect::<Vec<_>>().join(","))
        }
        StepKind::Slice { from, to } => {
            let bound = |bound: &Option<i32>| bound.map(|bound| bound.to_string()).unwrap_or_default();
            format!("[{}:{}]", bound(from), bound(to))
        }
        StepKind::Filter(_) => "[?]".to_owned(),
        StepKind::Function { name, .. } => format!(".{name}()"),
    }
}
