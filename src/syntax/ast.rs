//! The tree of a template: what stands in its text, every node with its place.

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
    /// Text that prints as it stands.
    Text(&'text str),
    /// A `$` or `#` that starts nothing; what it prints depends on what follows it.
    Mark(Mark<'text>),
    /// Backslashes before neither a `$` nor a directive's `#`: `before` is what follows an even number of them.
    Backslashes {
        /// The backslashes.
        text: &'text str,
        /// The directive they stand before, if any.
        before: Option<Before<'text>>,
    },
    /// `\#name`.
    EscapedDirective(&'text str),
    /// A comment with its marks.
    Comment(&'text str),
    /// `#[[ … ]]#`, with its marks, and the characters of a lone mark directly before it.
    TextBlock {
        /// The text with its marks.
        text: &'text str,
        /// How many characters of marks stand before it.
        marks: usize,
    },
    /// `$!.a.b`, which prints `.a`.
    Dotted {
        /// As written.
        text: &'text str,
        /// The name after the dot.
        name: &'text str,
    },
    /// `{a}` after a lone `${`, which prints `{`.
    Runt(&'text str),
    /// A reference that prints.
    Output(Reference<'text>),
    /// `#set`.
    Set(Set<'text>),
    /// `#if … #end`.
    If(If<'text>),
    /// Any other directive, macro call, or text that looks like one.
    Directive(Directive<'text>),
}

/// A `$` or `#` that starts nothing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark<'text> {
    /// Its text, with escapes and with the `{`, `}` or `[` read along with it.
    pub text: &'text str,
    /// What it stands directly before, which decides what becomes of it.
    pub before: MarkBefore,
}

impl Mark<'_> {
    /// Whether what follows, a directive, takes the mark along; with a brace, bracket or number it is text by itself.
    pub(crate) fn is_taken(&self) -> bool {
        self.before == MarkBefore::Directive && self.text.ends_with(['$', '#', '!', '\\'])
    }
}

/// What a lone mark stands directly before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkBefore {
    /// A directive: Velocity's lexer reads the mark as part of that, which is not printed.
    Directive,
    /// A comment in `#* *#`, of which Velocity keeps the end alone.
    Comment,
    /// What looks like a directive, or a comment: the mark prints as it stands.
    Word,
    /// Anything else: the mark prints without its `!`.
    Text,
}

/// What backslashes stand before.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Before<'text> {
    /// `#if`, `#elseif`, `#else`, `#end`.
    Condition,
    /// A directive or macro without braces: its name.
    Directive(&'text str),
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
    pub path: Vec<Step<'text>>,
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
    Method(&'text str, Vec<Expression<'text>>),
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
    /// Whether the directive's name is in braces.
    pub braced: bool,
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
    /// All of it as written, block and `#end` included.
    pub text: &'text str,
    /// The name.
    pub name: &'text str,
    /// Whether the name is in braces.
    pub braced: bool,
    /// Whether a lone mark stands directly before it, which makes its name none that can be defined.
    pub disguised: bool,
    /// The arguments, where there are parentheses.
    pub arguments: Option<Vec<Expression<'text>>>,
    /// `)` with the rest of its line.
    pub close: &'text str,
    /// The block, where the directive takes one.
    pub block: Option<Block<'text>>,
    /// `#end` as written.
    pub end: &'text str,
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
    Reference(Reference<'text>),
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
