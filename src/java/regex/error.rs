//! What can go wrong with a pattern, a match or a replacement, in Java's words where Java has words for it.

use std::fmt;

/// Why a pattern was not compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternError {
    /// Java refuses the pattern too, with a `java.util.regex.PatternSyntaxException`.
    Syntax {
        /// `PatternSyntaxException.getDescription()`.
        description: String,
        /// `PatternSyntaxException.getIndex()`: a count of code points, as Java's parser counts.
        index: usize,
        /// The pattern, as given.
        pattern: String,
    },
    /// Java accepts the pattern; this translation cannot express it.
    Untranslatable {
        /// The construct, as it is written in a pattern.
        construct: String,
        /// What to write instead.
        advice: String,
    },
    /// The pattern is too large for the limit on steps, which governs the sizes of patterns too.
    TooComplex {
        /// What is too large, and how to stay below it.
        reason: String,
    },
    /// The pattern nests deeper than any limit allows, as every level takes stack.
    TooDeep {
        /// What nests.
        reason: String,
    },
}

impl PatternError {
    pub(super) fn untranslatable(construct: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Untranslatable { construct: construct.into(), advice: advice.into() }
    }

    pub(super) fn too_deep(reason: impl Into<String>) -> Self {
        Self::TooDeep { reason: reason.into() }
    }

    pub(super) fn too_complex(reason: impl Into<String>) -> Self {
        Self::TooComplex { reason: reason.into() }
    }
}

impl fmt::Display for PatternError {
    /// For [`PatternError::Syntax`] exactly `PatternSyntaxException.getMessage()`: description and index, the
    /// pattern, and a caret below the place if that is inside the pattern.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { description, index, pattern } => {
                write!(formatter, "{description} near index {index}\n{pattern}")?;
                if *index < pattern.encode_utf16().count() {
                    write!(formatter, "\n{:index$}^", "")?;
                }
                Ok(())
            }
            Self::Untranslatable { construct, advice } => {
                write!(
                    formatter,
                    "the regular expression uses {construct}, which is not supported here; {advice}"
                )
            }
            Self::TooComplex { reason } => {
                write!(formatter, "the regular expression is too complex: {reason}")
            }
            Self::TooDeep { reason } => {
                write!(formatter, "the regular expression is nested too deep: {reason}; flatten it")
            }
        }
    }
}

impl std::error::Error for PatternError {}

/// Why a match was not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MatchError {
    /// The pattern backtracked more often than the limit given when it was compiled.
    StepLimit {
        /// That limit.
        limit: usize,
    },
    /// More alternatives were kept open than the engine has room for.
    StackLimit,
    /// The text is too long for a pattern whose look-around reads to its end or start from every place.
    TextTooLong {
        /// The longest text for such a pattern, in bytes.
        limit: usize,
    },
    /// The pattern is too large for the limit on steps, which shows when it is first needed in this way.
    TooComplex(PatternError),
    /// The engine refused the pattern at the time of the match.
    Engine(String),
}

impl fmt::Display for MatchError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StepLimit { limit } => write!(
                formatter,
                "the regular expression backtracked more than {limit} times; \
                 avoid nested repetitions such as (a+)+, or use possessive ones such as a++"
            ),
            Self::StackLimit => formatter.write_str(
                "the regular expression keeps too many alternatives open on this text; \
                 use possessive repetitions such as a++",
            ),
            Self::TextTooLong { limit } => write!(
                formatter,
                "the text is longer than the {limit} bytes on which a regular expression may look around without a \
                 bound; bound the repetition in the look-around, such as .{{0,100}}"
            ),
            Self::TooComplex(error) => error.fmt(formatter),
            Self::Engine(message) => write!(formatter, "the regular expression cannot be run: {message}"),
        }
    }
}

impl std::error::Error for MatchError {}

/// Why a replacement was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplaceError {
    /// The match was not decided.
    Match(MatchError),
    /// Java throws an exception because of the replacement string.
    Replacement(ReplacementException),
    /// The result would be longer than the limit given.
    TooLong {
        /// That limit, in bytes.
        maximum_length: usize,
    },
}

/// An exception Java throws while it expands a replacement string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacementException {
    /// The exception's class, `java.lang.IllegalArgumentException` or `java.lang.IndexOutOfBoundsException`.
    pub class: &'static str,
    /// `getMessage()`.
    pub message: String,
}

impl From<ReplacementException> for ReplaceError {
    fn from(exception: ReplacementException) -> Self {
        Self::Replacement(exception)
    }
}

impl From<MatchError> for ReplaceError {
    fn from(error: MatchError) -> Self {
        Self::Match(error)
    }
}

impl fmt::Display for ReplaceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Match(error) => error.fmt(formatter),
            Self::Replacement(exception) => write!(formatter, "{}: {}", exception.class, exception.message),
            Self::TooLong { maximum_length } => {
                write!(
                    formatter,
                    "the text would grow past {maximum_length} bytes; replace by a shorter text"
                )
            }
        }
    }
}

impl std::error::Error for ReplaceError {}
