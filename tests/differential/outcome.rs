//! What became of a template, in either engine.

use std::fmt;

/// Output or failure. Messages are for the reader of a report; only the kinds and the output are compared.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    Output(String),
    /// A syntax error: the template cannot be rendered with any variables.
    Parse(String),
    /// The render failed.
    Runtime(String),
    /// No answer: out of time, stack or memory. Never compared when the oracle says so.
    Unanswered(String),
}

impl Outcome {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Output(_) => "output",
            Self::Parse(_) => "parse",
            Self::Runtime(_) => "runtime",
            Self::Unanswered(_) => "unanswered",
        }
    }

    /// Whether a reader of the two could tell the engines apart.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Output(one), Self::Output(two)) => masked(one) == masked(two),
            _ => self.kind() == other.kind(),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let (Self::Output(text) | Self::Parse(text) | Self::Runtime(text) | Self::Unanswered(text)) = self;
        write!(formatter, "{} {text:?}", self.kind())
    }
}

/// The text without the identity hashes that `Object.toString` prints after an `@`: they differ from run to run.
pub(crate) fn masked(text: &str) -> String {
    let mut parts = text.split('@');
    let mut masked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        masked.push('@');
        masked.push_str(part.trim_start_matches(|digit: char| matches!(digit, '0'..='9' | 'a'..='f')));
    }
    masked
}
