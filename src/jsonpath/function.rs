//! The functions of paths: `min max avg stddev sum length size keys concat append first last index`.

use std::rc::Rc;

use super::ast::{Argument, Number, Path};
use super::failure::{Failure, Why};
use super::operand::not_json;
use super::select::{Selection, Slot};
use crate::json;
use crate::output::Output;
use crate::value::{JavaObject, List, Value, halves};

/// How many elements are gathered in a step.
const ELEMENTS: u64 = 2;

/// An argument and its value.
type Given<'path> = [(&'path Argument, Value)];

/// What the function `name` makes of `model`.
pub(super) fn call<'path>(
    selection: &mut Selection<'path, '_, '_>,
    name: &str,
    (arguments, later): (&'path [Argument], &'path [Path]),
    children: Option<&'path Path>,
    model: &Value,
) -> Result<Value, Failure> {
    if !NAMES.contains(&name) {
        return Err(Failure::Invalid(
            "there is no such function; use min, max, avg, stddev, sum, length, size, keys, concat, append, first, last or index",
        ));
    }
    let mut given = Vec::with_capacity(arguments.len());
    for (index, argument) in arguments.iter().enumerate() {
        let later = if index == 0 { later } else { &[] };
        given.push((argument, value_of(selection, argument, later)?));
    }
    result(selection, name, &given, children, model)
}

fn result<'path>(
    selection: &mut Selection<'path, '_, '_>,
    name: &str,
    given: &Given<'path>,
    children: Option<&'path Path>,
    model: &Value,
) -> Result<Value, Failure> {
    match name {
        "length" | "size" => length(selection, given, children, model),
        "keys" => Ok(match model {
            Value::Map(map) => Value::Object(Rc::new(JavaObject::KeySet(map.clone()))),
            _ => Value::Null,
        }),
        "concat" => concat(selection, given, model),
        "append" => append(selection, given, model),
        "first" => element(selection, model, 0),
        "last" => element(selection, model, -1),
        "index" => {
            let numbers = numbers(selection, given, &Value::Null)?;
            match (model, numbers.first()) {
                (Value::List(_), None) => Err(Failure::OutOfBounds),
                (_, index) => element(selection, model, index.map_or(0, int_value)),
            }
        }
        _ => aggregate(name, &numbers(selection, given, model)?),
    }
}

const NAMES: [&str; 13] = [
    "min", "max", "avg", "stddev", "sum", "length", "size", "keys", "concat", "append", "first", "last",
    "index",
];

/// The value of an argument. Jayway follows a path again at every call, a shorter one each time, but keeps what it gave at
/// first until `append` has changed the document: otherwise only failures tell.
fn value_of<'path>(
    selection: &mut Selection<'path, '_, '_>,
    argument: &'path Argument,
    later: &'path [Path],
) -> Result<Value, Failure> {
    let path = match argument {
        Argument::Path(path) => path,
        Argument::Json(text) => return json::read(&(&**text).into(), selection.budget).map_err(not_json),
    };
    let (known, calls) = match selection.slots.get(path.slot) {
        Some(Slot::Argument { value, calls, changes }) => {
            (Some(value.clone()).filter(|_| *changes == selection.changes), *calls)
        }
        _ => (None, 0),
    };
    let document = selection.document.clone();
    let asked = calls.checked_sub(1).and_then(|more| later.get(more).or(later.last())).unwrap_or(path);
    let found = selection.follow(asked, &document, false)?;
    let value = known.unwrap_or(found);
    let changes = selection.changes;
    if let Some(slot) = selection.slots.get_mut(path.slot) {
        *slot = Slot::Argument { value: value.clone(), calls: calls + 1, changes };
    }
    Ok(value)
}

/// How many elements or members; with a path, how many there are in what it finds.
fn length<'path>(
    selection: &mut Selection<'path, '_, '_>,
    given: &Given<'path>,
    children: Option<&'path Path>,
    model: &Value,
) -> Result<Value, Failure> {
    if let (Some(children), Some((Argument::Path(path), _))) = (children, given.first()) {
        let found = selection.results(children, model, false)?;
        // What Jayway knew of the path before it put `[*]` at its end it does not ask again.
        if !path.is_definite() {
            return Ok(count(found.len()));
        }
        let missing = || Failure::missing(children.steps.len(), Why::NoResults);
        if let Value::List(list) = found.last().ok_or_else(missing)? {
            return Ok(count(list.len()));
        }
    } else if !given.is_empty() {
        return Err(Failure::Thrown("the length of JSON text can not be asked; give a path".to_owned()));
    }
    Ok(match model {
        Value::List(list) => count(list.len()),
        Value::Map(map) => count(map.len()),
        _ => Value::Null,
    })
}

fn count(count: usize) -> Value {
    Value::Integer(i32::try_from(count).unwrap_or(i32::MAX))
}

