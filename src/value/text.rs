//! `java.lang.String`: shared, immutable, counted in UTF-16 units.

use std::any::Any;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use super::Value;
use super::document::Node;
use crate::output::{Output, Piece};

/// A Java string. Nearly all are UTF-8 inside and shared; only one with a lone surrogate, which UTF-8 cannot hold, is
/// kept as UTF-16 units.
#[derive(Clone)]
pub struct Text(Repr);

#[derive(Clone)]
enum Repr {
    Static(&'static str),
    Shared(Arc<str>),
    Constant(Arc<Constant>),
    Json(Node),
    Wide(Rc<[u16]>),
}

/// A string literal of a template. What a host or a method derives from it (a compiled JSONPath, a regular expression)
/// is kept beside it, so that it is derived once a template and not once a render.
pub struct Constant {
    text: Box<str>,
    derived: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Constant {
    /// A literal with this text.
    pub fn new(text: impl Into<Box<str>>) -> Constant {
        Constant { text: text.into(), derived: OnceLock::new() }
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What `derive` makes of the text, kept and made once. What is derived first is kept; a caller that asks for another
    /// type gets that made anew.
    pub(crate) fn derived<T: Clone + Send + Sync + 'static>(
        &self,
        derive: impl FnOnce(&str) -> T,
    ) -> Cow<'_, T> {
        if let Some(kept) = self.derived.get() {
            return kept.downcast_ref().map_or_else(|| Cow::Owned(derive(&self.text)), Cow::Borrowed);
        }
        let made = derive(&self.text);
        // Another thread may have come first; then its value stays and this one serves this call.
        let _ = self.derived.set(Box::new(made.clone()));
        Cow::Owned(made)
    }
}

impl Text {
    /// The empty string.
    pub const EMPTY: Text = Text(Repr::Static(""));

    /// A string that lives as long as the program.
    pub const fn from_static(text: &'static str) -> Text {
        Text(Repr::Static(text))
    }

    /// A string of a JSON document, not copied out of it.
    pub(super) fn from_node(node: Node) -> Text {
        Text(Repr::Json(node))
    }

    /// A string of UTF-16 units, lone surrogates included.
    ///
    /// ```
    /// use vtlgate::value::Text;
    /// assert_eq!(Text::from_utf16(&[0x61, 0xd83d, 0xde00]).as_str(), Some("a😀"));
    /// assert_eq!(Text::from_utf16(&[0xd83d]).as_str(), None);
    /// ```
    pub fn from_utf16(units: &[u16]) -> Text {
        match String::from_utf16(units) {
            Ok(text) => Text::from(text),
            Err(_) => Text(Repr::Wide(Rc::from(units))),
        }
    }

    /// The text, unless it has a lone surrogate.
    #[inline]
    pub fn as_str(&self) -> Option<&str> {
        match &self.0 {
            Repr::Static(text) => Some(text),
            Repr::Shared(text) => Some(text),
            Repr::Constant(constant) => Some(constant.text()),
            Repr::Json(node) => Some(node.text()),
            Repr::Wide(_) => None,
        }
    }

    /// The text where it stands, unless it has a lone surrogate.
    #[inline]
    pub(crate) fn piece(&self) -> Option<Piece<'_>> {
        match &self.0 {
            Repr::Json(node) => node.place().string(),
            _ => self.as_str().map(Piece::from),
        }
    }

    /// Makes it the key `index` of all keys in the document of `object`, where it is another key of that; `false`, with
    /// nothing done, where it is not.
    #[inline]
    pub(crate) fn move_to_key(&mut self, object: &Node, index: u32) -> bool {
        match &mut self.0 {
            Repr::Json(node) => node.move_to_key(object, index),
            _ => false,
        }
    }

    /// Prints the text; `false` where it has a lone surrogate.
    #[inline]
    pub(crate) fn print(&self, output: &mut Output) -> bool {
        if let Repr::Json(node) = &self.0 {
            node.place().print(output);
            return true;
        }
        let text = self.as_str();
        output.push_str(text.unwrap_or_default());
        text.is_some()
    }

