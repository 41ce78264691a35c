//! Asking the library.

use std::fmt;
use std::sync::Arc;

use serde_json::Value as Json;
use vtlgate::jsonpath::JsonPath;
use vtlgate::value::{JsonStyle, LINKED_HASH_MAP, Map};
use vtlgate::{Bindings, Budget, Dialect, Error, Inputs, Limits, Template, Value, json};

use super::observed::Observed;

/// What a case asks.
#[derive(Debug)]
pub(crate) enum Question {
    /// What a template prints of an event, an object with `body`, `params`, `context` and `stageVariables`; `variables`
    /// is the JSON text of an object.
    Render { template: String, dialect: Dialect, event: Json, variables: String },
    /// What a path selects from a body.
    Select { path: String, body: String },
}

/// What the library answers.
#[derive(Debug)]
pub(crate) enum Answer {
    Output { text: String, overrides: Json },
    Selected { json: String, text: String },
    Failed(Error),
}

impl Question {
    pub(crate) fn ask(&self) -> Answer {
        let answer = match self {
            Question::Render { template, dialect, event, variables } => {
                render(template, *dialect, event, variables)
            }
            Question::Select { path, body } => select(path, body),
        };
        answer.unwrap_or_else(Answer::Failed)
    }
}

impl fmt::Display for Question {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Question::Render { template, dialect, .. } => {
                write!(formatter, "template ({}): {template:?}", dialect.name())
            }
            Question::Select { path, .. } => write!(formatter, "path: {path:?}"),
        }
    }
}

fn render(template: &str, dialect: Dialect, event: &Json, variables: &str) -> Result<Answer, Error> {
    let template = Template::builder().dialect(dialect).parse(template)?;
    match dialect {
        Dialect::ApiGateway => {
            let inputs = Inputs::from_json(event);
            let rendered = template.render_with(&inputs, &bindings(variables)?);
            let observed = Observed::by(&template, |observer| {
                template.render_observed(&inputs, &bindings(variables)?, observer)
            });
            observed.is(&rendered);
            let rendered = rendered?;
            Ok(Answer::Output { text: rendered.text, overrides: rendered.overrides.to_json() })
        }
        Dialect::Velocity => {
            let text = template.render_bindings(bindings(variables)?);
            let observed = Observed::by(&template, |observer| {
                template.render_bindings_observed(bindings(variables)?, observer)
            });
            observed.is(&text);
            Ok(Answer::Output { text: text?, overrides: Json::Object(Default::default()) })
        }
    }
}

fn select(path: &str, body: &str) -> Result<Answer, Error> {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    let path = JsonPath::parse(path)?;
    let value = path.select(&json::read(&Arc::from(body), &mut budget)?, &mut budget)?;
    let (mut json, mut text) = (String::new(), String::new());
    value.print_json(JsonStyle::Compact, &mut json, &mut budget)?;
    value.print(&mut text, &mut budget)?;
    Ok(Answer::Selected { json, text })
}

/// The members of an object as the plain Java values that an application would bind; a null is not bound.
fn bindings(object: &str) -> Result<Bindings, Error> {
    let limits = Limits::default();
    let mut bindings = Bindings::new();
    if let Value::Map(members) = json::read(&Arc::from(object), &mut Budget::new(&limits))? {
        for (name, value) in members.entries() {
            if let (Value::String(name), false) = (name, value.is_null()) {
                bindings.set(name.to_str().into_owned(), plain(&value));
            }
        }
    }
    Ok(bindings)
}

fn plain(value: &Value) -> Value {
    match value {
        Value::List(list) => Value::list(list.to_vec().iter().map(plain).collect()),
        Value::Map(map) => {
            let copy = Map::new(&LINKED_HASH_MAP);
            for (name, value) in map.entries() {
                copy.insert(name, plain(&value));
            }
            Value::Map(copy)
        }
        // json-smart reads a number of many digits as a BigDecimal; what is written with `.` or `e` is a Double here.
        Value::BigDecimal(number) => Value::Double(number.double_value()),
        other => other.clone(),
    }
}
