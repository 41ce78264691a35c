//! The flat form of a JSON document: a cell of eight bytes for each value, in the order written, over the document's
//! text. The keys of objects stand beside the cells, once for all objects that have the same.

mod builder;

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::output::{Output, Piece};
pub(crate) use builder::{OpenObject, TapeBuilder};

/// What a cell of a tape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum TapeKind {
    /// `null`.
    Null,
    /// A `java.lang.Double`.
    Double,
    /// A `java.math.BigDecimal`.
    BigDecimal,
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
    /// A string whose text stands in the document as it is, and prints in JSON as it stands there.
    Plain,
    /// A string whose text stands in the document as it is.
    String,
    /// A string with escapes: its text stands in the tape's side buffer.
    Unescaped,
    /// An array: its elements follow.
    Array,
    /// An object: the values of its members follow.
    Object,
}

const KINDS: [TapeKind; 16] = {
    use TapeKind::*;
    [
        Null, Double, BigDecimal, True, False, Integer, Long, BigInteger, Plain, String, Unescaped, Array,
        Object, Object, Null, Null,
    ]
};

/// The kind, within a cell alone, of an object whose members are all scalars: each of the cells after it is a member.
const FLAT_OBJECT: u64 = TapeKind::Object as u64 + 1;

/// A value, or the text of a key. Of a scalar it has the start and the length of the text; of an array or object the
/// index of the cell after its last descendant, and the number of elements or the shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell(u64);

/// The first and the last of the kinds that print their text; from the first up to this one they stand in JSON text as they
/// print.
const TRUE: u64 = TapeKind::True as u64;
const PLAIN: u64 = TapeKind::Plain as u64;
const UNESCAPED: u64 = TapeKind::Unescaped as u64;

const LENGTH_BITS: u32 = 28;

/// The longest text of a document that has a tape.
pub(crate) const LONGEST_TEXT: usize = (1 << LENGTH_BITS) - 1;

impl Cell {
    const NULL: Cell = Cell::new(TapeKind::Null, 0, 0);

    #[inline]
    pub(crate) const fn new(kind: TapeKind, start: usize, length: usize) -> Cell {
        Cell::of(kind as u64, start, length)
    }

    #[inline]
    const fn of(kind: u64, start: usize, length: usize) -> Cell {
        Cell(kind << 60 | (length as u64 & LONGEST_TEXT as u64) << 32 | start as u32 as u64)
    }

    #[inline]
    pub(crate) fn kind(self) -> TapeKind {
        KINDS[(self.0 >> 60) as usize]
    }

    /// Where the text starts.
    #[inline]
    pub(crate) fn start(self) -> usize {
        self.0 as u32 as usize
    }

    /// How long the text is, how many elements an array has, the shape of an object.
    #[inline]
    pub(crate) fn length(self) -> u32 {
        (self.0 >> 32) as u32 & LONGEST_TEXT as u32
    }

    /// The index after the last descendant of an array or object.
    #[inline]
    pub(super) fn end(self) -> u32 {
        self.0 as u32
    }

    #[inline]
    pub(super) fn is(self, kind: TapeKind) -> bool {
        self.0 >> 60 == kind as u64
    }

    /// Whether it prints its text.
    #[inline]
    pub(super) fn prints_text(self) -> bool {
        matches!(self.0 >> 60, TRUE..=UNESCAPED)
    }

    /// Whether it prints its text as that stands in the document.
    #[inline]
    fn prints_own_text(self) -> bool {
        matches!(self.0 >> 60, TRUE..UNESCAPED)
    }

    /// Where the text ends.
    #[inline]
    fn text_end(self) -> usize {
        self.start() + self.length() as usize
    }

    #[inline]
    pub(super) fn is_object(self) -> bool {
        self.0 >> 60 >= TapeKind::Object as u64
    }

    #[inline]
    fn is_flat_object(self) -> bool {
        self.0 >> 60 == FLAT_OBJECT
    }

    #[inline]
    pub(super) fn is_container(self) -> bool {
        self.0 >> 60 >= TapeKind::Array as u64
    }
}

/// The keys of an object: where they start in [`Tape::keys`]. Objects with the same keys in the same order mostly have
/// the same shape.
pub(crate) type Shape = u32;

/// The shape of an object without members.
pub(crate) const EMPTY: Shape = 0;

