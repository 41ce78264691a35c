//! Where something stands in a text: byte spans, and line and column on demand.

use std::fmt;
use std::ops::Range;

/// A range of bytes of a template's text.
///
/// ```
/// use vtlgate::Span;
/// assert_eq!(&"ab$c"[Span::new(2, 4).range()], "$c");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: saturate(start), end: saturate(end) }
    }

    /// As a range to slice the text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From where `self` starts to where `last` ends.
    pub fn to(self, last: Span) -> Span {
        Span { start: self.start, end: last.end }
    }
}

fn saturate(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A place in a text as people count: line and column from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
}

impl Position {
    /// The position of byte `offset` of `text`; past the end it is the end.
    ///
    /// ```
    /// use vtlgate::Position;
    /// assert_eq!(Position::of("a\nbé$x", 5), Position { line: 2, column: 3 });
    /// ```
    pub fn of(text: &str, offset: usize) -> Position {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: saturate(memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1),
            column: saturate(before[line_start..].chars().count() + 1),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}
