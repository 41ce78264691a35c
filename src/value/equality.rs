//! `Object.equals`, `hashCode` and the orders of Java.

use std::cmp::Ordering;

use super::text::Text;
use super::{JavaObject, Value};

/// Structures nested deeper than this are not compared further: they are unequal unless they are one object. Java
/// overflows its stack somewhat later.
const DEPTH: u32 = 256;

impl Value {
    /// `left.equals(right)`, null-safe: the classes must agree, so that Integer 1 is not Long 1.
    ///
    /// ```
    /// use vtlgate::Value;
    /// assert!(Value::Integer(1).equals(&Value::Integer(1)));
    /// assert!(!Value::Integer(1).equals(&Value::Long(1)));
    /// ```
    pub fn equals(&self, other: &Value) -> bool {
        equals(self, other, DEPTH)
    }

    /// `Object.hashCode()`.
    pub fn hash_code(&self) -> i32 {
        hash_code(self, DEPTH)
    }
}

fn equals(left: &Value, right: &Value, depth: u32) -> bool {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left == right,
        (Value::Null, Value::Null) => true,
        (Value::Boolean(left), Value::Boolean(right)) => left == right,
        (Value::Byte(left), Value::Byte(right)) => left == right,
        (Value::Short(left), Value::Short(right)) => left == right,
        (Value::Integer(left), Value::Integer(right)) => left == right,
        (Value::Long(left), Value::Long(right)) => left == right,
        (Value::BigInteger(left), Value::BigInteger(right)) => left == right,
        (Value::BigDecimal(left), Value::BigDecimal(right)) => left == right,
        (Value::Float(left), Value::Float(right)) => canonical_float(*left) == canonical_float(*right),
        (Value::Double(left), Value::Double(right)) => canonical_double(*left) == canonical_double(*right),
        (Value::Character(left), Value::Character(right)) => left == right,
        (Value::List(left), Value::List(right)) => {
            if left.is_same(right) {
                return true;
            }
            if depth == 0 || left.len() != right.len() {
                return false;
            }
            left.to_vec().iter().zip(&right.to_vec()).all(|(left, right)| equals(left, right, depth - 1))
        }
        (Value::Map(left), Value::Map(right)) => {
            if left.is_same(right) {
                return true;
            }
            depth > 0
                && left.len() == right.len()
                && left
                    .entries()
                    .iter()
                    .all(|(key, value)| right.get(key).is_some_and(|other| equals(value, &other, depth - 1)))
        }
        (Value::Object(left), Value::Object(right)) => {
            std::rc::Rc::ptr_eq(left, right) || (depth > 0 && objects_equal(left, right, depth))
        }
        (Value::Host(left), Value::Host(right)) => std::rc::Rc::ptr_eq(left, right),
        _ => false,
    }
}

fn objects_equal(left: &JavaObject, right: &JavaObject, depth: u32) -> bool {
    match (left, right) {
        (JavaObject::Entry { map, key }, JavaObject::Entry { map: other_map, key: other_key }) => {
            let value = map.get(key).unwrap_or(Value::Null);
            let other = other_map.get(other_key).unwrap_or(Value::Null);
            equals(key, other_key, depth - 1) && equals(&value, &other, depth - 1)
        }
        (JavaObject::KeySet(left), JavaObject::KeySet(right)) => {
            left.len() == right.len() && left.keys().iter().all(|key| right.contains_key(key))
        }
        (JavaObject::EntrySet(left), JavaObject::EntrySet(right)) => {
            equals(&Value::Map(left.clone()), &Value::Map(right.clone()), depth - 1)
        }
        (JavaObject::Class(left), JavaObject::Class(right)) => left == right,
        _ => false,
    }
}

/// `Double.equals` compares bits, with one NaN.
fn canonical_double(number: f64) -> u64 {
    if number.is_nan() { 0x7ff8_0000_0000_0000 } else { number.to_bits() }
}

fn canonical_float(number: f32) -> u32 {
    if number.is_nan() { 0x7fc0_0000 } else { number.to_bits() }
}

fn hash_code(value: &Value, depth: u32) -> i32 {
    match value {
        Value::Null => 0,
        Value::Boolean(true) => 1231,
        Value::Boolean(false) => 1237,
        Value::Byte(number) => i32::from(*number),
        Value::Short(number) => i32::from(*number),
        Value::Integer(number) => *number,
        Value::Long(number) => fold(*number as u64),
        Value::BigInteger(number) => {
            let (sign, digits) = number.to_u32_digits();
            let hash = digits
                .iter()
                .rev()
                .fold(0_i32, |hash, digit| hash.wrapping_mul(31).wrapping_add(*digit as i32));
            if sign == num_bigint::Sign::Minus { hash.wrapping_neg() } else { hash }
        }
        Value::BigDecimal(number) => number.hash_code(),
        Value::Float(number) => canonical_float(*number) as i32,
        Value::Double(number) => fold(canonical_double(*number)),
        Value::Character(unit) => i32::from(*unit),
        Value::String(text) => text_hash(text),
        Value::List(list) if depth > 0 => list
            .to_vec()
            .iter()
            .fold(1_i32, |hash, item| hash.wrapping_mul(31).wrapping_add(hash_code(item, depth - 1))),
        Value::Map(map) if depth > 0 => map.entries().iter().fold(0_i32, |hash, (key, value)| {
            hash.wrapping_add(hash_code(key, depth - 1) ^ hash_code(value, depth - 1))
        }),
        Value::Object(object) if depth > 0 => match &**object {
            JavaObject::Entry { map, key } => {
                hash_code(key, depth - 1) ^ hash_code(&map.get(key).unwrap_or(Value::Null), depth - 1)
            }
            JavaObject::KeySet(map) => {
                map.keys().iter().fold(0_i32, |hash, key| hash.wrapping_add(hash_code(key, depth - 1)))
            }
            JavaObject::EntrySet(map) => hash_code(&Value::Map(map.clone()), depth - 1),
            _ => 0,
        },
        Value::List(_) | Value::Map(_) | Value::Object(_) | Value::Host(_) => 0,
    }
}

fn fold(bits: u64) -> i32 {
    (bits ^ bits >> 32) as i32
}

fn text_hash(text: &Text) -> i32 {
    let step = |hash: i32, unit: u16| hash.wrapping_mul(31).wrapping_add(i32::from(unit));
    match text.as_str() {
        Some(text) => text.encode_utf16().fold(0, step),
        None => text.to_utf16().into_iter().fold(0, step),
    }
}

/// `String.compareToIgnoreCase`: by units, each compared after upper and lower casing.
pub fn compare_to_ignore_case(left: &Text, right: &Text) -> Ordering {
    let (left, right) = (left.to_utf16(), right.to_utf16());
    left.iter().map(|unit| fold_case(*unit)).cmp(right.iter().map(|unit| fold_case(*unit)))
}

/// `Character.toLowerCase(Character.toUpperCase(unit))`.
fn fold_case(unit: u16) -> u16 {
    let single =
        |character: char, mut cased: Box<dyn Iterator<Item = char>>| match (cased.next(), cased.next()) {
            (Some(only), None) => only,
            _ => character,
        };
    let Some(character) = char::from_u32(u32::from(unit)) else { return unit };
    let upper = single(character, Box::new(character.to_uppercase()));
    let lower = single(upper, Box::new(upper.to_lowercase()));
    u16::try_from(u32::from(lower)).unwrap_or(unit)
}