    /// The text as Java writes it out in UTF-8: a lone surrogate becomes `?`.
    pub fn to_str(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Wide(units) => Cow::Owned(
                char::decode_utf16(units.iter().copied()).map(|unit| unit.unwrap_or('?')).collect(),
            ),
            _ => Cow::Borrowed(self.as_str().unwrap_or_default()),
        }
    }

    /// The same, shared with this string where it is shared already.
    pub(crate) fn to_shared(&self) -> Arc<str> {
        match &self.0 {
            Repr::Shared(text) => text.clone(),
            _ => Arc::from(&*self.to_str()),
        }
    }

    /// The UTF-16 units.
    pub fn to_utf16(&self) -> Vec<u16> {
        match &self.0 {
            Repr::Wide(units) => units.to_vec(),
            _ => self.as_str().unwrap_or_default().encode_utf16().collect(),
        }
    }

    /// The length as Java counts: UTF-16 units.
    ///
    /// ```
    /// assert_eq!(vtlgate::value::Text::from("a😀").length(), 3);
    /// ```
    pub fn length(&self) -> usize {
        match &self.0 {
            Repr::Wide(units) => units.len(),
            _ => {
                let text = self.as_str().unwrap_or_default();
                if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
            }
        }
    }

    /// How many bytes it takes, which is known at once.
    #[inline]
    pub(crate) fn size(&self) -> usize {
        match &self.0 {
            Repr::Wide(units) => units.len() * 2,
            _ => self.as_str().map_or(0, str::len),
        }
    }

    /// Whether Java keeps it as Latin-1, which shows in the words of some exceptions and in orders that ignore case.
    pub(crate) fn is_latin1(&self) -> bool {
        self.as_str()
            .is_some_and(|text| text.is_ascii() || text.chars().all(|character| character <= '\u{ff}'))
    }

    /// Where it stands in a document, if it was not copied out of that.
    pub(super) fn node(&self) -> Option<&Node> {
        match &self.0 {
            Repr::Json(node) => Some(node),
            _ => None,
        }
    }

    /// Gives up the document it was taken from, where nothing else holds that.
    pub(super) fn take_if_last(self, values: &mut Vec<Value>) {
        if let Repr::Json(node) = self.0 {
            node.take_if_last(values);
        }
    }

    /// Whether it is `""`.
    pub fn is_empty(&self) -> bool {
        self.as_str().is_some_and(str::is_empty)
    }

    /// Whether it is a literal of the template, for which things are [derived](Text::derived) once.
    pub fn is_literal(&self) -> bool {
        matches!(self.0, Repr::Constant(_))
    }

    /// What `derive` makes of the text, which must not have a lone surrogate: kept with a template's literal and made
    /// once, made anew for any other string. A literal keeps what is derived from it first; a caller that asks it for
    /// another type gets that made anew.
    pub fn derived<T: Clone + Send + Sync + 'static>(
        &self,
        derive: impl FnOnce(&str) -> T,
    ) -> Option<Cow<'_, T>> {
        match &self.0 {
            Repr::Constant(constant) => Some(constant.derived(derive)),
            _ => Some(Cow::Owned(derive(self.as_str()?))),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(Repr::Shared(Arc::from(text)))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(Repr::Shared(Arc::from(text)))
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Text {
        Text(Repr::Shared(text))
    }
}

impl From<Arc<Constant>> for Text {
    fn from(constant: Arc<Constant>) -> Text {
        Text(Repr::Constant(constant))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        match (&self.0, &other.0) {
            (Repr::Wide(left), Repr::Wide(right)) => left == right,
            _ => match (self.as_str(), other.as_str()) {
                (Some(left), Some(right)) => left == right,
                // A string with a lone surrogate is never equal to one without.
                _ => false,
            },
        }
    }
}

impl Eq for Text {}
