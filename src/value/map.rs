//! `java.util.Map`: a map of the heap, or an object of a JSON document.

use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use super::document::Node;
use super::entries::Entries;
use super::hash_table::{self, HashTable};
use super::list::drop_flat;
use super::{Value, compare_to_ignore_case};

/// The order a map iterates in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As inserted: `LinkedHashMap`.
    Insertion,
    /// By the buckets of `java.util.HashMap`.
    Hash,
    /// By the key, ignoring case, which also finds keys so: a `TreeMap` of `String.CASE_INSENSITIVE_ORDER`.
    IgnoreCase,
}

/// What class a map has.
#[derive(Debug)]
pub struct MapClass {
    /// The class's name.
    pub name: &'static str,
    /// The order it iterates in.
    pub order: Order,
    /// Whether it may be changed; `UnsupportedOperationException` otherwise.
    pub mutable: bool,
    /// Whether it prints as `{k=v}`; some of the service's maps print nothing.
    pub prints: bool,
}

/// `java.util.LinkedHashMap`: a map literal, a JSON object.
pub static LINKED_HASH_MAP: MapClass =
    MapClass { name: "java.util.LinkedHashMap", order: Order::Insertion, mutable: true, prints: true };

/// `java.util.HashMap`.
pub static HASH_MAP: MapClass =
    MapClass { name: "java.util.HashMap", order: Order::Hash, mutable: true, prints: true };

/// `java.util.TreeMap` that ignores the case of its keys.
pub static IGNORE_CASE_MAP: MapClass =
    MapClass { name: "java.util.TreeMap", order: Order::IgnoreCase, mutable: true, prints: true };

/// `java.util.Collections$UnmodifiableMap` over a `HashMap`.
pub static UNMODIFIABLE_MAP: MapClass = MapClass {
    name: "java.util.Collections$UnmodifiableMap",
    order: Order::Hash,
    mutable: false,
    prints: true,
};

/// What `Map.of` gives: a map that cannot be changed.
pub static IMMUTABLE_MAP: MapClass = MapClass {
    name: "java.util.ImmutableCollections$MapN",
    order: Order::Insertion,
    mutable: false,
    prints: true,
};

/// What `Map.of` gives for one entry.
pub static IMMUTABLE_MAP_OF_ONE: MapClass = MapClass {
    name: "java.util.ImmutableCollections$Map1",
    order: Order::Insertion,
    mutable: false,
    prints: true,
};

/// The map whose keys are the elements of what `Set.of` gives.
pub static IMMUTABLE_SET: MapClass = MapClass {
    name: "java.util.ImmutableCollections$SetN",
    order: Order::Insertion,
    mutable: false,
    prints: true,
};

/// The same for one or two elements.
pub static IMMUTABLE_SET_PAIR: MapClass = MapClass {
    name: "java.util.ImmutableCollections$Set12",
    order: Order::Insertion,
    mutable: false,
    prints: true,
};

/// A map, shared: clones are the same map.
#[derive(Clone)]
pub struct Map(Repr);

#[derive(Clone)]
enum Repr {
    Heap(Rc<MapObject>),
    Json(Node),
}

pub(super) struct MapObject {
    class: &'static MapClass,
    entries: RefCell<Entries>,
    /// The order of a `HashMap`.
    table: Option<RefCell<HashTable>>,
    changes: Cell<u32>,
}

impl Map {
    /// A new, empty map.
    pub fn new(class: &'static MapClass) -> Map {
        Map::with_capacity(class, 0)
    }

    /// A new, empty map with room for `capacity` entries.
    pub fn with_capacity(class: &'static MapClass, capacity: usize) -> Map {
        Map(Repr::Heap(Rc::new(MapObject {
            class,
            entries: RefCell::new(Entries::with_capacity(capacity)),
            table: (class.order == Order::Hash).then(|| RefCell::new(HashTable::new())),
            changes: Cell::new(0),
        })))
    }

    /// A new map of entries whose keys are strings that all differ. Nothing counts as a change of it yet, as in the document
    /// that it may be built of while a loop runs over that.
    pub(crate) fn of_distinct(class: &'static MapClass, entries: Vec<(Value, Value)>) -> Map {
        let mut table = (class.order == Order::Hash).then(HashTable::new);
        if let Some(table) = &mut table {
            entries.iter().for_each(|(key, _)| table.insert(key));
        }
        let (entries, changes) = (RefCell::new(Entries::of_distinct(entries)), Cell::new(0));
        Map(Repr::Heap(Rc::new(MapObject { class, entries, table: table.map(RefCell::new), changes })))
    }

