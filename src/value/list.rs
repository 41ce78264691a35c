//! `java.util.List`: an array list of the heap, or an array of a JSON document.

use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use super::Value;
use super::document::Node;

/// What class a list has.
#[derive(Debug)]
pub struct ListClass {
    /// The class's name.
    pub name: &'static str,
    /// Whether it prints as compact JSON, as `net.minidev.json.JSONArray.toString` does.
    pub prints_json: bool,
    /// Whether its elements may be replaced.
    pub settable: bool,
    /// Whether elements may be added and removed.
    pub resizable: bool,
}

/// `java.util.ArrayList`: what a list literal makes.
pub static ARRAY_LIST: ListClass =
    ListClass { name: "java.util.ArrayList", prints_json: false, settable: true, resizable: true };

/// `net.minidev.json.JSONArray`: what a JSON array is read as.
pub static JSON_ARRAY: ListClass =
    ListClass { name: "net.minidev.json.JSONArray", prints_json: true, settable: true, resizable: true };

/// `java.util.ArrayList.SubList`: a view of a part of a list.
pub static SUB_LIST: ListClass =
    ListClass { name: "java.util.ArrayList$SubList", prints_json: false, settable: true, resizable: true };

/// What `List.of` gives: a list that cannot be changed.
pub static IMMUTABLE_LIST: ListClass = ListClass {
    name: "java.util.ImmutableCollections$ListN",
    prints_json: false,
    settable: false,
    resizable: false,
};

/// What `List.of` gives for one or two elements.
pub static IMMUTABLE_PAIR: ListClass = ListClass {
    name: "java.util.ImmutableCollections$List12",
    prints_json: false,
    settable: false,
    resizable: false,
};

/// What `subList` gives of a list that cannot be changed.
pub static IMMUTABLE_PART: ListClass = ListClass {
    name: "java.util.ImmutableCollections$SubList",
    prints_json: false,
    settable: false,
    resizable: false,
};

/// What `subList` gives of an array as Velocity wraps it: its elements can be replaced, not added or removed.
pub static PART_OF_ARRAY: ListClass = ListClass {
    name: "java.util.AbstractList$SubList",
    prints_json: false,
    settable: true,
    resizable: false,
};

/// A list, shared: clones are the same list.
#[derive(Clone)]
pub struct List(Repr);

#[derive(Clone)]
enum Repr {
    Heap(Rc<ListObject>),
    Json(Node),
}

pub(super) struct ListObject {
    class: &'static ListClass,
    items: RefCell<Vec<Value>>,
    changes: Cell<u32>,
    /// What it is a view of: then it has no items of its own.
    view: Option<Box<View>>,
}

/// A part of the list `root`, which is no view. A view of a view knows the view it was taken from, whose length changes
/// with its own.
struct View {
    root: List,
    outer: Option<Rc<ListObject>>,
    offset: usize,
    length: Cell<usize>,
    /// The root's changes that the view knows of.
    changes: Cell<u32>,
}

impl List {
    /// A new list of `items`.
    pub fn new(class: &'static ListClass, items: Vec<Value>) -> List {
        let object = ListObject { class, items: RefCell::new(items), changes: Cell::new(0), view: None };
        List(Repr::Heap(Rc::new(object)))
    }

    pub(super) fn of_object(object: Rc<ListObject>) -> List {
        List(Repr::Heap(object))
    }

