//! The types of Java that parameters have, and which values and types they accept by Velocity's rules.

use crate::value::{JavaObject, Value};

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    /// `boolean`.
    Bool,
    /// `char`.
    Char,
    /// `byte`.
    Byte,
    /// `short`.
    Short,
    /// `int`.
    Int,
    /// `long`.
    Long,
    /// `float`.
    Float,
    /// `double`.
    Double,
    /// `java.lang.Boolean`.
    BoxedBool,
    /// `java.lang.Character`.
    BoxedChar,
    /// `java.lang.Byte`.
    BoxedByte,
    /// `java.lang.Short`.
    BoxedShort,
    /// `java.lang.Integer`.
    BoxedInt,
    /// `java.lang.Long`.
    BoxedLong,
    /// `java.lang.Float`.
    BoxedFloat,
    /// `java.lang.Double`.
    BoxedDouble,
    /// `java.math.BigInteger`.
    BigInteger,
    /// `java.math.BigDecimal`.
    BigDecimal,
    /// `java.lang.Object`.
    Object,
    /// `java.lang.String`.
    Str,
    /// `java.lang.CharSequence`.
    CharSequence,
    /// `java.lang.Iterable`.
    Iterable,
    /// `java.util.Collection`.
    Collection,
    /// `java.util.Map`.
    Map,
    /// `java.util.Map.Entry`.
    Entry,
    /// `char[]`.
    Chars,
    /// `byte[]`.
    Bytes,
    /// `Object[]`.
    Objects,
    /// `CharSequence[]`.
    CharSequences,
    /// `Map.Entry[]`.
    Entries,
    /// A type that no value a template can have belongs to, such as a `Comparator` or a `Locale`: takes only null.
    Foreign(&'static str),
}

use Type::*;

