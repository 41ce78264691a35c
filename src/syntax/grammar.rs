//! From the grammar's pairs to the flat run of a template's items. The only file that knows pest.

use pest::Parser;
use pest::iterators::{Pair, Pairs};

use super::ast::{Expression, ExpressionKind, Place, Reference, Set, Step, StepKind};
use super::expressions;
use super::states::State;
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
    /// What the lexer reads along with a reference.
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

/// Why the text is no template: up to which byte it could be read, or the rule it breaks that the grammar does not state.
pub(super) enum Refusal {
    Stopped(usize),
    Broken(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal::Broken(error)
    }
}

/// What a state's rule found.
pub(super) struct Found<'text> {
    /// What kind of thing it is to the lexer.
    pub token: Token,
    /// What it is in the template; nothing where the lexer only falls back into another state.
    pub item: Option<Item<'text>>,
    /// Where it ends.
    pub end: usize,
}

/// What an item does to the lexer's state.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Text, escapes.
    Text,
    /// `#set(…)`, `#*…*#`, `#[[…]]#`: the state is what it was.
    Inset,
    /// `## …`.
    LineComment,
    /// A directive that began with its `#`.
    Directive,
    /// A directive, or number, without a `#` of its own.
    Bare,
    /// `#` directly before `##`.
    FirstHash,
    /// A `$`, with a `#` before it or not.
    Mark {
        hash: bool,
        then: AfterMark,
    },
    /// A name, and how its path ends.
    Runt(PathEnd),
    /// `.`, `(`, `}` and what leaves the state as it is: `{`, a string or number in a call.
    Dot,
    Open,
    CloseBrace,
    Nothing,
    /// The end of the state.
    Ended,
}

/// What follows a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AfterMark {
    /// A name.
    Path(PathEnd),
    /// `.` and a name.
    Dotted(PathEnd),
    /// `{…}` or `}`.
    Closed,
    /// `[` or `.`; whether other `$`s stand before.
    Index { only: bool },
    /// Nothing, or `{`.
    Open,
}

/// How a reference's path ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PathEnd {
    /// There is none, or only an index.
    Name,
    Property,
    Method,
}

/// Reads `text` from `at` on while the lexer stays in plain text; says where that ends.
pub(super) fn plain<'text>(
    text: &'text str,
    at: usize,
    items: &mut Vec<Item<'text>>,
) -> Result<usize, Refusal> {
    let reader = Reader { base: at };
    let mut end = at;
    for pair in pairs(Rule::plain, text, at)? {
        end = at + pair.as_span().end();
        items.extend(reader.item(pair)?);
    }
    Ok(end)
}

/// Reads the next item at `at`, in one of the lexer's states.
pub(super) fn next(text: &str, at: usize, state: State) -> Result<Found<'_>, Refusal> {
    let rule = match state {
        State::Text => Rule::in_text,
        State::Reference => Rule::in_reference,
        State::Property => Rule::in_property,
        State::CallOpened => Rule::in_call_opened,
        State::Call => Rule::in_call,
        State::DirectiveName => Rule::in_directive_name,
    };
    let Some(pair) = pairs(rule, text, at)?.next() else { return Err(Refusal::Stopped(at)) };
    let token = token(&pair);
    let end = at + pair.as_span().end();
    let item = Reader { base: at }.item(pair)?;
    Ok(Found { token, item, end })
}

fn pairs(rule: Rule, text: &str, at: usize) -> Result<Pairs<'_, Rule>, Refusal> {
    VtlParser::parse(rule, text.get(at..).unwrap_or_default()).map_err(|error| {
        Refusal::Stopped(match error.location {
            pest::error::InputLocation::Pos(offset) => at + offset,
            pest::error::InputLocation::Span((start, _)) => at + start,
        })
    })
}

