//! Reads YAML 1.2 with the place of every value, and CloudFormation's short forms as their long ones.

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use serde_json::Value;

use super::BYTE_ORDER_MARK;
use super::json::DEEPEST;
use super::node::{Node, NodeValue, Origin};
use super::notice::{Notice, Report};

/// How many values a document may hold once its aliases are put in.
const MOST_NODES: usize = 1_000_000;

/// Reads the first document of a YAML text.
pub(super) fn read(text: &str, report: &Report) -> Result<Node, Notice> {
    let content = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let bytes = Bytes { skipped: text.len() - content.len(), text: content, characters: 0, bytes: 0 };
    let mut builder =
        Builder { report, bytes, open: Vec::new(), anchors: Vec::new(), document: None, nodes: 0 };
    for event in Parser::new_from_str(content) {
        let (event, span) = event.map_err(|error| {
            report.error(error.marker().line(), "", format!("not YAML: {}", error.info()))
        })?;
        let start = builder.bytes.of(span.start.index());
        builder.event(event, span.start.line(), start)?;
        if builder.document.is_some() {
            break;
        }
    }
    builder.document.ok_or_else(|| report.error(1, "", "the file is empty"))
}

/// Where the parser's characters are in the file: they come in order, so that nothing is counted twice.
struct Bytes<'a> {
    skipped: usize,
    text: &'a str,
    characters: usize,
    bytes: usize,
}

impl Bytes<'_> {
    fn of(&mut self, character: usize) -> usize {
        if character < self.characters {
            (self.characters, self.bytes) = (0, 0);
        }
        let ahead = self.text.get(self.bytes..).unwrap_or_default().chars();
        self.bytes += ahead.take(character - self.characters).map(char::len_utf8).sum::<usize>();
        self.characters = character;
        self.skipped + self.bytes
    }

    /// Where the `|` or `>` of a block stands whose first line begins at `start`, which is where the parser places it.
    fn block_mark(&self, start: usize) -> usize {
        let is_header = |rest: &str| {
            let rest =
                rest.trim_start_matches(|mark: char| mark == '+' || mark == '-' || mark.is_ascii_digit());
            rest.trim_end().is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#')
        };
        let before = self.text.get(..start.saturating_sub(self.skipped)).unwrap_or_default().trim_end();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.get(line_start..).unwrap_or_default();
        let mark = line.match_indices(['|', '>']).find(|(at, _)| line.get(at + 1..).is_some_and(is_header));
        mark.map_or(start, |(at, _)| self.skipped + line_start + at)
    }
}

/// A list or an object whose end is not reached yet.
struct Open {
    line: usize,
    start: usize,
    anchor: usize,
    tag: Option<String>,
    is_object: bool,
    children: Vec<Node>,
}

struct Builder<'a> {
    report: &'a Report,
    bytes: Bytes<'a>,
    open: Vec<Open>,
    anchors: Vec<(usize, Node)>,
    document: Option<Node>,
    nodes: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, line: usize, start: usize) -> Result<(), Notice> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref().and_then(local_tag);
                let is_key =
                    self.open.last().is_some_and(|open| open.is_object && open.children.len() % 2 == 0);
                let plain = style == ScalarStyle::Plain && tag.is_none() && !is_key;
                self.count(1, line)?;
                let value = if plain { plain_scalar(&text) } else { Value::from(text.as_ref()) };
                let is_name_numeric =
                    is_key && style == ScalarStyle::Plain && plain_scalar(&text).is_number();
                let start = match style {
                    ScalarStyle::Literal | ScalarStyle::Folded => self.bytes.block_mark(start),
                    _ => start,
                };
                let origin = Origin { start: Some(start), is_name_numeric, ..Origin::default() };
                self.complete(Node { origin, ..Node::scalar(line, value) }, anchor, tag);
                Ok(())
            }
            Event::SequenceStart(anchor, tag) => self.start((line, start), anchor, tag.as_deref(), false),
            Event::MappingStart(anchor, tag) => self.start((line, start), anchor, tag.as_deref(), true),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let value =
                        if open.is_object { object(open.children) } else { NodeValue::List(open.children) };
                    let origin = Origin { start: Some(open.start), ..Origin::default() };
                    self.complete(Node { line: open.line, origin, value }, open.anchor, open.tag);
                }
                Ok(())
            }
            Event::Alias(anchor) => {
                let known = self.anchors.iter().rev().find(|(known, _)| *known == anchor);
                match known.map(|(_, node)| node.clone()) {
                    Some(node) => {
                        self.count(size(&node), line)?;
                        self.nest(depth(&node), line)?;
                        self.complete(node, 0, None);
                        Ok(())
                    }
                    None => Err(self.report.error(line, "", "an alias refers to no anchor before it")),
                }
            }
            _ => Ok(()),
        }
    }

    fn start(
        &mut self,
        (line, start): (usize, usize),
        anchor: usize,
        tag: Option<&Tag>,
        is_object: bool,
    ) -> Result<(), Notice> {
        self.count(1, line)?;
        self.nest(0, line)?;
        self.open.push(Open {
            line,
            start,
            anchor,
            tag: tag.and_then(local_tag),
            is_object,
            children: Vec::new(),
        });
        Ok(())
    }

    fn count(&mut self, nodes: usize, line: usize) -> Result<(), Notice> {
        self.nodes = self.nodes.saturating_add(nodes);
        let message = || format!("more than {MOST_NODES} values with aliases put in");
        if self.nodes > MOST_NODES { Err(self.report.error(line, "", message())) } else { Ok(()) }
    }

    /// Refuses a value of this depth that is nested too deep, as one is that an alias puts into others.
    fn nest(&self, depth: usize, line: usize) -> Result<(), Notice> {
        match self.open.len().saturating_add(depth) > DEEPEST {
            true => Err(self.report.error(line, "", format!("nested deeper than {DEEPEST}"))),
            false => Ok(()),
        }
    }

    fn complete(&mut self, node: Node, anchor: usize, tag: Option<String>) {
        let node = match tag {
            Some(tag) => long_form(&tag, node),
            None => node,
        };
        if anchor > 0 {
            self.anchors.push((anchor, node.clone()));
        }
        match self.open.last_mut() {
            Some(open) => open.children.push(node),
            None => self.document = Some(node),
        }
    }
}

