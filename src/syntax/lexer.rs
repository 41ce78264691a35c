//! From a text to tokens, as the token manager of Velocity 1.7 tells them apart: by the longest match in the state it is
//! in, and by what each match does to that state.
//!
//! `$` and `#` push a state, and the end of what they begin pops it. Where a state is not popped at once, the characters
//! that follow are read as part of a reference or directive though they stand outside of it: after `$a.b` a `(` is more
//! than text, after `#${a}` the word `end` closes a block.

use super::scan::{self, Class, Number, byte};
use super::token::{Kind, Token};
use crate::syntax::ast::Operator;

/// A state of the lexer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Velocity's `DEFAULT`.
    Text,
    /// `REFERENCE`: after a `$`, a name, a method or an index.
    Reference,
    /// `REFMODIFIER`: after the dot of a property.
    Property,
    /// `REFMOD2`: in the parentheses of a method.
    Call,
    /// `REFINDEX`: in the brackets of an index.
    Index,
    /// `PRE_DIRECTIVE`: after a `#`.
    DirectiveName,
    /// `DIRECTIVE`: between the parentheses of a directive.
    Directive,
    LineComment,
    BlockComment,
    FormalComment,
    TextBlock,
}

/// What stands at a place, in a state.
enum Match {
    /// A token, and where it ends.
    Token(Kind, usize),
    /// The beginning of a token, whose rest is read in another state.
    More(More, usize),
    /// A character that the state does not know ends it, and is read again in the state below.
    Ended,
    /// What a comment passes over.
    Skipped(usize),
    /// Nothing that the state can read.
    Nothing,
}

#[derive(Clone, Copy, PartialEq)]
enum More {
    Dollar,
    Hash,
    TextBlock,
    FormalComment,
    BlockComment,
    /// A character inside a text block.
    Inside,
}

/// A state that waits below the present one, with its counts of parentheses.
struct Below {
    state: State,
    opened: u32,
    closed: u32,
}

/// Where a run that was looked at ends, so that it is not looked at again from each of its places.
#[derive(Default)]
struct Seen {
    from: usize,
    end: usize,
}

impl Seen {
    fn end(&mut self, bytes: &[u8], at: usize, class: Class) -> usize {
        if !(self.from..self.end).contains(&at) {
            *self = Seen { from: at, end: scan::run(bytes, at, class) };
        }
        self.end
    }
}

pub(super) struct Lexer<'text> {
    bytes: &'text [u8],
    at: usize,
    state: State,
    below: Vec<Below>,
    /// Parentheses opened and closed in this state. Pushing a state begins the first anew and leaves the second, as
    /// Velocity does.
    opened: u32,
    closed: u32,
    in_comment: bool,
    /// Where the last comment began.
    comment: usize,
    /// Whether this is the inside of a `#set`; the parser tells when it ends.
    pub(super) in_set: bool,
    backslashes: Seen,
    blanks: Seen,
    /// The last `{` that was found to begin no word in braces.
    no_braced_word: Option<usize>,
}

