//! One line of `batch`'s input.

use serde::Deserialize;
use serde_json::value::RawValue;
use vtlgate::Dialect;

use crate::event::{Event, Text};

/// A request as it was written; parts are read when they are needed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request<'line> {
    #[serde(borrow, default)]
    pub(super) id: Option<&'line RawValue>,
    /// A string, as JSON: templates are told apart before they are unescaped.
    #[serde(borrow, default)]
    pub(super) template: Option<&'line RawValue>,
    #[serde(borrow, default)]
    pub(super) path: Option<Text<'line>>,
    #[serde(default)]
    pub(super) dialect: DialectName,
    #[serde(borrow, default)]
    pub(super) vars: Option<&'line RawValue>,
    #[serde(borrow, default)]
    body: Option<&'line RawValue>,
    #[serde(borrow, default)]
    params: Option<&'line RawValue>,
    #[serde(borrow, default)]
    context: Option<&'line RawValue>,
    #[serde(borrow, default)]
    stage_variables: Option<&'line RawValue>,
}

impl<'line> Request<'line> {
    /// Reads a line; the message says what is wrong with it.
    pub(super) fn read(line: &'line str) -> Result<Request<'line>, String> {
        // Serde would read an array too, member by member.
        match line.trim_start().bytes().next() {
            Some(b'{') => serde_json::from_str(line).map_err(|error| in_line(&error)),
            Some(_) => Err("a request is one JSON object a line".to_owned()),
            None => Err("the line is empty; a request is one JSON object a line".to_owned()),
        }
    }

    /// The event in it.
    pub(super) fn event(&self) -> Event<'line> {
        Event {
            body: self.body,
            params: self.params,
            context: self.context,
            stage_variables: self.stage_variables,
        }
    }
}

/// What is wrong with a line, by its column: which line it is only the whole stream knows.
fn in_line(error: &serde_json::Error) -> String {
    format!("{} at column {}", without_place(error), error.column())
}

/// What is wrong with a part of a line, in which a place says nothing.
pub(super) fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The id of a line that is an object, but no request.
pub(super) fn id(line: &str) -> Option<&RawValue> {
    #[derive(Deserialize)]
    struct Id<'line> {
        #[serde(borrow, default)]
        id: Option<&'line RawValue>,
    }
    let is_object = line.trim_start().starts_with('{');
    is_object.then(|| serde_json::from_str::<Id<'_>>(line).ok()?.id)?
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum DialectName {
    #[default]
    ApiGateway,
    Velocity,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Dialect {
        match name {
            DialectName::ApiGateway => Dialect::ApiGateway,
            DialectName::Velocity => Dialect::Velocity,
        }
    }
}
