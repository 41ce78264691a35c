//! A JSON document that is read where it stands: a tape over the text, shared by all values taken from it. Only when a
//! template changes the document is it built as lists and maps, all of it at once, so that every value taken before and
//! after refers to the same objects, as references do in Java.

use std::cell::{self, OnceCell};
use std::ops::{Deref, Range};
use std::rc::Rc;
use std::sync::Arc;

use num_bigint::BigInt;

use super::Value;
use super::list::{JSON_ARRAY, List, ListClass, drop_flat};
use super::map::{LINKED_HASH_MAP, Map, MapClass, Order};
use super::tape::{Cell, MemberHint, Row, Tape, TapeKind, integer};
use super::text::Text;
use crate::error::Error;
use crate::java::number::BigDecimal;
use crate::limits::Budget;
use crate::output::{Output, Piece};

/// Which Java classes a document's objects and arrays have, by depth.
pub struct DocumentClasses {
    /// The class of the outermost object.
    pub root: &'static MapClass,
    /// The class of objects inside.
    pub nested: &'static MapClass,
    /// The classes of the outermost object's members that are objects and have others, in the order written.
    pub members: &'static [&'static MapClass],
    /// The class of arrays.
    pub list: &'static ListClass,
}

/// What Jayway JsonPath's json-smart provider makes: `LinkedHashMap` and `JSONArray`.
pub static JSON_CLASSES: DocumentClasses =
    DocumentClasses { root: &LINKED_HASH_MAP, nested: &LINKED_HASH_MAP, members: &[], list: &JSON_ARRAY };

/// The steps that building documents took and nobody has counted yet: a document is built where no budget is at hand.
pub(crate) struct Debt {
    owed: cell::Cell<u64>,
    most: u64,
}

impl Debt {
    /// A document that takes more than `most` steps is not built.
    pub(crate) fn new(most: u64) -> Debt {
        Debt { owed: cell::Cell::new(0), most }
    }

    /// What is owed, which then is paid.
    pub(crate) fn take(&self) -> u64 {
        self.owed.take()
    }

    /// Adds `steps`; `false` when they are too many.
    fn add(&self, steps: u64) -> bool {
        let affordable = steps <= self.most;
        self.owed.set(if affordable { self.owed.get().saturating_add(steps) } else { u64::MAX });
        affordable
    }
}

/// What a document takes in steps, for its memory.
const OPENING: u64 = 40;

/// Who has a document's tape. Both are pointers that are followed in the same way, so that nobody has to ask which it is.
enum Source {
    /// This render alone, whose references need no atomic counting.
    Own(Rc<Tape>),
    /// Others, too.
    Shared(Arc<Tape>),
}

impl Deref for Source {
    type Target = Tape;

    #[inline(always)]
    fn deref(&self) -> &Tape {
        match self {
            Source::Own(tape) => tape,
            Source::Shared(tape) => tape,
        }
    }
}

/// A document in use by one render.
pub struct Document {
    tape: Source,
    classes: &'static DocumentClasses,
    /// Whether its objects have their members in the order of the maps that they are.
    in_order: bool,
    heap: OnceCell<Vec<Value>>,
    debt: Option<Rc<Debt>>,
}

impl Document {
    /// The value of the whole document. Lists and maps in it read the tape until one is changed.
    pub fn open(tape: Arc<Tape>, classes: &'static DocumentClasses) -> Value {
        let tape = Source::Shared(tape);
        Document { tape, classes, in_order: false, heap: OnceCell::new(), debt: None }.root()
    }

    /// The same for a tape whose objects have their members in the order of the maps that they are; of a `HashMap` those
    /// that have few.
    pub(crate) fn open_in_order(tape: Arc<Tape>, classes: &'static DocumentClasses) -> Value {
        let tape = Source::Shared(tape);
        Document { tape, classes, in_order: true, heap: OnceCell::new(), debt: None }.root()
    }

    /// Made where it stays: moved, it would be read as soon as it was written.
    #[inline(always)]
    fn root(self) -> Value {
        Node { document: Rc::new(self), index: 0 }.value()
    }

    /// [`open`](Document::open) for a text of a stranger: building it takes steps of `budget`.
    ///
    /// # Errors
    /// When no steps are left.
    #[inline]
    pub(crate) fn open_within(
        tape: Rc<Tape>,
        classes: &'static DocumentClasses,
        budget: &mut Budget<'_>,
    ) -> Result<Value, Error> {
        budget.step(OPENING)?;
        let (tape, debt) = (Source::Own(tape), Some(budget.debt().clone()));
        Ok(Document { tape, classes, in_order: false, heap: OnceCell::new(), debt }.root())
    }

