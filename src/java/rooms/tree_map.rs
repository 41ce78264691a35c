//! `java.util.TreeMap` and `java.util.NavigableSet`, for maps sorted by text whatever its case.

use std::cmp::Ordering;
use std::rc::Rc;

use super::map::sorted_key;
use crate::error::Error;
use crate::java::calls::{Call, null_pointer};
use crate::java::exception::Exception;
use crate::java::table::{Room, method};
use crate::java::types::Type::*;
use crate::value::{Entry, JavaObject, Map, Value, compare_to_ignore_case};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/TreeMap.html>
pub(crate) static TREE_MAP: Room = Room {
    class: "java.util.TreeMap",
    rows: &[
        method("firstKey", &[], "The first key.", |call| key_or_throw(first(call)?)),
        method("lastKey", &[], "The last key.", |call| key_or_throw(last(call)?)),
        method("firstEntry", &[], "The first entry, or null.", |call| Ok(entry(first(call)?))),
        method("lastEntry", &[], "The last entry, or null.", |call| Ok(entry(last(call)?))),
        method("pollFirstEntry", &[], "Removes the first entry and gives it, or null.", |call| {
            let found = first(call)?;
            Ok(entry(take(call, found)?))
        }),
        method("pollLastEntry", &[], "Removes the last entry and gives it, or null.", |call| {
            let found = last(call)?;
            Ok(entry(take(call, found)?))
        }),
        method("floorKey", &[Object], "The last key up to this one, or null.", |call| {
            Ok(key(up_to(call, true)?))
        }),
        method("floorEntry", &[Object], "The last entry up to this key, or null.", |call| {
            Ok(entry(up_to(call, true)?))
        }),
        method("lowerKey", &[Object], "The last key before this one, or null.", |call| {
            Ok(key(up_to(call, false)?))
        }),
        method("lowerEntry", &[Object], "The last entry before this key, or null.", |call| {
            Ok(entry(up_to(call, false)?))
        }),
        method("ceilingKey", &[Object], "The first key from this one on, or null.", |call| {
            Ok(key(from(call, true)?))
        }),
        method("ceilingEntry", &[Object], "The first entry from this key on, or null.", |call| {
            Ok(entry(from(call, true)?))
        }),
        method("higherKey", &[Object], "The first key after this one, or null.", |call| {
            Ok(key(from(call, false)?))
        }),
        method("higherEntry", &[Object], "The first entry after this key, or null.", |call| {
            Ok(entry(from(call, false)?))
        }),
    ],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/NavigableSet.html>
pub(crate) static NAVIGABLE_SET: Room = Room {
    class: "java.util.NavigableSet",
    rows: &[
        method("first", &[], "The first element.", |call| key_or_throw(first(call)?)),
        method("last", &[], "The last element.", |call| key_or_throw(last(call)?)),
        method("pollFirst", &[], "Removes the first element and gives it, or null.", |call| {
            let found = first(call)?;
            Ok(key(take(call, found)?))
        }),
        method("pollLast", &[], "Removes the last element and gives it, or null.", |call| {
            let found = last(call)?;
            Ok(key(take(call, found)?))
        }),
        method("floor", &[Object], "The last element up to this one, or null.", |call| {
            Ok(key(up_to(call, true)?))
        }),
        method("lower", &[Object], "The last element before this one, or null.", |call| {
            Ok(key(up_to(call, false)?))
        }),
        method("ceiling", &[Object], "The first element from this one on, or null.", |call| {
            Ok(key(from(call, true)?))
        }),
        method("higher", &[Object], "The first element after this one, or null.", |call| {
            Ok(key(from(call, false)?))
        }),
    ],
};

type Pair = (Value, Value);
type Found = Option<Pair>;

fn this<'call>(call: &Call<'call, '_>) -> Result<&'call Map, Error> {
    match call.this {
        Value::Map(map) => Ok(map),
        Value::Object(object) => match &**object {
            JavaObject::KeySet(map) => Ok(map),
            _ => Err(null_pointer()),
        },
        _ => Err(null_pointer()),
    }
}

fn sorted(call: &mut Call<'_, '_>) -> Result<Vec<Pair>, Error> {
    let map = this(call)?;
    call.budget.step(map.len() as u64)?;
    Ok(map.entries())
}

fn first(call: &mut Call<'_, '_>) -> Result<Found, Error> {
    Ok(sorted(call)?.into_iter().next())
}

fn last(call: &mut Call<'_, '_>) -> Result<Found, Error> {
    Ok(sorted(call)?.pop())
}

/// How the keys compare to the argument; on an empty map nothing is compared.
fn compared(call: &mut Call<'_, '_>) -> Result<Vec<(Ordering, Pair)>, Error> {
    let entries = sorted(call)?;
    let mut compared = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let order = compare_to_ignore_case(sorted_key(&key)?, sorted_key(call.value(0))?);
        compared.push((order, (key, value)));
    }
    Ok(compared)
}

fn up_to(call: &mut Call<'_, '_>, inclusive: bool) -> Result<Found, Error> {
    let found = compared(call)?.into_iter().rfind(|(order, _)| order.is_lt() || inclusive && order.is_eq());
    Ok(found.map(|(_, entry)| entry))
}

fn from(call: &mut Call<'_, '_>, inclusive: bool) -> Result<Found, Error> {
    let found = compared(call)?.into_iter().find(|(order, _)| order.is_gt() || inclusive && order.is_eq());
    Ok(found.map(|(_, entry)| entry))
}

/// Removes what was found.
fn take(call: &mut Call<'_, '_>, found: Found) -> Result<Found, Error> {
    if let Some((key, _)) = &found {
        this(call)?.remove(key);
    }
    Ok(found)
}

fn key(found: Found) -> Value {
    found.map_or(Value::Null, |(key, _)| key)
}

fn key_or_throw(found: Found) -> Result<Value, Error> {
    match found {
        Some((key, _)) => Ok(key),
        None => Err(Exception::without_message("java.util.NoSuchElementException").into()),
    }
}

fn entry(found: Found) -> Value {
    found.map_or(Value::Null, |(key, value)| {
        let class = "java.util.AbstractMap$SimpleImmutableEntry";
        Value::Object(Rc::new(JavaObject::Entry(Entry::detached(class, key, value))))
    })
}
