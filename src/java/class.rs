//! The classes of values, and where each finds its methods.
//!
//! Velocity calls the methods that a public class or interface declares: of the value's class, of its interfaces, of its
//! superclasses. So a `HashMap.KeySet`, which is no public class, is reached through `Set`.

use super::rooms::*;
use super::table::Room;
use crate::value::{JavaObject, Order, Value};

/// Values with the same methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    BigInteger,
    BigDecimal,
    Float,
    Double,
    Character,
    String,
    ArrayList,
    JsonArray,
    /// A list of no public class: a part of a list, or one that cannot be changed.
    OtherList,
    HashMap,
    TreeMap,
    /// A map of no public class.
    OtherMap,
    Entry,
    Set,
    NavigableSet,
    Collection,
    Iterator,
    ListIterator,
    Array,
    Optional,
    OptionalInt,
    OptionalDouble,
    Stream,
    IntStream,
    /// A `java.lang.Class`.
    Type,
    Host,
}

impl Class {
    /// All, in the order of their numbers.
    pub(super) const ALL: &[Class] = &[
        Class::Boolean,
        Class::Byte,
        Class::Short,
        Class::Integer,
        Class::Long,
        Class::BigInteger,
        Class::BigDecimal,
        Class::Float,
        Class::Double,
        Class::Character,
        Class::String,
        Class::ArrayList,
        Class::JsonArray,
        Class::OtherList,
        Class::HashMap,
        Class::TreeMap,
        Class::OtherMap,
        Class::Entry,
        Class::Set,
        Class::NavigableSet,
        Class::Collection,
        Class::Iterator,
        Class::ListIterator,
        Class::Array,
        Class::Optional,
        Class::OptionalInt,
        Class::OptionalDouble,
        Class::Stream,
        Class::IntStream,
        Class::Type,
        Class::Host,
    ];

    /// The class of a value; null has none.
    #[inline]
    pub(crate) fn of(value: &Value) -> Option<Class> {
        Some(match value {
            Value::Null => return None,
            Value::Boolean(_) => Class::Boolean,
            Value::Byte(_) => Class::Byte,
            Value::Short(_) => Class::Short,
            Value::Integer(_) => Class::Integer,
            Value::Long(_) => Class::Long,
            Value::BigInteger(_) => Class::BigInteger,
            Value::BigDecimal(_) => Class::BigDecimal,
            Value::Float(_) => Class::Float,
            Value::Double(_) => Class::Double,
            Value::Character(_) => Class::Character,
            Value::String(_) => Class::String,
            Value::List(list) => match list.class() {
                class if class.prints_json => Class::JsonArray,
                class if class.resizable && !list.is_view() => Class::ArrayList,
                _ => Class::OtherList,
            },
            Value::Map(map) => match map.class() {
                class if !class.mutable => Class::OtherMap,
                class if class.order == Order::IgnoreCase => Class::TreeMap,
                _ => Class::HashMap,
            },
            Value::Object(object) => match &**object {
                JavaObject::Entry(_) => Class::Entry,
                JavaObject::KeySet(map) if map.class().order == Order::IgnoreCase => Class::NavigableSet,
                JavaObject::KeySet(_) | JavaObject::EntrySet(_) => Class::Set,
                JavaObject::Values(_) => Class::Collection,
                JavaObject::Iterator(iteration) if iteration.is_list_iterator() => Class::ListIterator,
                JavaObject::Iterator(_) => Class::Iterator,
                JavaObject::Array { .. } => Class::Array,
                JavaObject::Optional { class: "java.util.Optional", .. } => Class::Optional,
                JavaObject::Optional { class: "java.util.OptionalInt", .. } => Class::OptionalInt,
                JavaObject::Optional { .. } => Class::OptionalDouble,
                JavaObject::Stream(stream) if stream.is_int => Class::IntStream,
                JavaObject::Stream(_) => Class::Stream,
                JavaObject::Class(_) => Class::Type,
                JavaObject::Block(_) => Class::Host,
            },
            Value::Host(_) => Class::Host,
        })
    }

