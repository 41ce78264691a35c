//! `java.util.List`, `java.util.ArrayList` and json-smart's `JSONArray`.

use std::rc::Rc;

use crate::error::Error;
use crate::java::calls::{Call, array_list, null_pointer, out_of_bounds, size, unsupported, void};
use crate::java::collections::Target;
use crate::java::compare;
use crate::java::exception::Exception;
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::{
    IMMUTABLE_LIST, IMMUTABLE_PAIR, IMMUTABLE_PART, Iteration, JSON_ARRAY as JSON_ARRAY_CLASS, JavaObject,
    JsonStyle, List, PART_OF_ARRAY, Value,
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/List.html>
pub(crate) static LIST: Room = Room {
    class: "java.util.List",
    rows: &[
        method("get", &[Int], "The element at an index.", get),
        method("set", &[Int, Object], "Replaces the element at an index and gives the one before.", |call| {
            set(call)
        }),
        method("add", &[Int, Object], "Inserts an element at an index.", |call| {
            let index = call.int(0);
            let list = resizable(call)?;
            let place = insertion(index, list.len())?;
            call.budget.list(list.len() + 1)?;
            // The elements after it move.
            call.budget.step((list.len() - place) as u64 / 64)?;
            list.change(|items| items.insert(place, call.value(1).clone()));
            void()
        }),
        method("addAll", &[Int, Collection], "Inserts all elements of another at an index.", |call| {
            let index = call.int(0);
            let target = Target::of(call)?;
            if !target.is_immutable() && !target.is_resizable() {
                insertion(index, target.len())?;
                return if call.collection(1)?.is_empty() {
                    Ok(Value::Boolean(false))
                } else {
                    Err(unsupported())
                };
            }
            let list = resizable(call)?;
            let place = insertion(index, list.len())?;
            let items = call.collection(1)?;
            call.budget.list(list.len() + items.len())?;
            let changed = !items.is_empty();
            list.change(|all| all.splice(place..place, items).for_each(drop));
            Ok(Value::Boolean(changed))
        }),
        method("remove", &[Int], "Removes the element at an index and gives it.", |call| {
            let index = call.int(0);
            let target = Target::of(call)?;
            if !target.is_resizable() {
                return Err(unsupported());
            }
            let place = inside(index, target.len())?;
            call.budget.step((target.len() - place) as u64 / 64)?;
            target.remove_at(place)
        }),
        method("indexOf", &[Object], "Where the argument is first, or -1.", |call| {
            Ok(match Target::of(call)?.position(call.value(0), call.budget)? {
                Some(index) => size(index),
                None => Value::Integer(-1),
            })
        }),
        method("lastIndexOf", &[Object], "Where the argument is last, or -1.", |call| {
            let target = Target::of(call)?;
            if call.value(0).is_null() && target.is_immutable() {
                return Err(null_pointer());
            }
            let items = target.items(call.budget)?;
            for (index, item) in items.iter().enumerate().rev() {
                if call.value(0).equals_within(item, call.budget)? {
                    return Ok(size(index));
                }
            }
            Ok(Value::Integer(-1))
        }),
        method("listIterator", &[], "An iterator that goes both ways.", |call| list_iterator(call, 0)),
        method("listIterator", &[Int], "An iterator that goes both ways, from an index on.", |call| {
            let start = call.int(0);
            list_iterator(call, start)
        }),
        method("subList", &[Int, Int], "A view of the elements of a range.", sub_list),
        method("sort", &[Foreign("Comparator")], "Sorts by natural order; the argument is null.", sort),
        method("replaceAll", &[Foreign("UnaryOperator")], "Throws: a template has no functions.", |call| {
            Err(if Target::of(call)?.is_immutable() { unsupported() } else { null_pointer() })
        }),
        static_method("of", &[], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 1], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 2], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 3], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 4], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 5], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 6], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 7], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 8], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 9], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Object; 10], "A list of the arguments that cannot be changed.", of),
        static_method("of", &[Objects], "A list of an array's elements that cannot be changed.", |call| {
            immutable(call.array(0)?.borrow().clone())
        }),
        static_method(
            "copyOf",
            &[Collection],
            "A list of a collection's elements that cannot be changed.",
            |call| immutable(call.collection(0)?),
        ),
    ],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/ArrayList.html>
