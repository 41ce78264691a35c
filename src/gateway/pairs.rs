//! Names and texts: the parameters of a request, the variables of a stage.

use std::sync::{Arc, OnceLock};

use serde_json::{Map as JsonMap, Value as Json};

use crate::value::{
    Document, DocumentClasses, Order, Tape, TapeWriter, Value, compare_to_ignore_case, hash_table,
};

/// Names, each with a text, in the order they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pairs(Vec<(Arc<str>, Arc<str>)>);

impl Pairs {
    /// The members of an object, those that are no strings as their JSON text.
    pub(super) fn from_json(object: &JsonMap<String, Json>) -> Pairs {
        let text = |value: &Json| match value {
            Json::String(text) => Arc::from(text.as_str()),
            other => Arc::from(other.to_string()),
        };
        Pairs(object.iter().map(|(name, value)| (Arc::from(name.as_str()), text(value))).collect())
    }

    /// The JSON object that [`from_json`](Pairs::from_json) reads as these.
    pub(super) fn json(&self) -> Json {
        let member = |(name, text): &(Arc<str>, Arc<str>)| (name.to_string(), Json::from(&**text));
        Json::Object(self.0.iter().map(member).collect())
    }

    /// Sets `name`: one given again keeps its place and takes the new text, as in a Java map.
    pub(super) fn set(&mut self, name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        let name = name.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = text.into(),
            None => self.0.push((name, text.into())),
        }
    }

    /// The text of `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Arc<str>> {
        self.0.iter().find(|(known, _)| **known == *name).map(|(_, text)| text)
    }

    /// Writes the object that a map of this order reads.
    pub(super) fn write(&self, order: Order, writer: &mut TapeWriter) {
        writer.object(|writer| {
            for (name, text) in self.distinct(order) {
                writer.name(name);
                writer.text(text);
            }
        });
    }

    /// The pairs that a map of this order has, in its order; of a `HashMap` those of one that has few. Of names that differ
    /// in case alone where that does not count there is the first, with the text of the last.
    fn distinct(&self, order: Order) -> Vec<(&str, &str)> {
        let mut pairs: Vec<_> = self.0.iter().map(|(name, text)| (&**name, &**text)).collect();
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

/// The tape from which maps of pairs are opened: made when a template first asks for one, and shared by all renders.
#[derive(Debug, Clone, Default)]
pub(super) struct SharedTape(OnceLock<Arc<Tape>>);

impl PartialEq for SharedTape {
    /// What stands in it is compared where it stands besides.
    fn eq(&self, _: &SharedTape) -> bool {
        true
    }
}

impl Eq for SharedTape {}

impl SharedTape {
    /// The value of the document that `write` writes, each time with the same `classes`.
    pub(super) fn open(
        &self,
        classes: &'static DocumentClasses,
        write: impl FnOnce(&mut TapeWriter),
    ) -> Value {
        let made = || {
            let mut writer = TapeWriter::new();
            write(&mut writer);
            Arc::new(writer.finish().unwrap_or_default())
        };
        Document::open_in_order(self.0.get_or_init(made).clone(), classes)
    }
}
