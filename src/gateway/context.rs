//! `$context` and `$stageVariables`.

use std::sync::{Arc, LazyLock};

use serde_json::{Map as JsonMap, Value as Json, json};

use super::Inputs;
use crate::limits::{Budget, Limits};
use crate::value::{
    ARRAY_LIST, Document, DocumentClasses, JSON_CLASSES, LINKED_HASH_MAP, Map, MapClass, Order, Tape,
    TapeWriter, Text, UNMODIFIABLE_MAP, Value,
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
    const OVERRIDES: [(&str, &[&str]); 2] =
        [("requestOverride", &["path", "header", "querystring"]), ("responseOverride", &["header"])];
    let nothing = JsonMap::new();
    let members = context.as_object().unwrap_or(&nothing);
    let mut writer = TapeWriter::new();
    writer.object(|writer| {
        for (name, value) in members {
            writer.name(name);
            let parts = OVERRIDES.iter().find(|(known, _)| known == name).map(|(_, parts)| *parts);
            match (parts, value) {
                (Some(parts), Json::Object(present)) => overrides(writer, present, parts),
                _ => writer.value(value),
            }
        }
        // A context has few members: looking through them is quicker than hashing.
        let missing = OVERRIDES.iter().filter(|(name, _)| members.keys().all(|known| known != name));
        let added = missing.map(|(name, parts)| {
            writer.name(name);
            overrides(writer, &nothing, parts);
        });
        members.len() + added.count()
    });
    Arc::new(writer.finish())
}

/// A map for overrides: the members `present`, and empty maps for those of its `parts` that are missing.
fn overrides(writer: &mut TapeWriter, present: &JsonMap<String, Json>, parts: &[&str]) {
    writer.object(|writer| {
        let written = writer.members(present);
        let missing = parts.iter().filter(|part| present.keys().all(|known| known != *part));
        let added = missing.map(|part| {
            writer.name(part);
            writer.object(|_| 0);
        });
        written + added.count()
    });
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
