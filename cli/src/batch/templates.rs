//! The templates of a stream, each parsed once.

use std::collections::HashMap;

use vtlgate::{Dialect, Error, Limits, Template};

/// How many templates a worker remembers, and how many bytes of their text: a stream that brings a template a line must
/// not grow the memory.
const TEMPLATES: usize = 256;
const BYTES: usize = 4 * 1024 * 1024;

/// Parsed templates by dialect and by their text as it stands in the line: a JSON string, or none for the one that the
/// command line names. Starts anew when it is full.
#[derive(Clone)]
pub(super) struct Templates {
    /// Of each dialect.
    limits: [Limits; 2],
    known: [HashMap<Box<str>, Result<Template, Error>>; 2],
    templates: usize,
    bytes: usize,
}

impl Templates {
    /// None yet.
    pub(super) fn new(limits: [Limits; 2]) -> Templates {
        Templates { limits, known: Default::default(), templates: 0, bytes: 0 }
    }

    /// The template of `dialect` with the key `key`, whose text `text` tells when it is new.
    pub(super) fn parsed<E>(
        &mut self,
        key: &str,
        dialect: Dialect,
        text: impl FnOnce() -> Result<String, E>,
    ) -> Result<Result<Template, Error>, E> {
        let slot = usize::from(dialect == Dialect::Velocity);
        if let Some(known) = self.known[slot].get(key) {
            return Ok(known.clone());
        }
        let parsed = Template::builder().dialect(dialect).limits(self.limits[slot].clone()).parse(&text()?);
        if self.templates == TEMPLATES || self.bytes + key.len() > BYTES {
            *self = Templates::new(self.limits.clone());
        }
        self.templates += 1;
        self.bytes += key.len();
        self.known[slot].insert(key.into(), parsed.clone());
        Ok(parsed)
    }
}
