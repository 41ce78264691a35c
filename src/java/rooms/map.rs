//! `java.util.Map`, `java.util.Map.Entry` and what `java.util.HashMap` adds.

use std::rc::Rc;

use crate::error::Error;
use crate::java::calls::{Call, class_cast, null_pointer, size, unsupported, void};
use crate::java::exception::Exception;
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::{self, *};
use crate::limits::Budget;
use crate::value::{Entry, IMMUTABLE_MAP, IMMUTABLE_MAP_OF_ONE, JavaObject, Map, Order, Text, Value};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Map.html>
pub(crate) static MAP: Room = Room {
    class: "java.util.Map",
    rows: &[
        method("size", &[], "How many entries it has.", |call| Ok(size(this(call)?.len()))),
        method("isEmpty", &[], "Whether it has no entries.", |call| {
            Ok(Value::Boolean(this(call)?.is_empty()))
        }),
        method("get", &[Object], "The value of a key, or null.", |call| {
            Ok(find(this(call)?, call.value(0), call.budget)?.unwrap_or(Value::Null))
        }),
        method("getOrDefault", &[Object, Object], "The value of a key, or the second argument.", |call| {
            Ok(find(this(call)?, call.value(0), call.budget)?.unwrap_or_else(|| call.value(1).clone()))
        }),
        method("containsKey", &[Object], "Whether it has a key.", |call| {
            Ok(Value::Boolean(find(this(call)?, call.value(0), call.budget)?.is_some()))
        }),
        method("containsValue", &[Object], "Whether a value equals the argument.", |call| {
            let map = this(call)?;
            call.budget.step(map.len() as u64)?;
            for value in map.values() {
                if call.value(0).equals_within(&value, call.budget)? {
                    return Ok(Value::Boolean(true));
                }
            }
            Ok(Value::Boolean(false))
        }),
        method("put", &[Object, Object], "Sets the value of a key and gives the one before.", |call| {
            let map = mutable(call)?;
            put(map, call.value(0), call.value(1), call.budget)
        }),
        method("putIfAbsent", &[Object, Object], "Sets the value of a key that has none.", |call| {
            let map = mutable(call)?;
            match find(map, call.value(0), call.budget)? {
                Some(present) if !present.is_null() => Ok(present),
                _ => put(map, call.value(0), call.value(1), call.budget),
            }
        }),
        method("putAll", &[Type::Map], "Puts all entries of another.", |call| {
            let map = mutable(call)?;
            let added = entries(call.map(0)?, call.budget)?;
            map.presize(added.len());
            for (key, value) in added {
                put(map, &key, &value, call.budget)?;
            }
            void()
        }),
        method("remove", &[Object], "Removes a key and gives its value.", |call| {
            let map = mutable(call)?;
            find(map, call.value(0), call.budget)?;
            // The entries after it move up.
            call.budget.step(map.len() as u64 / 64)?;
            Ok(map.remove(call.value(0)).unwrap_or(Value::Null))
        }),
        method("remove", &[Object, Object], "Removes a key that has this value.", |call| {
            let map = mutable(call)?;
            let found = holds(map, call)?;
            if found {
                call.budget.step(map.len() as u64 / 64)?;
                map.remove(call.value(0));
            }
            Ok(Value::Boolean(found))
        }),
        method("replace", &[Object, Object], "Sets the value of a key that is there.", |call| {
            let map = mutable(call)?;
            match find(map, call.value(0), call.budget)? {
                Some(before) => {
                    map.insert(call.value(0).clone(), call.value(1).clone());
                    Ok(before)
                }
                None => Ok(Value::Null),
            }
        }),
        method("replace", &[Object, Object, Object], "Sets the value of a key that has a value.", |call| {
            let map = mutable(call)?;
            let found = holds(map, call)?;
            if found {
                map.insert(call.value(0).clone(), call.value(2).clone());
            }
            Ok(Value::Boolean(found))
        }),
        method("clear", &[], "Removes all entries.", |call| {
            mutable(call)?.clear();
            void()
        }),
        method("keySet", &[], "The keys: a view of the map.", |call| view(call, JavaObject::KeySet)),
        method("values", &[], "The values: a view of the map.", |call| view(call, JavaObject::Values)),
        method("entrySet", &[], "The entries: a view of the map.", |call| view(call, JavaObject::EntrySet)),
        method(
            "compute",
            &[Object, Foreign("BiFunction")],
            "Throws: a template has no functions.",
            no_function,
        ),
        method(
            "computeIfAbsent",
            &[Object, Foreign("Function")],
            "Throws: a template has no functions.",
            no_function,
        ),
        method(
            "computeIfPresent",
            &[Object, Foreign("BiFunction")],
            "Throws: a template has no functions.",
            no_function,
        ),
        method(
            "merge",
            &[Object, Object, Foreign("BiFunction")],
            "Throws: a template has no functions.",
            no_function,
        ),
        method("replaceAll", &[Foreign("BiFunction")], "Throws: a template has no functions.", no_function),
        method("forEach", &[Foreign("BiConsumer")], "Throws: a template has no functions.", |_| {
            Err(null_pointer())
        }),
        static_method("entry", &[Object, Object], "An entry of no map.", |call| {
            entry(call.value(0), call.value(1))
        }),
        static_method("copyOf", &[Type::Map], "A map of the same entries that cannot be changed.", |call| {
            let entries = entries(call.map(0)?, call.budget)?;
            immutable(entries, false, call.budget)
        }),
        static_method("ofEntries", &[Entries], "A map of the entries that cannot be changed.", |call| {
            let entries = call.array(0)?.borrow();
            let pairs = entries.iter().map(|entry| match as_entry(entry) {
                Some(entry) => Ok((entry.key().clone(), entry.value())),
                None => Err(null_pointer()),
            });
            immutable(pairs.collect::<Result<_, _>>()?, true, call.budget)
        }),
        static_method("of", &[], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 2], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 4], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 6], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 8], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 10], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 12], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 14], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 16], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 18], "A map of keys and values that cannot be changed.", of),
        static_method("of", &[Object; 20], "A map of keys and values that cannot be changed.", of),
    ],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/HashMap.html>