    /// Whether the steps are left that building takes, which are owed from now on.
    fn may_build(&self) -> bool {
        let steps = |kind: TapeKind| match kind {
            TapeKind::Object => 10,
            TapeKind::Array => 5,
            _ => 2,
        };
        self.debt.as_ref().is_none_or(|debt| debt.add(self.tape.kinds().map(steps).sum()))
    }

    /// The cell of a value or, with [`KEY`], of a key.
    #[inline]
    fn cell(&self, index: u32) -> Cell {
        if index & KEY == 0 { self.tape.cell(index) } else { self.tape.key(index & !KEY) }
    }

    /// Builds all lists and maps, innermost first, which needs no recursion as children follow their parents.
    fn build(self: &Rc<Self>) -> Vec<Value> {
        let tape = &*self.tape;
        // A string is copied: one that pointed back into the document would keep it alive for ever.
        let key = |index| Value::string(tape.text(tape.key(index)));
        let keys: Vec<Value> = (0..tape.key_count() as u32).map(key).collect();
        let mut built = vec![Value::Null; tape.len()];
        for index in (0..tape.len() as u32).rev() {
            let node = Node { document: self.clone(), index };
            let value = match node.kind() {
                TapeKind::Array => {
                    let items = node.children().map(|child| built[child as usize].clone()).collect();
                    Value::List(List::new(self.classes.list, items))
                }
                TapeKind::Object => {
                    let class = node.map_class();
                    let (first, count) = tape.keys(tape.cell(index));
                    let entry = |(key, child): (u32, u32)| {
                        (keys[key as usize].clone(), built[child as usize].clone())
                    };
                    let entries = (first..first + count).zip(node.children()).map(entry).collect();
                    Value::Map(Map::of_distinct(class, entries))
                }
                TapeKind::Plain | TapeKind::String | TapeKind::Unescaped => Value::string(node.text()),
                _ => node.scalar(),
            };
            built[index as usize] = value;
        }
        built
    }
}

impl Drop for Document {
    fn drop(&mut self) {
        if let Some(built) = self.heap.take() {
            drop_flat(built);
        }
    }
}

/// Set in the index of a [`Node`] that is a key.
const KEY: u32 = 1 << 31;

