//! The objects of Java's library that a template reaches through strings, lists and maps.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::Value;
use super::list::List;
use super::map::Map;
use super::text::Text;

/// An object that is neither a scalar, a list nor a map.
#[non_exhaustive]
pub enum JavaObject {
    /// A `java.util.Map.Entry`: its map, and its key. The value is read from the map, and set in it.
    Entry {
        /// The map it belongs to.
        map: Map,
        /// Its key.
        key: Value,
    },
    /// `Map.keySet()`: a view of the map.
    KeySet(Map),
    /// `Map.values()`: a view of the map.
    Values(Map),
    /// `Map.entrySet()`: a view of the map.
    EntrySet(Map),
    /// A `java.util.Iterator` or `ListIterator`.
    Iterator(Iteration),
    /// An array: its class name as Java writes it (`[Ljava.lang.String;`, `[C`, `[B`), and its elements.
    Array {
        /// The class name.
        class: &'static str,
        /// The elements.
        items: RefCell<Vec<Value>>,
    },
    /// A `java.lang.Class`, which gives its name and leads nowhere.
    Class(Text),
}

/// A running iteration, which notices when what it iterates over is changed by other means.
pub struct Iteration {
    /// What is iterated: the elements at the start.
    pub items: RefCell<Vec<Value>>,
    /// The index of the next element.
    pub next: Cell<usize>,
    /// Where the elements come from, with its count of changes when the iteration saw it last.
    pub source: Source,
    /// The changes the iteration knows of.
    pub changes: Cell<u32>,
}

/// What an iteration runs over.
#[derive(Clone)]
pub enum Source {
    /// Nothing that can change.
    Fixed,
    /// A list.
    List(List),
    /// A map or one of its views.
    Map(Map),
}

impl Source {
    /// The changes of what is iterated over.
    pub fn changes(&self) -> u32 {
        match self {
            Source::Fixed => 0,
            Source::List(list) => list.changes(),
            Source::Map(map) => map.changes(),
        }
    }
}

impl Iteration {
    /// An iteration over `items`, taken from `source`.
    pub fn new(items: Vec<Value>, source: Source) -> Iteration {
        let changes = Cell::new(source.changes());
        Iteration { items: RefCell::new(items), next: Cell::new(0), source, changes }
    }

    /// Whether its source was changed since it began, other than through it.
    pub fn is_stale(&self) -> bool {
        self.source.changes() != self.changes.get()
    }
}

impl JavaObject {
    /// The name of its class.
    pub fn class_name(&self) -> &str {
        match self {
            JavaObject::Entry { map, .. } => match map.class().name {
                "java.util.HashMap" => "java.util.HashMap$Node",
                "java.util.TreeMap" => "java.util.TreeMap$Entry",
                _ => "java.util.LinkedHashMap$Entry",
            },
            JavaObject::KeySet(map) => match map.class().name {
                "java.util.HashMap" => "java.util.HashMap$KeySet",
                "java.util.TreeMap" => "java.util.TreeMap$KeySet",
                "java.util.Collections$UnmodifiableMap" => "java.util.Collections$UnmodifiableSet",
                _ => "java.util.LinkedHashMap$LinkedKeySet",
            },
            JavaObject::Values(map) => match map.class().name {
                "java.util.HashMap" => "java.util.HashMap$Values",
                "java.util.TreeMap" => "java.util.TreeMap$Values",
                "java.util.Collections$UnmodifiableMap" => "java.util.Collections$UnmodifiableCollection",
                _ => "java.util.LinkedHashMap$LinkedValues",
            },
            JavaObject::EntrySet(map) => match map.class().name {
                "java.util.HashMap" => "java.util.HashMap$EntrySet",
                "java.util.TreeMap" => "java.util.TreeMap$EntrySet",
                "java.util.Collections$UnmodifiableMap" => {
                    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet"
                }
                _ => "java.util.LinkedHashMap$LinkedEntrySet",
            },
            JavaObject::Iterator(iteration) => match &iteration.source {
                Source::Map(_) => "java.util.LinkedHashMap$LinkedKeyIterator",
                _ => "java.util.ArrayList$Itr",
            },
            JavaObject::Array { class, .. } => class,
            JavaObject::Class(_) => "java.lang.Class",
        }
    }

    /// The elements of `map.entrySet()`.
    pub fn entries_of(map: &Map) -> Vec<Value> {
        let entry = |key| Value::Object(Rc::new(JavaObject::Entry { map: map.clone(), key }));
        map.keys().into_iter().map(entry).collect()
    }

    /// Gives up the values it holds, for dropping them without recursion.
    pub(super) fn dismantle(object: JavaObject, values: &mut Vec<Value>) {
        match object {
            JavaObject::Entry { map, key } => values.extend([Value::Map(map), key]),
            JavaObject::KeySet(map) | JavaObject::Values(map) | JavaObject::EntrySet(map) => {
                values.push(Value::Map(map));
            }
            JavaObject::Iterator(iteration) => values.append(&mut iteration.items.take()),
            JavaObject::Array { items, .. } => values.append(&mut items.take()),
            JavaObject::Class(_) => {}
        }
    }
}
