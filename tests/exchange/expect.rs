//! Comparing what came with what was expected.

use serde_json::Value;
use vtlgate::exchange::Headers;

/// Whether `actual` is `expected`, where `<…>` in expected text stands for anything: recordings mask ids and dates so.
pub(crate) fn masked_eq(expected: &str, actual: &str) -> bool {
    if expected == actual {
        return true;
    }
    let mut pieces = Vec::new();
    let mut rest = expected;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((_, after)) = after.split_once('>') else { break };
        pieces.push(before);
        rest = after;
    }
    if pieces.is_empty() {
        return false;
    }
    let Some(mut remaining) = actual.strip_prefix(pieces[0]) else { return false };
    for piece in &pieces[1..] {
        let Some(found) = remaining.find(piece) else { return false };
        remaining = &remaining[found + piece.len()..];
    }
    remaining.ends_with(rest)
}

/// The same for JSON: objects must have the same members, in any order.
pub(crate) fn masked_json(expected: &Value, actual: &Value, path: &str) -> Result<(), String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (name, member) in expected {
                let found = actual.get(name).ok_or_else(|| format!("{path}.{name} is missing"))?;
                masked_json(member, found, &format!("{path}.{name}"))?;
            }
            match actual.keys().find(|name| !expected.contains_key(*name)) {
                Some(extra) => Err(format!("{path}.{extra} is not expected")),
                None => Ok(()),
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            let mut pairs = expected.iter().zip(actual).enumerate();
            pairs.try_for_each(|(index, (left, right))| masked_json(left, right, &format!("{path}[{index}]")))
        }
        (Value::String(expected), actual) => {
            let actual = actual.as_str().map_or_else(|| actual.to_string(), str::to_owned);
            check(masked_eq(expected, &actual), || format!("{path}: expected {expected:?}, got {actual:?}"))
        }
        _ => check(expected == actual, || format!("{path}: expected {expected}, got {actual}")),
    }
}

/// Every expected header is there; several values are compared as `a, b`. `ignored` says which names do not count. A
/// value that is the header's own name is a mask as well.
pub(crate) fn headers(
    expected: &Value,
    actual: &Headers,
    ignored: impl Fn(&str) -> bool,
) -> Result<(), String> {
    for (name, value) in expected.as_object().into_iter().flatten().filter(|(name, _)| !ignored(name)) {
        let values: Vec<&str> = actual.values(name).collect();
        let found = values.join(", ");
        let wanted = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        check(!values.is_empty(), || format!("header {name} is missing (expected {wanted:?})"))?;
        let masked = wanted.eq_ignore_ascii_case(name) || masked_eq(&wanted, &found);
        check(masked, || format!("header {name}: expected {wanted:?}, got {found:?}"))?;
    }
    Ok(())
}

/// No header is there that is not expected.
pub(crate) fn no_other_headers(expected: &Value, actual: &Headers) -> Result<(), String> {
    let Some(expected) = expected.as_object() else { return Ok(()) };
    let known = |name: &str| expected.keys().any(|known| known.eq_ignore_ascii_case(name));
    match actual.iter().find(|(name, _)| !known(name)) {
        Some((name, value)) => Err(format!("header {name}: {value:?} is not expected")),
        None => Ok(()),
    }
}

pub(crate) fn check(holds: bool, message: impl Fn() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(message()) }
}
