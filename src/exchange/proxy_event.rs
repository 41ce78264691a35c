//! The event that a Lambda proxy integration sends (format 1.0): every member and its form is recorded.

use serde_json::{Map, Value, json};

use super::base64;
use super::facts::Facts;
use super::header_rules;
use super::headers::Headers;
use super::message::ClientRequest;
use super::query::Query;
use super::table::Table;

/// The parts of a request that its event is made of.
pub(super) struct EventSource<'a> {
    pub(super) request: &'a ClientRequest,
    pub(super) visible_headers: &'a Headers,
    pub(super) path: &'a Table<String>,
    pub(super) resource_path: &'a str,
    pub(super) context: &'a Map<String, Value>,
    pub(super) is_binary: bool,
}

/// The event, as JSON text.
pub(super) fn event(source: &EventSource<'_>, facts: &Facts) -> String {
    let headers = source.visible_headers.grouped();
    let query = &source.request.query;
    let body = match (&*source.request.body, source.is_binary) {
        ([], _) => Value::Null,
        (bytes, true) => Value::from(base64::encode(bytes)),
        (bytes, false) => Value::from(String::from_utf8_lossy(bytes)),
    };
    json!({
        "resource": source.resource_path,
        "path": format!("/{}", source.request.path.trim_start_matches('/')),
        "httpMethod": source.request.method,
        "headers": last_values(spelled(&headers)),
        "multiValueHeaders": all_values(spelled(&headers)),
        "queryStringParameters": last_values(parameters(query)),
        "multiValueQueryStringParameters": all_values(parameters(query)),
        "pathParameters": texts(source.path),
        "stageVariables": texts(&facts.stage_variables),
        "requestContext": source.context,
        "body": body,
        "isBase64Encoded": source.is_binary,
    })
    .to_string()
}

type Group<'a> = (&'a str, Vec<&'a str>);

fn spelled<'a>(headers: &[Group<'a>]) -> Vec<Group<'a>> {
    headers.iter().map(|(name, values)| (header_rules::spelled_in_event(name), values.clone())).collect()
}

fn parameters(query: &Query) -> Vec<Group<'_>> {
    query.grouped()
}

/// The last value of each name; `null` of none.
fn last_values(groups: Vec<Group<'_>>) -> Value {
    or_null(
        groups
            .into_iter()
            .map(|(name, values)| (name.to_owned(), Value::from(values.last().copied())))
            .collect(),
    )
}

/// All values of each name; `null` of none.
fn all_values(groups: Vec<Group<'_>>) -> Value {
    or_null(groups.into_iter().map(|(name, values)| (name.to_owned(), Value::from(values))).collect())
}

fn texts(table: &Table<String>) -> Value {
    or_null(table.iter().map(|(name, value)| (name.to_owned(), Value::from(value.as_str()))).collect())
}

fn or_null(members: Map<String, Value>) -> Value {
    if members.is_empty() { Value::Null } else { Value::Object(members) }
}
