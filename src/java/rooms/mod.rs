//! The methods, one room a Java class or interface.

mod big_decimal;
mod big_integer;
mod boolean;
mod byte;
mod character;
mod collection;
mod double;
mod float;
mod integer;
mod iterator;
mod list;
mod long;
mod map;
mod number;
mod object;
mod short;
mod string;
mod tree_map;

pub(super) use big_decimal::BIG_DECIMAL;
pub(super) use big_integer::BIG_INTEGER;
pub(super) use boolean::BOOLEAN;
pub(super) use byte::BYTE;
pub(super) use character::CHARACTER;
pub(super) use collection::{COLLECTION, SET};
pub(super) use double::DOUBLE;
pub(super) use float::FLOAT;
pub(super) use integer::INTEGER;
pub(super) use iterator::{ITERATOR, LIST_ITERATOR};
pub(super) use list::{ARRAY_LIST, JSON_ARRAY, LIST};
pub(super) use long::LONG;
pub(super) use map::{ENTRY, HASH_MAP, MAP, find, put};
pub(super) use number::NUMBER;
pub(super) use object::{CLASS, COMPARABLE, OBJECT};
pub(super) use short::SHORT;
pub(super) use string::{CHAR_SEQUENCE, STRING};
pub(super) use tree_map::{NAVIGABLE_SET, TREE_MAP};
