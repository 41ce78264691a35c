//! What the methods of lists, of a map's views and of wrapped arrays have in common.

use std::cell::RefCell;

use super::calls::{Call, concurrent_modification, elements, null_pointer, unsupported};
use super::rooms::find;
use crate::error::Error;
use crate::limits::Budget;
use crate::value::{JavaObject, List, Map, Value};

/// A collection that a method is called on.
pub(super) enum Target<'call> {
    List(&'call List),
    Array(&'call RefCell<Vec<Value>>),
    Keys(&'call Map),
    Values(&'call Map),
    Entries(&'call Map),
}

impl<'call> Target<'call> {
    /// The object of a call: `ConcurrentModificationException` for a part of a list that was changed by other means.
    pub(super) fn of(call: &Call<'call, '_>) -> Result<Target<'call>, Error> {
        match call.this {
            Value::List(list) if list.is_stale() => Err(concurrent_modification()),
            Value::List(list) => Ok(Target::List(list)),
            Value::Object(object) => match &**object {
                JavaObject::Array { items, .. } => Ok(Target::Array(items)),
                JavaObject::KeySet(map) => Ok(Target::Keys(map)),
                JavaObject::Values(map) => Ok(Target::Values(map)),
                JavaObject::EntrySet(map) => Ok(Target::Entries(map)),
                _ => Err(null_pointer()),
            },
            _ => Err(null_pointer()),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Target::List(list) => list.len(),
            Target::Array(items) => items.borrow().len(),
            Target::Keys(map) | Target::Values(map) | Target::Entries(map) => map.len(),
        }
    }

    /// The elements, at a step each.
    pub(super) fn items(&self, budget: &mut Budget<'_>) -> Result<Vec<Value>, Error> {
        budget.step(self.len() as u64)?;
        Ok(match self {
            Target::List(list) => list.to_vec(),
            Target::Array(items) => items.borrow().clone(),
            Target::Keys(map) => map.keys(),
            Target::Values(map) => map.values(),
            Target::Entries(map) => JavaObject::entries_of(map),
        })
    }

    /// Whether every change throws, also one that would change nothing.
    pub(super) fn is_immutable(&self) -> bool {
        match self {
            Target::List(list) => !list.class().settable,
            Target::Array(_) => false,
            Target::Keys(map) | Target::Values(map) | Target::Entries(map) => !map.class().mutable,
        }
    }

    /// Whether elements can go.
    pub(super) fn is_resizable(&self) -> bool {
        match self {
            Target::List(list) => list.class().resizable,
            Target::Array(_) => false,
            Target::Keys(map) | Target::Values(map) | Target::Entries(map) => map.class().mutable,
        }
    }

    /// Where `value` is first.
    pub(super) fn position(&self, value: &Value, budget: &mut Budget<'_>) -> Result<Option<usize>, Error> {
        if value.is_null() && matches!(self, Target::List(list) if !list.class().settable) {
            return Err(null_pointer());
        }
        position(&self.items(budget)?, value, budget)
    }

    pub(super) fn contains(&self, value: &Value, budget: &mut Budget<'_>) -> Result<bool, Error> {
        match self {
            Target::Keys(map) => Ok(find(map, value, budget)?.is_some()),
            _ => Ok(self.position(value, budget)?.is_some()),
        }
    }

    /// Removes the element at `index`, which must exist.
    pub(super) fn remove_at(&self, index: usize) -> Result<Value, Error> {
        let remove_key = |map: &Map, entry: fn(Value, Value) -> Value| {
            let found = map.entries().into_iter().nth(index);
            let (key, value) = found.unwrap_or((Value::Null, Value::Null));
            map.remove(&key);
            Ok(entry(key, value))
        };
        match self {
            _ if !self.is_resizable() => Err(unsupported()),
            Target::Array(_) => Err(unsupported()),
            Target::List(list) => {
                Ok(list.change(|items| items.remove(index.min(items.len() - 1))).unwrap_or(Value::Null))
            }
            Target::Keys(map) => remove_key(map, |key, _| key),
            Target::Values(map) | Target::Entries(map) => remove_key(map, |_, value| value),
        }
    }

    /// Keeps the elements that `keep` wants; whether any went.
    pub(super) fn retain(
        &self,
        budget: &mut Budget<'_>,
        mut keep: impl FnMut(&Value, &mut Budget<'_>) -> Result<bool, Error>,
    ) -> Result<bool, Error> {
        if self.is_immutable() {
            return Err(unsupported());
        }
        let mut kept = Vec::new();
        let mut gone = Vec::new();
        for (index, item) in self.items(budget)?.into_iter().enumerate() {
            if keep(&item, budget)? {
                kept.push(item);
            } else {
                gone.push(index);
            }
        }
        if gone.is_empty() {
            return Ok(false);
        }
        match self {
            _ if !self.is_resizable() => return Err(unsupported()),
            Target::Array(_) => return Err(unsupported()),
            Target::List(list) => {
                list.change(|items| *items = kept);
            }
            Target::Keys(map) | Target::Values(map) | Target::Entries(map) => {
                let keys = map.keys();
                budget.step((gone.len() as u64).saturating_mul(keys.len() as u64) / 64)?;
                for key in gone.into_iter().filter_map(|index| keys.get(index)) {
                    map.remove(key);
                }
            }
        }
        Ok(true)
    }
}

/// Where `value` is first among `items`.
pub(super) fn position(
    items: &[Value],
    value: &Value,
    budget: &mut Budget<'_>,
) -> Result<Option<usize>, Error> {
    for (index, item) in items.iter().enumerate() {
        if value.equals_within(item, budget)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// Whether the collection `value`, an argument, has `item`.
pub(super) fn has(value: &Value, item: &Value, budget: &mut Budget<'_>) -> Result<bool, Error> {
    if let Value::Object(object) = value
        && let JavaObject::KeySet(map) = &**object
    {
        return Ok(find(map, item, budget)?.is_some());
    }
    let items = elements(value).ok_or_else(null_pointer)?;
    budget.step(items.len() as u64)?;
    Ok(position(&items, item, budget)?.is_some())
}
