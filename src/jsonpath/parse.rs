//! From text to [`ast`](super::ast): the only file that knows pest.

use std::sync::Arc;

use pest::Parser as _;
use pest::error::InputLocation;
use pest::iterators::Pair;
use pest_derive::Parser;

use super::arguments;
use super::ast::{Argument, Condition, Number, Operand, Operator, Path, Step, StepKind};
use super::regex;
use super::unescape::unescape;
use crate::error::{Error, ErrorKind};
use crate::java::regex::PatternError;
use crate::limits::Limits;
use crate::source::Span;

#[derive(Parser)]
#[grammar = "grammar/jsonpath.pest"]
struct Grammar;

/// The longest path that is read, in bytes.
const LONGEST: usize = 64 * 1024;

/// How deep brackets may nest in a path, so that reading it needs no more than a small stack.
const DEEPEST: usize = 24;

/// How many steps a path may have.
const MOST_STEPS: usize = 1_000;

/// Reads a path as it is written in a template, and tells how many slots following it takes.
pub(super) fn read(text: &str, limits: &Limits) -> Result<(Path, usize), Error> {
    check_size(text)?;
    let mut builder = Builder { slots: 0, depth: 0, regex_steps: limits.regex_steps };
    let path = builder.outer_path(Source { text, offset: 0 }).map_err(|error| {
        // The paths in a function's arguments are read from a copy without blanks, whose places may lie elsewhere.
        match error.span() {
            Some(span) if text.get(span.range()).is_none() => {
                Error::new(error.kind(), error.message()).at(Span::new(0, text.len()))
            }
            _ => error,
        }
    })?;
    Ok((path, builder.slots))
}

fn check_size(text: &str) -> Result<(), Error> {
    if text.len() > LONGEST {
        let message = format!("the path is longer than {LONGEST} bytes; use a shorter one");
        return Err(Error::new(ErrorKind::Limit, message).at(Span::new(0, text.len())));
    }
    let mut depth = 0_usize;
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let message = format!("brackets are nested more than {DEEPEST} deep; split the path in two");
            return Err(Error::new(ErrorKind::Limit, message).at(Span::new(position, position + 1)));
        }
    }
    Ok(())
}

/// A part of the path's text, and where it starts in the whole.
#[derive(Clone, Copy)]
struct Source<'text> {
    text: &'text str,
    offset: usize,
}

impl<'text> Source<'text> {
    fn refuse(self, message: impl Into<String>) -> Error {
        self.error(ErrorKind::InvalidPath, message)
    }

    fn error(self, kind: ErrorKind, message: impl Into<String>) -> Error {
        Error::new(kind, message).at(Span::new(self.offset, self.offset + self.text.len()))
    }

    fn parse(self, rule: Rule) -> Result<Pair<'text, Rule>, Error> {
        let not_read = |mut at: usize| {
            let mut rest = self.text.get(at..).unwrap_or_default();
            // A name that a blank follows is refused where it starts; the blank is what is wrong.
            if rule == Rule::path
                && let Some(end) = rest.find([' ', '.', '[', '(', '\''])
                && rest.as_bytes().get(end) == Some(&b' ')
            {
                at += end;
                rest = self.text.get(at..).unwrap_or_default();
            }
            Source { text: rest, offset: self.offset + at }.refuse(complaint(self.text, rest))
        };
        match Grammar::parse(rule, self.text) {
            Ok(mut pairs) => pairs.next().ok_or_else(|| not_read(0)),
            Err(error) => Err(not_read(match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            })),
        }
    }
}

/// What is wrong where `rest` of `text` cannot be read.
fn complaint(text: &str, rest: &str) -> String {
    let advice = match rest.chars().next() {
        None if text.ends_with('.') => "a path must not end with a dot; remove it",
        None => "something is not closed; add the missing bracket or quote",
        Some(' ') => "put a name with blanks in brackets and quotes, as in ['my name']",
        Some('[') => {
            "brackets hold a name in quotes, an index, a slice, `*`, or a filter as in [?(@.a == 1)]"
        }
        Some('.') => "at most two dots may follow each other, and a name must follow them",
        Some(_) if text.starts_with(['$', '@']) && text.len() == rest.len() + 1 => {
            "write a dot or a bracket after the first character, as in $.name or $['name']"
        }
        Some(_) => {
            "check the brackets, quotes and operators before it, or put the name in brackets and quotes"
        }
    };
    let shown: String = rest.chars().take(24).collect();
    match shown.is_empty() {
        true => format!("the path ends too early: {advice}"),
        false => format!("the path cannot be read from `{shown}` on: {advice}"),
    }
}

