//! The Java value model: what a variable of a template can hold, shared as Java shares references.
//!
//! Two variables that hold one list hold the same list: a change through one is seen through the other. A [`Value`]
//! is three words; cloning it copies at most a reference.

mod convert;
mod cycles;
mod document;
mod entries;
mod equality;
pub(crate) mod halves;
pub(crate) mod hash_table;
mod hash_tree;
mod host;
mod list;
mod map;
mod object;
mod order;
mod print;
mod print_document;
mod print_json;
mod tape;
mod text;

use std::rc::Rc;

use num_bigint::BigInt;

use crate::java::number::BigDecimal;

pub(crate) use convert::TapeWriter;
pub(crate) use cycles::{Containers, is_compound};
pub(crate) use document::{Debt, Place};
pub use document::{Document, DocumentClasses, JSON_CLASSES, Node};
pub use equality::{compare_to_ignore_case, difference_ignoring_case};
pub use host::HostObject;
pub(crate) use list::drop_flat;
pub use list::{
    ARRAY_LIST, IMMUTABLE_LIST, IMMUTABLE_PAIR, IMMUTABLE_PART, JSON_ARRAY, List, ListClass, PART_OF_ARRAY,
    SUB_LIST,
};
pub use map::{
    HASH_MAP, IGNORE_CASE_MAP, IMMUTABLE_MAP, IMMUTABLE_MAP_OF_ONE, IMMUTABLE_SET, IMMUTABLE_SET_PAIR,
    LINKED_HASH_MAP, Map, MapClass, Order, UNMODIFIABLE_MAP,
};
pub use object::{Entry, Iteration, JavaObject, Keys, Reads, Source, Stream};
pub(crate) use order::{difference, natural_order};
pub use print_json::JsonStyle;
pub(crate) use tape::{
    Cell, EMPTY, Fingerprint, LONGEST_TEXT, Member, MemberHint, OpenObject, Row, Shape, TapeBuilder,
};
pub use tape::{Tape, TapeKind};
pub use text::{Constant, Text};

/// What a variable holds: one of Java's values.
#[derive(Clone)]
#[non_exhaustive]
pub enum Value {
    /// `null`.
    Null,
    /// `java.lang.Boolean`.
    Boolean(bool),
    /// `java.lang.Byte`.
    Byte(i8),
    /// `java.lang.Short`.
    Short(i16),
    /// `java.lang.Integer`.
    Integer(i32),
    /// `java.lang.Long`.
    Long(i64),
    /// `java.math.BigInteger`.
    BigInteger(Rc<BigInt>),
    /// `java.math.BigDecimal`.
    BigDecimal(Rc<BigDecimal>),
    /// `java.lang.Float`.
    Float(f32),
    /// `java.lang.Double`.
    Double(f64),
    /// `java.lang.Character`: one UTF-16 unit.
    Character(u16),
    /// `java.lang.String`.
    String(Text),
    /// A `java.util.List`.
    List(List),
    /// A `java.util.Map`.
    Map(Map),
    /// Any other object of Java's library that a template can reach: entries, key sets, iterators, arrays, classes.
    Object(Rc<JavaObject>),
    /// An object of the host: `$input`, `$util`, or an emulator's own.
    Host(Rc<dyn HostObject>),
}

const _: () = assert!(size_of::<Value>() == 24, "a value is three words");

impl Value {
    /// A string.
    pub fn string(text: impl Into<Text>) -> Value {
        Value::String(text.into())
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// A new `java.util.ArrayList` of `items`.
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(List::new(&ARRAY_LIST, items))
    }

    /// An integer as Velocity's and json-smart's readers type it: Integer, Long or BigInteger by size.
    ///
    /// ```
    /// use vtlgate::Value;
    /// assert_eq!(Value::integer(3).class_name(), "java.lang.Integer");
    /// assert_eq!(Value::integer(3_000_000_000_i64).class_name(), "java.lang.Long");
    /// ```
    pub fn integer(number: impl Into<BigInt>) -> Value {
        let number = number.into();
        if let Ok(integer) = i32::try_from(&number) {
            Value::Integer(integer)
        } else if let Ok(long) = i64::try_from(&number) {
            Value::Long(long)
        } else {
            Value::BigInteger(Rc::new(number))
        }
    }

    /// The name of its class as `getClass().getName()` gives it; `null` for null.
    pub fn class_name(&self) -> &str {
        match self {
            Value::Null => "null",
            Value::Boolean(_) => "java.lang.Boolean",
            Value::Byte(_) => "java.lang.Byte",
            Value::Short(_) => "java.lang.Short",
            Value::Integer(_) => "java.lang.Integer",
            Value::Long(_) => "java.lang.Long",
            Value::BigInteger(_) => "java.math.BigInteger",
            Value::BigDecimal(_) => "java.math.BigDecimal",
            Value::Float(_) => "java.lang.Float",
            Value::Double(_) => "java.lang.Double",
            Value::Character(_) => "java.lang.Character",
            Value::String(_) => "java.lang.String",
            Value::List(list) => list.class().name,
            Value::Map(map) => map.class().name,
            Value::Object(object) => object.class_name(),
            Value::Host(host) => host.class_name(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::string(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::string(text)
    }
}

impl From<bool> for Value {
    fn from(boolean: bool) -> Value {
        Value::Boolean(boolean)
    }
}
