//! Variables given as JSON, bound as the plain Java values an application would have put there.

use std::sync::Arc;

use vtlgate::value::{LINKED_HASH_MAP, Map};
use vtlgate::{Bindings, Budget, Error, ErrorKind, Limits, Value, json};

/// The members of a JSON object: strings, numbers by size (Integer, Long, BigInteger; Double when written with `.` or
/// `e`), booleans, `LinkedHashMap`s and `ArrayList`s. A null is not bound.
pub(crate) fn bindings(object: &str, limits: &Limits) -> Result<Bindings, Error> {
    let mut budget = Budget::new(limits);
    let mut bindings = Bindings::new();
    let Value::Map(members) = json::read(&Arc::from(object), &mut budget)? else {
        return Err(Error::new(ErrorKind::Body, "variables are the members of a JSON object"));
    };
    for (name, value) in members.entries() {
        if let (Value::String(name), false) = (name, value.is_null()) {
            bindings.set(name.to_str().into_owned(), plain(&value));
        }
    }
    Ok(bindings)
}

/// A value of a JSON document as an application builds it; how deep it nests, the reader has bounded.
fn plain(value: &Value) -> Value {
    match value {
        Value::List(list) => Value::list(list.to_vec().iter().map(plain).collect()),
        Value::Map(map) => {
            let copy = Map::with_capacity(&LINKED_HASH_MAP, map.len());
            for (name, value) in map.entries() {
                copy.insert(name, plain(&value));
            }
            Value::Map(copy)
        }
        // json-smart reads a number of many digits as a BigDecimal; what is written with `.` or `e` is a Double here.
        Value::BigDecimal(number) => Value::Double(number.double_value()),
        other => other.clone(),
    }
}
