//! Compares what came of a case with what is expected, part by part.

use jsonschema::Validator;
use serde_json::{Value as Json, json};
use vtlgate::Overrides;
use vtlgate::exchange::{Answer, Facts, Headers, IntegrationRequest};

use super::compare::{self, LEGEND};
use super::expect::{Content, Expect, Header, Sent};
use super::prepare::Case;

/// As many violations of a schema are told.
const MOST: usize = 20;

/// What is not as expected.
#[derive(Default)]
pub(super) struct Problems(Vec<String>);

impl Problems {
    pub(super) fn add(&mut self, problem: String) {
        self.0.push(problem);
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// All of them; nothing where there is none.
    pub(super) fn into_text(self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.join("\n"))
    }
}

/// The text of `what` is as expected.
pub(super) fn content(
    what: &str,
    expected: &Content,
    schema: Option<&Validator>,
    actual: &str,
    problems: &mut Problems,
) {
    if let Some(difference) = expected.text.as_ref().and_then(|text| compare::text(text, actual)) {
        problems.add(format!("{what} differs ({LEGEND})\n{difference}"));
    }
    if expected.json.is_none() && expected.json_contains.is_none() && schema.is_none() {
        return;
    }
    let json: Json = match serde_json::from_str(actual) {
        Ok(json) => json,
        Err(error) => {
            problems.add(format!("{what} is not JSON: {error}\n{}", compare::excerpt(actual)));
            return;
        }
    };
    let equal = expected.json.as_ref().and_then(|expected| compare::json(expected, &json, false));
    let containing =
        expected.json_contains.as_ref().and_then(|expected| compare::json(expected, &json, true));
    for difference in [equal, containing].into_iter().flatten() {
        problems.add(format!("{what} differs as JSON ({LEGEND})\n{difference}"));
    }
    let Some(schema) = schema else { return };
    let violations = schema.iter_errors(&json);
    let violations =
        violations.map(|error| (json_path(&error.instance_path().to_string()), error.to_string()));
    let mut violations: Vec<(String, String)> = violations.collect();
    // The validator has no order of its own.
    violations.sort();
    let more = violations.len().saturating_sub(MOST);
    let mut violations: Vec<String> =
        violations.into_iter().take(MOST).map(|(path, why)| format!("  {path}: {why}")).collect();
    if more > 0 {
        violations.push(format!("  … and {more} more"));
    }
    if !violations.is_empty() {
        problems.add(format!("{what} does not fit the JSON Schema\n{}", violations.join("\n")));
    }
}

/// `$.a[1]` of the JSON pointer `/a/1`, which is what a schema's violations have.
fn json_path(pointer: &str) -> String {
    let steps = pointer.split('/').skip(1).map(|step| match step.parse::<usize>() {
        Ok(index) => format!("[{index}]"),
        Err(_) => format!(".{}", step.replace("~1", "/").replace("~0", "~")),
    });
    format!("${}", steps.collect::<String>())
}

/// What a template overrides is as expected.
pub(super) fn overridden(expect: &Expect, overrides: &Overrides, problems: &mut Problems) {
    if let Some(expected) = expect.status {
        let set = overrides.response.get("status").cloned().unwrap_or_default();
        if set != expected {
            let set = if set.is_null() { "none is set".to_owned() } else { format!("got {set}") };
            problems.add(format!("the status that the template sets: expected {expected}, {set}"));
        }
    }
    let set = overrides.response.get("header").and_then(Json::as_object).into_iter().flatten();
    let set: Headers = set.map(|(name, value)| (name.as_str(), plain(value))).collect();
    headers("the template's header", &expect.headers, &set, problems);
    all_overrides(expect, overrides, problems);
}

