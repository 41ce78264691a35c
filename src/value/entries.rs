//! The entries of a map of the heap, in the order they were put.

use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use indexmap::{Equivalent, IndexMap};

use super::{Text, Value};

/// So many entries are looked through quicker than they are hashed.
const FEW: usize = 8;

pub(super) enum Entries {
    /// A few entries whose keys cannot change: strings, numbers and the like.
    Few(Vec<(Value, Value)>),
    Many(Hashed),
}

/// SipHash, for which nobody can write down many names that collide, as a template's keys come from strangers; without a
/// random seed, so that the same input costs the same on every run.
type Hashed = IndexMap<Key, Value, BuildHasherDefault<DefaultHasher>>;

impl Default for Entries {
    fn default() -> Entries {
        Entries::Few(Vec::new())
    }
}

impl Entries {
    pub(super) fn with_capacity(capacity: usize) -> Entries {
        if capacity <= FEW {
            Entries::Few(Vec::with_capacity(capacity))
        } else {
            Entries::Many(Hashed::with_capacity_and_hasher(capacity, BuildHasherDefault::default()))
        }
    }

    /// Entries whose keys are strings that all differ.
    pub(super) fn of_distinct(entries: Vec<(Value, Value)>) -> Entries {
        if entries.len() <= FEW { Entries::Few(entries) } else { Entries::Many(hashed(entries)) }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Entries::Few(entries) => entries.len(),
            Entries::Many(entries) => entries.len(),
        }
    }

    /// The entries in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Value, &Value)> {
        let (few, many) = match self {
            Entries::Few(entries) => (Some(entries), None),
            Entries::Many(entries) => (None, Some(entries)),
        };
        let few = few.into_iter().flatten().map(|(key, value)| (key, value));
        few.chain(many.into_iter().flatten().map(|(key, value)| (&key.0, value)))
    }

    /// Moves keys and values to `values`.
    pub(super) fn drain_into(self, values: &mut Vec<Value>) {
        match self {
            Entries::Few(entries) => values.extend(entries.into_iter().flat_map(|(key, value)| [key, value])),
            Entries::Many(entries) => {
                values.extend(entries.into_iter().flat_map(|(key, value)| [key.0, value]));
            }
        }
    }

    /// The value of the string key `name`.
    pub(super) fn get_str(&self, name: &str) -> Option<&Value> {
        match self {
            Entries::Few(entries) => {
                position_of(entries, name).and_then(|index| entries.get(index)).map(|(_, value)| value)
            }
            Entries::Many(entries) => entries.get(&Name(name)),
        }
    }

    pub(super) fn get(&self, key: &Value) -> Option<&Value> {
        self.at(self.position(key)?).map(|(_, value)| value)
    }

    /// Where `key` is.
    pub(super) fn position(&self, key: &Value) -> Option<usize> {
        match self {
            Entries::Few(entries) => match name_of(key) {
                Some(name) => position_of(entries, name),
                None => entries.iter().position(|(present, _)| key.equals(present)),
            },
            Entries::Many(entries) => entries.get_index_of(&KeyOf(key)),
        }
    }

    /// The entry at `index`.
    pub(super) fn at(&self, index: usize) -> Option<(&Value, &Value)> {
        match self {
            Entries::Few(entries) => entries.get(index).map(|(key, value)| (key, value)),
            Entries::Many(entries) => entries.get_index(index).map(|(key, value)| (&key.0, value)),
        }
    }

    /// Sets the value at `index` and gives the one before.
    pub(super) fn replace(&mut self, index: usize, value: Value) -> Option<Value> {
        let place = match self {
            Entries::Few(entries) => entries.get_mut(index).map(|(_, value)| value),
            Entries::Many(entries) => entries.get_index_mut(index).map(|(_, value)| value),
        };
        place.map(|place| std::mem::replace(place, value))
    }

    /// Adds an entry whose key is not there.
    pub(super) fn push(&mut self, key: Value, value: Value) {
        if let Entries::Few(entries) = self {
            // What a changing key is found by is its hash at the time it was put.
            let changes = matches!(key, Value::List(_) | Value::Map(_) | Value::Object(_) | Value::Host(_));
            if entries.len() < FEW && !changes {
                return entries.push((key, value));
            }
            let entries = std::mem::take(entries);
            *self = Entries::Many(hashed(entries));
        }
        if let Entries::Many(entries) = self {
            entries.insert(Key(key), value);
        }
    }

    /// Removes the entry at `index` and gives its value.
    pub(super) fn remove(&mut self, index: usize) -> Option<Value> {
        match self {
            Entries::Few(entries) => (index < entries.len()).then(|| entries.remove(index).1),
            Entries::Many(entries) => entries.shift_remove_index(index).map(|(_, value)| value),
        }
    }

    pub(super) fn clear(&mut self) {
        match self {
            Entries::Few(entries) => entries.clear(),
            Entries::Many(entries) => entries.clear(),
        }
    }
}

/// The text of a string key, unless that has half of a surrogate pair.
#[inline]
fn name_of(key: &Value) -> Option<&str> {
    match key {
        Value::String(text) => text.as_str(),
        _ => None,
    }
}

/// Where the string key `name` is.
#[inline]
fn position_of(entries: &[(Value, Value)], name: &str) -> Option<usize> {
    entries.iter().position(|(key, _)| name_of(key) == Some(name))
}

fn hashed(entries: Vec<(Value, Value)>) -> Hashed {
    entries.into_iter().map(|(key, value)| (Key(key), value)).collect()
}

/// A key: equal and hashed as Java's `equals` has it.
pub(super) struct Key(Value);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.0.equals(&other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_value(&self.0, state);
    }
}

struct KeyOf<'value>(&'value Value);

impl Hash for KeyOf<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_value(self.0, state);
    }
}

impl Equivalent<Key> for KeyOf<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.0.equals(&key.0)
    }
}

struct Name<'name>(&'name str);

impl Hash for Name<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(self.0.as_bytes());
    }
}

impl Equivalent<Key> for Name<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        matches!(&key.0, Value::String(text) if text.as_str() == Some(self.0))
    }
}

/// Equal values hash equally; containers hash by their size alone, so that it costs no recursion.
fn hash_value<H: Hasher>(value: &Value, state: &mut H) {
    match value {
        Value::String(text) => match text.as_str() {
            Some(text) => state.write(text.as_bytes()),
            None => state.write_usize(Text::length(text)),
        },
        Value::Null => state.write_u8(0),
        Value::Boolean(boolean) => state.write_u8(1 + u8::from(*boolean)),
        Value::Byte(number) => state.write_i64(i64::from(*number)),
        Value::Short(number) => state.write_i64(i64::from(*number)),
        Value::Integer(number) => state.write_i64(i64::from(*number)),
        Value::Long(number) => state.write_i64(*number),
        Value::BigInteger(number) => number.hash(state),
        Value::BigDecimal(number) => state.write_i32(number.hash_code()),
        Value::Float(number) => state.write_u32(number.to_bits()),
        Value::Double(number) => state.write_u64(number.to_bits()),
        Value::Character(unit) => state.write_u16(*unit),
        Value::List(list) => state.write_usize(list.len()),
        Value::Map(map) => state.write_usize(map.len()),
        Value::Object(_) | Value::Host(_) => state.write_u8(7),
    }
}
