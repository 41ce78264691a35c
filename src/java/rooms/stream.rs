//! `java.util.stream.Stream` and `IntStream`: what they give without functions.

use std::cell::RefCell;
use std::rc::Rc;

use super::optional::{none, optional, some};
use crate::error::Error;
use crate::java::calls::{Call, array, null_pointer, void};
use crate::java::collections::position;
use crate::java::compare;
use crate::java::table::{Room, method};
use crate::java::types::Type::*;
use crate::value::{IMMUTABLE_LIST, Iteration, JavaObject, List, Stream, Value};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/stream/Stream.html>
pub(crate) static STREAM: Room = Room {
    class: "java.util.stream.Stream",
    rows: &[
        method("count", &[], "How many elements it has.", |call| Ok(Value::Long(take(call)?.len() as i64))),
        method("toArray", &[], "The elements, as an array.", |call| {
            let class = if this(call)?.is_int { "[I" } else { "[Ljava.lang.Object;" };
            Ok(array(class, take(call)?))
        }),
        method("toList", &[], "The elements, as a list that cannot be changed.", |call| {
            Ok(Value::List(List::new(&IMMUTABLE_LIST, take(call)?)))
        }),
        method("iterator", &[], "An iterator over the elements.", |call| {
            let class = "java.util.Spliterators$1Adapter";
            Ok(Value::Object(Rc::new(JavaObject::Iterator(Iteration::fixed(class, take(call)?)))))
        }),
        method("limit", &[Long], "The first elements, at most so many.", |call| {
            let most = length(call)?;
            pass(call, "java.util.stream.SliceOps$1", |mut items, _| {
                items.truncate(most);
                Ok(items)
            })
        }),
        method("skip", &[Long], "The elements but the first so many.", |call| {
            let fewer = length(call)?;
            pass(call, "java.util.stream.SliceOps$1", |mut items, _| {
                items.drain(..fewer.min(items.len()));
                Ok(items)
            })
        }),
        method("distinct", &[], "The elements, each once.", |call| {
            pass(call, "java.util.stream.DistinctOps$1", |items, call| {
                let mut once: Vec<Value> = Vec::new();
                for item in items {
                    call.budget.step(once.len() as u64)?;
                    if position(&once, &item, call.budget)?.is_none() {
                        once.push(item);
                    }
                }
                Ok(once)
            })
        }),
        method("sorted", &[], "The elements, sorted by their natural order.", |call| {
            pass(call, "java.util.stream.SortedOps$OfRef", |mut items, call| {
                compare::sort(&mut items, call.budget)?;
                Ok(items)
            })
        }),
        method("findFirst", &[], "The first element, as an Optional.", first),
        method("findAny", &[], "The first element, as an Optional.", first),
        method("isParallel", &[], "Whether it runs in parallel: no.", |_| Ok(Value::Boolean(false))),
        method("parallel", &[], "The stream itself.", |call| Ok(call.this.clone())),
        method("sequential", &[], "The stream itself.", |call| Ok(call.this.clone())),
        method("unordered", &[], "The stream itself.", |call| Ok(call.this.clone())),
        method("close", &[], "Ends the use of the stream.", |call| {
            this(call)?.items.take();
            void()
        }),
    ],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/stream/IntStream.html>
pub(crate) static INT_STREAM: Room = Room {
    class: "java.util.stream.IntStream",
    rows: &[
        method("sum", &[], "The sum, which wraps around.", |call| {
            Ok(Value::Integer(numbers(call)?.into_iter().fold(0, i32::wrapping_add)))
        }),
        method("min", &[], "The least, as an OptionalInt.", |call| {
            let least = numbers(call)?.into_iter().min();
            Ok(optional("java.util.OptionalInt", least.map(Value::Integer)))
        }),
        method("max", &[], "The greatest, as an OptionalInt.", |call| {
            let greatest = numbers(call)?.into_iter().max();
            Ok(optional("java.util.OptionalInt", greatest.map(Value::Integer)))
        }),
        method("average", &[], "The mean, as an OptionalDouble.", |call| {
            let numbers = numbers(call)?;
            let sum: i64 = numbers.iter().map(|number| i64::from(*number)).sum();
            let mean = (!numbers.is_empty()).then(|| Value::Double(sum as f64 / numbers.len() as f64));
            Ok(optional("java.util.OptionalDouble", mean))
        }),
        method("boxed", &[], "The numbers, as a Stream.", |call| {
            let items = take(call)?;
            Ok(stream("java.util.stream.IntPipeline$1", items))
        }),
    ],
};

/// A new stream of this class.
pub(super) fn stream(class: &'static str, items: Vec<Value>) -> Value {
    let items = RefCell::new(Some(items));
    Value::Object(Rc::new(JavaObject::Stream(Stream { class, is_int: false, items })))
}

/// A new `IntStream`.
pub(super) fn int_stream(items: Vec<Value>) -> Value {
    let class = "java.util.stream.IntPipeline$Head";
    let items = RefCell::new(Some(items));
    Value::Object(Rc::new(JavaObject::Stream(Stream { class, is_int: true, items })))
}

fn this<'call>(call: &Call<'call, '_>) -> Result<&'call Stream, Error> {
    match call.this {
        Value::Object(object) => match &**object {
            JavaObject::Stream(stream) => Ok(stream),
            _ => Err(null_pointer()),
        },
        _ => Err(null_pointer()),
    }
}

/// The elements, which can be taken once.
fn take(call: &mut Call<'_, '_>) -> Result<Vec<Value>, Error> {
    let items = this(call)?.items.take().ok_or_else(|| {
        let message = "stream has already been operated upon or closed";
        Error::thrown("java.lang.IllegalStateException", message)
    })?;
    call.budget.step(items.len() as u64)?;
    Ok(items)
}

fn numbers(call: &mut Call<'_, '_>) -> Result<Vec<i32>, Error> {
    let number = |item: Value| match item {
        Value::Integer(number) => number,
        _ => 0,
    };
    Ok(take(call)?.into_iter().map(number).collect())
}

/// The number of elements that the argument tells.
fn length(call: &Call<'_, '_>) -> Result<usize, Error> {
    let length = call.long(0);
    usize::try_from(length)
        .map_err(|_| Error::thrown("java.lang.IllegalArgumentException", length.to_string()))
}

/// A stream of what `change` makes of the elements.
fn pass(
    call: &mut Call<'_, '_>,
    class: &'static str,
    change: impl FnOnce(Vec<Value>, &mut Call<'_, '_>) -> Result<Vec<Value>, Error>,
) -> Result<Value, Error> {
    let is_int = this(call)?.is_int;
    let items = take(call)?;
    let items = RefCell::new(Some(change(items, call)?));
    Ok(Value::Object(Rc::new(JavaObject::Stream(Stream { class, is_int, items }))))
}

fn first(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let is_int = this(call)?.is_int;
    let found = take(call)?.into_iter().next();
    Ok(match found {
        found if is_int => optional("java.util.OptionalInt", found),
        None => none(),
        Some(Value::Null) => return Err(null_pointer()),
        Some(value) => some(&value),
    })
}
