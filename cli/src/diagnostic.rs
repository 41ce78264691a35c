//! Errors as people read them: the line, a caret, what is wrong and what to do next.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use vtlgate::{Error, ErrorKind};

use crate::limits::in_words;

/// An error of the library, with the lines of `source` that it is about; styled, for a stream that strips what it cannot
/// show.
pub(crate) fn draw(error: &Error, source: Option<&str>) -> String {
    let mut title = error.exception().unwrap_or_default().to_owned();
    if !title.is_empty() && !error.message().is_empty() {
        title.push_str(": ");
    }
    title.push_str(&in_words(error.message()));

    let title = Level::ERROR.primary_title(title);
    let name = error.template_name().unwrap_or("path").to_owned();
    let mut group = match (source, error.span()) {
        (Some(source), Some(span)) => {
            let mark = AnnotationKind::Primary.span(within(source, span.range()));
            title.element(Snippet::source(source).path(name).annotation(mark))
        }
        _ => Group::with_title(title),
    };
    if let Some(note) = note(error) {
        group = group.element(Level::NOTE.message(note));
    }
    renderer().render(&[group])
}

/// A message without a source.
pub(crate) fn line(message: &str) -> String {
    renderer().render(&[Group::with_title(Level::ERROR.primary_title(message))])
}

/// A message about the word at `place`, line and column in characters from 1, with what to do about it.
pub(crate) fn in_line(
    name: &str,
    source: &str,
    (line, column): (usize, usize),
    message: &str,
    next: Option<&str>,
) -> String {
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = source.get(start..).unwrap_or_default();
    let text = rest.lines().next().unwrap_or_default();
    let offset = |column: usize| text.char_indices().nth(column).map_or(text.len(), |(offset, _)| offset);
    let from = offset(column.saturating_sub(1));
    let word = text.get(from..).unwrap_or_default();
    let length = match word.strip_prefix('"') {
        Some(quoted) => quoted.find('"').map(|end| end + 2),
        None => word.find(|character: char| !character.is_alphanumeric() && !"_$-.".contains(character)),
    };
    let length = length.unwrap_or(word.len()).max(1).min(word.len());
    let mark = AnnotationKind::Primary.span(within(source, start + from..start + from + length));
    let title = Level::ERROR.primary_title(message);
    let mut group = title.element(Snippet::source(source).path(name).annotation(mark));
    if let Some(next) = next {
        group = group.element(Level::HELP.message(next));
    }
    renderer().render(&[group])
}

/// Something that a person should know and that stops nothing.
pub(crate) fn warning(message: &str) -> String {
    renderer().render(&[Group::with_title(Level::WARNING.primary_title(message))])
}

/// Something that helps to understand what came out.
pub(crate) fn note_line(message: &str) -> String {
    renderer().render(&[Group::with_title(Level::NOTE.primary_title(message))])
}

/// How diagnostics are drawn.
pub(crate) fn renderer() -> Renderer {
    Renderer::styled().decor_style(DecorStyle::Ascii)
}

/// A span that lies in the text, on characters, and is short enough to look at.
pub(crate) fn within(source: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let on_character = |offset: usize| {
        let mut offset = offset.min(source.len());
        while !source.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = on_character(span.start);
    let line_end = source[start..].find('\n').map_or(source.len(), |newline| start + newline);
    start..on_character(span.end).clamp(start, line_end)
}

/// What the failure means on the service.
fn note(error: &Error) -> Option<&'static str> {
    match error.kind() {
        ErrorKind::Parse => Some(
            "API Gateway accepts such a template when an API is deployed, and answers 500 when it is called",
        ),
        ErrorKind::Runtime => Some("API Gateway answers 500 where a template fails"),
        ErrorKind::Body => Some("API Gateway answers 400 where a template reads a body that is not JSON"),
        _ => None,
    }
}
