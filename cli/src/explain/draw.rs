//! A trace for people: the lines of the template, and under each what happened there.

use std::fmt::Write as _;
use std::io::Write as _;

use serde_json::Value as Json;
use vtlgate::Span;

use super::record::{Kind, Step, Trace};
use super::shown::{Shown, shortened, simple};
use crate::failure::Failure;

/// How much of a template's line and of a value is shown.
const WIDTH: usize = 100;

// What the stream takes away where it is no terminal.
const GUTTER: &str = "\x1b[1m\x1b[94m";
const NOTHING: &str = "\x1b[33m";
const VALUE: &str = "\x1b[32m";
const DECISION: &str = "\x1b[36m";
const OVERRIDE: &str = "\x1b[35m";
const HEADING: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// Prints the trace, the output where there is one, and what printed nothing.
pub(super) fn print(trace: &Trace, template: &str, ended: Option<&(String, Json)>) -> Result<(), Failure> {
    let mut text = String::new();
    let lines: Vec<&str> = template.lines().collect();
    let width = lines.len().max(1).to_string().len();
    let mut last = None;
    for (index, step) in trace.steps.iter().enumerate() {
        let next = trace.steps.get(index + 1);
        if is_told_by_next(step, next) {
            continue;
        }
        let number = line_of(template, step.span);
        let ends = matches!(step.kind, Kind::ForeachEnd { .. });
        if ends && last != Some(number) {
            last = None;
        } else if last != Some(number) {
            let line = lines.get(number - 1).copied().unwrap_or_default();
            let _ = writeln!(text, "{GUTTER}{number:>width$} |{PLAIN} {}", shortened(line, WIDTH));
        }
        if !ends {
            last = Some(number);
        }
        let indent = "  ".repeat(step.depth.min(20) + 1);
        let _ = writeln!(text, "{GUTTER}{:width$} |{PLAIN} {indent}{}", "", sentence(&step.kind));
    }
    if trace.more > 0 {
        let steps = if trace.more == 1 { "step" } else { "steps" };
        let all = trace.steps.len() + trace.more;
        let _ = writeln!(text, "and {} more {steps}; --first {all} tells all", trace.more);
    }
    if let Some((output, overrides)) = ended {
        ending(&mut text, template, trace, output, overrides);
    }
    let mut stream = anstream::stdout().lock();
    stream.write_all(text.as_bytes())?;
    stream.flush()?;
    Ok(())
}

/// The output, the overrides, and what printed nothing.
fn ending(text: &mut String, template: &str, trace: &Trace, output: &str, overrides: &Json) {
    if !text.is_empty() {
        text.push('\n');
    }
    if output.is_empty() {
        let _ = writeln!(text, "{HEADING}The template printed nothing.{PLAIN}");
    } else {
        let _ = writeln!(text, "{HEADING}Output:{PLAIN}");
        text.push_str(output);
        if !output.ends_with('\n') {
            text.push('\n');
        }
    }
    let overrides = flat(overrides);
    if !overrides.is_empty() {
        let _ = writeln!(text, "\n{HEADING}Overrides:{PLAIN}");
        for (name, value) in overrides {
            let _ = writeln!(text, "{name} = {value}");
        }
    }
    if !trace.lost.is_empty() {
        let _ = writeln!(text, "\n{HEADING}Without a value:{PLAIN}");
        for (span, reference, times) in &trace.lost {
            let line = line_of(template, *span);
            let often = if *times > 1 { format!(", {times} times") } else { String::new() };
            let _ = writeln!(text, "{NOTHING}{}{PLAIN} on line {line}{often}", shortened(reference, WIDTH));
        }
    }
}

/// The overrides by their whole names.
fn flat(overrides: &Json) -> Vec<(String, String)> {
    let mut flat = Vec::new();
    for (kind, members) in overrides.as_object().into_iter().flatten() {
        for (name, value) in members.as_object().into_iter().flatten() {
            match value.as_object() {
                Some(inner) => flat.extend(
                    inner.iter().map(|(inner, value)| (format!("{kind}.{name}.{inner}"), value.to_string())),
                ),
                None => flat.push((format!("{kind}.{name}"), value.to_string())),
            }
        }
    }
    flat
}

/// Whether the next step tells what this one does: `#set($a = $b)` the value of `$b`, and that no branch is taken that
/// the last condition is false.
fn is_told_by_next(step: &Step, next: Option<&Step>) -> bool {
    if let (Kind::Condition { held: false, .. }, Some(Kind::Else { .. })) =
        (&step.kind, next.map(|next| &next.kind))
    {
        return true;
    }
    let Kind::Reference { value, nothing: None, printed: false, .. } = &step.kind else { return false };
    let Some(next) = next else { return false };
    let inside = next.span.start <= step.span.start && step.span.end <= next.span.end;
    inside
        && match &next.kind {
            Kind::Set { value: told, .. } | Kind::Foreach { over: Some(told), .. } => told == value,
            _ => false,
        }
}

