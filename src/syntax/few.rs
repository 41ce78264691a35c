//! A list that seldom has more than one element, which is kept without an allocation.

use std::ops::Deref;

/// A list of none, one or many.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Few<T> {
    #[default]
    None,
    One(T),
    Many(Vec<T>),
}

impl<T> Few<T> {
    /// All elements.
    pub(crate) fn as_slice(&self) -> &[T] {
        self
    }

    /// Adds an element at the end.
    pub(crate) fn push(&mut self, element: T) {
        match self {
            Few::None => *self = Few::One(element),
            Few::Many(many) => many.push(element),
            Few::One(_) => {
                if let Few::One(first) = std::mem::take(self) {
                    *self = Few::Many(vec![first, element]);
                }
            }
        }
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Few::None => &[],
            Few::One(one) => std::slice::from_ref(one),
            Few::Many(many) => many,
        }
    }
}

impl<'few, T> IntoIterator for &'few Few<T> {
    type Item = &'few T;
    type IntoIter = std::slice::Iter<'few, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
