//! `Object.equals`, `hashCode` and the orders of Java.

use std::cmp::Ordering;
use std::rc::Rc;

use super::text::Text;
use super::{JavaObject, List, Map, Value};
use crate::error::Error;
use crate::java::number::character::fold_case;
use crate::java::number::hash;
use crate::limits::Budget;

/// Structures nested deeper than this are not compared. Java overflows its stack somewhat later.
const DEPTH: u32 = 256;

/// How many elements of structures are looked at in one comparison: lists that hold one list many times can be larger
/// than all memory when they are walked.
const FUEL: u64 = 1 << 22;

/// How many bytes of a string are read in the time of a step.
const LONG: usize = 512;

/// Java's identity hash differs from run to run; here it is always this one, which objects print after their class.
pub(super) const IDENTITY_HASH: i32 = 0x1b28_cdfa;

impl Value {
    /// `left.equals(right)`, null-safe: the classes must agree, so that Integer 1 is not Long 1.
    ///
    /// ```
    /// use vtlgate::Value;
    /// assert!(Value::Integer(1).equals(&Value::Integer(1)));
    /// assert!(!Value::Integer(1).equals(&Value::Long(1)));
    /// ```
    pub fn equals(&self, other: &Value) -> bool {
        equals(self, other, DEPTH, &mut { FUEL }).unwrap_or(false)
    }

    /// [`equals`](Value::equals), where every element compared is a step.
    ///
    /// # Errors
    /// When no steps are left.
    pub fn equals_within(&self, other: &Value, budget: &mut Budget<'_>) -> Result<bool, Error> {
        let given = budget.steps_left();
        let mut fuel = given;
        let equal = equals(self, other, DEPTH, &mut fuel);
        budget.step(given - fuel)?;
        budget.settle()?;
        equal.ok_or_else(|| too_large(fuel, budget))
    }

    /// `Object.hashCode()`.
    pub fn hash_code(&self) -> i32 {
        hash_code(self, DEPTH, &mut { FUEL }).unwrap_or(0)
    }

    /// [`hash_code`](Value::hash_code), where every element hashed is a step.
    ///
    /// # Errors
    /// When no steps are left.
    pub fn hash_code_within(&self, budget: &mut Budget<'_>) -> Result<i32, Error> {
        let given = budget.steps_left();
        let mut fuel = given;
        let hash = hash_code(self, DEPTH, &mut fuel);
        budget.step(given - fuel)?;
        budget.settle()?;
        hash.ok_or_else(|| too_large(fuel, budget))
    }
}

/// Java overflows its stack, or goes on for longer than anyone waits.
#[cold]
fn too_large(fuel: u64, budget: &mut Budget<'_>) -> Error {
    if fuel == 0
        && let Err(error) = budget.step(1)
    {
        return error;
    }
    Error::thrown(
        "java.lang.StackOverflowError",
        format!("a list or map is nested more than {DEPTH} deep, or holds itself; compare smaller values"),
    )
}

/// `None` where the fuel or the depth is spent.
fn equals(left: &Value, right: &Value, depth: u32, fuel: &mut u64) -> Option<bool> {
    Some(match (left, right) {
        (Value::String(left), Value::String(right)) => {
            let length = left.size();
            if length >= LONG {
                spend(fuel, length / LONG)?;
            }
            left == right
        }
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
            left.is_same(right)
                || (left.len() == right.len() && lists_equal(left, right, depth.checked_sub(1)?, fuel)?)
        }
        (Value::Map(left), Value::Map(right)) => {
            left.is_same(right)
                || (left.len() == right.len() && maps_equal(left, right, depth.checked_sub(1)?, fuel)?)
        }
        (Value::Object(left), Value::Object(right)) => {
            Rc::ptr_eq(left, right) || objects_equal(left, right, depth.checked_sub(1)?, fuel)?
        }
        (Value::Host(left), Value::Host(right)) => Rc::ptr_eq(left, right),
        _ => false,
    })
}

