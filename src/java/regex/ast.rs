//! A Java pattern, read: what the translation prints.

use super::charset::CharSet;

/// One element of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Matches the empty string.
    Empty,
    /// One code point out of a set; literals are sets of one, or of a letter's cases.
    Set(CharSet),
    /// One after the other.
    Concat(Vec<Node>),
    /// The first of them that leads to a match.
    Alternation(Vec<Node>),
    /// `(…)`: a capturing group, with its number.
    Group(Box<Node>),
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`.
    Look { behind: bool, negative: bool, node: Box<Node> },
    /// `(?>…)`.
    Atomic(Box<Node>),
    /// `X{min,max}` in its three tempers.
    Repeat { node: Box<Node>, min: u32, max: Option<u32>, temper: Temper },
    /// `\1`, `\k<name>`.
    Backreference { group: u32, ignore_case: bool },
    /// A place in the text.
    Assertion(Assertion),
    /// `\R`.
    LineBreak,
    /// `\X`.
    Grapheme,
}

/// How a repetition gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Temper {
    /// `X*`: as often as possible, less often if need be.
    Greedy,
    /// `X*?`: as rarely as possible, more often if need be.
    Lazy,
    /// `X*+`: as often as possible, and that is final.
    Possessive,
}

/// A condition on the place of the match that consumes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    /// `\A`, and `^` without MULTILINE.
    TextStart,
    /// `\z`.
    TextEnd,
    /// `\Z`, and `$` without MULTILINE.
    FinalLineEnd { unix_lines: bool },
    /// `^` with MULTILINE.
    LineStart { unix_lines: bool },
    /// `$` with MULTILINE.
    LineEnd { unix_lines: bool },
    /// `\G`.
    PreviousMatchEnd,
    /// `\b` and `\B`.
    WordBoundary { negated: bool, unicode: bool },
}

/// A pattern as a whole.
#[derive(Clone, Debug)]
pub(super) struct Ast {
    pub(super) root: Node,
    /// Capturing groups, the whole match not counted.
    pub(super) group_count: u32,
    /// Names of groups, in the order of their appearance.
    pub(super) names: Vec<(String, u32)>,
}
