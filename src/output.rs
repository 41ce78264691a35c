//! The text that a render prints: UTF-8, appended to piece by piece.

use std::fmt;

/// What a render has printed so far; whoever prints appends to it.
///
/// Most pieces are a few bytes of a longer text: of a template, of a JSON document. Copying a fixed number of bytes, of
/// which the next piece writes over those that are too many, takes a fraction of what a copy of just so many takes. A
/// `String` does not allow that, so the bytes are kept, and [`into_string`](Output::into_string) looks at them once.
///
/// ```
/// let mut output = vtlgate::Output::new();
/// output.push_str("Rex is ");
/// output.push_integer(4);
/// output.push('!');
/// assert_eq!(output.into_string(), "Rex is 4!");
/// ```
#[derive(Debug, Clone)]
pub struct Output {
    /// What was printed, whole characters as every method appends nothing else, and room for more.
    bytes: Vec<u8>,
    /// How many bytes were printed.
    length: usize,
    /// How many are kept. What is printed beyond is counted alone, so that whoever prints much can ask once, at its end,
    /// whether it was too much.
    most: usize,
}

/// A text that stands in a longer one, as most do that are printed. What is around it lets it be looked at and copied by
/// more bytes than it has.
///
/// ```
/// use vtlgate::Piece;
/// let piece = Piece::from("Rex");
/// assert_eq!((piece.as_str(), piece.len()), ("Rex", 3));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Piece<'text> {
    text: &'text str,
    start: usize,
    length: usize,
}

impl<'text> Piece<'text> {
    /// The `length` bytes from `start` on of `text`, which are whole characters.
    #[inline(always)]
    pub(crate) fn new(text: &'text str, start: usize, length: usize) -> Piece<'text> {
        Piece { text, start, length }
    }

    /// The text by itself.
    #[inline]
    pub fn as_str(&self) -> &'text str {
        self.text.get(self.start..self.start + self.length).unwrap_or_default()
    }

    /// How many bytes it has.
    #[inline]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// What is left of it after its first `bytes` bytes.
    #[inline(always)]
    pub(crate) fn after(self, bytes: usize) -> Piece<'text> {
        Piece { start: self.start + bytes, length: self.length.saturating_sub(bytes), ..self }
    }

    /// So many bytes from its first on, which may be more than it has; `None` at the end of the longer text.
    #[inline(always)]
    pub(crate) fn window(&self) -> Option<&'text [u8; WINDOW]> {
        self.text.as_bytes().get(self.start..self.start + WINDOW)?.first_chunk()
    }
}

impl<'text> From<&'text str> for Piece<'text> {
    fn from(text: &'text str) -> Piece<'text> {
        Piece { text, start: 0, length: text.len() }
    }
}

/// So many bytes are copied at once.
const WINDOW: usize = Output::ROOM.len();

impl Output {
    /// What stands behind a text of many pieces, so that the last of them can be copied as quickly as the others.
    pub(crate) const ROOM: &'static str = "                                ";

    /// An empty output.
    pub fn new() -> Output {
        Output { bytes: Vec::new(), length: 0, most: usize::MAX }
    }

    /// An empty output with room for `bytes` bytes, which keeps no more than `most`.
    pub(crate) fn with_capacity(bytes: usize, most: usize) -> Output {
        Output { bytes: vec![0; bytes + 2 * WINDOW], length: 0, most }
    }

