//! Overrides that are set twice: each can be set once (AWS's page on overriding parameters and status codes).

use super::report::Report;
use super::walk::{Node, Site, visit};
use crate::source::Span;
use crate::syntax::ast::{ExpressionKind, Reference, Set, Statement, StepKind};

/// Two assignments to one override in one block, where both are made.
pub(super) fn twice(block: &[Statement<'_>], site: Site, report: &mut Report<'_>) {
    let mut seen: Vec<String> = Vec::new();
    for statement in block {
        let Statement::Set(set) = statement else { continue };
        let Some(name) = override_name(&set.target) else { continue };
        if seen.contains(&name) {
            let span: Span = site.span(set.target.place);
            let message =
                format!("`$context.{name}` is set a second time; the service documents once for each");
            report.add("override-twice", span, message, "decide in a variable, and set the override once");
        } else {
            seen.push(name);
        }
    }
}

/// A status override by something that is no status code.
pub(super) fn status(set: &Set<'_>, site: Site, report: &mut Report<'_>) {
    if override_name(&set.target).as_deref() != Some("responseOverride.status") {
        return;
    }
    let (message, help) = match &set.value.kind {
        ExpressionKind::String(text) => {
            let is_numeral = text.trim_matches(['"', '\'']).parse::<u16>().is_ok();
            let message = "a status override is an integer, and this is a text";
            (message, if is_numeral { "remove the quotes" } else { "write a status code, such as 404" })
        }
        ExpressionKind::Number(number) => match number.parse::<u16>() {
            Ok(100..=599) => return,
            _ => ("this is no status code", "write one from 100 to 599"),
        },
        ExpressionKind::Boolean(_) | ExpressionKind::List(_) | ExpressionKind::Map(_) => {
            ("this is no status code", "write one from 100 to 599")
        }
        _ => return,
    };
    report.add("override-status", site.span(set.value.place), message, help);
}

/// The overrides that a template sets by literal names, and where.
pub(super) fn all(tree: &[Statement<'_>]) -> Vec<(String, Span)> {
    let mut all = Vec::new();
    visit(tree, &mut |node, site| {
        if let Node::Statement(Statement::Set(set)) = node
            && let Some(name) = override_name(&set.target)
        {
            all.push((name, site.span(set.target.place)));
        }
    });
    all
}

/// The path of an override whose names are all literal.
fn override_name(target: &Reference<'_>) -> Option<String> {
    if target.name != "context" {
        return None;
    }
    let mut parts = Vec::new();
    for step in &target.path {
        parts.push(match &step.kind {
            StepKind::Property(name) => *name,
            StepKind::Index(index) => match index.kind {
                ExpressionKind::String(text) if !text.contains('$') => text.trim_matches(['"', '\'']),
                _ => return None,
            },
            StepKind::Method(..) => return None,
        });
    }
    matches!(parts.first(), Some(&("requestOverride" | "responseOverride"))).then(|| parts.join("."))
}
