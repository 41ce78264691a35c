//! Our engine, asked as the oracle is.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value as Json;
use vtlgate::value::{LINKED_HASH_MAP, Map};
use vtlgate::{Bindings, Dialect, ErrorKind, Observation, Observer, Template, Value};

use crate::generator::Case;
use crate::outcome::Outcome;

/// How a case's variables become values.
pub(crate) type Maker<'make> = &'make dyn Fn(&Json) -> Value;

pub(crate) fn render(dialect: &str, case: &Case) -> Outcome {
    render_with(dialect, case, &value, false)
}

/// The same with variables made by `make`, and watched if so wanted.
pub(crate) fn render_with(dialect: &str, case: &Case, make: Maker<'_>, watched: bool) -> Outcome {
    let dialect = if dialect == "apigateway" { Dialect::ApiGateway } else { Dialect::Velocity };
    // A panic is a difference like another: it is to be shrunk and told, not to end the run.
    let rendered = catch_unwind(AssertUnwindSafe(|| {
        let template = Template::builder().dialect(dialect).parse(&case.template)?;
        let bindings = bindings(case, make);
        if watched {
            template.render_bindings_observed(bindings, &mut Nobody)
        } else {
            template.render_bindings(bindings)
        }
    }));
    match rendered {
        Ok(Ok(text)) => Outcome::Output(text),
        Ok(Err(error)) => match error.kind() {
            ErrorKind::Parse => Outcome::Parse(error.to_string()),
            ErrorKind::Runtime => Outcome::Runtime(error.to_string()),
            _ => Outcome::Unanswered(error.to_string()),
        },
        Err(_) => Outcome::Unanswered("it panicked".to_owned()),
    }
}

/// Watches and tells nobody.
struct Nobody;

impl Observer for Nobody {
    fn observe(&mut self, _: &Observation<'_>) {}
}

/// The variables as the oracle builds them; a null is not bound.
fn bindings(case: &Case, make: Maker<'_>) -> Bindings {
    let mut bindings = Bindings::new();
    for (name, json) in case.variables.iter().filter(|(_, json)| !json.is_null()) {
        bindings.set(name.as_str(), make(json));
    }
    bindings
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(boolean) => Value::Boolean(*boolean),
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Value::integer(number),
            (_, Some(number)) => Value::integer(number),
            _ => Value::Double(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::list(items.iter().map(value).collect()),
        Json::Object(members) => {
            let map = Map::new(&LINKED_HASH_MAP);
            for (name, member) in members {
                map.insert(Value::from(name.as_str()), value(member));
            }
            Value::Map(map)
        }
    }
}
