//! Why a reference printed nothing, as a colleague would say it.

use std::collections::HashMap;

use vtlgate::value::HostObject;
use vtlgate::{Budget, DeadEnd, Limits, Span, Value};

use super::shown::{Shown, described, keys, listed, shortened, simple};

/// Why a reference led to nothing.
#[derive(Debug, Clone)]
pub(super) struct Nothing {
    /// One word for programs: `variable`, `property`, `method`, `index`, `path`, `parameter`, or `empty` for a string
    /// without characters.
    pub(super) reason: &'static str,
    /// A sentence for people, without what was asked.
    pub(super) message: String,
    /// The name that may be meant.
    pub(super) suggestion: Option<String>,
}

/// What is known of the variables at the moment: those that were set to what led to nothing, with how that came.
#[derive(Default)]
pub(super) struct Known {
    names: Vec<String>,
    origins: HashMap<String, String>,
}

/// What a reference can begin with on the service, whatever the template sets.
const GIVEN: [&str; 4] = ["input", "util", "context", "stageVariables"];
const INPUT: [&str; 4] = ["body", "json", "params", "path"];
const LOOP: [&str; 7] = ["count", "first", "hasNext", "index", "last", "parent", "topmost"];
const UTIL: [&str; 6] =
    ["escapeJavaScript", "parseJson", "urlEncode", "urlDecode", "base64Encode", "base64Decode"];

impl Known {
    /// The variable `target`, written with its `$`, was set; `origin` is how it came to be nothing.
    pub(super) fn set(&mut self, target: &str, origin: Option<String>) {
        let Some(name) = target.strip_prefix('$') else { return };
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
        match origin {
            Some(origin) => self.origins.insert(target.to_owned(), origin),
            None => self.origins.remove(target),
        };
    }

    /// A reference to a string without characters, which is no dead end.
    pub(super) fn empty(&self, text: &str) -> Nothing {
        let message = match self.origins.get(&plain(text)) {
            Some(origin) => format!("it was set to nothing: {origin}"),
            None => "it is an empty string".to_owned(),
        };
        Nothing { reason: "empty", message, suggestion: None }
    }

    /// The reference `text` at `span` of `template` ended at `dead_end`.
    pub(super) fn why(&self, template: &str, text: &str, span: Span, dead_end: DeadEnd<'_>) -> Nothing {
        match dead_end {
            DeadEnd::Property { receiver, name, span: step } => {
                self.property(&before(template, text, span, step, name), receiver, name)
            }
            DeadEnd::Method { receiver, name, known, arguments, span: step } => {
                let receiver_text = before(template, text, span, step, name);
                self.method(&receiver_text, receiver, name, known, arguments)
            }
            DeadEnd::Index { receiver, index, span: step } => {
                let receiver_text = before(template, text, span, step, "");
                let index = Shown::of(index).text;
                Nothing {
                    reason: "index",
                    message: format!(
                        "`{receiver_text}` is {}, which has nothing at {index}{}",
                        described(receiver),
                        self.origin(&receiver_text)
                    ),
                    suggestion: None,
                }
            }
            _ => self.variable(text),
        }
    }

    fn variable(&self, text: &str) -> Nothing {
        let whole = plain(text);
        let name = whole.trim_start_matches('$');
        let end = name.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(name.len());
        let name = &name[..end];
        if name == "foreach" || name == "velocityCount" {
            let message = format!("`${name}` is only there inside a #foreach");
            return Nothing { reason: "variable", message, suggestion: None };
        }
        let names = GIVEN.into_iter().chain(self.names.iter().map(String::as_str));
        let mut suggestion = closest(name, names).map(|meant| format!("${meant}"));
        let mut message = format!("nothing was set to `${name}`");
        if let Some((first, _)) = name.split_once('-')
            && (GIVEN.contains(&first) || self.names.iter().any(|known| known == first))
        {
            message = format!("`${name}` is one name, hyphen included, and nothing was set to it");
            suggestion = Some(format!("${{{first}}}"));
        }
        Nothing { reason: "variable", message: advised(message, suggestion.as_deref()), suggestion }
    }

    fn property(&self, receiver_text: &str, receiver: &Value, name: &str) -> Nothing {
        let is = format!("`{receiver_text}` is {}", described(receiver));
        let mut suggestion = None;
        let message = match receiver {
            Value::Map(map) if map.contains_key(&Value::from(name)) => {
                format!("the member `{name}` of `{receiver_text}` is null")
            }
            Value::Map(map) => {
                let keys = keys(map);
                suggestion = closest(name, keys.iter().map(String::as_str)).map(str::to_owned);
                advised(is, suggestion.as_deref())
            }
            Value::List(list) if !list.is_empty() => {
                format!(
                    "{is}, and elements are asked one by one: `{receiver_text}[0].{name}`, or in a #foreach"
                )
            }
            Value::String(text) if text.is_empty() => format!("{is}{}", self.origin(receiver_text)),
            Value::String(text) if text.to_str().trim_start().starts_with(['{', '[']) => {
                format!("{is}, a text: `$util.parseJson({receiver_text})` makes an object of JSON text")
            }
            Value::Host(host) => {
                suggestion = closest(name, members(&**host).iter().copied()).map(str::to_owned);
                advised(no_member(receiver_text, &**host, name), suggestion.as_deref())
            }
            _ => format!("{is}, which has no `{name}`"),
        };
        Nothing { reason: "property", message, suggestion }
    }