    /// What it has in common with the same list alone; lists of one unchanged document have it in common.
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
                values.extend(object.items.borrow().iter().cloned());
                if let Some(view) = &object.view {
                    values.push(Value::List(view.root.clone()));
                    values.extend(view.outer.clone().map(|outer| Value::List(List(Repr::Heap(outer)))));
                }
            }
            Repr::Json(node) => values.extend(node.held()),
        }
    }

    /// Moves all elements to `values`.
    pub(super) fn give_up(&self, values: &mut Vec<Value>) {
        if let Repr::Heap(object) = &self.0 {
            values.append(&mut object.items.borrow_mut());
        }
    }

    pub(super) fn from_node(node: Node) -> List {
        List(Repr::Json(node))
    }

    fn as_view(&self) -> Option<&View> {
        match &self.0 {
            Repr::Heap(object) => object.view.as_deref(),
            Repr::Json(_) => None,
        }
    }

    /// The object that has the elements, where one has been made.
    pub(super) fn heap(&self) -> Option<&Rc<ListObject>> {
        match &self.0 {
            Repr::Heap(object) => match &object.view {
                Some(view) => view.root.heap(),
                None => Some(object),
            },
            Repr::Json(node) => match node.built()? {
                Value::List(List(Repr::Heap(object))) => Some(object),
                _ => None,
            },
        }
    }

    /// The object that has the elements, made where need be.
    fn object(&self) -> Option<&Rc<ListObject>> {
        match &self.0 {
            Repr::Heap(object) => match &object.view {
                Some(view) => view.root.object(),
                None => Some(object),
            },
            Repr::Json(node) => match node.build()? {
                Value::List(List(Repr::Heap(object))) => Some(object),
                _ => None,
            },
        }
    }

    /// The array it is in an unchanged JSON document.
    pub fn node(&self) -> Option<&Node> {
        match &self.0 {
            Repr::Json(node) if node.built().is_none() => Some(node),
            _ => None,
        }
    }

    /// Its class.
    pub fn class(&self) -> &'static ListClass {
        match &self.0 {
            Repr::Heap(object) => object.class,
            Repr::Json(node) => node.list_class(),
        }
    }

    /// How many elements it has.
    pub fn len(&self) -> usize {
        if let Some(view) = self.as_view() {
            return view.length.get();
        }
        match (self.heap(), &self.0) {
            (Some(object), _) => object.items.borrow().len(),
            (None, Repr::Json(node)) => node.count(),
            (None, Repr::Heap(_)) => 0,
        }
    }

    /// Whether it has no elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many steps finding the element `index` takes: an array of an unchanged document is read from its start.
    #[inline]
    pub fn look_up_steps(&self, index: usize) -> u64 {
        self.node().map_or(0, |node| index.min(node.count()) as u64 / 16)
    }

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<Value> {
        let index = self.place(index)?;
        match (self.heap(), &self.0) {
            (Some(object), _) => object.items.borrow().get(index).cloned(),
            (None, Repr::Json(node)) => node.element(index).map(Node::value),
            (None, Repr::Heap(_)) => None,
        }
    }

    /// Where the element `index` is in the list that has the elements.
    #[inline]
    fn place(&self, index: usize) -> Option<usize> {
        match self.as_view() {
            None => Some(index),
            Some(view) => (index < view.length.get()).then(|| view.offset + index),
        }
    }

    /// All elements.
    pub fn to_vec(&self) -> Vec<Value> {
        if let Some(view) = self.as_view() {
            return (0..view.length.get()).map_while(|index| view.root.get(view.offset + index)).collect();
        }
        match (self.heap(), &self.0) {
            (Some(object), _) => object.items.borrow().clone(),
            (None, Repr::Json(node)) => node.elements().map(Node::value).collect(),
            (None, Repr::Heap(_)) => Vec::new(),
        }
    }

    /// Replaces the element at `index`, which must exist; gives the one before.
    pub fn set(&self, index: usize, value: Value) -> Option<Value> {
        let index = self.place(index)?;
        let mut items = self.object()?.items.try_borrow_mut().ok()?;
        items.get_mut(index).map(|slot| mem::replace(slot, value))
    }

    /// Changes the elements in any way; counts as a change of the list's structure, which a running iteration notices.
    pub fn change<R>(&self, change: impl FnOnce(&mut Vec<Value>) -> R) -> Option<R> {
        let object = self.object()?;
        let mut items = object.items.try_borrow_mut().ok()?;
        object.changes.set(object.changes.get().wrapping_add(1));
        let Some(view) = self.as_view() else { return Some(change(&mut items)) };
        let end = (view.offset + view.length.get()).min(items.len());
        let rest = items.split_off(end);
        let mut part = items.split_off(view.offset.min(end));
        let result = change(&mut part);
        let length = part.len();
        items.append(&mut part);
        items.extend(rest);
        drop(items);
        view.resized(length, object.changes.get());
        Some(result)
    }

    /// How often elements were added or removed so far.
    pub fn changes(&self) -> u32 {
        self.heap().map_or(0, |object| object.changes.get())
    }

    /// The changes that the list knows of: for a view those before something else changed its root.
    pub(super) fn known_changes(&self) -> u32 {
        self.as_view().map_or_else(|| self.changes(), |view| view.changes.get())
    }

    /// Whether it is a view of a list that was changed other than through it, which Java's methods notice.
    pub fn is_stale(&self) -> bool {
        self.as_view().is_some_and(|view| view.changes.get() != view.root.changes())
    }

    /// Whether it is a view of a part of another list.
    pub fn is_view(&self) -> bool {
        self.as_view().is_some()
    }

    /// A view of the elements `from..to`, which must exist: `List.subList`.
    pub fn view(&self, from: usize, to: usize) -> List {
        let (root, outer, offset) = match (&self.0, self.as_view()) {
            (Repr::Heap(object), Some(view)) => (view.root.clone(), Some(object.clone()), view.offset + from),
            _ => (self.clone(), None, from),
        };
        // A view counts its root's changes, which only a list of the heap does.
        let _ = root.object();
        let changes = Cell::new(if self.is_view() { self.known_changes() } else { root.changes() });
        let length = Cell::new(to.saturating_sub(from));
        List(Repr::Heap(Rc::new(ListObject {
            class: &SUB_LIST,
            items: RefCell::new(Vec::new()),
            changes: Cell::new(0),
            view: Some(Box::new(View { root, outer, offset, length, changes })),
        })))
    }

    /// Whether the two are one list.
    pub fn is_same(&self, other: &List) -> bool {
        match (&self.0, &other.0) {
            (Repr::Heap(left), Repr::Heap(right)) => Rc::ptr_eq(left, right),
            _ if self.as_view().is_some() || other.as_view().is_some() => false,
            _ => match (self.object(), other.object()) {
                (Some(left), Some(right)) => Rc::ptr_eq(left, right),
                _ => false,
            },
        }
    }
}

