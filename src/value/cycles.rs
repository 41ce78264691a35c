//! Lists and maps that hold themselves. References are counted, so nothing would ever free them: at the end of a render
//! they are emptied.

use std::collections::{HashMap, HashSet};
use std::rc::{Rc, Weak};

use super::list::{ListObject, drop_flat};
use super::map::MapObject;
use super::{JavaObject, List, Map, Value};

/// How many containers are remembered before those that are gone are forgotten.
const FEW: usize = 64;

/// The containers into which a render put others, without keeping them alive. Every cycle has one of these, as a cycle
/// is closed by putting something into what is there already.
#[derive(Default)]
pub(crate) struct Containers {
    known: Vec<Container>,
    /// How many may be known before the next look at which are gone.
    enough: usize,
}

enum Container {
    List(Weak<ListObject>),
    Map(Weak<MapObject>),
    Object(Weak<JavaObject>),
}

impl Container {
    fn value(&self) -> Option<Value> {
        match self {
            Container::List(list) => list.upgrade().map(|list| Value::List(List::of_object(list))),
            Container::Map(map) => map.upgrade().map(|map| Value::Map(Map::of_object(map))),
            Container::Object(object) => object.upgrade().map(Value::Object),
        }
    }
}

/// Whether a value can be part of a cycle. A string that was not copied out of its document holds that.
pub(crate) fn is_compound(value: &Value) -> bool {
    match value {
        Value::List(_) | Value::Map(_) | Value::Object(_) | Value::Host(_) => true,
        Value::String(text) => text.node().is_some(),
        _ => false,
    }
}

impl Containers {
    /// Remembers what a method or assignment may have put something into.
    pub(crate) fn remember(&mut self, receiver: &Value) {
        match receiver {
            Value::List(list) => {
                self.known.extend(list.heap().map(|list| Container::List(Rc::downgrade(list))))
            }
            Value::Map(map) => self.known.extend(map.heap().map(|map| Container::Map(Rc::downgrade(map)))),
            Value::Object(object) => {
                self.known.push(Container::Object(Rc::downgrade(object)));
                // What is set through an entry or an iterator is set in its map or list.
                let mut held = Vec::new();
                match &**object {
                    JavaObject::Entry(entry) => held.extend(entry.map().cloned().map(Value::Map)),
                    JavaObject::Iterator(_) => object.held(&mut held),
                    _ => {}
                }
                held.iter().filter(|value| matches!(value, Value::List(_) | Value::Map(_))).for_each(
                    |value| {
                        self.remember(value);
                    },
                );
            }
            _ => {}
        }
        if self.known.len() > self.enough.max(FEW) {
            let mut seen = HashSet::new();
            self.known.retain(|known| known.value().is_some_and(|value| seen.insert(identity(&value))));
            self.enough = self.known.len() * 2;
        }
    }

    /// Empties those that are still alive and can reach themselves; to be called when the render's values are dropped.
    pub(crate) fn sweep(self) {
        if self.known.is_empty() {
            return;
        }
        let alive: Vec<Value> = self.known.iter().filter_map(Container::value).collect();
        if alive.is_empty() {
            return;
        }
        let in_cycle = Search::of(&alive);
        let mut gone = Vec::new();
        for value in &alive {
            if in_cycle.contains(&identity(value)) {
                match value {
                    Value::List(list) => list.give_up(&mut gone),
                    Value::Map(map) => map.give_up(&mut gone),
                    Value::Object(object) => object.give_up(&mut gone),
                    _ => {}
                }
            }
        }
        gone.extend(alive);
        drop_flat(gone);
    }
}

/// What two values have in common that are one object.
type Identity = *const ();

fn identity(value: &Value) -> Identity {
    match value {
        Value::List(list) => list.identity(),
        Value::Map(map) => map.identity(),
        Value::Object(object) => Rc::as_ptr(object).cast(),
        Value::Host(host) => Rc::as_ptr(host).cast(),
        Value::String(text) => text.node().map_or(std::ptr::null(), |node| node.identity()),
        _ => std::ptr::null(),
    }
}

fn held(value: &Value) -> Vec<Value> {
    let mut values = Vec::new();
    match value {
        Value::List(list) => list.held(&mut values),
        Value::Map(map) => map.held(&mut values),
        Value::Object(object) => object.held(&mut values),
        Value::Host(host) => host.held(&mut values),
        Value::String(text) => values.extend(text.node().into_iter().flat_map(|node| node.held())),
        _ => {}
    }
    values.retain(is_compound);
    values
}

/// Tarjan's search for strongly connected components, on a stack of its own.
#[derive(Default)]
struct Search {
    /// When each object was met first, and the earliest that it reaches among those whose component is open.
    met: HashMap<Identity, (usize, usize)>,
    open: Vec<Identity>,
    is_open: HashSet<Identity>,
    in_cycle: HashSet<Identity>,
}

/// An object whose inside is being looked at.
struct Visit {
    identity: Identity,
    pending: Vec<Value>,
    /// Kept, so that an identity stays its own.
    _value: Value,
}

impl Search {
    /// The objects within reach of `roots` that can reach themselves.
    fn of(roots: &[Value]) -> HashSet<Identity> {
        let mut search = Search::default();
        for root in roots {
            if !search.met.contains_key(&identity(root)) {
                search.visit(root.clone());
            }
        }
        search.in_cycle
    }

    fn enter(&mut self, value: Value) -> Visit {
        let identity = identity(&value);
        let time = self.met.len();
        self.met.insert(identity, (time, time));
        self.open.push(identity);
        self.is_open.insert(identity);
        Visit { identity, pending: held(&value), _value: value }
    }

    fn visit(&mut self, root: Value) {
        let mut path = vec![self.enter(root)];
        while let Some(visit) = path.last_mut() {
            if let Some(next) = visit.pending.pop() {
                let (from, to) = (visit.identity, identity(&next));
                if from == to {
                    self.in_cycle.insert(from);
                }
                if !self.met.contains_key(&to) {
                    let visit = self.enter(next);
                    path.push(visit);
                } else if self.is_open.contains(&to) {
                    self.lower(from, self.met[&to].0);
                }
                continue;
            }
            let Some(done) = path.pop() else { return };
            let (time, earliest) = self.met[&done.identity];
            if let Some(before) = path.last() {
                self.lower(before.identity, earliest);
            }
            if time == earliest {
                self.close(done.identity);
            }
        }
    }

    fn lower(&mut self, identity: Identity, earliest: usize) {
        if let Some((_, known)) = self.met.get_mut(&identity) {
            *known = earliest.min(*known);
        }
    }

    /// Closes the component that was opened with `first`.
    fn close(&mut self, first: Identity) {
        let start = self.open.iter().rposition(|open| *open == first).unwrap_or_default();
        let component = self.open.split_off(start);
        for identity in &component {
            self.is_open.remove(identity);
        }
        if component.len() > 1 {
            self.in_cycle.extend(component);
        }
    }
}
