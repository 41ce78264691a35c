//! Members of one object with the same name, of which not every reader takes the same one.

use std::collections::HashSet;

use super::node::{Node, NodeValue};
use super::notice::Report;

/// Warns of every member of `document` whose name its object has already.
pub(super) fn tell(report: &Report, document: &Node) {
    tell_below(report, document, "");
}

fn tell_below(report: &Report, node: &Node, path: &str) {
    match &node.value {
        NodeValue::Object(members) => {
            let mut names = HashSet::with_capacity(members.len());
            for (name, member) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                if !names.insert(name) {
                    report.warn(member.line, &path, "is there twice: keep one");
                }
                tell_below(report, member, &path);
            }
        }
        NodeValue::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                tell_below(report, element, &format!("{path}[{index}]"));
            }
        }
        NodeValue::Scalar(_) => {}
    }
}