    fn method(
        &self,
        receiver_text: &str,
        receiver: &Value,
        name: &str,
        known: bool,
        arguments: &[Value],
    ) -> Nothing {
        let text = match arguments {
            [Value::String(text)] => text.to_str().into_owned(),
            _ => String::new(),
        };
        match receiver {
            Value::Host(host) if name == "path" && !text.is_empty() => path(&**host, &text),
            Value::Host(host) if name == "params" && !text.is_empty() => parameter(&**host, &text),
            Value::Host(host) if members(&**host).contains(&name) => Nothing {
                reason: "method",
                message: format!("`{receiver_text}.{name}` gave nothing for these arguments"),
                suggestion: None,
            },
            Value::Host(_) => Nothing { reason: "method", ..self.property(receiver_text, receiver, name) },
            Value::Map(_) if name == "get" && !text.is_empty() => {
                self.property(receiver_text, receiver, &text)
            }
            _ => {
                let what = match known {
                    true => format!("whose `{name}` gave null, or does not take these arguments"),
                    false => format!("which has no method `{name}`"),
                };
                let (is, origin) = (described(receiver), self.origin(receiver_text));
                let message = format!("`{receiver_text}` is {is}, {what}{origin}");
                Nothing { reason: "method", message, suggestion: None }
            }
        }
    }

    /// How a variable came to be nothing, as the end of a sentence.
    fn origin(&self, receiver_text: &str) -> String {
        self.origins.get(receiver_text).map(|origin| format!(": {origin}")).unwrap_or_default()
    }
}

/// A JSONPath that selects nothing of the body.
fn path(input: &dyn HostObject, path: &str) -> Nothing {
    let mut message = format!("the path `{}` selects nothing", shortened(path, 80));
    let mut suggestion = None;
    if let Some((prefix, value)) = reached(input, path) {
        let missing = first_name(path.get(prefix.len()..).unwrap_or_default());
        if let Value::Map(map) = &value {
            suggestion = closest(missing, keys(map).iter().map(String::as_str)).map(str::to_owned);
        }
        let place = if prefix == "$" { "the body".to_owned() } else { format!("`{prefix}`") };
        message.push_str(&format!(": {place} is {}", described(&value)));
    }
    Nothing { reason: "path", message: advised(message, suggestion.as_deref()), suggestion }
}

/// A parameter that the request does not have.
fn parameter(input: &dyn HostObject, name: &str) -> Nothing {
    let given = parameters(input);
    let suggestion = closest(name, given.iter().map(String::as_str)).map(str::to_owned);
    let given = match given.len() {
        0 => "the request has none".to_owned(),
        _ => format!("the request has {}", listed(&given)),
    };
    let message = advised(format!("there is no parameter `{name}`; {given}"), suggestion.as_deref());
    Nothing { reason: "parameter", message, suggestion }
}

/// A reference without `!` and braces.
fn plain(text: &str) -> String {
    let inside = text.trim_start_matches('$').trim_start_matches('!').trim_start_matches('{');
    format!("${}", inside.trim_end_matches('}'))
}

/// The part of a reference before one of its steps.
fn before(template: &str, text: &str, span: Span, step: Span, name: &str) -> String {
    let within = span.start < step.start && step.end <= span.end;
    let part = match within.then(|| template.get(span.start as usize..step.start as usize)).flatten() {
        Some(part) => part,
        // In a string all places are the string's.
        None => match text.rfind(&format!(".{name}")) {
            Some(end) if !name.is_empty() => &text[..end],
            _ => text,
        },
    };
    plain(part.trim_end_matches(['.', '[']))
}

/// A message with the advice to write something else.
fn advised(message: String, suggestion: Option<&str>) -> String {
    match suggestion {
        Some(meant) => format!("{message}; did you mean `{}`?", shortened(meant, 80)),
        None => message,
    }
}

/// The name that is closest, if any is close enough to be meant.
fn closest<'known>(name: &str, known: impl Iterator<Item = &'known str>) -> Option<&'known str> {
    let lower = name.to_lowercase();
    known
        .filter(|known| *known != name)
        .map(|known| (strsim::jaro_winkler(&lower, &known.to_lowercase()), known))
        .filter(|(similarity, _)| *similarity > 0.85)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}

fn no_member(text: &str, host: &dyn HostObject, name: &str) -> String {
    let names: Vec<String> = members(host).iter().map(|name| (*name).to_owned()).collect();
    format!("`{text}` has no `{name}`; it has {}", listed(&names))
}

/// What an object of the gateway has.
fn members(host: &dyn HostObject) -> &'static [&'static str] {
    match simple(host.class_name()) {
        "Input" => &INPUT,
        "ForeachScope" => &LOOP,
        _ => &UTIL,
    }
}

/// How far a path leads: its longest part that selects something, and what that is.
fn reached(input: &dyn HostObject, path: &str) -> Option<(String, Value)> {
    let mut prefix = path;
    while let Some(end) = prefix.rfind(['.', '[']) {
        prefix = prefix[..end].trim_end_matches('.');
        if let Some(value) = ask(input, "path", &[Value::from(prefix)]) {
            return Some((prefix.to_owned(), value));
        }
    }
    None
}

/// The first name in what is left of a path.
fn first_name(rest: &str) -> &str {
    let rest = rest.trim_start_matches(['.', '[', '\'', '"']);
    rest.split(['.', '[', ']', '\'', '"']).next().unwrap_or_default()
}

/// The names of the request's parameters.
fn parameters(input: &dyn HostObject) -> Vec<String> {
    let Some(Value::Map(places)) = ask(input, "params", &[]) else { return Vec::new() };
    let places = places.values().into_iter();
    places.flat_map(|place| if let Value::Map(map) = place { keys(&map) } else { Vec::new() }).collect()
}

fn ask(host: &dyn HostObject, method: &str, arguments: &[Value]) -> Option<Value> {
    let limits = Limits::default();
    let value = host.call(method, arguments, &mut Budget::new(&limits)).ok().flatten()?;
    (!value.is_null()).then_some(value)
}