fn all_overrides(expect: &Expect, overrides: &Overrides, problems: &mut Problems) {
    let expected = expect.overrides.as_ref();
    let difference = expected.and_then(|expected| compare::json(expected, &overrides.to_json(), false));
    if let Some(difference) = difference {
        problems.add(format!("the overrides differ ({LEGEND})\n{difference}"));
    }
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What an API answers is as expected, but for the body.
pub(super) fn answer(case: &Case, answer: &Answer, facts: &Facts, problems: &mut Problems) {
    let expect = &case.expect;
    let status = u32::from(answer.response.status);
    if let Some(expected) = expect.status.filter(|expected| *expected != status) {
        problems.add(format!("the status: expected {expected}, got {status}"));
    }
    headers("the header", &expect.headers, &answer.response.headers, problems);
    if let Some(expected) = &expect.selected
        && *expected != answer.selected
    {
        let named = |selected: &Option<String>| match selected {
            Some(selected) => format!("`{selected}`"),
            None => "none".to_owned(),
        };
        let (expected, actual) = (named(expected), named(&answer.selected));
        problems.add(format!("the integration response: expected {expected}, got {actual}"));
    }
    match (&expect.sent, &answer.integration_request) {
        (None, _) | (Some(None), None) => {}
        (Some(None), Some(request)) => {
            problems.add(format!("the backend was called: {} {}", request.method, request.url()));
        }
        (Some(Some(_)), None) => problems.add("the backend was not called".to_owned()),
        (Some(Some(expected)), Some(request)) => {
            sent(expected, case.schemas.sent.as_deref(), request, problems);
        }
    }
    all_overrides(expect, &answer.overrides, problems);
    let missing: Vec<&String> = match expect.log.is_empty() {
        true => Vec::new(),
        false => {
            let log = answer.trace.execution_log(facts);
            expect.log.iter().filter(|part| !log.contains(part.as_str())).collect()
        }
    };
    for part in missing {
        problems.add(format!("the execution log does not contain: {part}"));
    }
    if let Some(expected) = &expect.access_log {
        let line = answer.access_log(&expected.format, facts);
        content(
            "the access log's line",
            &expected.content,
            case.schemas.access_log.as_deref(),
            &line,
            problems,
        );
    }
}

fn sent(expected: &Sent, schema: Option<&Validator>, request: &IntegrationRequest, problems: &mut Problems) {
    let named = [("verb", &expected.method, &request.method), ("URI", &expected.uri, &request.uri)];
    for (what, expected, actual) in named {
        if let Some(expected) = expected.as_ref().filter(|expected| *expected != actual) {
            problems.add(format!(
                "the {what} that the backend is sent differs ({LEGEND})\n- {expected}\n+ {actual}"
            ));
        }
    }
    if let Some(expected) = &expected.query {
        let actual = request.query.grouped().into_iter().map(|(name, values)| match values.as_slice() {
            [value] => (name.to_owned(), Json::from(*value)),
            _ => (name.to_owned(), json!(values)),
        });
        if let Some(difference) = compare::json(expected, &Json::Object(actual.collect()), false) {
            problems.add(format!("the query that the backend is sent differs ({LEGEND})\n{difference}"));
        }
    }
    headers("the backend's header", &expected.headers, &request.headers, problems);
    let body = String::from_utf8_lossy(&request.body);
    content("the body that the backend is sent", &expected.content, schema, &body, problems);
}

fn headers(what: &str, expected: &[(String, Header)], actual: &Headers, problems: &mut Problems) {
    for (name, expected) in expected {
        let values: Vec<&str> = actual
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .collect();
        let (matches, wanted) = match expected {
            Header::Absent => (values.is_empty(), "none".to_owned()),
            Header::Containing(part) => (
                values.iter().any(|value| value.contains(part.as_str())),
                format!("one that contains `{part}`"),
            ),
            Header::Exactly(expected) => (values == *expected, quoted(expected.iter().map(String::as_str))),
        };
        if !matches {
            let got = if values.is_empty() { "none".to_owned() } else { quoted(values.into_iter()) };
            problems.add(format!("{what} `{name}`: expected {wanted}, got {got}"));
        }
    }
}

fn quoted<'text>(values: impl Iterator<Item = &'text str>) -> String {
    values.map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
}
