//! Names and texts: the parameters of a request, the variables of a stage.

use std::sync::{Arc, OnceLock};

use serde_json::{Map as JsonMap, Value as Json};

use crate::value::{
    ARRAY_LIST, Document, DocumentClasses, HASH_MAP, IGNORE_CASE_MAP, LINKED_HASH_MAP, MapClass, Order, Tape,
    TapeWriter, Value, compare_to_ignore_case, hash_table,
};

/// The maps that such pairs become.
pub(super) static LINKED: DocumentClasses = of(&LINKED_HASH_MAP);
pub(super) static HASHED: DocumentClasses = of(&HASH_MAP);
pub(super) static SORTED: DocumentClasses = of(&IGNORE_CASE_MAP);

/// Classes of a map that holds texts alone.
const fn of(root: &'static MapClass) -> DocumentClasses {
    DocumentClasses { root, nested: root, list: &ARRAY_LIST }
}

/// Names, each with a text, in the order they were given.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    texts: Vec<(Arc<str>, Arc<str>)>,
    /// What maps of them are opened from: made when a template first asks for one, and shared by all renders.
    tape: OnceLock<Arc<Tape>>,
}

impl PartialEq for Pairs {
    fn eq(&self, other: &Pairs) -> bool {
        self.texts == other.texts
    }
}

impl Eq for Pairs {}

impl Pairs {
    /// The members of an object, those that are no strings as their JSON text.
    pub(super) fn from_json(object: &JsonMap<String, Json>) -> Pairs {
        let text = |value: &Json| match value {
            Json::String(text) => Arc::from(text.as_str()),
            other => Arc::from(other.to_string()),
        };
        let texts = object.iter().map(|(name, value)| (Arc::from(name.as_str()), text(value))).collect();
        Pairs { texts, tape: OnceLock::new() }
    }

    /// The JSON object that [`from_json`](Pairs::from_json) reads as these.
    pub(super) fn json(&self) -> Json {
        let member = |(name, text): &(Arc<str>, Arc<str>)| (name.to_string(), Json::from(&**text));
        Json::Object(self.texts.iter().map(member).collect())
    }

    /// Sets `name`: one given again keeps its place and takes the new text, as in a Java map.
    pub(super) fn set(&mut self, name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        let name = name.into();
        match self.texts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = text.into(),
            None => self.texts.push((name, text.into())),
        }
        self.tape = OnceLock::new();
    }

    /// The text of `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Arc<str>> {
        self.texts.iter().find(|(known, _)| **known == *name).map(|(_, text)| text)
    }

    /// A map of them, always asked for with the same `classes`.
    pub(super) fn map(&self, classes: &'static DocumentClasses) -> Value {
        let tape = self.tape.get_or_init(|| Arc::new(self.tape(classes.root.order)));
        Document::open_in_order(tape.clone(), classes)
    }

    fn tape(&self, order: Order) -> Tape {
        let mut writer = TapeWriter::new();
        writer.object(|writer| {
            for (name, text) in self.distinct(order) {
                writer.name(name);
                writer.text(text);
            }
        });
        writer.finish().unwrap_or_default()
    }

    /// The pairs that a map of this order has, in its order; of a `HashMap` those of one that has few. Of names that differ
    /// in case alone where that does not count there is the first, with the text of the last.
    fn distinct(&self, order: Order) -> Vec<(&str, &str)> {
        let mut pairs: Vec<_> = self.texts.iter().map(|(name, text)| (&**name, &**text)).collect();
        if order == Order::Hash && pairs.len() <= hash_table::FEW {
            hash_table::order_few(&mut pairs, |(name, _)| Value::string(*name));
        }
        if order == Order::IgnoreCase {
            let difference = |left: &str, right: &str| compare_to_ignore_case(&left.into(), &right.into());
            pairs.sort_by(|(left, _), (right, _)| difference(left, right));
            pairs.dedup_by(|(name, text), (kept, kept_text)| {
                let is_same = difference(name, kept).is_eq();
                if is_same {
                    *kept_text = *text;
                }
                is_same
            });
        }
        pairs
    }
}
