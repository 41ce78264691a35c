//! A document as it stands in its file: every value knows its place.

use std::sync::Arc;

use serde_json::Value;

/// A value, the line it begins on and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) line: usize,
    pub(crate) origin: Origin,
    pub(crate) value: NodeValue,
}

/// Where a value was written, in bytes of its file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Origin {
    /// Where it begins; a text that was put together has no place of its own.
    pub(crate) start: Option<usize>,
    /// Where its name begins, if it is a member.
    pub(crate) name: Option<usize>,
    /// Whether its name is a number without quotes, as YAML allows.
    pub(crate) is_name_numeric: bool,
    /// What a text was put together of.
    pub(crate) pieces: Vec<Piece>,
}

/// A part of a text that was put together of others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// How many bytes of the text it makes.
    pub(crate) length: usize,
    /// The text it comes from, and where that begins.
    pub(crate) source: Arc<str>,
    pub(crate) start: usize,
    /// Which bytes of that text it stands for: as many as `length` where they were taken as they are.
    pub(crate) from: usize,
    pub(crate) until: usize,
}

/// What a [`Node`] holds: JSON's six kinds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NodeValue {
    Scalar(Value),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn scalar(line: usize, value: impl Into<Value>) -> Node {
        Node { line, origin: Origin::default(), value: NodeValue::Scalar(value.into()) }
    }

    pub(super) fn list(line: usize, elements: Vec<Node>) -> Node {
        Node { line, origin: Origin::default(), value: NodeValue::List(elements) }
    }

    pub(super) fn object(line: usize, members: Vec<(String, Node)>) -> Node {
        Node { line, origin: Origin::default(), value: NodeValue::Object(members) }
    }

    pub(super) fn is_null(&self) -> bool {
        self.value == NodeValue::Scalar(Value::Null)
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.value {
            NodeValue::Scalar(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn members(&self) -> &[(String, Node)] {
        match &self.value {
            NodeValue::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn elements(&self) -> &[Node] {
        match &self.value {
            NodeValue::List(elements) => elements,
            _ => &[],
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        self.members().iter().find(|(known, _)| known == name).map(|(_, member)| member)
    }

    /// About how many characters it holds.
    pub(super) fn characters(&self) -> usize {
        match &self.value {
            NodeValue::Scalar(Value::String(text)) => text.len(),
            NodeValue::Scalar(_) => 1,
            NodeValue::List(elements) => {
                elements.iter().fold(1, |sum, node| sum.saturating_add(node.characters()))
            }
            NodeValue::Object(members) => {
                members.iter().fold(1, |sum, (name, node)| sum.saturating_add(name.len() + node.characters()))
            }
        }
    }

    /// The value without its lines.
    pub(crate) fn to_json(&self) -> Value {
        match &self.value {
            NodeValue::Scalar(value) => value.clone(),
            NodeValue::List(elements) => elements.iter().map(Node::to_json).collect(),
            NodeValue::Object(members) => {
                members.iter().map(|(name, member)| (name.clone(), member.to_json())).collect()
            }
        }
    }
}
