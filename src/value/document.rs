//! A JSON document that is read where it stands: a flat tape of entries over the text, shared by all values taken
//! from it. Only when a template changes the document is it built as lists and maps, all of it at once, so that every
//! value taken before and after refers to the same objects, as references do in Java.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use num_bigint::BigInt;

use super::Value;
use super::list::{JSON_ARRAY, List, ListClass, drop_flat};
use super::map::{LINKED_HASH_MAP, Map, MapClass};
use super::text::Text;
use crate::java::number::BigDecimal;

/// What an entry of a tape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum TapeKind {
    /// `null`.
    Null,
    /// `true`.
    True,
    /// `false`.
    False,
    /// A number that fits `java.lang.Integer`, written as Java prints it.
    Integer,
    /// A number that fits `java.lang.Long` and no Integer, written as Java prints it.
    Long,
    /// A larger integer, written as Java prints it.
    BigInteger,
    /// A `java.lang.Double`.
    Double,
    /// A `java.math.BigDecimal`.
    BigDecimal,
    /// A string whose text stands in the document as it is.
    String,
    /// A string with escapes: its text stands in the tape's side buffer.
    Unescaped,
    /// An array: its elements follow.
    Array,
    /// An object: its keys, each followed by its value, follow.
    Object,
}

/// One entry: for a scalar `start..end` are bytes of its text; for an array or object `start` is the number of elements
/// or members and `end` the index of the entry after its last descendant.
#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    end: u32,
    kind: TapeKind,
    plain: bool,
}

/// The flat form of a JSON document; immutable, and shared between threads where wanted.
#[derive(Debug)]
pub struct Tape {
    text: Arc<str>,
    unescaped: String,
    entries: Vec<Entry>,
}

/// Writes a [`Tape`] in document order. The builder trusts its caller, the JSON reader, on offsets; an offset that is no
/// character boundary reads as the empty string.
pub struct TapeBuilder {
    unescaped: String,
    entries: Vec<Entry>,
}

impl TapeBuilder {
    /// A builder for a text of `bytes` bytes.
    pub fn new(bytes: usize) -> TapeBuilder {
        TapeBuilder { unescaped: String::new(), entries: Vec::with_capacity(bytes / 8 + 4) }
    }

    /// Adds a scalar that stands at `start..end` of the text; `plain` says that a string prints in JSON as it stands.
    #[inline]
    pub fn scalar(&mut self, kind: TapeKind, start: usize, end: usize, plain: bool) {
        self.entries.push(Entry { start: start as u32, end: end as u32, kind, plain });
    }

    /// Adds a string with escapes; `write` appends its text.
    pub fn unescaped<E>(&mut self, write: impl FnOnce(&mut String) -> Result<(), E>) -> Result<(), E> {
        let start = self.unescaped.len();
        if start == 0 {
            self.unescaped.reserve(256);
        }
        write(&mut self.unescaped)?;
        let end = self.unescaped.len();
        self.scalar(TapeKind::Unescaped, start, end, false);
        Ok(())
    }

    /// Opens an array or object; [`close`](TapeBuilder::close) it with the index returned.
    #[inline]
    pub fn open(&mut self, kind: TapeKind) -> usize {
        self.entries.push(Entry { start: 0, end: 0, kind, plain: false });
        self.entries.len() - 1
    }

    /// Closes the array or object opened at `index`, with `count` elements or members.
    #[inline]
    pub fn close(&mut self, index: usize, count: usize) {
        let end = self.entries.len() as u32;
        if let Some(entry) = self.entries.get_mut(index) {
            entry.start = count as u32;
            entry.end = end;
        }
    }

    /// The text of the string entry at `index` of a document `text`.
    pub fn text_at<'text>(&'text self, text: &'text str, index: usize) -> &'text str {
        self.entries.get(index).map_or("", |entry| entry_text(entry, text, &self.unescaped))
    }

    /// The kind of the entry at `index`.
    pub fn kind_at(&self, index: usize) -> Option<TapeKind> {
        self.entries.get(index).map(|entry| entry.kind)
    }

    /// How many entries there are: the index of the next.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The tape over `text`.
    pub fn finish(self, text: Arc<str>) -> Tape {
        Tape { text, unescaped: self.unescaped, entries: self.entries }
    }
}

