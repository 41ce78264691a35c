//! A text looked at many bytes at once.

use wide::u8x16;

/// So many bytes are seen through a window.
pub(super) const WINDOW: usize = 32;

/// Some bytes of a text that follow each other.
pub(super) type Window = [u8; WINDOW];

/// What is compared at once.
pub(super) type Chunk = [u8; 16];

/// A text of which a window can be taken anywhere: after its end there are zeros, which no JSON has. Places are counted in
/// 32 bits, of which the compiler knows that no window's end is beyond what an address can be.
pub(super) struct Scanned<'text> {
    pub(super) whole: &'text str,
    /// The last bytes of the text, from `tail_start` on, and zeros.
    tail: [u8; 2 * WINDOW],
    tail_start: usize,
}

impl<'text> Scanned<'text> {
    #[inline]
    pub(super) fn new(text: &'text str) -> Scanned<'text> {
        let tail_start = text.len().saturating_sub(WINDOW);
        let mut tail = [0; 2 * WINDOW];
        match (tail.first_chunk_mut::<WINDOW>(), text.as_bytes().last_chunk()) {
            (Some(room), Some(last)) => *room = *last,
            _ => tail.iter_mut().zip(text.bytes()).for_each(|(room, byte)| *room = byte),
        }
        Scanned { whole: text, tail, tail_start }
    }

    /// The bytes from `position` on.
    #[inline(always)]
    pub(super) fn window(&self, position: u32) -> &Window {
        let start = position as usize;
        match self.whole.as_bytes().get(start..start + WINDOW).and_then(|bytes| bytes.first_chunk()) {
            Some(window) => window,
            None => self.last_window(start),
        }
    }

    #[cold]
    #[inline(never)]
    fn last_window(&self, start: usize) -> &Window {
        let rest = self.tail.get(start.wrapping_sub(self.tail_start)..);
        rest.and_then(|rest| rest.first_chunk()).unwrap_or(&[0; WINDOW])
    }

    /// The byte at `position`.
    #[inline(always)]
    pub(super) fn byte(&self, position: u32) -> u8 {
        self.whole.as_bytes().get(position as usize).copied().unwrap_or(0)
    }

    /// The chunk at `position`.
    #[inline(always)]
    pub(super) fn chunk(&self, position: u32) -> &Chunk {
        first_chunk(self.window(position))
    }

    /// The chunk after the `length` bytes from `start` on where these come again at `position`.
    #[inline(always)]
    pub(super) fn after(&self, start: u32, length: u32, position: u32) -> Option<&Chunk> {
        if length > 16 {
            return self.repeats_long(start, length, position).then(|| self.chunk(position + length));
        }
        let window = self.window(position);
        let (before, here) = (u8x16::from(*self.chunk(start)), halves(window).0);
        let equal = (before.cmp_eq(here).move_mask() as u32).trailing_ones();
        if equal >= length { window.get(length as usize..)?.first_chunk() } else { None }
    }

    #[inline(never)]
    fn repeats_long(&self, start: u32, length: u32, position: u32) -> bool {
        self.bytes(start, start + length) == self.bytes(position, position + length)
    }

    /// Where the first of the [special](specials) bytes from `position` on stands.
    #[inline(never)]
    pub(super) fn special(&self, position: u32) -> u32 {
        self.first(position, specials)
    }

    /// Where the first of the [stops] from `position` on stands.
    #[inline(never)]
    pub(super) fn stop(&self, position: u32) -> u32 {
        self.first(position, stops)
    }

    #[inline(always)]
    fn first(&self, mut position: u32, marks: impl Fn(u8x16) -> u32) -> u32 {
        loop {
            let (first, second) = halves(self.window(position));
            match marks(first) | marks(second) << 16 {
                0 => position += WINDOW as u32,
                found => return position + found.trailing_zeros(),
            }
        }
    }

    /// The bytes at `start..end`.
    #[inline]
    pub(super) fn bytes(&self, start: u32, end: u32) -> &[u8] {
        self.whole.as_bytes().get(start as usize..end as usize).unwrap_or_default()
    }
}

/// The first half of a window.
#[inline(always)]
pub(super) fn first_chunk(window: &Window) -> &Chunk {
    window.first_chunk().unwrap_or(&[0; 16])
}

/// The halves of a window.
#[inline(always)]
pub(super) fn halves(window: &Window) -> (u8x16, u8x16) {
    let half = |bytes: Option<&[u8; 16]>| u8x16::from(*bytes.unwrap_or(&[0; 16]));
    (half(window.first_chunk()), half(window.last_chunk()))
}

/// Which of sixteen bytes are a quote, a backslash, a control character, or 0x7f and above: a bit each.
#[inline(always)]
pub(super) fn specials(bytes: u8x16) -> u32 {
    let marks = bytes.cmp_eq(u8x16::splat(b'"')) | bytes.cmp_eq(u8x16::splat(b'\\'));
    // What is from 0x20 to 0x7e becomes less than 0x80, all else has the high bit.
    let others = (bytes - u8x16::splat(0x20)).saturating_add(u8x16::splat(0x80 - (0x7f - 0x20)));
    (marks | others).move_mask() as u32
}

/// Which of sixteen bytes are none that a string with escapes has as they stand: a quote, a backslash, a control character,
/// or 0x7f. A bit each.
#[inline(always)]
pub(super) fn stops(bytes: u8x16) -> u32 {
    let marks = bytes.cmp_eq(u8x16::splat(b'\\')) | bytes.cmp_eq(u8x16::splat(0x7f));
    // This makes a quote 0x20, beside the control characters, which stay among themselves.
    let swapped = bytes ^ u8x16::splat(b'"' ^ 0x20);
    (marks | swapped.min(u8x16::splat(0x20)).cmp_eq(swapped)).move_mask() as u32
}

/// How many of eight bytes stand before the first that is no digit.
#[inline(always)]
pub(super) fn digits_of_8(bytes: [u8; 8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // A digit is left with its value; adding 0x76 then reaches the high bit from ten on, and carries only past a byte that
    // has its high bit set already.
    let values = u64::from_le_bytes(bytes) ^ (ONES * b'0' as u64);
    let others = (values.wrapping_add(ONES * 0x76) | values) & (ONES * 0x80);
    others.trailing_zeros() as usize / 8
}
