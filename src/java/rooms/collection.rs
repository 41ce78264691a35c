//! `java.util.Collection` and `java.util.Set`.

use std::rc::Rc;

use super::stream::stream;
use crate::error::Error;
use crate::java::calls::{Call, array, null_pointer, size, unsupported, void};
use crate::java::collections::{Target, has};
use crate::java::rooms::map::find;
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::limits::Budget;
use crate::value::{IMMUTABLE_SET, IMMUTABLE_SET_PAIR, Iteration, JavaObject, Map, Value};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Collection.html>
pub(crate) static COLLECTION: Room = Room {
    class: "java.util.Collection",
    rows: &[
        method("size", &[], "How many elements it has.", |call| Ok(size(Target::of(call)?.len()))),
        method("isEmpty", &[], "Whether it has no elements.", |call| {
            Ok(Value::Boolean(Target::of(call)?.len() == 0))
        }),
        method("contains", &[Object], "Whether an element equals the argument.", |call| {
            Ok(Value::Boolean(Target::of(call)?.contains(call.value(0), call.budget)?))
        }),
        method("containsAll", &[Collection], "Whether it has all elements of another.", |call| {
            let target = Target::of(call)?;
            for wanted in call.collection(0)? {
                if !target.contains(&wanted, call.budget)? {
                    return Ok(Value::Boolean(false));
                }
            }
            Ok(Value::Boolean(true))
        }),
        method("iterator", &[], "An iterator over the elements.", |call| {
            Ok(Value::Object(Rc::new(JavaObject::Iterator(match Target::of(call)? {
                Target::List(list) => Iteration::list(list),
                Target::Array(items) => {
                    Iteration::fixed("java.util.AbstractList$Itr", items.borrow().clone())
                }
                Target::Keys(map) => Iteration::keys(map),
                Target::Values(map) => Iteration::values(map),
                Target::Entries(map) => Iteration::entries(map),
            }))))
        }),
        method("toArray", &[], "The elements, as an array.", |call| {
            Ok(array("[Ljava.lang.Object;", Target::of(call)?.items(call.budget)?))
        }),
        method("toArray", &[Objects], "The elements, in the array given where they fit.", to_array),
        method("toArray", &[Foreign("IntFunction")], "Throws: a template has no functions.", |_| {
            Err(null_pointer())
        }),
        method("add", &[Object], "Adds an element at the end.", |call| match Target::of(call)? {
            Target::List(list) if list.class().resizable => {
                call.budget.list(list.len() + 1)?;
                list.change(|items| items.push(call.value(0).clone()));
                Ok(Value::Boolean(true))
            }
            _ => Err(unsupported()),
        }),
        method("addAll", &[Collection], "Adds all elements of another.", |call| {
            let target = Target::of(call)?;
            if target.is_immutable() {
                return Err(unsupported());
            }
            let items = call.collection(0)?;
            let changed = !items.is_empty();
            match target {
                target if !target.is_resizable() && changed => return Err(unsupported()),
                Target::List(list) => {
                    call.budget.list(list.len() + items.len())?;
                    list.change(|all| all.extend(items));
                }
                _ if changed => return Err(unsupported()),
                _ => {}
            }
            Ok(Value::Boolean(changed))
        }),
        method("remove", &[Object], "Removes the first element that equals the argument.", |call| {
            let target = Target::of(call)?;
            if target.is_immutable() {
                return Err(unsupported());
            }
            let found = match target {
                Target::Keys(map) => {
                    let had = find(map, call.value(0), call.budget)?.is_some();
                    call.budget.step(map.len() as u64 / 64)?;
                    map.remove(call.value(0));
                    return Ok(Value::Boolean(had));
                }
                _ => target.position(call.value(0), call.budget)?,
            };
            if let Some(index) = found {
                target.remove_at(index)?;
            }
            Ok(Value::Boolean(found.is_some()))
        }),
        method("removeAll", &[Collection], "Removes the elements that another has.", |call| {
            retain(call, false)
        }),
        method("retainAll", &[Collection], "Keeps the elements that another has.", |call| retain(call, true)),
        method("removeIf", &[Foreign("Predicate")], "Throws: a template has no functions.", |call| {
            Err(if Target::of(call)?.is_immutable() { unsupported() } else { null_pointer() })
        }),
        method("clear", &[], "Removes all elements.", |call| {
            match Target::of(call)? {
                target if target.is_immutable() => return Err(unsupported()),
                target if !target.is_resizable() && target.len() == 0 => {}
                target if !target.is_resizable() => return Err(unsupported()),
                Target::Array(_) => {}
                Target::List(list) => {
                    list.change(Vec::clear);
                }
                Target::Keys(map) | Target::Values(map) | Target::Entries(map) => map.clear(),
            }
            void()
        }),
        method("stream", &[], "The elements, as a Stream.", |call| {
            let items = Target::of(call)?.items(call.budget)?;
            Ok(stream("java.util.stream.ReferencePipeline$Head", items))
        }),
        method("parallelStream", &[], "The elements, as a Stream.", |call| {
            let items = Target::of(call)?.items(call.budget)?;
            Ok(stream("java.util.stream.ReferencePipeline$Head", items))
        }),
        method("forEach", &[Foreign("Consumer")], "Throws: a template has no functions.", |_| {
            Err(null_pointer())
        }),
    ],
};