    /// A new map of the class `class` with the same entries.
    pub fn with_class(&self, class: &'static MapClass) -> Map {
        let map = Map::with_capacity(class, self.len());
        map.presize(self.len());
        for (key, value) in self.entries() {
            map.insert(key, value);
        }
        map
    }

    pub(super) fn of_object(object: Rc<MapObject>) -> Map {
        Map(Repr::Heap(object))
    }

    /// What it has in common with the same map alone; maps of one unchanged document have it in common.
    pub(super) fn identity(&self) -> *const () {
        match &self.0 {
            Repr::Heap(object) => Rc::as_ptr(object).cast(),
            Repr::Json(node) => node.identity(),
        }
    }

    /// What it keeps alive.
    pub(super) fn held(&self, values: &mut Vec<Value>) {
        match &self.0 {
            Repr::Heap(object) => {
                let entries = object.entries.borrow();
                values.extend(entries.iter().flat_map(|(key, value)| [key.clone(), value.clone()]));
            }
            Repr::Json(node) => values.extend(node.held()),
        }
    }

    /// Moves all keys and values to `values`.
    pub(super) fn give_up(&self, values: &mut Vec<Value>) {
        if let Repr::Heap(object) = &self.0 {
            mem::take(&mut *object.entries.borrow_mut()).drain_into(values);
            if let Some(table) = &object.table {
                table.borrow_mut().clear();
            }
        }
    }

    /// Makes it the object at the place `index` of the document of `other`, where it is another of the same document;
    /// `false`, with nothing done, where it is not.
    #[inline]
    pub(crate) fn move_to(&mut self, other: &Node, index: u32) -> bool {
        match &mut self.0 {
            Repr::Json(node) => node.move_to_object(other, index),
            Repr::Heap(_) => false,
        }
    }

    pub(super) fn from_node(node: Node) -> Map {
        Map(Repr::Json(node))
    }

    pub(super) fn heap(&self) -> Option<&Rc<MapObject>> {
        match &self.0 {
            Repr::Heap(object) => Some(object),
            Repr::Json(node) => match node.built()? {
                Value::Map(Map(Repr::Heap(object))) => Some(object),
                _ => None,
            },
        }
    }

    fn object(&self) -> Option<&Rc<MapObject>> {
        match &self.0 {
            Repr::Heap(object) => Some(object),
            Repr::Json(node) => match node.build()? {
                Value::Map(Map(Repr::Heap(object))) => Some(object),
                _ => None,
            },
        }
    }

    /// The object it is in an unchanged JSON document.
    pub fn node(&self) -> Option<&Node> {
        match &self.0 {
            Repr::Json(node) if node.built().is_none() => Some(node),
            _ => None,
        }
    }

    /// The object it was written as in a JSON document, whether that was changed since or not.
    pub(crate) fn written(&self) -> Option<&Node> {
        match &self.0 {
            Repr::Json(node) => Some(node),
            Repr::Heap(_) => None,
        }
    }

    /// The object it is in an unchanged JSON document, where that has its members in the order of the map.
    #[inline]
    pub(crate) fn written_in_order(&self) -> Option<&Node> {
        let is_in_order = |node: &Node| match node.map_class().order {
            Order::Insertion => true,
            Order::IgnoreCase => node.is_in_order(),
            Order::Hash => node.is_in_order() && node.count() <= hash_table::FEW,
        };
        self.node().filter(|node| is_in_order(node))
    }

    /// Its class.
    pub fn class(&self) -> &'static MapClass {
        match &self.0 {
            Repr::Heap(object) => object.class,
            Repr::Json(node) => node.map_class(),
        }
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        match (self.heap(), &self.0) {
            (Some(object), _) => object.entries.try_borrow().map_or(0, |entries| entries.len()),
            (None, Repr::Json(node)) => node.count(),
            (None, Repr::Heap(_)) => 0,
        }
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of the string key `name`.
    #[inline]
    pub fn get_str(&self, name: &str) -> Option<Value> {
        let found = match self.node() {
            Some(node) => node.member(name).map(Node::value),
            None => self.heap()?.entries.try_borrow().ok()?.get_str(name).cloned(),
        };
        if found.is_none() && self.class().order == Order::IgnoreCase {
            return self.entry_ignoring_case(&Value::string(name)).map(|(_, value)| value);
        }
        found
    }

    /// How many steps finding a key takes: an object of an unchanged document is read from its start, and where case does
    /// not count each key is compared.
    #[inline]
    pub fn look_up_steps(&self) -> u64 {
        match self.class().order {
            Order::IgnoreCase => self.len() as u64,
            _ => self.node().map_or(0, |node| node.count() as u64 / 16),
        }
    }

