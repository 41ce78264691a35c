//! What `$input.json(PATH)` and `$input.path(PATH)` print of a body.

use std::sync::Arc;

use vtlgate::jsonpath::JsonPath;
use vtlgate::value::JsonStyle;
use vtlgate::{Budget, Error, Limits, json};

/// What a path selects, as the two functions print it.
pub(crate) struct Selection {
    /// Of `$input.json`.
    pub(crate) json: String,
    /// Of `$input.path`.
    pub(crate) text: String,
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
        let mut selection = Selection::nothing();
        if !value.is_null() {
            selection.json.clear();
            value.print_json(JsonStyle::Compact, &mut selection.json, &mut budget)?;
            value.print(&mut selection.text, &mut budget)?;
        }
        Ok(selection)
    }

    /// What is printed of null, and of a path that leads nowhere.
    pub(crate) fn nothing() -> Selection {
        Selection { json: "\"\"".to_owned(), text: String::new() }
    }
}
