//! The states of Velocity's lexer: what it reads next depends on what it read before.
//!
//! `$` and `#` push a state, and the end of what they begin pops it. Where a state is not popped at once, the characters
//! that follow are read as part of a reference or directive though they stand outside of it: after `$a.b` a `(` is more
//! than text, after `#${a}` the word `end` closes a block.

use super::grammar::{self, AfterMark, Item, PathEnd, Refusal, Token};

/// A state of the lexer outside of parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Velocity's `DEFAULT`.
    Text,
    /// `REFERENCE`: after a `$`, a name, a method or an index.
    Reference,
    /// `REFMODIFIER`: after a property.
    Property,
    /// `REFMOD2`: after a `(` that follows a property and begins no call. Directly after it, where a value would make
    /// it a call, and later.
    CallOpened,
    Call,
    /// `PRE_DIRECTIVE`: after a `#`.
    DirectiveName,
}

/// Reads `text` as a flat run of items.
///
/// # Errors
/// Where the text is no template.
pub(super) fn items(text: &str) -> Result<Vec<Item<'_>>, Refusal> {
    let mut items = Vec::with_capacity(text.len() / 16 + 4);
    let mut lexer = Lexer { state: State::Text, below: Vec::new(), at_property: false };
    let mut at = 0;
    while at < text.len() {
        if lexer.state == State::Text && lexer.below.is_empty() {
            at = grammar::plain(text, at, &mut items)?;
            if at == text.len() {
                break;
            }
        }
        let found = grammar::next(text, at, lexer.state)?;
        if !lexer.read(found.token) {
            return Err(Refusal::Stopped(found.end));
        }
        items.extend(found.item);
        at = found.end;
    }
    Ok(items)
}

struct Lexer {
    state: State,
    /// The states under the present one.
    below: Vec<State>,
    /// Whether a property was read just now, so that a `(` could begin a call.
    at_property: bool,
}

impl Lexer {
    fn push(&mut self, next: State) {
        let state = if self.state == State::CallOpened { State::Call } else { self.state };
        self.below.push(state);
        self.state = next;
    }

    fn pop(&mut self) {
        self.state = self.below.pop().unwrap_or(State::Text);
    }

    /// The state after `token`; `false` where it cannot stand.
    fn read(&mut self, token: Token) -> bool {
        match token {
            Token::Text | Token::Inset | Token::Nothing => {}
            Token::LineComment if self.state == State::Reference => self.pop(),
            Token::LineComment => {}
            Token::Directive => self.before_hash(),
            Token::FirstHash => {
                self.before_hash();
                self.push(State::DirectiveName);
            }
            Token::Bare | Token::CloseBrace | Token::Ended => self.pop(),
            Token::Mark { hash, then } => {
                if !self.mark(hash, then) {
                    return false;
                }
            }
            Token::Runt(end) => self.path(end),
            Token::Dot => self.state = State::Property,
            Token::Open => self.state = if self.at_property { State::CallOpened } else { State::Call },
        }
        self.at_property = matches!(
            token,
            Token::Runt(PathEnd::Property)
                | Token::Mark {
                    then: AfterMark::Path(PathEnd::Property) | AfterMark::Dotted(PathEnd::Property),
                    ..
                }
        );
        if self.state == State::CallOpened && token != Token::Open {
            self.state = State::Call;
        }
        true
    }

    /// A `#` ends a reference.
    fn before_hash(&mut self) {
        if matches!(self.state, State::Reference | State::Property) {
            self.pop();
        }
    }

    fn mark(&mut self, hash: bool, then: AfterMark) -> bool {
        if hash {
            self.before_hash();
            self.push(State::DirectiveName);
        }
        if let AfterMark::Index { only: true } = then {
            return matches!(self.state, State::Text | State::Reference);
        }
        // A `$` ends a reference too, but for one that ends in a property.
        if self.state != State::Reference {
            self.push(State::Reference);
        }
        match then {
            AfterMark::Path(end) => self.path(end),
            AfterMark::Dotted(end) => {
                self.state = State::Property;
                self.path(end);
            }
            AfterMark::Closed => self.pop(),
            AfterMark::Index { .. } | AfterMark::Open => {}
        }
        true
    }

    fn path(&mut self, end: PathEnd) {
        match end {
            PathEnd::Name => {}
            PathEnd::Property => self.state = State::Property,
            PathEnd::Method => self.state = State::Reference,
        }
    }
}