    /// The class whose values have this class name; `None` where nothing is known of it.
    pub(super) fn named(name: &str) -> Option<Class> {
        let plain =
            Class::ALL.iter().find(|class| class.rooms().first().is_some_and(|room| room.class == name));
        if let Some(class) = plain {
            return Some(*class);
        }
        Some(match name.rsplit(['.', '$']).next()? {
            "LinkedHashMap" => Class::HashMap,
            "SubList" | "ListN" | "List12" => Class::OtherList,
            "UnmodifiableMap" | "MapN" | "Map1" => Class::OtherMap,
            "LinkedKeySet" | "LinkedEntrySet" | "KeySet" | "EntrySet" | "SetN" | "Set12" => Class::Set,
            "LinkedValues" | "Values" | "UnmodifiableCollection" => Class::Collection,
            "Entry" | "Node" => Class::Entry,
            "Itr" => Class::Iterator,
            "ListItr" => Class::ListIterator,
            _ => return None,
        })
    }

    /// What declares the methods, the nearest first: of two methods with the same parameters the first counts.
    pub(super) fn rooms(self) -> &'static [&'static Room] {
        match self {
            Class::Boolean => const { &[&BOOLEAN, &COMPARABLE, &OBJECT] },
            Class::Byte => const { &[&BYTE, &COMPARABLE, &NUMBER, &OBJECT] },
            Class::Short => const { &[&SHORT, &COMPARABLE, &NUMBER, &OBJECT] },
            Class::Integer => const { &[&INTEGER, &COMPARABLE, &NUMBER, &OBJECT] },
            Class::Long => const { &[&LONG, &COMPARABLE, &NUMBER, &OBJECT] },
            Class::BigInteger => const { &[&BIG_INTEGER, &COMPARABLE, &NUMBER, &OBJECT] },
            Class::BigDecimal => const { &[&BIG_DECIMAL, &COMPARABLE, &NUMBER, &OBJECT] },
            Class::Float => const { &[&FLOAT, &COMPARABLE, &NUMBER, &OBJECT] },
            Class::Double => const { &[&DOUBLE, &COMPARABLE, &NUMBER, &OBJECT] },
            Class::Character => const { &[&CHARACTER, &COMPARABLE, &OBJECT] },
            Class::String => const { &[&STRING, &COMPARABLE, &CHAR_SEQUENCE, &OBJECT] },
            Class::ArrayList => const { &[&ARRAY_LIST, &LIST, &COLLECTION, &OBJECT] },
            Class::JsonArray => const { &[&JSON_ARRAY, &ARRAY_LIST, &LIST, &COLLECTION, &OBJECT] },
            Class::OtherList => const { &[&LIST, &COLLECTION, &OBJECT] },
            Class::HashMap => const { &[&HASH_MAP, &MAP, &OBJECT] },
            Class::TreeMap => const { &[&TREE_MAP, &HASH_MAP, &MAP, &OBJECT] },
            Class::OtherMap => const { &[&MAP, &OBJECT] },
            Class::Entry => const { &[&ENTRY, &OBJECT] },
            Class::Set => const { &[&SET, &COLLECTION, &OBJECT] },
            Class::NavigableSet => const { &[&NAVIGABLE_SET, &SET, &COLLECTION, &OBJECT] },
            Class::Collection => const { &[&COLLECTION, &OBJECT] },
            Class::Iterator => const { &[&ITERATOR, &OBJECT] },
            Class::ListIterator => const { &[&LIST_ITERATOR, &ITERATOR, &OBJECT] },
            // An array's own class comes before the list that Velocity wraps it in.
            Class::Array => const { &[&OBJECT, &LIST, &COLLECTION] },
            Class::Optional => const { &[&OPTIONAL, &OBJECT] },
            Class::OptionalInt => const { &[&OPTIONAL_INT, &OBJECT] },
            Class::OptionalDouble => const { &[&OPTIONAL_DOUBLE, &OBJECT] },
            Class::Stream => const { &[&STREAM, &OBJECT] },
            Class::IntStream => const { &[&INT_STREAM, &STREAM, &OBJECT] },
            Class::Type => const { &[&CLASS, &OBJECT] },
            Class::Host => const { &[&OBJECT] },
        }
    }
}