#[inline]
fn entry_text<'text>(entry: &Entry, text: &'text str, unescaped: &'text str) -> &'text str {
    let range = entry.start as usize..entry.end as usize;
    let from = if entry.kind == TapeKind::Unescaped { unescaped } else { text };
    from.get(range).unwrap_or_default()
}

#[inline]
fn entry_bytes<'text>(entry: &Entry, text: &'text str, unescaped: &'text str) -> &'text [u8] {
    let range = entry.start as usize..entry.end as usize;
    let from = if entry.kind == TapeKind::Unescaped { unescaped } else { text };
    from.as_bytes().get(range).unwrap_or_default()
}

/// Which Java classes a document's objects and arrays have, by depth.
pub struct DocumentClasses {
    /// The class of the outermost object.
    pub root: &'static MapClass,
    /// The class of objects inside.
    pub nested: &'static MapClass,
    /// The class of arrays.
    pub list: &'static ListClass,
}

/// What Jayway JsonPath's json-smart provider makes: `LinkedHashMap` and `JSONArray`.
pub static JSON_CLASSES: DocumentClasses =
    DocumentClasses { root: &LINKED_HASH_MAP, nested: &LINKED_HASH_MAP, list: &JSON_ARRAY };

/// A document in use by one render.
pub struct Document {
    tape: Arc<Tape>,
    classes: &'static DocumentClasses,
    heap: OnceCell<Vec<Value>>,
}

impl Document {
    /// The value of the whole document. Lists and maps in it read the tape until one is changed.
    pub fn open(tape: Arc<Tape>, classes: &'static DocumentClasses) -> Value {
        let document = Rc::new(Document { tape, classes, heap: OnceCell::new() });
        Node { document, index: 0 }.value()
    }

    #[inline]
    fn entry(&self, index: u32) -> &Entry {
        const MISSING: &Entry = &Entry { start: 0, end: 0, kind: TapeKind::Null, plain: false };
        self.tape.entries.get(index as usize).unwrap_or(MISSING)
    }

    fn after(&self, index: u32) -> u32 {
        let entry = self.entry(index);
        match entry.kind {
            TapeKind::Array | TapeKind::Object => entry.end,
            _ => index + 1,
        }
    }

    /// The key `name` of the object at `object`.
    #[inline]
    fn key(&self, object: u32, name: &str) -> Option<u32> {
        let end = self.entry(object).end;
        let mut key = object + 1;
        while key < end {
            if self.is_text(key, name) {
                return Some(key);
            }
            key = self.after(key + 1);
        }
        None
    }

    /// Whether the text at `index` is `text`.
    #[inline]
    fn is_text(&self, index: u32, text: &str) -> bool {
        let entry = self.entry(index);
        // Lengths differ more often than not, and comparing them is cheap.
        (entry.end.wrapping_sub(entry.start)) as usize == text.len()
            && entry_bytes(entry, &self.tape.text, &self.tape.unescaped) == text.as_bytes()
    }

    /// Builds all lists and maps, innermost first, which needs no recursion as children follow their parents.
    fn build(self: &Rc<Self>) -> Vec<Value> {
        let mut built = vec![Value::Null; self.tape.entries.len()];
        for index in (0..self.tape.entries.len() as u32).rev() {
            let node = Node { document: self.clone(), index };
            let value = match self.entry(index).kind {
                TapeKind::Array => {
                    let items = node.children().map(|child| built[child as usize].clone()).collect();
                    Value::List(List::new(self.classes.list, items))
                }
                TapeKind::Object => {
                    let class = if index == 0 { self.classes.root } else { self.classes.nested };
                    let map = Map::new(class);
                    let mut children = node.children();
                    while let (Some(key), Some(value)) = (children.next(), children.next()) {
                        map.insert(built[key as usize].clone(), built[value as usize].clone());
                    }
                    Value::Map(map)
                }
                // A string is copied: one that pointed back into the document would keep it alive for ever.
                TapeKind::String | TapeKind::Unescaped => Value::string(node.text()),
                _ => node.scalar(),
            };
            built[index as usize] = value;
        }
        built
    }
}

impl Drop for Document {
    fn drop(&mut self) {
        drop_flat(self.heap.take().unwrap_or_default());
    }
}

/// A place in a [`Document`].
#[derive(Clone)]
pub struct Node {
    document: Rc<Document>,
    index: u32,
}

impl Node {
    /// The value that stands here.
    #[inline]
    pub fn value(self) -> Value {
        match self.kind() {
            TapeKind::Array => Value::List(List::from_node(self)),
            TapeKind::Object => Value::Map(Map::from_node(self)),
            _ => self.scalar(),
        }
    }