fn concat(selection: &mut Selection<'_, '_, '_>, given: &Given<'_>, model: &Value) -> Result<Value, Failure> {
    let mut text = Output::new();
    if let Value::List(list) = model {
        selection.budget.step(list.len() as u64 / ELEMENTS)?;
        for item in list.to_vec() {
            if let Value::String(_) = item {
                item.write(&mut text, selection.budget)?;
            }
        }
    }
    for (_, value) in given {
        match value {
            Value::List(list) => {
                selection.budget.step(list.len() as u64 / ELEMENTS)?;
                for item in list.to_vec() {
                    if !item.is_null() {
                        item.write(&mut text, selection.budget)?;
                    }
                }
            }
            Value::Null => {}
            value => value.write(&mut text, selection.budget)?,
        }
        selection.budget.string(text.len())?;
    }
    Ok(Value::String(halves::text(text.into_string(), selection.budget)))
}

/// Adds to the list itself, which is part of the document.
fn append(selection: &mut Selection<'_, '_, '_>, given: &Given<'_>, model: &Value) -> Result<Value, Failure> {
    if let Value::List(list) = model {
        for (_, value) in given {
            selection.budget.list(list.len() + 1)?;
            list.change(|items| items.push(value.clone()));
            selection.changes += 1;
            selection.budget.settle()?;
            selection.budget.remember(model);
        }
    }
    Ok(model.clone())
}

fn element(selection: &mut Selection<'_, '_, '_>, model: &Value, index: i32) -> Result<Value, Failure> {
    let Value::List(list) = model else {
        return Err(Failure::Thrown("only a list has a first, last or n-th element".to_owned()));
    };
    selection.budget.step(list.look_up_steps(usize::try_from(index).unwrap_or(usize::MAX)))?;
    if let Ok(index) = usize::try_from(index) {
        return list.get(index).ok_or(Failure::OutOfBounds);
    }
    // Jayway refuses index 0 here, so that a list of one element has no last one.
    match list.len().checked_sub(index.unsigned_abs() as usize) {
        Some(index) if index > 0 => element_at(list, index),
        _ => Err(Failure::Thrown(format!(
            "the index {index} is beyond the {} elements of the list",
            list.len()
        ))),
    }
}

fn element_at(list: &List, index: usize) -> Result<Value, Failure> {
    list.get(index).ok_or(Failure::OutOfBounds)
}

/// The numbers of `model`, when it is a list, and then of the arguments.
fn numbers(
    selection: &mut Selection<'_, '_, '_>,
    given: &Given<'_>,
    model: &Value,
) -> Result<Vec<Value>, Failure> {
    let is_number = |value: &Value| {
        matches!(
            value,
            Value::Byte(_)
                | Value::Short(_)
                | Value::Integer(_)
                | Value::Long(_)
                | Value::BigInteger(_)
                | Value::BigDecimal(_)
                | Value::Float(_)
                | Value::Double(_)
        )
    };
    let mut found = Vec::new();
    let model = Some(model).filter(|model| matches!(model, Value::List(_)));
    for value in model.into_iter().chain(given.iter().map(|(_, value)| value)) {
        match value {
            Value::List(list) => {
                selection.budget.step(list.len() as u64 / ELEMENTS)?;
                found.append(&mut list.to_vec());
            }
            value => found.push(value.clone()),
        }
    }
    found.retain(is_number);
    for number in found.iter().filter(|number| matches!(number, Value::BigInteger(_) | Value::BigDecimal(_)))
    {
        selection.budget.step(Number::of(number).map_or(0, |number| number.steps()))?;
    }
    Ok(found)
}

/// `Number.doubleValue`.
fn double_value(value: &Value) -> f64 {
    match value {
        Value::Double(number) => *number,
        Value::Float(number) => f64::from(*number),
        value => match Number::of(value) {
            Some(Number::Integer(integer)) => integer as f64,
            Some(Number::Double(double)) => double,
            Some(Number::Decimal(decimal)) => decimal.double_value(),
            None => f64::NAN,
        },
    }
}

/// `Number.intValue`.
fn int_value(value: &Value) -> i32 {
    match value {
        Value::Double(number) => *number as i32,
        Value::Float(number) => *number as i32,
        value => match Number::of(value) {
            Some(Number::Integer(integer)) => integer as i32,
            Some(Number::Double(double)) => double as i32,
            Some(Number::Decimal(decimal)) => decimal.int_value(),
            None => 0,
        },
    }
}

fn aggregate(name: &str, numbers: &[Value]) -> Result<Value, Failure> {
    if numbers.is_empty() {
        return Err(Failure::Thrown(format!(
            "{name}() needs at least one number; give it a list that has one"
        )));
    }
    let doubles = || numbers.iter().map(double_value);
    let count = numbers.len() as f64;
    // Not Iterator::sum, which starts from -0.
    let sum = doubles().fold(0.0, |sum, number| sum + number);
    Ok(Value::Double(match name {
        "sum" => sum,
        "avg" => sum / count,
        "min" => doubles().fold(f64::MAX, |least, number| if number < least { number } else { least }),
        // Jayway starts from Double.MIN_VALUE, the least positive number, which no negative one exceeds.
        "max" => doubles().fold(f64::from_bits(1), |most, number| if number > most { number } else { most }),
        _ => {
            let squares = doubles().fold(0.0, |sum, number| sum + number * number);
            (squares / count - sum * sum / count / count).sqrt()
        }
    }))
}
