//! Which integration response an answer selects: patterns that do not match what they seem to, and responses that
//! nothing selects.

use super::Checker;
use super::method::{Method, Response};
use crate::exchange::IntegrationType;
use crate::java::regex::{Flags, Pattern};

/// Checks the responses of a method whose integration runs templates.
pub(super) fn responses(method: &Method<'_>, checker: &mut Checker<'_>) {
    let Some(kind) = method.kind.filter(|kind| !kind.is_proxy()) else { return };
    let mut known: Vec<Candidate<'_, '_>> = Vec::new();
    for response in &method.responses {
        let status = response.status.as_ref().and_then(|status| status.text.parse().ok()).unwrap_or(0);
        let index = known.len();
        let candidate = |pattern| Candidate { response, pattern, status, index };
        let Some((text, place)) = &response.pattern else {
            known.push(candidate(None));
            continue;
        };
        match Pattern::compile(text, Flags::NONE) {
            Ok(pattern) => known.push(candidate(Some(pattern))),
            Err(error) => {
                let message = format!("`{text}` is no Java regular expression: {error}");
                let help = "the pattern never matches; a backslash before a character takes its meaning away";
                checker.add("selection-pattern", &response.path, *place, message, help);
            }
        }
    }
    defaults(method, &known, checker);
    match method.is_lambda() {
        Some(true) => {
            known.iter().for_each(|candidate| of_message(candidate, checker));
            among_messages(&known, checker);
        }
        Some(false) => among_statuses(kind, &known, checker),
        None => {}
    }
}

/// A response, and its pattern unless it is the default.
struct Candidate<'method, 'node> {
    response: &'method Response<'node>,
    pattern: Option<Pattern>,
    status: u16,
    index: usize,
}

impl Candidate<'_, '_> {
    fn text(&self) -> &str {
        self.response.pattern.as_ref().map_or("", |(text, _)| text.as_str())
    }

    fn matches(&self, text: &str) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.is_match_whole(text).unwrap_or(false))
    }

    /// Whether it comes before `other` where both match: the lower status code does, which fits what was recorded.
    fn beats(&self, other: &Candidate<'_, '_>) -> bool {
        (self.status, self.index) < (other.status, other.index)
    }

    fn matches_any_line(&self) -> bool {
        ["x", "Error: no pet 42", "{\"type\":\"NotFound\"}", "42 "].iter().all(|line| self.matches(line))
    }
}

fn defaults(method: &Method<'_>, known: &[Candidate<'_, '_>], checker: &mut Checker<'_>) {
    let mut defaults = known.iter().filter(|candidate| candidate.pattern.is_none());
    let first = defaults.next();
    for other in defaults {
        let response = other.response;
        let message = "a second response without a pattern: the first one is the default";
        let help = "give it a `selectionPattern`, or remove it";
        checker.add("unreachable-response", &response.path, response.place(), message, help);
    }
    let answered = match method.is_lambda() {
        Some(true) => vec![String::new()],
        _ => ["200", "400", "500"].map(str::to_owned).to_vec(),
    };
    let is_caught = |text: &String| known.iter().any(|candidate| candidate.matches(text));
    if first.is_none() && !answered.iter().all(is_caught) {
        let message = "no response is the default: an answer that no pattern matches becomes a 500";
        let help = "add a response without a pattern, in OpenAPI named `default`";
        let place = super::method::Place::Name(method.integration);
        checker.add("no-default", &method.path, place, message, help);
    }
}

/// A pattern of a Lambda integration is tried against the whole of `errorMessage`.
fn of_message(candidate: &Candidate<'_, '_>, checker: &mut Checker<'_>) {
    let Some((text, place)) = &candidate.response.pattern else { return };
    let path = &candidate.response.path;
    let statuses = (100..600).filter(|status: &u16| candidate.matches(&status.to_string())).count();
    let shape = Shape::of(text);
    if statuses > 0 && !candidate.matches("Error: 42") && !candidate.matches("x") {
        let message =
            format!("`{text}` matches a status code, and a Lambda function's error is told by its message");
        let help = "match the text of `errorMessage`, such as `.*NotFound.*`";
        checker.add("selection-pattern", path, *place, message, help);
    } else if let Some(Shape { literal, wildcards: 0, .. }) = &shape {
        let message = format!(
            "`{text}` matches the message `{literal}` and no longer one: a pattern must match the whole"
        );
        checker.add("selection-pattern", path, *place, message, format!("write `.*{text}.*`"));
    } else if candidate.matches_any_line() && !candidate.matches("two\nlines") {
        let message =
            format!("`{text}` matches no message of several lines: `.` does not match a line's end");
        checker.add("selection-pattern", path, *place, message, "write `(\\n|.)+` to catch every error");
    } else if shape.is_some_and(|shape| shape.lines_are_forgotten(candidate)) {
        let message = format!("`{text}` lets one part of a message have several lines and another not");
        let help =
            "begin the pattern with `(?s)` and write `.*` in both places: `.` does not match a line's end";
        checker.add("selection-newline", path, *place, message, help);
    }
}

/// A pattern of literal characters and `.*` or `.+`.
struct Shape {
    parts: Vec<String>,
    literal: String,
    wildcards: usize,
}