impl<'text> Lexer<'text> {
    pub(super) fn new(text: &'text str) -> Lexer<'text> {
        Lexer {
            bytes: text.as_bytes(),
            at: 0,
            state: State::Text,
            below: Vec::with_capacity(8),
            opened: 0,
            closed: 0,
            in_comment: false,
            comment: 0,
            in_set: false,
            backslashes: Seen::default(),
            blanks: Seen::default(),
            no_braced_word: None,
        }
    }

    /// The next token; marks before it that begin nothing are added to `marks`. Where nothing can be read it is
    /// [`Kind::Unreadable`].
    pub(super) fn next(&mut self, marks: &mut Vec<(u32, u32)>) -> Token {
        let mut start = self.at;
        let others = marks.len();
        loop {
            if self.at >= self.bytes.len() {
                let kind = if start < self.at { Kind::Unreadable } else { Kind::End };
                return token(kind, start, self.at, marks);
            }
            match self.found() {
                Match::Token(kind, end) => {
                    let image = if kind == Kind::Dot { self.at } else { start };
                    self.at = end;
                    self.act(kind);
                    return Token { image: image as u32, ..token(kind, start, end, marks) };
                }
                Match::More(more, end) => {
                    self.begin(more);
                    self.at = end;
                }
                Match::Ended => {
                    // Of the marks of a token only the last may be empty.
                    if start < self.at || others < marks.len() {
                        marks.push((start as u32, self.at as u32));
                    }
                    self.pop();
                    start = self.at;
                }
                Match::Skipped(end) => {
                    self.at = end;
                    start = end;
                }
                Match::Nothing => return token(Kind::Unreadable, self.at, self.at, marks),
            }
        }
    }

    /// The name of a directive was read: its parentheses may follow.
    ///
    /// Tells whether they do; if not, the directive ends.
    pub(super) fn enter_directive(&mut self) -> bool {
        let opens = byte(self.bytes, scan::run(self.bytes, self.at, Class::WHITE)) == b'(';
        if opens {
            self.state = State::Directive;
        } else {
            self.pop();
        }
        opens
    }

    /// Where the comment begins that is being read, if any.
    pub(super) fn open_comment(&self) -> Option<usize> {
        let inside = matches!(self.state, State::LineComment | State::BlockComment | State::FormalComment);
        inside.then_some(self.comment)
    }

    #[inline]
    fn push(&mut self, state: State) {
        self.below.push(Below { state: self.state, opened: self.opened, closed: self.closed });
        self.opened = 0;
        self.state = state;
    }

    #[inline]
    fn pop(&mut self) -> bool {
        match self.below.pop() {
            Some(below) => {
                self.opened = below.opened;
                self.closed = below.closed;
                self.state = below.state;
                true
            }
            None => {
                self.opened = 0;
                self.state = State::Text;
                false
            }
        }
    }

    /// What a token does to the state.
    #[inline]
    fn act(&mut self, kind: Kind) {
        match kind {
            Kind::IndexOpen => self.push(State::Index),
            Kind::ParenthesisOpen => {
                self.opened += 1;
                if self.state == State::Property {
                    self.state = State::Call;
                }
            }
            Kind::ParenthesisClose => self.close_parenthesis(),
            Kind::CallClose => self.state = State::Reference,
            Kind::Set => {
                self.push(State::Directive);
                self.in_set = true;
                self.opened += 1;
            }
            Kind::LineComment => {
                if self.state == State::Reference {
                    self.pop();
                }
                self.in_comment = true;
                self.comment = self.at - 2;
                self.push(State::LineComment);
            }
            Kind::LineEnd | Kind::BlockComment | Kind::FormalComment | Kind::TextBlock => {
                self.in_comment = false;
                self.pop();
            }
            Kind::If | Kind::ElseIf => self.state = State::Directive,
            Kind::Dot => self.state = State::Property,
            Kind::EndMark | Kind::Else | Kind::IndexClose | Kind::BraceClose => {
                self.pop();
            }
            Kind::String if self.state == State::Directive && !self.in_set && self.opened == 0 => {
                self.pop();
            }
            Kind::Integer | Kind::Float if self.opened == 0 && !self.in_set => {
                let kept = self.state == State::Call || kind == Kind::Integer && self.state == State::Index;
                if !kept {
                    self.pop();
                }
            }
            _ => {}
        }
    }

    /// A `)` ends the directive when it is the last of those that were opened in it.
    fn close_parenthesis(&mut self) {
        loop {
            if self.opened > 0 {
                if self.opened == self.closed + 1 {
                    self.pop();
                } else {
                    self.closed += 1;
                }
                return;
            }
            if !self.pop() {
                return;
            }
        }
    }

    /// What the beginning of a token does to the state.
    fn begin(&mut self, more: More) {
        if self.in_comment {
            return;
        }
        match more {
            More::Dollar => {
                if self.state == State::Reference {
                    self.pop();
                }
                self.push(State::Reference);
            }
            More::Hash => {
                if matches!(self.state, State::Reference | State::Property) {
                    self.pop();
                }
                self.push(State::DirectiveName);
            }
            More::TextBlock | More::FormalComment | More::BlockComment => {
                self.in_comment = true;
                self.comment = self.at;
                self.push(match more {
                    More::TextBlock => State::TextBlock,
                    More::FormalComment => State::FormalComment,
                    _ => State::BlockComment,
                });
            }
            More::Inside => {}
        }
    }

    #[inline]
    fn found(&mut self) -> Match {
        match self.state {
            State::Text => self.in_text(),
            State::Reference => self.in_reference(),
            State::Property => self.in_property(),
            State::Call => self.in_call(),
            State::Index => self.in_index(),
            State::DirectiveName => self.in_directive_name(),
            State::Directive => self.in_directive(),
            State::LineComment => self.in_line_comment(),
            State::BlockComment => self.in_comment(Kind::BlockComment),
            State::FormalComment => self.in_comment(Kind::FormalComment),
            State::TextBlock => self.in_text_block(),
        }
    }

    fn here(&self) -> u8 {
        byte(self.bytes, self.at)
    }

    fn after(&self, distance: usize) -> u8 {
        byte(self.bytes, self.at + distance)
    }

    /// A token of `length` bytes.
    fn short(&self, kind: Kind, length: usize) -> Match {
        Match::Token(kind, self.at + length)
    }

    /// What `$`, `#` or `\` begins in every state.
    fn mark(&mut self) -> Option<Match> {
        match self.here() {
            b'$' => Some(self.dollar(self.at)),
            b'\\' => {
                let end = self.backslashes_end(self.at);
                (byte(self.bytes, end) == b'$').then(|| self.dollar(end))
            }
            b'#' => Some(self.hash()),
            _ => None,
        }
    }

    /// A `$` with the `!` after it, which may have backslashes before it.
    fn dollar(&mut self, at: usize) -> Match {
        let end = self.backslashes_end(at + 1);
        Match::More(More::Dollar, if byte(self.bytes, end) == b'!' { end + 1 } else { at + 1 })
    }

    fn backslashes_end(&mut self, at: usize) -> usize {
        if byte(self.bytes, at) != b'\\' {
            return at;
        }
        self.backslashes.end(self.bytes, at, Class::BACKSLASH)
    }

    fn hash(&self) -> Match {
        let (more, length) = match (self.after(1), self.after(2)) {
            (b'[', b'[') => (More::TextBlock, 3),
            (b'*', b'*') => match self.bytes.get(self.at + 3) {
                None | Some(b'#') => (More::BlockComment, 2),
                Some(_) if !self.in_comment => (More::FormalComment, 3),
                // Inside a comment the character after it is lost.
                Some(next) => (More::FormalComment, 3 + length_of_unit(*next)),
            },
            (b'*', _) => (More::BlockComment, 2),
            _ => (More::Hash, 1),
        };
        Match::More(more, self.at + length)
    }

    /// `##`, where a state knows it, or what else begins with `#`.
    fn line_comment_or_mark(&mut self) -> Option<Match> {
        if self.here() == b'#' && self.after(1) == b'#' {
            return Some(self.short(Kind::LineComment, 2));
        }
        self.mark()
    }

    /// A `#set(` with the blanks before it.
    fn set(&mut self) -> Option<Match> {
        let hash = match self.here() {
            b'#' => self.at,
            b' ' | b'\t' => self.blanks.end(self.bytes, self.at, Class::BLANK),
            _ => return None,
        };
        scan::set(self.bytes, hash).map(|end| Match::Token(Kind::Set, end))
    }

    fn in_text(&mut self) -> Match {
        match self.here() {
            b'$' => self.empty_index().unwrap_or_else(|| self.dollar(self.at)),
            b'#' => self.set().or_else(|| self.line_comment_or_mark()).unwrap_or(Match::Nothing),
            b'\\' => self.escape(),
            first => {
                if Class::BLANK.has(first)
                    && let Some(set) = self.set()
                {
                    return set;
                }
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                let length = memchr::memchr3(b'$', b'#', b'\\', rest).unwrap_or(rest.len());
                self.short(Kind::Text, length)
            }
        }
    }

    fn empty_index(&self) -> Option<Match> {
        let length = match (self.here(), self.after(1), self.after(2), self.after(3)) {
            (b'$', b'[' | b'.', ..) => 2,
            (b'$', b'!', b'[', _) => 3,
            (b'$', b'\\', b'!', b'[') => 4,
            _ => return None,
        };
        Some(self.short(Kind::EmptyIndex, length))
    }

    fn escape(&mut self) -> Match {
        let end = self.backslashes_end(self.at);
        let odd = (end - self.at) % 2 == 1;
        match byte(self.bytes, end) {
            b'$' => return self.dollar(end),
            b'#' if odd => {
                let name = scan::word(self.bytes, end + 1).or_else(|| self.braced_word(end + 1));
                if let Some(end) = name {
                    return Match::Token(Kind::EscapedDirective, end);
                }
            }
            _ => {}
        }
        if end - self.at > 1 { self.short(Kind::DoubleEscape, 2) } else { self.short(Kind::Escape, 1) }
    }

    fn braced_word(&mut self, at: usize) -> Option<usize> {
        if self.no_braced_word == Some(at) {
            return None;
        }
        let found = scan::braced_word(self.bytes, at);
        if found.is_none() {
            self.no_braced_word = Some(at);
        }
        found
    }

    fn in_reference(&mut self) -> Match {
        match self.here() {
            b'[' => self.short(Kind::IndexOpen, 1),
            b'$' => self.empty_index().unwrap_or_else(|| self.dollar(self.at)),
            b'#' => self.set().or_else(|| self.line_comment_or_mark()).unwrap_or(Match::Nothing),
            _ => self.in_path(),
        }
    }

    fn in_property(&mut self) -> Match {
        match self.here() {
            b'[' => self.short(Kind::IndexOpen, 1),
            b'(' => self.short(Kind::ParenthesisOpen, 1),
            _ => self.in_path(),
        }
    }

    /// What the states of a reference have in common.
    #[inline(always)]
    fn in_path(&mut self) -> Match {
        match self.here() {
            first if Class::LETTER.has(first) => self.name(),
            b'.' if self.after(1).is_ascii_alphabetic() => self.short(Kind::Dot, 1),
            b'{' => self.short(Kind::BraceOpen, 1),
            b'}' => self.short(Kind::BraceClose, 1),
            b'$' | b'#' | b'\\' | b' ' | b'\t' => self.set().or_else(|| self.mark()).unwrap_or(Match::Ended),
            _ => Match::Ended,
        }
    }

    /// A name, `true` or `false`.
    fn name(&self) -> Match {
        let end = scan::run(self.bytes, self.at + 1, Class::NAME);
        Match::Token(truth(self.bytes.get(self.at..end)).unwrap_or(Kind::Identifier), end)
    }

    fn in_call(&mut self) -> Match {
        match self.here() {
            b')' => self.short(Kind::CallClose, 1),
            first if Class::LETTER.has(first) => self.name(),
            b'.' if self.after(1).is_ascii_alphabetic() => self.short(Kind::Dot, 1),
            b'$' | b'#' | b'\\' => self.set().or_else(|| self.mark()).unwrap_or(Match::Nothing),
            b' ' | b'\t' => self.set().unwrap_or_else(|| self.white()),
            b'\r' | b'\n' => self.white(),
            _ => self.value(),
        }
    }

    fn in_index(&mut self) -> Match {
        match self.here() {
            b']' => self.short(Kind::IndexClose, 1),
            b't' if self.bytes[self.at..].starts_with(b"true") => self.short(Kind::True, 4),
            b'f' if self.bytes[self.at..].starts_with(b"false") => self.short(Kind::False, 5),
            b'$' | b'#' | b'\\' => self.mark().unwrap_or(Match::Nothing),
            b' ' | b'\t' | b'\r' | b'\n' => self.white(),
            b'"' | b'\'' => self.string(),
            _ => self.number().unwrap_or(Match::Nothing),
        }
    }

    fn white(&self) -> Match {
        Match::Token(Kind::White, scan::run(self.bytes, self.at, Class::WHITE))
    }

    fn string(&self) -> Match {
        scan::string(self.bytes, self.at).map_or(Match::Nothing, |end| Match::Token(Kind::String, end))
    }

    fn number(&self) -> Option<Match> {
        Some(match scan::number(self.bytes, self.at)? {
            Number::Integer(end) => Match::Token(Kind::Integer, end),
            Number::Float(end) => Match::Token(Kind::Float, end),
        })
    }

    /// What the arguments of directives and methods have in common.
    fn value(&self) -> Match {
        let kind = match self.here() {
            b'"' | b'\'' => return self.string(),
            b'[' => Kind::ListOpen,
            b']' => Kind::ListClose,
            b'{' => Kind::MapOpen,
            b'}' => Kind::MapClose,
            b',' => Kind::Comma,
            b':' => Kind::Colon,
            b'.' if self.after(1) == b'.' => return self.short(Kind::Range, 2),
            _ => return self.number().unwrap_or(Match::Nothing),
        };
        self.short(kind, 1)
    }

    fn in_directive(&mut self) -> Match {
        let operator = |operator, length| self.short(Kind::Operator(operator), length);
        match (self.here(), self.after(1)) {
            (b' ' | b'\t' | b'\r' | b'\n', _) => self.white(),
            (b'(', _) => self.short(Kind::ParenthesisOpen, 1),
            (b')', _) => Match::Token(Kind::ParenthesisClose, scan::rest_of_line(self.bytes, self.at + 1)),
            (b'$' | b'#' | b'\\', _) => self.line_comment_or_mark().unwrap_or(Match::Nothing),
            (b'&', b'&') => operator(Operator::And, 2),
            (b'|', b'|') => operator(Operator::Or, 2),
            (b'=', b'=') => operator(Operator::Equal, 2),
            (b'!', b'=') => operator(Operator::NotEqual, 2),
            (b'<', b'=') => operator(Operator::LessOrEqual, 2),
            (b'>', b'=') => operator(Operator::GreaterOrEqual, 2),
            (b'<', _) => operator(Operator::Less, 1),
            (b'>', _) => operator(Operator::Greater, 1),
            (b'+', _) => operator(Operator::Add, 1),
            (b'*', _) => operator(Operator::Multiply, 1),
            (b'/', _) => operator(Operator::Divide, 1),
            (b'%', _) => operator(Operator::Modulo, 1),
            (b'-', _) => self.number().unwrap_or_else(|| self.short(Kind::Operator(Operator::Subtract), 1)),
            (b'!', _) => self.short(Kind::Not, 1),
            (b'=', _) => self.short(Kind::Assign, 1),
            (b'{', _) => match self.braced_word(self.at) {
                Some(end) => Match::Token(Kind::BracedWord, end),
                None => self.short(Kind::MapOpen, 1),
            },
            _ => match scan::word(self.bytes, self.at) {
                Some(end) => Match::Token(word(self.bytes.get(self.at..end)), end),
                None => self.value(),
            },
        }
    }

    fn in_directive_name(&mut self) -> Match {
        match self.here() {
            b'$' | b'#' | b'\\' => self.line_comment_or_mark().unwrap_or(Match::Ended),
            b'{' => match self.braced_word(self.at) {
                Some(end) => self.directive_name(Kind::BracedWord, self.at + 1, end - 1, end),
                None => Match::Ended,
            },
            _ => match scan::word(self.bytes, self.at) {
                Some(end) => self.directive_name(Kind::Word, self.at, end, end),
                None => self.number().unwrap_or(Match::Ended),
            },
        }
    }

    /// The name of a directive from `start` to `end`, in a token that ends at `token_end`.
    fn directive_name(&self, other: Kind, start: usize, end: usize, token_end: usize) -> Match {
        let (kind, token_end) = match self.bytes.get(start..end).unwrap_or_default() {
            b"if" => (Kind::If, token_end),
            b"elseif" => (Kind::ElseIf, token_end),
            b"else" => (Kind::Else, scan::rest_of_line(self.bytes, token_end)),
            b"end" => (Kind::EndMark, scan::rest_of_line(self.bytes, token_end)),
            _ => (other, token_end),
        };
        Match::Token(kind, token_end)
    }

    fn in_line_comment(&mut self) -> Match {
        if let Some(end) = scan::line_end(self.bytes, self.at) {
            return Match::Token(Kind::LineEnd, end);
        }
        self.inside(b'\n', b'\r')
    }

    fn in_comment(&mut self, kind: Kind) -> Match {
        if self.here() == b'*' && self.after(1) == b'#' {
            return self.short(kind, 2);
        }
        self.inside(b'*', b'*')
    }

    /// What a comment passes over, up to what could end it or begin a token.
    fn inside(&mut self, end: u8, other: u8) -> Match {
        if let Some(mark) = self.mark() {
            return mark;
        }
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| matches!(*byte, b'$' | b'#' | b'\\') || *byte == end || *byte == other)
            .unwrap_or(rest.len());
        Match::Skipped(self.at + 1 + length)
    }

