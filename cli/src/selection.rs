//! What `$input.json(PATH)` and `$input.path(PATH)` print of a body.

use std::sync::Arc;

use vtlgate::jsonpath::JsonPath;
use vtlgate::value::{JsonStyle, Text};
use vtlgate::{Budget, Error, Limits, json};

/// What a path selects, as JSON and as text.
pub(crate) struct Selection {
    pub(crate) json: Text,
    pub(crate) text: Text,
    /// Whether it is null, of which the two functions print less than the value's JSON and text.
    pub(crate) is_null: bool,
}

impl Selection {
    /// What `path` selects from `body`, read as it is: that an empty one is `{}` is `$input`'s doing.
    pub(crate) fn of(path: &str, body: &Arc<str>, limits: &Limits) -> Result<Selection, Error> {
        let mut budget = Budget::new(limits);
        let document = json::read(body, &mut budget);
        let value = JsonPath::parse(path)?.select(&document?, &mut budget)?;
        let null = || Text::from_static("null");
        Ok(Selection {
            json: value.to_json_text(JsonStyle::Compact, &mut budget)?,
            text: if value.is_null() { null() } else { value.to_text(&mut budget)? },
            is_null: value.is_null(),
        })
    }
}
