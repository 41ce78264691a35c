//! What `$input.json(PATH)` and `$input.path(PATH)` print of a body.

use std::sync::Arc;

use vtlgate::jsonpath::JsonPath;
use vtlgate::value::JsonStyle;
use vtlgate::{Budget, Error, Limits, json};

/// What a path selects, as JSON and as text.
pub(crate) struct Selection {
    pub(crate) json: String,
    pub(crate) text: String,
    /// Whether it is null, of which the two functions print less than the value's JSON and text.
    pub(crate) is_null: bool,
}

impl Selection {
    /// What `path` selects from `body`; an empty body is `{}`, as it is on the service.
    pub(crate) fn of(path: &str, body: &Arc<str>, limits: &Limits) -> Result<Selection, Error> {
        let mut budget = Budget::new(limits);
        let path = JsonPath::parse(path)?;
        let document = if body.is_empty() {
            json::read(&Arc::from("{}"), &mut budget)
        } else {
            json::read(body, &mut budget)
        };
        let value = path.select(&document?, &mut budget)?;
        let mut selection = Selection { json: String::new(), text: String::new(), is_null: value.is_null() };
        value.print_json(JsonStyle::Compact, &mut selection.json, &mut budget)?;
        value.print(&mut selection.text, &mut budget)?;
        Ok(selection)
    }
}
