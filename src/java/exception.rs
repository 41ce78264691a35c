//! The exceptions Java's own methods throw, as values.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// A Java exception: its class and its message, as `Throwable.getClass().getName()` and `getMessage()` tell them.
///
/// `Display` writes what `Throwable.toString` returns.
///
/// ```
/// use vtlgate::java::Exception;
/// let thrown = Exception::new("java.lang.ArithmeticException", "/ by zero");
/// assert_eq!(thrown.to_string(), "java.lang.ArithmeticException: / by zero");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    class: &'static str,
    message: Option<Cow<'static, str>>,
}

impl Exception {
    /// An exception of the class with this full name, with a message.
    pub fn new(class: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { class, message: Some(message.into()) }
    }

    /// An exception whose `getMessage()` is null.
    pub fn without_message(class: &'static str) -> Self {
        Self { class, message: None }
    }

    /// `java.lang.ArithmeticException`.
    pub fn arithmetic(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("java.lang.ArithmeticException", message)
    }

    /// `java.lang.NumberFormatException`.
    pub fn number_format(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("java.lang.NumberFormatException", message)
    }

    /// `java.lang.IllegalArgumentException`.
    pub fn illegal_argument(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new("java.lang.IllegalArgumentException", message)
    }

    /// The full name of the class, such as `java.lang.ArithmeticException`.
    pub fn class(&self) -> &'static str {
        self.class
    }

    /// The message, or `None` where `getMessage()` is null.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.message {
            Some(message) => write!(out, "{}: {message}", self.class),
            None => out.write_str(self.class),
        }
    }
}

impl Error for Exception {}

/// Why an operation gave no result.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// Java throws.
    Thrown(Exception),
    /// The result would be larger than the caller allows; Java would go on, or run out of memory.
    LimitExceeded,
    /// Java would go on, but this is not built here; the text names it.
    Unsupported(&'static str),
}

impl From<Exception> for Failure {
    fn from(thrown: Exception) -> Self {
        Self::Thrown(thrown)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thrown(thrown) => thrown.fmt(out),
            Self::Unsupported(what) => write!(out, "{what} is not supported"),
            Self::LimitExceeded => {
                out.write_str("the result is larger than the limit; use smaller numbers, or raise the limit")
            }
        }
    }
}

impl Error for Failure {}
