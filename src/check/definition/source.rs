//! Where the text of a template stands in the file of its definition: through the escapes of JSON, the indentation of
//! YAML's blocks, and the functions of CloudFormation that put texts together.
//!
//! The reader of the file has told what the text is. So nothing is decoded a second time: the text is laid beside what
//! is written, character by character, and where the two do not agree no place is claimed.

use crate::exchange::{Node, Piece};
use crate::source::Span;

/// How a text is written in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// In double quotes, with escapes.
    Double,
    /// In single quotes, in which a quote is written twice.
    Single,
    /// As lines of a block.
    Block,
    /// Without quotes.
    Plain,
}

/// A part of a text, and where it is written. Where both are of one length they are the same.
#[derive(Debug, Clone, Copy)]
struct Run {
    text: usize,
    length: usize,
    source: usize,
    width: usize,
    style: Style,
}

impl Run {
    fn is_same(self) -> bool {
        self.length == self.width
    }
}

/// The places of a text in its file.
pub(in crate::check) struct Places {
    start: usize,
    runs: Vec<Run>,
}

impl Places {
    /// The places of the text `node`, if they can be told.
    pub(super) fn of(file: &str, node: &Node) -> Option<Places> {
        let text = node.as_str()?;
        let start = node.origin.start?;
        if node.origin.pieces.is_empty() {
            return Places::at(file, start, text);
        }
        let mut runs = Vec::new();
        let mut read: Option<(usize, Option<Vec<Run>>)> = None;
        let mut at = 0;
        for piece in &node.origin.pieces {
            let known = read.take().filter(|(start, _)| *start == piece.start);
            let source =
                known.map_or_else(|| aligned(file, piece.start, &piece.source), |(_, source)| source);
            match &source {
                Some(source) => runs.extend(cut(source, piece, at)),
                // What stands for a value that only a deployment knows.
                None => runs.push(Run {
                    text: at,
                    length: piece.length,
                    source: piece.start,
                    width: 0,
                    style: Style::Plain,
                }),
            }
            read = Some((piece.start, source));
            at += piece.length;
        }
        (at == text.len()).then_some(Places { start, runs })
    }

    /// The places of a text that is written from `start` on.
    pub(in crate::check) fn at(file: &str, start: usize, text: &str) -> Option<Places> {
        Some(Places { start, runs: aligned(file, start, text)? })
    }

    /// The places of a text that is written as a block of YAML whose first line begins at `start`.
    pub(in crate::check) fn of_block(file: &str, start: usize, text: &str) -> Option<Places> {
        Some(Places {
            start,
            runs: block(file, start, text, false).or_else(|| block(file, start, text, true))?,
        })
    }

    /// Where the bytes `span` of the text are written.
    pub(in crate::check) fn span(&self, span: Span) -> Span {
        let (start, end) = (span.start as usize, span.end as usize);
        let first = self.start_of(start);
        let last = if end > start { self.end_of(end) } else { first };
        Span::new(first, last.max(first))
    }

    fn start_of(&self, offset: usize) -> usize {
        match self.runs.iter().rev().find(|run| run.text <= offset) {
            Some(run) if offset >= run.text + run.length => run.source + run.width,
            Some(run) if run.is_same() => run.source + (offset - run.text),
            Some(run) => run.source,
            None => self.runs.first().map_or(self.start, |run| run.source),
        }
    }

    fn end_of(&self, offset: usize) -> usize {
        match self.runs.iter().rev().find(|run| run.text < offset) {
            Some(run) if run.is_same() => run.source + (offset - run.text).min(run.length),
            Some(run) => run.source + run.width,
            None => self.start,
        }
    }

    /// What is to be written for `replacement` in the place of `span`, if nothing but characters stands there.
    pub(super) fn written(&self, span: Span, replacement: &str) -> Option<String> {
        let (start, end) = (span.start as usize, span.end as usize);
        let run = self.runs.iter().find(|run| run.text <= start && end <= run.text + run.length)?;
        match run.style {
            _ if !run.is_same() || replacement.contains('\n') => None,
            Style::Double => Some(replacement.replace('\\', "\\\\").replace('"', "\\\"")),
            Style::Single => Some(replacement.replace('\'', "''")),
            Style::Block => Some(replacement.to_owned()),
            Style::Plain => None,
        }
    }
}

