//! The public face: compile a pattern, then match with it.

use std::ops::Range;
use std::sync::OnceLock;

use fancy_regex::{Regex, RegexBuilder, RegexInput, RuntimeError};

use super::emit::{BETWEEN_HALVES, emit, emit_units};
use super::error::{MatchError, PatternError};
use super::estimate::{Reach, may_be_empty, reach, size};
use super::flags::Flags;
use super::parse::parse;
use super::units::is_between_halves;

/// Bytes a compiled automaton may take for each step allowed.
const AUTOMATON_BYTES: usize = 4;

/// How many steps allow for one instruction of a backtracking program.
const STEPS_OF_INSTRUCTION: usize = 10;

/// How many steps allow for one byte of a text on which a look-around without a bound is tried at many places.
const STEPS_OF_LOOK_AROUND: usize = 32;

/// How many steps one look-behind without a bound counts for.
const LOOK_BEHIND_STEPS: usize = 100;

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
    step_limit: usize,
    reach: Reach,
    size: u64,
    may_be_empty: bool,
    general: Engine,
    ascii: Option<Engine>,
    /// For text of halves: begins no match between two of them.
    guarded: Option<Engine>,
}

/// A translation with its two readings, each compiled when it is first asked for.
#[derive(Clone, Debug)]
struct Engine {
    translation: String,
    step_limit: usize,
    /// The limit on steps as it was given, or the default if that is more: sizes go by it.
    size_limit: usize,
    search: OnceLock<Result<Regex, PatternError>>,
    whole: OnceLock<Result<Regex, PatternError>>,
}

impl Engine {
    fn new(translation: String, step_limit: usize, size_limit: usize) -> Self {
        Self { translation, step_limit, size_limit, search: OnceLock::new(), whole: OnceLock::new() }
    }

    fn search(&self) -> Result<&Regex, PatternError> {
        self.search
            .get_or_init(|| build(&self.translation, self.step_limit, self.size_limit))
            .as_ref()
            .map_err(Clone::clone)
    }

    fn whole(&self) -> Result<&Regex, PatternError> {
        let anchored = || build(&format!(r"\A(?:{})\z", self.translation), self.step_limit, self.size_limit);
        self.whole.get_or_init(anchored).as_ref().map_err(Clone::clone)
    }
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

    /// [`Pattern::compile`] with a limit of its own on how often one match may backtrack. In a pattern with a
    /// look-behind without a bound, such as `(?<=a+)`, every step counts for a hundred.
    ///
    /// # Errors
    /// Those of [`Pattern::compile`].
    pub fn compile_bounded(pattern: &str, flags: Flags, step_limit: usize) -> Result<Self, PatternError> {
        let size_limit = step_limit.max(Self::DEFAULT_STEP_LIMIT);
        let ast = parse(pattern, flags, size_limit)?;
        let translation = emit(&ast)?;
        let reach = reach(&ast.root);
        let steps = if reach == Reach::Behind { step_limit / LOOK_BEHIND_STEPS } else { step_limit };
        let general = Engine::new(translation.general, steps, size_limit);
        let ascii = translation.ascii.map(|ascii| Engine::new(ascii, steps, size_limit));
        ascii.as_ref().unwrap_or(&general).search()?;
        Ok(Self {
            source: pattern.to_owned(),
            flags,
            names: ast.names,
            group_count: usize::try_from(ast.group_count).unwrap_or(usize::MAX),
            step_limit,
            reach,
            size: size(&ast.root),
            may_be_empty: may_be_empty(&ast.root),
            general,
            ascii,
            guarded: None,
        })
    }

    /// The same pattern for texts that were [split](super::units::split).
    pub(crate) fn of_units(&self) -> Result<Self, PatternError> {
        let Engine { step_limit, size_limit, .. } = self.general;
        let ast = parse(&self.source, self.flags, size_limit)?;
        let (translation, supplementary) = emit_units(&ast)?;
        let guarded = format!("{BETWEEN_HALVES}(?:{translation})");
        Ok(Self {
            general: Engine::new(translation, step_limit, size_limit),
            ascii: None,
            guarded: supplementary.then(|| Engine::new(guarded, step_limit, size_limit)),
            ..self.clone()
        })
    }

