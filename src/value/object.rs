//! The objects of Java's library that a template reaches through strings, lists and maps.

use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use super::Value;
use super::document::Node;
use super::list::{List, drop_flat};
use super::map::{Map, Order};
use super::text::Text;

/// An object that is neither a scalar, a list nor a map.
#[non_exhaustive]
pub enum JavaObject {
    /// A `java.util.Map.Entry`.
    Entry(Entry),
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
    /// A `java.util.Optional`, `OptionalInt` or `OptionalDouble`, by its class name.
    Optional {
        /// The class name.
        class: &'static str,
        /// The value, if there is one.
        value: Option<Value>,
    },
    /// A `java.util.stream.Stream` or `IntStream`.
    Stream(Stream),
    /// A `java.lang.Class`, which gives its name and leads nowhere.
    Class(Text),
    /// What `#define` binds: a block of the template, by its number; only the evaluator can print it.
    Block(usize),
}

/// Elements to be used once.
pub struct Stream {
    /// The class name.
    pub class: &'static str,
    /// Whether it is an `IntStream`.
    pub is_int: bool,
    /// The elements, until they are used.
    pub items: RefCell<Option<Vec<Value>>>,
}

/// A key with its value. The value is read from the map and set in it for as long as the map has the key.
pub struct Entry {
    class: &'static str,
    map: Option<Map>,
    key: Value,
    last: RefCell<Value>,
}

impl Entry {
    /// The entry of `key`, whose value is `value`, in `map`.
    pub fn new(map: &Map, key: Value, value: Value) -> Entry {
        let class = view_class(map, ENTRIES);
        Entry { class, map: Some(map.clone()), key, last: RefCell::new(value) }
    }

    /// An entry of no map, of the class `class`, which cannot be changed: `Map.entry(key, value)`.
    pub fn detached(class: &'static str, key: Value, value: Value) -> Entry {
        Entry { class, map: None, key, last: RefCell::new(value) }
    }

    /// The map it is of.
    pub fn map(&self) -> Option<&Map> {
        self.map.as_ref()
    }

    /// The key.
    pub fn key(&self) -> &Value {
        &self.key
    }

    /// The value.
    pub fn value(&self) -> Value {
        // In a document that nothing has changed it is what it was.
        let map = self.map.as_ref().filter(|map| map.node().is_none());
        if let Some(value) = map.and_then(|map| map.get(&self.key)) {
            self.last.replace(value);
        }
        self.last.borrow().clone()
    }

    /// Sets the value, also in the map if that still has the key, and gives the value before.
    pub fn set_value(&self, value: Value) -> Value {
        let before = self.value();
        if let Some(map) = self.map.as_ref().filter(|map| map.contains_key(&self.key)) {
            map.insert(self.key.clone(), value.clone());
        }
        self.last.replace(value);
        before
    }
}

/// A running iteration, which notices when what it iterates over is changed by other means: `java.util.Iterator`.
pub struct Iteration {
    class: &'static str,
    is_list_iterator: bool,
    source: Source,
    next: Cell<usize>,
    last: Cell<Option<usize>>,
    changes: Cell<u32>,
}

/// What an iteration runs over.
#[derive(Clone)]
pub enum Source {
    /// Elements that cannot change.
    Fixed(Vec<Value>),
    /// A list, read as the iteration goes.
    List(List),
    /// A map, by the keys that it had at the start.
    Map(Map, Keys, Reads),
}

/// What an iteration over a map gives of each entry.
#[derive(Clone)]
pub enum Reads {
    /// The key.
    Keys,
    /// The value that it has by then.
    Values,
    /// The entry itself, which is one of these where the keys were copied: looking for a key again may be looking for a
    /// list that has changed.
    Entries(Vec<Value>),
}

/// The keys that a map had at one time, in its order.
#[derive(Clone)]
pub enum Keys {
    /// Copied out of it.
    Taken(Vec<Value>),
    /// Those of an object of a document, which stand there however the map is changed.
    Written {
        /// The object.
        object: Node,
        /// Where the value of the next key stands.
        value: Cell<u32>,
    },
}

impl Keys {
    /// The keys that `map` has now.
    pub fn of(map: &Map) -> Keys {
        match map.written_in_order() {
            Some(object) => Keys::Written { object: object.clone(), value: Cell::new(0) },
            None => Keys::Taken(map.keys()),
        }
    }

    /// How many there are.
    fn len(&self) -> usize {
        match self {
            Keys::Taken(keys) => keys.len(),
            Keys::Written { object, .. } => object.count(),
        }
    }

    fn get(&self, index: usize) -> Option<Value> {
        match self {
            Keys::Taken(keys) => keys.get(index).cloned(),
            Keys::Written { object, .. } => object.key(index),
        }
    }

