//! From the grammar's pairs to the flat run of a template's items. The only file that knows pest.

use pest::Parser;
use pest::iterators::Pair;

use super::ast::{Expression, ExpressionKind, Place, Reference, Set, Step, StepKind};
use super::expressions;
use crate::error::{Error, ErrorKind};
use crate::source::Span;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/vtl.pest"]
struct VtlParser;

/// One item of the flat run, in which blocks are not yet told.
pub(super) enum Item<'text> {
    Text(&'text str),
    LoneMark(&'text str),
    Backslashes(&'text str),
    EscapedDirective(&'text str),
    Comment(&'text str),
    TextBlock(&'text str),
    Output(Reference<'text>),
    /// A runt; after a reference it is joined with that.
    Runt(&'text str),
    Dotted {
        place: Place,
        name: &'text str,
    },
    Set(Set<'text>),
    If {
        place: Place,
        braced: bool,
        condition: Expression<'text>,
        close: &'text str,
    },
    ElseIf {
        place: Place,
        braced: bool,
        condition: Expression<'text>,
        close: &'text str,
    },
    Else {
        place: Place,
        text: &'text str,
    },
    End {
        place: Place,
        text: &'text str,
    },
    Directive(Call<'text>),
}

/// `#name(…)` or `#name`.
pub(super) struct Call<'text> {
    pub place: Place,
    pub name: &'text str,
    pub braced: bool,
    pub arguments: Option<Vec<Expression<'text>>>,
    pub close: &'text str,
}

/// Why the text is no template: up to which byte it could be read.
pub(super) struct Stopped {
    pub offset: usize,
}

/// Reads `text` as a flat run of items.
///
/// # Errors
/// `Ok(Err(_))` for a text that matches the grammar but breaks a rule the grammar does not state.
pub(super) fn items(text: &str) -> Result<Result<Vec<Item<'_>>, Error>, Stopped> {
    let pairs = VtlParser::parse(Rule::template, text).map_err(|error| Stopped {
        offset: match error.location {
            pest::error::InputLocation::Pos(offset) => offset,
            pest::error::InputLocation::Span((start, _)) => start,
        },
    })?;
    let mut items = Vec::with_capacity(text.len() / 16 + 4);
    for pair in pairs {
        match item(pair) {
            Ok(Some(Item::Output(reference))) => {
                let hash = text.get(reference.place.0.end as usize..).filter(|_| reference.hash);
                items.push(Item::Output(reference));
                items.extend(hash.map(|rest| Item::LoneMark(&rest[..1])));
            }
            Ok(Some(item)) => push(&mut items, item),
            Ok(None) => {}
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(items))
}

/// Adds an item; a runt belongs to the reference before it.
fn push<'text>(items: &mut Vec<Item<'text>>, item: Item<'text>) {
    match (items.last_mut(), item) {
        (Some(Item::Output(before)), Item::Runt(text)) => before.runts.push(text),
        (_, item) => items.push(item),
    }
}

fn item(pair: Pair<'_, Rule>) -> Result<Option<Item<'_>>, Error> {
    let text = pair.as_str();
    let place = place(&pair);
    Ok(Some(match pair.as_rule() {
        Rule::text => Item::Text(text),
        Rule::lone_mark if is_open_index(text) => {
            return Err(refused(place, "a `[` here would begin an index: put a character before it"));
        }
        Rule::lone_mark | Rule::lone_brace | Rule::lone_hash => Item::LoneMark(text),
        Rule::backslashes => Item::Backslashes(text),
        Rule::escaped_directive => Item::EscapedDirective(text),
        Rule::comment => Item::Comment(comment(text, place)?),
        Rule::text_block => Item::TextBlock(text),
        Rule::reference | Rule::formal => Item::Output(reference(pair)?),
        Rule::dotted => Item::Dotted { place, name: reference(pair)?.name },
        // A runt's own path is checked for what the grammar does not state, and never evaluated.
        Rule::runt => reference(pair).map(|_| Item::Runt(text))?,
        Rule::set => Item::Set(set(pair)?),
        Rule::if_start => {
            let (braced, condition, close) = condition(pair)?;
            Item::If { place, braced, condition, close }
        }
        Rule::else_if => {
            let (braced, condition, close) = condition(pair)?;
            Item::ElseIf { place, braced, condition, close }
        }
        Rule::else_mark => Item::Else { place, text },
        Rule::end => Item::End { place, text },
        Rule::directive => Item::Directive(call(pair)?),
        _ => return Ok(None),
    }))
}

/// Whether a lone mark ends in a `[` that is more than text: only `$[`, `$![` and `$\![` are.
fn is_open_index(mark: &str) -> bool {
    let Some(last) = mark.strip_suffix('[').and_then(|mark| mark.rfind('$')) else { return false };
    mark.starts_with('#') || mark[..last].ends_with('\\')
}

/// A comment; one that ends with the template may not end in what could begin something.
fn comment(text: &str, place: Place) -> Result<&str, Error> {
    let closed = if text.starts_with("##") {
        text.ends_with(['\n', '\r'])
    } else {
        text.ends_with("*#") && text.len() > 3
    };
    let inside = text.get(2..).unwrap_or_default();
    let dangling = text == "#*"
        || ["#", "#*", "#[["].iter().any(|begun| inside.ends_with(begun))
        || inside.trim_end_matches(['!', '\\']).ends_with('$');
    if !closed && dangling {
        return Err(refused(
            place,
            "this comment ends with the template, in a bare `#` or `$`: add a newline after it",
        ));
    }
    Ok(text)
}

fn place(pair: &Pair<'_, Rule>) -> Place {
    let span = pair.as_span();
    Place(Span::new(span.start(), span.end()))
}

fn reference(pair: Pair<'_, Rule>) -> Result<Reference<'_>, Error> {
    let mut reference = Reference {
        place: place(&pair),
        text: pair.as_str(),
        mark: "",
        formal: pair.as_rule() == Rule::formal,
        inside: "",
        name: "",
        name_place: Place::default(),
        path: Vec::new(),
        hash: false,
        runts: Vec::new(),
    };
    for part in pair.into_inner() {
        let place = place(&part);
        match part.as_rule() {
            Rule::mark => reference.mark = part.as_str(),
            Rule::mark_inside => reference.inside = part.as_str(),
            // The `#` is a piece of text after the reference, read here because only here it is none of a comment's.
            Rule::first_hash => {
                reference.hash = true;
                reference.text = &reference.text[..reference.text.len() - 1];
                reference.place.0.end -= 1;
            }
            Rule::identifier if reference.name.is_empty() => {
                reference.name = part.as_str();
                reference.name_place = place;
            }
            Rule::identifier => {
                reference.path.push(Step { place, kind: StepKind::Property(part.as_str()) });
            }
            Rule::method => {
                let mut parts = part.into_inner();
                let name = parts.next().map_or("", |name| name.as_str());
                let arguments =
                    parts.map(|argument| operand(argument, In::Arguments)).collect::<Result<_, _>>()?;
                reference.path.push(Step { place, kind: StepKind::Method(name, arguments) });
            }
            Rule::index => {
                for argument in part.into_inner() {
                    let argument = operand(argument, In::Index)?;
                    reference.path.push(Step { place, kind: StepKind::Index(Box::new(argument)) });
                }
            }
            _ => {}
        }
    }
    Ok(reference)
}

fn set(pair: Pair<'_, Rule>) -> Result<Set<'_>, Error> {
    let whole = place(&pair);
    let mut start = "";
    let mut close = "";
    let mut target = None;
    let mut value = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::set_start => start = part.as_str(),
            Rule::close => close = part.as_str(),
            Rule::expression => value = Some(expression(part)?),
            _ => target = Some(reference(part)?),
        }
    }
    match (target, value) {
        (Some(target), Some(value)) => Ok(Set { place: whole, start, target, value, close }),
        _ => Err(unreadable(whole)),
    }
}

fn condition(pair: Pair<'_, Rule>) -> Result<(bool, Expression<'_>, &str), Error> {
    let whole = place(&pair);
    let mut braced = true;
    let mut close = "";
    let mut condition = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::if_word | Rule::else_if_word => braced = false,
            Rule::close => close = part.as_str(),
            _ => condition = Some(expression(part)?),
        }
    }
    condition.map(|condition| (braced, condition, close)).ok_or_else(|| unreadable(whole))
}

fn call(pair: Pair<'_, Rule>) -> Result<Call<'_>, Error> {
    let mut call = Call { place: place(&pair), name: "", braced: false, arguments: None, close: "" };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => call.name = part.as_str(),
            Rule::braced_name => {
                call.name = part.as_str();
                call.braced = true;
            }
            Rule::arguments => {
                let arguments = part.into_inner().map(|argument| operand(argument, In::Directive));
                call.arguments = Some(arguments.collect::<Result<_, _>>()?);
            }
            Rule::close => call.close = part.as_str(),
            _ => {}
        }
    }
    Ok(call)
}

fn expression(pair: Pair<'_, Rule>) -> Result<Expression<'_>, Error> {
    let mut chain = expressions::Chain::default();
    for part in pair.into_inner() {
        let place = place(&part);
        match part.as_rule() {
            Rule::not => chain.not(place),
            Rule::binary => chain.operator(part.as_str()),
            _ => chain.operand(operand(part, In::Condition)?),
        }
    }
    chain.finish().ok_or_else(|| unreadable(Place::default()))
}

/// Where an operand stands: Velocity's lexer reads words otherwise in each.
#[derive(Clone, Copy, PartialEq)]
enum In {
    /// `#if(…)`, `#set(…)`.
    Condition,
    /// `#name(…)`.
    Directive,
    /// `.name(…)`.
    Arguments,
    /// `[…]` after a reference.
    Index,
}

fn operand(pair: Pair<'_, Rule>, within: In) -> Result<Expression<'_>, Error> {
    let place = place(&pair);
    let text = pair.as_str();
    // Inside lists and maps a word is read as outside, but for the words that only a directive's own arguments allow.
    let inner = if within == In::Directive { In::Condition } else { within };
    let kind = match pair.as_rule() {
        Rule::string => ExpressionKind::String(text),
        Rule::number if within == In::Index && text.contains(['.', 'e', 'E']) => {
            return Err(refused(place, "an index is a whole number, a string, true, false or a reference"));
        }
        Rule::number => ExpressionKind::Number(text),
        Rule::word => word(text, place, within)?,
        Rule::reference | Rule::formal => ExpressionKind::Reference(reference(pair)?),
        Rule::group => {
            let inside = pair.into_inner().next().map(expression);
            ExpressionKind::Group(Box::new(inside.ok_or_else(|| unreadable(place))??))
        }
        Rule::list => list(pair, inner)?,
        Rule::map => {
            let mut entries = Vec::new();
            let mut parts = pair.into_inner();
            while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
                entries.push((operand(key, inner)?, operand(value, inner)?));
            }
            ExpressionKind::Map(entries)
        }
        _ => return Err(unreadable(place)),
    };
    Ok(Expression { place, kind })
}

fn list(pair: Pair<'_, Rule>, within: In) -> Result<ExpressionKind<'_>, Error> {
    let mut items = Vec::new();
    for part in pair.into_inner() {
        if part.as_rule() != Rule::range {
            items.push(operand(part, within)?);
            continue;
        }
        let whole = place(&part);
        let last = part.into_inner().next().map(|last| operand(last, within)).transpose()?;
        let (Some(first), Some(last)) = (items.pop(), last) else { return Err(unreadable(whole)) };
        for bound in [&first, &last] {
            let whole_number =
                matches!(bound.kind, ExpressionKind::Number(number) if !number.contains(['.', 'e', 'E']));
            if !whole_number && !matches!(bound.kind, ExpressionKind::Reference(_)) {
                return Err(refused(bound.place, "the bounds of a range are whole numbers or references"));
            }
        }
        return Ok(ExpressionKind::Range(Box::new((first, last))));
    }
    Ok(ExpressionKind::List(items))
}

fn word(text: &str, place: Place, within: In) -> Result<ExpressionKind<'_>, Error> {
    const OPERATORS: [&str; 9] = ["and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge"];
    match (text, within) {
        ("true", _) => Ok(ExpressionKind::Boolean(true)),
        ("false", _) => Ok(ExpressionKind::Boolean(false)),
        (_, In::Arguments) if !text.contains('@') => Ok(ExpressionKind::Word(text)),
        (_, In::Directive) if !text.contains('-') && !OPERATORS.contains(&text) => {
            Ok(ExpressionKind::Word(text))
        }
        _ => Err(refused(
            place,
            format!(
                "`{text}` stands without quotes: write \"{text}\" for the text or ${text} for the variable"
            ),
        )),
    }
}

fn refused(place: Place, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Parse, message).at(place.0)
}

fn unreadable(place: Place) -> Error {
    refused(place, "this cannot be read as VTL")
}
