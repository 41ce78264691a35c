//! `$x.name` and `$x[index]`, read and set, by the rules of Velocity 1.7's `UberspectImpl` and `ASTIndex`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::call;
use super::calls::unsupported;
use super::class::Class;
use super::rooms::put;
use super::table::{MethodName, names};
use crate::error::Error;
use crate::limits::Budget;
use crate::value::{Value, is_compound};

/// The methods that properties stand for: the property's name, in either case of its first letter, to `getName`,
/// `isName` and `setName`.
struct Accessors {
    getters: HashMap<String, MethodName>,
    tests: HashMap<String, MethodName>,
    setters: HashMap<String, MethodName>,
    get: Option<MethodName>,
    set: Option<MethodName>,
    put: Option<MethodName>,
    size: Option<MethodName>,
}

static ACCESSORS: LazyLock<Accessors> = LazyLock::new(|| {
    let with_prefix = |prefix: &str| {
        let mut methods = HashMap::new();
        for name in names() {
            let Some(property) = name.as_str().strip_prefix(prefix) else { continue };
            let mut letters = property.chars();
            if let Some(first) = letters.next() {
                let rest = letters.as_str();
                methods.insert(format!("{}{rest}", first.to_ascii_lowercase()), name);
                methods.insert(format!("{}{rest}", first.to_ascii_uppercase()), name);
            }
        }
        methods
    };
    Accessors {
        getters: with_prefix("get"),
        tests: with_prefix("is"),
        setters: with_prefix("set"),
        get: MethodName::resolve("get"),
        set: MethodName::resolve("set"),
        put: MethodName::resolve("put"),
        size: MethodName::resolve("size"),
    }
});

/// Reads the property `name`, as `$receiver.name` does: by `getName()`, by a map's `get(name)`, by `get(name)`, by
/// `isName()`; `None` where there is none of these.
///
/// # Errors
/// Where the method throws, or a limit is reached.
pub fn property(receiver: &Value, name: &str, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
    if let Value::Map(map) = receiver {
        // The one getter of a map; one that is sorted has no other that takes no argument.
        if name != "class" && name != "Class" {
            budget.step(1 + map.look_up_steps())?;
            return Ok(Some(map.get_str(name).unwrap_or(Value::Null)));
        }
    }
    if let Value::Host(host) = receiver
        && let Some(value) = host.property(name, budget)?
    {
        return Ok(Some(value));
    }
    let accessors = &*ACCESSORS;
    if let Some(getter) = accessors.getters.get(name)
        && let Some(value) = call(receiver, *getter, &[], budget)?
    {
        return Ok(Some(value));
    }
    match accessors.tests.get(name) {
        // The list that Velocity wraps an array in is no part of this.
        Some(test) if Class::of(receiver) != Some(Class::Array) => call(receiver, *test, &[], budget),
        _ => Ok(None),
    }
}

/// Sets the property `name`, as `#set($receiver.name = …)` does: by `setName(value)`, or by a map's `put`; whether there
/// was one of these.
///
/// # Errors
/// Where the method throws, or a limit is reached.
pub fn set_property(
    receiver: &Value,
    name: &str,
    value: Value,
    budget: &mut Budget<'_>,
) -> Result<bool, Error> {
    if let Value::Map(map) = receiver {
        if !map.class().mutable {
            return Err(unsupported());
        }
        put(map, &Value::string(name), &value, budget)?;
        budget.settle()?;
        if is_compound(&value) {
            budget.remember(receiver);
        }
        return Ok(true);
    }
    match ACCESSORS.setters.get(name) {
        Some(setter) if Class::of(receiver) != Some(Class::Array) => {
            Ok(call(receiver, *setter, &[value], budget)?.is_some())
        }
        _ => Ok(false),
    }
}

/// Reads `$receiver[index]`: by `get(index)`, where a negative Integer counts from the end by `size()`; `None` where
/// there is no such `get`.
///
/// # Errors
/// Where a negative index has no `size()` to count from, where the method throws, or a limit is reached.
pub fn index(receiver: &Value, index: &Value, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
    if let (Value::List(list), Value::Integer(place)) = (receiver, index)
        && let Ok(place) = usize::try_from(*place)
        && !list.is_stale()
        && let Some(value) = list.get(place)
    {
        budget.step(1 + list.look_up_steps(place))?;
        return Ok(Some(value));
    }
    let Some(get) = ACCESSORS.get else { return Ok(None) };
    let index = from_end(receiver, index, budget)?;
    call(receiver, get, &[index], budget)
}

/// Sets `$receiver[index]`: by `set(index, value)`, or by `put(index, value)`; whether there was one of these.
///
/// # Errors
/// As [`index`].
pub fn set_index(
    receiver: &Value,
    index: &Value,
    value: Value,
    budget: &mut Budget<'_>,
) -> Result<bool, Error> {
    let arguments = [from_end(receiver, index, budget)?, value];
    for method in [ACCESSORS.set, ACCESSORS.put].into_iter().flatten() {
        if call(receiver, method, &arguments, budget)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `ASTIndex.adjMinusIndexArg`.
fn from_end(receiver: &Value, index: &Value, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let Value::Integer(place @ ..0) = index else { return Ok(index.clone()) };
    let size = match ACCESSORS.size {
        Some(size) => call(receiver, size, &[], budget)?,
        None => None,
    };
    match size {
        Some(Value::Integer(size)) => Ok(Value::Integer(size.wrapping_add(*place))),
        _ => Err(Error::runtime(format!(
            "the negative index {place} counts from the end, but class {} has no method size() to tell it",
            receiver.class_name()
        ))),
    }
}
