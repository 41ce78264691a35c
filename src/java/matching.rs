//! The methods of `java.lang.String` that take a regular expression.

use std::borrow::Cow;

use super::calls::string_array;
use super::regex::{Flags, MatchError, Pattern, PatternError, ReplaceError, join, split as split_halves};
use crate::error::{Error, ErrorKind};
use crate::limits::Budget;
use crate::value::{Text, Value};

/// What reading a pattern costs in steps, beside those for each of its characters.
const COMPILATION: u64 = 1_000;
const COMPILATION_OF_CHARACTER: u64 = 50;
/// And for each place that a character can match at once repetitions are written out.
const COMPILATION_OF_PLACE: u64 = 2;

/// How many bytes of a text are searched in a step.
const SEARCHED: u64 = 4;

/// What a match takes in steps that is replaced or split at.
const MATCH: u64 = 8;

/// The pattern that `regex` is; a literal of the template is read once.
fn pattern(regex: &Text, budget: &mut Budget<'_>) -> Result<Pattern, Error> {
    let steps = budget.limits().regex_steps;
    let compile = |regex: &str| Pattern::compile_bounded(regex, Flags::NONE, steps);
    budget.step(match regex.is_literal() {
        true => 8,
        false => COMPILATION + regex.length() as u64 * COMPILATION_OF_CHARACTER,
    })?;
    let compiled = regex.derived(compile).unwrap_or_else(|| {
        // Lone surrogates match nothing: a character that is none stands for them.
        let units = regex.to_utf16();
        let letters = char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{ffff}'));
        Cow::Owned(compile(&letters.collect::<String>()))
    });
    if let Ok(pattern) = &*compiled
        && !regex.is_literal()
    {
        budget.step(pattern.size().saturating_mul(COMPILATION_OF_PLACE))?;
    }
    compiled.into_owned().map_err(|error| match error {
        PatternError::TooComplex { .. } => Error::limit("regex_steps", error),
        PatternError::TooDeep { .. } => Error::new(ErrorKind::Limit, error.to_string()),
        PatternError::Syntax { .. } => {
            Error::thrown("java.util.regex.PatternSyntaxException", error.to_string())
        }
        _ => Error::runtime(error.to_string()),
    })
}

/// A text as a pattern reads it.
struct Readable<'text> {
    pattern: Pattern,
    text: Cow<'text, str>,
    /// Whether surrogate pairs were split: halves in the text, or empty matches between those of a pair, want it.
    split: bool,
}

impl<'text> Readable<'text> {
    fn new(text: &'text Text, pattern: Pattern, budget: &mut Budget<'_>) -> Result<Self, Error> {
        let plain = text.as_str();
        let tells_halves =
            plain.is_none_or(|text| pattern.may_be_empty() && text.chars().any(|it| it > '\u{ffff}'));
        let readable = match tells_halves.then(|| pattern.of_units()) {
            Some(Ok(pattern)) => {
                budget.step(COMPILATION + pattern.size().saturating_mul(COMPILATION_OF_PLACE))?;
                Self { pattern, text: Cow::Owned(split_halves(&text.to_utf16())), split: true }
            }
            _ => Self { pattern, text: text.to_str(), split: false },
        };
        budget.step(readable.text.len() as u64 / SEARCHED)?;
        Ok(readable)
    }

    /// A part of the text, or what was made of parts, as a value.
    fn value(&self, text: &str) -> Value {
        if self.split { whole(text) } else { Value::string(text) }
    }
}

fn whole(split: &str) -> Value {
    Value::String(Text::from_utf16(&join(split)))
}

/// What a match that was not decided ends in: a limit, as all are but what the engine refuses.
fn undecided(error: &MatchError) -> Error {
    match error {
        MatchError::Engine(_) => Error::runtime(error.to_string()),
        _ => Error::limit("regex_steps", error),
    }
}

/// `String.matches`.
pub(super) fn matches(text: &Text, regex: &Text, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let readable = Readable::new(text, pattern(regex, budget)?, budget)?;
    readable.pattern.is_match_whole(&readable.text).map(Value::Boolean).map_err(|error| undecided(&error))
}

/// `Matcher.find`.
pub(super) fn finds(text: &Text, regex: &Text, budget: &mut Budget<'_>) -> Result<bool, Error> {
    let Readable { pattern, text, .. } = Readable::new(text, pattern(regex, budget)?, budget)?;
    Ok(pattern.find_at(&text, 0).map_err(|error| undecided(&error))?.is_some())
}

/// `String.replaceAll` and `replaceFirst`.
pub(super) fn replace(
    text: &Text,
    regex: &Text,
    replacement: &Text,
    times: usize,
    budget: &mut Budget<'_>,
) -> Result<Value, Error> {
    let readable = Readable::new(text, pattern(regex, budget)?, budget)?;
    let longest = budget.limits().string_length;
    let mut matches = 0;
    let affordable = usize::try_from(budget.steps_left() / MATCH).unwrap_or(usize::MAX).saturating_add(1);
    let (replacement, brings_halves) = match replacement.as_str() {
        Some(replacement) => (Cow::Borrowed(replacement), false),
        None => (Cow::Owned(split_halves(&replacement.to_utf16())), true),
    };
    let times = times.min(affordable);
    let replaced =
        readable.pattern.replace_counting(&readable.text, &replacement, times, longest, &mut matches);
    budget.step(matches as u64 * MATCH)?;
    match replaced {
        Ok(replaced) if brings_halves => Ok(whole(&replaced)),
        Ok(replaced) => Ok(readable.value(&replaced)),
        Err(ReplaceError::Match(error)) => Err(undecided(&error)),
        Err(ReplaceError::Replacement(thrown)) => Err(Error::thrown(thrown.class, thrown.message)),
        Err(error) => Err(Error::limit("string_length", error)),
    }
}

/// `String.split`.
pub(super) fn split(text: &Text, regex: &Text, limit: i32, budget: &mut Budget<'_>) -> Result<Value, Error> {
    if regex.is_empty() {
        return split_units(text, limit, budget);
    }
    let readable = Readable::new(text, pattern(regex, budget)?, budget)?;
    let (pattern, plain) = (&readable.pattern, &*readable.text);
    let longest = budget.limits().list_length;
    let affordable = usize::try_from(budget.steps_left() / MATCH).unwrap_or(usize::MAX).saturating_add(1);
    let parts =
        pattern.split_bounded(plain, limit, longest.min(affordable)).map_err(|error| undecided(&error))?;
    budget.step(parts.len() as u64 * MATCH)?;
    budget.list(parts.len())?;
    if parts.len() == 1 && parts.first().is_some_and(|part| part.len() == plain.len()) {
        return Ok(string_array([Value::String(text.clone())].into_iter()));
    }
    Ok(string_array(parts.into_iter().map(|part| readable.value(part))))
}

/// `split("")`: one part a UTF-16 unit, halves of surrogate pairs too.
fn split_units(text: &Text, limit: i32, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let units = text.to_utf16();
    budget.list(units.len() + 1)?;
    budget.step(units.len() as u64)?;
    let single = usize::try_from(limit.saturating_sub(1)).unwrap_or(units.len()).min(units.len());
    let single = if limit == 0 { units.len() } else { single };
    let (parts, rest) = units.split_at(single);
    let mut parts: Vec<Value> = parts.iter().map(|unit| Value::String(Text::from_utf16(&[*unit]))).collect();
    // What is left over, empty or not, is a part where empty parts at the end are kept.
    if limit != 0 || units.is_empty() {
        parts.push(Value::String(Text::from_utf16(rest)));
    }
    Ok(string_array(parts.into_iter()))
}