    /// The value that `map` has by now for `key`, the next of the keys.
    fn next_value(&self, map: &Map, key: &Value) -> Option<Value> {
        match self {
            Keys::Written { object, value } if map.node().is_some() => Some(object.next_value(value)),
            _ => map.get(key),
        }
    }
}

impl Source {
    fn changes(&self) -> u32 {
        match self {
            Source::Fixed(_) => 0,
            Source::List(list) => list.changes(),
            Source::Map(map, ..) => map.changes(),
        }
    }
}

impl Iteration {
    fn new(class: &'static str, source: Source) -> Iteration {
        let changes = Cell::new(match &source {
            Source::List(list) => list.known_changes(),
            Source::Fixed(_) | Source::Map(..) => source.changes(),
        });
        Iteration {
            class,
            is_list_iterator: false,
            source,
            next: Cell::new(0),
            last: Cell::new(None),
            changes,
        }
    }

    /// An iteration over `items`, which nothing changes, by an iterator of the class `class`.
    pub fn fixed(class: &'static str, items: Vec<Value>) -> Iteration {
        Iteration::new(class, Source::Fixed(items))
    }

    /// `List.iterator()`.
    pub fn list(list: &List) -> Iteration {
        let class = match list.class().name {
            "java.util.ArrayList$SubList" => "java.util.ArrayList$SubList$1",
            "java.util.AbstractList$SubList" => "java.util.AbstractList$SubList$1",
            class if class.starts_with("java.util.ImmutableCollections$") => {
                "java.util.ImmutableCollections$ListItr"
            }
            _ => "java.util.ArrayList$Itr",
        };
        Iteration::new(class, Source::List(list.clone()))
    }

    /// `listIterator(start)` of what is no list of Java's own, such as an array.
    pub fn fixed_list_iterator(class: &'static str, items: Vec<Value>, start: usize) -> Iteration {
        let mut iteration = Iteration::fixed(class, items);
        iteration.is_list_iterator = true;
        iteration.next.set(start);
        iteration
    }

    /// `List.listIterator(start)`.
    pub fn list_iterator(list: &List, start: usize) -> Iteration {
        let mut iteration = Iteration::list(list);
        iteration.is_list_iterator = true;
        iteration.next.set(start);
        if iteration.class == "java.util.ArrayList$Itr" {
            iteration.class = "java.util.ArrayList$ListItr";
        }
        iteration
    }

    /// `Map.keySet().iterator()`.
    pub fn keys(map: &Map) -> Iteration {
        Iteration::over(map, Reads::Keys, KEY_ITERATORS)
    }

    /// `Map.values().iterator()`.
    pub fn values(map: &Map) -> Iteration {
        Iteration::over(map, Reads::Values, VALUE_ITERATORS)
    }

    /// `Map.entrySet().iterator()`.
    pub fn entries(map: &Map) -> Iteration {
        let entries = match map.written_in_order() {
            Some(_) => Vec::new(),
            None => JavaObject::entries_of(map),
        };
        Iteration::over(map, Reads::Entries(entries), ENTRY_ITERATORS)
    }

    fn over(map: &Map, reads: Reads, classes: ViewClasses) -> Iteration {
        Iteration::new(view_class(map, classes), Source::Map(map.clone(), Keys::of(map), reads))
    }

    /// Whether it is a `ListIterator`.
    pub fn is_list_iterator(&self) -> bool {
        self.is_list_iterator
    }

    /// What it runs over.
    pub fn source(&self) -> &Source {
        &self.source
    }

    fn length(&self) -> usize {
        match &self.source {
            Source::List(list) => list.len(),
            Source::Map(_, keys, _) => keys.len(),
            Source::Fixed(items) => items.len(),
        }
    }

    /// Whether its source was changed since it began, other than through it.
    pub fn is_stale(&self) -> bool {
        self.source.changes() != self.changes.get()
    }

    /// `hasNext()`: as in Java, a list that was changed meanwhile may have a next element that cannot be had.
    pub fn has_next(&self) -> bool {
        match &self.source {
            Source::List(list) => self.next.get() != list.len(),
            Source::Fixed(_) | Source::Map(..) => self.next.get() < self.length(),
        }
    }

    /// The next element, or `None` at the end. Ask [`is_stale`](Iteration::is_stale) first.
    pub fn next(&self) -> Option<Value> {
        let index = self.next.get();
        let value = self.at(index)?;
        self.next.set(index + 1);
        self.last.set(Some(index));
        Some(value)
    }

    /// The element before, or `None` at the start. Ask [`is_stale`](Iteration::is_stale) first.
    pub fn previous(&self) -> Option<Value> {
        let index = self.next.get().checked_sub(1)?;
        let value = self.at(index)?;
        self.next.set(index);
        self.last.set(Some(index));
        Some(value)
    }

