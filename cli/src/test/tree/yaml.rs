//! Case files in YAML 1.2.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::Number;

use super::{Name, Node, Place, Value, Wrong};

/// As many values a file may hold, those that aliases stand for counted each time.
const MOST: usize = 10_000_000;

/// As deep a file may nest.
const DEEPEST: usize = 128;

pub(super) fn read(text: &str) -> Result<Node, Wrong> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let place = Place { line: error.marker().line(), column: error.marker().col() + 1 };
            Wrong::new(place, format!("this is no YAML: {}", error.info()))
        })?;
        builder.event(event, place(span))?;
    }
    let nothing = || Wrong::new(Place { line: 1, column: 1 }, "the file is empty").next("write `cases:`");
    builder.document.ok_or_else(nothing)
}

fn place(span: Span) -> Place {
    Place { line: span.start.line(), column: span.start.col() + 1 }
}

/// A list or an object whose end is not reached yet.
struct Open {
    place: Place,
    anchor: usize,
    is_object: bool,
    children: Vec<Node>,
}

/// What an alias stands for, how many values that holds, and how many of them are in one another.
#[derive(Clone)]
struct Anchored {
    node: Node,
    values: usize,
    depth: usize,
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: HashMap<usize, Anchored>,
    document: Option<Node>,
    values: usize,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, place: Place) -> Result<(), Wrong> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_name =
                    self.open.last().is_some_and(|open| open.is_object && open.children.len() % 2 == 0);
                let value = match style == ScalarStyle::Plain && tag.is_none() && !is_name {
                    true => plain(&text),
                    false => Value::Text(text.into_owned()),
                };
                self.complete(Node { place, value }, anchor, 1)
            }
            Event::SequenceStart(anchor, _) => self.start(place, anchor, false),
            Event::MappingStart(anchor, _) => self.start(place, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let node = match open.is_object {
                    true => object(open.place, open.children)?,
                    false => Node { place: open.place, value: Value::List(open.children) },
                };
                let values = if open.anchor > 0 { size(&node) } else { 1 };
                self.complete(node, open.anchor, values)
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some(Anchored { node, values, depth }) => {
                    self.nest(depth, place)?;
                    self.complete(node, 0, values)
                }
                None => Err(Wrong::new(place, "this alias refers to no anchor before it")),
            },
            Event::DocumentStart(_) if self.document.is_some() => {
                Err(Wrong::new(place, "a second document begins here").next("put its cases into the first"))
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, place: Place, anchor: usize, is_object: bool) -> Result<(), Wrong> {
        self.nest(1, place)?;
        self.open.push(Open { place, anchor, is_object, children: Vec::new() });
        Ok(())
    }

    /// Refuses a value of this depth that is nested too deep, as one is that an alias puts into others.
    fn nest(&self, depth: usize, place: Place) -> Result<(), Wrong> {
        match self.open.len().saturating_add(depth) > DEEPEST {
            true => Err(Wrong::new(place, format!("values are nested more than {DEEPEST} deep"))),
            false => Ok(()),
        }
    }

    fn complete(&mut self, node: Node, anchor: usize, values: usize) -> Result<(), Wrong> {
        self.values = self.values.saturating_add(values);
        if self.values > MOST {
            return Err(Wrong::new(node.place, format!("the file holds more than {MOST} values")));
        }
        if anchor > 0 {
            let depth = depth(&node);
            self.anchors.insert(anchor, Anchored { node: node.clone(), values, depth });
        }
        match self.open.last_mut() {
            Some(open) => open.children.push(node),
            None => self.document = Some(node),
        }
        Ok(())
    }
}

/// How many values a node holds.
fn size(node: &Node) -> usize {
    match &node.value {
        Value::List(elements) => elements.iter().map(size).sum::<usize>() + 1,
        Value::Object(members) => members.iter().map(|(_, value)| size(value)).sum::<usize>() + 1,
        _ => 1,
    }
}

/// How many lists and objects are in one another.
fn depth(node: &Node) -> usize {
    let deepest = match &node.value {
        Value::List(elements) => elements.iter().map(depth).max(),
        Value::Object(members) => members.iter().map(|(_, value)| depth(value)).max(),
        _ => return 0,
    };
    deepest.unwrap_or_default() + 1
}

/// Names and values in turn become members; `<<` puts in those of other objects that are not there.
fn object(place: Place, children: Vec<Node>) -> Result<Node, Wrong> {
    let (mut members, mut merged) = (Vec::with_capacity(children.len() / 2), Vec::new());
    let mut children = children.into_iter();
    while let (Some(name), Some(value)) = (children.next(), children.next()) {
        match name.value {
            Value::Text(text) if text == "<<" => match value.value {
                Value::Object(others) => merged.extend(others),
                Value::List(sources) => merged.extend(sources.into_iter().flat_map(into_members)),
                _ => return Err(Wrong::new(value.place, "`<<` merges objects only")),
            },
            Value::Text(text) => members.push((Name { place: name.place, text }, value)),
            _ => return Err(Wrong::new(name.place, format!("{} is no name of a member", name.kind()))),
        }
    }
    for (name, value) in merged {
        if !members.iter().any(|(known, _): &(Name, Node)| known.text == name.text) {
            members.push((name, value));
        }
    }
    Node::object(place, members)
}

fn into_members(node: Node) -> Vec<(Name, Node)> {
    match node.value {
        Value::Object(members) => members,
        _ => Vec::new(),
    }
}

/// The core schema.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Boolean(true),
        "false" | "False" | "FALSE" => return Value::Boolean(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        // A numeral with leading zeros is an account number or the like: it stays what is written.
        let leading_zero = digits
            .strip_prefix('0')
            .is_some_and(|rest| rest.starts_with(|second: char| second.is_ascii_digit()));
        let number = match text.parse::<i64>() {
            _ if leading_zero => None,
            Ok(integer) => Some(Number::from(integer)),
            Err(_) => {
                let unsigned = text.parse::<u64>().ok().map(Number::from);
                unsigned.or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
            }
        };
        if let Some(number) = number {
            return Value::Number(number);
        }
    }
    Value::Text(text.to_owned())
}
