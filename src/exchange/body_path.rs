//! A part of a JSON body, for the mapping sources `method.request.body.<path>` and `integration.response.body.<path>`.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::error::Error;
use crate::json;
use crate::jsonpath::JsonPath;
use crate::limits::{Budget, Limits};

/// What the JSONPath `$.<path>` selects of `body`, as text: a string is itself, any other value its JSON (which is
/// unverified for objects and lists). A body that is no JSON, a path that finds nothing, and null give nothing.
pub(super) fn select(body: &str, path: &str) -> Option<String> {
    match selected(body, path).ok()? {
        Json::Null => None,
        Json::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

fn selected(body: &str, path: &str) -> Result<Json, Error> {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    let document = json::read(&Arc::from(body), &mut budget)?;
    let path = JsonPath::parse(&format!("$.{path}"))?;
    path.select(&document, &mut budget)?.to_json(&mut budget)
}