fn to_array(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let items = Target::of(call)?.items(call.budget)?;
    let mut slots = call.array(0)?.borrow_mut();
    if slots.len() < items.len() {
        return Ok(array("[Ljava.lang.Object;", items));
    }
    let length = items.len();
    for (slot, item) in slots.iter_mut().zip(items) {
        *slot = item;
    }
    if let Some(after) = slots.get_mut(length) {
        *after = Value::Null;
    }
    Ok(call.value(0).clone())
}

fn retain(call: &mut Call<'_, '_>, wanted: bool) -> Result<Value, Error> {
    let target = Target::of(call)?;
    let other = call.value(0);
    if target.is_immutable() {
        return Err(unsupported());
    }
    if other.is_null() {
        return Err(null_pointer());
    }
    let changed = target.retain(call.budget, |item, budget| Ok(has(other, item, budget)? == wanted))?;
    Ok(Value::Boolean(changed))
}

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Set.html>
pub(crate) static SET: Room = Room {
    class: "java.util.Set",
    rows: &[
        static_method("of", &[], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 1], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 2], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 3], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 4], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 5], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 6], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 7], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 8], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 9], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 10], "A set of the arguments that cannot be changed.", of),
        static_method("of", &[Objects], "A set of an array's elements that cannot be changed.", |call| {
            let items = call.array(0)?.borrow().clone();
            immutable(items, true, call.budget)
        }),
        static_method(
            "copyOf",
            &[Collection],
            "A set of a collection's elements that cannot be changed.",
            |call| {
                let items = call.collection(0)?;
                immutable(items, false, call.budget)
            },
        ),
    ],
};

fn of(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    immutable(call.arguments.to_vec(), true, call.budget)
}

/// A set that cannot be changed and has no null. Java's own order of such sets differs from run to run; here it is that
/// of the elements given.
fn immutable(items: Vec<Value>, unique: bool, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let keys = Map::new(&IMMUTABLE_SET);
    for item in items {
        if item.is_null() {
            return Err(null_pointer());
        }
        if find(&keys, &item, budget)?.is_some() && unique {
            let element = item.to_text(budget)?;
            let message = format!("duplicate element: {}", element.to_str());
            return Err(Error::thrown("java.lang.IllegalArgumentException", message));
        }
        keys.insert(item, Value::Null);
    }
    let keys = if matches!(keys.len(), 1 | 2) { keys.with_class(&IMMUTABLE_SET_PAIR) } else { keys };
    Ok(Value::Object(Rc::new(JavaObject::KeySet(keys))))
}
