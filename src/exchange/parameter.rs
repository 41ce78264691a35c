//! Parameter mappings: where the value of a mapped parameter comes from.

use serde_json::{Map, Value};

use super::body_path;
use super::headers::Headers;
use super::query::Query;
use super::substitution;
use super::table::Table;

/// What mappings can draw from on the way to the backend.
pub(super) struct RequestSources<'a> {
    pub(super) headers: &'a Headers,
    pub(super) path: &'a Table<String>,
    pub(super) query: &'a Query,
    pub(super) body: &'a str,
    pub(super) common: CommonSources<'a>,
}

/// What mappings can draw from on the way back.
pub(super) struct ResponseSources<'a> {
    pub(super) headers: &'a Headers,
    pub(super) body: &'a str,
    pub(super) common: CommonSources<'a>,
}

/// What every mapping can draw from.
#[derive(Clone, Copy)]
pub(super) struct CommonSources<'a> {
    pub(super) context: &'a Map<String, Value>,
    pub(super) stage_variables: &'a Table<String>,
}

impl RequestSources<'_> {
    /// The values of `source`, or nothing where it is missing: the mapping is dropped then (recorded). Only the
    /// `multivalue…` sources have more than one; the others take the last.
    pub(super) fn values(&self, source: &str) -> Option<Vec<String>> {
        let Some(parameter) = source.strip_prefix("method.request.") else {
            return self.common.values(source);
        };
        if let Some(value) = body_value(parameter, self.body) {
            return value.map(one);
        }
        let (place, name) = parameter.split_once('.')?;
        match place {
            "header" => self.headers.get(name).map(one),
            "path" => self.path.get(name).map(one),
            "querystring" => self.query.get(name).map(one),
            "multivalueheader" => many(self.headers.values(name)),
            "multivaluequerystring" => many(self.query.values(name)),
            _ => None,
        }
    }
}

impl ResponseSources<'_> {
    /// As [`RequestSources::values`], of the backend's answer.
    pub(super) fn values(&self, source: &str) -> Option<Vec<String>> {
        let Some(parameter) = source.strip_prefix("integration.response.") else {
            return self.common.values(source);
        };
        if let Some(value) = body_value(parameter, self.body) {
            return value.map(one);
        }
        let (place, name) = parameter.split_once('.')?;
        match place {
            "header" => self.headers.get(name).map(one),
            "multivalueheader" => many(self.headers.values(name)),
            _ => None,
        }
    }
}

impl CommonSources<'_> {
    fn values(self, source: &str) -> Option<Vec<String>> {
        if let Some(constant) = source.strip_prefix('\'') {
            return constant.strip_suffix('\'').map(one);
        }
        if let Some(name) = source.strip_prefix("context.") {
            return substitution::member(self.context, name).map(one);
        }
        self.stage_variables.get(source.strip_prefix("stageVariables.")?).map(one)
    }
}

/// `body` is the whole body, `body.<path>` what the JSONPath `$.<path>` selects; anything else is no body source.
fn body_value(parameter: &str, body: &str) -> Option<Option<String>> {
    let path = parameter.strip_prefix("body")?;
    match path.strip_prefix('.') {
        Some(path) => Some(body_path::select(body, path)),
        None => path.is_empty().then(|| Some(body.to_owned())),
    }
}

fn one(value: impl Into<String>) -> Vec<String> {
    vec![value.into()]
}

fn many<'a>(values: impl Iterator<Item = &'a str>) -> Option<Vec<String>> {
    let values: Vec<String> = values.map(str::to_owned).collect();
    (!values.is_empty()).then_some(values)
}
