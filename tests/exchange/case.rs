//! Our own cases: `cases/**/*.toml`, each with its evidence and source.
//!
//! A file holds what its cases share — `api` (an OpenAPI document), `request`, `backend`, `facts` — and a case holds
//! what differs, merged over it, and what is expected.

use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value, json};
use vtlgate::exchange::{
    Answer, BackendOutcome, BackendResponse, ClientRequest, Facts, Headers, ImportOptions,
    IntegrationRequest, Query, Step, Table, import, method_request,
};

use super::expect::{check, headers, masked_json};

const EVIDENCE: [&str; 4] = ["recorded", "documented", "observed", "unverified"];

pub(crate) fn trials() -> Vec<Trial> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchange/cases");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files.iter().flat_map(|file| file_trials(&root, file)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of cases can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
}

fn file_trials(root: &Path, file: &Path) -> Vec<Trial> {
    let text = std::fs::read_to_string(file).expect("a file of cases can be read");
    let mut shared: Value =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let cases = shared.as_object_mut().and_then(|shared| shared.remove("case")).unwrap_or_default();
    let subject = file.strip_prefix(root).unwrap_or(file).with_extension("");
    let cases = cases.as_array().cloned().unwrap_or_default();
    assert!(!cases.is_empty(), "{} holds no case", file.display());
    cases
        .into_iter()
        .map(|case| {
            let case = merged(shared.clone(), case);
            let name =
                format!("{}::{}", subject.display(), case["name"].as_str().unwrap_or("without a name"));
            let ignored = case["needs"] == "validation" && !cfg!(feature = "validation");
            Trial::test(name, move || verify(&case).map_err(Failed::from)).with_ignored_flag(ignored)
        })
        .collect()
}

fn merged(base: Value, over: Value) -> Value {
    match (base, over) {
        (Value::Object(mut base), Value::Object(over)) => {
            for (name, value) in over {
                let below = base.entry(name).or_insert(Value::Null);
                *below = merged(below.take(), value);
            }
            Value::Object(base)
        }
        (_, over) => over,
    }
}

fn verify(case: &Value) -> Result<(), String> {
    const MEMBERS: [&str; 10] =
        ["name", "evidence", "source", "note", "needs", "api", "request", "backend", "facts", "expect"];
    only(case, &MEMBERS)?;
    let evidence = case["evidence"].as_str().unwrap_or_default();
    check(EVIDENCE.contains(&evidence), || format!("`evidence` must be one of {EVIDENCE:?}"))?;
    check(case["source"].as_str().is_some_and(|source| !source.is_empty()), || {
        "`source` is missing".to_owned()
    })?;

    let imported = import("case.json", &case["api"].to_string(), &ImportOptions::default());
    let imported = imported.map_err(|error| error.to_string())?;
    check(imported.warnings.is_empty(), || format!("{:?}", imported.warnings))?;
    let facts = facts(&case["facts"])?;
    let answer = match method_request(&imported.api, request(&case["request"])?, &facts) {
        Step::Answered(answer) => *answer,
        Step::Call(call) => {
            let refusal = call.lambda_refusal().filter(|_| case["backend"]["outcome"] == "as Lambda refuses");
            let outcome = match refusal {
                Some(refusal) => refusal.into(),
                None => backend(&case["backend"], &call.request)?,
            };
            call.integration_response(outcome)
        }
    };
    let told: Vec<&str> = answer.trace.reasons().collect();
    compare(&case["expect"], &answer, &facts).map_err(|why| format!("{why}\nreasons: {told:#?}"))
}