    fn at(&self, index: usize) -> Option<Value> {
        match &self.source {
            Source::List(list) => list.get(index),
            Source::Fixed(items) => items.get(index).cloned(),
            Source::Map(map, keys, reads) => {
                if let Reads::Entries(entries) = reads
                    && let Some(entry) = entries.get(index)
                {
                    return Some(entry.clone());
                }
                let key = keys.get(index)?;
                match reads {
                    Reads::Keys => Some(key),
                    Reads::Values => keys.next_value(map, &key),
                    Reads::Entries(_) => {
                        let value = keys.next_value(map, &key)?;
                        Some(JavaObject::entry(map, key, value))
                    }
                }
            }
        }
    }

    /// The index of the next element: `ListIterator.nextIndex()`.
    pub fn next_index(&self) -> usize {
        self.next.get()
    }

    /// The index of the element that `next` or `previous` gave last, unless it was removed.
    pub fn last_index(&self) -> Option<usize> {
        self.last.get()
    }

    /// Removes the element given last from the source; whether there was one.
    pub fn remove(&self) -> bool {
        let Some(index) = self.last.take() else { return false };
        match &self.source {
            Source::Fixed(_) => {}
            Source::List(list) => {
                list.change(|items| (index < items.len()).then(|| items.remove(index)));
                self.next.set(index);
            }
            Source::Map(map, keys, _) => {
                if let Some(key) = keys.get(index) {
                    map.remove_in_passing(&key);
                }
            }
        }
        self.changes.set(self.source.changes());
        true
    }

    /// Adds `value` to the list before the next element: `ListIterator.add`.
    pub fn add(&self, value: Value) {
        if let Source::List(list) = &self.source {
            let index = self.next.get().min(self.length());
            list.change(|items| items.insert(index, value));
            self.next.set(index + 1);
            self.last.set(None);
            self.changes.set(list.changes());
        }
    }
}

/// Class names of a map's views by the map's class: `LinkedHashMap`, `HashMap`, `TreeMap`, `UnmodifiableMap`.
type ViewClasses = [&'static str; 4];

const KEY_ITERATORS: ViewClasses = [
    "java.util.LinkedHashMap$LinkedKeyIterator",
    "java.util.HashMap$KeyIterator",
    "java.util.TreeMap$KeyIterator",
    "java.util.Collections$UnmodifiableCollection$1",
];
const VALUE_ITERATORS: ViewClasses = [
    "java.util.LinkedHashMap$LinkedValueIterator",
    "java.util.HashMap$ValueIterator",
    "java.util.TreeMap$ValueIterator",
    "java.util.Collections$UnmodifiableCollection$1",
];
const ENTRY_ITERATORS: ViewClasses = [
    "java.util.LinkedHashMap$LinkedEntryIterator",
    "java.util.HashMap$EntryIterator",
    "java.util.TreeMap$EntryIterator",
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet$1",
];
const ENTRIES: ViewClasses = [
    "java.util.LinkedHashMap$Entry",
    "java.util.HashMap$Node",
    "java.util.TreeMap$Entry",
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet$UnmodifiableEntry",
];
const KEY_SETS: ViewClasses = [
    "java.util.LinkedHashMap$LinkedKeySet",
    "java.util.HashMap$KeySet",
    "java.util.TreeMap$KeySet",
    "java.util.Collections$UnmodifiableSet",
];
const VALUES: ViewClasses = [
    "java.util.LinkedHashMap$LinkedValues",
    "java.util.HashMap$Values",
    "java.util.TreeMap$Values",
    "java.util.Collections$UnmodifiableCollection",
];
const ENTRY_SETS: ViewClasses = [
    "java.util.LinkedHashMap$LinkedEntrySet",
    "java.util.HashMap$EntrySet",
    "java.util.TreeMap$EntrySet",
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet",
];

fn view_class(map: &Map, classes: ViewClasses) -> &'static str {
    let class = map.class();
    match class.order {
        _ if !class.mutable => classes[3],
        Order::Insertion => classes[0],
        Order::Hash => classes[1],
        Order::IgnoreCase => classes[2],
    }
}

impl JavaObject {
    /// The name of its class.
    pub fn class_name(&self) -> &str {
        match self {
            JavaObject::Entry(entry) => entry.class,
            JavaObject::KeySet(map) if map.class().name.starts_with("java.util.ImmutableCollections$Set") => {
                map.class().name
            }
            JavaObject::KeySet(map) => view_class(map, KEY_SETS),
            JavaObject::Values(map) => view_class(map, VALUES),
            JavaObject::EntrySet(map) => view_class(map, ENTRY_SETS),
            JavaObject::Iterator(iteration) => iteration.class,
            JavaObject::Array { class, .. } | JavaObject::Optional { class, .. } => class,
            JavaObject::Stream(stream) => stream.class,
            JavaObject::Class(_) => "java.lang.Class",
            JavaObject::Block(_) => "org.apache.velocity.runtime.directive.Block$Reference",
        }
    }