/// The runs of a piece, which begins at byte `at` of the text put together.
fn cut(source: &[Run], piece: &Piece, at: usize) -> Vec<Run> {
    let (from, until) = (piece.from, piece.until);
    let style = source.first().map_or(Style::Plain, |run| run.style);
    let whole = Places { start: piece.start, runs: source.to_vec() };
    if until - from.min(until) != piece.length {
        let (start, end) = (whole.start_of(from), whole.end_of(until));
        let run =
            Run { text: at, length: piece.length, source: start, width: end.saturating_sub(start), style };
        return if piece.length == 0 { Vec::new() } else { vec![run] };
    }
    let inside = source.iter().filter(|run| run.text < until && from < run.text + run.length);
    let shifted = inside.map(|run| {
        let first = run.text.max(from);
        let last = (run.text + run.length).min(until);
        if run.is_same() {
            let length = last - first;
            Run {
                text: at + (first - from),
                length,
                source: run.source + (first - run.text),
                width: length,
                ..*run
            }
        } else {
            Run { text: at + (first - from), length: last - first, ..*run }
        }
    });
    shifted.collect()
}

/// Lays `text` beside what is written from `start` on.
fn aligned(file: &str, start: usize, text: &str) -> Option<Vec<Run>> {
    let start = start + properties(file.get(start..)?);
    let rest = file.get(start..)?;
    let aligner = |at: usize, style| Aligner { file, at, text, done: 0, runs: Vec::new(), style };
    match rest.chars().next() {
        // Of several lines, in TOML.
        Some(quote @ ('"' | '\'')) if !text.is_empty() && is_tripled(rest, quote) => {
            let after = start + 3;
            let ahead = file.get(after..)?;
            let newline =
                ahead.len() - ahead.strip_prefix("\r\n").or(ahead.strip_prefix('\n')).unwrap_or(ahead).len();
            let style = if quote == '"' { Style::Double } else { Style::Single };
            aligner(after + newline, style).lines()
        }
        Some('"') => aligner(start + 1, Style::Double).inline(),
        Some('\'') => aligner(start + 1, Style::Single).inline(),
        Some(mark @ ('|' | '>')) => block(file, start + rest.find('\n')? + 1, text, mark == '>'),
        _ => aligner(start, Style::Plain).inline(),
    }
}

fn is_tripled(rest: &str, quote: char) -> bool {
    rest.chars().take_while(|character| *character == quote).count() >= 3
}

/// Lays `text` beside the lines of a block, the first of which begins at `start`.
fn block(file: &str, start: usize, text: &str, is_folded: bool) -> Option<Vec<Run>> {
    let content = file.get(start..)?;
    let line = content.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let indentation = line.len() - line.trim_start_matches(' ').len();
    let aligner = || Aligner { file, at: start, text, done: 0, runs: Vec::new(), style: Style::Block };
    // A number in the block's first line says how far it is indented beyond what is around it.
    (0..=indentation).rev().take(64).find_map(|indentation| aligner().block(indentation, is_folded))
}

/// How long the tag and the anchor before a value of YAML are.
fn properties(rest: &str) -> usize {
    let mut at = 0;
    while let Some(ahead) = rest.get(at..).filter(|ahead| ahead.starts_with(['!', '&'])) {
        let name = ahead.find([' ', '\t', '\r', '\n']).unwrap_or(ahead.len());
        let blanks = ahead.get(name..).unwrap_or_default();
        at += name + (blanks.len() - blanks.trim_start().len());
    }
    at
}

struct Aligner<'text> {
    file: &'text str,
    at: usize,
    text: &'text str,
    done: usize,
    runs: Vec<Run>,
    style: Style,
}

