//! What a request validator checks: parameters first, then the body (recorded).

use super::definition::{Method, RestApi};
use super::headers::Headers;
use super::media_type;
use super::query::Query;
use super::table::Table;

/// The names of the required parameters that are missing or blank: headers, then path, then query, each in order of
/// name, as the message lists them (recorded).
pub(super) fn missing_parameters(
    method: &Method,
    headers: &Headers,
    path: &Table<String>,
    query: &Query,
) -> Vec<String> {
    let mut required: Vec<&str> = method
        .method_request
        .parameters
        .iter()
        .filter(|(_, required)| **required)
        .map(|(name, _)| name)
        .collect();
    required.sort_unstable();
    required
        .into_iter()
        .filter_map(|parameter| {
            let (place, name) = parameter.strip_prefix("method.request.")?.split_once('.')?;
            let value = match place {
                "header" => headers.get(name),
                "path" => path.get(name).map(String::as_str),
                "querystring" => query.get(name),
                _ => return None,
            };
            value.is_none_or(|value| value.trim().is_empty()).then(|| name.to_owned())
        })
        .collect()
}

/// What the body's check said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BodyCheck {
    /// It fits its model, which is named.
    #[cfg_attr(not(feature = "validation"), expect(dead_code, reason = "nothing is found valid unchecked"))]
    Valid(String),
    /// It does not, and why not.
    Invalid(String),
    /// It was not checked, and why not.
    Unchecked(String),
}

/// Checks `body` against the model that the method names for its media type, or for `$default`; an empty body is `{}`.
pub(super) fn check_body(
    api: &RestApi,
    method: &Method,
    content_type: Option<&str>,
    body: &str,
) -> BodyCheck {
    let media_type = media_type::of_content_type(content_type);
    let models = &method.method_request.models;
    let Some((_, name)) = models.get_ignore_case(&media_type).or_else(|| models.get_ignore_case("$default"))
    else {
        return BodyCheck::Unchecked(format!("the method has no model for `{media_type}`"));
    };
    let Some(model) = api.models.get(name) else {
        return BodyCheck::Unchecked(format!("the API has no model `{name}`"));
    };
    let text = if body.trim().is_empty() { "{}" } else { body };
    match serde_json::from_str(text) {
        Ok(instance) => against_schema(name, &model.bundled(&api.models), &instance),
        Err(error) => BodyCheck::Invalid(format!("the body is not JSON: {error}")),
    }
}

#[cfg(feature = "validation")]
fn against_schema(name: &str, schema: &serde_json::Value, instance: &serde_json::Value) -> BodyCheck {
    let validator = match jsonschema::draft4::options().build(schema) {
        Ok(validator) => validator,
        Err(error) => return BodyCheck::Unchecked(format!("model `{name}` is not a JSON Schema: {error}")),
    };
    match validator.validate(instance) {
        Ok(()) => BodyCheck::Valid(name.to_owned()),
        Err(error) => {
            let path = error.instance_path().to_string();
            let place = if path.is_empty() { "the root".to_owned() } else { format!("`{path}`") };
            BodyCheck::Invalid(format!("model `{name}`: {error} at {place}"))
        }
    }
}

#[cfg(not(feature = "validation"))]
fn against_schema(name: &str, _schema: &serde_json::Value, _instance: &serde_json::Value) -> BodyCheck {
    BodyCheck::Unchecked(format!("model `{name}` needs the feature `validation`, which this build lacks"))
}