/// How many values a node holds.
fn size(node: &Node) -> usize {
    match &node.value {
        NodeValue::Scalar(_) => 1,
        NodeValue::List(elements) => elements.iter().map(size).sum::<usize>().saturating_add(1),
        NodeValue::Object(members) => {
            members.iter().map(|(_, member)| size(member)).sum::<usize>().saturating_add(1)
        }
    }
}

/// How many lists and objects are in one another.
fn depth(node: &Node) -> usize {
    let deepest = match &node.value {
        NodeValue::Scalar(_) => return 0,
        NodeValue::List(elements) => elements.iter().map(depth).max(),
        NodeValue::Object(members) => members.iter().map(|(_, member)| depth(member)).max(),
    };
    deepest.unwrap_or_default() + 1
}

/// Keys and values in turn become members; `<<` puts in the members of another object that are not there.
fn object(children: Vec<Node>) -> NodeValue {
    let mut members: Vec<(String, Node)> = Vec::new();
    let mut merged: Vec<(String, Node)> = Vec::new();
    let mut children = children.into_iter();
    while let (Some(key), Some(mut value)) = (children.next(), children.next()) {
        value.origin.name = key.origin.start;
        value.origin.is_name_numeric = key.origin.is_name_numeric;
        let name = key.as_str().unwrap_or_default().to_owned();
        if name == "<<" {
            let sources =
                if value.elements().is_empty() { std::slice::from_ref(&value) } else { value.elements() };
            merged.extend(sources.iter().flat_map(|source| source.members().iter().cloned()));
        } else {
            members.push((name, value));
        }
    }
    for (name, value) in merged {
        if !members.iter().any(|(known, _)| *known == name) {
            members.push((name, value));
        }
    }
    NodeValue::Object(members)
}

fn local_tag(tag: &Tag) -> Option<String> {
    (tag.handle == "!").then(|| tag.suffix.clone())
}

/// `!Ref x` is `{"Ref": x}`, `!GetAtt a.b` is `{"Fn::GetAtt": ["a", "b"]}`, any other `!Name x` is `{"Fn::Name": x}`.
fn long_form(tag: &str, node: Node) -> Node {
    let (line, start) = (node.line, node.origin.start);
    let (name, argument) = match (tag, node.as_str().and_then(|text| text.split_once('.'))) {
        ("Ref" | "Condition", _) => (tag.to_owned(), node),
        ("GetAtt", Some((resource, attribute))) => {
            let parts = vec![Node::scalar(line, resource), Node::scalar(line, attribute)];
            ("Fn::GetAtt".to_owned(), Node::list(line, parts))
        }
        _ => (format!("Fn::{tag}"), node),
    };
    let origin = Origin { start, ..Origin::default() };
    Node { origin, ..Node::object(line, vec![(name, argument)]) }
}

/// The core schema of YAML 1.2.
fn plain_scalar(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let numeral = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !numeral.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return Value::from(text);
    }
    // A numeral with leading zeros or beyond 64 bits is an account number or a date: it stays what was written.
    let leading_zero = numeral.len() > 1 && numeral.starts_with('0') && !numeral.starts_with("0.");
    if let (false, Ok(integer)) = (leading_zero, text.parse::<i64>()) {
        return Value::from(integer);
    }
    match text.parse::<f64>() {
        Ok(number) if !leading_zero && text.contains(['.', 'e', 'E']) && number.is_finite() => {
            Value::from(number)
        }
        _ => Value::from(text),
    }
}
