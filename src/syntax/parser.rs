//! From tokens to statements, as Velocity 1.7's grammar has them: one token decides, two or three where it looks ahead.

use std::borrow::Cow;
use std::collections::HashSet;

use super::ast::{Block, Place, Statement};
use super::blocks::{Blocks, Part};
use super::lexer::Lexer;
use super::token::{Kind, Token, Tokens, printed_marks};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::source::Span;

/// The macros that a text may name. Velocity asks for them while it reads: an escape before a macro that exists costs a
/// backslash.
#[derive(Default)]
pub(crate) struct Macros {
    /// Those whose `#macro … #end` was read, which a later text knows too.
    read: HashSet<Box<str>>,
    /// Those that can be called.
    defined: HashSet<Box<str>>,
}

impl Macros {
    /// A macro that was read can be called from now on.
    pub(crate) fn define(&mut self, name: &str) {
        self.defined.insert(name.into());
    }
}

/// Why the text is no template.
pub(super) enum Refusal {
    /// From this byte on it cannot be read.
    Stopped(usize),
    /// A piece breaks a rule that has its own words.
    Broken(Error),
    /// A piece can be read, and does not belong where it is, or lacks its other half.
    Misplaced(Error),
}

pub(super) type Read<T> = Result<T, Refusal>;

pub(super) struct Parser<'text, 'macros> {
    pub(super) text: &'text str,
    pub(super) lexer: Lexer<'text>,
    pub(super) tokens: Tokens,
    /// Which of the tokens is the next.
    next: usize,
    pub(super) dialect: Dialect,
    pub(super) limit: u32,
    /// How many brackets are open.
    pub(super) depth: u32,
    /// How many tokens so far are printed otherwise than they stand.
    pub(super) cuts: u32,
    macros: &'macros mut Macros,
    pub(super) blocks: Blocks<'text>,
    /// Up to where the statements so far cover the text.
    covered: u32,
}

/// Reads `text` as a template.
pub(super) fn parse<'text>(
    text: &'text str,
    dialect: Dialect,
    nesting: u32,
    macros: &mut Macros,
) -> Read<(Block<'text>, Tokens)> {
    let mut parser = Parser {
        text,
        lexer: Lexer::new(text),
        tokens: Tokens::for_text(text),
        next: 0,
        dialect,
        limit: nesting,
        depth: 0,
        cuts: 0,
        macros,
        blocks: Blocks::new(nesting, text),
        covered: 0,
    };
    while parser.statement()? {}
    let block = parser.blocks.finish().map_err(Refusal::Misplaced)?;
    let mut tokens = parser.tokens;
    tokens.odd = parser.cuts > 0 || !tokens.marks.is_empty();
    Ok((block, tokens))
}