    fn in_text_block(&mut self) -> Match {
        if self.bytes[self.at..].starts_with(b"]]#") {
            return self.short(Kind::TextBlock, 3);
        }
        if self.here() == b'#' {
            return self.hash();
        }
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let length = memchr::memchr2(b']', b'#', rest).unwrap_or(rest.len());
        Match::More(More::Inside, self.at + 1 + length)
    }
}

fn token(kind: Kind, start: usize, end: usize, marks: &[(u32, u32)]) -> Token {
    Token { kind, start: start as u32, end: end as u32, image: start as u32, marks: marks.len() as u32 }
}

/// How many bytes the first UTF-16 unit of the character with this first byte covers: half a surrogate pair none that
/// could stand alone, so that the rest of it is passed over next.
fn length_of_unit(first: u8) -> usize {
    match first {
        0x00..=0x7f => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 1,
    }
}

fn truth(name: Option<&[u8]>) -> Option<Kind> {
    match name? {
        b"true" => Some(Kind::True),
        b"false" => Some(Kind::False),
        _ => None,
    }
}

fn word(word: Option<&[u8]>) -> Kind {
    match word.unwrap_or_default() {
        b"true" => Kind::True,
        b"false" => Kind::False,
        b"not" => Kind::Not,
        b"and" => Kind::Operator(Operator::And),
        b"or" => Kind::Operator(Operator::Or),
        b"eq" => Kind::Operator(Operator::Equal),
        b"ne" => Kind::Operator(Operator::NotEqual),
        b"lt" => Kind::Operator(Operator::Less),
        b"le" => Kind::Operator(Operator::LessOrEqual),
        b"gt" => Kind::Operator(Operator::Greater),
        b"ge" => Kind::Operator(Operator::GreaterOrEqual),
        _ => Kind::Word,
    }
}
