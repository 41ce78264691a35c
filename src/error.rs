//! The one error of the library: what went wrong, where, and what to do next.

use std::fmt;
use std::sync::Arc;

use crate::source::{Position, Span};

/// What kind of failure an [`Error`] is; stable, for programs to tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The template is not valid VTL; the service accepts it at deployment and answers 500 when it is called.
    Parse,
    /// The template failed while it ran: a Java method threw, an index was out of bounds, `#include` was met.
    Runtime,
    /// A declared limit of [`Limits`](crate::Limits) was reached.
    Limit,
    /// A JSONPath found nothing.
    PathNotFound,
    /// A JSONPath is not valid.
    InvalidPath,
    /// The body is not JSON, not even by json-smart's permissive reading.
    Body,
}

impl ErrorKind {
    /// The kind's name in the output of `vtlgate batch`.
    ///
    /// ```
    /// assert_eq!(vtlgate::ErrorKind::PathNotFound.name(), "path-not-found");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Parse => "parse",
            ErrorKind::Runtime => "runtime",
            ErrorKind::Limit => "limit",
            ErrorKind::PathNotFound => "path-not-found",
            ErrorKind::InvalidPath => "invalid-path",
            ErrorKind::Body => "body",
        }
    }
}

/// Why a template could not be parsed or rendered, a path not answered, a body not read.
///
/// ```
/// let error = vtlgate::Template::parse("Hello #if($x)").unwrap_err();
/// assert_eq!(error.kind(), vtlgate::ErrorKind::Parse);
/// assert_eq!(error.position().unwrap().column, 7);
/// ```
#[derive(Clone)]
pub struct Error(Box<Details>);

#[derive(Debug, Clone)]
struct Details {
    kind: ErrorKind,
    message: String,
    exception: Option<&'static str>,
    template: Option<Arc<str>>,
    span: Option<Span>,
    position: Option<Position>,
}

impl Error {
    /// An error without a place; whoever knows the place attaches it with [`at`](Error::at).
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error(Box::new(Details {
            kind,
            message: message.into(),
            exception: None,
            template: None,
            span: None,
            position: None,
        }))
    }

    /// A failure of the running template.
    pub fn runtime(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Runtime, message)
    }

    /// A Java method threw `exception` (a class name such as `java.lang.NumberFormatException`) with `message`.
    pub fn thrown(exception: &'static str, message: impl Into<String>) -> Error {
        let mut error = Error::runtime(message);
        error.0.exception = Some(exception);
        error
    }

    /// A declared limit was reached: `limit` is the member of [`Limits`](crate::Limits) that raises it.
    pub fn limit(limit: &str, message: impl fmt::Display) -> Error {
        Error::new(ErrorKind::Limit, format!("{message}; raise `Limits::{limit}` to allow more"))
    }

    /// The same error, placed: the first place given stays, as it is the innermost.
    pub fn at(mut self, span: Span) -> Error {
        self.0.span.get_or_insert(span);
        self
    }

    /// The same error, of the template `name` with the text `text`, which tells line and column.
    pub fn in_template(mut self, name: &Arc<str>, text: &str) -> Error {
        if self.0.template.is_none() {
            self.0.template = Some(name.clone());
            self.0.position = self.0.span.map(|span| Position::of(text, span.start as usize));
        }
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What is wrong and what to do next, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The Java exception's class name where a Java method threw.
    pub fn exception(&self) -> Option<&'static str> {
        self.0.exception
    }

    /// The name of the template.
    pub fn template_name(&self) -> Option<&str> {
        self.0.template.as_deref()
    }

    /// The bytes of the template's text that the error is about.
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// Line and column where [`span`](Error::span) starts.
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(template) = &self.0.template {
            match self.0.position {
                Some(position) => write!(formatter, "{template}:{position}: ")?,
                None => write!(formatter, "{template}: ")?,
            }
        }
        if let Some(exception) = self.0.exception {
            formatter.write_str(exception)?;
            // Many of Java's exceptions have no message.
            if !self.0.message.is_empty() {
                formatter.write_str(": ")?;
            }
        }
        formatter.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for Error {}
