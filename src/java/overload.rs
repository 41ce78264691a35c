//! Which of a class's methods of one name Velocity 1.7 calls for some arguments.
//!
//! The rules are those of `org.apache.velocity.util.introspection.ClassMap` and `MethodMap`, whose order of comparison
//! can be told from outside: a longer signature beats a shorter one, and an ambiguity is no method at all.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use super::table::Row;
use super::types::Type;
use crate::value::{JavaObject, Value};

/// The method called for these arguments.
#[inline]
pub(super) fn choose(rows: &'static [&'static Row], arguments: &[Value]) -> Option<&'static Row> {
    if let Some(exact) = rows.iter().find(|row| is_exact(row, arguments)) {
        return Some(exact);
    }
    best_match(rows, arguments)
}

#[inline]
fn is_exact(row: &Row, arguments: &[Value]) -> bool {
    row.parameters.len() == arguments.len()
        && row.parameters.iter().zip(arguments).all(|(parameter, argument)| parameter.is_exactly(argument))
}

/// `MethodMap.getBestMatch`.
fn best_match(rows: &'static [&'static Row], arguments: &[Value]) -> Option<&'static Row> {
    let mut best: Option<&'static Row> = None;
    let mut rivals: Vec<&'static Row> = Vec::new();
    for &row in rows.iter().filter(|row| is_applicable(row.parameters, arguments)) {
        let Some(current) = best else {
            best = Some(row);
            continue;
        };
        match compare(row.parameters, current.parameters) {
            Specific::More if rivals.is_empty() => best = Some(row),
            Specific::More => {
                for index in 0..rivals.len() {
                    match compare(row.parameters, rivals[index].parameters) {
                        Specific::More => {
                            best = Some(row);
                            rivals.clear();
                            break;
                        }
                        Specific::Neither => rivals.push(row),
                        Specific::Less => {}
                    }
                }
            }
            Specific::Neither => rivals.push(row),
            Specific::Less => {}
        }
    }
    if rivals.is_empty() { best } else { None }
}

enum Specific {
    More,
    Less,
    Neither,
}

/// `MethodMap.compare`.
fn compare(left: &[Type], right: &[Type]) -> Specific {
    if left.len() != right.len() {
        return if left.len() > right.len() { Specific::More } else { Specific::Less };
    }
    let (mut left_more, mut right_more) = (false, false);
    for (index, (&one, &other)) in left.iter().zip(right).enumerate() {
        if one != other {
            let last = index == left.len() - 1;
            left_more = left_more || other.accepts_type(one, last) || other == Type::Object;
            right_more = right_more || one.accepts_type(other, last) || one == Type::Object;
        }
    }
    let is_array = |types: &[Type]| types.last().is_some_and(|last| last.component().is_some());
    match (left_more, right_more) {
        (true, false) => Specific::More,
        (true, true) => match (is_array(left), is_array(right)) {
            (true, false) => Specific::Less,
            (false, true) => Specific::More,
            _ => Specific::Neither,
        },
        (false, true) => Specific::Less,
        (false, false) => Specific::Neither,
    }
}

/// `MethodMap.isApplicable`.
fn is_applicable(parameters: &[Type], arguments: &[Value]) -> bool {
    let fits = |(parameter, argument): (&Type, &Value)| parameter.accepts(argument, false);
    match parameters.split_last() {
        // Velocity takes a method without parameters for any arguments; calling it then throws.
        None => true,
        Some((last, _)) if parameters.len() == arguments.len() => {
            let wrong = parameters.iter().zip(arguments).position(|pair| !fits(pair));
            match wrong {
                None => true,
                Some(index) => {
                    index == arguments.len() - 1
                        && last.component().is_some()
                        && last.accepts(&arguments[index], true)
                }
            }
        }
        Some((last, before)) => {
            let Some(component) = last.component() else { return false };
            arguments.len() >= before.len()
                && before.iter().zip(arguments).all(fits)
                && arguments[before.len()..].iter().all(|argument| component.accepts(argument, false))
        }
    }
}

/// The arguments as the method gets them: those of a variable number packed into an array
/// (`UberspectImpl.VelMethodImpl.handleVarArg`).
#[inline]
pub(super) fn pack<'call>(parameters: &[Type], arguments: &'call [Value]) -> Cow<'call, [Value]> {
    let Some((last, before)) = parameters.split_last() else { return Cow::Borrowed(arguments) };
    let Some(component) = last.component() else { return Cow::Borrowed(arguments) };
    let rest = arguments.get(before.len()..).unwrap_or_default();
    if let [only] = rest
        && (only.is_null() || !component.accepts(only, false) || last.accepts(only, false))
    {
        return Cow::Borrowed(arguments);
    }
    let class = match last {
        Type::Chars => "[C",
        Type::Bytes => "[B",
        Type::CharSequences => "[Ljava.lang.CharSequence;",
        Type::Entries => "[Ljava.util.Map$Entry;",
        _ => "[Ljava.lang.Object;",
    };
    let array = Value::Object(Rc::new(JavaObject::Array { class, items: RefCell::new(rest.to_vec()) }));
    let mut packed = arguments[..before.len().min(arguments.len())].to_vec();
    packed.push(array);
    Cow::Owned(packed)
}