impl Type {
    /// The type as Java's sources write it, without its package.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Bool => "boolean",
            Char => "char",
            Byte => "byte",
            Short => "short",
            Int => "int",
            Long => "long",
            Float => "float",
            Double => "double",
            BoxedBool => "Boolean",
            BoxedChar => "Character",
            BoxedByte => "Byte",
            BoxedShort => "Short",
            BoxedInt => "Integer",
            BoxedLong => "Long",
            BoxedFloat => "Float",
            BoxedDouble => "Double",
            BigInteger => "BigInteger",
            BigDecimal => "BigDecimal",
            Object => "Object",
            Str => "String",
            CharSequence => "CharSequence",
            Iterable => "Iterable",
            Collection => "Collection",
            Map => "Map",
            Entry => "Map.Entry",
            Chars => "char[]",
            Bytes => "byte[]",
            Objects => "Object[]",
            CharSequences => "CharSequence[]",
            Entries => "Map.Entry[]",
            Foreign(name) => name,
        }
    }

    fn is_primitive(self) -> bool {
        matches!(self, Bool | Char | Byte | Short | Int | Long | Float | Double)
    }

    /// The type of an array's elements.
    pub(crate) fn component(self) -> Option<Type> {
        match self {
            Chars => Some(Char),
            Bytes => Some(Byte),
            Objects => Some(Object),
            CharSequences => Some(CharSequence),
            Entries => Some(Entry),
            _ => None,
        }
    }

    /// The class of a value, where it has a type of its own here.
    fn of(value: &Value) -> Option<Type> {
        Some(match value {
            Value::Boolean(_) => BoxedBool,
            Value::Character(_) => BoxedChar,
            Value::Byte(_) => BoxedByte,
            Value::Short(_) => BoxedShort,
            Value::Integer(_) => BoxedInt,
            Value::Long(_) => BoxedLong,
            Value::Float(_) => BoxedFloat,
            Value::Double(_) => BoxedDouble,
            Value::BigInteger(_) => BigInteger,
            Value::BigDecimal(_) => BigDecimal,
            Value::String(_) => Str,
            Value::Object(object) => match &**object {
                JavaObject::Array { class: "[C", .. } => Chars,
                JavaObject::Array { class: "[B", .. } => Bytes,
                JavaObject::Array { class: "[Ljava.lang.Object;", .. } => Objects,
                _ => return None,
            },
            _ => return None,
        })
    }

    /// Whether the key under which Velocity's `ClassMap` keeps a method with this parameter is the one it looks for with
    /// this argument: the same class, a primitive under its box, null under Object.
    pub(crate) fn is_exactly(self, value: &Value) -> bool {
        if value.is_null() { self == Object } else { Type::of(value) == Some(self.boxed()) }
    }

    /// The class of a primitive's box; any other type itself.
    pub(crate) fn boxed(self) -> Type {
        match self {
            Bool => BoxedBool,
            Char => BoxedChar,
            Byte => BoxedByte,
            Short => BoxedShort,
            Int => BoxedInt,
            Long => BoxedLong,
            Float => BoxedFloat,
            Double => BoxedDouble,
            other => other,
        }
    }

    /// `IntrospectionUtils.isMethodInvocationConvertible`.
    pub(crate) fn accepts(self, value: &Value, variable: bool) -> bool {
        if value.is_null() {
            return !self.is_primitive();
        }
        if self.is_instance(value) {
            return true;
        }
        let widened: &[Type] = match self {
            Bool => &[BoxedBool],
            Char => &[BoxedChar],
            Byte => &[BoxedByte],
            Short => &[BoxedShort, BoxedByte],
            Int => &[BoxedInt, BoxedShort, BoxedByte],
            Long => &[BoxedLong, BoxedInt, BoxedShort, BoxedByte],
            Float => &[BoxedFloat, BoxedLong, BoxedInt, BoxedShort, BoxedByte],
            Double => &[BoxedDouble, BoxedFloat, BoxedLong, BoxedInt, BoxedShort, BoxedByte],
            _ => &[],
        };
        if Type::of(value).is_some_and(|class| widened.contains(&class)) {
            return true;
        }
        match self.component() {
            // The components of an array are compared as classes: only arrays of objects can pass here and those are
            // instances already.
            Some(component) if variable && !is_array(value) => component.accepts(value, false),
            _ => false,
        }
    }

    /// `Class.isInstance`.
    fn is_instance(self, value: &Value) -> bool {
        match self {
            Object => true,
            CharSequence => matches!(value, Value::String(_)),
            Iterable | Collection => match value {
                Value::List(_) => true,
                Value::Object(object) => matches!(
                    &**object,
                    JavaObject::KeySet(_) | JavaObject::Values(_) | JavaObject::EntrySet(_)
                ),
                _ => false,
            },
            Map => matches!(value, Value::Map(_)),
            Entry => {
                matches!(value, Value::Object(object) if matches!(&**object, JavaObject::Entry(_)))
            }
            Objects | CharSequences | Entries => match value {
                Value::Object(object) => match &**object {
                    JavaObject::Array { class: "[Ljava.lang.Object;", .. } => self == Objects,
                    JavaObject::Array { class: "[Ljava.lang.String;", .. } => self != Entries,
                    JavaObject::Array { class, .. } => self == Objects && class.starts_with("[L"),
                    _ => false,
                },
                _ => false,
            },
            other => !other.is_primitive() && Type::of(value) == Some(other),
        }
    }

    /// `Class.isAssignableFrom`.
    fn is_assignable_from(self, other: Type) -> bool {
        match self {
            _ if self == other => true,
            Object => !other.is_primitive(),
            CharSequence => matches!(other, Str | Foreign("StringBuffer")),
            Iterable => other == Collection,
            Objects => matches!(other, CharSequences | Entries),
            _ => false,
        }
    }

    /// `IntrospectionUtils.isStrictMethodInvocationConvertible`.
    pub(crate) fn accepts_type(self, other: Type, variable: bool) -> bool {
        if self.is_assignable_from(other) {
            return true;
        }
        let widened: &[Type] = match self {
            Short => &[Byte],
            Int => &[Short, Byte],
            Long => &[Int, Short, Byte],
            Float => &[Long, Int, Short, Byte],
            Double => &[Float, Long, Int, Short, Byte],
            _ => &[],
        };
        if widened.contains(&other) {
            return true;
        }
        match self.component() {
            Some(component) if variable => component.accepts_type(other.component().unwrap_or(other), false),
            _ => false,
        }
    }
}

fn is_array(value: &Value) -> bool {
    matches!(value, Value::Object(object) if matches!(&**object, JavaObject::Array { .. }))
}
