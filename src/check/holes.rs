//! References that print into JSON: in quotes that they bring themselves, with escapes that JSON does not know, as maps.

use super::automaton::At;
use super::finding::Fix;
use super::names::{Kind, Names};
use super::report::Report;
use super::walk::Site;
use crate::source::Span;
use crate::syntax::ast::{ExpressionKind, Reference, StepKind};

/// Looks at a reference that prints at `at`.
pub(super) fn look(reference: &Reference<'_>, at: At, names: &Names, report: &mut Report<'_>) {
    match at {
        At::Text { key: false, escaped: false } => in_text(reference, names, report),
        At::Value | At::Element | At::ElementOrEnd => as_value(reference, names, report),
        _ => {}
    }
}

fn in_text(reference: &Reference<'_>, names: &Names, report: &mut Report<'_>) {
    let span = Site::TOP.span(reference.place);
    let only = match reference.path.as_slice() {
        [step] => match &step.kind {
            StepKind::Method(name, arguments) if arguments.len() == 1 => Some(*name),
            _ => None,
        },
        _ => None,
    };
    if reference.name == "input" && only == Some("json") && !names.is_assigned("input") {
        let before =
            span.start.checked_sub(1).and_then(|at| report.text.get(at as usize..span.start as usize));
        let after = report.text.get(span.end as usize..).and_then(|rest| rest.chars().next());
        let help = if before == Some("\"") && after == Some('"') {
            "remove the quotes around it"
        } else {
            "print `$util.escapeJavaScript($input.json('$.path')).replaceAll(\"\\\\'\",\"'\")` to put JSON into a text"
        };
        let message = "`$input.json` prints a string with its quotes, so this text is quoted twice";
        report.add("json-in-quotes", span, message, help);
    }
    if reference.path.is_empty() && names.of_variable(reference.name) == Kind::Escaped {
        let message = format!(
            "`${}` was made by escapeJavaScript, which writes `\\'`, and JSON has no such escape",
            reference.name
        );
        report.add(
            "escape-quote",
            span,
            message,
            "set it to `$util.escapeJavaScript(…).replaceAll(\"\\\\'\",\"'\")`",
        );
    }
    if reference.name == "util" && only == Some("escapeJavaScript") && !names.is_assigned("util") {
        let at = span.end as usize - usize::from(reference.formal);
        let fix = Fix { span: Span::new(at, at), replacement: ".replaceAll(\"\\\\'\",\"'\")".to_owned() };
        report.add_fixable(
            "escape-quote",
            span,
            "escapeJavaScript writes `\\'` for a single quote, and JSON has no such escape",
            "add `.replaceAll(\"\\\\'\",\"'\")`, as AWS's page on `$util` does",
            fix,
        );
    }
}

fn as_value(reference: &Reference<'_>, names: &Names, report: &mut Report<'_>) {
    let root = match reference.path.as_slice() {
        [step] if reference.name == "input" && !names.is_assigned("input") => {
            matches!(&step.kind, StepKind::Method("path", arguments)
                if matches!(arguments.as_slice(), [only] if matches!(only.kind, ExpressionKind::String("'$'" | "\"$\""))))
        }
        _ => false,
    };
    let variable = reference.path.is_empty()
        && matches!(names.of_variable(reference.name), Kind::Json | Kind::Element | Kind::Map)
        && (names.has_members(reference.name) || names.of_variable(reference.name) == Kind::Map);
    if !root && !variable {
        return;
    }
    let message = format!("`{}` is a map, which prints as Java prints it: `{{name=value}}`", reference.text);
    report.add(
        "map-in-json",
        Site::TOP.span(reference.place),
        message,
        "print JSON with `$input.json('$.path')`, or write the members out",
    );
}
