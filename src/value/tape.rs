//! The flat form of a JSON document: a cell of eight bytes for each value, in the order written, over the document's
//! text. The keys of objects stand beside the cells, once for all objects that have the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What a cell of a tape is.
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
        Null, True, False, Integer, Long, BigInteger, Double, BigDecimal, Plain, String, Unescaped, Array,
        Object, Null, Null, Null,
    ]
};

/// A value, or the text of a key. Of a scalar it has the start and the length of the text; of an array or object the
/// index of the cell after its last descendant, and the number of elements or the shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell(u64);

const LENGTH_BITS: u32 = 28;

/// The longest text of a document that has a tape.
pub(crate) const LONGEST_TEXT: usize = (1 << LENGTH_BITS) - 1;

impl Cell {
    const NULL: Cell = Cell::new(TapeKind::Null, 0, 0);

    #[inline]
    pub(crate) const fn new(kind: TapeKind, start: usize, length: usize) -> Cell {
        Cell((kind as u64) << 60 | (length as u64 & LONGEST_TEXT as u64) << 32 | start as u32 as u64)
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
    fn length(self) -> u32 {
        (self.0 >> 32) as u32 & LONGEST_TEXT as u32
    }

    /// The index after the last descendant of an array or object.
    #[inline]
    fn end(self) -> u32 {
        self.0 as u32
    }

    #[inline]
    pub(super) fn is(self, kind: TapeKind) -> bool {
        self.0 >> 60 == kind as u64
    }

    #[inline]
    fn is_container(self) -> bool {
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
    /// [`fingerprint`] of the text.
    pub(crate) print: u64,
    /// What stands in the document from the value before to this key's value: marks, white space and the key.
    pub(crate) lead: (u32, u32),
    /// The shape of the objects found last in the value.
    pub(crate) inner: Shape,
    /// How many keys the shape has; set in its first one.
    count: u32,
}

impl Key {
    pub(crate) fn new(text: Cell, print: u64, lead: (u32, u32)) -> Key {
        Key { text, print, lead, inner: EMPTY, count: 0 }
    }

    /// Whether it is the key `name`, of this fingerprint.
    #[inline]
    fn is(&self, name: &str, print: u64, tape: &Tape) -> bool {
        self.print == print
            && self.text.length() as usize == name.len()
            && (name.len() < EXACT || tape.is_text(self.text, name))
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
        let range = cell.start()..cell.start() + cell.length() as usize;
        let from = if cell.is(TapeKind::Unescaped) { &*self.unescaped } else { &*self.text };
        from.get(range).unwrap_or_default()
    }

    /// A string as JSON text writes it, quotes and all, where it stands so in the document.
    #[inline]
    pub(super) fn quoted(&self, cell: Cell) -> Option<&str> {
        if !cell.is(TapeKind::Plain) {
            return None;
        }
        self.text.get(cell.start() - 1..cell.start() + cell.length() as usize + 1)
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
        let object = self.cell(index);
        let (first, count) = self.keys(object);
        let keys = self.keys.get(first as usize..(first + count) as usize)?;
        let print = fingerprint(name.as_bytes(), 0, name.len());
        let place = keys.iter().position(|key| key.is(name, print, self))?;
        Some(self.child((index, object.end()), place as u32, count))
    }

    /// The same, for a name with a hint; `None` also where no object stands at `index`.
    #[inline]
    pub(super) fn member_hinted<'name>(
        &self,
        index: u32,
        hint: &MemberHint,
        name: impl Fn() -> &'name str,
    ) -> Option<u32> {
        let object = self.cell(index);
        if !object.is(TapeKind::Object) {
            return None;
        }
        let first = object.length();
        let count = self.keys.get(first as usize)?.count;
        let guess = hint.place.load(Ordering::Relaxed);
        if guess < count
            && let Some(key) = self.keys.get((first + guess) as usize)
            && key.print == hint.print
            && key.text.length() == hint.length
            && (hint.length < EXACT as u32 || self.is_text(key.text, name()))
            && object.end().wrapping_sub(index + 1) == count
        {
            return Some(index + 1 + guess);
        }
        self.member_elsewhere(index, hint, name())
    }

    /// The same where the name is not at the place that is guessed, or arrays or objects stand before its value.
    #[inline(never)]
    fn member_elsewhere(&self, index: u32, hint: &MemberHint, name: &str) -> Option<u32> {
        let object = self.cell(index);
        let (first, count) = self.keys(object);
        let keys = self.keys.get(first as usize..(first + count) as usize)?;
        let is_name = |key: &Key| key.is(name, hint.print, self);
        let guess = hint.place.load(Ordering::Relaxed);
        let place = match keys.get(guess as usize) {
            Some(key) if is_name(key) => guess,
            _ => {
                let place = keys.iter().position(is_name)? as u32;
                hint.place.store(place, Ordering::Relaxed);
                place
            }
        };
        Some(self.child((index, object.end()), place, count))
    }

    #[inline(never)]
    fn is_text(&self, cell: Cell, text: &str) -> bool {
        self.bytes(cell) == text.as_bytes()
    }
}

/// What helps to find a member by a name in a template: what the name's text is known by, and the place among an object's
/// members where it was found last, as objects of one list mostly have the same members. The place is no more than a
/// guess, shared by all renders.
#[derive(Debug)]
pub(crate) struct MemberHint {
    print: u64,
    length: u32,
    place: AtomicU32,
}

impl MemberHint {
    /// The hint for `name`.
    pub(crate) fn of(name: &str) -> MemberHint {
        let print = fingerprint(name.as_bytes(), 0, name.len());
        MemberHint { print, length: name.len() as u32, place: AtomicU32::new(0) }
    }
}

/// Writes a [`Tape`] in document order.
pub(crate) struct TapeBuilder {
    /// The text of strings with escapes, and room for more.
    unescaped: Vec<u8>,
    /// How long that text is.
    used: usize,
    cells: Vec<Cell>,
    keys: Vec<Key>,
    /// The keys of the objects that are open, innermost last.
    open: Vec<Key>,
    /// Whether a key was written that is in its object already.
    key_twice: bool,
}

impl TapeBuilder {
    /// A builder for a text of `bytes` bytes.
    pub(crate) fn new(bytes: usize) -> TapeBuilder {
        let mut keys = Vec::with_capacity(24);
        keys.push(Key::new(Cell::NULL, 0, (0, 0)));
        TapeBuilder {
            unescaped: Vec::new(),
            used: 0,
            cells: Vec::with_capacity(bytes / 16 + 16),
            keys,
            open: Vec::with_capacity(16),
            key_twice: false,
        }
    }

