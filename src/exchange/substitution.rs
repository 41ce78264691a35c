//! Simple substitution: `$context.x` and its like replaced by values, and nothing else. Gateway responses and access
//! logs are made so; neither is VTL (documented).

use serde_json::{Map, Value};

/// `template` with every `$name.member…` replaced by what `lookup` says of it; a name it does not know becomes
/// `missing`, and a dollar before anything else stays.
pub(super) fn substitute(template: &str, missing: &str, lookup: impl Fn(&str) -> Option<String>) -> String {
    let mut output = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        output.push_str(before);
        let name = longest_name(after);
        let (name, value) = shorter_names(name)
            .find_map(|shorter| lookup(shorter).map(|value| (shorter, value)))
            .unwrap_or_else(|| (name, missing.to_owned()));
        output.push_str(if name.is_empty() { "$" } else { &value });
        rest = after.get(name.len()..).unwrap_or_default();
    }
    output.push_str(rest);
    output
}

/// The name that `text` begins with if it begins with one that can be asked for: `context.…`, `stageVariables.…`,
/// `method.request.…`.
fn longest_name(text: &str) -> &str {
    let end = text
        .find(|character: char| !(character.is_ascii_alphanumeric() || "._-".contains(character)))
        .unwrap_or(text.len());
    let name = text.get(..end).unwrap_or_default().trim_end_matches(['.', '-']);
    let known = ["context.", "stageVariables.", "method.request."].iter().any(|root| name.starts_with(root));
    if known { name } else { "" }
}

/// The name itself, then without what follows its last `-` or `.`, and so on: `$context.stage-$context.path` and
/// `$context.path.` both work.
fn shorter_names(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors((!name.is_empty()).then_some(name), |name| {
        name.rfind(['-', '.']).and_then(|end| name.get(..end))
    })
}

/// A member of nested maps by its dotted path, as text: a string is itself, other values their JSON.
pub(super) fn member(map: &Map<String, Value>, path: &str) -> Option<String> {
    if let Some(value) = map.get(path) {
        return text(value);
    }
    let (first, rest) = path.split_once('.')?;
    member(map.get(first)?.as_object()?, rest)
}

/// A scalar as text; of null and of maps nothing.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