pub(crate) static HASH_MAP: Room = Room {
    class: "java.util.HashMap",
    rows: &[method("clone", &[], "A new map of the same entries.", |call| {
        let map = this(call)?;
        call.budget.step(map.len() as u64)?;
        Ok(Value::Map(map.with_class(map.class())))
    })],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Map.Entry.html>
pub(crate) static ENTRY: Room = Room {
    class: "java.util.Map.Entry",
    rows: &[
        method("getKey", &[], "The key.", |call| Ok(this_entry(call)?.key().clone())),
        method("getValue", &[], "The value.", |call| Ok(this_entry(call)?.value())),
        method("setValue", &[Object], "Sets the value, also in the map, and gives the one before.", |call| {
            let entry = this_entry(call)?;
            match entry.map() {
                None if call.this.class_name() == "java.util.KeyValueHolder" => {
                    Err(Error::thrown("java.lang.UnsupportedOperationException", "not supported"))
                }
                None => Err(unsupported()),
                Some(map) if !map.class().mutable => Err(unsupported()),
                Some(_) => Ok(entry.set_value(call.value(0).clone())),
            }
        }),
        static_method("copyOf", &[Type::Entry], "An entry of no map with the same key and value.", |call| {
            let copied = as_entry(call.value(0)).ok_or_else(null_pointer)?;
            entry(copied.key(), &copied.value())
        }),
    ],
};

fn this<'call>(call: &Call<'call, '_>) -> Result<&'call Map, Error> {
    match call.this {
        Value::Map(map) => Ok(map),
        _ => Err(null_pointer()),
    }
}

fn mutable<'call>(call: &Call<'call, '_>) -> Result<&'call Map, Error> {
    let map = this(call)?;
    if map.class().mutable { Ok(map) } else { Err(unsupported()) }
}

fn as_entry(value: &Value) -> Option<&Entry> {
    match value {
        Value::Object(object) => match &**object {
            JavaObject::Entry(entry) => Some(entry),
            _ => None,
        },
        _ => None,
    }
}

fn this_entry<'call>(call: &Call<'call, '_>) -> Result<&'call Entry, Error> {
    as_entry(call.this).ok_or_else(null_pointer)
}

/// The value of `key`; a map sorted by text takes only text for a key, and one of `Map.of` no null.
pub(crate) fn find(map: &Map, key: &Value, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
    budget.step(1)?;
    if map.class().order == Order::IgnoreCase && !map.is_empty() {
        sorted_key(key)?;
    }
    if key.is_null() && is_immutable(map) {
        return Err(null_pointer());
    }
    match key {
        Value::List(_) | Value::Map(_) | Value::Object(_) => find_compound(map, key, budget),
        _ => {
            let reading = if let Value::String(name) = key { name.size() as u64 / 64 } else { 0 };
            budget.step(map.look_up_steps() + reading)?;
            Ok(map.get(key))
        }
    }
}

/// What an entry takes in steps that is new, for the memory it takes.
const NEW_ENTRY: u64 = 4;

/// What comparing with one key of a map takes in steps.
const COMPARISON: u64 = 8;

/// The value of a key that is a list, a map or another object, whose hash code and comparisons take steps; as Java's,
/// they fail for one that holds itself.
fn find_compound(map: &Map, key: &Value, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
    key.hash_code_within(budget)?;
    budget.step((map.len() as u64).saturating_mul(COMPARISON))?;
    for present in map.keys() {
        let compound = matches!(present, Value::List(_) | Value::Map(_) | Value::Object(_));
        if compound && key.equals_within(&present, budget)? {
            return Ok(map.get(&present));
        }
    }
    Ok(None)
}

/// A key that a map sorted by text can compare.
pub(super) fn sorted_key(key: &Value) -> Result<&Text, Error> {
    match key {
        Value::String(text) => Ok(text),
        Value::Null => Err(null_pointer()),
        other => Err(class_cast(other, "java.lang.String")),
    }
}

fn is_immutable(map: &Map) -> bool {
    std::ptr::eq(map.class(), &IMMUTABLE_MAP) || std::ptr::eq(map.class(), &IMMUTABLE_MAP_OF_ONE)
}

/// Puts an entry; gives the value before, or null.
pub(crate) fn put(map: &Map, key: &Value, value: &Value, budget: &mut Budget<'_>) -> Result<Value, Error> {
    if map.class().order == Order::IgnoreCase {
        sorted_key(key)?;
    }
    if find(map, key, budget)?.is_none() {
        budget.list(map.len() + 1)?;
        budget.step(NEW_ENTRY)?;
    }
    Ok(map.insert(key.clone(), value.clone()).unwrap_or(Value::Null))
}

fn entries(map: &Map, budget: &mut Budget<'_>) -> Result<Vec<(Value, Value)>, Error> {
    budget.step(map.len() as u64)?;
    Ok(map.entries())
}

/// Whether the key that is the first argument has the value that is the second.
fn holds(map: &Map, call: &mut Call<'_, '_>) -> Result<bool, Error> {
    match find(map, call.value(0), call.budget)? {
        Some(value) => call.value(1).equals_within(&value, call.budget),
        None => Ok(false),
    }
}

fn view(call: &mut Call<'_, '_>, view: fn(Map) -> JavaObject) -> Result<Value, Error> {
    Ok(Value::Object(Rc::new(view(this(call)?.clone()))))
}

fn no_function(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    mutable(call)?;
    Err(null_pointer())
}

fn entry(key: &Value, value: &Value) -> Result<Value, Error> {
    if key.is_null() || value.is_null() {
        return Err(Exception::without_message("java.lang.NullPointerException").into());
    }
    Ok(Value::Object(Rc::new(JavaObject::Entry(Entry::detached(
        "java.util.KeyValueHolder",
        key.clone(),
        value.clone(),
    )))))
}

fn of(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let pairs = call.arguments.chunks(2).map(|pair| (pair[0].clone(), pair[pair.len() - 1].clone()));
    immutable(pairs.collect(), true, call.budget)
}

/// A map that cannot be changed and has no null. Java's own order of such maps differs from run to run; here it is that
/// of the arguments.
fn immutable(pairs: Vec<(Value, Value)>, unique: bool, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let map = Map::new(if pairs.len() == 1 { &IMMUTABLE_MAP_OF_ONE } else { &IMMUTABLE_MAP });
    for (key, value) in pairs {
        if key.is_null() || value.is_null() {
            return Err(Exception::without_message("java.lang.NullPointerException").into());
        }
        if find(&map, &key, budget)?.is_some() && unique {
            let key = key.to_text(budget)?;
            let message = format!("duplicate key: {}", key.to_str());
            return Err(Error::thrown("java.lang.IllegalArgumentException", message));
        }
        map.insert(key, value);
    }
    Ok(Value::Map(map))
}
