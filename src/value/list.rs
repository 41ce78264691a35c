//! `java.util.List`: an array list of the heap, or an array of a JSON document.

use std::cell::{Cell, Ref, RefCell};
use std::mem;
use std::rc::Rc;

use super::document::Node;
use super::{JavaObject, Value};

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

/// A list, shared: clones are the same list.
#[derive(Clone)]
pub struct List(Repr);

#[derive(Clone)]
enum Repr {
    Heap(Rc<ListObject>),
    Json(Node),
}

struct ListObject {
    class: &'static ListClass,
    items: RefCell<Vec<Value>>,
    changes: Cell<u32>,
}

impl List {
    /// A new list of `items`.
    pub fn new(class: &'static ListClass, items: Vec<Value>) -> List {
        List(Repr::Heap(Rc::new(ListObject { class, items: RefCell::new(items), changes: Cell::new(0) })))
    }

    pub(super) fn from_node(node: Node) -> List {
        List(Repr::Json(node))
    }

    fn heap(&self) -> Option<&Rc<ListObject>> {
        match &self.0 {
            Repr::Heap(object) => Some(object),
            Repr::Json(node) => match node.built()? {
                Value::List(List(Repr::Heap(object))) => Some(object),
                _ => None,
            },
        }
    }

    fn object(&self) -> Option<&Rc<ListObject>> {
        match &self.0 {
            Repr::Heap(object) => Some(object),
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

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<Value> {
        match (self.heap(), &self.0) {
            (Some(object), _) => object.items.borrow().get(index).cloned(),
            (None, Repr::Json(node)) => node.element(index).map(Node::value),
            (None, Repr::Heap(_)) => None,
        }
    }

    /// All elements.
    pub fn to_vec(&self) -> Vec<Value> {
        match (self.heap(), &self.0) {
            (Some(object), _) => object.items.borrow().clone(),
            (None, Repr::Json(node)) => node.elements().map(Node::value).collect(),
            (None, Repr::Heap(_)) => Vec::new(),
        }
    }

    /// The elements of a list that is on the heap, while nothing changes it.
    pub(super) fn items(&self) -> Option<Ref<'_, Vec<Value>>> {
        self.heap().map(|object| object.items.borrow())
    }

    /// Replaces the element at `index`, which must exist; gives the one before.
    pub fn set(&self, index: usize, value: Value) -> Option<Value> {
        let mut items = self.object()?.items.try_borrow_mut().ok()?;
        items.get_mut(index).map(|slot| mem::replace(slot, value))
    }

    /// Changes the elements in any way; counts as a change of the list's structure, which a running iteration notices.
    pub fn change<R>(&self, change: impl FnOnce(&mut Vec<Value>) -> R) -> Option<R> {
        let object = self.object()?;
        let mut items = object.items.try_borrow_mut().ok()?;
        object.changes.set(object.changes.get().wrapping_add(1));
        Some(change(&mut items))
    }

    /// Changes how many elements were added or removed so far.
    pub fn changes(&self) -> u32 {
        self.heap().map_or(0, |object| object.changes.get())
    }

    /// Whether the two are one list.
    pub fn is_same(&self, other: &List) -> bool {
        match (self.object(), other.object()) {
            (Some(left), Some(right)) => Rc::ptr_eq(left, right),
            _ => false,
        }
    }
}

impl Drop for ListObject {
    fn drop(&mut self) {
        drop_flat(mem::take(self.items.get_mut()));
    }
}

/// Drops values without recursing into what only they hold, so that depth costs no stack.
pub(super) fn drop_flat(mut values: Vec<Value>) {
    while let Some(value) = values.pop() {
        match value {
            Value::List(List(Repr::Heap(object))) => {
                if let Ok(mut object) = Rc::try_unwrap(object) {
                    values.append(object.items.get_mut());
                }
            }
            Value::Map(map) => map.take_if_last(&mut values),
            Value::Object(object) => {
                if let Ok(object) = Rc::try_unwrap(object) {
                    JavaObject::dismantle(object, &mut values);
                }
            }
            _ => {}
        }
    }
}
