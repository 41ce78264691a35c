//! What a template sets under `$context.requestOverride` and `$context.responseOverride`.

use serde_json::{Map as JsonMap, Value as Json};

use super::{Inputs, context};
use crate::error::Error;
use crate::limits::Budget;
use crate::value::{Map, Value};

/// The overrides that a template set; maps it left as they were are not there.
///
/// ```
/// use vtlgate::{Inputs, Template};
/// let template = Template::parse("#set($context.responseOverride.status = 404)")?;
/// let overrides = template.render(&Inputs::new(""))?.overrides;
/// assert_eq!(overrides.to_json(), serde_json::json!({"responseOverride": {"status": 404}}));
/// # Ok::<(), vtlgate::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overrides {
    /// `requestOverride`: the maps `header`, `path` and `querystring`.
    pub request: JsonMap<String, Json>,
    /// `responseOverride`: the map `header`, and `status`.
    pub response: JsonMap<String, Json>,
}

impl Overrides {
    /// Whether the template set none.
    pub fn is_empty(&self) -> bool {
        self.request.is_empty() && self.response.is_empty()
    }

    /// Reads what [`to_json`](Overrides::to_json) gives.
    ///
    /// ```
    /// use serde_json::json;
    /// let overrides = vtlgate::Overrides::from_json(&json!({"requestOverride": {"header": {"X-A": "1"}}}));
    /// assert_eq!(overrides.request["header"], json!({"X-A": "1"}));
    /// assert!(overrides.response.is_empty());
    /// ```
    pub fn from_json(json: &Json) -> Overrides {
        let members = |name: &str| json.get(name).and_then(Json::as_object).cloned().unwrap_or_default();
        Overrides { request: members("requestOverride"), response: members("responseOverride") }
    }

    /// As one JSON object with the members `requestOverride` and `responseOverride`, the empty ones left out.
    pub fn to_json(&self) -> Json {
        let mut json = JsonMap::new();
        for (name, members) in [("requestOverride", &self.request), ("responseOverride", &self.response)] {
            if !members.is_empty() {
                json.insert(name.to_owned(), Json::Object(members.clone()));
            }
        }
        Json::Object(json)
    }
}

/// The overrides set in the `context` that a template was rendered with; none where nothing of it was changed.
pub(super) fn set_in(
    context: &Value,
    inputs: &Inputs,
    budget: &mut Budget<'_>,
) -> Result<Option<Overrides>, Error> {
    let Value::Map(context) = context else { return Ok(None) };
    // A document that nothing changed still stands as it was read.
    if context.node().is_some() {
        return Ok(None);
    }
    let before = context::value(inputs);
    Ok(Some(Overrides {
        request: changed(context, &before, "requestOverride", budget)?,
        response: changed(context, &before, "responseOverride", budget)?,
    }))
}

fn changed(
    context: &Map,
    before: &Value,
    name: &str,
    budget: &mut Budget<'_>,
) -> Result<JsonMap<String, Json>, Error> {
    let before = member(before, name);
    match context.get_str(name) {
        Some(Value::Map(map)) => changed_members(&map, &before, 1, budget),
        _ => Ok(JsonMap::new()),
    }
}

fn member(value: &Value, name: &str) -> Value {
    match value {
        Value::Map(map) => map.get_str(name).unwrap_or(Value::Null),
        _ => Value::Null,
    }
}

/// The members of `map` that are not as they were `before`; of maps in it, down to `depth`, only what changed in them.
fn changed_members(
    map: &Map,
    before: &Value,
    depth: u32,
    budget: &mut Budget<'_>,
) -> Result<JsonMap<String, Json>, Error> {
    let mut changed = JsonMap::new();
    for (key, value) in map.entries() {
        let key = key.to_text(budget)?.to_str().into_owned();
        let before = member(before, &key);
        match &value {
            Value::Map(inner) if depth > 0 => {
                let members = changed_members(inner, &before, depth - 1, budget)?;
                if !members.is_empty() {
                    changed.insert(key, Json::Object(members));
                }
            }
            value if !value.equals(&before) => {
                changed.insert(key, value.to_json(budget)?);
            }
            _ => {}
        }
    }
    Ok(changed)
}