    /// The value of `key`.
    pub fn get(&self, key: &Value) -> Option<Value> {
        let found = match (self.heap(), &self.0, key) {
            (Some(object), _, _) => object.entries.try_borrow().ok()?.get(key).cloned(),
            (None, Repr::Json(node), Value::String(name)) => node.member(name.as_str()?).map(Node::value),
            _ => None,
        };
        if found.is_none() && self.class().order == Order::IgnoreCase {
            return self.entry_ignoring_case(key).map(|(_, value)| value);
        }
        found
    }

    fn entry_ignoring_case(&self, key: &Value) -> Option<(Value, Value)> {
        let Value::String(wanted) = key else { return None };
        let is_wanted = |present: &Value| match present {
            Value::String(present) => compare_to_ignore_case(present, wanted).is_eq(),
            _ => false,
        };
        if let Some(node) = self.node() {
            let mut entries = node.members().map(|(key, value)| (key.value(), value));
            return entries.find(|(present, _)| is_wanted(present)).map(|(key, value)| (key, value.value()));
        }
        let entries = self.heap()?.entries.borrow();
        // A key is mostly asked for as it is spelled.
        let same = entries.position(key).and_then(|index| entries.at(index));
        let found = same.or_else(|| entries.iter().find(|(present, _)| is_wanted(present)));
        found.map(|(present, value)| (present.clone(), value.clone()))
    }

    /// Whether it has `key`.
    pub fn contains_key(&self, key: &Value) -> bool {
        self.get(key).is_some()
    }

    /// Puts `value` at `key` and gives the value before. A key that is there keeps its place and its spelling.
    pub fn insert(&self, key: Value, value: Value) -> Option<Value> {
        let object = self.object()?;
        let key = match self.class().order {
            Order::IgnoreCase => self.entry_ignoring_case(&key).map_or(key, |(present, _)| present),
            _ => key,
        };
        if matches!(key, Value::List(_) | Value::Map(_) | Value::Object(_)) {
            return self.insert_compound(object, key, value);
        }
        let mut entries = object.entries.try_borrow_mut().ok()?;
        if let Some(index) = entries.position(&key) {
            return entries.replace(index, value);
        }
        if let Some(table) = &object.table
            && let Ok(mut table) = table.try_borrow_mut()
        {
            table.insert(&key);
        }
        entries.push(key, value);
        object.changes.set(object.changes.get().wrapping_add(1));
        None
    }

    /// [`insert`](Map::insert) for a key that may be this map, or hold it: hashing it reads the entries.
    #[cold]
    fn insert_compound(&self, object: &MapObject, key: Value, value: Value) -> Option<Value> {
        let present = object.entries.try_borrow().ok()?.position(&key);
        if let Some(index) = present {
            return object.entries.try_borrow_mut().ok()?.replace(index, value);
        }
        if let Some(table) = &object.table {
            table.borrow_mut().insert(&key);
        }
        let mut entries = std::mem::take(&mut *object.entries.try_borrow_mut().ok()?);
        entries.push(key, value);
        *object.entries.try_borrow_mut().ok()? = entries;
        object.changes.set(object.changes.get().wrapping_add(1));
        None
    }

    /// Makes room for `entries` that another map is about to give, which shows in the order of a `HashMap`.
    pub fn presize(&self, entries: usize) {
        if let Some(table) = self.object().and_then(|object| object.table.as_ref()) {
            table.borrow_mut().presize(entries);
        }
    }

    /// Removes `key` and gives its value.
    pub fn remove(&self, key: &Value) -> Option<Value> {
        self.take(key, true)
    }

    /// Removes `key` as an iterator does, which leaves the order of the others as it is.
    pub(super) fn remove_in_passing(&self, key: &Value) {
        self.take(key, false);
    }

    fn take(&self, key: &Value, movable: bool) -> Option<Value> {
        let key = match self.class().order {
            Order::IgnoreCase => &self.entry_ignoring_case(key)?.0,
            _ => key,
        };
        let object = self.object()?;
        // The key may be this map, or hold it: it is looked for before the entries are borrowed for the change.
        let index = object.entries.try_borrow().ok()?.position(key)?;
        let removed = object.entries.try_borrow_mut().ok()?.remove(index)?;
        if let Some(table) = &object.table {
            table.borrow_mut().remove(key, movable);
        }
        object.changes.set(object.changes.get().wrapping_add(1));
        Some(removed)
    }