struct Builder {
    slots: usize,
    depth: usize,
    regex_steps: usize,
}

impl Builder {
    fn slot(&mut self) -> usize {
        self.slots += 1;
        self.slots - 1
    }

    /// A path that may lack its `$`, and may have blanks around it.
    fn outer_path(&mut self, source: Source<'_>) -> Result<Path, Error> {
        if source.text.is_empty() {
            return Err(source.refuse("the path is empty; write `$` for the whole document"));
        }
        if source.text.starts_with(['$', '@']) {
            let text = source.text.trim_end_matches(' ');
            return self.trimmed_path(Source { text, ..source });
        }
        let prefixed = format!("$.{}", source.text.trim_end_matches(' '));
        let path = self.trimmed_path(Source { text: &prefixed, offset: source.offset });
        path.map_err(|error| {
            // The two characters put before the text are not the user's.
            let span = error.span().unwrap_or_default();
            let (start, end) = (span.start.saturating_sub(2), span.end.saturating_sub(2));
            Error::new(error.kind(), error.message()).at(Span { start, end })
        })
    }

    fn trimmed_path(&mut self, source: Source<'_>) -> Result<Path, Error> {
        if source.text.ends_with('.') {
            let end = source.text.len();
            return Err(Source { text: "", offset: source.offset + end }.refuse(complaint(source.text, "")));
        }
        self.path(source)
    }

