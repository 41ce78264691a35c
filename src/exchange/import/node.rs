//! A document as it stands in its file: every value knows its line.

use serde_json::Value;

/// A value and the line it begins on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) value: NodeValue,
}

/// What a [`Node`] holds: JSON's six kinds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NodeValue {
    Scalar(Value),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn scalar(line: usize, value: impl Into<Value>) -> Node {
        Node { line, value: NodeValue::Scalar(value.into()) }
    }

    pub(super) fn object(line: usize, members: Vec<(String, Node)>) -> Node {
        Node { line, value: NodeValue::Object(members) }
    }

    pub(super) fn is_null(&self) -> bool {
        self.value == NodeValue::Scalar(Value::Null)
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        match &self.value {
            NodeValue::Scalar(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn members(&self) -> &[(String, Node)] {
        match &self.value {
            NodeValue::Object(members) => members,
            _ => &[],
        }
    }

    pub(super) fn elements(&self) -> &[Node] {
        match &self.value {
            NodeValue::List(elements) => elements,
            _ => &[],
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Node> {
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
    pub(super) fn to_json(&self) -> Value {
        match &self.value {
            NodeValue::Scalar(value) => value.clone(),
            NodeValue::List(elements) => elements.iter().map(Node::to_json).collect(),
            NodeValue::Object(members) => {
                members.iter().map(|(name, member)| (name.clone(), member.to_json())).collect()
            }
        }
    }
}
