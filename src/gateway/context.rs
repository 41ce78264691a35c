//! `$context` and `$stageVariables`.

use std::sync::{Arc, LazyLock};

use serde_json::{Map as JsonMap, Value as Json, json};

use super::Inputs;
use crate::limits::{Budget, Limits};
use crate::value::{
    ARRAY_LIST, Document, DocumentClasses, JSON_CLASSES, LINKED_HASH_MAP, Map, MapClass, Order, Tape, Text,
    UNMODIFIABLE_MAP, Value,
};

/// The maps inside `$context`. The name is what `.class.name` prints on the service; a map rendered whole prints nothing
/// there. Both recorded.
static EMPTY_STRING_EXPANDING_MAP: MapClass = MapClass {
    name: "com.amazonaws.backplane.executioncore.frontend.proxy.transform.EmptyStringExpandingMap",
    order: Order::Hash,
    mutable: true,
    prints: false,
};

/// The top of `$context`, which cannot be changed; recorded. It prints as the map it wraps, so nothing; unverified.
static TOP: MapClass = MapClass { prints: false, ..UNMODIFIABLE_MAP };

static CLASSES: DocumentClasses =
    DocumentClasses { root: &TOP, nested: &EMPTY_STRING_EXPANDING_MAP, list: &ARRAY_LIST };

/// The context of inputs that were given none.
pub(super) fn empty() -> Arc<Tape> {
    static EMPTY: LazyLock<Arc<Tape>> = LazyLock::new(|| tape(&json!({})));
    EMPTY.clone()
}

/// `context` as a tape, the maps for overrides added.
pub(super) fn tape(context: &Json) -> Arc<Tape> {
    let nothing = JsonMap::new();
    let members = context.as_object().unwrap_or(&nothing);
    let whole = |name: &str, parts: &[&str]| {
        let present = members.get(name).and_then(Json::as_object);
        present.is_some_and(|present| parts.iter().all(|part| present.contains_key(*part)))
    };
    if whole("requestOverride", &["path", "header", "querystring"]) && whole("responseOverride", &["header"])
    {
        return Arc::new(Tape::from_json(context));
    }
    let mut members = members.clone();
    for (name, parts) in
        [("requestOverride", &["path", "header", "querystring"][..]), ("responseOverride", &["header"])]
    {
        let map = members.entry(name).or_insert_with(|| json!({}));
        if let Json::Object(map) = map {
            for part in parts {
                map.entry(*part).or_insert_with(|| json!({}));
            }
        }
    }
    Arc::new(Tape::from_json(&Json::Object(members)))
}

/// The JSON object that `tape` was made of.
pub(super) fn json(tape: &Arc<Tape>) -> Json {
    // As deep as serde_json reads, whatever templates may nest.
    let limits = Limits { nesting: 256, ..Limits::default() };
    let value = Document::open(tape.clone(), &JSON_CLASSES);
    value.to_json(&mut Budget::new(&limits)).unwrap_or_default()
}

/// `$context`.
pub(super) fn value(inputs: &Inputs) -> Value {
    Document::open(inputs.context.clone(), &CLASSES)
}

/// `$stageVariables`. How the service orders them is not recorded; here they keep the order they are given in.
pub(super) fn stage_variables(inputs: &Inputs) -> Value {
    pairs(&LINKED_HASH_MAP, &inputs.stage_variables)
}

/// A map of names and texts.
pub(super) fn pairs(class: &'static MapClass, pairs: &[(Arc<str>, Arc<str>)]) -> Value {
    let map = Map::with_capacity(class, pairs.len());
    for (name, value) in pairs {
        map.insert(Value::String(Text::from(name.clone())), Value::String(Text::from(value.clone())));
    }
    Value::Map(map)
}