    fn path(&mut self, source: Source<'_>) -> Result<Path, Error> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("paths are nested more than {DEEPEST} deep; split the path in two");
            return Err(source.error(ErrorKind::Limit, message));
        }
        let mut from_document = true;
        let mut kinds = Vec::new();
        for pair in source.parse(Rule::path)?.into_inner() {
            match pair.as_rule() {
                Rule::root => from_document = pair.as_str() == "$",
                Rule::single | Rule::EOI => {}
                _ => kinds.push(self.step(source, pair)?),
            }
        }
        self.depth -= 1;
        if kinds.len() > MOST_STEPS {
            let message = format!("the path has more than {MOST_STEPS} steps; split it in two");
            return Err(source.error(ErrorKind::Limit, message));
        }
        Ok(self.invert(from_document, kinds))
    }

    /// The path of these steps. One that starts with `..` and ends with a function is turned around: `$..a.sum()` is
    /// `$.sum($..a)`.
    fn invert(&mut self, from_document: bool, mut kinds: Vec<StepKind>) -> Path {
        let is_function = |kind: &StepKind| matches!(kind, StepKind::Function { .. });
        if matches!(kinds.first(), Some(StepKind::Scan { .. }))
            && kinds.last().is_some_and(is_function)
            && let Some(first) = kinds.iter().position(is_function)
        {
            let mut rest = kinds.split_off(first);
            let inner = self.finish(from_document, kinds, true);
            if let Some(StepKind::Function { name, arguments, children, later }) = rest.first_mut() {
                *arguments = Arc::new([Argument::Path(inner)]);
                *children = self.children(name, arguments);
                *later = later_arguments(name, arguments);
            }
            // What follows the function still stands after the scan.
            return self.finish(from_document, rest, false);
        }
        self.finish(from_document, kinds, true)
    }

    fn finish(&mut self, from_document: bool, kinds: Vec<StepKind>, mut upstream_definite: bool) -> Path {
        let mut steps = Vec::with_capacity(kinds.len());
        let plain = kinds.iter().all(StepKind::is_plain);
        let count = kinds.len();
        for (index, kind) in kinds.into_iter().enumerate() {
            let definite = kind.is_definite(index + 1 == count);
            steps.push(Step { kind, upstream_definite });
            upstream_definite &= definite;
        }
        Path { from_document, steps, plain, lengthened: false, shortened: false, slot: self.slot() }
    }

    fn step(&mut self, source: Source<'_>, pair: Pair<'_, Rule>) -> Result<StepKind, Error> {
        let part = source_of(source, &pair);
        Ok(match pair.as_rule() {
            Rule::scan => StepKind::Scan { slot: self.slot() },
            Rule::name => StepKind::Names(vec![part.text.into()]),
            Rule::names => {
                let unescaped = |name: Pair<'_, Rule>| unescape(name.as_str()).map(String::into_boxed_str);
                let names: Option<Vec<_>> = pair.into_inner().map(unescaped).collect();
                StepKind::Names(names.ok_or_else(|| part.refuse(BAD_ESCAPE))?)
            }
            Rule::positions => positions(part, pair)?,
            Rule::filter => {
                let Some(enclosed) = pair.into_inner().next() else { return Err(part.refuse(EMPTY_FILTER)) };
                StepKind::Filter(self.criteria(source_of(source, &enclosed))?)
            }
            Rule::placeholder => {
                return Err(part.refuse("a filter without a condition needs a Java program; write the condition, as in [?(@.a == 1)]"));
            }
            Rule::call => self.call(part, pair)?,
            _ => StepKind::Wildcard,
        })
    }

    fn call(&mut self, part: Source<'_>, pair: Pair<'_, Rule>) -> Result<StepKind, Error> {
        let mut name = "";
        let mut given = Vec::new();
        for inner in pair.into_inner() {
            if inner.as_rule() == Rule::function {
                name = inner.as_str();
                continue;
            }
            let Some(texts) = arguments::split(inner.as_str()) else {
                return Err(part.refuse(format!(
                    "the arguments of {name} are not closed properly; separate them by commas, with JSON strings in double quotes"
                )));
            };
            for text in texts {
                given.push(match text {
                    arguments::Text::Json(json) => Argument::Json(json.into()),
                    arguments::Text::Path(path) => {
                        Argument::Path(self.path(Source { text: &path, offset: part.offset })?)
                    }
                });
            }
        }
        let children = self.children(name, &given);
        let later = later_arguments(name, &given);
        Ok(StepKind::Function { name: name.into(), arguments: given.into(), children, later })
    }

    /// The path whose results a `length` or `size` with these arguments counts.
    fn children(&mut self, name: &str, arguments: &[Argument]) -> Option<Arc<Path>> {
        let ("length" | "size", Some(Argument::Path(path))) = (name, arguments.first()) else { return None };
        let mut kinds: Vec<_> = path.steps.iter().map(|step| step.kind.clone()).collect();
        let lengthened = !kinds.is_empty() && !path.is_function();
        if lengthened {
            kinds.push(StepKind::Wildcard);
        }
        Some(Arc::new(Path { lengthened, ..self.finish(path.from_document, kinds, true) }))
    }

    /// The condition of a filter, with its parentheses.
    fn criteria(&mut self, source: Source<'_>) -> Result<Condition, Error> {
        let criteria = source.parse(Rule::criteria)?;
        let either = criteria.into_inner().next().ok_or_else(|| source.refuse(EMPTY_FILTER))?;
        self.either(source, either)
    }

    fn either(&mut self, source: Source<'_>, pair: Pair<'_, Rule>) -> Result<Condition, Error> {
        let conditions: Result<Vec<_>, _> = pair.into_inner().map(|both| self.both(source, both)).collect();
        Ok(one_or(conditions?, Condition::Any))
    }

    fn both(&mut self, source: Source<'_>, pair: Pair<'_, Rule>) -> Result<Condition, Error> {
        let conditions: Result<Vec<_>, _> =
            pair.into_inner().map(|operand| self.condition(source, operand)).collect();
        Ok(one_or(conditions?, Condition::All))
    }

    fn condition(&mut self, source: Source<'_>, pair: Pair<'_, Rule>) -> Result<Condition, Error> {
        let mut negated = false;
        let mut condition = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::negation => negated = !negated,
                Rule::either => condition = Some(self.either(source, inner)?),
                _ => condition = Some(self.comparison(source, inner)?),
            }
        }
        let condition = condition.ok_or_else(|| source.refuse(EMPTY_FILTER))?;
        Ok(if negated { Condition::Not(Box::new(condition)) } else { condition })
    }

    fn comparison(&mut self, source: Source<'_>, pair: Pair<'_, Rule>) -> Result<Condition, Error> {
        let whole = source_of(source, &pair);
        let mut wanted = true;
        let mut operator = None;
        let mut operands = Vec::with_capacity(2);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::absence => wanted = false,
                Rule::operator => operator = Operator::named(inner.as_str()),
                _ => operands.push(self.operand(source, inner)?),
            }
        }
        let right = operands.pop();
        match (operands.pop(), operator, right) {
            (Some(left), Some(operator), Some(right)) => Ok(Condition::Comparison { left, operator, right }),
            (None, None, Some(Operand::Path(path))) => Ok(Condition::Exists { path, wanted }),
            _ => Err(whole.refuse("a literal alone is no condition; compare it, as in @.a == 1")),
        }
    }

    fn operand(&mut self, source: Source<'_>, pair: Pair<'_, Rule>) -> Result<Operand, Error> {
        let part = source_of(source, &pair);
        Ok(match pair.as_rule() {
            Rule::inner_path => Operand::Path(self.trimmed_path(part)?),
            Rule::null => Operand::Null,
            Rule::boolean => Operand::Boolean(part.text == "true"),
            Rule::string => {
                let inner = part.text.get(1..part.text.len() - 1).unwrap_or_default();
                Operand::String(unescape(inner).ok_or_else(|| part.refuse(BAD_ESCAPE))?.into())
            }
            Rule::json => Operand::Json { text: part.text.into(), slot: self.slot() },
            Rule::pattern => {
                let mut inner = pair.into_inner().map(|text| text.as_str());
                let (text, flags) = (inner.next().unwrap_or_default(), inner.next().unwrap_or_default());
                let pattern = regex::compile(text, flags, self.regex_steps).map_err(|error| match error {
                    PatternError::TooComplex { .. } => Error::limit("regex_steps", error),
                    PatternError::TooDeep { .. } => part.error(ErrorKind::Limit, error.to_string()),
                    error => part.refuse(format!("the regular expression is not valid: {error}")),
                })?;
                Operand::Pattern(Box::new(pattern))
            }
            _ => Operand::Number(Number::read(part.text).ok_or_else(|| {
                part.refuse(format!("`{}` is not a number; put text in quotes", part.text))
            })?),
        })
    }
}

