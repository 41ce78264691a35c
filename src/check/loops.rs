//! Loops that the service ends before their author does.

use super::report::Report;
use super::walk::Site;
use crate::syntax::ast::{Directive, ExpressionKind};

/// As many iterations the service makes of one `#foreach`.
const ITERATIONS: u64 = 1000;

/// A range of literals with more elements than the service iterates over.
pub(super) fn too_long(directive: &Directive<'_>, site: Site, report: &mut Report<'_>) {
    if directive.name != "foreach" {
        return;
    }
    for argument in directive.arguments.iter().flatten() {
        let ExpressionKind::Range(bounds) = &argument.kind else { continue };
        let bound = |kind: &ExpressionKind<'_>| match kind {
            ExpressionKind::Number(number) => number.parse::<i64>().ok(),
            _ => None,
        };
        let (Some(first), Some(last)) = (bound(&bounds.0.kind), bound(&bounds.1.kind)) else { continue };
        let elements = first.abs_diff(last).saturating_add(1);
        if elements > ITERATIONS {
            let message = format!(
                "this loop has {elements} elements; the service ends it after {ITERATIONS}, silently"
            );
            report.add(
                "loop-limit",
                site.span(argument.place),
                message,
                "loop over fewer, or nest two loops",
            );
        }
    }
}
