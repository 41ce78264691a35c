//! A case file as a tree that knows where everything stands, in whichever of the three languages it is written.

mod json;
mod toml;
mod yaml;

use std::cell::Cell;
use std::collections::HashSet;
use std::path::Path;

use serde_json::{Map, Number, Value as Json};

/// A place in a file: line and column in characters, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// What is wrong with a case file, and what to do.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) place: Place,
    pub(super) message: String,
    pub(super) next: Option<String>,
}

/// A value and where it begins.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) value: Value,
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(Name, Node)>),
}

/// The name of a member and where it begins.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) place: Place,
    pub(super) text: String,
}

impl Wrong {
    pub(super) fn new(place: Place, message: impl Into<String>) -> Wrong {
        Wrong { place, message: message.into(), next: None }
    }

    /// The same with what to do about it.
    pub(super) fn next(mut self, next: impl Into<String>) -> Wrong {
        self.next = Some(next.into());
        self
    }
}

/// Reads a case file, which is without a byte order mark; its name's ending tells the language.
pub(super) fn read(path: &Path, text: &str) -> Result<Node, Wrong> {
    let language = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if text.trim().is_empty() {
        let first = match language {
            "toml" => "write `[[cases]]`",
            "json" => "write `{\"cases\": []}`",
            _ => "write `cases:`",
        };
        return Err(Wrong::new(Place { line: 1, column: 1 }, "the file is empty").next(first));
    }
    match language {
        "toml" => toml::read(text),
        "json" => json::read(text),
        _ => yaml::read(text),
    }
}

impl Node {
    /// An object, whose members have names of their own.
    fn object(place: Place, members: Vec<(Name, Node)>) -> Result<Node, Wrong> {
        let mut names = HashSet::with_capacity(members.len());
        match members.iter().find(|(name, _)| !names.insert(name.text.as_str())) {
            Some((name, _)) => {
                Err(Wrong::new(name.place, format!("`{}` is there twice", name.text)).next("keep one"))
            }
            None => Ok(Node { place, value: Value::Object(members) }),
        }
    }

    /// The value as JSON.
    pub(super) fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Boolean(value) => Json::Bool(*value),
            Value::Number(number) => Json::Number(number.clone()),
            Value::Text(text) => Json::String(text.clone()),
            Value::List(elements) => elements.iter().map(Node::to_json).collect(),
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| (name.text.clone(), value.to_json()));
                Json::Object(members.collect::<Map<_, _>>())
            }
        }
    }

    /// What kind of value it is, with its article.
    pub(super) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Boolean(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}

/// Where the lines of a text start, to tell the places of offsets.
struct Lines<'text> {
    text: &'text str,
    starts: Vec<usize>,
    /// The last offset that was asked for, and its place: the next is not far behind it, even on one long line.
    last: Cell<(usize, Place)>,
}

impl<'text> Lines<'text> {
    fn of(text: &'text str) -> Lines<'text> {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1));
        Lines { text, starts: starts.collect(), last: Cell::new((0, Place { line: 1, column: 1 })) }
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let (last_offset, last) = self.last.get();
        let (from, column) = match last.line == line && last_offset <= offset {
            true => (last_offset, last.column),
            false => (start, 1),
        };
        let between = self.text.get(from..offset).unwrap_or_default();
        let place = Place { line, column: column + between.chars().count() };
        self.last.set((offset, place));
        place
    }
}
