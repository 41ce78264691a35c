//! The tree of a template: what stands in its text, every node with its place.

use std::borrow::Cow;

use super::few::Few;
use crate::source::Span;

/// Where a node stands. Places do not count when trees are compared.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Place(pub Span);

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

/// A run of statements.
pub(crate) type Block<'text> = Vec<Statement<'text>>;

/// One piece of a template.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Statement<'text> {
    /// Anything that prints as constant text: text, escapes, a `$` or `#` that begins nothing.
    Text {
        /// As written.
        text: &'text str,
        /// What it prints.
        printed: Cow<'text, str>,
    },
    /// A comment with its marks.
    Comment(&'text str),
    /// `#[[ … ]]#`.
    TextBlock {
        /// The text with its marks.
        text: &'text str,
        /// What it prints.
        printed: &'text str,
    },
    /// A reference that prints.
    Output(Reference<'text>),
    /// What looks like a reference and lost its mark, as `{b.c}` in `$a{b.c}`: of all of it the brace or name prints.
    Runt(Reference<'text>),
    /// `#set`.
    Set(Box<Set<'text>>),
    /// `#if … #end`.
    If(If<'text>),
    /// Any other directive, macro call, or text that looks like one.
    Directive(Box<Directive<'text>>),
}

/// `$a.b[0].c(1)`, in any of its spellings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reference<'text> {
    /// Where all of it stands.
    pub place: Place,
    /// All of it as written.
    pub text: &'text str,
    /// `$`, `$!`, with escapes and with `$`s that are only text.
    pub mark: &'text str,
    /// Whether it is in braces.
    pub formal: bool,
    /// The mark that stands inside the braces, which Velocity takes as part of the name.
    pub inside: &'text str,
    /// The variable's name.
    pub name: &'text str,
    /// Where the name stands.
    pub name_place: Place,
    /// What follows the name.
    pub path: Few<Step<'text>>,
    /// All of it as Velocity prints it, where that is more than cutting off the front of `text`.
    pub literal: Option<Box<str>>,
}

impl Reference<'_> {
    /// What it prints for null: itself, without the escapes and `$`s before its mark.
    pub(crate) fn literal(&self) -> &str {
        self.literal.as_deref().unwrap_or_else(|| self.text.get(image_start(self.mark)..).unwrap_or_default())
    }

    /// Whether it has no mark, so that it is none.
    pub(crate) fn is_runt(&self) -> bool {
        self.mark.is_empty()
    }
}

/// How many bytes of a reference's mark Velocity cuts off its token: escapes and `$`s that are only text.
pub(crate) fn image_start(mark: &str) -> usize {
    if matches!(mark, "$" | "$!") || mark.contains("\\!") { 0 } else { mark.rfind('$').unwrap_or(0) }
}

/// One step of a reference's path.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step<'text> {
    /// Where it stands.
    pub place: Place,
    /// What it does.
    pub kind: StepKind<'text>,
}

/// What a step of a path does.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum StepKind<'text> {
    /// `.name`.
    Property(&'text str),
    /// `.name(…)`.
    Method(&'text str, Few<Expression<'text>>),
    /// `[…]`.
    Index(Box<Expression<'text>>),
}

/// `#set($target = value)`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Set<'text> {
    /// Where all of it stands.
    pub place: Place,
    /// `#set(` with the blanks before it.
    pub start: &'text str,
    /// What is assigned to.
    pub target: Reference<'text>,
    /// What is assigned.
    pub value: Expression<'text>,
    /// `)` with the rest of its line.
    pub close: &'text str,
}

/// `#if … #elseif … #else … #end`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct If<'text> {
    /// Where its first mark stands.
    pub place: Place,
    /// The conditions with their blocks.
    pub branches: Vec<Branch<'text>>,
    /// `#else` as written, and its block.
    pub otherwise: Option<(&'text str, Block<'text>)>,
    /// `#end` as written.
    pub end: &'text str,
}

/// One condition of an `#if`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Branch<'text> {
    /// Where its mark stands.
    pub place: Place,
    /// `#if(…)` as written, with the rest of its line.
    pub text: &'text str,
    /// Its name as written: `#if`, `#{elseif}`.
    pub mark: &'text str,
    /// The condition.
    pub condition: Expression<'text>,
    /// `)` with the rest of its line.
    pub close: &'text str,
    /// What it guards.
    pub block: Block<'text>,
}

/// `#name(…)` or `#name`, with its block where it has one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Directive<'text> {
    /// Where `#name(…)` stands.
    pub place: Place,
    /// Its name as written: `#name`, `#{name}`.
    pub mark: &'text str,
    /// The name.
    pub name: &'text str,
    /// The arguments, where there are parentheses.
    pub arguments: Option<Vec<Expression<'text>>>,
    /// `)` with the rest of its line.
    pub close: &'text str,
    /// The block, where the directive takes one.
    pub block: Option<Block<'text>>,
    /// `#end` as written.
    pub end: &'text str,
    /// Where the `#end` stands, or where the directive ends without one.
    pub end_place: Place,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expression<'text> {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub kind: ExpressionKind<'text>,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ExpressionKind<'text> {
    /// A string with its quotes.
    String(&'text str),
    /// A number.
    Number(&'text str),
    /// `true` or `false`.
    Boolean(bool),
    /// A bare word.
    Word(&'text str),
    /// A reference.
    Reference(Box<Reference<'text>>),
    /// `[a, b]`.
    List(Vec<Expression<'text>>),
    /// `[a..b]`.
    Range(Box<(Expression<'text>, Expression<'text>)>),
    /// `{a: b}`.
    Map(Vec<(Expression<'text>, Expression<'text>)>),
    /// `!a`, with how many negations there are.
    Not(u32, Box<Expression<'text>>),
    /// `(a)`.
    Group(Box<Expression<'text>>),
    /// `a + b - c`: operators of one precedence, applied from the left; flat, so that a long one is not a deep one.
    Chain(Box<Expression<'text>>, Vec<(Operator, Expression<'text>)>),
}

/// A binary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `||`, `or`.
    Or,
    /// `&&`, `and`.
    And,
    /// `==`, `eq`.
    Equal,
    /// `!=`, `ne`.
    NotEqual,
    /// `<`, `lt`.
    Less,
    /// `<=`, `le`.
    LessOrEqual,
    /// `>`, `gt`.
    Greater,
    /// `>=`, `ge`.
    GreaterOrEqual,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `%`.
    Modulo,
}

impl Operator {
    /// The operator as a symbol.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Operator::Or => "||",
            Operator::And => "&&",
            Operator::Equal => "==",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Modulo => "%",
        }
    }

    /// How tightly it binds: `* / %`, then `+ -`, then comparisons, then `== !=`, then `&&`, then `||`.
    pub(crate) fn precedence(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Equal | Operator::NotEqual => 3,
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => 4,
            Operator::Add | Operator::Subtract => 5,
            Operator::Multiply | Operator::Divide | Operator::Modulo => 6,
        }
    }
}