impl<'text> Aligner<'text> {
    fn rest(&self) -> &'text str {
        self.file.get(self.at..).unwrap_or_default()
    }

    fn expected(&self) -> Option<char> {
        self.text.get(self.done..)?.chars().next()
    }

    /// `length` bytes of the text are written in `width` bytes.
    fn run(&mut self, length: usize, width: usize) {
        match self.runs.last_mut() {
            Some(last)
                if length == width
                    && last.is_same()
                    && last.text + last.length == self.done
                    && last.source + last.width == self.at =>
            {
                last.length += length;
                last.width += width;
            }
            _ => self.runs.push(Run { text: self.done, length, source: self.at, width, style: self.style }),
        }
        self.done += length;
        self.at += width;
    }

    /// A text in quotes or without any.
    fn inline(mut self) -> Option<Vec<Run>> {
        while let Some(expected) = self.expected() {
            let rest = self.rest();
            let next = rest.chars().next()?;
            if let Some(width) = line_break(rest) {
                // Lines are joined by a blank, and empty ones between them are line ends.
                let text = self.text.get(self.done..)?;
                let ends = text.len() - text.trim_start_matches('\n').len();
                let length = if expected == ' ' { 1 } else { ends };
                if length == 0 {
                    return None;
                }
                self.run(length, width);
            } else if next == '\\' && self.style == Style::Double {
                match escape(rest, expected) {
                    Some(width) => self.run(expected.len_utf8(), width),
                    None => self.at += 1 + line_break(rest.get(1..)?)?,
                }
            } else if next == '\'' && self.style == Style::Single {
                if expected != '\'' || !rest.starts_with("''") {
                    return None;
                }
                self.run(1, 2);
            } else if next == expected {
                self.run(next.len_utf8(), next.len_utf8());
            } else {
                return None;
            }
        }
        Some(self.runs)
    }

    /// A text of several lines between three quotes, as TOML has it: its line ends are those of the text.
    fn lines(mut self) -> Option<Vec<Run>> {
        while let Some(expected) = self.expected() {
            let rest = self.rest();
            let next = rest.chars().next()?;
            if next == '\\' && self.style == Style::Double {
                match escape(rest, expected) {
                    Some(width) => self.run(expected.len_utf8(), width),
                    None => self.at += 1 + line_break(rest.get(1..)?)?,
                }
            } else if next == expected {
                self.run(next.len_utf8(), next.len_utf8());
            } else if expected == '\n' && rest.starts_with("\r\n") {
                self.run(1, 2);
            } else {
                return None;
            }
        }
        Some(self.runs)
    }

    /// A block, whose lines are indented by `indentation`.
    fn block(mut self, indentation: usize, is_folded: bool) -> Option<Vec<Run>> {
        while self.done < self.text.len() {
            let line = self.rest().lines().next()?;
            let blanks = line.len() - line.trim_start_matches(' ').len();
            let content = line.get(indentation.min(blanks)..)?;
            if blanks < indentation && !content.trim().is_empty() {
                return None;
            }
            self.at += indentation.min(blanks);
            let text = self.text.get(self.done..)?;
            if !text.starts_with(content) {
                return None;
            }
            if !content.is_empty() {
                self.run(content.len(), content.len());
            }
            let end = if self.rest().starts_with("\r\n") { 2 } else { 1 };
            match self.expected() {
                None => break,
                Some('\n') => self.run(1, end),
                Some(' ') if is_folded => self.run(1, end),
                Some(_) if is_folded => self.at += end,
                Some(_) => return None,
            }
        }
        Some(self.runs)
    }
}

/// How long a line's end is with the blanks around it, where nothing else stands before it in its line.
fn line_break(rest: &str) -> Option<usize> {
    let blanks = rest.trim_start_matches([' ', '\t']);
    if !blanks.starts_with(['\n', '\r']) {
        return None;
    }
    Some(rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len())
}

/// How long the escape is that stands for `expected`; `None` for the one that joins two lines.
fn escape(rest: &str, expected: char) -> Option<usize> {
    let kind = rest.chars().nth(1)?;
    match kind {
        '\r' | '\n' => None,
        'x' => Some(4),
        'u' if expected.len_utf16() == 2 => Some(12),
        'u' => Some(6),
        'U' => Some(10),
        kind => Some(1 + kind.len_utf8()),
    }
}
