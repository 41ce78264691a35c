//! `java.util.Iterator` and `java.util.ListIterator`.

use crate::error::Error;
use crate::java::calls::{Call, concurrent_modification, null_pointer, unsupported, void};
use crate::java::exception::Exception;
use crate::java::table::{Room, method};
use crate::java::types::Type::*;
use crate::value::{Iteration, JavaObject, Source, Value};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Iterator.html>
pub(crate) static ITERATOR: Room = Room {
    class: "java.util.Iterator",
    rows: &[
        method("hasNext", &[], "Whether there is a next element.", |call| {
            Ok(Value::Boolean(this(call)?.has_next()))
        }),
        method("next", &[], "The next element.", |call| step(call, Iteration::next)),
        method("remove", &[], "Removes the element given last.", |call| {
            let iteration = fresh(call)?;
            if iteration.last_index().is_none() && matches!(iteration.source(), Source::Fixed(_)) {
                return Err(illegal_state());
            }
            if !is_resizable(iteration) {
                return Err(unsupported());
            }
            if iteration.remove() { void() } else { Err(illegal_state()) }
        }),
        method("forEachRemaining", &[Foreign("Consumer")], "Throws: a template has no functions.", |_| {
            Err(null_pointer())
        }),
    ],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/ListIterator.html>
pub(crate) static LIST_ITERATOR: Room = Room {
    class: "java.util.ListIterator",
    rows: &[
        method("hasPrevious", &[], "Whether there is an element before.", |call| {
            Ok(Value::Boolean(this(call)?.next_index() > 0))
        }),
        method("previous", &[], "The element before.", |call| step(call, Iteration::previous)),
        method("nextIndex", &[], "The index of the next element.", |call| {
            Ok(Value::Integer(this(call)?.next_index() as i32))
        }),
        method("previousIndex", &[], "The index of the element before.", |call| {
            Ok(Value::Integer(this(call)?.next_index() as i32 - 1))
        }),
        method("set", &[Object], "Replaces the element given last.", |call| {
            let iteration = fresh(call)?;
            match iteration.source() {
                Source::List(list) if list.class().settable => {
                    let index = iteration.last_index().ok_or_else(illegal_state)?;
                    list.set(index, call.value(0).clone());
                    void()
                }
                _ => Err(unsupported()),
            }
        }),
        method("add", &[Object], "Inserts an element before the next.", |call| {
            let iteration = fresh(call)?;
            match iteration.source() {
                Source::List(list) if list.class().resizable => {
                    call.budget.list(list.len() + 1)?;
                    iteration.add(call.value(0).clone());
                    void()
                }
                _ => Err(unsupported()),
            }
        }),
    ],
};

fn this<'call>(call: &Call<'call, '_>) -> Result<&'call Iteration, Error> {
    match call.this {
        Value::Object(object) => match &**object {
            JavaObject::Iterator(iteration) => Ok(iteration),
            _ => Err(null_pointer()),
        },
        _ => Err(null_pointer()),
    }
}

/// The iteration, if nothing else changed what it runs over.
fn fresh<'call>(call: &Call<'call, '_>) -> Result<&'call Iteration, Error> {
    let iteration = this(call)?;
    if iteration.is_stale() { Err(concurrent_modification()) } else { Ok(iteration) }
}

fn step(call: &mut Call<'_, '_>, step: fn(&Iteration) -> Option<Value>) -> Result<Value, Error> {
    call.budget.step(1)?;
    step(fresh(call)?).ok_or_else(|| Exception::without_message("java.util.NoSuchElementException").into())
}

fn is_resizable(iteration: &Iteration) -> bool {
    match iteration.source() {
        Source::Fixed(_) => false,
        Source::List(list) => list.class().resizable,
        Source::Map(map, ..) => map.class().mutable,
    }
}

fn illegal_state() -> Error {
    Exception::without_message("java.lang.IllegalStateException").into()
}
