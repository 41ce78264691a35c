//! Our engine against itself. A JSON document is read where it stands until a template changes it, and a render can be
//! watched: neither may show. Every template renders alike whether its variables are documents or the same values built as
//! lists and maps, watched or not.

use std::sync::Arc;

use libtest_mimic::Failed;
use serde_json::Value as Json;
use vtlgate::value::{
    Document, DocumentClasses, HASH_MAP, IGNORE_CASE_MAP, JSON_ARRAY, LINKED_HASH_MAP, List, Map, MapClass,
};
use vtlgate::{Budget, Limits, Value, json};

use crate::engine::render_with;
use crate::generator::{Case, case};
use crate::outcome::Outcome;
use crate::run::setting;
use crate::shrink::shrink;

/// The maps of documents: those of bodies, and of parameters.
static CLASSES: [DocumentClasses; 3] = [of(&LINKED_HASH_MAP), of(&HASH_MAP), of(&IGNORE_CASE_MAP)];

const fn of(map: &'static MapClass) -> DocumentClasses {
    DocumentClasses { root: map, nested: map, members: &[], list: &JSON_ARRAY }
}

pub(crate) fn check(dialect: &str) -> Result<(), Failed> {
    let (templates, seed) = (setting("VTLGATE_DIFFERENTIAL", 20_000)?, setting("VTLGATE_SEED", 1)?);
    for (number, classes) in (0..templates).zip(CLASSES.iter().cycle()) {
        let case = case(seed, number);
        let differs = |case: &Case| {
            let [(_, first), others @ ..] = ways(dialect, case, classes);
            others.iter().any(|(_, other)| !first.agrees_with(other))
        };
        if differs(&case) {
            let small = shrink(case, |candidates| candidates.iter().map(differs).collect());
            let told = ways(dialect, &small, classes).map(|(way, outcome)| format!("\n  {way:<9} {outcome}"));
            return Err(format!(
                "{dialect}, seed {seed}\n  template  {:?}\n  variables {}, maps a {}{}",
                small.template,
                Json::Object(small.variables.clone()),
                classes.root.name,
                told.concat(),
            )
            .into());
        }
    }
    Ok(())
}

/// The ways to render a case.
fn ways(dialect: &str, case: &Case, classes: &'static DocumentClasses) -> [(&'static str, Outcome); 3] {
    let document = |json: &Json| document(json, classes);
    [
        ("document", render_with(dialect, case, &document, false)),
        ("watched", render_with(dialect, case, &document, true)),
        ("built", render_with(dialect, case, &|json| copied(&document(json)), false)),
    ]
}

/// The value as it stands in its JSON text.
fn document(json: &Json, classes: &'static DocumentClasses) -> Value {
    let limits = Limits::default();
    let tape = json::read_strict(&json.to_string().into(), &mut Budget::new(&limits));
    let tape = tape.expect("the text is small").expect("serde_json writes strict JSON");
    Document::open(Arc::new(tape), classes)
}

/// The same value built.
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
