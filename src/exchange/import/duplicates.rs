//! Members of one object with the same name, of which not every reader takes the same one.

use std::collections::HashSet;
use std::fmt::Write;

use super::node::{Node, NodeValue};
use super::notice::Report;

/// As many are told; who has more has them from a program.
const MOST: usize = 20;

/// A step from the document's root to a value.
enum Step<'document> {
    Member(&'document str),
    Element(usize),
}

/// Warns of the members of `document` whose name their object has already.
pub(super) fn tell(report: &Report, document: &Node) {
    Search { report, path: Vec::new(), left: MOST }.below(document);
}

struct Search<'document> {
    report: &'document Report,
    path: Vec<Step<'document>>,
    left: usize,
}

impl<'document> Search<'document> {
    fn below(&mut self, node: &'document Node) {
        match &node.value {
            NodeValue::Object(members) => {
                let mut names = HashSet::with_capacity(members.len());
                for (name, member) in members {
                    self.path.push(Step::Member(name));
                    if !names.insert(name) && self.left > 0 {
                        self.left -= 1;
                        self.report.warn(member.line, &self.shown(), "is there twice: keep one");
                    }
                    self.below(member);
                    self.path.pop();
                }
            }
            NodeValue::List(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.path.push(Step::Element(index));
                    self.below(element);
                    self.path.pop();
                }
            }
            NodeValue::Scalar(_) => {}
        }
    }

    /// The path as messages have it.
    fn shown(&self) -> String {
        let mut shown = String::new();
        for step in &self.path {
            let _ = match step {
                Step::Member(name) if shown.is_empty() => write!(shown, "{name}"),
                Step::Member(name) => write!(shown, ".{name}"),
                Step::Element(index) => write!(shown, "[{index}]"),
            };
        }
        shown
    }
}
