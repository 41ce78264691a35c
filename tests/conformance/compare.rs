//! How answers are judged.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fancy_regex::Regex;
use serde_json::Value as Json;

use super::answer::Answer;
use super::case::Judge;

/// The output is this text, what `mask` matches left out of both, and the overrides are these.
pub(crate) fn output(expected: String, mask: Option<String>, overrides: Option<Json>) -> Judge {
    let mask = mask.map(|mask| Regex::new(&mask).expect("a mask"));
    let blank = move |text: &str| match &mask {
        Some(mask) => mask.replace_all(text, "~").into_owned(),
        None => text.to_owned(),
    };
    Box::new(move |answer| match answer {
        Answer::Output { text, .. } if blank(text) != blank(&expected) => Err(differ(&expected, text)),
        Answer::Output { overrides: found, .. } => match &overrides {
            Some(expected) if !same(expected, found) => {
                Err(differ(&expected.to_string(), &found.to_string()))
            }
            _ => Ok(()),
        },
        other => Err(differ(&expected, &format!("{other:?}"))),
    })
}

/// It fails with this kind of error.
pub(crate) fn failure(kind: String) -> Judge {
    Box::new(move |answer| match answer {
        Answer::Failed(error) if error.kind().name() == kind => Ok(()),
        other => Err(differ(&format!("an error of kind {kind}"), &format!("{other:?}"))),
    })
}

/// It fails with any kind of error but this one.
pub(crate) fn other_failure(kind: &'static str) -> Judge {
    Box::new(move |answer| match answer {
        Answer::Failed(error) if error.kind().name() != kind => Ok(()),
        other => Err(differ(&format!("an error, not of kind {kind}"), &format!("{other:?}"))),
    })
}

/// The path selects this.
pub(crate) fn selection(json: String, text: Option<String>) -> Judge {
    Box::new(move |answer| match answer {
        Answer::Selected { json: found, .. } if *found != json => Err(differ(&json, found)),
        Answer::Selected { text: found, .. } => match &text {
            Some(text) if text != found => Err(differ(text, found)),
            _ => Ok(()),
        },
        other => Err(differ(&json, &format!("{other:?}"))),
    })
}

/// One of two is enough.
pub(crate) fn either(first: Judge, second: Option<Judge>) -> Judge {
    let Some(second) = second else { return first };
    Box::new(move |answer| first(answer).or_else(|_| second(answer)))
}

/// A recorded render, compared as far as the recording tells: how precisely a person or a log kept it.
pub(crate) fn recorded(how: String, expected: Json) -> Judge {
    Box::new(move |answer| {
        let (how, place) = how.split_once(':').unwrap_or((&how, ""));
        match answer {
            Answer::Failed(_) if how == "error" => Ok(()),
            Answer::Output { text, overrides } if how != "error" => {
                match agrees(how, place, &expected, text, overrides) {
                    Some(true) => Ok(()),
                    _ => Err(differ(&expected.to_string(), text)),
                }
            }
            other => Err(differ(&format!("{expected} ({how})"), &format!("{other:?}"))),
        }
    })
}

fn agrees(how: &str, place: &str, expected: &Json, output: &str, overrides: &Json) -> Option<bool> {
    let wanted = expected.as_str().map_or_else(|| expected.to_string(), str::to_owned);
    let read = |text: &str| serde_json::from_str::<Json>(text).ok();
    let printed = |value: &Json| value.to_string();
    Some(match how {
        "exact" => output == wanted,
        "exact-trim" => output.trim() == wanted.trim(),
        "whitespace" | "ws-collapse" => words(output) == words(&wanted),
        "ws" => solid(output) == solid(&wanted),
        "contains" => output.contains(&wanted),
        "ws-contains" => solid(output).contains(&solid(&wanted)),
        "rtrim-lines" => lines(output) == lines(&wanted),
        "non-blank-lines" => {
            let full = |text| lines(text).into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>();
            full(output) == full(&wanted)
        }
        "empty_or_{}" => output.is_empty() || output == "{}",
        "exact_or_json" if output == wanted => true,
        "json" | "exact_or_json" => same(&read(output)?, &read(&wanted)?),
        "json-ordered" => printed(&read(output)?) == printed(&read(&wanted)?),
        "json-text-numbers" => read(output)? == read(&wanted)?,
        "json-at" => same(at(&read(output)?, place)?, &read(&wanted)?),
        "json-ordered-at" => printed(at(&read(output)?, place)?) == printed(&read(&wanted)?),
        "json-field-base64" => {
            STANDARD.decode(at(&read(output)?, place)?.as_str()?).ok()? == wanted.as_bytes()
        }
        "json_in_MessageBody" => same(&read(read(output)?["MessageBody"].as_str()?)?, expected),
        "responseOverride.header" => {
            let set = &overrides["responseOverride"]["header"];
            read(&wanted)?.as_object()?.iter().all(|(name, value)| set[name] == *value)
        }
        other => panic!("no comparison is called {other}"),
    })
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split('\n').map(str::trim_end).collect()
}

/// The member at a path such as `$.Record.Data`.
fn at<'json>(json: &'json Json, path: &str) -> Option<&'json Json> {
    path.trim_start_matches('$')
        .split('.')
        .filter(|name| !name.is_empty())
        .try_fold(json, |json, name| json.get(name))
}

/// Equal as JSON values: the order of members does not count, nor how a number is written.
fn same(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => left.as_f64() == right.as_f64(),
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        (left, right) => left == right,
    }
}

fn differ(expected: &str, found: &str) -> String {
    format!("expected: {expected:?}\nfound:    {found:?}")
}
