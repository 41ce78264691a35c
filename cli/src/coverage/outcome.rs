//! What can come of the parts of a template, each to be seen at least once.

use std::sync::atomic::Ordering;

use vtlgate::{Position, Region, RegionKind, Span};

use super::Covered;

/// One way that a render can go.
pub(super) struct Outcome {
    pub(super) of: Of,
    pub(super) span: Span,
    pub(super) position: Position,
    /// Which of the decisions of the template it belongs to, and its number there.
    pub(super) decision: (usize, usize),
    /// What it is about, as the template writes it, on one line.
    pub(super) about: String,
    /// What is lacking where it was never seen.
    pub(super) lacking: &'static str,
    pub(super) count: u64,
    /// Whether the render came by at all.
    pub(super) is_reached: bool,
}

/// What an outcome is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The template is rendered.
    Template,
    /// A branch of an `#if`, that it takes none included.
    Branch,
    /// No iteration, one, more.
    Loop,
    /// A macro is called, a block rendered.
    Block,
}

/// All outcomes of a template, in the order of its text.
pub(super) fn outcomes(covered: &Covered) -> Vec<Outcome> {
    let text = covered.template.text();
    let regions = covered.template.regions();
    let renders = covered.hits.renders.load(Ordering::Relaxed);
    let mut outcomes = vec![Outcome {
        of: Of::Template,
        span: Span::default(),
        position: Position::of(text, 0),
        decision: (0, 0),
        about: String::new(),
        lacking: "never rendered",
        count: renders,
        is_reached: renders > 0,
    }];
    let (mut decision, mut branch) = (0, 0);
    let mut first = 0;
    for (index, region) in regions.iter().enumerate() {
        let hits = &covered.hits.regions[index];
        let runs = hits.runs.load(Ordering::Relaxed);
        let around = match region.parent {
            Some(parent) => covered.hits.regions[parent].runs.load(Ordering::Relaxed),
            None => renders,
        };
        if !matches!(region.kind, RegionKind::ElseIf | RegionKind::Else | RegionKind::NoElse) {
            (decision, branch, first) = (decision + 1, 0, index);
        }
        // What is missing where there is no #else is told of the condition.
        let shown = if region.kind == RegionKind::NoElse { &regions[first] } else { region };
        let mut add = |of, lacking, count| {
            outcomes.push(Outcome {
                of,
                span: shown.span,
                position: Position::of(text, shown.span.start as usize),
                decision: (decision, branch),
                about: about(text, shown.span),
                lacking,
                count,
                is_reached: around > 0,
            });
            branch += 1;
        };
        match region.kind {
            RegionKind::If | RegionKind::ElseIf => add(Of::Branch, "never true", runs),
            RegionKind::Else => add(Of::Branch, "never taken", runs),
            RegionKind::NoElse if index == first + 1 => add(Of::Branch, "never false", runs),
            RegionKind::NoElse => add(Of::Branch, "never all conditions false", runs),
            RegionKind::Foreach if has_fixed_length(text, region) => {
                let many = hits.loops.iter().map(|count| count.load(Ordering::Relaxed)).sum();
                add(Of::Loop, "never run", many);
            }
            RegionKind::Foreach => {
                for (lacking, count) in
                    ["never empty", "never with one element", "never with more"].into_iter().zip(&hits.loops)
                {
                    add(Of::Loop, lacking, count.load(Ordering::Relaxed));
                }
            }
            RegionKind::Macro(_) => add(Of::Block, "never called", runs),
            _ => add(Of::Block, "never rendered", runs),
        }
    }
    outcomes
}

/// Whether the list of a loop stands in the template, so that its length is always the same.
fn has_fixed_length(text: &str, region: &Region) -> bool {
    let head = text.get(region.span.range()).unwrap_or_default();
    let Some((_, list)) = head.split_once(" in ") else { return false };
    list.trim_start().starts_with('[') && !(list.contains("..") && list.contains('$'))
}

/// A piece of the template on one line, shortened.
///
/// In a string that is a template of its own all places are the string's.
fn about(text: &str, span: Span) -> String {
    let piece = text.get(span.range()).unwrap_or_default();
    let words = piece.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(59) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