/// A key of a shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// Its text.
    pub(crate) text: Cell,
    /// [`Fingerprint`] of the text.
    print: Fingerprint,
    /// Where the text begins that stands in the document from the value before to this key's value, and how long it is:
    /// marks, white space and the key.
    lead: (u32, u32),
    /// The shape of the objects found last in the value.
    inner: Shape,
    /// How many keys the shape has.
    count: u32,
    /// Which key of its shape it is.
    place: u32,
    /// The first object that had the shape, and where the key's value stands in that.
    first_use: (u32, u32),
}

impl Key {
    const NONE: Key = Key {
        text: Cell::NULL,
        print: Fingerprint { start: 0, end: 0 },
        lead: (0, 0),
        inner: EMPTY,
        count: 0,
        place: 0,
        first_use: (0, 0),
    };

    /// Whether it is the key `name`, of this fingerprint.
    #[inline]
    fn is(&self, name: &str, print: Fingerprint, tape: &Tape) -> bool {
        self.print == print
            && self.text.length() as usize == name.len()
            && (name.len() <= EXACT || tape.is_text(self.text, name))
    }
}

/// The flat form of a JSON document; immutable, and shared between threads where wanted.
#[derive(Debug, Default)]
pub struct Tape {
    text: Arc<str>,
    unescaped: String,
    cells: Vec<Cell>,
    keys: Vec<Key>,
}

impl Tape {
    /// The kinds of all values, in the order written.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = TapeKind> {
        self.cells.iter().map(|cell| cell.kind())
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    #[inline]
    pub(super) fn cell(&self, index: u32) -> Cell {
        self.cells.get(index as usize).copied().unwrap_or(Cell::NULL)
    }

    /// The text of the key at `index` of all keys.
    pub(super) fn key(&self, index: u32) -> Cell {
        self.keys.get(index as usize).map_or(Cell::NULL, |key| key.text)
    }

    /// How many keys there are in all shapes.
    pub(super) fn key_count(&self) -> usize {
        self.keys.len()
    }

    /// The text of a scalar or key.
    #[inline]
    pub(super) fn text(&self, cell: Cell) -> &str {
        let range = cell.start()..cell.text_end();
        if cell.is(TapeKind::Unescaped) {
            return self.unescaped.get(range).unwrap_or_default();
        }
        self.text.get(range).unwrap_or_default()
    }

    /// The document's text.
    #[inline]
    pub(super) fn source(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Where in [`source`](Tape::source) a scalar or key stands as JSON text writes it, if it stands there so: its start
    /// and its length.
    #[inline]
    pub(super) fn written(&self, cell: Cell) -> Option<(usize, usize)> {
        match cell.0 >> 60 {
            TRUE..PLAIN => Some((cell.start(), cell.length() as usize)),
            PLAIN => Some((cell.start() - 1, cell.length() as usize + 2)),
            _ => None,
        }
    }

    /// The text of a string or a key.
    #[inline]
    pub(super) fn string(&self, cell: Cell) -> Option<Piece<'_>> {
        let text = match cell.0 >> 60 {
            UNESCAPED => &*self.unescaped,
            PLAIN..UNESCAPED => &*self.text,
            _ => return None,
        };
        Some(Piece::new(text, cell.start(), cell.length() as usize))
    }

    /// Appends the text of a scalar or key.
    #[inline(always)]
    pub(super) fn print(&self, cell: Cell, output: &mut Output) {
        let text = if cell.is(TapeKind::Unescaped) { self.unescaped.as_bytes() } else { self.source() };
        output.push_piece(text, cell.start(), cell.length() as usize);
    }

    #[inline]
    fn bytes(&self, cell: Cell) -> &[u8] {
        let range = cell.start()..cell.start() + cell.length() as usize;
        let from = if cell.kind() == TapeKind::Unescaped { &*self.unescaped } else { &*self.text };
        from.as_bytes().get(range).unwrap_or_default()
    }

    /// The index after the value at `index` and all inside it.
    #[inline]
    pub(super) fn after(&self, index: u32) -> u32 {
        let cell = self.cell(index);
        if cell.is_container() { cell.end() } else { index + 1 }
    }

    /// The index after the array or object at `index`, of any other value its own.
    #[inline]
    pub(super) fn end(&self, index: u32) -> u32 {
        let cell = self.cell(index);
        if cell.is_container() { cell.end() } else { index }
    }

