//! What an import has to say: errors, and warnings about what it did not understand.

use std::cell::RefCell;
use std::fmt;

/// Something an import has to say about one place of a file.
///
/// Printed: `api.yaml:12: paths./pets.get.x-amazon-apigateway-integration.type: `HTTPS` is not …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The file's name, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The member, as a dotted path from the document's root; empty for the whole document.
    pub member: String,
    /// What there is to say, and what to do.
    pub message: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: ", self.file, self.line)?;
        if !self.member.is_empty() {
            write!(formatter, "{}: ", self.member)?;
        }
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Notice {}

/// Collects the warnings of one import, and words its errors.
pub(super) struct Report {
    file: String,
    is_lenient: bool,
    warnings: RefCell<Vec<Notice>>,
}

impl Report {
    pub(super) fn new(file: &str) -> Report {
        Report { file: file.to_owned(), is_lenient: false, warnings: RefCell::new(Vec::new()) }
    }

    /// For a look at what is written: what only a deployment knows is no error, and no warning either.
    pub(super) fn lenient(file: &str) -> Report {
        Report { is_lenient: true, ..Report::new(file) }
    }

    pub(super) fn is_lenient(&self) -> bool {
        self.is_lenient
    }

    pub(super) fn error(&self, line: usize, member: &str, message: impl Into<String>) -> Notice {
        Notice { file: self.file.clone(), line, member: member.to_owned(), message: message.into() }
    }

    pub(super) fn warn(&self, line: usize, member: &str, message: impl Into<String>) {
        self.push(self.error(line, member, message));
    }

    pub(super) fn push(&self, warning: Notice) {
        self.warnings.borrow_mut().push(warning);
    }

    pub(super) fn into_warnings(self) -> Vec<Notice> {
        self.warnings.into_inner()
    }
}
