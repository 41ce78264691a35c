//! The public face: compile a pattern, then match with it.

use std::ops::Range;
use std::sync::OnceLock;

use fancy_regex::{Regex, RegexBuilder, RegexInput, RuntimeError};

use super::emit::emit;
use super::error::{MatchError, PatternError};
use super::flags::Flags;
use super::parse::parse;

/// Bytes a compiled automaton may take.
const AUTOMATON_BYTES: usize = 4 << 20;

/// Instructions a backtracking program may have.
const PROGRAM_INSTRUCTIONS: usize = 100_000;

/// A compiled pattern, as `java.util.regex.Pattern`.
///
/// ```
/// use vtlgate::java::regex::{Flags, Pattern};
/// let pattern = Pattern::compile(r"(?<year>\p{Digit}{4})-(\d\d)", Flags::NONE)?;
/// assert!(pattern.is_match_whole("2024-06")?);
/// assert_eq!(pattern.replace_all("2024-06", "$2/${year}")?, "06/2024");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    flags: Flags,
    names: Vec<(String, u32)>,
    group_count: usize,
    translation: String,
    step_limit: usize,
    search: Regex,
    /// Compiled when a whole match is first asked for.
    whole: OnceLock<Result<Regex, MatchError>>,
}

impl Pattern {
    /// How often a match may backtrack unless [`Pattern::compile_bounded`] says otherwise.
    pub const DEFAULT_STEP_LIMIT: usize = 1_000_000;

    /// `Pattern.compile(String, int)`.
    ///
    /// # Errors
    /// [`PatternError::Syntax`] where Java throws `PatternSyntaxException`; [`PatternError::Untranslatable`] for the
    /// few constructs that are not supported; [`PatternError::TooComplex`] beyond the limits of size and nesting.
    ///
    /// ```
    /// use vtlgate::java::regex::{Flags, Pattern};
    /// let error = Pattern::compile("a(b", Flags::NONE).unwrap_err();
    /// assert_eq!(error.to_string(), "Unclosed group near index 3\na(b");
    /// ```
    pub fn compile(pattern: &str, flags: Flags) -> Result<Self, PatternError> {
        Self::compile_bounded(pattern, flags, Self::DEFAULT_STEP_LIMIT)
    }

    /// [`Pattern::compile`] with a limit of its own on how often one match may backtrack.
    ///
    /// # Errors
    /// Those of [`Pattern::compile`].
    pub fn compile_bounded(pattern: &str, flags: Flags, step_limit: usize) -> Result<Self, PatternError> {
        let ast = parse(pattern, flags)?;
        let translation = emit(&ast)?;
        let search = build(&translation, step_limit).map_err(|error| refusal(&error))?;
        Ok(Self {
            source: pattern.to_owned(),
            flags,
            names: ast.names,
            group_count: usize::try_from(ast.group_count).unwrap_or(usize::MAX),
            translation,
            step_limit,
            search,
            whole: OnceLock::new(),
        })
    }

    /// `Pattern.pattern()`: the pattern as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// `Pattern.flags()`: the flags as given.
    #[must_use]
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// `Matcher.groupCount()`: the number of capturing groups.
    #[must_use]
    pub fn group_count(&self) -> usize {
        self.group_count
    }

    /// The number of the group with a name.
    #[must_use]
    pub fn group_named(&self, name: &str) -> Option<usize> {
        let found = self.names.iter().find(|(known, _)| known == name);
        found.and_then(|&(_, group)| usize::try_from(group).ok())
    }