/// A place in a [`Document`]: a value, or the key of a member.
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
        match self.kind() {
            TapeKind::True => Value::Boolean(true),
            TapeKind::False => Value::Boolean(false),
            TapeKind::Integer => Value::Integer(integer(self.text().as_bytes())),
            TapeKind::Long => Value::Long(self.text().parse().unwrap_or_default()),
            TapeKind::BigInteger => {
                Value::BigInteger(Rc::new(self.text().parse::<BigInt>().unwrap_or_default()))
            }
            TapeKind::Double => Value::Double(self.text().parse().unwrap_or_default()),
            TapeKind::BigDecimal => self
                .text()
                .parse()
                .map_or(Value::Null, |number: BigDecimal| Value::BigDecimal(Rc::new(number))),
            TapeKind::Plain | TapeKind::String | TapeKind::Unescaped => Value::String(Text::from_node(self)),
            TapeKind::Null | TapeKind::Array | TapeKind::Object => Value::Null,
        }
    }

    /// What kind of value it is.
    #[inline]
    pub fn kind(&self) -> TapeKind {
        self.document.cell(self.index).kind()
    }

    /// The text of a scalar: a string's without quotes and escapes, a number's as written.
    #[inline]
    pub fn text(&self) -> &str {
        self.document.tape.text(self.document.cell(self.index))
    }

    /// How many elements or members it has.
    #[inline]
    pub fn count(&self) -> usize {
        self.document.tape.count(self.document.cell(self.index))
    }

    pub(super) fn map_class(&self) -> &'static MapClass {
        let classes = self.document.classes;
        match (self.index, classes.members) {
            (0, _) => classes.root,
            (_, []) => classes.nested,
            (index, members) => {
                let place = self.place().at(0).indexes().position(|member| member == index);
                place.and_then(|place| members.get(place)).copied().unwrap_or(classes.nested)
            }
        }
    }

    /// Whether all maps of the document have their entries in the order written.
    pub(super) fn keeps_order(&self) -> bool {
        let is_kept = |class: &MapClass| class.order == Order::Insertion;
        let DocumentClasses { root, nested, members, .. } = self.document.classes;
        is_kept(root) && is_kept(nested) && members.iter().all(|class| is_kept(class))
    }

    pub(super) fn list_class(&self) -> &'static ListClass {
        self.document.classes.list
    }

    fn at(&self, index: u32) -> Node {
        Node { document: self.document.clone(), index }
    }

    /// The indexes of its direct children: an array's elements, the values of an object's members.
    fn children(&self) -> Children<'_> {
        self.place().indexes()
    }

    /// The member `name` of an object.
    #[inline]
    pub fn member(&self, name: &str) -> Option<Node> {
        Some(self.at(self.document.tape.member(self.index, name)?))
    }

    /// The key of the member `place` of an object, in the order written: a string.
    #[inline]
    pub(crate) fn key(&self, place: usize) -> Option<Value> {
        self.keys().nth(place).map(|key| self.key_at(key))
    }

    /// Which keys of all in the document are an object's, in the order written.
    #[inline]
    pub(crate) fn keys(&self) -> Range<u32> {
        let (first, count) = self.document.tape.keys(self.document.cell(self.index));
        first..first + count
    }

    /// The key `index` of all keys of the document: a string.
    #[inline]
    pub(crate) fn key_at(&self, index: u32) -> Value {
        Value::String(Text::from_node(self.at(index | KEY)))
    }

    /// The value that stands at `place`, which then is where the next stands; from 0 on those of an object's members.
    pub(super) fn next_value(&self, place: &cell::Cell<u32>) -> Value {
        let index = place.get().max(self.index + 1);
        place.set(self.document.tape.after(index));
        self.at(index).value()
    }

    /// Whether all objects of the document have their members in the order of the maps that they are.
    #[inline]
    pub(super) fn is_in_order(&self) -> bool {
        self.document.in_order
    }

    /// The same place, borrowed.
    #[inline]
    pub(crate) fn place(&self) -> Place<'_> {
        Place { document: &self.document, index: self.index }
    }

    /// The element `index` of an array.
    pub fn element(&self, index: usize) -> Option<Node> {
        Some(self.at(self.document.tape.element(self.index, u32::try_from(index).ok()?)?))
    }

    /// Where the first child of an array stands, if it has one.
    #[inline]
    pub(crate) fn first_child(&self) -> u32 {
        self.index + 1
    }

    /// Whether the place `index`, which is that of a child or after the last, is that of a child.
    #[inline]
    pub(crate) fn has_child(&self, index: u32) -> bool {
        index < self.document.tape.end(self.index)
    }

    /// The child that stands at the place `index`.
    #[inline]
    pub(crate) fn child(&self, index: u32) -> Node {
        self.at(index)
    }

    /// The place after the child at `index`.
    #[inline]
    pub(crate) fn child_after(&self, index: u32) -> u32 {
        self.document.tape.after(index)
    }

    /// Moves this node, an object of the same document, to the object at `index`; `false` where it is none.
    #[inline]
    pub(super) fn move_to_object(&mut self, other: &Node, index: u32) -> bool {
        let can = Rc::ptr_eq(&self.document, &other.document) && other.document.tape.cell(index).is_object();
        if can {
            self.index = index;
        }
        can
    }

    /// Moves this node, a key of the document of `object`, to the key `index` of all keys there; `false` where it is none.
    #[inline]
    pub(super) fn move_to_key(&mut self, object: &Node, index: u32) -> bool {
        let can = self.index & KEY != 0 && Rc::ptr_eq(&self.document, &object.document);
        if can {
            self.index = index | KEY;
        }
        can
    }

    /// The elements of an array.
    pub fn elements(&self) -> impl Iterator<Item = Node> + '_ {
        self.children().map(|child| self.at(child))
    }

    /// The members of an object in the order written: key and value.
    pub fn members(&self) -> impl Iterator<Item = (Node, Node)> + '_ {
        self.keys().zip(self.children()).map(|(key, child)| (self.at(key | KEY), self.at(child)))
    }

    /// All arrays and objects from this one on, in the order written: an outer one before those inside it.
    pub fn containers(&self) -> impl Iterator<Item = Node> + '_ {
        let is_container =
            |index: &u32| matches!(self.document.cell(*index).kind(), TapeKind::Array | TapeKind::Object);
        (self.index..self.document.tape.end(self.index)).filter(is_container).map(|index| self.at(index))
    }

    /// How many steps looking for [containers](Node::containers) takes.
    pub(crate) fn scan_steps(&self) -> u64 {
        u64::from(self.document.tape.end(self.index).saturating_sub(self.index)) / 64
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

    /// The list or map that stands here, built for a change; `None` where that takes more steps than there may be.
    pub(super) fn build(&self) -> Option<&Value> {
        let heap = &self.document.heap;
        if heap.get().is_none() && self.document.may_build() {
            let _ = heap.set(self.document.build());
        }
        heap.get()?.get(self.index as usize)
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
    /// The document's tape.
    #[inline]
    pub(super) fn tape(self) -> &'document Tape {
        &self.document.tape
    }

    /// The member whose name is the piece `name` of `texts`, where an object stands here; `None` also where that takes
    /// longer than a look.
    #[inline(always)]
    pub(crate) fn member(
        self,
        hint: &MemberHint,
        texts: &str,
        name: &Range<u32>,
    ) -> Option<Place<'document>> {
        Some(self.at(self.tape().member_hinted(self.index, hint, texts, name)?))
    }

    /// The object that stands here, to read more than one of its members.
    #[inline(always)]
    pub(crate) fn row(self) -> Option<Row<'document>> {
        Row::of(self.tape(), self.index)
    }

    /// The same however long it takes, where an object stands here.
    pub(crate) fn searched(
        self,
        hint: &MemberHint,
        texts: &str,
        name: &Range<u32>,
    ) -> Option<Place<'document>> {
        Some(self.at(self.tape().member_searched(self.index, hint, texts, name)?))
    }

    /// The same, for a name that is not looked for often.
    pub(crate) fn named(self, name: &str) -> Option<Place<'document>> {
        let is_object = self.tape().cell(self.index).is_object();
        if is_object { Some(self.at(self.tape().member(self.index, name)?)) } else { None }
    }

    /// The same for a name that a template took from an object with the same keys, as a loop over keys does: it says where
    /// the value stands.
    #[inline]
    pub(crate) fn keyed(self, name: &Text) -> Option<Place<'document>> {
        let key = name.node()?;
        if key.index & KEY == 0 || !Rc::ptr_eq(&key.document, self.document) {
            return None;
        }
        Some(self.at(self.tape().value_of_key(self.index, key.index & !KEY)?))
    }

    /// The element `index`, which counts from the end when it is negative, where an array stands here.
    pub(crate) fn element(self, index: i32) -> Option<Place<'document>> {
        let array = self.tape().cell(self.index);
        if !array.is(TapeKind::Array) {
            return None;
        }
        let place = match u32::try_from(index) {
            Ok(place) => place,
            Err(_) => u32::try_from(self.tape().count(array)).ok()?.checked_sub(index.unsigned_abs())?,
        };
        Some(self.at(self.tape().element(self.index, place)?))
    }

    /// The value that stands here.
    #[inline]
    pub(crate) fn value(self) -> Value {
        match self.kind() {
            TapeKind::Integer => Value::Integer(integer(self.text().as_bytes())),
            TapeKind::Null => Value::Null,
            TapeKind::True => Value::Boolean(true),
            TapeKind::False => Value::Boolean(false),
            TapeKind::Double => Value::Double(self.text().parse().unwrap_or_default()),
            TapeKind::Plain | TapeKind::String | TapeKind::Unescaped => {
                Value::String(Text::from_node(self.node()))
            }
            TapeKind::Object => Value::Map(Map::from_node(self.node())),
            TapeKind::Array => Value::List(List::from_node(self.node())),
            _ => self.node().scalar(),
        }
    }

    #[inline]
    fn node(self) -> Node {
        Node { document: self.document.clone(), index: self.index }
    }

    /// Which cell of the tape stands here.
    #[inline]
    pub(super) fn index(self) -> u32 {
        self.index
    }

    /// The place of another cell.
    #[inline]
    pub(super) fn at(self, index: u32) -> Place<'document> {
        Place { index, ..self }
    }

    #[inline]
    pub(super) fn cell(self) -> Cell {
        if self.index & KEY == 0 { self.tape().cell(self.index) } else { self.tape().key(self.index & !KEY) }
    }

    /// What kind of value it is.
    #[inline]
    pub(crate) fn kind(self) -> TapeKind {
        self.cell().kind()
    }

    /// The text of a scalar: a string's without quotes and escapes, a number's as written.
    #[inline]
    pub(crate) fn text(self) -> &'document str {
        self.tape().text(self.cell())
    }

    #[inline]
    fn indexes(self) -> Children<'document> {
        Children { tape: self.tape(), next: self.index + 1, end: self.tape().end(self.index) }
    }

    /// An array's elements.
    pub(crate) fn elements(self) -> impl Iterator<Item = Place<'document>> {
        self.indexes().map(move |index| self.at(index))
    }

    /// The text of a string or a key.
    #[inline]
    pub(crate) fn string(self) -> Option<Piece<'document>> {
        self.tape().string(self.cell())
    }

    /// Prints the text of a scalar or a key.
    #[inline]
    pub(super) fn print(self, output: &mut Output) {
        self.tape().print(self.cell(), output);
    }
}

struct Children<'document> {
    tape: &'document Tape,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.next >= self.end {
            return None;
        }
        let index = self.next;
        self.next = self.tape.after(index);
        Some(index)
    }
}
