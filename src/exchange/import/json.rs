//! Reads JSON with the place of every value.

use serde_json::Value;

use super::BYTE_ORDER_MARK;
use super::node::{Node, NodeValue, Origin};
use super::notice::{Notice, Report};

/// How deep a definition may nest.
pub(super) const DEEPEST: usize = 100;

/// Reads one JSON document.
pub(super) fn read(text: &str, report: &Report) -> Result<Node, Notice> {
    let rest = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut reader = Reader { length: text.len(), rest, line: 1 };
    let document = reader.value(0).and_then(|node| {
        reader.skip_space();
        if reader.rest.is_empty() {
            Ok(node)
        } else {
            Err("there is more after the end of the document".to_owned())
        }
    });
    document.map_err(|message| {
        let before = text.get(..reader.offset()).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        report.error(reader.line, "", format!("not JSON: {message} in column {column}"))
    })
}

struct Reader<'a> {
    length: usize,
    rest: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        let trimmed = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.advance(self.rest.len() - trimmed.len());
    }

    /// Where the reader is, in bytes of the file.
    fn offset(&self) -> usize {
        self.length - self.rest.len()
    }

    fn advance(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += passed.matches('\n').count();
        self.rest = rest;
    }

    fn take(&mut self, token: char) -> bool {
        self.skip_space();
        let found = self.rest.starts_with(token);
        if found {
            self.advance(token.len_utf8());
        }
        found
    }

    fn demand(&mut self, token: char) -> Result<(), String> {
        if self.take(token) { Ok(()) } else { Err(format!("`{token}` is missing before {}", self.ahead())) }
    }

    fn ahead(&self) -> String {
        match self.rest.chars().next() {
            Some(next) => format!("`{next}`"),
            None => "the end of the file".to_owned(),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, String> {
        if depth > DEEPEST {
            return Err(format!("nested deeper than {DEEPEST}"));
        }
        self.skip_space();
        let (line, start) = (self.line, self.offset());
        let value = if self.take('{') {
            self.object(depth)?
        } else if self.take('[') {
            self.list(depth)?
        } else {
            NodeValue::Scalar(self.scalar()?)
        };
        Ok(Node { line, origin: Origin { start: Some(start), ..Origin::default() }, value })
    }

    fn object(&mut self, depth: usize) -> Result<NodeValue, String> {
        let mut members = Vec::new();
        if self.take('}') {
            return Ok(NodeValue::Object(members));
        }
        loop {
            self.skip_space();
            let place = self.offset();
            let Value::String(name) = self.scalar()? else {
                return Err("a member's name must be a string".to_owned());
            };
            self.demand(':')?;
            let mut member = self.value(depth + 1)?;
            member.origin.name = Some(place);
            members.push((name, member));
            if !self.take(',') {
                self.demand('}')?;
                return Ok(NodeValue::Object(members));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<NodeValue, String> {
        let mut elements = Vec::new();
        if self.take(']') {
            return Ok(NodeValue::List(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            if !self.take(',') {
                self.demand(']')?;
                return Ok(NodeValue::List(elements));
            }
        }
    }

    /// A string, number, boolean or null: its end is found here, its value is serde_json's.
    fn scalar(&mut self) -> Result<Value, String> {
        let end = if self.rest.starts_with('"') {
            string_end(self.rest).ok_or("a string has no end")?
        } else {
            self.rest.find([',', ':', ']', '}', ' ', '\t', '\r', '\n']).unwrap_or(self.rest.len())
        };
        let token = self.rest.get(..end).unwrap_or_default();
        if token.is_empty() {
            return Err(format!("a value is missing before {}", self.ahead()));
        }
        let value = serde_json::from_str(token).map_err(|_| format!("`{token}` is no value"))?;
        self.advance(end);
        Ok(value)
    }
}

fn string_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}