    /// How many elements or members there are in the array or object `cell`.
    #[inline]
    pub(super) fn count(&self, cell: Cell) -> usize {
        match cell.kind() {
            TapeKind::Object => self.keys.get(cell.length() as usize).map_or(0, |key| key.count as usize),
            _ => cell.length() as usize,
        }
    }

    /// The keys of an object.
    #[inline]
    pub(super) fn keys_of(&self, object: Cell) -> &[Key] {
        let (first, count) = self.keys(object);
        self.keys.get(first as usize..(first + count) as usize).unwrap_or_default()
    }

    /// The index of an object's first key, and how many it has.
    #[inline]
    pub(super) fn keys(&self, object: Cell) -> (u32, u32) {
        (object.length(), self.keys.get(object.length() as usize).map_or(0, |key| key.count))
    }

    /// The child `place` of the array or object at `index`, which ends at `end` and has `count` children.
    #[inline]
    fn child(&self, (index, end): (u32, u32), place: u32, count: u32) -> u32 {
        let first = index + 1;
        // Without arrays and objects in it, each of its cells is a child.
        if end.wrapping_sub(first) == count {
            return first + place;
        }
        (0..place).fold(first, |child, _| self.after(child))
    }

    /// The element `place` of the array at `index`.
    #[inline]
    pub(super) fn element(&self, index: u32, place: u32) -> Option<u32> {
        let array = self.cell(index);
        (place < array.length()).then(|| self.child((index, array.end()), place, array.length()))
    }

    /// The value of the member `name` of the object at `index`.
    #[inline]
    pub(super) fn member(&self, index: u32, name: &str) -> Option<u32> {
        let print = Fingerprint::of(name);
        let keys = self.keys_of(self.cell(index));
        let key = keys.iter().find(|key| key.is(name, print, self))?;
        Some(self.member_of(index, key))
    }

    /// The same, for the name with this hint that is the piece `name` of `texts`; `None` also where no object stands at
    /// `index`, and where many members would have to be looked through.
    #[inline(always)]
    pub(super) fn member_hinted(
        &self,
        index: u32,
        hint: &MemberHint,
        texts: &str,
        name: &Range<u32>,
    ) -> Option<u32> {
        let object = self.cell(index);
        if !object.is_object() {
            return None;
        }
        let guess = hint.place.load(Ordering::Relaxed);
        if let Some(key) = self.keys.get((object.length() + guess) as usize)
            && key.place == guess
            && key.print == hint.print
            && key.text.length() == hint.length
            && hint.length <= EXACT as u32
        {
            if object.is_flat_object() {
                return Some(index + 1 + guess);
            }
            if key.first_use.0 == index {
                return Some(key.first_use.1);
            }
        }
        if self.count(object) <= FEW_MEMBERS { self.member_searched(index, hint, texts, name) } else { None }
    }

    /// The same for the object at `index` however many members it has, which takes as long as there are members.
    #[inline(never)]
    pub(super) fn member_searched(
        &self,
        index: u32,
        hint: &MemberHint,
        texts: &str,
        name: &Range<u32>,
    ) -> Option<u32> {
        let name = texts.get(name.start as usize..name.end as usize)?;
        let keys = self.keys_of(self.cell(index));
        let guess = hint.place.load(Ordering::Relaxed);
        let guessed = keys.get(guess as usize).filter(|key| key.is(name, hint.print, self));
        let key = match guessed {
            Some(key) => key,
            None => keys.iter().find(|key| key.is(name, hint.print, self))?,
        };
        hint.place.store(key.place, Ordering::Relaxed);
        Some(self.member_of(index, key))
    }

    /// The value of the key at `index` of all keys in the object at `object`, where that has its shape and none of the
    /// values before it need be passed over.
    #[inline]
    pub(super) fn value_of_key(&self, object: u32, index: u32) -> Option<u32> {
        let (cell, key) = (self.cell(object), self.keys.get(index as usize)?);
        if !cell.is_object() || index.wrapping_sub(key.place) != cell.length() {
            return None;
        }
        match key.first_use {
            _ if cell.is_flat_object() => Some(object + 1 + key.place),
            (first, value) if first == object => Some(value),
            _ => None,
        }
    }

    /// The value of `key` in the object at `index`.
    fn member_of(&self, index: u32, key: &Key) -> u32 {
        match key.first_use {
            (object, value) if object == index => value,
            _ => self.child((index, self.cell(index).end()), key.place, key.count),
        }
    }