impl View {
    /// Notes that the view now has `length` elements, after `changes` of its root.
    fn resized(&self, length: usize, changes: u32) {
        let before = self.length.get();
        let mut next = Some(self);
        while let Some(view) = next {
            view.length.set((view.length.get() + length).saturating_sub(before));
            view.changes.set(changes);
            next = view.outer.as_ref().and_then(|outer| outer.view.as_deref());
        }
    }
}

impl Drop for ListObject {
    fn drop(&mut self) {
        let mut values = mem::take(self.items.get_mut());
        self.release_view(&mut values);
        drop_flat(values);
    }
}

impl ListObject {
    /// Gives up what it is a view of, for dropping it without recursion.
    fn release_view(&mut self, values: &mut Vec<Value>) {
        if let Some(view) = self.view.take() {
            values.push(Value::List(view.root));
            values.extend(view.outer.map(|outer| Value::List(List(Repr::Heap(outer)))));
        }
    }
}

/// Drops values without recursing into what only they hold, so that depth costs no stack.
pub(crate) fn drop_flat(mut values: Vec<Value>) {
    while let Some(value) = values.pop() {
        match value {
            Value::List(List(Repr::Heap(object))) => {
                if let Ok(mut object) = Rc::try_unwrap(object) {
                    values.append(object.items.get_mut());
                    object.release_view(&mut values);
                }
            }
            Value::List(List(Repr::Json(node))) => node.take_if_last(&mut values),
            Value::Map(map) => map.take_if_last(&mut values),
            Value::Object(object) => {
                if let Ok(mut object) = Rc::try_unwrap(object) {
                    object.dismantle(&mut values);
                }
            }
            Value::String(text) => text.take_if_last(&mut values),
            Value::Host(host) if Rc::strong_count(&host) == 1 => host.release(&mut values),
            _ => {}
        }
    }
}
