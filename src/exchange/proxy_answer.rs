//! What a Lambda proxy integration makes of the function's result; every rule is recorded.

use serde_json::{Map, Value};

use super::base64;
use super::headers::Headers;
use super::message::{BackendResponse, FUNCTION_ERROR};

/// The response that a function's result describes.
pub(super) struct ProxyAnswer {
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) body: Vec<u8>,
}

/// Reads the result, an object of `statusCode`, `headers`, `multiValueHeaders`, `body` and `isBase64Encoded` and no
/// other members, each of which may be missing. Anything else is a malformed result, told in words.
///
/// A body in base64 is decoded only if the client accepts a binary media type.
pub(super) fn read(response: &BackendResponse, accepts_binary: bool) -> Result<ProxyAnswer, String> {
    if response.headers.contains(FUNCTION_ERROR) {
        return Err("the function failed".to_owned());
    }
    let result: Value =
        serde_json::from_slice(&response.body).map_err(|error| format!("the result is not JSON: {error}"))?;
    let members = result.as_object().ok_or("the result is not an object")?;
    const KNOWN: [&str; 5] = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"];
    if let Some(unknown) = members.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(format!("the result has the unknown member `{unknown}`"));
    }
    Ok(ProxyAnswer {
        status: status(members)?,
        headers: headers(members)?,
        body: body(members, accepts_binary)?,
    })
}

/// A number or a numeral in quotes; 200 where it is missing.
fn status(result: &Map<String, Value>) -> Result<u16, String> {
    let status = match result.get("statusCode") {
        None | Some(Value::Null) => Some(200),
        Some(Value::String(numeral)) => numeral.parse().ok(),
        Some(number) => number.as_u64().and_then(|number| u16::try_from(number).ok()),
    };
    status.ok_or_else(|| "`statusCode` is not an integer".to_owned())
}

/// The multi-value headers, then the single ones: a name in both has the values of both.
fn headers(result: &Map<String, Value>) -> Result<Headers, String> {
    let mut headers = Headers::new();
    for (name, values) in object(result, "multiValueHeaders")?.into_iter().flatten() {
        let values = values.as_array().ok_or_else(|| format!("`multiValueHeaders.{name}` is not a list"))?;
        for value in values {
            headers.add(name, text(value));
        }
    }
    for (name, value) in object(result, "headers")?.into_iter().flatten() {
        let value = text(value);
        if !headers.values(name).any(|known| known == value) {
            headers.add(name, value);
        }
    }
    Ok(headers)
}

fn object<'a>(result: &'a Map<String, Value>, name: &str) -> Result<Option<&'a Map<String, Value>>, String> {
    match result.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(members)) => Ok(Some(members)),
        Some(_) => Err(format!("`{name}` is not an object")),
    }
}

fn body(result: &Map<String, Value>, accepts_binary: bool) -> Result<Vec<u8>, String> {
    let text = match result.get("body") {
        None | Some(Value::Null) => "",
        Some(Value::String(text)) => text,
        Some(_) => return Err("`body` is not a string: stringify it".to_owned()),
    };
    let encoded = match result.get("isBase64Encoded") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(encoded)) => *encoded,
        Some(_) => return Err("`isBase64Encoded` is not a boolean".to_owned()),
    };
    if encoded && accepts_binary {
        return base64::decode(text.as_bytes()).ok_or_else(|| "`body` is not base64".to_owned());
    }
    Ok(text.as_bytes().to_vec())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