pub(crate) static ARRAY_LIST: Room = Room {
    class: "java.util.ArrayList",
    rows: &[
        method("clone", &[], "A new list of the same elements.", |call| {
            let items = Target::of(call)?.items(call.budget)?;
            Ok(match call.this {
                Value::List(list) => Value::List(List::new(list.class(), items)),
                _ => array_list(items),
            })
        }),
        method("ensureCapacity", &[Int], "Does nothing that can be seen.", |_| void()),
        method("trimToSize", &[], "Does nothing that can be seen.", |_| void()),
    ],
};

/// <https://javadoc.io/doc/net.minidev/json-smart/2.4.10/net/minidev/json/JSONArray.html>
pub(crate) static JSON_ARRAY: Room = Room {
    class: "net.minidev.json.JSONArray",
    rows: &[
        method("appendElement", &[Object], "Adds an element at the end and gives the array.", |call| {
            if let Target::List(list) = Target::of(call)? {
                call.budget.list(list.len() + 1)?;
                list.change(|items| items.push(call.value(0).clone()));
            }
            Ok(call.this.clone())
        }),
        method("merge", &[Object], "Adds the elements of an array, or the argument.", |call| {
            if let Target::List(list) = Target::of(call)? {
                let added = match call.value(0) {
                    Value::List(other) if std::ptr::eq(other.class(), &JSON_ARRAY_CLASS) => other.to_vec(),
                    other => vec![other.clone()],
                };
                call.budget.list(list.len() + added.len())?;
                list.change(|items| items.extend(added));
            }
            void()
        }),
        method("toJSONString", &[], "The array as JSON.", |call| json(call.this, call)),
        method("toJSONString", &[Foreign("JSONStyle")], "Throws: a template has no JSONStyle.", |_| {
            Err(null_pointer())
        }),
        method("toString", &[Foreign("JSONStyle")], "Throws: a template has no JSONStyle.", |_| {
            Err(null_pointer())
        }),
    ],
};

fn json(value: &Value, call: &mut Call<'_, '_>) -> Result<Value, Error> {
    value.to_json_text(JsonStyle::ToString, call.budget).map(Value::String)
}

/// The list called, whose length may change.
fn resizable<'call>(call: &Call<'call, '_>) -> Result<&'call List, Error> {
    match Target::of(call)? {
        Target::List(list) if list.class().resizable => Ok(list),
        _ => Err(unsupported()),
    }
}

fn inside(index: i32, length: usize) -> Result<usize, Error> {
    match usize::try_from(index) {
        Ok(inside) if inside < length => Ok(inside),
        _ => Err(out_of_bounds(i64::from(index), length)),
    }
}

fn insertion(index: i32, length: usize) -> Result<usize, Error> {
    match usize::try_from(index) {
        Ok(place) if place <= length => Ok(place),
        _ => Err(Error::thrown(
            "java.lang.IndexOutOfBoundsException",
            format!("Index: {index}, Size: {length}"),
        )),
    }
}

fn get(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let index = call.int(0);
    let place = usize::try_from(index).ok();
    match Target::of(call)? {
        Target::List(list) => match place.and_then(|place| list.get(place)) {
            Some(value) => Ok(value),
            None => Err(get_bounds(list, index)),
        },
        target => {
            let found = match (&target, place) {
                (Target::Array(items), Some(place)) => items.borrow().get(place).cloned(),
                _ => None,
            };
            found.ok_or_else(array_bounds)
        }
    }
}

/// How `get` complains: each class of lists in its own way.
fn get_bounds(list: &List, index: i32) -> Error {
    let length = list.len();
    match list.class().name {
        "java.util.ImmutableCollections$ListN" => Error::thrown(
            "java.lang.ArrayIndexOutOfBoundsException",
            format!("Index {index} out of bounds for length {length}"),
        ),
        "java.util.ImmutableCollections$List12" => {
            Error::thrown("java.lang.IndexOutOfBoundsException", format!("Index: {index} Size: {length}"))
        }
        _ => out_of_bounds(i64::from(index), length),
    }
}

