//! An event: what a template is rendered with, as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, de};
use serde_json::Value as Json;
use serde_json::value::RawValue;
use vtlgate::{Context, Inputs, Params};

use crate::test::nearest;

/// Body, parameters, context and stage variables; each may be missing. Parts stay as they were written until they are
/// needed.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Event<'text> {
    #[serde(borrow, default)]
    pub(crate) body: Option<&'text RawValue>,
    #[serde(borrow, default)]
    pub(crate) params: Option<&'text RawValue>,
    #[serde(borrow, default)]
    pub(crate) context: Option<&'text RawValue>,
    #[serde(borrow, default)]
    pub(crate) stage_variables: Option<&'text RawValue>,
}

impl<'text> Event<'text> {
    /// Reads an event.
    pub(crate) fn read(text: &'text str) -> Result<Event<'text>, serde_json::Error> {
        // Serde would read an array too, member by member.
        if !text.trim_start().starts_with('{') {
            return Err(de::Error::custom(match text.trim().is_empty() {
                true => "it is empty; write a JSON object, such as {\"body\": {}}",
                false => "it is no JSON object with any of body, params, context and stageVariables",
            }));
        }
        serde_json::from_str(text)
    }

    /// The inputs of a render.
    pub(crate) fn inputs(&self) -> Result<Inputs, serde_json::Error> {
        self.inputs_with(self.body()?, self.params()?)
    }

    /// The inputs of a render with another body and other parameters.
    pub(crate) fn inputs_with(&self, body: Arc<str>, params: Params) -> Result<Inputs, serde_json::Error> {
        let mut inputs = Inputs::new(body).params(params);
        if let Some(text) = self.context.map(RawValue::get) {
            inputs = inputs.context(match Context::read(text) {
                Some(context) => context,
                None => {
                    let context: Option<serde_json::Map<String, Json>> = serde_json::from_str(text)?;
                    Context::from(&Json::Object(context.unwrap_or_default()))
                }
            });
        }
        for (name, value) in members(self.stage_variables)? {
            inputs = inputs.stage_variable(name, value);
        }
        Ok(inputs)
    }

    /// The body: the content of a string, the text of any other JSON value.
    pub(crate) fn body(&self) -> Result<Arc<str>, serde_json::Error> {
        Ok(match self.body.map(RawValue::get) {
            None | Some("null") => Arc::default(),
            Some(string) if string.starts_with('"') => Arc::from(serde_json::from_str::<Text<'_>>(string)?.0),
            Some(value) => Arc::from(value),
        })
    }

    /// The parameters of the request.
    pub(crate) fn params(&self) -> Result<Params, serde_json::Error> {
        let mut params = Params::new();
        let Some(places) = self.params else { return Ok(params) };
        let Some(places) = serde_json::from_str::<Option<Places<'_>>>(places.get())? else {
            return Ok(params);
        };
        for (name, value) in members(places.path)? {
            params = params.path(name, value);
        }
        for (name, value) in members(places.querystring)? {
            params = params.querystring(name, value);
        }
        for (name, value) in members(places.header)? {
            params = params.header(name, value);
        }
        Ok(params)
    }
}

/// The members of an event.
pub(crate) const MEMBERS: [&str; 4] = ["body", "params", "context", "stageVariables"];

/// The members of `params`.
pub(crate) const PLACES: [&str; 3] = ["path", "querystring", "header"];

/// What is to be said of members that an event does not have; nothing of a text that is no event.
pub(crate) fn unknown_members(text: &str) -> Vec<String> {
    type Names<'text> = BTreeMap<Cow<'text, str>, &'text RawValue>;
    let Ok(members) = serde_json::from_str::<Names<'_>>(text) else { return Vec::new() };
    let is_known = |name: &Cow<'_, str>| MEMBERS.contains(&&**name);
    let is_meant = |name: &Cow<'_, str>| is_known(name) || nearest(name, &MEMBERS).is_some();
    if !members.is_empty() && !members.keys().any(is_meant) {
        let known = MEMBERS.map(|name| format!("`{name}`")).join(", ");
        return vec![format!(
            "the event has none of {known}, so the template is told nothing of it; give a body with --body"
        )];
    }
    let params =
        members.get("params").and_then(|params| serde_json::from_str::<Names<'_>>(params.get()).ok());
    let mut told = Vec::new();
    tell_unknown("the event", members.keys(), &MEMBERS, &mut told);
    tell_unknown("`params`", params.iter().flat_map(BTreeMap::keys), &PLACES, &mut told);
    told
}

fn tell_unknown<'name>(
    what: &str,
    names: impl Iterator<Item = &'name Cow<'name, str>>,
    known: &[&str],
    told: &mut Vec<String>,
) {
    let mut others = Vec::new();
    for name in names.filter(|name| !known.contains(&&***name)) {
        match nearest(name, known) {
            Some(meant) => told.push(format!("{what} has no member `{name}`; did you mean `{meant}`?")),
            None => others.push(format!("`{name}`")),
        }
    }
    if !others.is_empty() {
        let members = if others.len() == 1 { "member" } else { "members" };
        let (others, known) = (others.join(", "), known.join(", "));
        told.push(format!("{what} has no {members} {others}; its members are {known}"));
    }
}

/// A string of JSON, borrowed where it has no escapes.
#[derive(Deserialize)]
pub(crate) struct Text<'text>(#[serde(borrow)] pub(crate) Cow<'text, str>);

/// Where a parameter can stand.
#[derive(Deserialize)]
#[serde(expecting = "an object with path, querystring and header")]
struct Places<'text> {
    #[serde(borrow, default)]
    path: Option<&'text RawValue>,
    #[serde(borrow, default)]
    querystring: Option<&'text RawValue>,
    #[serde(borrow, default)]
    header: Option<&'text RawValue>,
}

/// The members of an object as text, in their order; of none where there is no object.
fn members(object: Option<&RawValue>) -> Result<Vec<(String, String)>, serde_json::Error> {
    let Some(object) = object else { return Ok(Vec::new()) };
    let object: Option<serde_json::Map<String, Json>> = serde_json::from_str(object.get())?;
    let text = |value| match value {
        Json::String(text) => text,
        other => other.to_string(),
    };
    Ok(object.unwrap_or_default().into_iter().map(|(name, value)| (name, text(value))).collect())
}
