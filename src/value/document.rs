//! A JSON document that is read where it stands: a tape over the text, shared by all values taken from it. Only when a
//! template changes the document is it built as lists and maps, all of it at once, so that every value taken before and
//! after refers to the same objects, as references do in Java.

use std::cell::{self, OnceCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use num_bigint::BigInt;

use super::Value;
use super::list::{JSON_ARRAY, List, ListClass, drop_flat};
use super::map::{LINKED_HASH_MAP, Map, MapClass, Order};
use super::tape::{Cell, MemberHint, Tape, TapeKind};
use super::text::Text;
use crate::error::Error;
use crate::java::number::BigDecimal;
use crate::limits::Budget;

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

/// A document in use by one render.
pub struct Document {
    tape: Arc<Tape>,
    classes: &'static DocumentClasses,
    heap: OnceCell<Vec<Value>>,
    debt: Option<Rc<Debt>>,
}

impl Document {
    /// The value of the whole document. Lists and maps in it read the tape until one is changed.
    pub fn open(tape: Arc<Tape>, classes: &'static DocumentClasses) -> Value {
        let document = Rc::new(Document { tape, classes, heap: OnceCell::new(), debt: None });
        Node { document, index: 0 }.value()
    }

    /// [`open`](Document::open) for a text of a stranger: building it takes steps of `budget`.
    ///
    /// # Errors
    /// When no steps are left.
    #[inline]
    pub(crate) fn open_within(
        tape: Arc<Tape>,
        classes: &'static DocumentClasses,
        budget: &mut Budget<'_>,
    ) -> Result<Value, Error> {
        budget.step(OPENING)?;
        let debt = Some(budget.debt().clone());
        let document = Rc::new(Document { tape, classes, heap: OnceCell::new(), debt });
        Ok(Node { document, index: 0 }.value())
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
                    let class = if index == 0 { self.classes.root } else { self.classes.nested };
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
        if let Some(heap) = self.heap.take() {
            drop_flat(heap);
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
            TapeKind::Integer => Value::Integer(integer(self.text())),
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
        if self.index == 0 { self.document.classes.root } else { self.document.classes.nested }
    }

    /// Whether all maps of the document have their entries in the order written.
    pub(super) fn keeps_order(&self) -> bool {
        let is_kept = |class: &MapClass| class.order == Order::Insertion;
        is_kept(self.document.classes.root) && is_kept(self.document.classes.nested)
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

    /// The same place, borrowed.
    #[inline]
    pub(crate) fn place(&self) -> Place<'_> {
        Place { document: &self.document, index: self.index }
    }

    /// The element `index` of an array.
    pub fn element(&self, index: usize) -> Option<Node> {
        Some(self.at(self.document.tape.element(self.index, u32::try_from(index).ok()?)?))
    }

    /// The first element of an array.
    pub fn first_element(&self) -> Option<Node> {
        (self.count() > 0).then(|| self.at(self.index + 1))
    }

    /// The element after this one in the array `list`.
    pub fn next_element(&self, list: &List) -> Option<Node> {
        let next = self.document.tape.after(self.index);
        let end = self.document.tape.end(list.node()?.index);
        (next < end).then(|| self.at(next))
    }

    /// The elements of an array.
    pub fn elements(&self) -> impl Iterator<Item = Node> + '_ {
        self.children().map(|child| self.at(child))
    }

    /// The members of an object in the order written: key and value.
    pub fn members(&self) -> impl Iterator<Item = (Node, Node)> + '_ {
        let (first, count) = self.document.tape.keys(self.document.cell(self.index));
        (first..first + count).zip(self.children()).map(|(key, child)| (self.at(key | KEY), self.at(child)))
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
            TapeKind::Integer => Value::Integer(integer(self.text())),
            TapeKind::Null => Value::Null,
            TapeKind::True => Value::Boolean(true),
            TapeKind::False => Value::Boolean(false),
            TapeKind::Double => Value::Double(self.text().parse().unwrap_or_default()),
            _ => Node { document: self.document.clone(), index: self.index }.value(),
        }
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

    /// The Integer that stands here.
    #[inline]
    pub(crate) fn integer(self) -> Option<i32> {
        let cell = self.tape().cell(self.index);
        cell.is(TapeKind::Integer).then(|| integer(self.tape().text(cell)))
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

    /// The text of a string.
    #[inline]
    pub(crate) fn string(self) -> Option<&'document str> {
        let cell = self.tape().cell(self.index);
        matches!(cell.kind(), TapeKind::Plain | TapeKind::String | TapeKind::Unescaped)
            .then(|| self.tape().text(cell))
    }

    /// Prints the value where that is its text; `false` where it prints otherwise.
    #[inline(always)]
    pub(crate) fn print(self, output: &mut String) -> bool {
        let cell = self.tape().cell(self.index);
        if cell.prints_text() {
            output.push_str(self.tape().text(cell));
        }
        cell.prints_text()
    }
}

/// The value of the digits of an Integer.
#[inline]
fn integer(text: &str) -> i32 {
    let digits = text.strip_prefix('-').unwrap_or(text);
    // Towards the negative end, which has one number more.
    let negative = digits.bytes().fold(0_i32, |number, digit| {
        number.wrapping_mul(10).wrapping_sub(i32::from(digit.wrapping_sub(b'0')))
    });
    if digits.len() < text.len() { negative } else { negative.wrapping_neg() }
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
