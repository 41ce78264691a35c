//! Our engine against itself: a JSON document is read where it stands until a template changes it, and that must not show.
//! Every template renders alike whether its variables are such documents or the same values built as lists and maps.

use std::sync::Arc;

use libtest_mimic::Failed;
use serde_json::Value as Json;
use vtlgate::value::{Document, JSON_CLASSES, List, Map};
use vtlgate::{Budget, Limits, Value, json};

use crate::engine::render_with;
use crate::generator::{Case, case};
use crate::run::setting;
use crate::shrink::shrink;

pub(crate) fn check(dialect: &str) -> Result<(), Failed> {
    let (templates, seed) = (setting("VTLGATE_DIFFERENTIAL", 20_000)?, setting("VTLGATE_SEED", 1)?);
    let differs = |case: &Case| {
        let (document, built) = (render_with(dialect, case, document), render_with(dialect, case, built));
        !document.agrees_with(&built)
    };
    let Some(case) = (0..templates).map(|number| case(seed, number)).find(differs) else { return Ok(()) };
    let small = shrink(case, |candidates| candidates.iter().map(differs).collect());
    Err(format!(
        "{dialect}, seed {seed}\n  template  {:?}\n  variables {}\n  document  {}\n  built     {}",
        small.template,
        Json::Object(small.variables.clone()),
        render_with(dialect, &small, document),
        render_with(dialect, &small, built),
    )
    .into())
}

/// The value as it stands in its JSON text.
fn document(json: &Json) -> Value {
    let limits = Limits::default();
    let tape = json::read_strict(&json.to_string().into(), &mut Budget::new(&limits));
    let tape = tape.expect("the text is small").expect("serde_json writes strict JSON");
    Document::open(Arc::new(tape), &JSON_CLASSES)
}

/// The same value built.
fn built(json: &Json) -> Value {
    copied(&document(json))
}

fn copied(value: &Value) -> Value {
    match value {
        Value::List(list) => Value::List(List::new(list.class(), list.to_vec().iter().map(copied).collect())),
        Value::Map(map) => {
            let copy = Map::new(map.class());
            for (key, value) in map.entries() {
                copy.insert(copied(&key), copied(&value));
            }
            Value::Map(copy)
        }
        Value::String(text) => Value::from(text.as_str().unwrap_or_default()),
        other => other.clone(),
    }
}