    /// Adds a scalar.
    #[inline]
    pub(crate) fn scalar(&mut self, cell: Cell) {
        self.cells.push(cell);
    }

    /// Room for the text of a string with escapes, which with all that follow it takes no more than `most` bytes.
    pub(crate) fn room(&mut self, most: usize) -> &mut [u8] {
        if self.unescaped.is_empty() {
            self.unescaped = vec![0; most];
        }
        self.unescaped.get_mut(self.used..).unwrap_or_default()
    }

    /// The string whose text was written at the start of the room.
    pub(crate) fn unescaped(&mut self, length: usize) -> Cell {
        let start = self.used;
        self.used += length;
        Cell::new(TapeKind::Unescaped, start, length)
    }

    /// [`fingerprint`] of the text of a string with escapes.
    pub(crate) fn fingerprint(&self, text: Cell) -> u64 {
        fingerprint(&self.unescaped, text.start(), text.start() + text.length() as usize)
    }

    /// Opens an array or object, which is to be closed with the index returned.
    #[inline]
    pub(crate) fn open(&mut self) -> usize {
        self.cells.push(Cell::NULL);
        self.cells.len() - 1
    }

    /// Closes an array with so many elements.
    #[inline]
    pub(crate) fn close_array(&mut self, index: usize, count: usize) {
        self.close(index, TapeKind::Array, count);
    }

    /// Closes an object whose keys are those of a shape.
    #[inline]
    pub(crate) fn close_object(&mut self, index: usize, shape: Shape) {
        self.close(index, TapeKind::Object, shape as usize);
    }

    #[inline]
    fn close(&mut self, index: usize, kind: TapeKind, length: usize) {
        let end = self.cells.len();
        if let Some(cell) = self.cells.get_mut(index) {
            *cell = Cell::new(kind, end, length);
        }
    }

    /// How many keys a shape has.
    #[inline]
    pub(crate) fn key_count(&self, shape: Shape) -> u32 {
        self.keys.get(shape as usize).map_or(0, |key| key.count)
    }