    /// Whether `cell` has the piece `name` of `texts`.
    #[inline(never)]
    fn is_piece(&self, cell: Cell, texts: &str, name: &Range<u32>) -> bool {
        texts.get(name.start as usize..name.end as usize).is_some_and(|name| self.is_text(cell, name))
    }

    #[inline(never)]
    fn is_text(&self, cell: Cell, text: &str) -> bool {
        self.bytes(cell) == text.as_bytes()
    }
}

/// An object of a tape, looked up once to read more than one of its members.
#[derive(Clone, Copy)]
pub(crate) struct Row<'tape> {
    tape: &'tape Tape,
    keys: &'tape [Key],
    cells: &'tape [Cell],
    source: &'tape [u8],
    index: u32,
    /// Whether all members are scalars.
    is_flat: bool,
}

impl<'tape> Row<'tape> {
    /// The object at `index`; `None` where no object stands there.
    #[inline(always)]
    pub(super) fn of(tape: &'tape Tape, index: u32) -> Option<Row<'tape>> {
        let object = tape.cell(index);
        let keys = object.is_object().then(|| tape.keys_of(object))?;
        let is_flat = object.is_flat_object();
        Some(Row { tape, keys, cells: &tape.cells, source: tape.source(), index, is_flat })
    }

    /// Where the member with this hint is, which is the piece `name` of `texts`, if it is where the hint says and what is
    /// before it need not be passed over.
    #[inline(always)]
    fn guessed(&self, hint: &MemberHint, texts: &str, name: &Range<u32>) -> Option<Cell> {
        let guess = hint.place.load(Ordering::Relaxed);
        let key = self.keys.get(guess as usize)?;
        if key.print != hint.print
            || key.text.length() != hint.length
            || hint.length > EXACT as u32 && !self.tape.is_piece(key.text, texts, name)
        {
            return None;
        }
        let index = match key.first_use {
            _ if self.is_flat => self.index + 1 + guess,
            (object, value) if object == self.index => value,
            _ => return None,
        };
        self.cells.get(index as usize).copied()
    }

    /// Its member with this hint, which is the piece `name` of `texts`; `None` also where many members would have to be
    /// looked through.
    #[inline(always)]
    pub(crate) fn member(&self, hint: &MemberHint, texts: &str, name: &Range<u32>) -> Option<Member<'tape>> {
        match self.guessed(hint, texts, name) {
            Some(cell) => Some(Member { tape: self.tape, cell }),
            None => self.looked_for(hint, texts, name),
        }
    }

    #[inline(never)]
    fn looked_for(&self, hint: &MemberHint, texts: &str, name: &Range<u32>) -> Option<Member<'tape>> {
        let index = self.tape.member_hinted(self.index, hint, texts, name)?;
        Some(Member { tape: self.tape, cell: self.tape.cell(index) })
    }

    /// Prints the piece `before` of `texts` and that member, where it prints its text; `false`, with nothing done, where
    /// there is none, or one that prints otherwise.
    #[inline(always)]
    pub(crate) fn print(
        &self,
        before: &Range<u32>,
        hint: &MemberHint,
        texts: &str,
        name: &Range<u32>,
        output: &mut Output,
    ) -> bool {
        let (start, length) = (before.start as usize, before.end.wrapping_sub(before.start) as usize);
        let before = (texts.as_bytes(), start, length);
        if let Some(cell) = self.guessed(hint, texts, name)
            && cell.prints_own_text()
        {
            output.push_pieces(before, (self.source, cell.start(), cell.length() as usize));
            return true;
        }
        self.member(hint, texts, name).is_some_and(|member| member.print(before, output))
    }
}

/// A value of a tape, looked up.
#[derive(Clone, Copy)]
pub(crate) struct Member<'tape> {
    tape: &'tape Tape,
    cell: Cell,
}

impl<'tape> Member<'tape> {
    /// Prints the piece `before` and it, where it prints its text; `false`, with nothing done, where it prints otherwise.
    #[inline(never)]
    fn print(self, (text, start, length): (&[u8], usize, usize), output: &mut Output) -> bool {
        let prints = self.cell.prints_text();
        if prints {
            output.push_piece(text, start, length);
            self.tape.print(self.cell, output);
        }
        prints
    }

