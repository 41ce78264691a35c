//! The parts of a template that are run never, once or more often.

use crate::source::Span;

/// A part of a template that a render may pass over, or run more than once.
///
/// ```
/// use vtlgate::{RegionKind, Template};
/// let template = Template::parse("#if($a)yes#end")?;
/// let kinds: Vec<_> = template.regions().iter().map(|region| region.kind.clone()).collect();
/// assert_eq!(kinds, [RegionKind::If, RegionKind::NoElse]);
/// assert_eq!(&template.text()[template.regions()[0].body.range()], "yes");
/// # Ok::<(), vtlgate::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// The directive that begins it: `#if(…)`, `#foreach(…)`. In a string that is a template of its own, the string.
    pub span: Span,
    /// What is run; empty for [`NoElse`](RegionKind::NoElse), where it is the place of the `#end`.
    pub body: Span,
    /// The region directly around it, by its index.
    pub parent: Option<usize>,
    /// Its index in [`Template::regions`](crate::Template::regions); none in a text that `#evaluate` read, where all
    /// spans are those of the `#evaluate`.
    pub index: Option<usize>,
}

/// What a [`Region`] is. The branches of one `#if` stand one after another, up to its `Else` or `NoElse`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegionKind {
    /// The first branch of an `#if`.
    If,
    /// A further branch with a condition.
    ElseIf,
    /// The last branch.
    Else,
    /// An `#if` without an `#else`, where no branch is taken.
    NoElse,
    /// The body of a `#foreach`.
    Foreach,
    /// The body of the `#macro` of this name, in a dialect that has them.
    Macro(Box<str>),
    /// The block of a `#define`, as its argument is written.
    Define(Box<str>),
}
