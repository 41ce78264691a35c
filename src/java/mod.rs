//! What Java does with the values a template meets: the methods of its classes, its numbers and its exceptions.
//!
//! A template reaches a value through five doors: [`call`], [`property`], [`set_property`], [`index`] and [`set_index`].
//! Behind them stands one table of all methods, a room a class, which [`methods`] lists.

mod access;
mod calls;
mod class;
mod collections;
mod compare;
pub mod exception;
pub mod format;
mod formatting;
mod matching;
pub mod number;
mod overload;
pub mod regex;
mod rooms;
mod strings;
mod table;
mod types;
mod units;

pub use access::{index, property, set_index, set_property};
pub use exception::{Exception, Failure};
pub(crate) use rooms::number::{double_value, float_value, int_value, long_value};
pub(crate) use rooms::{find, put};
pub use table::{MethodName, MethodRow, methods};

use crate::error::Error;
use crate::limits::{Budget, multiplication_steps};
use crate::value::{JavaObject, Value, is_compound};

/// Calls a method of `receiver`; `None` where it has none of this name for these arguments, or where Velocity cannot
/// tell which of several is meant. A method without a result gives the empty string, as Velocity makes of it.
///
/// ```
/// use vtlgate::java::{MethodName, call};
/// use vtlgate::{Budget, Limits, Value};
///
/// let limits = Limits::default();
/// let substring = MethodName::resolve("substring").unwrap();
/// let arguments = [Value::Integer(0), Value::Integer(5)];
/// let result = call(&Value::from("Hello World"), substring, &arguments, &mut Budget::new(&limits)).unwrap();
/// assert!(result.unwrap().equals(&Value::from("Hello")));
/// ```
///
/// # Errors
/// Where the method throws, or a limit is reached.
pub fn call(
    receiver: &Value,
    method: MethodName,
    arguments: &[Value],
    budget: &mut Budget<'_>,
) -> Result<Option<Value>, Error> {
    // What templates call most: no map has another `get` that takes a String.
    if let (Value::Map(map), [key @ Value::String(_)], "get") = (receiver, arguments, method.as_str()) {
        budget.step(1)?;
        return Ok(Some(rooms::find(map, key, budget)?.unwrap_or(Value::Null)));
    }
    let Some(class) = class::Class::of(receiver) else { return Ok(None) };
    if let Value::Host(host) = receiver
        && let Some(value) = host.call(method.as_str(), arguments, budget)?
    {
        return Ok(Some(value));
    }
    let row = match overload::choose(table::overloads(class, method), arguments) {
        None if class == class::Class::Type => static_method(receiver, method, arguments)?,
        row => row,
    };
    let Some(row) = row else { return Ok(None) };
    budget.step(1 + reading_steps(receiver) + arguments.iter().map(looking_steps).sum::<u64>())?;
    if row.parameters.is_empty() && !arguments.is_empty() {
        return Err(Exception::illegal_argument("wrong number of arguments").into());
    }
    let arguments = overload::pack(row.parameters, arguments);
    let result = (row.function)(&mut calls::Call { this: receiver, arguments: &arguments, budget });
    budget.settle()?;
    if let Value::List(_) | Value::Map(_) | Value::Object(_) = receiver {
        // What is given to a method may be put into the object, or what the object has into an array given.
        for argument in arguments.iter().filter(|argument| is_compound(argument)) {
            budget.remember(receiver);
            if matches!(argument, Value::Object(_)) {
                budget.remember(argument);
            }
        }
    }
    match &result {
        Ok(Value::Object(object)) => budget.step(COMPOUND + object.copied() as u64)?,
        Ok(Value::List(_) | Value::Map(_)) => budget.step(COMPOUND)?,
        Ok(Value::String(text)) => budget.step(making_steps(text.size()))?,
        _ => {}
    }
    result.map(Some)
}

/// The method that a class object gives where `java.lang.Class` has none of the name: Velocity looks among those of the
/// class it stands for, so static methods can be called through it.
///
/// # Errors
/// Where the method is not static: Java has no object to call it on.
fn static_method(
    receiver: &Value,
    method: MethodName,
    arguments: &[Value],
) -> Result<Option<&'static table::Row>, Error> {
    let Value::Object(object) = receiver else { return Ok(None) };
    let JavaObject::Class(name) = &**object else { return Ok(None) };
    let Some(class) = class::Class::named(&name.to_str()) else { return Ok(None) };
    let row = overload::choose(table::overloads(class, method), arguments);
    if row.is_some_and(|row| !row.is_static) {
        return Err(Exception::illegal_argument("object is not an instance of declaring class").into());
    }
    Ok(row)
}

/// What a list, map or view counts for besides: most are new, and memory is counted in steps.
pub(crate) const COMPOUND: u64 = 4;

/// Whether the class of `receiver` has a method of this name, whatever its arguments.
pub(crate) fn has_method(receiver: &Value, name: &str) -> bool {
    let class = class::Class::of(receiver);
    let name = MethodName::resolve(name);
    class.zip(name).is_some_and(|(class, name)| !table::overloads(class, name).is_empty())
}

/// The names of the methods that the class of `receiver` has.
pub(crate) fn method_names(receiver: &Value) -> impl Iterator<Item = &'static str> {
    let class = class::Class::of(receiver);
    table::names()
        .filter(move |name| class.is_some_and(|class| !table::overloads(class, *name).is_empty()))
        .map(MethodName::as_str)
}

/// What making a string of so many bytes takes, for the time and for the memory.
pub(crate) fn making_steps(bytes: usize) -> u64 {
    bytes as u64 / 32
}

/// What looking through a string that is an argument takes, which some methods do.
fn looking_steps(argument: &Value) -> u64 {
    match argument {
        Value::String(text) => text.size() as u64 / 1024,
        _ => 0,
    }
}

/// What reading a string once takes, which nearly every method does, or multiplying a number with itself.
fn reading_steps(receiver: &Value) -> u64 {
    match receiver {
        Value::String(text) => text.size() as u64 / 64,
        Value::BigInteger(number) => multiplication_steps(number.bits()),
        _ => 0,
    }
}