fn only(value: &Value, names: &[&str]) -> Result<(), String> {
    let unknown = value.as_object().into_iter().flatten().find(|(name, _)| !names.contains(&name.as_str()));
    unknown.map_or(Ok(()), |(name, _)| Err(format!("`{name}` is not known")))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn all_headers(value: &Value) -> Headers {
    let several = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    entries(value)
        .flat_map(|(name, value)| several(value).into_iter().map(|one| (name.clone(), text(&one))))
        .collect()
}

fn body(message: &Value) -> Vec<u8> {
    match &message["body_base64"] {
        Value::String(encoded) => decode(encoded),
        _ => message["body"].as_str().unwrap_or_default().as_bytes().to_vec(),
    }
}

fn decode(encoded: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(encoded).expect("the bytes of a case are base64")
}

fn facts(case: &Value) -> Result<Facts, String> {
    only(case, &["stage_variables", "context", "authorizer", "api_keys"])?;
    let variables = entries(&case["stage_variables"]).map(|(name, value)| (name.as_str(), text(value)));
    Ok(Facts {
        stage_variables: Table::from_iter(variables),
        context: case["context"].as_object().cloned().unwrap_or_default(),
        authorizer: case["authorizer"].as_object().cloned(),
        api_keys: strings(&case["api_keys"]).map(str::to_owned).collect(),
        ..Facts::default()
    })
}

fn request(case: &Value) -> Result<ClientRequest, String> {
    only(case, &["method", "target", "headers", "body", "body_base64"])?;
    let method = case["method"].as_str().unwrap_or("GET");
    let mut request = ClientRequest::new(method, case["target"].as_str().unwrap_or("/"));
    request.headers = all_headers(&case["headers"]);
    request.body = body(case);
    Ok(request)
}

fn backend(case: &Value, sent: &IntegrationRequest) -> Result<BackendOutcome, String> {
    only(case, &["status", "headers", "body", "body_base64", "lambda", "lambda_failure", "outcome"])?;
    let has_body = ["body", "body_base64"].iter().any(|name| case[*name].is_string());
    let mut response = match (&case["outcome"], &case["lambda_failure"], &case["lambda"]) {
        (Value::String(outcome), ..) => match outcome.as_str() {
            "timed out" => return Ok(BackendOutcome::TimedOut),
            "unreachable" => return Ok(BackendOutcome::Unreachable),
            "echo" => BackendResponse::new(200, sent.body.clone()),
            other => return Err(format!("`{other}` is no outcome")),
        },
        (_, Value::String(payload), _) => BackendResponse::lambda_failure(payload.as_str()),
        (_, _, Value::String(payload)) if !has_body => BackendResponse::lambda_success(payload.as_str()),
        _ => BackendResponse::new(200, body(case)),
    };
    if let Some(status) = case["status"].as_u64() {
        response.status = u16::try_from(status).map_err(|error| error.to_string())?;
    }
    for (name, value) in all_headers(&case["headers"]).iter() {
        response.headers.add(name, value);
    }
    Ok(response.into())
}

fn compare(expect: &Value, answer: &Answer, facts: &Facts) -> Result<(), String> {
    const MEMBERS: [&str; 12] = [
        "status",
        "body",
        "json",
        "body_base64",
        "headers",
        "absent",
        "selected",
        "reasons",
        "sent",
        "log",
        "access_log",
        "log_lacks",
    ];
    only(expect, &MEMBERS)?;
    check(!expect.as_object().is_none_or(Map::is_empty), || "nothing is expected".to_owned())?;
    let response = &answer.response;
    if let Some(status) = expect["status"].as_u64() {
        check(status == u64::from(response.status), || {
            format!("expected status {status}, got {}", response.status)
        })?;
    }
    compare_message(expect, &response.headers, &response.body)?;
    if let Some(selected) = expect["selected"].as_str() {
        check(answer.selected.as_deref() == Some(selected), || format!("selected {:?}", answer.selected))?;
    }
    for reason in strings(&expect["reasons"]) {
        check(answer.trace.reasons().any(|told| told.contains(reason)), || {
            format!("{reason:?} is not told")
        })?;
    }
    compare_sent(&expect["sent"], answer)?;
    let log = answer.trace.execution_log(facts);
    let mut rest = log.as_str();
    for line in strings(&expect["log"]) {
        let (_, after) =
            rest.split_once(line).ok_or_else(|| format!("{line:?} is missing, in this order, in\n{log}"))?;
        rest = after;
    }
    for line in strings(&expect["log_lacks"]) {
        check(!log.contains(line), || format!("{line:?} is in\n{log}"))?;
    }
    for (format, line) in entries(&expect["access_log"]) {
        let written = answer.access_log(format, facts);
        check(line.as_str() == Some(&written), || format!("access log: expected {line}, got {written:?}"))?;
    }
    Ok(())
}

/// The members that every expected message has: body in one of three forms, headers there, headers not there.
fn compare_message(expect: &Value, actual: &Headers, bytes: &[u8]) -> Result<(), String> {
    let got = String::from_utf8_lossy(bytes);
    if let Some(body) = expect["body"].as_str() {
        check(body == got, || format!("expected body {body:?}, got {got:?}"))?;
    }
    if !expect["json"].is_null() {
        let got = serde_json::from_str(&got).map_err(|error| format!("{error} in {got:?}"))?;
        masked_json(&expect["json"], &got, "body")?;
    }
    if let Some(encoded) = expect["body_base64"].as_str() {
        check(decode(encoded) == bytes, || format!("other bytes: {got:?}"))?;
    }
    headers(&expect["headers"], actual, |_| false)?;
    match strings(&expect["absent"]).find(|name| actual.contains(name)) {
        Some(name) => Err(format!("header {name} is there")),
        None => Ok(()),
    }
}

fn compare_sent(expect: &Value, answer: &Answer) -> Result<(), String> {
    only(expect, &["nothing", "method", "uri", "query", "headers", "absent", "body", "json", "body_base64"])?;
    if expect.is_null() {
        return Ok(());
    }
    if expect["nothing"] == true {
        return check(answer.integration_request.is_none(), || "the backend was called".to_owned());
    }
    let sent = answer.integration_request.as_ref().ok_or("the backend was not called")?;
    for (name, actual) in [("method", &sent.method), ("uri", &sent.uri)] {
        let wanted = expect[name].as_str().unwrap_or(actual);
        check(wanted == actual, || format!("sent {name}: expected {wanted:?}, got {actual:?}"))?;
    }
    if !expect["query"].is_null() {
        masked_json(&expect["query"], &query(&sent.query), "sent query")?;
    }
    compare_message(expect, &sent.headers, &sent.body).map_err(|why| format!("sent: {why}"))
}

fn query(query: &Query) -> Value {
    let groups = query.grouped().into_iter().map(|(name, values)| match values.as_slice() {
        [one] => (name.to_owned(), json!(one)),
        several => (name.to_owned(), json!(several)),
    });
    Value::Object(groups.collect())
}
