//! What can be said of a stretch of pattern beforehand: whether Java takes a look-behind for short enough, whether a
//! group can only match emptily, and how far look-arounds reach.
//!
//! Java's rule is an estimate in 32-bit arithmetic, not the mathematical one: `a+` passes, since "endless" is the
//! largest integer; `ba+?` does not, since one more overflows; a repeated group with a choice inside never does.

use super::ast::{Node, Temper};

/// The length that stands for endless repetition.
const ENDLESS: i32 = i32::MAX;

/// Whether Java finds "an obvious maximum length".
pub(super) fn is_bounded(node: &Node) -> bool {
    !Estimate::of(node).unbounded
}

/// Whether the estimate overflowed to just below zero: Java then looks behind at no place at all, or at some, depending
/// on characters beyond U+FFFF in the pattern.
pub(super) fn overflows(node: &Node) -> bool {
    (i32::MIN / 2..0).contains(&Estimate::of(node).length())
}

/// Whether a group's content matches the empty string only, and in one way as Java judges it.
pub(super) fn is_steadily_empty(node: &Node) -> bool {
    is_empty(node) && !Estimate::of(node).choice
}

fn is_empty(node: &Node) -> bool {
    match node {
        Node::Empty | Node::Look { .. } | Node::Assertion(_) => true,
        Node::Concat(nodes) | Node::Alternation(nodes) => nodes.iter().all(is_empty),
        Node::Group(node) | Node::Atomic(node) => is_empty(node),
        Node::Repeat { node, max, .. } => *max == Some(0) || is_empty(node),
        Node::Set(_) | Node::Backreference { .. } | Node::LineBreak | Node::Grapheme => false,
    }
}

/// Whether the node may match the empty string.
pub(super) fn may_be_empty(node: &Node) -> bool {
    match node {
        Node::Empty | Node::Look { .. } | Node::Assertion(_) | Node::Backreference { .. } => true,
        Node::Concat(nodes) => nodes.iter().all(may_be_empty),
        Node::Alternation(nodes) => nodes.iter().any(may_be_empty),
        Node::Group(node) | Node::Atomic(node) => may_be_empty(node),
        Node::Repeat { node, min, .. } => *min == 0 || may_be_empty(node),
        Node::Set(_) | Node::LineBreak | Node::Grapheme => false,
    }
}

/// Whether a grapheme cluster occurs: Java counts it as no length when it looks behind and then hardly ever matches.
pub(super) fn has_grapheme(node: &Node) -> bool {
    match node {
        Node::Grapheme => true,
        Node::Concat(nodes) | Node::Alternation(nodes) => nodes.iter().any(has_grapheme),
        Node::Group(node) | Node::Atomic(node) | Node::Repeat { node, .. } => has_grapheme(node),
        Node::Empty
        | Node::Set(_)
        | Node::Look { .. }
        | Node::Assertion(_)
        | Node::LineBreak
        | Node::Backreference { .. } => false,
    }
}

/// How many places a pattern has when its repetitions are written out, which is what compiling it takes.
pub(super) fn size(node: &Node) -> u64 {
    match node {
        Node::Set(set) => 1 + set.ranges().len() as u64 / 4,
        Node::Concat(nodes) | Node::Alternation(nodes) => nodes.iter().map(size).fold(1, u64::saturating_add),
        Node::Look { node, .. } | Node::Group(node) | Node::Atomic(node) => size(node).saturating_add(1),
        Node::Repeat { node, min, max, .. } => {
            size(node).saturating_mul(u64::from(max.unwrap_or(min.saturating_add(1)).max(1)))
        }
        Node::Empty | Node::Assertion(_) | Node::LineBreak | Node::Grapheme | Node::Backreference { .. } => 1,
    }
}

/// How far look-arounds may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Every look-around stays near.
    Near,
    /// A look-ahead may read to the end of the text.
    Ahead,
    /// A look-behind may read back to the start of the text.
    Behind,
}