    /// The key `place` of a shape, which has more.
    #[inline]
    pub(crate) fn key_of(&self, shape: Shape, place: u32) -> Option<Key> {
        self.keys.get((shape + place) as usize).copied()
    }

    /// Remembers the shape of the objects in the value of the key `place` of a shape.
    #[inline]
    pub(crate) fn set_inner(&mut self, shape: Shape, place: u32, inner: Shape) {
        if let Some(key) = self.keys.get_mut((shape + place) as usize) {
            key.inner = inner;
        }
    }

    /// How many keys of open objects there are: where the next object's start.
    pub(crate) fn open_keys(&self) -> usize {
        self.open.len()
    }

    /// Adds a key to the innermost object.
    #[inline]
    pub(crate) fn push_key(&mut self, key: Key) {
        self.open.push(key);
    }

    /// Adds the first `count` keys of a shape to the innermost object.
    pub(crate) fn push_keys_of(&mut self, shape: Shape, count: u32) {
        let keys = self.keys.get(shape as usize..(shape + count) as usize);
        self.open.extend_from_slice(keys.unwrap_or_default());
    }

    /// Remembers the shape of the objects in the value of an open object's key.
    #[inline]
    pub(crate) fn set_open_inner(&mut self, index: usize, inner: Shape) {
        if let Some(key) = self.open.get_mut(index) {
            key.inner = inner;
        }
    }

    /// Makes a shape of the open keys from `first` on; `text` is the document's.
    pub(crate) fn shape(&mut self, first: usize, text: &str) -> Shape {
        let keys = self.open.get(first..).unwrap_or_default();
        if keys.is_empty() {
            return EMPTY;
        }
        self.key_twice = self.key_twice || self.has_key_twice(keys, text);
        let (shape, count) = (self.keys.len(), keys.len() as u32);
        self.keys.extend_from_slice(keys);
        self.open.truncate(first);
        if let Some(key) = self.keys.get_mut(shape) {
            key.count = count;
        }
        shape as Shape
    }

    /// Whether an object has a key twice.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.key_twice
    }

    fn has_key_twice(&self, keys: &[Key], text: &str) -> bool {
        /// Up to so many keys comparing each with each is quicker than sorting.
        const FEW: usize = 24;
        // Most keys differ from all before them in the few bits that are noted here.
        let mut noted = 0_u64;
        let twice = |(index, key): (usize, &Key)| {
            let bit = 1 << (key.print.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58);
            let is_new = noted & bit == 0;
            noted |= bit;
            !is_new && keys.iter().take(index).any(|other| other.print == key.print)
        };
        if keys.len() <= FEW && !keys.iter().enumerate().any(twice) {
            return false;
        }
        let bytes = |key: &Key| {
            let range = key.text.start()..key.text.start() + key.text.length() as usize;
            let from = if key.text.kind() == TapeKind::Unescaped { &self.unescaped } else { text.as_bytes() };
            from.get(range).unwrap_or_default()
        };
        let mut texts: Vec<&[u8]> = keys.iter().map(bytes).collect();
        texts.sort_unstable();
        texts.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// The tape over `text`; `None` where the text of strings with escapes is no UTF-8.
    pub(crate) fn finish(mut self, text: Arc<str>) -> Option<Tape> {
        self.unescaped.truncate(self.used);
        let unescaped = String::from_utf8(self.unescaped).ok()?;
        Some(Tape { text, unescaped, cells: self.cells, keys: self.keys })
    }
}

/// From this length on two texts with one [`fingerprint`] may differ.
const EXACT: usize = 8;

/// A number made of the length and the first and last eight bytes of the text at `start..end`: equal for equal texts.
#[inline]
pub(crate) fn fingerprint(bytes: &[u8], start: usize, end: usize) -> u64 {
    let length = end - start;
    let word = |from: usize| match bytes.get(from..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(word) => u64::from_le_bytes(*word),
        None => bytes.iter().skip(from).rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    let first = word(start);
    let ends = match length {
        0 => 0,
        // Only the bytes of the text count.
        1..EXACT => first & (u64::MAX >> (64 - 8 * length)),
        _ => first ^ word(end - 8).rotate_left(29),
    };
    ends ^ (length as u64) << 56
}