fn lists_equal(left: &List, right: &List, depth: u32, fuel: &mut u64) -> Option<bool> {
    spend(fuel, left.len())?;
    for (left, right) in left.to_vec().iter().zip(&right.to_vec()) {
        if !equals(left, right, depth, fuel)? {
            return Some(false);
        }
    }
    Some(true)
}

fn maps_equal(left: &Map, right: &Map, depth: u32, fuel: &mut u64) -> Option<bool> {
    spend(fuel, left.len())?;
    for (key, value) in left.entries() {
        match get(right, &key, depth, fuel)? {
            Some(other) if equals(&value, &other, depth, fuel)? => {}
            _ => return Some(false),
        }
    }
    Some(true)
}

/// The value of `key`, where comparing it with the keys that are there takes fuel.
fn get(map: &Map, key: &Value, depth: u32, fuel: &mut u64) -> Option<Option<Value>> {
    if !matches!(key, Value::List(_) | Value::Map(_) | Value::Object(_)) {
        return Some(map.get(key));
    }
    spend(fuel, map.len())?;
    for (present, value) in map.entries() {
        if equals(key, &present, depth, fuel)? {
            return Some(Some(value));
        }
    }
    Some(None)
}

fn objects_equal(left: &JavaObject, right: &JavaObject, depth: u32, fuel: &mut u64) -> Option<bool> {
    Some(match (left, right) {
        (JavaObject::Entry(left), JavaObject::Entry(right)) => {
            equals(left.key(), right.key(), depth, fuel)?
                && equals(&left.value(), &right.value(), depth, fuel)?
        }
        (JavaObject::KeySet(left), JavaObject::KeySet(right)) => {
            spend(fuel, left.len())?;
            if left.len() != right.len() {
                return Some(false);
            }
            for key in left.keys() {
                if get(right, &key, depth, fuel)?.is_none() {
                    return Some(false);
                }
            }
            true
        }
        (JavaObject::EntrySet(left), JavaObject::EntrySet(right)) => {
            left.len() == right.len() && maps_equal(left, right, depth, fuel)?
        }
        (JavaObject::Class(left), JavaObject::Class(right)) => left == right,
        (
            JavaObject::Optional { class, value },
            JavaObject::Optional { class: other_class, value: other },
        ) => {
            class == other_class
                && match (value, other) {
                    (Some(value), Some(other)) => equals(value, other, depth, fuel)?,
                    (value, other) => value.is_none() && other.is_none(),
                }
        }
        (JavaObject::Values(left), JavaObject::Values(right)) => left.is_same(right),
        _ => false,
    })
}

/// Spends a unit for each of `elements` and one more.
fn spend(fuel: &mut u64, elements: usize) -> Option<()> {
    let left = fuel.checked_sub(elements as u64 + 1);
    *fuel = left.unwrap_or(0);
    left.map(|_| ())
}

/// `Double.equals` compares bits, with one NaN.
fn canonical_double(number: f64) -> u64 {
    if number.is_nan() { 0x7ff8_0000_0000_0000 } else { number.to_bits() }
}

fn canonical_float(number: f32) -> u32 {
    if number.is_nan() { 0x7fc0_0000 } else { number.to_bits() }
}

/// `None` where the fuel or the depth is spent.
fn hash_code(value: &Value, depth: u32, fuel: &mut u64) -> Option<i32> {
    Some(match value {
        Value::Null => 0,
        Value::Boolean(boolean) => hash::boolean(*boolean),
        Value::Byte(number) => i32::from(*number),
        Value::Short(number) => i32::from(*number),
        Value::Integer(number) => *number,
        Value::Long(number) => hash::long(*number),
        Value::BigInteger(number) => hash::big_integer(number),
        Value::BigDecimal(number) => number.hash_code(),
        Value::Float(number) => hash::float(*number),
        Value::Double(number) => hash::double(*number),
        Value::Character(unit) => i32::from(*unit),
        Value::String(text) => {
            spend(fuel, text.size() / 64)?;
            text_hash(text)
        }
        Value::List(list) => {
            spend(fuel, list.len())?;
            let depth = depth.checked_sub(1)?;
            let mut hash = 1_i32;
            for item in list.to_vec() {
                hash = hash.wrapping_mul(31).wrapping_add(hash_code(&item, depth, fuel)?);
            }
            hash
        }
        Value::Map(map) => entries_hash(map, depth.checked_sub(1)?, fuel)?,
        Value::Object(object) => object_hash(object, depth.checked_sub(1)?, fuel)?,
        Value::Host(_) => IDENTITY_HASH,
    })
}

