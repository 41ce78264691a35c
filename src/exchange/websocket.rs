//! WebSocket APIs: selection expressions, and the keys they select by (AWS: "WebSocket selection expressions", "WebSocket
//! API mapping template reference").
//!
//! Nothing of this is recorded; all of it is documented.

use serde_json::{Map, Value};

use super::body_path;
use super::headers::Headers;
use super::mapping_template::MappingTemplate;
use super::overrides::Overrides;
use super::query::Query;
use super::render::{self, TemplateInputs};
use super::substitution;
use super::table::Table;
use super::trace::Trace;
use crate::error::Error;
use crate::java::regex::{Flags, Pattern};

/// The key of the route, template or response that stands in where no other is selected.
const DEFAULT_KEY: &str = "$default";

/// A message of a WebSocket connection, or the answer of the integration to one, and what is known around it.
///
/// ```
/// use vtlgate::exchange::WebSocketMessage;
/// let message = WebSocketMessage { body: r#"{"action": "join", "room": 7}"#.into(), ..WebSocketMessage::default() };
/// assert_eq!(message.evaluate("$request.body.action"), "join");
/// assert_eq!(message.evaluate("${request.body.action}-${request.body.room}"), "join-7");
/// assert_eq!(message.evaluate(r"\$default"), "$default");
/// ```
#[derive(Debug, Clone, Default)]
pub struct WebSocketMessage {
    /// The message's text.
    pub body: String,
    /// The headers: of `$connect`, or of the integration's answer.
    pub headers: Headers,
    /// The query of `$connect`.
    pub query: Query,
    /// The status code of the integration's answer.
    pub status: Option<u16>,
    /// `$context`: `connectionId`, `eventType`, `routeKey` and the like.
    pub context: Map<String, Value>,
    /// The stage's variables.
    pub stage_variables: Table<String>,
}

impl WebSocketMessage {
    /// What a selection expression comes to: `$request.body.action`, `${…}` several times within text, or a constant
    /// such as `\$default`. A variable without a value is empty.
    pub fn evaluate(&self, expression: &str) -> String {
        if let Some(constant) = expression.strip_prefix('\\') {
            return constant.to_owned();
        }
        if let Some(variable) = expression.strip_prefix('$')
            && !variable.starts_with('{')
        {
            return self.variable(variable).unwrap_or_default();
        }
        let mut output = String::new();
        let mut rest = expression;
        while let Some((before, after)) = rest.split_once("${") {
            output.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            output.push_str(&self.variable(name).unwrap_or_default());
            rest = after;
        }
        output + rest
    }

    fn variable(&self, name: &str) -> Option<String> {
        if let Some(member) = name.strip_prefix("context.") {
            return substitution::member(&self.context, member);
        }
        if let Some(variable) = name.strip_prefix("stageVariables.") {
            return self.stage_variables.get(variable).cloned();
        }
        let part = ["request.", "route.request.", "integration.response."]
            .iter()
            .find_map(|origin| name.strip_prefix(origin))?;
        let (place, name) = part.split_once('.').unwrap_or((part, ""));
        match place {
            "body" if name.is_empty() => Some(self.body.clone()),
            "body" => body_path::select(&self.body, name),
            "header" => self.headers.get(name).map(str::to_owned),
            "multivalueheader" => {
                self.headers.contains(name).then(|| self.headers.values(name).collect::<Vec<_>>().join(","))
            }
            "querystring" => self.query.get(name).map(str::to_owned),
            "statuscode" => self.status.map(|status| status.to_string()),
            _ => None,
        }
    }

    /// Renders a template over the message.
    ///
    /// # Errors
    /// Where the template is none, or fails.
    pub fn render(&self, template: &MappingTemplate) -> Result<String, Error> {
        let inputs = TemplateInputs {
            body: &self.body,
            path: &Table::new(),
            query: &self.query,
            headers: &self.headers,
            context: &self.context,
            stage_variables: &self.stage_variables,
        };
        render::render(template, &inputs, &mut Overrides::default(), &mut Trace::default())
    }
}

/// What stands under the key that an expression came to, or under `$default`: the choice of a route by its key and of a
/// template by its template key.
///
/// ```
/// use vtlgate::exchange::{Table, select_by_key};
/// let routes = Table::from_iter([("$default", 0), ("join", 1)]);
/// assert_eq!(select_by_key(&routes, "join"), Some(("join", &1)));
/// assert_eq!(select_by_key(&routes, "leave"), Some(("$default", &0)));
/// ```
pub fn select_by_key<'a, T>(table: &'a Table<T>, key: &str) -> Option<(&'a str, &'a T)> {
    let entry = |wanted: &str| table.iter().find(|(name, _)| *name == wanted);
    entry(key).or_else(|| entry(DEFAULT_KEY))
}

/// The integration response for what its selection expression came to (`${integration.response.statuscode}` where none
/// is given): a key `/pattern/` is a regular expression for the whole of it, any other key is compared; then `$default`.
///
/// ```
/// use vtlgate::exchange::{Table, select_integration_response_key};
/// let responses = Table::from_iter([("$default", "other"), (r"/4\d\d/", "client's fault")]);
/// assert_eq!(select_integration_response_key(&responses, "404").unwrap().1, &"client's fault");
/// assert_eq!(select_integration_response_key(&responses, "200").unwrap().1, &"other");
/// ```
pub fn select_integration_response_key<'a, T>(table: &'a Table<T>, value: &str) -> Option<(&'a str, &'a T)> {
    let matches = |key: &str| match key.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
        Some(pattern) => {
            let pattern = Pattern::compile(pattern, Flags::NONE);
            pattern.is_ok_and(|pattern| pattern.is_match_whole(value).unwrap_or(false))
        }
        None => key == value,
    };
    table.iter().find(|(key, _)| matches(key)).or_else(|| select_by_key(table, DEFAULT_KEY))
}
