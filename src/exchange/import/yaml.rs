//! Reads YAML 1.2 with the line of every value, and CloudFormation's short forms as their long ones.

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use serde_json::Value;

use super::json::DEEPEST;
use super::node::{Node, NodeValue};
use super::notice::{Notice, Report};

/// How many values a document may hold once its aliases are put in.
const MOST_NODES: usize = 1_000_000;

/// Reads the first document of a YAML text.
pub(super) fn read(text: &str, report: &Report) -> Result<Node, Notice> {
    let mut builder = Builder { report, open: Vec::new(), anchors: Vec::new(), document: None, nodes: 0 };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            report.error(error.marker().line(), "", format!("not YAML: {}", error.info()))
        })?;
        builder.event(event, span.start.line())?;
        if builder.document.is_some() {
            break;
        }
    }
    builder.document.ok_or_else(|| report.error(1, "", "the file is empty"))
}

/// A list or an object whose end is not reached yet.
struct Open {
    line: usize,
    anchor: usize,
    tag: Option<String>,
    is_object: bool,
    children: Vec<Node>,
}

struct Builder<'a> {
    report: &'a Report,
    open: Vec<Open>,
    anchors: Vec<(usize, Node)>,
    document: Option<Node>,
    nodes: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, line: usize) -> Result<(), Notice> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref().and_then(local_tag);
                let is_key =
                    self.open.last().is_some_and(|open| open.is_object && open.children.len() % 2 == 0);
                let plain = style == ScalarStyle::Plain && tag.is_none() && !is_key;
                self.count(1, line)?;
                let value = if plain { plain_scalar(&text) } else { Value::from(text.as_ref()) };
                self.complete(Node::scalar(line, value), anchor, tag);
                Ok(())
            }
            Event::SequenceStart(anchor, tag) => self.start(line, anchor, tag.as_deref(), false),
            Event::MappingStart(anchor, tag) => self.start(line, anchor, tag.as_deref(), true),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let value =
                        if open.is_object { object(open.children) } else { NodeValue::List(open.children) };
                    self.complete(Node { line: open.line, value }, open.anchor, open.tag);
                }
                Ok(())
            }
            Event::Alias(anchor) => {
                let known = self.anchors.iter().rev().find(|(known, _)| *known == anchor);
                match known.map(|(_, node)| node.clone()) {
                    Some(node) => {
                        self.count(size(&node), line)?;
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
        line: usize,
        anchor: usize,
        tag: Option<&Tag>,
        is_object: bool,
    ) -> Result<(), Notice> {
        self.count(1, line)?;
        if self.open.len() > DEEPEST {
            return Err(self.report.error(line, "", format!("nested deeper than {DEEPEST}")));
        }
        self.open.push(Open { line, anchor, tag: tag.and_then(local_tag), is_object, children: Vec::new() });
        Ok(())
    }

    fn count(&mut self, nodes: usize, line: usize) -> Result<(), Notice> {
        self.nodes = self.nodes.saturating_add(nodes);
        let message = || format!("more than {MOST_NODES} values with aliases put in");
        if self.nodes > MOST_NODES { Err(self.report.error(line, "", message())) } else { Ok(()) }
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

/// Keys and values in turn become members; `<<` puts in the members of another object that are not there.
fn object(children: Vec<Node>) -> NodeValue {
    let mut members: Vec<(String, Node)> = Vec::new();
    let mut merged: Vec<(String, Node)> = Vec::new();
    let mut children = children.into_iter();
    while let (Some(key), Some(value)) = (children.next(), children.next()) {
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
    let line = node.line;
    let (name, argument) = match (tag, node.as_str().and_then(|text| text.split_once('.'))) {
        ("Ref" | "Condition", _) => (tag.to_owned(), node),
        ("GetAtt", Some((resource, attribute))) => {
            let parts = vec![Node::scalar(line, resource), Node::scalar(line, attribute)];
            ("Fn::GetAtt".to_owned(), Node { line, value: NodeValue::List(parts) })
        }
        _ => (format!("Fn::{tag}"), node),
    };
    Node::object(line, vec![(name, argument)])
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