    /// Whether it may match the empty string, also between the halves of a surrogate pair.
    pub(crate) fn may_be_empty(&self) -> bool {
        self.may_be_empty
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

    /// How much work compiling it was.
    pub(crate) fn size(&self) -> u64 {
        self.size
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
        if self.reach == Reach::Behind {
            self.check_length(text)?;
        }
        let regex = self.engine(text).whole().map_err(refused)?;
        regex.is_match(text).map_err(|error| self.failure(&error))
    }

    /// `Matcher.find(int)`: the first match that starts at the byte offset or after it; `None` too for an offset that
    /// is beyond the text or inside a character.
    ///
    /// # Errors
    /// [`MatchError`] when the match would take more steps than the limit allows.
    pub fn find_at(&self, text: &str, start: usize) -> Result<Option<Captures>, MatchError> {
        self.search(self.engine(text), text, start, true)
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
        Matches { pattern: self, engine: self.engine(text), text, position: Some(0), after_empty: false }
    }

    fn engine(&self, text: &str) -> &Engine {
        self.ascii.as_ref().filter(|_| text.is_ascii()).unwrap_or(&self.general)
    }

    /// `continued` tells whether `start` is where the previous match ended, which is what `\G` asks.
    fn search(
        &self,
        engine: &Engine,
        text: &str,
        start: usize,
        continued: bool,
    ) -> Result<Option<Captures>, MatchError> {
        if !text.is_char_boundary(start) {
            return Ok(None);
        }
        if self.reach != Reach::Near {
            self.check_length(text)?;
        }
        let Some(guarded) = &self.guarded else { return self.searched(engine, text, start, continued) };
        // Where an empty match left off between halves Java tries once, and then from character to character.
        if is_between_halves(text, start)
            && let Some(found) = self.searched(engine, text, start, continued)?
            && found.range().start == start
        {
            return Ok(Some(found));
        }
        self.searched(guarded, text, start, continued)
    }

    fn searched(
        &self,
        engine: &Engine,
        text: &str,
        start: usize,
        continued: bool,
    ) -> Result<Option<Captures>, MatchError> {
        let input = RegexInput::new(text).from_pos(start).continue_from_previous_match_end(continued);
        let regex = engine.search().map_err(refused)?;
        let found = regex.captures_input(input).map_err(|error| self.failure(&error))?;
        Ok(found.map(|captures| {
            let groups = (0..=self.group_count).map(|group| captures.get(group).map(|part| part.range()));
            Captures { groups: groups.collect() }
        }))
    }

    /// A look-around without a bound reads the text again and again: from each place to an end of it.
    fn check_length(&self, text: &str) -> Result<(), MatchError> {
        let limit = self.step_limit / STEPS_OF_LOOK_AROUND;
        if text.len() > limit { Err(MatchError::TextTooLong { limit }) } else { Ok(()) }
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

fn refused(error: PatternError) -> MatchError {
    match error {
        PatternError::TooComplex { .. } => MatchError::TooComplex(error),
        error => MatchError::Engine(error.to_string()),
    }
}

fn build(translation: &str, step_limit: usize, size_limit: usize) -> Result<Regex, PatternError> {
    RegexBuilder::new(translation)
        .backtrack_limit(step_limit)
        .delegate_size_limit(size_limit.saturating_mul(AUTOMATON_BYTES))
        .delegate_dfa_size_limit(size_limit.saturating_mul(AUTOMATON_BYTES))
        .max_prog_size(size_limit / STEPS_OF_INSTRUCTION)
        .allow_input_assertion_overrides(true)
        .build()
        .map_err(|error| refusal(&error))
}

/// Why fancy-regex does not take a translation.
fn refusal(error: &fancy_regex::Error) -> PatternError {
    use fancy_regex::{CompileError, Error, ParseError};
    match error {
        Error::ParseError(_, ParseError::RecursionExceeded) => {
            PatternError::too_deep("its groups and repetitions nest too deep")
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
    engine: &'p Engine,
    text: &'t str,
    /// Where to search next; `None` when there is nothing left.
    position: Option<usize>,
    after_empty: bool,
}

impl Iterator for Matches<'_, '_> {
    type Item = Result<Captures, MatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.position.take()?;
        match self.pattern.search(self.engine, self.text, start, !self.after_empty) {
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