    fn scalar(self) -> Value {
        let entry = self.document.entry(self.index);
        match entry.kind {
            TapeKind::True => Value::Boolean(true),
            TapeKind::False => Value::Boolean(false),
            TapeKind::Integer => Value::Integer(self.text().parse().unwrap_or_default()),
            TapeKind::Long => Value::Long(self.text().parse().unwrap_or_default()),
            TapeKind::BigInteger => {
                Value::BigInteger(Rc::new(self.text().parse::<BigInt>().unwrap_or_default()))
            }
            TapeKind::Double => Value::Double(self.text().parse().unwrap_or_default()),
            TapeKind::BigDecimal => self
                .text()
                .parse()
                .map_or(Value::Null, |number: BigDecimal| Value::BigDecimal(Rc::new(number))),
            TapeKind::String | TapeKind::Unescaped => Value::String(Text::from_node(self)),
            TapeKind::Null | TapeKind::Array | TapeKind::Object => Value::Null,
        }
    }

    /// What kind of entry it is.
    #[inline]
    pub fn kind(&self) -> TapeKind {
        self.document.entry(self.index).kind
    }

    /// The text of a scalar: a string's without quotes and escapes, a number's as written.
    #[inline]
    pub fn text(&self) -> &str {
        match self.document.tape.entries.get(self.index as usize) {
            Some(entry) => entry_text(entry, &self.document.tape.text, &self.document.tape.unescaped),
            None => "",
        }
    }

    /// Whether a string prints in JSON as it stands, with nothing to escape.
    pub fn is_plain(&self) -> bool {
        self.document.entry(self.index).plain
    }

    /// How many elements or members it has.
    #[inline]
    pub fn count(&self) -> usize {
        self.document.entry(self.index).start as usize
    }

    pub(super) fn map_class(&self) -> &'static MapClass {
        if self.index == 0 { self.document.classes.root } else { self.document.classes.nested }
    }

    pub(super) fn list_class(&self) -> &'static ListClass {
        self.document.classes.list
    }

    fn at(&self, index: u32) -> Node {
        Node { document: self.document.clone(), index }
    }

    /// The indexes of its direct children: an array's elements, an object's keys and values in turn.
    fn children(&self) -> Children<'_> {
        let end = self.document.entry(self.index).end;
        Children { document: &self.document, next: self.index + 1, end }
    }

    /// The member `name` of an object.
    #[inline]
    pub fn member(&self, name: &str) -> Option<Node> {
        let key = self.document.key(self.index, name)?;
        Some(self.at(key + 1))
    }

    /// The same place, borrowed.
    #[inline]
    pub(crate) fn place(&self) -> Place<'_> {
        Place { document: &self.document, index: self.index }
    }

    /// The element `index` of an array.
    pub fn element(&self, index: usize) -> Option<Node> {
        if index >= self.count() {
            return None;
        }
        let entry = self.document.entry(self.index);
        if (entry.end - self.index - 1) as usize == self.count() {
            return Some(self.at(self.index + 1 + index as u32));
        }
        self.children().nth(index).map(|child| self.at(child))
    }

    /// The first element of an array.
    pub fn first_element(&self) -> Option<Node> {
        (self.count() > 0).then(|| self.at(self.index + 1))
    }

    /// The element after this one in the array `list`.
    pub fn next_element(&self, list: &List) -> Option<Node> {
        let next = self.document.after(self.index);
        let end = self.document.entry(list.node()?.index).end;
        (next < end).then(|| self.at(next))
    }

    /// The elements of an array.
    pub fn elements(&self) -> impl Iterator<Item = Node> + '_ {
        self.children().map(|child| self.at(child))
    }

    /// The members of an object in the order written: key and value.
    pub fn members(&self) -> impl Iterator<Item = (Node, Node)> + '_ {
        let mut children = self.children();
        std::iter::from_fn(move || Some((self.at(children.next()?), self.at(children.next()?))))
    }

    /// All arrays and objects from this one on, in the order written: an outer one before those inside it.
    pub fn containers(&self) -> impl Iterator<Item = Node> + '_ {
        let end = match self.kind() {
            TapeKind::Array | TapeKind::Object => self.document.entry(self.index).end,
            _ => self.index,
        };
        let is_container =
            |index: &u32| matches!(self.document.entry(*index).kind, TapeKind::Array | TapeKind::Object);
        (self.index..end).filter(is_container).map(|index| self.at(index))
    }

    /// What the document has in common with no other.
    pub(super) fn identity(&self) -> *const () {
        Rc::as_ptr(&self.document).cast()
    }

    /// The lists and maps that the document was built as.
    pub(super) fn held(&self) -> Vec<Value> {
        let built = self.document.heap.get().into_iter().flatten();
        built.filter(|value| matches!(value, Value::List(_) | Value::Map(_))).cloned().collect()
    }

    /// Gives up what the document was built as, where nothing else holds the document.
    pub(super) fn take_if_last(self, values: &mut Vec<Value>) {
        if let Ok(mut document) = Rc::try_unwrap(self.document) {
            values.append(&mut document.heap.take().unwrap_or_default());
        }
    }

    /// The list or map that stands here once the document was changed.
    #[inline]
    pub(super) fn built(&self) -> Option<&Value> {
        self.document.heap.get().and_then(|heap| heap.get(self.index as usize))
    }

    /// The list or map that stands here, built for a change.
    pub(super) fn build(&self) -> Option<&Value> {
        self.document.heap.get_or_init(|| self.document.build()).get(self.index as usize)
    }
}

