//! The methods, one room a Java class or interface.

mod boolean;
mod collection;
mod iterator;
mod list;
mod map;
mod number;
mod object;
mod string;

pub(super) use boolean::BOOLEAN;
pub(super) use collection::{COLLECTION, SET};
pub(super) use iterator::{ITERATOR, LIST_ITERATOR};
pub(super) use list::{ARRAY_LIST, JSON_ARRAY, LIST};
pub(super) use map::{ENTRY, HASH_MAP, MAP, put};
pub(super) use number::NUMBER;
pub(super) use object::{CLASS, COMPARABLE, OBJECT};
pub(super) use string::{CHAR_SEQUENCE, STRING};