/// The farthest reach of the look-arounds in a pattern.
pub(super) fn reach(node: &Node) -> Reach {
    match node {
        Node::Look { behind, node, .. } if is_endless(node) => {
            if *behind {
                Reach::Behind
            } else {
                Reach::Ahead.max(reach(node))
            }
        }
        Node::Concat(nodes) | Node::Alternation(nodes) => {
            nodes.iter().map(reach).max().unwrap_or(Reach::Near)
        }
        Node::Look { node, .. } | Node::Group(node) | Node::Atomic(node) | Node::Repeat { node, .. } => {
            reach(node)
        }
        Node::Empty
        | Node::Set(_)
        | Node::Assertion(_)
        | Node::LineBreak
        | Node::Grapheme
        | Node::Backreference { .. } => Reach::Near,
    }
}

/// Whether the node may match text of any length.
fn is_endless(node: &Node) -> bool {
    match node {
        Node::Repeat { node, max, .. } => max.is_none_or(|max| max > 1_000) || is_endless(node),
        Node::Backreference { .. } => true,
        Node::Concat(nodes) | Node::Alternation(nodes) => nodes.iter().any(is_endless),
        Node::Group(node) | Node::Atomic(node) | Node::Look { node, .. } => is_endless(node),
        Node::Empty | Node::Set(_) | Node::Assertion(_) | Node::LineBreak | Node::Grapheme => false,
    }
}

/// What Java knows of a stretch of pattern.
#[derive(Default)]
struct Estimate {
    /// The greatest length up to and with the last choice between branches.
    before: i32,
    /// The greatest length since then: only this much takes part in overflow checks.
    since: i32,
    unbounded: bool,
    choice: bool,
}

impl Estimate {
    fn of(node: &Node) -> Self {
        let mut estimate = Self::default();
        estimate.add(node);
        estimate
    }

    fn length(&self) -> i32 {
        self.before.wrapping_add(self.since)
    }

    fn add(&mut self, node: &Node) {
        match node {
            Node::Empty | Node::Look { .. } | Node::Assertion(_) => {}
            Node::Set(_) => self.lengthen(1),
            Node::LineBreak => self.lengthen(2),
            // Java counts no length for a grapheme cluster.
            Node::Grapheme => self.choice = true,
            Node::Backreference { .. } => self.unbounded = true,
            Node::Concat(nodes) => nodes.iter().for_each(|part| self.add(part)),
            Node::Alternation(branches) => {
                let estimates: Vec<Self> = branches.iter().map(Self::of).collect();
                self.branch(&estimates);
            }
            Node::Group(node) | Node::Atomic(node) => self.add(node),
            Node::Repeat { node, min, max, temper } => self.repeat(node, *min, *max, *temper),
        }
    }

    fn lengthen(&mut self, length: i32) {
        self.since = self.since.wrapping_add(length);
    }

    fn branch(&mut self, branches: &[Self]) {
        let longest = branches.iter().map(Self::length).max().unwrap_or(0);
        self.before = self.length().wrapping_add(longest);
        self.since = 0;
        self.unbounded |= branches.iter().any(|branch| branch.unbounded);
        self.choice = true;
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, temper: Temper) {
        let body = Self::of(node);
        if (min, max) == (0, Some(1)) {
            if is_group(node) && temper != Temper::Possessive {
                self.branch(&[body]);
            } else {
                self.lengthen(body.length());
                self.unbounded |= body.unbounded;
                self.choice = true;
            }
            return;
        }
        if matches!(node, Node::Set(_)) && max.is_none() && temper == Temper::Greedy {
            self.lengthen(ENDLESS);
            self.choice = true;
            return;
        }
        let times = max.map_or(ENDLESS, |max| i32::try_from(max).unwrap_or(ENDLESS));
        let length = body.length().wrapping_mul(times).wrapping_add(self.since);
        let looping = is_group(node) && body.choice && temper != Temper::Possessive;
        self.unbounded |= body.unbounded || looping || length < self.since;
        self.since = length;
        self.choice |= body.choice || max != Some(min);
    }
}

/// Whether a quantifier on the node is one on a group: these nodes cannot be quantified without parentheses. To Java an
/// atomic group is none.
fn is_group(node: &Node) -> bool {
    matches!(node, Node::Group(_) | Node::Concat(_) | Node::Alternation(_) | Node::Repeat { .. })
}
