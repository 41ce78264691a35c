//! What the lexer finds: pieces of the text with their kinds, as Velocity 1.7's grammar file names them.

use std::borrow::Cow;

use super::ast::{Operator, Place};
use crate::source::Span;

/// What a token is. Brackets have several kinds: one each for the states of the lexer that read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The end of the text.
    End,
    /// What cannot be read; nothing follows it.
    Unreadable,
    /// Anything without a meaning of its own.
    Text,
    /// `\\`.
    DoubleEscape,
    /// `\`.
    Escape,
    /// `\#name`, with an odd number of backslashes.
    EscapedDirective,
    /// `$[`, `$![`, `$\![` and `$.`, which are text.
    EmptyIndex,
    /// `##`.
    LineComment,
    /// The end of a line that ends a comment.
    LineEnd,
    /// `#* … *#`, of which the token is the end.
    BlockComment,
    /// `#** … *#`.
    FormalComment,
    /// `#[[ … ]]#`.
    TextBlock,
    /// `#set(` with the blanks before it.
    Set,
    /// `if`, after a `#`.
    If,
    /// `elseif`.
    ElseIf,
    /// `else`, with the rest of its line.
    Else,
    /// `end`, with the rest of its line.
    EndMark,
    /// A directive's name, or a bare word in its arguments.
    Word,
    /// `{name}`.
    BracedWord,
    /// A name of a reference or of a part of it.
    Identifier,
    /// `.` before a name.
    Dot,
    /// `{` and `}` of a reference.
    BraceOpen,
    BraceClose,
    /// `[` and `]` of an index.
    IndexOpen,
    IndexClose,
    /// `)` of a call.
    CallClose,
    /// `(`.
    ParenthesisOpen,
    /// `)` of a directive, with the rest of its line.
    ParenthesisClose,
    /// `[`, `]`, `{`, `}` of values.
    ListOpen,
    ListClose,
    MapOpen,
    MapClose,
    /// `,`, `:`, `..`.
    Comma,
    Colon,
    Range,
    /// White space between parentheses.
    White,
    String,
    True,
    False,
    Integer,
    Float,
    /// `!`, `not`.
    Not,
    /// `=`.
    Assign,
    /// A binary operator.
    Operator(Operator),
}

/// A token. What precedes its `image` in the text is not part of it for Velocity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub kind: Kind,
    /// Where it starts, with the `$`s, `#`s and backslashes that Velocity reads along with it.
    pub start: u32,
    pub end: u32,
    /// Where the part of it starts that is left once Velocity has read the template.
    pub image: u32,
    /// Where its own marks end in [`Tokens::marks`]; they begin where those of the token before end.
    pub marks: u32,
}

impl Token {
    pub(super) fn place(&self) -> Place {
        Place(Span { start: self.start, end: self.end })
    }
}

/// All tokens of a text so far.
pub(crate) struct Tokens {
    pub(super) list: Vec<Token>,
    /// The marks that begin nothing, each as a range of the text: Velocity's special tokens. Every one stands before the
    /// token that is read next, and is not part of the grammar.
    pub(super) marks: Vec<(u32, u32)>,
    /// Whether any token prints otherwise than it stands.
    pub(super) odd: bool,
}

impl Tokens {
    pub(super) fn for_text(text: &str) -> Tokens {
        Tokens { list: Vec::with_capacity(text.len() / 4 + 8), marks: Vec::new(), odd: false }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    /// The text of the tokens from `start` to `end` of `text` as a node of them prints itself: without what Velocity
    /// has cut off, with the marks before each.
    pub(crate) fn literal(&self, text: &str, start: u32, end: u32) -> String {
        let mut literal = String::new();
        self.each(text, start, end, |kind, image, marks| {
            if kind != Kind::BlockComment {
                literal.push_str(&printed_marks(text, marks));
                literal.push_str(image);
            }
        });
        literal
    }

    /// As [`literal`](Tokens::literal), without the marks: the text of a macro call.
    pub(crate) fn images(&self, text: &str, start: u32, end: u32) -> String {
        let mut images = String::new();
        self.each(text, start, end, |_, image, _| images.push_str(image));
        images
    }

    /// What stands from `start` to `end`, without comments, as [`literal`](Tokens::literal).
    pub(crate) fn value<'text>(&self, text: &'text str, start: u32, end: u32) -> Cow<'text, str> {
        if self.odd {
            return Cow::Owned(self.literal(text, start, end));
        }
        Cow::Borrowed(text.get(start as usize..end as usize).unwrap_or_default())
    }

    /// Whether no token stands from `start` to `end`.
    pub(crate) fn is_empty(&self, start: u32, end: u32) -> bool {
        let first = self.list.partition_point(|token| token.start < start);
        self.list.get(first).is_none_or(|token| token.start >= end)
    }

    fn each(&self, text: &str, start: u32, end: u32, mut look: impl FnMut(Kind, &str, &[(u32, u32)])) {
        let first = self.list.partition_point(|token| token.start < start);
        let (before, rest) = self.list.split_at(first);
        let mut mark = before.last().map_or(0, |token| token.marks as usize);
        for token in rest.iter().take_while(|token| token.start < end && token.kind != Kind::End) {
            let next = token.marks as usize;
            let image = text.get(token.image as usize..token.end as usize).unwrap_or_default();
            look(token.kind, image, self.marks.get(mark..next).unwrap_or_default());
            mark = next;
        }
    }
}

/// What marks that begin nothing print before a token (`NodeUtils.tokenLiteral` of Velocity 1.7): the `$`s and `#`s, the
/// backslashes before a `$`, and no more.
pub(super) fn printed_marks(text: &str, marks: &[(u32, u32)]) -> String {
    let mut printed = String::new();
    let image = |(start, end): (u32, u32)| text.get(start as usize..end as usize).unwrap_or_default();
    if marks.last().is_none_or(|last| image(*last).starts_with("##")) {
        return printed;
    }
    for mark in marks {
        let mut rest = image(*mark);
        while let Some(at) = rest.find(['$', '#', '\\']) {
            rest = &rest[at..];
            let after = rest.trim_start_matches('\\');
            let backslashes = rest.len() - after.len();
            if backslashes == 0 {
                printed.push_str(&rest[..1]);
                rest = &rest[1..];
            } else if let Some(left) = after.strip_prefix('$') {
                printed.push_str(&rest[..=backslashes]);
                // The character after an escaped `$` is passed over.
                let mut left = left.chars();
                left.next();
                rest = left.as_str();
            } else {
                rest = after;
            }
        }
    }
    printed
}