    /// How many bytes were printed.
    #[inline]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether nothing was printed.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Appends `text`.
    #[inline]
    pub fn push_str(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// Appends one character.
    #[inline]
    pub fn push(&mut self, character: char) {
        match u8::try_from(character) {
            Ok(byte @ ..0x80) => self.push_byte(byte),
            _ => self.push_str(character.encode_utf8(&mut [0; 4])),
        }
    }

    /// Appends a number's digits, after a `-` where it is negative.
    pub fn push_integer(&mut self, number: i64) {
        let mut digits = [b'0'; 20];
        let mut start = digits.len();
        let mut rest = number.unsigned_abs();
        for (place, digit) in digits.iter_mut().enumerate().rev() {
            *digit = b'0' + (rest % 10) as u8;
            start = place;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if number < 0 {
            self.push_byte(b'-');
        }
        self.push_bytes(digits.get(start..).unwrap_or_default());
    }

    /// Appends a character of ASCII.
    #[inline]
    pub(crate) fn push_byte(&mut self, byte: u8) {
        match self.bytes.get_mut(self.length) {
            Some(place) => {
                *place = byte;
                self.length += 1;
            }
            None => self.push_bytes(&[byte]),
        }
    }

    /// Appends the `length` bytes from `start` on of `text`, which are whole characters.
    #[inline(always)]
    pub(crate) fn push_piece(&mut self, text: &[u8], start: usize, length: usize) {
        if length <= WINDOW
            && let Some(window) = text.get(start..start + WINDOW).and_then(<[u8]>::first_chunk::<WINDOW>)
            && let Some(room) = self.bytes.get_mut(self.length..self.length + WINDOW)
            && let Some(place) = room.first_chunk_mut()
        {
            *place = *window;
            self.length += length;
        } else {
            self.push_long_piece(text, start, length);
        }
    }

    /// Appends the first `length` bytes of `window`, which are whole characters.
    #[inline(always)]
    pub(crate) fn push_window(&mut self, window: &[u8; WINDOW], length: usize) {
        self.push_piece(window, 0, length);
    }

    /// Appends two such pieces.
    #[inline(always)]
    pub(crate) fn push_pieces(
        &mut self,
        (text, start, length): (&[u8], usize, usize),
        (other, other_start, other_length): (&[u8], usize, usize),
    ) {
        if length <= WINDOW
            && other_length <= WINDOW
            && let Some(window) = text.get(start..start + WINDOW).and_then(<[u8]>::first_chunk::<WINDOW>)
            && let Some(other) = other.get(other_start..other_start + WINDOW)
            && let Some(other) = other.first_chunk::<WINDOW>()
            && let Some(room) = self.bytes.get_mut(self.length..self.length + 2 * WINDOW)
            && let Some(place) = room.first_chunk_mut()
        {
            *place = *window;
            if let Some(place) = room.get_mut(length..length + WINDOW).and_then(<[u8]>::first_chunk_mut) {
                *place = *other;
            }
            self.length += length + other_length;
        } else {
            self.push_long_piece(text, start, length);
            self.push_long_piece(other, other_start, other_length);
        }
    }

    #[inline(never)]
    fn push_long_piece(&mut self, text: &[u8], start: usize, length: usize) {
        self.push_bytes(text.get(start..start + length).unwrap_or_default());
    }

    /// Appends bytes that are whole characters.
    #[inline]
    pub(crate) fn push_bytes(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        if end > self.bytes.len() {
            self.grow(end);
        }
        if let Some(place) = self.bytes.get_mut(self.length..end) {
            copy(bytes, place);
        }
        self.length = end;
    }

    /// Makes room for `length` bytes in all, and as many again, unless they are not kept.
    #[cold]
    fn grow(&mut self, length: usize) {
        if length <= self.most {
            self.bytes.resize(2 * length + WINDOW, 0);
        }
    }

    /// Takes back all but the first `length` bytes.
    #[inline]
    pub(crate) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    /// Inserts `text` before the byte `start`.
    pub(crate) fn insert_str(&mut self, start: usize, text: &str) {
        let after = self.take_from(start);
        self.push_str(text);
        self.push_str(&after);
    }

    /// Takes back what was printed from the byte `start` on.
    pub(crate) fn take_from(&mut self, start: usize) -> String {
        let taken = self.bytes.get(start..self.length).unwrap_or_default().to_vec();
        self.truncate(start);
        text_of(taken)
    }

    /// The text.
    pub fn into_string(mut self) -> String {
        self.bytes.truncate(self.length);
        text_of(self.bytes)
    }
}

/// Copies what is mostly short: as two copies of a fixed length, which may overlap.
#[inline]
fn copy(bytes: &[u8], place: &mut [u8]) {
    if !copied::<16>(bytes, place) && !copied::<8>(bytes, place) {
        place.copy_from_slice(bytes);
    }
}

/// Copies `HALF` to twice as many bytes; `false` where there are more or fewer.
#[inline(always)]
fn copied<const HALF: usize>(bytes: &[u8], place: &mut [u8]) -> bool {
    if bytes.len() > 2 * HALF {
        return false;
    }
    let (Some(first), Some(last)) = (bytes.first_chunk::<HALF>(), bytes.last_chunk::<HALF>()) else {
        return false;
    };
    if let Some(place) = place.first_chunk_mut() {
        *place = *first;
    }
    if let Some(place) = place.last_chunk_mut() {
        *place = *last;
    }
    true
}

/// Whole characters as a text, which they are.
fn text_of(characters: Vec<u8>) -> String {
    String::from_utf8(characters)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

impl Default for Output {
    fn default() -> Output {
        Output::new()
    }
}

impl fmt::Write for Output {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}