    /// The elements of `map.entrySet()`.
    pub fn entries_of(map: &Map) -> Vec<Value> {
        map.entries().into_iter().map(|(key, value)| JavaObject::entry(map, key, value)).collect()
    }

    fn entry(map: &Map, key: Value, value: Value) -> Value {
        Value::Object(Rc::new(JavaObject::Entry(Entry::new(map, key, value))))
    }

    /// How many elements were copied to make it, as an iterator over a map does.
    pub(crate) fn copied(&self) -> usize {
        match self {
            JavaObject::Iterator(iteration) => match &iteration.source {
                Source::Map(_, Keys::Taken(keys), Reads::Entries(entries)) => keys.len() + entries.len(),
                Source::Map(_, Keys::Taken(keys), _) => keys.len(),
                Source::Fixed(items) => items.len(),
                Source::Map(_, Keys::Written { .. }, _) | Source::List(_) => 0,
            },
            _ => 0,
        }
    }

    /// What it keeps alive.
    pub(super) fn held(&self, values: &mut Vec<Value>) {
        match self {
            JavaObject::Entry(entry) => {
                values.extend(entry.map.clone().map(Value::Map));
                values.extend([entry.key.clone(), entry.last.borrow().clone()]);
            }
            JavaObject::KeySet(map) | JavaObject::Values(map) | JavaObject::EntrySet(map) => {
                values.push(Value::Map(map.clone()));
            }
            JavaObject::Iterator(iteration) => match &iteration.source {
                Source::Fixed(items) => values.extend(items.iter().cloned()),
                Source::List(list) => values.push(Value::List(list.clone())),
                Source::Map(map, keys, reads) => {
                    values.push(Value::Map(map.clone()));
                    if let Keys::Taken(keys) = keys {
                        values.extend(keys.iter().cloned());
                    }
                    if let Reads::Entries(entries) = reads {
                        values.extend(entries.iter().cloned());
                    }
                }
            },
            JavaObject::Array { items, .. } => values.extend(items.borrow().iter().cloned()),
            JavaObject::Optional { value, .. } => values.extend(value.clone()),
            JavaObject::Stream(stream) => values.extend(stream.items.borrow().iter().flatten().cloned()),
            JavaObject::Class(_) | JavaObject::Block(_) => {}
        }
    }

    /// Moves to `values` what can be set in it: an entry's value, an array's elements.
    pub(super) fn give_up(&self, values: &mut Vec<Value>) {
        match self {
            JavaObject::Entry(entry) => values.push(entry.last.replace(Value::Null)),
            JavaObject::Array { items, .. } => values.append(&mut items.borrow_mut()),
            _ => {}
        }
    }

    /// Gives up the values it holds, for dropping them without recursion.
    pub(super) fn dismantle(&mut self, values: &mut Vec<Value>) {
        match self {
            JavaObject::Entry(entry) => {
                values.extend(entry.map.take().map(Value::Map));
                values.extend([mem::replace(&mut entry.key, Value::Null), entry.last.replace(Value::Null)]);
            }
            // The map is held by `values` as well, so that this object does not end it.
            JavaObject::KeySet(map) | JavaObject::Values(map) | JavaObject::EntrySet(map) => {
                values.push(Value::Map(map.clone()));
            }
            JavaObject::Iterator(iteration) => {
                match mem::replace(&mut iteration.source, Source::Fixed(Vec::new())) {
                    Source::Fixed(mut items) => values.append(&mut items),
                    Source::List(list) => values.push(Value::List(list)),
                    Source::Map(map, keys, reads) => {
                        values.push(Value::Map(map));
                        if let Keys::Taken(mut keys) = keys {
                            values.append(&mut keys);
                        }
                        if let Reads::Entries(mut entries) = reads {
                            values.append(&mut entries);
                        }
                    }
                }
            }
            JavaObject::Array { items, .. } => values.append(&mut items.take()),
            JavaObject::Optional { value, .. } => values.extend(value.take()),
            JavaObject::Stream(stream) => values.extend(stream.items.take().into_iter().flatten()),
            JavaObject::Class(_) | JavaObject::Block(_) => {}
        }
    }

    /// Whether it is a view of a map and holds nothing besides.
    fn is_view(&self) -> bool {
        matches!(self, JavaObject::KeySet(_) | JavaObject::Values(_) | JavaObject::EntrySet(_))
    }
}

impl Drop for JavaObject {
    fn drop(&mut self) {
        // A map drops what it holds without recursion by itself.
        if !self.is_view() {
            let mut values = Vec::new();
            self.dismantle(&mut values);
            drop_flat(values);
        }
    }
}
