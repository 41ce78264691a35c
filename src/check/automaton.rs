//! Reads what a template prints as JSON with holes, a piece at a time.

/// Where in a JSON text a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Nothing but blanks were printed.
    Start,
    /// After a colon.
    Value,
    /// After the comma of an array.
    Element,
    /// After `[`.
    ElementOrEnd,
    /// After the comma of an object.
    Key,
    /// After `{`.
    KeyOrEnd,
    /// After a key.
    Colon,
    /// After a value.
    CommaOrEnd,
    /// After a value and a comma that is printed where it should be.
    MaybeComma,
    /// In a number or a word.
    Bare,
    /// In or after a reference that stands for a value; for exactly one where it follows a colon.
    Hole { one: bool },
    /// In a string.
    Text { key: bool, escaped: bool },
    /// After the whole.
    End,
    /// What is printed cannot be followed any more.
    Unknown,
}

/// What makes the text none of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    MissingComma,
    TrailingComma,
    DoubleComma,
    MissingColon,
    MissingValue,
    ClosesNothing,
    ClosesOther,
}

/// The state of the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    pub(super) at: At,
    /// The open brackets: `true` for an object's.
    open: Vec<bool>,
}

/// As many brackets are followed.
const DEEPEST: usize = 100;

impl State {
    pub(super) fn new() -> State {
        State { at: At::Start, open: Vec::new() }
    }

    pub(super) fn unknown() -> State {
        State { at: At::Unknown, open: Vec::new() }
    }

    /// Whether something is still open.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.at, At::Unknown) && !self.open.is_empty()
    }

    /// Reads `text`; at what is wrong the state becomes unknown, and the byte is told.
    pub(super) fn text(&mut self, text: &str) -> Result<(), (usize, Problem)> {
        for (offset, character) in text.char_indices() {
            if self.at == At::Unknown {
                break;
            }
            if let Err(problem) = self.character(character) {
                *self = State::unknown();
                return Err((offset, problem));
            }
        }
        Ok(())
    }

    /// A reference prints.
    pub(super) fn hole(&mut self) {
        self.at = match self.at {
            At::Text { key, .. } => At::Text { key, escaped: false },
            At::Value => At::Hole { one: true },
            At::Element | At::ElementOrEnd => At::Hole { one: false },
            At::Bare => At::Bare,
            At::Hole { .. } => At::Hole { one: false },
            _ => At::Unknown,
        };
    }

    /// A comma is printed where one belongs.
    pub(super) fn comma_if_needed(&mut self) {
        if matches!(self.at, At::CommaOrEnd | At::Bare | At::Hole { .. }) {
            self.at = At::MaybeComma;
        }
    }

    fn character(&mut self, character: char) -> Result<(), Problem> {
        if let At::Text { key, escaped } = self.at {
            self.at = match character {
                '\\' => At::Text { key, escaped: !escaped },
                '"' if !escaped && key => At::Colon,
                '"' if !escaped => At::CommaOrEnd,
                _ => At::Text { key, escaped: false },
            };
            return Ok(());
        }
        match character {
            ' ' | '\t' | '\n' | '\r' => {
                if self.at == At::Bare || self.at == (At::Hole { one: true }) {
                    self.at = At::CommaOrEnd;
                }
            }
            '{' | '[' => self.opens(character == '{')?,
            '}' | ']' => self.closes(character == '}')?,
            '"' => {
                self.at = match self.at {
                    At::Key | At::KeyOrEnd => At::Text { key: true, escaped: false },
                    At::Value | At::Element | At::ElementOrEnd => At::Text { key: false, escaped: false },
                    At::MaybeComma => At::Text { key: self.open.last() == Some(&true), escaped: false },
                    At::CommaOrEnd | At::Bare => return Err(Problem::MissingComma),
                    At::Colon => return Err(Problem::MissingColon),
                    _ => At::Unknown,
                };
            }
            ',' => {
                let next = if self.open.last() == Some(&true) { At::Key } else { At::Element };
                self.at = match self.at {
                    At::CommaOrEnd | At::Bare | At::Hole { .. } | At::MaybeComma => next,
                    At::Key | At::Element => return Err(Problem::DoubleComma),
                    At::Value => return Err(Problem::MissingValue),
                    At::Colon => return Err(Problem::MissingColon),
                    _ => At::Unknown,
                };
                if self.open.is_empty() {
                    self.at = At::Unknown;
                }
            }
            ':' => self.at = if self.at == At::Colon { At::Value } else { At::Unknown },
            '0'..='9' | 'a'..='z' | 'A'..='Z' | '-' | '+' | '.' | '_' => {
                self.at = match self.at {
                    At::Value | At::Element | At::ElementOrEnd | At::Bare => At::Bare,
                    At::Hole { .. } => At::Bare,
                    At::MaybeComma if self.open.last() == Some(&false) => At::Bare,
                    _ => At::Unknown,
                };
            }
            _ => self.at = At::Unknown,
        }
        Ok(())
    }

    fn opens(&mut self, object: bool) -> Result<(), Problem> {
        match self.at {
            At::Start | At::Value | At::Element | At::ElementOrEnd => {}
            At::MaybeComma if self.open.last() == Some(&false) => {}
            At::CommaOrEnd | At::Bare => return Err(Problem::MissingComma),
            At::Colon => return Err(Problem::MissingColon),
            _ => {
                self.at = At::Unknown;
                return Ok(());
            }
        }
        if self.open.len() >= DEEPEST {
            self.at = At::Unknown;
            return Ok(());
        }
        self.open.push(object);
        self.at = if object { At::KeyOrEnd } else { At::ElementOrEnd };
        Ok(())
    }

    fn closes(&mut self, object: bool) -> Result<(), Problem> {
        match self.at {
            At::KeyOrEnd
            | At::ElementOrEnd
            | At::CommaOrEnd
            | At::MaybeComma
            | At::Bare
            | At::Hole { .. } => {}
            At::Key | At::Element => return Err(Problem::TrailingComma),
            At::Value => return Err(Problem::MissingValue),
            At::Colon => return Err(Problem::MissingColon),
            At::End => return Err(Problem::ClosesNothing),
            At::Start | At::Text { .. } | At::Unknown => {
                self.at = At::Unknown;
                return Ok(());
            }
        }
        match self.open.pop() {
            Some(open) if open == object => {}
            Some(_) => return Err(Problem::ClosesOther),
            None => return Err(Problem::ClosesNothing),
        }
        self.at = if self.open.is_empty() { At::End } else { At::CommaOrEnd };
        Ok(())
    }
}
