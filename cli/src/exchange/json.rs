//! The messages of an exchange as JSON.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use vtlgate::exchange::{Answer, Facts, IntegrationRequest};

/// The whole exchange, as `invoke --json` prints it.
pub(crate) fn exchange(answer: &Answer, facts: &Facts) -> Value {
    let mut object = Map::new();
    object.insert("status".to_owned(), Value::from(answer.response.status));
    object.insert("headers".to_owned(), grouped(answer.response.headers.grouped()));
    put_body(&mut object, &answer.response.body);
    object.insert("selected".to_owned(), Value::from(answer.selected.as_deref()));
    let sent = answer.integration_request.as_ref().map(integration_request);
    object.insert("integrationRequest".to_owned(), sent.unwrap_or_default());
    object.insert("log".to_owned(), Value::from(answer.trace.execution_log(facts)));
    Value::Object(object)
}

/// What a backend is sent.
pub(super) fn integration_request(request: &IntegrationRequest) -> Value {
    let mut object = Map::new();
    object.insert("uri".to_owned(), Value::from(request.uri.as_str()));
    object.insert("method".to_owned(), Value::from(request.method.as_str()));
    object.insert("headers".to_owned(), grouped(request.headers.grouped()));
    object.insert("query".to_owned(), grouped(request.query.grouped()));
    put_body(&mut object, &request.body);
    Value::Object(object)
}

/// One value as text, several as a list.
fn grouped(groups: Vec<(&str, Vec<&str>)>) -> Value {
    let members = groups.into_iter().map(|(name, values)| match values.as_slice() {
        [value] => (name.to_owned(), Value::from(*value)),
        _ => (name.to_owned(), json!(values)),
    });
    Value::Object(members.collect())
}

/// Text as it is; bytes that are none in base64, as Lambda proxy integrations do it.
fn put_body(object: &mut Map<String, Value>, body: &[u8]) {
    let (text, is_encoded) = match std::str::from_utf8(body) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (STANDARD.encode(body), true),
    };
    object.insert("body".to_owned(), Value::from(text));
    if is_encoded {
        object.insert("isBase64Encoded".to_owned(), Value::from(true));
    }
}