impl<'text> Parser<'text, '_> {
    /// What the next token is.
    #[inline(always)]
    pub(super) fn peek(&mut self) -> Kind {
        self.peek_at(0)
    }

    /// What the token is that stands `distance` after the next one.
    #[inline(always)]
    pub(super) fn peek_at(&mut self, distance: usize) -> Kind {
        loop {
            match self.tokens.list.get(self.next + distance) {
                Some(token) => return token.kind,
                None => self.lex(),
            };
        }
    }

    /// Reads one more token.
    #[inline(never)]
    fn lex(&mut self) {
        let token = self.lexer.next(&mut self.tokens.marks);
        self.cuts += u32::from(token.image != token.start);
        self.tokens.list.push(token);
    }

    /// The next token, which was looked at before.
    pub(super) fn take(&mut self) -> Token {
        let token = self.tokens.list.get(self.next).copied();
        self.next += 1;
        let end = self.text.len() as u32;
        token.unwrap_or(Token { kind: Kind::End, start: end, end, image: end, marks: 0 })
    }

    /// The next token, which has to be a `kind`.
    pub(super) fn expect(&mut self, kind: Kind) -> Read<Token> {
        if self.peek() == kind { Ok(self.take()) } else { Err(self.unexpected()) }
    }

    /// Passes over a token if it is a `kind`; tells whether it is.
    #[inline]
    pub(super) fn skip(&mut self, kind: Kind) -> bool {
        let found = self.peek() == kind;
        self.next += usize::from(found);
        found
    }

    /// The next token can not stand there.
    #[cold]
    pub(super) fn unexpected(&self) -> Refusal {
        let token = self.tokens.list.get(self.next);
        match (token.map(|token| token.kind), self.lexer.open_comment()) {
            (Some(Kind::Unreadable), Some(start)) => Refusal::Broken(refused(
                Place(Span::new(start, self.text.len())),
                "this comment ends with the template, in a bare `#` or `$`: add a newline after it",
            )),
            _ => Refusal::Stopped(token.map_or(self.text.len(), |token| token.start as usize)),
        }
    }

    /// How many tokens and marks were taken so far.
    pub(super) fn mark(&self) -> (usize, u32) {
        let marks = self.next.checked_sub(1).and_then(|last| self.tokens.list.get(last));
        (self.next, marks.map_or(0, |last| last.marks))
    }

    /// The text from byte `start` to byte `end`.
    pub(super) fn slice(&self, start: u32, end: u32) -> &'text str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Enters a bracket; [`leave`](Parser::leave) leaves it.
    pub(super) fn enter(&mut self, bracket: &Token) -> Read<()> {
        self.depth += 1;
        if self.depth <= self.limit {
            return Ok(());
        }
        let message = format_args!("brackets are nested more than {} deep", self.limit);
        Err(Refusal::Broken(Error::limit("nesting", message).at(bracket.place().0)))
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Whether a directive or macro has this name.
    fn exists(&self, name: &str) -> bool {
        self.dialect.has_directive(name)
            || self.macros.read.contains(name)
            || self.macros.defined.contains(name)
    }

    /// Whether a macro of this name can be called.
    pub(super) fn is_macro(&self, name: &str) -> bool {
        self.macros.defined.contains(name)
    }

    /// Adds a statement that ends at `end`; what precedes the statement and is no part of it prints nothing.
    #[inline(always)]
    pub(super) fn add(&mut self, start: u32, end: u32, statement: Statement<'text>) {
        self.cover(start);
        self.covered = end;
        self.blocks.add(statement);
    }

    /// Adds what stands between the last statement and `start`.
    #[inline]
    pub(super) fn cover(&mut self, start: u32) {
        if self.covered < start {
            let text = self.slice(self.covered, start);
            self.blocks.add(Statement::Text { text, printed: Cow::Borrowed("") });
            self.covered = start;
        }
    }

    /// A mark of a block was read, up to `end`.
    pub(super) fn cover_mark(&mut self, start: u32, end: u32) {
        self.cover(start);
        self.covered = end;
    }

    /// Reads a statement; `false` at the end of the text.
    fn statement(&mut self) -> Read<bool> {
        match self.peek() {
            Kind::Text
            | Kind::Dot
            | Kind::ParenthesisOpen
            | Kind::ParenthesisClose
            | Kind::Integer
            | Kind::Float
            | Kind::String
            | Kind::Escape
            | Kind::BraceClose
            | Kind::EmptyIndex => self.text(),
            Kind::Identifier => self.output()?,
            Kind::BraceOpen if self.peek_at(1) == Kind::Identifier => self.output()?,
            Kind::BraceOpen => self.text(),
            Kind::Set => self.set()?,
            Kind::If => self.condition()?,
            Kind::ElseIf => self.condition()?,
            Kind::Else => {
                let token = self.take();
                self.cover_mark(token.start, token.end);
                let text = self.slice(token.start, token.end);
                self.blocks
                    .next_part("#else", token.place(), Part::Else(text))
                    .map_err(Refusal::Misplaced)?;
            }
            Kind::EndMark => {
                let token = self.take();
                self.cover_mark(token.start, token.end);
                let text = self.slice(token.start, token.end);
                if let Some(name) = self.blocks.end(token.place(), text).map_err(Refusal::Misplaced)? {
                    self.macros.read.insert(name.into());
                }
            }
            Kind::Word | Kind::BracedWord => self.directive()?,
            Kind::LineComment | Kind::BlockComment | Kind::FormalComment => self.comment()?,
            Kind::TextBlock => {
                let token = self.take();
                let text = self.slice(token.start, token.end);
                let printed = text.get(3..text.len().saturating_sub(3)).unwrap_or_default();
                self.add(token.start, token.end, Statement::TextBlock { text, printed });
            }
            Kind::EscapedDirective => self.escaped_directive(),
            Kind::DoubleEscape => self.double_escape()?,
            Kind::End => {
                // A comment that nothing closes ends with the text.
                let end = self.text.len() as u32;
                let rest = self.slice(self.covered, end);
                if !rest.is_empty() {
                    self.add(self.covered, end, Statement::Comment(rest));
                }
                return Ok(false);
            }
            _ => return Err(self.unexpected()),
        }
        Ok(true)
    }

    fn text(&mut self) {
        let (_, before) = self.mark();
        let token = self.take();
        let image = self.slice(token.image, token.end);
        let marks = self.tokens.marks.get(before as usize..token.marks as usize).unwrap_or_default();
        let printed = if marks.is_empty() {
            Cow::Borrowed(image)
        } else {
            Cow::Owned(printed_marks(self.text, marks) + image)
        };
        let text = self.slice(self.covered, token.end);
        self.add(self.covered, token.end, Statement::Text { text, printed });
    }

    fn output(&mut self) -> Read<()> {
        let reference = self.reference()?;
        let Span { start, end } = reference.place.0;
        let statement =
            if reference.is_runt() { Statement::Runt(reference) } else { Statement::Output(reference) };
        self.add(start, end, statement);
        Ok(())
    }

    /// A comment; what stands directly before its marks prints.
    fn comment(&mut self) -> Read<()> {
        let token = self.take();
        let image = self.slice(token.start, token.end);
        let marks = image.find("##").or_else(|| image.find("#*")).unwrap_or(0);
        if marks > 0 {
            let text = self.slice(self.covered, token.start + marks as u32);
            let printed = Cow::Borrowed(image.get(..marks).unwrap_or_default());
            self.add(self.covered, token.start + marks as u32, Statement::Text { text, printed });
        }
        let end = match token.kind {
            Kind::LineComment => match self.peek() {
                Kind::LineEnd => self.take().end,
                Kind::End => self.text.len() as u32,
                _ => return Err(self.unexpected()),
            },
            _ => token.end,
        };
        let text = self.slice(self.covered, end);
        self.add(self.covered, end, Statement::Comment(text));
        Ok(())
    }

    /// `\#name`: half of the backslashes before a directive that exists.
    fn escaped_directive(&mut self) {
        let token = self.take();
        let text = self.slice(token.start, token.end);
        let directive = text.trim_start_matches('\\');
        let backslashes = text.len() - directive.len();
        let name = directive.trim_start_matches('#').trim_start_matches('{').trim_end_matches('}');
        let exists = self.exists(name) || matches!(name, "if" | "else" | "elseif" | "end" | "set");
        let cut = if exists { backslashes - (backslashes - 1) / 2 } else { 0 };
        if cut > 0 {
            self.cuts += 1;
            if let Some(token) = self.next.checked_sub(1).and_then(|last| self.tokens.list.get_mut(last)) {
                token.image += cut as u32;
            }
        }
        let printed = Cow::Borrowed(text.get(cut..).unwrap_or_default());
        self.add(token.start, token.end, Statement::Text { text, printed });
    }

    /// An even number of backslashes: half of them before a directive. Velocity takes what follows for a directive from
    /// its second character on, whatever the first one is.
    fn double_escape(&mut self) -> Read<()> {
        let Token { start, mut end, .. } = self.take();
        let mut count = 1;
        while self.peek() == Kind::DoubleEscape {
            end = self.take().end;
            count += 1;
        }
        let exists = match self.tokens.list.get(self.next) {
            Some(next) if next.kind != Kind::End => {
                let mut name = self.slice(next.image, next.end).chars();
                name.next();
                matches!(next.kind, Kind::If | Kind::ElseIf | Kind::Else | Kind::EndMark)
                    || self.exists(name.as_str())
            }
            _ => false,
        };
        let text = self.slice(start, end);
        let length = if exists { count } else { 2 * count };
        // A `#` among them that begins nothing is lost.
        let printed = match text.get(..length) {
            Some(printed) if text.len() == 2 * count => Cow::Borrowed(printed),
            _ => Cow::Owned("\\".repeat(length)),
        };
        self.add(start, end, Statement::Text { text, printed });
        Ok(())
    }
}

/// The error for the piece at `place`.
pub(super) fn refused(place: Place, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Parse, message).at(place.0)
}