/// A place in a document that nothing has changed yet, borrowed: a path is followed from place to place without counting
/// references.
#[derive(Clone, Copy)]
pub(crate) struct Place<'document> {
    document: &'document Rc<Document>,
    index: u32,
}

impl<'document> Place<'document> {
    /// The member `name`, where an object stands here.
    #[inline]
    pub(crate) fn member(self, name: &str, hint: &MemberHint) -> Option<Place<'document>> {
        let object = self.document.entry(self.index);
        if object.kind != TapeKind::Object {
            return None;
        }
        let at = |key: u32| Place { document: self.document, index: key + 1 };
        // Where an object has only scalars in it, each second entry is a key, and a hint that leads to the name is right.
        let flat = object.end.wrapping_sub(self.index + 1) == object.start.wrapping_mul(2);
        if !flat {
            return self.document.key(self.index, name).map(at);
        }
        let guess = self.index.wrapping_add(1).wrapping_add(hint.0.load(Ordering::Relaxed).wrapping_mul(2));
        if guess < object.end && self.document.is_text(guess, name) {
            return Some(at(guess));
        }
        let key = self.document.key(self.index, name)?;
        hint.0.store((key - self.index - 1) / 2, Ordering::Relaxed);
        Some(at(key))
    }

    /// The value that stands here.
    #[inline]
    pub(crate) fn value(self) -> Value {
        Node { document: self.document.clone(), index: self.index }.value()
    }

    /// What kind of entry it is.
    #[inline]
    pub(crate) fn kind(self) -> TapeKind {
        self.document.entry(self.index).kind
    }

    /// The text of a scalar: a string's without quotes and escapes, a number's as written.
    #[inline]
    pub(crate) fn text(self) -> &'document str {
        let entry = self.document.entry(self.index);
        entry_text(entry, &self.document.tape.text, &self.document.tape.unescaped)
    }

    /// Whether a string prints in JSON as it stands, with nothing to escape.
    #[inline]
    pub(crate) fn is_plain(self) -> bool {
        self.document.entry(self.index).plain
    }

    /// An array's elements, an object's keys and values in turn.
    pub(crate) fn children(self) -> impl Iterator<Item = Place<'document>> {
        let end = self.document.entry(self.index).end;
        let children = Children { document: self.document, next: self.index + 1, end };
        children.map(move |index| Place { document: self.document, index })
    }

    /// Prints a string or a whole number as it stands in the document; `false` for anything else.
    #[inline]
    pub(crate) fn print(self, output: &mut String) -> bool {
        match self.kind() {
            TapeKind::String
            | TapeKind::Unescaped
            | TapeKind::Integer
            | TapeKind::Long
            | TapeKind::BigInteger => {
                output.push_str(self.text());
                true
            }
            _ => false,
        }
    }
}

/// At which place among an object's members a name was found last. Objects of one list mostly have the same members, so
/// that the next one has it there too. It is no more than a guess, shared by all renders.
#[derive(Debug, Default)]
pub(crate) struct MemberHint(AtomicU32);

struct Children<'document> {
    document: &'document Document,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.next >= self.end {
            return None;
        }
        let index = self.next;
        self.next = self.document.after(index);
        Some(index)
    }
}