    /// The text of a string.
    #[inline]
    pub(crate) fn string(self) -> Option<Piece<'tape>> {
        self.tape.string(self.cell)
    }

    /// The number, where it is an Integer.
    #[inline]
    pub(crate) fn integer(self) -> Option<i32> {
        if !self.cell.is(TapeKind::Integer) {
            return None;
        }
        let (start, length) = (self.cell.start(), self.cell.length());
        match self.tape.source().get(start..start + 8).and_then(<[u8]>::first_chunk) {
            Some(window) if length <= 8 && window[0] != b'-' => Some(short_integer(*window, length)),
            _ => Some(integer(self.tape.bytes(self.cell))),
        }
    }
}

/// The value of the first `length` of eight bytes, which are digits.
#[inline]
fn short_integer(window: [u8; 8], length: u32) -> i32 {
    // Those that count are moved to the end, behind zeros; then two neighbours make one number, three times.
    let digits = u64::from_le_bytes(window) << (64 - 8 * length.clamp(1, 8)) & 0x0f0f_0f0f_0f0f_0f0f;
    let pairs = digits.wrapping_mul((10 << 8) + 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul((100 << 16) + 1) >> 16 & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul((10_000 << 32) + 1) >> 32) as i32
}

/// The value of the digits of an Integer.
#[inline]
pub(super) fn integer(text: &[u8]) -> i32 {
    let digits = match text {
        [b'-', digits @ ..] => digits,
        digits => digits,
    };
    // Towards the negative end, which has one number more.
    let negative = digits.iter().fold(0_i32, |number, digit| {
        number.wrapping_mul(10).wrapping_sub(i32::from(digit.wrapping_sub(b'0')))
    });
    if digits.len() < text.len() { negative } else { negative.wrapping_neg() }
}

/// So many members are looked through without counting steps.
const FEW_MEMBERS: usize = 32;

/// What helps to find a member by a name in a template: what the name's text is known by, and the place among an object's
/// members where it was found last, as objects of one list mostly have the same members. The place is no more than a
/// guess, shared by all renders.
#[derive(Debug)]
pub(crate) struct MemberHint {
    print: Fingerprint,
    length: u32,
    place: AtomicU32,
}

impl MemberHint {
    /// The hint for `name`.
    pub(crate) fn of(name: &str) -> MemberHint {
        MemberHint { print: Fingerprint::of(name), length: name.len() as u32, place: AtomicU32::new(0) }
    }
}

/// Names of one length, up to this one, and with one [`Fingerprint`] are equal.
const EXACT: usize = 16;

/// What a name is known by besides its length: its first and last eight bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fingerprint {
    start: u64,
    end: u64,
}

impl Fingerprint {
    /// The fingerprint of `name`.
    pub(crate) fn of(name: &str) -> Fingerprint {
        Fingerprint::within(name.as_bytes(), 0, name.len())
    }

    /// The fingerprint of the text at `start..end` of `bytes`.
    #[inline]
    pub(crate) fn within(bytes: &[u8], start: usize, end: usize) -> Fingerprint {
        let word = |from: usize| match bytes.get(from..).and_then(|rest| rest.first_chunk::<8>()) {
            Some(word) => u64::from_le_bytes(*word),
            None => bytes.iter().skip(from).rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        let length = end - start;
        let (first, last) = match length {
            0 => (0, 0),
            // Only the bytes of the text count.
            1..8 => (word(start) & (u64::MAX >> (64 - 8 * length)), 0),
            _ => (word(start), word(end - 8)),
        };
        Fingerprint { start: first, end: last }
    }

    /// The fingerprint of the key of `length` bytes that begins after the first byte of `window`.
    #[inline(always)]
    pub(crate) fn seen(window: &[u8; 32], length: u32) -> Fingerprint {
        let word = |from: usize| {
            let bytes = window.get(from..).and_then(|rest| rest.first_chunk());
            u64::from_le_bytes(*bytes.unwrap_or(&[0; 8]))
        };
        if length < 8 {
            return Fingerprint { start: word(1) & ((1 << (8 * length)) - 1), end: 0 };
        }
        Fingerprint { start: word(1), end: word(length as usize - 7) }
    }

    /// One bit of 64, most often another one for another name.
    #[inline]
    fn bit(self) -> u64 {
        1 << ((self.start ^ self.end).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58)
    }
}
