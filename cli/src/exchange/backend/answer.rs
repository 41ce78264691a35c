//! A backend's answer as a file or a command gives it: one JSON object of three forms.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::value::RawValue;
use vtlgate::exchange::BackendResponse;

use super::{Called, Integrated};

const FORMS: &str = "write {\"payload\": …} for what a Lambda function returned, {\"errorMessage\": …} for how it failed, \
                     {\"statusCode\", \"headers\", \"body\"} for any other backend";

/// Reads an answer; the error is a predicate that says what is wrong with it.
pub(super) fn read(text: &str, integrated: Integrated) -> Result<Called, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let members: BTreeMap<String, &RawValue> =
        serde_json::from_str(text).map_err(|error| format!("is no JSON object ({error}); {FORMS}"))?;
    let is_lambda = !matches!(integrated, Integrated::Otherwise);
    let has = |name| members.contains_key(name);
    if let Some(payload) = members.get("payload") {
        if let Some(other) = members.keys().find(|name| *name != "payload") {
            return Err(format!("has `{other}` beside `payload`, which stands alone"));
        }
        return for_lambda(is_lambda, BackendResponse::lambda_success(compact(payload.get())));
    }
    if has("errorMessage") && !has("statusCode") {
        return for_lambda(is_lambda, BackendResponse::lambda_failure(text));
    }
    if !has("statusCode") {
        return Err(format!("has neither `payload` nor `errorMessage` nor `statusCode`; {FORMS}"));
    }
    if let Integrated::LambdaProxy = integrated {
        // What a function behind a proxy returns has this very form.
        return Ok(BackendResponse::lambda_success(compact(text)).into());
    }
    let mut called = Called::from(response(text)?);
    if is_lambda {
        let note = "the backend's answer is taken for one of Lambda's Invoke API itself; what the function returned is \
                    written {\"payload\": …}";
        called.note = Some(note.to_owned());
    }
    Ok(called)
}

fn for_lambda(is_lambda: bool, response: BackendResponse) -> Result<Called, String> {
    if is_lambda {
        return Ok(response.into());
    }
    Err("is a Lambda function's, and the integration calls none; write {\"statusCode\", \"headers\", \"body\"}".to_owned())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Answer<'text> {
    status_code: u16,
    #[serde(default)]
    headers: serde_json::Map<String, serde_json::Value>,
    #[serde(borrow, default)]
    body: Option<&'text RawValue>,
    #[serde(default)]
    is_base64_encoded: bool,
}

fn response(text: &str) -> Result<BackendResponse, String> {
    let answer: Answer<'_> = serde_json::from_str(text)
        .map_err(|error| format!("is not {{\"statusCode\", \"headers\", \"body\"}}: {error}"))?;
    if !(100..600).contains(&answer.status_code) {
        return Err(format!("has the statusCode {}: an HTTP status is 100 to 599", answer.status_code));
    }
    let body = match answer.body.map(RawValue::get) {
        None | Some("null") => String::new(),
        Some(string) if string.starts_with('"') => {
            serde_json::from_str(string).map_err(|error| format!("has a body that is no text: {error}"))?
        }
        Some(value) => compact(value),
    };
    let body = if answer.is_base64_encoded {
        STANDARD.decode(&body).map_err(|error| format!("has a body that is not base64: {error}"))?
    } else {
        body.into_bytes()
    };
    let mut response = BackendResponse::new(answer.status_code, body);
    for (name, value) in answer.headers {
        match value {
            serde_json::Value::Array(values) => {
                for value in values {
                    response = response.header(&name, &plain(value));
                }
            }
            value => response = response.header(&name, &plain(value)),
        }
    }
    Ok(response)
}

fn plain(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

/// JSON without blanks between its tokens, and every token as it was written: runtimes print so, and numbers stay exact.
fn compact(json: &str) -> String {
    let mut compact = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for character in json.chars() {
        if in_string || !matches!(character, ' ' | '\t' | '\r' | '\n') {
            compact.push(character);
        }
        in_string = match character {
            '"' if !escaped => !in_string,
            _ => in_string,
        };
        escaped = in_string && character == '\\' && !escaped;
    }
    compact
}