fn array_bounds() -> Error {
    Exception::without_message("java.lang.ArrayIndexOutOfBoundsException").into()
}

fn set(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let index = call.int(0);
    let value = call.value(1).clone();
    match Target::of(call)? {
        Target::List(list) if list.class().settable => {
            let place = inside(index, list.len())?;
            Ok(list.set(place, value).unwrap_or(Value::Null))
        }
        Target::Array(items) => {
            let mut items = items.borrow_mut();
            let slot = usize::try_from(index).ok().and_then(|index| items.get_mut(index));
            let slot = slot.ok_or_else(array_bounds)?;
            let fits = match call.this.class_name() {
                "[C" => matches!(value, Value::Character(_)),
                "[B" => matches!(value, Value::Byte(_)),
                "[Ljava.lang.Object;" => true,
                // The other arrays of objects are of strings, numbers or entries: their elements are of one class.
                class => {
                    value.is_null()
                        || class.trim_matches(|c| matches!(c, '[' | 'L' | ';')) == value.class_name()
                }
            };
            if !fits {
                let message = match call.this.class_name() {
                    "[C" | "[B" if value.is_null() => "",
                    "[C" | "[B" => "argument type mismatch",
                    _ => "array element type mismatch",
                };
                return Err(Error::thrown("java.lang.IllegalArgumentException", message));
            }
            Ok(std::mem::replace(slot, value))
        }
        _ => Err(unsupported()),
    }
}

fn list_iterator(call: &mut Call<'_, '_>, start: i32) -> Result<Value, Error> {
    let target = Target::of(call)?;
    let place = insertion(start, target.len())?;
    Ok(Value::Object(Rc::new(JavaObject::Iterator(match target {
        Target::List(list) => Iteration::list_iterator(list, place),
        other => {
            let items = other.items(call.budget)?;
            Iteration::fixed_list_iterator("java.util.AbstractList$ListItr", items, place)
        }
    }))))
}

fn sub_list(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let (from, to) = (call.int(0), call.int(1));
    // A part of a part that was changed by other means is only noticed once it is used.
    let target = match call.this {
        Value::List(list) => Target::List(list),
        _ => Target::of(call)?,
    };
    let wrong = |message| Err(Error::thrown("java.lang.IndexOutOfBoundsException", message));
    let (Ok(start), Ok(end)) = (usize::try_from(from), usize::try_from(to.max(0))) else {
        return wrong(format!("fromIndex = {from}"));
    };
    if end > target.len() {
        return wrong(format!("toIndex = {to}"));
    }
    if from > to {
        let message = format!("fromIndex({from}) > toIndex({to})");
        return Err(Error::thrown("java.lang.IllegalArgumentException", message));
    }
    Ok(match target {
        Target::List(list) if list.class().resizable => Value::List(list.view(start, end)),
        other => {
            let class = if other.is_immutable() { &IMMUTABLE_PART } else { &PART_OF_ARRAY };
            let items = other.items(call.budget)?.drain(start..end).collect();
            Value::List(List::new(class, items))
        }
    })
}

fn sort(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let target = Target::of(call)?;
    if target.is_immutable() {
        return Err(unsupported());
    }
    let mut items = target.items(call.budget)?;
    compare::sort(&mut items, call.budget)?;
    match target {
        Target::List(list) => {
            list.change(|all| *all = items);
        }
        Target::Array(all) => *all.borrow_mut() = items,
        _ => {}
    }
    void()
}

fn of(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    immutable(call.arguments.to_vec())
}

/// A list that cannot be changed and has no null.
fn immutable(items: Vec<Value>) -> Result<Value, Error> {
    if items.iter().any(Value::is_null) {
        return Err(null_pointer());
    }
    let class = if matches!(items.len(), 1 | 2) { &IMMUTABLE_PAIR } else { &IMMUTABLE_LIST };
    Ok(Value::List(List::new(class, items)))
}
