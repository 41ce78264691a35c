//! How a tape is written.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

use super::{Cell, EMPTY, FLAT_OBJECT, Fingerprint, Key, Shape, Tape, TapeKind};

/// Writes a [`Tape`] in document order.
pub(crate) struct TapeBuilder {
    /// The text of strings with escapes.
    unescaped: Vec<u8>,
    cells: Vec<Cell>,
    keys: Vec<Key>,
    /// Whether a key was written that is in its object already.
    key_twice: bool,
}

/// An object that is being written, and its keys.
#[derive(Default)]
pub(crate) struct OpenObject {
    /// Where it stands.
    index: usize,
    /// Where its keys start, how many there are, and how many there is room for before other keys.
    first: usize,
    count: usize,
    room: usize,
    /// The [bits](Fingerprint::bit) of its keys: most keys differ from all before them in these.
    noted: u64,
    /// Whether keys have one fingerprint.
    is_doubtful: bool,
}

impl OpenObject {
    /// Whether it has no keys yet.
    #[inline(always)]
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Room for the keys of most documents, which the allocator has at hand.
const FEW_KEYS: usize = 18;

/// Room for the keys of the outermost object, which mostly has others in it, whose keys then stand after its own.
const ROOT_KEYS: usize = 7;

static NO_KEYS: [Key; 1 + ROOT_KEYS] = [Key::NONE; 1 + ROOT_KEYS];

/// Up to so many keys of an object comparing each with each is quicker than sorting.
const FEW: usize = 24;

impl TapeBuilder {
    /// A builder for a text of `bytes` bytes.
    #[inline]
    pub(crate) fn new(bytes: usize) -> TapeBuilder {
        let mut keys = Vec::with_capacity(FEW_KEYS);
        keys.extend_from_slice(&NO_KEYS);
        let cells = Vec::with_capacity(bytes / 16 + 16);
        TapeBuilder { unescaped: Vec::new(), cells, keys, key_twice: false }
    }

    /// Adds a scalar.
    #[inline]
    pub(crate) fn scalar(&mut self, cell: Cell) {
        self.cells.push(cell);
    }

    /// A string with escapes, whose text `unescape` appends to what it is given: with all such texts that follow it that
    /// takes no more than `most` bytes.
    #[inline]
    pub(crate) fn unescaped<End>(
        &mut self,
        most: usize,
        unescape: impl FnOnce(&mut Vec<u8>) -> Option<End>,
    ) -> Option<(Cell, End)> {
        let start = self.unescaped.len();
        if self.unescaped.capacity() == 0 {
            self.unescaped = Vec::with_capacity(most);
        }
        let end = unescape(&mut self.unescaped)?;
        Some((Cell::new(TapeKind::Unescaped, start, self.unescaped.len() - start), end))
    }

    /// The fingerprint of a key, which stands there where it has escapes, and is `text` where it has none.
    pub(crate) fn fingerprint(&self, key: Cell, text: &[u8]) -> Fingerprint {
        match key.kind() {
            TapeKind::Unescaped => Fingerprint::within(&self.unescaped, key.start(), key.text_end()),
            _ => Fingerprint::within(text, 0, text.len()),
        }
    }

    /// Begins an array or object; returns its index.
    #[inline]
    pub(crate) fn open(&mut self) -> usize {
        self.cells.push(Cell::NULL);
        self.cells.len() - 1
    }

    /// Ends the array at `index`, which has so many elements.
    #[inline]
    pub(crate) fn close_array(&mut self, index: usize, count: usize) {
        self.close(index, TapeKind::Array as u64, count);
    }

    /// Ends the object at `index`, which has the keys of `shape`, so many.
    #[inline]
    pub(crate) fn close_object(&mut self, index: usize, shape: Shape, count: u32) {
        let is_flat = self.cells.len() == index + 1 + count as usize;
        let kind = if is_flat { FLAT_OBJECT } else { TapeKind::Object as u64 };
        self.close(index, kind, shape as usize);
    }

    #[inline]
    fn close(&mut self, index: usize, kind: u64, length: usize) {
        let end = self.cells.len();
        if let Some(cell) = self.cells.get_mut(index) {
            *cell = Cell::of(kind, end, length);
        }
    }

    /// How many keys a shape has.
    #[inline]
    pub(crate) fn key_count(&self, shape: Shape) -> u32 {
        self.keys.get(shape as usize).map_or(0, |key| key.count)
    }

    /// Where the text up to the value of each of these keys starts, and how long it is; and the cells.
    #[inline]
    pub(crate) fn guess(&mut self, keys: Range<u32>) -> (impl Iterator<Item = (u32, u32)>, &mut Vec<Cell>) {
        let keys = self.keys.get(keys.start as usize..keys.end as usize).unwrap_or_default();
        (keys.iter().map(|key| key.lead), &mut self.cells)
    }

    /// The shape of the objects found last in the value of a key.
    #[inline]
    pub(crate) fn inner(&self, key: u32) -> Shape {
        self.keys.get(key as usize).map_or(EMPTY, |key| key.inner)
    }

