//! The lines of a stream, in blocks of what is at hand.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

/// How much is read at once. A block is this long at most, unless a line is longer.
const READ: usize = 128 * 1024;

/// The longest line that is kept: far above the service's 10 MB payload, however it is escaped. A longer one loses its
/// end, and is then no JSON object.
const LINE: usize = 128 * 1024 * 1024;

/// Whole lines, each ended by a newline but perhaps the stream's last. A block holds the lines that one read completed,
/// so whoever types a line, or waits for an answer before the next one, gets it at once.
pub(super) struct Blocks<R> {
    stream: R,
    /// The start of a line whose end has not been read.
    rest: Vec<u8>,
}

impl<R: Read> Blocks<R> {
    pub(super) fn of(stream: R) -> Blocks<R> {
        Blocks { stream, rest: Vec::new() }
    }

    /// Reads the next block; `None` at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut block = std::mem::take(&mut self.rest);
        loop {
            let known = block.len();
            block.resize(known + READ, 0);
            let read = match self.stream.read(&mut block[known..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    block.truncate(known);
                    continue;
                }
                read => read?,
            };
            block.truncate(known + read);
            if read == 0 {
                return Ok((!block.is_empty()).then_some(block));
            }
            if let Some(newline) = memrchr(b'\n', &block[known..]) {
                self.rest = block.split_off(known + newline + 1);
                return Ok(Some(block));
            }
            block.truncate(LINE);
        }
    }
}

/// The lines of a block, without the newlines that end them.
pub(super) fn lines(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = block;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = match memchr(b'\n', rest) {
            Some(newline) => (&rest[..newline], &rest[newline + 1..]),
            None => (rest, &[][..]),
        };
        rest = after;
        Some(line)
    })
}
