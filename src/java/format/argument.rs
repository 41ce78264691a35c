//! What `String.format` is given.

use crate::java::number::{BigDecimal, double_to_string, float_to_string, hash};
use num_bigint::BigInt;
use std::borrow::Cow;

/// An argument of [`format`](super::format()), by its Java class.
#[derive(Clone, Copy, Debug)]
pub enum Argument<'a> {
    /// `null`.
    Null,
    /// `java.lang.Boolean`.
    Boolean(bool),
    /// `java.lang.Character`: a UTF-16 unit.
    Character(u16),
    /// `java.lang.Byte`.
    Byte(i8),
    /// `java.lang.Short`.
    Short(i16),
    /// `java.lang.Integer`.
    Int(i32),
    /// `java.lang.Long`.
    Long(i64),
    /// `java.math.BigInteger`.
    BigInteger(&'a BigInt),
    /// `java.lang.Float`.
    Float(f32),
    /// `java.lang.Double`.
    Double(f64),
    /// `java.math.BigDecimal`.
    BigDecimal(&'a BigDecimal),
    /// `java.lang.String`.
    Text(&'a str),
    /// Any other object, by what its methods return.
    Other {
        /// `getClass().getName()`.
        class: &'a str,
        /// `toString()`.
        text: &'a str,
        /// `hashCode()`.
        hash: i32,
    },
}

impl Argument<'_> {
    /// `String.valueOf`.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match *self {
            Self::Null => "null".into(),
            Self::Boolean(value) => if value { "true" } else { "false" }.into(),
            Self::Character(unit) => char::from_u32(u32::from(unit)).unwrap_or('?').to_string().into(),
            Self::Byte(value) => value.to_string().into(),
            Self::Short(value) => value.to_string().into(),
            Self::Int(value) => value.to_string().into(),
            Self::Long(value) => value.to_string().into(),
            Self::BigInteger(value) => value.to_string().into(),
            Self::Float(value) => float_to_string(value).into(),
            Self::Double(value) => double_to_string(value).into(),
            Self::BigDecimal(value) => value.to_string().into(),
            Self::Text(text) | Self::Other { text, .. } => text.into(),
        }
    }

    /// What `%b` writes.
    pub(super) fn truth(&self) -> &'static str {
        if matches!(self, Self::Null | Self::Boolean(false)) { "false" } else { "true" }
    }

    /// `hashCode()`; null has none.
    pub(super) fn hash_code(&self) -> Option<i32> {
        Some(match *self {
            Self::Null => return None,
            Self::Boolean(value) => hash::boolean(value),
            Self::Character(unit) => i32::from(unit),
            Self::Byte(value) => i32::from(value),
            Self::Short(value) => i32::from(value),
            Self::Int(value) => value,
            Self::Long(value) => hash::long(value),
            Self::BigInteger(value) => hash::big_integer(value),
            Self::Float(value) => hash::float(value),
            Self::Double(value) => hash::double(value),
            Self::BigDecimal(value) => value.hash_code(),
            Self::Text(text) => hash::string(text),
            Self::Other { hash, .. } => hash,
        })
    }

    /// The name of the class.
    pub(super) fn class(&self) -> &str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "java.lang.Boolean",
            Self::Character(_) => "java.lang.Character",
            Self::Byte(_) => "java.lang.Byte",
            Self::Short(_) => "java.lang.Short",
            Self::Int(_) => "java.lang.Integer",
            Self::Long(_) => "java.lang.Long",
            Self::BigInteger(_) => "java.math.BigInteger",
            Self::Float(_) => "java.lang.Float",
            Self::Double(_) => "java.lang.Double",
            Self::BigDecimal(_) => "java.math.BigDecimal",
            Self::Text(_) => "java.lang.String",
            Self::Other { class, .. } => class,
        }
    }
}