    /// Remembers the shape of the objects in the value of a key.
    #[inline]
    pub(crate) fn set_inner(&mut self, key: u32, inner: Shape) {
        if let Some(key) = self.keys.get_mut(key as usize) {
            key.inner = inner;
        }
    }

    /// The object opened at `index`, to which keys are to be added.
    #[inline]
    pub(crate) fn open_object(&self, index: usize) -> OpenObject {
        match index {
            0 => OpenObject { first: 1, room: ROOT_KEYS, ..OpenObject::default() },
            _ => OpenObject { index, first: self.keys.len(), ..OpenObject::default() },
        }
    }

    /// Adds to `object` a key whose value is written next.
    #[inline(always)]
    pub(crate) fn push_key(
        &mut self,
        object: &mut OpenObject,
        text: Cell,
        print: Fingerprint,
        lead: (u32, u32),
    ) {
        let value = self.cells.len() as u32;
        self.push(object, Key { text, print, lead, ..Key::NONE }, value);
    }

    /// Adds to `object` the first `count` keys of `shape`, whose values were written.
    pub(crate) fn push_keys_of(&mut self, object: &mut OpenObject, shape: Shape, count: u32) {
        let mut value = object.index as u32 + 1;
        for index in shape..shape + count {
            let Some(key) = self.keys.get(index as usize).copied() else { return };
            self.push(object, key, value);
            value = match self.cells.get(value as usize) {
                Some(cell) if cell.is_container() => cell.end(),
                _ => value + 1,
            };
        }
    }

    /// Adds a key whose value stands at `value`.
    #[inline(always)]
    fn push(&mut self, object: &mut OpenObject, key: Key, value: u32) {
        let key = Key { place: object.count as u32, first_use: (object.index as u32, value), ..key };
        let bit = key.print.bit();
        if object.noted & bit != 0 {
            self.compare(object, key.print);
        }
        object.noted |= bit;
        if object.first + object.count == self.keys.len() {
            self.keys.push(key);
        } else {
            if object.count >= object.room {
                self.move_keys(object);
            }
            if let Some(room) = self.keys.get_mut(object.first + object.count) {
                *room = key;
            }
        }
        object.count += 1;
    }

    /// Compares a key that is to be added with those that are there.
    #[inline(never)]
    fn compare(&self, object: &mut OpenObject, print: Fingerprint) {
        object.is_doubtful |= object.count > FEW || self.keys_of(object).iter().any(|key| key.print == print);
    }

    fn keys_of(&self, object: &OpenObject) -> &[Key] {
        self.keys.get(object.first..object.first + object.count).unwrap_or_default()
    }

    /// Moves the keys of an object to the end, as after them the keys of an object in it stand. There is room for as many
    /// again, so that moving takes no longer than writing.
    #[inline(never)]
    fn move_keys(&mut self, object: &mut OpenObject) {
        let (first, end) = (object.first, self.keys.len());
        object.first = end;
        object.room = 2 * object.count + 2;
        self.keys.resize(end + object.room, Key::NONE);
        let (before, moved) = self.keys.split_at_mut(end);
        let keys = before.iter_mut().skip(first).take(object.count);
        moved.iter_mut().zip(keys).for_each(|(room, key)| mem::swap(room, key));
    }

    /// Remembers the shape of the objects in the value of the key added last.
    #[inline]
    pub(crate) fn set_last_inner(&mut self, object: &OpenObject, inner: Shape) {
        self.set_inner((object.first + object.count - 1) as u32, inner);
    }

    /// Makes a shape of the keys of `object`, whose members are all written, and says how many it has; `text` is the
    /// document's.
    #[inline(never)]
    pub(crate) fn shape(&mut self, object: &OpenObject, text: &str) -> (Shape, u32) {
        if object.count == 0 {
            return (EMPTY, 0);
        }
        if object.first + object.room == self.keys.len() {
            self.keys.truncate(object.first + object.count);
        }
        for key in self.keys.iter_mut().skip(object.first).take(object.count) {
            key.count = object.count as u32;
        }
        self.key_twice = self.key_twice || object.is_doubtful && self.has_key_twice(object, text);
        (object.first as Shape, object.count as u32)
    }

    #[inline(never)]
    fn has_key_twice(&self, object: &OpenObject, text: &str) -> bool {
        let bytes = |key: &Key| {
            let from = if key.text.is(TapeKind::Unescaped) { &*self.unescaped } else { text.as_bytes() };
            from.get(key.text.start()..key.text.text_end()).unwrap_or_default()
        };
        let mut keys: Vec<(Fingerprint, &[u8])> =
            self.keys_of(object).iter().map(|key| (key.print, bytes(key))).collect();
        keys.sort_unstable();
        keys.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// The tape over `text`; `None` where an object has a key twice, or the text of strings with escapes is no UTF-8.
    #[inline]
    pub(crate) fn finish<Holder: From<Tape>>(self, text: Arc<str>) -> Option<Holder> {
        if self.key_twice {
            return None;
        }
        let unescaped = String::from_utf8(self.unescaped).ok()?;
        Some(Holder::from(Tape { text, unescaped, cells: self.cells, keys: self.keys }))
    }
}