impl Shape {
    fn of(pattern: &str) -> Option<Shape> {
        let pattern = pattern.strip_prefix("(?s)").unwrap_or(pattern);
        let pattern = ["(\\n|.)", "(.|\\n)", "[\\s\\S]"]
            .iter()
            .fold(pattern.to_owned(), |pattern, any| pattern.replace(any, "."));
        let pattern = pattern.strip_prefix('^').unwrap_or(&pattern);
        let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
        let mut parts = vec![String::new()];
        let mut characters = pattern.chars().peekable();
        while let Some(character) = characters.next() {
            let literal = match character {
                '.' if characters.next_if(|next| matches!(next, '*' | '+')).is_some() => {
                    characters.next_if_eq(&'?');
                    parts.push(String::new());
                    continue;
                }
                '\\' => characters.next().filter(|escaped| !escaped.is_ascii_alphanumeric())?,
                '.' | '[' | ']' | '(' | ')' | '{' | '}' | '*' | '+' | '?' | '|' | '^' | '$' => return None,
                literal => literal,
            };
            parts.last_mut()?.push(literal);
        }
        Some(Shape { literal: parts.concat(), wildcards: parts.len() - 1, parts })
    }

    /// A message that the pattern is for, with `filler` in the place of each wildcard.
    fn message(&self, filler: &str) -> String {
        self.parts.join(filler)
    }

    /// Whether some wildcards match a line's end, so somebody thought of it, and others do not. Most messages have one
    /// line, so a pattern without any of the former is as good as it looks.
    fn lines_are_forgotten(&self, candidate: &Candidate<'_, '_>) -> bool {
        let with_lines_at = |place: usize| {
            let (before, after) = self.parts.split_at_checked(place).unwrap_or_default();
            candidate.matches(&format!("{}x\nx{}", before.join("x"), after.join("x")))
        };
        let matched = (1..self.parts.len()).filter(|place| with_lines_at(*place)).count();
        matched > 0 && matched < self.wildcards
    }
}

/// Of responses to errors of a function, those that another one always comes before.
fn among_messages(known: &[Candidate<'_, '_>], checker: &mut Checker<'_>) {
    for candidate in known {
        let Some(shape) = Shape::of(candidate.text()).filter(|_| candidate.pattern.is_some()) else {
            continue;
        };
        let messages: Vec<String> = ["x", "Qq: 7", "{\"k\":[\"v\"]}"]
            .iter()
            .map(|filler| shape.message(filler))
            .filter(|message| candidate.matches(message))
            .collect();
        let winner = known.iter().find(|other| {
            other.beats(candidate)
                && !messages.is_empty()
                && messages.iter().all(|message| other.matches(message))
        });
        if let Some(winner) = winner {
            lost(candidate, winner, checker);
        }
    }
}

/// Of responses to status codes, those that none selects.
fn among_statuses(kind: IntegrationType, known: &[Candidate<'_, '_>], checker: &mut Checker<'_>) {
    let mut wins = vec![false; known.len()];
    let mut is_matched = vec![false; known.len()];
    let mut is_default_selected = false;
    let mut winners: Vec<Option<usize>> = vec![None; known.len()];
    for status in 100..600_u16 {
        let text = status.to_string();
        let mut matching: Vec<&Candidate<'_, '_>> =
            known.iter().filter(|candidate| candidate.matches(&text)).collect();
        let is_own =
            |candidate: &Candidate<'_, '_>| kind == IntegrationType::Mock && candidate.status == status;
        matching.sort_by_key(|candidate| (!is_own(candidate), candidate.status, candidate.index));
        let Some(first) = matching.first() else {
            is_default_selected = true;
            continue;
        };
        let set = |flags: &mut Vec<bool>, index: usize| {
            if let Some(flag) = flags.get_mut(index) {
                *flag = true;
            }
        };
        for candidate in &matching {
            set(&mut is_matched, candidate.index);
            if let Some(winner) = winners.get_mut(candidate.index) {
                winner.get_or_insert(first.index);
            }
        }
        set(&mut wins, first.index);
    }
    let at = |flags: &[bool], index: usize| flags.get(index).copied().unwrap_or(true);
    for candidate in known {
        let Some((text, place)) = &candidate.response.pattern else {
            if !is_default_selected {
                let message = "nothing selects the default: other patterns match every status code";
                let help = "narrow the other patterns, or remove this response";
                let response = candidate.response;
                checker.add("unreachable-response", &response.path, response.place(), message, help);
            }
            continue;
        };
        if !at(&is_matched, candidate.index) {
            let message = format!(
                "`{text}` matches no status code, and that is what this integration's patterns are tried against"
            );
            let help = "match the backend's status, such as `404` or `5\\d{2}`; only Lambda functions tell errors by a message";
            checker.add("unreachable-response", &candidate.response.path, *place, message, help);
        } else if !at(&wins, candidate.index)
            && let Some(winner) = winners.get(candidate.index).copied().flatten()
            && let Some(winner) = known.iter().find(|other| other.index == winner)
        {
            lost(candidate, winner, checker);
        }
    }
}

fn lost(candidate: &Candidate<'_, '_>, winner: &Candidate<'_, '_>, checker: &mut Checker<'_>) {
    let Some((text, place)) = &candidate.response.pattern else { return };
    let message = format!(
        "nothing selects this response: whatever `{text}` matches, `{}` of status {} matches as well and comes first",
        winner.text(),
        winner.status
    );
    let help = "narrow the other pattern: of several that match, the lowest status code is taken";
    checker.add("unreachable-response", &candidate.response.path, *place, message, help);
}
