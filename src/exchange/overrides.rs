//! What templates set under `$context.requestOverride` and `$context.responseOverride`.

use serde_json::{Map, Value};

use super::headers::Headers;
use super::query::Query;
use super::table::Table;

/// The override maps as templates left them; other members than the documented ones travel too (recorded).
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Overrides {
    pub(super) request: Map<String, Value>,
    pub(super) response: Map<String, Value>,
}

impl Overrides {
    /// Adds what one more template set; the last one wins.
    pub(super) fn merge(&mut self, rendered: crate::gateway::Overrides) {
        merge(&mut self.request, rendered.request);
        merge(&mut self.response, rendered.response);
    }

    /// Puts the maps into `$context`, for the next template to see.
    pub(super) fn add_to(&self, context: &mut Map<String, Value>) {
        for (name, members) in [("requestOverride", &self.request), ("responseOverride", &self.response)] {
            if !members.is_empty() {
                context.insert(name.to_owned(), Value::Object(members.clone()));
            }
        }
    }

    /// `requestOverride.path` over the mapped path parameters.
    pub(super) fn apply_to_path(&self, path: &mut Table<String>) {
        for (name, mut values) in members(&self.request, "path") {
            path.insert(name, values.pop().unwrap_or_default());
        }
    }

    /// `requestOverride.querystring` over the mapped query parameters.
    pub(super) fn apply_to_query(&self, query: &mut Query) {
        for (name, values) in members(&self.request, "querystring") {
            query.set_all(name, values);
        }
    }

    /// The names under `requestOverride.header`.
    pub(super) fn request_header_names(&self) -> impl Iterator<Item = &str> {
        members(&self.request, "header").map(|(name, _)| name)
    }

    /// `requestOverride.header` over the mapped headers.
    pub(super) fn apply_to_request_headers(&self, headers: &mut Headers) {
        for (name, values) in members(&self.request, "header") {
            headers.set_all(name, values);
        }
    }

    /// `responseOverride.header` over the mapped headers.
    pub(super) fn apply_to_response_headers(&self, headers: &mut Headers) {
        for (name, values) in members(&self.response, "header") {
            headers.set_all(name, values);
        }
    }

    /// `responseOverride.status`: an integer from 100 to 599. Anything else is ignored, which is unverified.
    pub(super) fn status(&self) -> Option<u16> {
        let status = self.response.get("status")?.as_u64()?;
        u16::try_from(status).ok().filter(|status| (100..=599).contains(status))
    }
}

impl From<Overrides> for crate::gateway::Overrides {
    fn from(overrides: Overrides) -> crate::gateway::Overrides {
        crate::gateway::Overrides { request: overrides.request, response: overrides.response }
    }
}

/// Puts `added` over `members`, maps into maps.
fn merge(members: &mut Map<String, Value>, added: Map<String, Value>) {
    for (name, value) in added {
        match (members.get_mut(&name), value) {
            (Some(Value::Object(inner)), Value::Object(added)) => inner.extend(added),
            (_, value) => {
                members.insert(name, value);
            }
        }
    }
}

/// The entries of one override map as text; a list is several values (documented).
fn members<'a>(map: &'a Map<String, Value>, kind: &str) -> impl Iterator<Item = (&'a str, Vec<String>)> {
    let entries = map.get(kind).and_then(Value::as_object);
    entries.into_iter().flatten().map(|(name, value)| {
        let values = match value {
            Value::Array(elements) => elements.iter().map(text).collect(),
            single => vec![text(single)],
        };
        (name.as_str(), values)
    })
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
