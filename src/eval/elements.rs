//! What a `#foreach` runs over. The loop is compiled for each kind, as most templates run over one alone.

use std::ops::Range;
use std::rc::Rc;

use super::expression::Bounds;
use super::variables::Variables;
use crate::error::Error;
use crate::program::{Expression, ExpressionId, Program, Usual};
use crate::value::{Iteration, JavaObject, List, Map, Value};

/// The elements of a loop, as the iterator gives them that Velocity's introspector finds.
pub(super) trait Elements {
    fn has_next(&self) -> bool;

    /// Sets `variable` to the next element, which [`has_next`](Elements::has_next) said there is. What is made there need
    /// not be moved, and the variable of the loop that is the element before can be moved on.
    ///
    /// # Errors
    /// Where Java's iterator notices that the collection was changed.
    fn next_in(&mut self, variable: &mut Value) -> Result<(), Error>;

    /// The next element.
    ///
    /// # Errors
    /// As [`next_in`](Elements::next_in).
    fn next(&mut self) -> Result<Value, Error> {
        let mut element = Value::Null;
        self.next_in(&mut element)?;
        Ok(element)
    }
}

/// The elements of a list. Those of an array of a document that nothing has changed are read where they stand.
pub(super) struct Items {
    list: List,
    index: usize,
    changes: u32,
    /// Where the next element stands in the document.
    next: u32,
}

impl Items {
    pub(super) fn of(list: &List) -> Items {
        let next = list.node().map_or(0, |array| array.first_child());
        Items { list: list.clone(), index: 0, changes: list.changes(), next }
    }
}

impl Elements for Items {
    #[inline]
    fn has_next(&self) -> bool {
        match self.list.node() {
            Some(array) => array.has_child(self.next),
            None => self.index != self.list.len(),
        }
    }

    #[inline]
    fn next_in(&mut self, variable: &mut Value) -> Result<(), Error> {
        let index = self.index;
        let Some(array) = self.list.node() else {
            if self.list.changes() != self.changes {
                return Err(changed());
            }
            self.index += 1;
            *variable = self.list.get(index).unwrap_or(Value::Null);
            return Ok(());
        };
        let place = self.next;
        self.index += 1;
        self.next = array.child_after(place);
        let moved = match variable {
            Value::Map(map) => map.move_to(array, place),
            _ => false,
        };
        if !moved {
            *variable = array.child(place).value();
        }
        Ok(())
    }
}

/// The keys of an object of a document that has its members in the order of the map and that nothing had changed.
pub(super) struct Keys {
    map: Map,
    /// Which keys of the document are left.
    keys: Range<u32>,
}

impl Keys {
    /// `None` where the keys must be looked for, as those of a map that was changed.
    pub(super) fn of(map: &Map) -> Option<Keys> {
        let keys = map.written_in_order()?.keys();
        Some(Keys { map: map.clone(), keys })
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }
}

impl Elements for Keys {
    #[inline]
    fn has_next(&self) -> bool {
        !self.keys.is_empty()
    }

    #[inline]
    fn next_in(&mut self, variable: &mut Value) -> Result<(), Error> {
        // An object of a document has seen no changes.
        if self.map.changes() != 0 {
            return Err(changed());
        }
        let Some((key, object)) = self.keys.next().zip(self.map.written()) else { return Ok(()) };
        let moved = match variable {
            Value::String(text) => text.move_to_key(object, key),
            _ => false,
        };
        if !moved {
            *variable = object.key_at(key);
        }
        Ok(())
    }
}

/// All others.
pub(super) enum OtherElements {
    Fixed(std::vec::IntoIter<Value>),
    Range(Bounds),
    Iterator(Iteration),
    /// An iterator that the template holds, and may hold on to.
    Shared(Rc<JavaObject>),
}

impl OtherElements {
    /// `None` for a value that Velocity does not iterate over, which the loop passes over.
    pub(super) fn of(value: &Value) -> Option<OtherElements> {
        match value {
            Value::Map(map) => Some(OtherElements::Iterator(Iteration::values(map))),
            Value::Object(object) => match &**object {
                JavaObject::KeySet(map) => Some(OtherElements::Iterator(Iteration::keys(map))),
                JavaObject::Values(map) => Some(OtherElements::Iterator(Iteration::values(map))),
                JavaObject::EntrySet(map) => Some(OtherElements::Iterator(Iteration::entries(map))),
                JavaObject::Array { items, .. } => {
                    Some(OtherElements::Fixed(items.borrow().clone().into_iter()))
                }
                JavaObject::Iterator(_) => Some(OtherElements::Shared(object.clone())),
                JavaObject::Entry { .. }
                | JavaObject::Optional { .. }
                | JavaObject::Stream(_)
                | JavaObject::Class(_)
                | JavaObject::Block(_) => None,
            },
            _ => None,
        }
    }

    fn iteration(&self) -> Option<&Iteration> {
        match self {
            OtherElements::Iterator(iteration) => Some(iteration),
            OtherElements::Shared(object) => match &**object {
                JavaObject::Iterator(iteration) => Some(iteration),
                _ => None,
            },
            OtherElements::Fixed(_) | OtherElements::Range(_) => None,
        }
    }
}

impl Elements for OtherElements {
    fn has_next(&self) -> bool {
        match self {
            OtherElements::Fixed(items) => items.len() > 0,
            OtherElements::Range(bounds) => bounds.length > 0,
            _ => self.iteration().is_some_and(Iteration::has_next),
        }
    }

    fn next_in(&mut self, variable: &mut Value) -> Result<(), Error> {
        *variable = match self {
            OtherElements::Fixed(items) => items.next().unwrap_or(Value::Null),
            OtherElements::Range(bounds) => bounds.next().map_or(Value::Null, Value::Integer),
            OtherElements::Iterator(_) | OtherElements::Shared(_) => match self.iteration() {
                Some(iteration) if iteration.is_stale() => return Err(changed()),
                iteration => iteration.and_then(Iteration::next).unwrap_or(Value::Null),
            },
        };
        Ok(())
    }
}

/// The map of `$map.keySet()`, a variable: to run through its keys takes no view of them.
#[inline]
pub(super) fn keyed_at_hand<'variables>(
    program: &Program,
    variables: &'variables Variables,
    list: ExpressionId,
) -> Option<&'variables Map> {
    let Expression::Reference(reference) = program.expressions.get(list as usize)? else { return None };
    let reference = program.references.get(*reference as usize)?;
    if reference.usual != Some(Usual::KeySet) {
        return None;
    }
    match variables.plain(reference.slot?)? {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

/// The steps it takes to copy the entries of a map or the elements of an array, which the loop then runs over.
pub(super) fn copying_steps(value: &Value) -> u64 {
    let length = match value {
        Value::Map(map) => map.len(),
        Value::Object(object) => match &**object {
            JavaObject::KeySet(map) | JavaObject::Values(map) | JavaObject::EntrySet(map) => map.len(),
            JavaObject::Array { items, .. } => items.borrow().len(),
            _ => 0,
        },
        _ => 0,
    };
    length as u64 / 2
}

#[cold]
fn changed() -> Error {
    Error::thrown(
        "java.util.ConcurrentModificationException",
        "the collection was added to or removed from while #foreach ran over it; collect the changes and make them after the loop",
    )
}