    /// Removes every entry.
    pub fn clear(&self) {
        if let Some(object) = self.object()
            && let Ok(mut entries) = object.entries.try_borrow_mut()
        {
            entries.clear();
            if let Some(table) = &object.table {
                table.borrow_mut().clear();
            }
            object.changes.set(object.changes.get().wrapping_add(1));
        }
    }

    /// The entries in the order they were inserted.
    fn inserted(&self) -> Vec<(Value, Value)> {
        match (self.heap(), &self.0) {
            (Some(object), _) => {
                // While a key is put it may look into the map that it is put into.
                let Ok(entries) = object.entries.try_borrow() else { return Vec::new() };
                entries.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
            }
            (None, Repr::Json(node)) => {
                node.members().map(|(key, value)| (key.value(), value.value())).collect()
            }
            (None, Repr::Heap(_)) => Vec::new(),
        }
    }

    /// The entries in the map's order.
    pub fn entries(&self) -> Vec<(Value, Value)> {
        if self.written_in_order().is_some() {
            return self.inserted();
        }
        let mut entries = match self.hashed_keys() {
            Some(keys) => {
                let entry = |key: Value| self.get(&key).map(|value| (key, value));
                return keys.into_iter().filter_map(entry).collect();
            }
            None => self.inserted(),
        };
        if self.class().order == Order::IgnoreCase {
            entries.sort_by(|(left, _), (right, _)| ignoring_case(left, right));
        }
        entries
    }

    /// The keys in the map's order.
    pub fn keys(&self) -> Vec<Value> {
        if let Some(node) = self.written_in_order() {
            return node.members().map(|(key, _)| key.value()).collect();
        }
        if let Some(keys) = self.hashed_keys() {
            return keys;
        }
        let mut keys: Vec<Value> = self.inserted().into_iter().map(|(key, _)| key).collect();
        if self.class().order == Order::IgnoreCase {
            keys.sort_by(ignoring_case);
        }
        keys
    }

    /// The keys of a `HashMap` in its order; none of another map, and none while one is put: then it may look into the map
    /// that it is put into.
    fn hashed_keys(&self) -> Option<Vec<Value>> {
        if self.class().order != Order::Hash {
            return None;
        }
        if let Some(node) = self.node().filter(|node| node.count() <= hash_table::FEW) {
            let mut keys: Vec<Value> = node.members().map(|(key, _)| key.value()).collect();
            hash_table::order_few(&mut keys, Value::clone);
            return Some(keys);
        }
        // Each key is looked up for its value, which in a large object of a document takes its length.
        let table = self.object()?.table.as_ref()?.try_borrow().ok()?;
        Some(table.keys().cloned().collect())
    }

    /// The values in the map's order.
    pub fn values(&self) -> Vec<Value> {
        if let Some(node) = self.written_in_order() {
            return node.members().map(|(_, value)| value.value()).collect();
        }
        self.entries().into_iter().map(|(_, value)| value).collect()
    }

    /// Changes how many entries were added or removed so far.
    pub fn changes(&self) -> u32 {
        self.heap().map_or(0, |object| object.changes.get())
    }

    /// Whether the two are one map.
    pub fn is_same(&self, other: &Map) -> bool {
        match (self.object(), other.object()) {
            (Some(left), Some(right)) => Rc::ptr_eq(left, right),
            _ => false,
        }
    }

    pub(super) fn take_if_last(self, values: &mut Vec<Value>) {
        match self.0 {
            Repr::Heap(object) => {
                if let Ok(mut object) = Rc::try_unwrap(object) {
                    object.dismantle(values);
                }
            }
            Repr::Json(node) => node.take_if_last(values),
        }
    }
}

/// The order of two keys that are strings, by `String.CASE_INSENSITIVE_ORDER`.
fn ignoring_case(left: &Value, right: &Value) -> std::cmp::Ordering {
    match (left, right) {
        (Value::String(left), Value::String(right)) => compare_to_ignore_case(left, right),
        _ => std::cmp::Ordering::Equal,
    }
}

impl MapObject {
    fn dismantle(&mut self, values: &mut Vec<Value>) {
        let entries = mem::take(self.entries.get_mut());
        // Most hold no other values, and are dropped here and now.
        let holds = |value: &Value| matches!(value, Value::List(_) | Value::Map(_) | Value::Object(_));
        if entries.iter().any(|(key, value)| holds(key) || holds(value)) {
            entries.drain_into(values);
        }
    }
}

impl Drop for MapObject {
    fn drop(&mut self) {
        let mut values = Vec::new();
        self.dismantle(&mut values);
        drop_flat(values);
    }
}
