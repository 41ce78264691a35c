//! `$context` and `$stageVariables`.

use std::sync::{Arc, LazyLock};

use serde_json::{Map as JsonMap, Value as Json};

use super::Inputs;
use crate::json;
use crate::limits::{Budget, Limits};
use crate::value::{
    ARRAY_LIST, Document, DocumentClasses, JSON_CLASSES, MapClass, Order, Tape, TapeKind, TapeWriter,
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
    DocumentClasses { root: &TOP, nested: &EMPTY_STRING_EXPANDING_MAP, members: &[], list: &ARRAY_LIST };

/// What `$context` holds at the start of a render. It is made once a request; to clone it costs nothing, as all share it
/// until a template changes what it sees of it.
///
/// ```
/// use serde_json::json;
/// use vtlgate::{Context, Inputs, Template};
///
/// let context = Context::from(&json!({"stage": "prod"}));
/// let template = Template::parse("$input.body $context.stage")?;
/// for body in ["1", "2"] {
///     let inputs = Inputs::new(body).context(context.clone());
///     assert_eq!(template.render(&inputs)?.text, format!("{body} prod"));
/// }
/// # Ok::<(), vtlgate::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Context(Arc<Tape>);

impl Default for Context {
    /// A context of nothing but the maps for overrides.
    fn default() -> Context {
        static EMPTY: LazyLock<Context> = LazyLock::new(|| Context::from(&Json::Null));
        EMPTY.clone()
    }
}

impl From<&Json> for Context {
    /// The members of a JSON object, in their order; the maps for overrides are added where they are missing, as they
    /// are always there.
    fn from(context: &Json) -> Context {
        Context(tape(context))
    }
}

/// The maps for overrides, and the maps in them.
const OVERRIDES: [(&str, &[&str]); 2] =
    [("requestOverride", &["path", "header", "querystring"]), ("responseOverride", &["header"])];

/// `text` as a tape, where serde_json would give the same.
fn strict(text: &str) -> Option<Arc<Tape>> {
    let limits = Limits::default();
    let tape = json::read_strict(&Arc::from(text), &mut Budget::new(&limits)).ok()??;
    let is_small = |kind| !matches!(kind, TapeKind::BigInteger | TapeKind::BigDecimal);
    if tape.kinds().all(is_small) { Some(Arc::new(tape)) } else { None }
}

/// `context` as a tape, the maps for overrides added.
fn tape(context: &Json) -> Arc<Tape> {
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
        added.for_each(drop);
    });
    Arc::new(writer.finish().unwrap_or_default())
}

/// A map for overrides: the members `present`, and empty maps for those of its `parts` that are missing.
fn overrides(writer: &mut TapeWriter, present: &JsonMap<String, Json>, parts: &[&str]) {
    writer.object(|writer| {
        writer.members(present);
        let missing = parts.iter().filter(|part| present.keys().all(|known| known != *part));
        let added = missing.map(|part| {
            writer.name(part);
            writer.object(|_| ());
        });
        added.for_each(drop);
    });
}

impl Context {
    /// Reads the text of a JSON object without building the object; `None` where the text is not strict JSON, has a key
    /// twice, or numbers that a `double` does not hold: make a context of what another reader makes of it then.
    ///
    /// ```
    /// use vtlgate::{Context, Inputs, Template};
    ///
    /// let context = Context::read(r#"{"stage": "prod"}"#).unwrap();
    /// let template = Template::parse("$context.stage")?;
    /// assert_eq!(template.render(&Inputs::new("").context(context))?.text, "prod");
    /// assert!(Context::read("[]").is_none());
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    pub fn read(text: &str) -> Option<Context> {
        let tape = strict(text)?;
        let Value::Map(members) = Document::open(tape.clone(), &CLASSES) else { return None };
        let mut added = String::new();
        for (name, parts) in OVERRIDES {
            match members.get_str(name) {
                Some(Value::Map(present)) if parts.iter().all(|part| present.get_str(part).is_some()) => {}
                Some(_) => return None,
                None => {
                    let parts: Vec<String> = parts.iter().map(|part| format!("\"{part}\":{{}}")).collect();
                    added += &format!(",\"{name}\":{{{}}}", parts.join(","));
                }
            }
        }
        if added.is_empty() {
            return Some(Context(tape));
        }
        let open = text.trim_end().strip_suffix('}')?;
        let added = if members.is_empty() { added.trim_start_matches(',') } else { &added };
        strict(&[open, added, "}"].concat()).map(Context)
    }

    /// The JSON object that it was made of.
    pub(super) fn json(&self) -> Json {
        // As deep as serde_json reads, whatever templates may nest.
        let limits = Limits { nesting: 256, ..Limits::default() };
        let value = Document::open(self.0.clone(), &JSON_CLASSES);
        value.to_json(&mut Budget::new(&limits)).unwrap_or_default()
    }
}

/// `$context`.
pub(super) fn value(inputs: &Inputs) -> Value {
    Document::open(inputs.context.0.clone(), &CLASSES)
}