fn source_of<'text>(source: Source<'_>, pair: &Pair<'text, Rule>) -> Source<'text> {
    Source { text: pair.as_str(), offset: source.offset + pair.as_span().start() }
}

/// The path of the first argument as it is after one call and after more: without the first `*` that is not its first
/// step. The paths together have no more steps than one path may have.
fn later_arguments(name: &str, arguments: &[Argument]) -> Arc<[Path]> {
    let mut later: Vec<Path> = Vec::new();
    if let (Some(Argument::Path(first)), false) = (arguments.first(), matches!(name, "length" | "size"))
        && !first.is_function()
    {
        let mut path = first.clone();
        let mut left = MOST_STEPS;
        while let Some(at) =
            path.steps.iter().skip(1).position(|step| matches!(step.kind, StepKind::Wildcard))
        {
            path.steps.remove(at + 1);
            (path.shortened, path.plain) = (true, false);
            let Some(fewer) = left.checked_sub(path.steps.len()) else { break };
            left = fewer;
            later.push(path.clone());
        }
    }
    later.into()
}

fn one_or(mut conditions: Vec<Condition>, many: impl FnOnce(Vec<Condition>) -> Condition) -> Condition {
    match conditions.pop() {
        Some(only) if conditions.is_empty() => only,
        Some(last) => {
            conditions.push(last);
            many(conditions)
        }
        None => many(conditions),
    }
}

const BAD_ESCAPE: &str = "an escape is not valid; write \\u and four hexadecimal digits";
const EMPTY_FILTER: &str = "the filter has no condition; write one, as in [?(@.a == 1)]";

/// Indexes, or a slice.
fn positions(part: Source<'_>, pair: Pair<'_, Rule>) -> Result<StepKind, Error> {
    let text = pair.into_inner().next().map_or("", |text| text.as_str()).trim_matches(|letter| letter <= ' ');
    let refuse = || {
        part.refuse(format!(
            "`{}` is neither an index nor a slice; write [0], [-1], [0,2], [1:], [:2] or [1:2]",
            part.text
        ))
    };
    if !text.contains(':') {
        let indexes = text.split(',').map(|index| index.trim_matches(' ').parse().ok());
        return Ok(StepKind::Indexes(indexes.collect::<Option<_>>().ok_or_else(refuse)?));
    }
    let bound = |text: Option<&str>| match text {
        None | Some("") => Some(None),
        Some(text) => text.parse().ok().map(Some),
    };
    let mut bounds = text.split(':');
    match (bound(bounds.next()), bound(bounds.next())) {
        (Some(None), Some(None)) | (None, _) | (_, None) => Err(refuse()),
        _ if text.contains([',', ' ']) => Err(refuse()),
        (Some(from), Some(to)) => Ok(StepKind::Slice { from, to }),
    }
}
