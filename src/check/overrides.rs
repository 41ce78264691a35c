//! Overrides that are set twice: each can be set once (AWS's page on overriding parameters and status codes).

use super::report::Report;
use super::walk::Site;
use crate::source::Span;
use crate::syntax::ast::{ExpressionKind, Reference, Statement, StepKind};

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
