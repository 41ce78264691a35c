//! The cursor over a pattern, with COMMENTS mode's skipping built in.
//!
//! Java reports errors by the position of its cursor, so this one moves as Java's does. Past the end it reads zeros.

use super::error::PatternError;
use super::flags::Flags;
use super::property;
use super::quotation::without_quotations;
use super::{charset, charset::CharSet};

/// A code point as a character, zero where the code point is a lone surrogate.
pub(super) fn character(code: u32) -> char {
    char::from_u32(code).unwrap_or('\u{FFFD}')
}

/// Reads a pattern code point by code point.
pub(super) struct Reader<'p> {
    pattern: &'p str,
    codes: Vec<u32>,
    pub(super) cursor: usize,
    pub(super) flags: Flags,
    /// Properties already looked up, since each costs as much as many characters.
    properties: Vec<((String, Flags), CharSet)>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(pattern: &'p str, flags: Flags) -> Self {
        let plain: Vec<u32> = pattern.chars().map(u32::from).collect();
        Self { pattern, codes: without_quotations(&plain), cursor: 0, flags, properties: Vec::new() }
    }

    /// Java's `error`: the description with the position before the cursor.
    pub(super) fn error(&self, description: impl Into<String>) -> PatternError {
        PatternError::Syntax {
            description: description.into(),
            index: self.cursor.saturating_sub(1),
            pattern: self.pattern.to_owned(),
        }
    }

    pub(super) fn has(&self, flags: Flags) -> bool {
        self.flags.contains(flags)
    }

    pub(super) fn at_end(&self) -> bool {
        self.cursor >= self.codes.len()
    }

    pub(super) fn length(&self) -> usize {
        self.codes.len()
    }

    /// The code point at a place, nothing skipped.
    pub(super) fn raw(&self, index: usize) -> u32 {
        self.codes.get(index).copied().unwrap_or(0)
    }

    /// The next significant code point, not consumed.
    pub(super) fn peek(&mut self) -> u32 {
        self.significant();
        self.raw(self.cursor)
    }

    /// Consumes one code point, then peeks.
    pub(super) fn next(&mut self) -> u32 {
        self.cursor += 1;
        self.peek()
    }

    /// Consumes the next significant code point and returns it.
    pub(super) fn read(&mut self) -> u32 {
        self.significant();
        let code = self.raw(self.cursor);
        self.cursor += 1;
        code
    }

    /// Consumes one code point and returns the one after it, nothing skipped.
    pub(super) fn next_escaped(&mut self) -> u32 {
        self.cursor += 1;
        self.raw(self.cursor)
    }

    /// Consumes two code points and returns the second, nothing skipped.
    pub(super) fn skip(&mut self) -> u32 {
        let code = self.raw(self.cursor + 1);
        self.cursor += 2;
        code
    }

    pub(super) fn unread(&mut self) {
        self.cursor = self.cursor.saturating_sub(1);
    }

    /// In COMMENTS mode, moves past whitespace and comments.
    fn significant(&mut self) {
        if !self.has(Flags::COMMENTS) {
            return;
        }
        loop {
            match character(self.raw(self.cursor)) {
                '\t'..='\r' | ' ' => self.cursor += 1,
                '#' => {
                    self.cursor += 1;
                    while !self.at_end() && !self.ends_line(self.raw(self.cursor)) {
                        self.cursor += 1;
                    }
                }
                _ => return,
            }
        }
    }

    fn ends_line(&self, code: u32) -> bool {
        match character(code) {
            '\0' | '\n' => true,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => !self.has(Flags::UNIX_LINES),
            _ => false,
        }
    }

    /// The property after `\p` or `\P`; the cursor stands on the `p`.
    pub(super) fn family(&mut self) -> Result<CharSet, PatternError> {
        let negated = character(self.raw(self.cursor)) == 'P';
        let name: String = if self.next() == u32::from('{') {
            self.cursor += 1;
            let start = self.cursor;
            while !self.at_end() && self.raw(self.cursor) != u32::from('}') {
                self.cursor += 1;
            }
            let end = self.cursor;
            self.cursor += 1;
            if end >= self.length() {
                return Err(self.error("Unclosed character family"));
            }
            if start == end {
                return Err(self.error("Empty character family"));
            }
            (start..end).map(|index| character(self.raw(index))).collect()
        } else {
            let letter = character(self.raw(self.cursor)).to_string();
            self.read();
            letter
        };
        let set = self.property(&name)?;
        Ok(if negated { charset::complement(set) } else { set })
    }

    fn property(&mut self, name: &str) -> Result<CharSet, PatternError> {
        let key = (name.to_owned(), self.flags);
        if let Some((_, set)) = self.properties.iter().find(|(known, _)| *known == key) {
            return Ok(set.clone());
        }
        let set = match name.split_once('=') {
            Some((key, value)) => {
                let key = key.to_lowercase();
                property::keyed(&key, value, self.flags).ok_or_else(|| {
                    self.error(format!("Unknown Unicode property {{name=<{key}>, value=<{value}>}}"))
                })?
            }
            None => property::named(name, self.flags)
                .ok_or_else(|| self.error(format!("Unknown character property name {{{name}}}")))?,
        };
        self.properties.push((key, set.clone()));
        Ok(set)
    }
}
