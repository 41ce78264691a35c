//! On which lines of its document a text stands, line by line.

use std::collections::BTreeMap;

use super::definition::{Places, templates_of};
use crate::source::Span;

/// The lines of a document in JSON, YAML or TOML, to tell where the texts in it stand.
///
/// ```
/// use vtlgate::check::TextLines;
///
/// let document = "template: |\n  one\n  two\nother: 'one, two'\n";
/// let lines = TextLines::of(document);
/// assert_eq!(lines.text(1, 11, "one\ntwo\n"), Some(vec![2, 3]));
/// assert_eq!(lines.text(4, 8, "one, two"), Some(vec![4]));
/// ```
#[derive(Debug, Clone)]
pub struct TextLines<'text> {
    document: &'text str,
    starts: Vec<usize>,
}

impl<'text> TextLines<'text> {
    /// The lines of `document`.
    pub fn of(document: &'text str) -> TextLines<'text> {
        let ends = memchr::memchr_iter(b'\n', document.as_bytes());
        TextLines { document, starts: std::iter::once(0).chain(ends.map(|end| end + 1)).collect() }
    }

    /// For each line of `text`, which was read at this line and column (from 1, in characters), the line of the document;
    /// `None` where the text and what is written there do not agree. A block of YAML may be placed at its mark or at its
    /// first line.
    pub fn text(&self, line: usize, column: usize, text: &str) -> Option<Vec<usize>> {
        let first = *self.starts.get(line.checked_sub(1)?)?;
        let written = self.document.get(first..)?;
        let (before, _) = written.char_indices().nth(column.checked_sub(1)?)?;
        let places = Places::at(self.document, first + before, text);
        let places = places.or_else(|| Places::of_block(self.document, first, text))?;
        Some(self.lines(&places, text))
    }

    /// The same for every template of a definition, by the byte at which it begins, as
    /// [`MappingTemplate::start`](crate::exchange::MappingTemplate::start) tells it.
    pub fn templates(&self) -> BTreeMap<usize, Vec<usize>> {
        let placed = templates_of(self.document);
        placed.into_iter().map(|(start, text, places)| (start, self.lines(&places, &text))).collect()
    }

    fn lines(&self, places: &Places, text: &str) -> Vec<usize> {
        let mut start = 0;
        let each = text.split_inclusive('\n').map(|line| {
            let span = places.span(Span::new(start, start));
            start += line.len();
            self.starts.partition_point(|start| *start <= span.start as usize)
        });
        each.collect()
    }
}