    /// `Matcher.matches()`: whether the pattern matches all of the text.
    ///
    /// # Errors
    /// [`MatchError`] when the match would take more steps than the limit allows.
    ///
    /// ```
    /// use vtlgate::java::regex::{Flags, Pattern};
    /// assert!(Pattern::compile("a|ab", Flags::NONE)?.is_match_whole("ab")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_match_whole(&self, text: &str) -> Result<bool, MatchError> {
        let whole = self.whole.get_or_init(|| {
            build(&format!(r"\A(?:{})\z", self.translation), self.step_limit)
                .map_err(|error| MatchError::Engine(refusal(&error).to_string()))
        });
        let regex = whole.as_ref().map_err(Clone::clone)?;
        regex.is_match(text).map_err(|error| self.failure(&error))
    }

    /// `Matcher.find(int)`: the first match that starts at the byte offset or after it; `None` too for an offset that
    /// is beyond the text or inside a character.
    ///
    /// # Errors
    /// [`MatchError`] when the match would take more steps than the limit allows.
    pub fn find_at(&self, text: &str, start: usize) -> Result<Option<Captures>, MatchError> {
        self.search(text, start, true)
    }

    /// Every match, in order, as repeated `Matcher.find()` gives them: an empty match is followed by a search from the
    /// next character on.
    ///
    /// ```
    /// use vtlgate::java::regex::{Flags, Pattern};
    /// let pattern = Pattern::compile("a*", Flags::NONE)?;
    /// let places: Vec<_> = pattern.captures_iter("baac").map(|found| found.map(|it| it.range())).collect::<Result<_, _>>()?;
    /// assert_eq!(places, [0..0, 1..3, 3..3, 4..4]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn captures_iter<'p, 't>(&'p self, text: &'t str) -> Matches<'p, 't> {
        Matches { pattern: self, text, position: Some(0), after_empty: false }
    }

    /// `continued` tells whether `start` is where the previous match ended, which is what `\G` asks.
    fn search(&self, text: &str, start: usize, continued: bool) -> Result<Option<Captures>, MatchError> {
        if !text.is_char_boundary(start) {
            return Ok(None);
        }
        let input = RegexInput::new(text).from_pos(start).continue_from_previous_match_end(continued);
        let found = self.search.captures_input(input).map_err(|error| self.failure(&error))?;
        Ok(found.map(|captures| {
            let groups = (0..=self.group_count).map(|group| captures.get(group).map(|part| part.range()));
            Captures { groups: groups.collect() }
        }))
    }

    fn failure(&self, error: &fancy_regex::Error) -> MatchError {
        match error {
            fancy_regex::Error::RuntimeError(RuntimeError::BacktrackLimitExceeded) => {
                MatchError::StepLimit { limit: self.step_limit }
            }
            fancy_regex::Error::RuntimeError(RuntimeError::StackOverflow) => MatchError::StackLimit,
            other => MatchError::Engine(other.to_string()),
        }
    }
}

fn build(translation: &str, step_limit: usize) -> Result<Regex, fancy_regex::Error> {
    RegexBuilder::new(translation)
        .backtrack_limit(step_limit)
        .delegate_size_limit(AUTOMATON_BYTES)
        .delegate_dfa_size_limit(AUTOMATON_BYTES)
        .max_prog_size(PROGRAM_INSTRUCTIONS)
        .allow_input_assertion_overrides(true)
        .build()
}

/// Why fancy-regex does not take a translation.
fn refusal(error: &fancy_regex::Error) -> PatternError {
    use fancy_regex::{CompileError, Error, ParseError};
    match error {
        Error::ParseError(_, ParseError::RecursionExceeded) => {
            PatternError::too_complex("its groups and repetitions nest too deep; flatten them")
        }
        Error::CompileError(cause) => match **cause {
            CompileError::InnerError(_) | CompileError::PatternTooComplex => PatternError::too_complex(
                "its counted repetitions multiply beyond the size limit; use smaller counts",
            ),
            _ => PatternError::untranslatable(
                "a look-behind that cannot be run backwards",
                "use a look-behind of fixed length, or capture what precedes",
            ),
        },
        other => PatternError::too_complex(other.to_string()),
    }
}

/// One match with its groups, in byte offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captures {
    groups: Vec<Option<Range<usize>>>,
}

impl Captures {
    /// Where the whole match lies.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.group(0).unwrap_or_default()
    }

    /// Where a group matched; `None` if it did not take part or does not exist.
    #[must_use]
    pub fn group(&self, number: usize) -> Option<Range<usize>> {
        self.groups.get(number).cloned().flatten()
    }
}

/// The iterator of [`Pattern::captures_iter`]. It ends after an error.
#[derive(Debug)]
pub struct Matches<'p, 't> {
    pattern: &'p Pattern,
    text: &'t str,
    /// Where to search next; `None` when there is nothing left.
    position: Option<usize>,
    after_empty: bool,
}

impl Iterator for Matches<'_, '_> {
    type Item = Result<Captures, MatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.position.take()?;
        match self.pattern.search(self.text, start, !self.after_empty) {
            Ok(None) => None,
            Err(error) => Some(Err(error)),
            Ok(Some(captures)) => {
                let range = captures.range();
                self.after_empty = range.is_empty();
                self.position = if self.after_empty {
                    let following = self.text.get(range.end..).and_then(|rest| rest.chars().next());
                    following.map(|character| range.end + character.len_utf8())
                } else {
                    Some(range.end)
                };
                Some(Ok(captures))
            }
        }
    }
}