/// What `pair` does to the lexer's state.
fn token(pair: &Pair<'_, Rule>) -> Token {
    let text = pair.as_str();
    let mark = |then| Token::Mark { hash: text.starts_with('#'), then };
    match pair.as_rule() {
        Rule::set | Rule::text_block => Token::Inset,
        Rule::comment => {
            if text.starts_with("##") {
                Token::LineComment
            } else {
                Token::Inset
            }
        }
        Rule::if_start | Rule::else_if | Rule::else_mark | Rule::end | Rule::directive | Rule::lone_hash => {
            Token::Directive
        }
        Rule::bare_if | Rule::bare_else_if | Rule::bare_else | Rule::bare_end | Rule::bare_directive => {
            Token::Bare
        }
        Rule::first_hash => Token::FirstHash,
        Rule::reference => mark(AfterMark::Path(path_end(pair))),
        Rule::dotted | Rule::dotted_elsewhere => mark(AfterMark::Dotted(path_end(pair))),
        Rule::formal => mark(AfterMark::Closed),
        Rule::lone_mark if text.ends_with('}') => mark(AfterMark::Closed),
        Rule::lone_mark | Rule::lone_brace => mark(AfterMark::Open),
        Rule::lone_index => mark(AfterMark::Index { only: text.matches('$').count() == 1 }),
        Rule::runt => Token::Runt(path_end(pair)),
        Rule::braced_runt | Rule::close_brace => Token::CloseBrace,
        Rule::dot => Token::Dot,
        Rule::open => Token::Open,
        Rule::open_brace | Rule::string | Rule::number => Token::Nothing,
        Rule::ended | Rule::name_ended => Token::Ended,
        _ => Token::Text,
    }
}

fn path_end(pair: &Pair<'_, Rule>) -> PathEnd {
    let parts = pair.clone().into_inner().filter(|part| part.as_rule() != Rule::mark);
    parts.skip(1).fold(PathEnd::Name, |end, part| match part.as_rule() {
        Rule::identifier => PathEnd::Property,
        Rule::call => PathEnd::Method,
        _ => end,
    })
}

/// Whether a lone mark ends in a `[` that is more than text: only `$[`, `$![` and `$\![` are.
fn is_open_index(mark: &str) -> bool {
    let Some(last) = mark.strip_suffix('[').and_then(|mark| mark.rfind('$')) else { return false };
    mark[..last].ends_with('\\')
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
    // `#**` takes the next character along, be it the last, or the end of the line.
    let taken = inside.char_indices().next_back().is_some_and(|(last, _)| inside[..last].ends_with("#**"));
    if !closed && dangling || taken && (!closed || text.starts_with("##")) {
        return Err(refused(
            place,
            "this comment ends with the template, in a bare `#` or `$`: add a newline after it",
        ));
    }
    Ok(text)
}

/// Builds the tree's nodes from pairs.
struct Reader {
    /// Where the text that the pairs are of begins in the template.
    base: usize,
}

impl Reader {
    fn place(&self, pair: &Pair<'_, Rule>) -> Place {
        let span = pair.as_span();
        Place(Span::new(self.base + span.start(), self.base + span.end()))
    }

