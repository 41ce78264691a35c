//! JSON on one line, for whatever reader thinks that it knows the ends of lines.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// Compact JSON whose strings contain none of the characters that Unicode counts as line ends, which some readers of
/// lines (Python's `splitlines` is one) split at. JSON itself asks only for those of ASCII to be escaped.
pub(super) struct OneLine;

const LINE_ENDS: [(char, &[u8]); 3] =
    [('\u{85}', b"\\u0085"), ('\u{2028}', b"\\u2028"), ('\u{2029}', b"\\u2029")];

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        if !fragment.is_ascii() {
            while let Some((at, escape, end)) = next_line_end(rest) {
                writer.write_all(&rest.as_bytes()[..at])?;
                writer.write_all(escape)?;
                rest = &rest[end..];
            }
        }
        writer.write_all(rest.as_bytes())
    }
}

/// Where the next of the characters starts, how it is escaped, where it ends.
fn next_line_end(text: &str) -> Option<(usize, &'static [u8], usize)> {
    text.char_indices().find_map(|(at, character)| {
        let (_, escape) = LINE_ENDS.iter().find(|(known, _)| *known == character)?;
        Some((at, *escape, at + character.len_utf8()))
    })
}