fn line_of(template: &str, span: Span) -> usize {
    let before = template.get(..span.start as usize).unwrap_or_default();
    before.bytes().filter(|byte| *byte == b'\n').count() + 1
}

fn sentence(kind: &Kind) -> String {
    match kind {
        Kind::Reference { text, value, printed, nothing: Some(nothing) } => {
            let what = match printed {
                true if is_written_out(text, value) => "printed itself",
                true => "printed nothing",
                false => "leads to nothing",
            };
            format!(
                "{NOTHING}{} {what}: {}{PLAIN}",
                shortened(text, WIDTH),
                shortened(&nothing.message, 2000)
            )
        }
        Kind::Reference { text, value, printed: true, .. } => {
            format!("{} prints {}", shortened(text, WIDTH), told(value))
        }
        Kind::Reference { text, value, .. } => format!("{} is {}", shortened(text, WIDTH), told(value)),
        Kind::Set { target, is_null: true, .. } => {
            format!("{NOTHING}{} stays as it was: what is assigned is null{PLAIN}", shortened(target, WIDTH))
        }
        Kind::Set { target, value, .. } if is_override(target) => {
            format!("{OVERRIDE}override:{PLAIN} {} = {}", shortened(target, WIDTH), told(value))
        }
        Kind::Set { target, value, .. } => format!("{} = {}", shortened(target, WIDTH), told(value)),
        Kind::Condition { keyword, held: true, lone: Some(reference) } => format!(
            "{DECISION}{keyword}: true, this branch is taken{PLAIN} {NOTHING}({reference} leads to nothing, which is an \
             empty string, and a string is true){PLAIN}"
        ),
        Kind::Condition { keyword, held: true, .. } => {
            format!("{DECISION}{keyword}: true, this branch is taken{PLAIN}")
        }
        Kind::Condition { keyword, .. } => format!("{DECISION}{keyword}: false{PLAIN}"),
        Kind::Else { written: true } => format!("{DECISION}no condition is true: the #else is taken{PLAIN}"),
        Kind::Else { written: false } => format!("{DECISION}no condition is true: no branch is taken{PLAIN}"),
        Kind::Foreach { over: Some(over), iterable: false, .. } => {
            format!("{NOTHING}#foreach runs over nothing: {} is no list or map{PLAIN}", told(over))
        }
        Kind::Foreach { iterable: false, .. } => {
            format!("{NOTHING}#foreach runs over nothing: the bounds of the range are no numbers{PLAIN}")
        }
        Kind::Foreach { elements: Some(0), .. } => {
            format!("{NOTHING}#foreach runs over nothing: there are no elements{PLAIN}")
        }
        Kind::Foreach { over: Some(over), .. } => format!("{DECISION}#foreach over{PLAIN} {}", told(over)),
        Kind::Foreach { over: None, .. } => format!("{DECISION}#foreach over a range{PLAIN}"),
        Kind::Iteration { index, variable, element } => {
            format!("{DECISION}iteration {}:{PLAIN} {variable} = {}", index.saturating_add(1), told(element))
        }
        Kind::ForeachEnd { iterations, limited: true } => format!(
            "{NOTHING}#foreach ended after {iterations} iterations, as many as the service runs; elements were left{PLAIN}"
        ),
        Kind::ForeachEnd { iterations: 1, .. } => {
            format!("{DECISION}#foreach ended after 1 iteration{PLAIN}")
        }
        Kind::ForeachEnd { iterations, .. } => {
            format!("{DECISION}#foreach ended after {iterations} iterations{PLAIN}")
        }
        Kind::Define { name } => format!("{name} is the block of this #define"),
        Kind::Block { name } => format!("{DECISION}the block of {name} is rendered:{PLAIN}"),
        Kind::Call { name } => format!("{DECISION}the macro {name} is called:{PLAIN}"),
        Kind::Evaluate { text } => format!("{DECISION}#evaluate renders{PLAIN} {}", shortened(text, WIDTH)),
    }
}

/// Whether a reference without a value prints as it is written, as plain Velocity has it.
fn is_written_out(text: &str, value: &Shown) -> bool {
    value.class == "null" && !text.contains('!')
}

fn told(value: &Shown) -> String {
    format!("{VALUE}{}{PLAIN} ({})", shortened(&value.text, WIDTH), simple(&value.class))
}

/// Whether an assignment is to an override.
pub(super) fn is_override(target: &str) -> bool {
    let name = target.trim_start_matches(['$', '!', '{']);
    name.starts_with("context.requestOverride") || name.starts_with("context.responseOverride")
}
