//! Overrides that are set twice: each can be set once (AWS's page on overriding parameters and status codes).

use super::report::Report;
use super::walk::{Node, Site, visit};
use crate::source::Span;
use crate::syntax::ast::{ExpressionKind, Reference, Set, Statement, StepKind};

/// As many overrides are remembered; a template has a few.
const MOST: usize = 100;

/// Assignments to overrides that are surely set before, in the template `tree`.
pub(super) fn twice(tree: &[Statement<'_>], report: &mut Report<'_>) {
    follow(tree, Vec::new(), report);
}

/// Follows a block at whose start the overrides `set` are set; those that are at its end.
fn follow(block: &[Statement<'_>], mut set: Vec<String>, report: &mut Report<'_>) -> Vec<String> {
    for statement in block {
        match statement {
            Statement::Set(assignment) => {
                let Some(name) = override_name(&assignment.target) else { continue };
                if set.contains(&name) {
                    let span = Site::TOP.span(assignment.target.place);
                    let message = format!(
                        "`$context.{name}` is set a second time; the service documents once for each"
                    );
                    let help = "decide in a variable, and set the override once";
                    report.add("override-twice", span, message, help);
                } else if set.len() < MOST {
                    set.push(name);
                }
            }
            Statement::If(condition) => {
                let blocks = condition.branches.iter().map(|branch| &branch.block);
                let mut ends: Vec<Vec<String>> =
                    blocks.map(|block| follow(block, set.clone(), report)).collect();
                if let Some((_, block)) = &condition.otherwise {
                    ends.push(follow(block, set.clone(), report));
                    // What every branch sets is set whichever is taken.
                    if let Some((first, others)) = ends.split_first() {
                        let everywhere = |name: &&String| others.iter().all(|end| end.contains(name));
                        set = first.iter().filter(everywhere).cloned().collect();
                    }
                }
            }
            Statement::Directive(directive) if directive.name == "foreach" => {
                let body = directive.block.as_deref().unwrap_or_default();
                follow(body, set.clone(), report);
            }
            _ => {}
        }
    }
    set
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