fn object_hash(object: &JavaObject, depth: u32, fuel: &mut u64) -> Option<i32> {
    Some(match object {
        JavaObject::Entry(entry) => {
            hash_code(entry.key(), depth, fuel)? ^ hash_code(&entry.value(), depth, fuel)?
        }
        JavaObject::KeySet(map) => {
            spend(fuel, map.len())?;
            let mut hash = 0_i32;
            for key in map.keys() {
                hash = hash.wrapping_add(hash_code(&key, depth, fuel)?);
            }
            hash
        }
        JavaObject::EntrySet(map) => entries_hash(map, depth, fuel)?,
        JavaObject::Optional { value, .. } => match value {
            Some(value) => hash_code(value, depth, fuel)?,
            None => 0,
        },
        _ => IDENTITY_HASH,
    })
}

fn entries_hash(map: &Map, depth: u32, fuel: &mut u64) -> Option<i32> {
    spend(fuel, map.len())?;
    let mut hash = 0_i32;
    for (key, value) in map.entries() {
        hash = hash.wrapping_add(hash_code(&key, depth, fuel)? ^ hash_code(&value, depth, fuel)?);
    }
    Some(hash)
}

fn text_hash(text: &Text) -> i32 {
    let step = |hash: i32, unit: u16| hash.wrapping_mul(31).wrapping_add(i32::from(unit));
    match text.as_str() {
        Some(text) => text.encode_utf16().fold(0, step),
        None => text.to_utf16().into_iter().fold(0, step),
    }
}

/// `String.compareToIgnoreCase`, as an order.
pub fn compare_to_ignore_case(left: &Text, right: &Text) -> Ordering {
    difference_ignoring_case(left, right).cmp(&0)
}

/// `String.compareToIgnoreCase`: each character compared after upper and lower casing. Java compares by UTF-16 units where
/// one of the two has only Latin-1 characters, otherwise by code points.
pub fn difference_ignoring_case(left: &Text, right: &Text) -> i32 {
    if let (Some(one), Some(other)) = (left.as_str(), right.as_str())
        && one.is_ascii()
        && other.is_ascii()
    {
        for (one, other) in one.bytes().zip(other.bytes()) {
            let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
            if one != other {
                return i32::from(one) - i32::from(other);
            }
        }
        return one.len() as i32 - other.len() as i32;
    }
    let by_units = left.is_latin1() || right.is_latin1();
    let points = |text| if by_units { units(text) } else { code_points(text) };
    let (mut one, mut other) = (points(left), points(right));
    loop {
        match (one.next(), other.next()) {
            (Some(one), Some(other)) => {
                let (one, other) = (fold_case(one), fold_case(other));
                if one != other {
                    return one as i32 - other as i32;
                }
            }
            (None, None) => return 0,
            _ => return left.length() as i32 - right.length() as i32,
        }
    }
}

fn units(text: &Text) -> Box<dyn Iterator<Item = u32> + '_> {
    match text.as_str() {
        Some(text) => Box::new(text.encode_utf16().map(u32::from)),
        None => Box::new(text.to_utf16().into_iter().map(u32::from)),
    }
}

fn code_points(text: &Text) -> Box<dyn Iterator<Item = u32> + '_> {
    match text.as_str() {
        Some(text) => Box::new(text.chars().map(u32::from)),
        None => {
            let points: Vec<u32> = char::decode_utf16(text.to_utf16())
                .map(|unit| unit.map_or_else(|lone| u32::from(lone.unpaired_surrogate()), u32::from))
                .collect();
            Box::new(points.into_iter())
        }
    }
}