    fn item<'text>(&self, pair: Pair<'text, Rule>) -> Result<Option<Item<'text>>, Error> {
        let text = pair.as_str();
        let place = self.place(&pair);
        Ok(Some(match pair.as_rule() {
            Rule::text
            | Rule::open_brace
            | Rule::close_brace
            | Rule::dot
            | Rule::open
            | Rule::string
            | Rule::number => Item::Text(text),
            Rule::lone_index if is_open_index(text) => {
                return Err(refused(place, "a `[` here would begin an index: put a character before it"));
            }
            Rule::plain_mark
            | Rule::lone_mark
            | Rule::lone_index
            | Rule::lone_brace
            | Rule::lone_hash
            | Rule::first_hash => Item::LoneMark(text),
            Rule::backslashes => Item::Backslashes(text),
            Rule::escaped_directive => Item::EscapedDirective(text),
            Rule::comment => Item::Comment(comment(text, place)?),
            Rule::text_block => Item::TextBlock(text),
            Rule::reference | Rule::formal => Item::Output(self.reference(pair)?),
            Rule::dotted | Rule::dotted_elsewhere => Item::Dotted { place, name: self.reference(pair)?.name },
            // A runt's own path is checked for what the grammar does not state, and never evaluated.
            Rule::runt | Rule::braced_runt => self.reference(pair).map(|_| Item::Runt(text))?,
            Rule::set => Item::Set(self.set(pair)?),
            Rule::if_start | Rule::bare_if => {
                let (braced, condition, close) = self.condition(pair)?;
                Item::If { place, braced, condition, close }
            }
            Rule::else_if | Rule::bare_else_if => {
                let (braced, condition, close) = self.condition(pair)?;
                Item::ElseIf { place, braced, condition, close }
            }
            Rule::else_mark | Rule::bare_else => Item::Else { place, text },
            Rule::end | Rule::bare_end => Item::End { place, text },
            Rule::directive => Item::Directive(self.call(pair)?),
            Rule::bare_directive => {
                // Velocity takes the first character of the token for the `#`.
                let mut call = self.call(pair)?;
                call.name = call.name.get(1..).unwrap_or_default();
                Item::Directive(call)
            }
            _ => return Ok(None),
        }))
    }

    fn reference<'text>(&self, pair: Pair<'text, Rule>) -> Result<Reference<'text>, Error> {
        let mut reference = Reference {
            place: self.place(&pair),
            text: pair.as_str(),
            mark: "",
            formal: pair.as_rule() == Rule::formal,
            inside: "",
            name: "",
            name_place: Place::default(),
            path: Vec::new(),
        };
        for part in pair.into_inner() {
            let place = self.place(&part);
            match part.as_rule() {
                Rule::mark => reference.mark = part.as_str(),
                Rule::mark_inside => reference.inside = part.as_str(),
                Rule::identifier if reference.name.is_empty() => {
                    reference.name = part.as_str();
                    reference.name_place = place;
                }
                Rule::identifier => {
                    reference.path.push(Step { place, kind: StepKind::Property(part.as_str()) });
                }
                Rule::call => {
                    let arguments = part.into_inner().map(|argument| self.operand(argument, In::Arguments));
                    let arguments = arguments.collect::<Result<_, _>>()?;
                    // The name before it was read as a property.
                    if let Some(Step { place: name, kind }) = reference.path.last_mut()
                        && let StepKind::Property(property) = *kind
                    {
                        name.0 = Span::new(name.0.start as usize, place.0.end as usize);
                        *kind = StepKind::Method(property, arguments);
                    }
                }
                Rule::index => {
                    for argument in part.into_inner() {
                        let argument = self.operand(argument, In::Index)?;
                        reference.path.push(Step { place, kind: StepKind::Index(Box::new(argument)) });
                    }
                }
                _ => {}
            }
        }
        Ok(reference)
    }

    fn set<'text>(&self, pair: Pair<'text, Rule>) -> Result<Set<'text>, Error> {
        let whole = self.place(&pair);
        let mut start = "";
        let mut close = "";
        let mut target = None;
        let mut value = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::set_start => start = part.as_str(),
                Rule::close => close = part.as_str(),
                Rule::expression => value = Some(self.expression(part)?),
                _ => target = Some(self.reference(part)?),
            }
        }
        match (target, value) {
            (Some(target), Some(value)) => Ok(Set { place: whole, start, target, value, close }),
            _ => Err(unreadable(whole)),
        }
    }

    fn condition<'text>(
        &self,
        pair: Pair<'text, Rule>,
    ) -> Result<(bool, Expression<'text>, &'text str), Error> {
        let whole = self.place(&pair);
        let mut braced = true;
        let mut close = "";
        let mut condition = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::if_word | Rule::else_if_word => braced = false,
                Rule::close => close = part.as_str(),
                _ => condition = Some(self.expression(part)?),
            }
        }
        condition.map(|condition| (braced, condition, close)).ok_or_else(|| unreadable(whole))
    }

    fn call<'text>(&self, pair: Pair<'text, Rule>) -> Result<Call<'text>, Error> {
        let mut call = Call { place: self.place(&pair), name: "", braced: false, arguments: None, close: "" };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => call.name = part.as_str(),
                Rule::braced_name => {
                    call.name = part.as_str();
                    call.braced = true;
                }
                Rule::arguments => {
                    let arguments = part.into_inner().map(|argument| self.operand(argument, In::Directive));
                    call.arguments = Some(arguments.collect::<Result<_, _>>()?);
                }
                Rule::close => call.close = part.as_str(),
                _ => {}
            }
        }
        Ok(call)
    }

    fn expression<'text>(&self, pair: Pair<'text, Rule>) -> Result<Expression<'text>, Error> {
        let mut chain = expressions::Chain::default();
        for part in pair.into_inner() {
            let place = self.place(&part);
            match part.as_rule() {
                Rule::not => chain.not(place),
                Rule::binary => chain.operator(part.as_str()),
                _ => chain.operand(self.operand(part, In::Condition)?),
            }
        }
        chain.finish().ok_or_else(|| unreadable(Place::default()))
    }

    fn operand<'text>(&self, pair: Pair<'text, Rule>, within: In) -> Result<Expression<'text>, Error> {
        let place = self.place(&pair);
        let text = pair.as_str();
        // Inside lists and maps a word is read as outside, but for the words that only a directive's own arguments allow.
        let inner = if within == In::Directive { In::Condition } else { within };
        let kind = match pair.as_rule() {
            Rule::string => ExpressionKind::String(text),
            Rule::number if within == In::Index && text.contains(['.', 'e', 'E']) => {
                return Err(refused(
                    place,
                    "an index is a whole number, a string, true, false or a reference",
                ));
            }
            Rule::number | Rule::hashed_number => ExpressionKind::Number(text),
            Rule::hashed_word => ExpressionKind::Word(text),
            Rule::marked_truth => ExpressionKind::Boolean(text.ends_with("true")),
            Rule::word => word(text, place, within)?,
            Rule::reference | Rule::formal => ExpressionKind::Reference(self.reference(pair)?),
            Rule::group => {
                let inside = pair.into_inner().next().map(|inside| self.expression(inside));
                ExpressionKind::Group(Box::new(inside.ok_or_else(|| unreadable(place))??))
            }
            Rule::list => self.list(pair, inner)?,
            Rule::map => {
                let mut entries = Vec::new();
                let mut parts = pair.into_inner();
                while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
                    entries.push((self.operand(key, inner)?, self.operand(value, inner)?));
                }
                ExpressionKind::Map(entries)
            }
            _ => return Err(unreadable(place)),
        };
        Ok(Expression { place, kind })
    }

    fn list<'text>(&self, pair: Pair<'text, Rule>, within: In) -> Result<ExpressionKind<'text>, Error> {
        let mut items = Vec::new();
        for part in pair.into_inner() {
            if part.as_rule() != Rule::range {
                items.push(self.operand(part, within)?);
                continue;
            }
            let whole = self.place(&part);
            let last = part.into_inner().next().map(|last| self.operand(last, within)).transpose()?;
            let (Some(first), Some(last)) = (items.pop(), last) else { return Err(unreadable(whole)) };
            for bound in [&first, &last] {
                let whole_number =
                    matches!(bound.kind, ExpressionKind::Number(number) if !number.contains(['.', 'e', 'E']));
                if !whole_number && !matches!(bound.kind, ExpressionKind::Reference(_)) {
                    return Err(refused(
                        bound.place,
                        "the bounds of a range are whole numbers or references",
                    ));
                }
            }
            return Ok(ExpressionKind::Range(Box::new((first, last))));
        }
        Ok(ExpressionKind::List(items))
    }
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
