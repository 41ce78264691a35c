//! Conditions that do not ask what they seem to ask.

use super::names::{Kind, Names};
use super::report::Report;
use super::spelling;
use super::walk::Site;
use crate::syntax::ast::{Expression, ExpressionKind, Operator, Reference};

/// A reference to nothing is the empty string, which is true; so is any text (recorded from the service).
pub(super) fn always(condition: &Expression<'_>, site: Site, names: &Names, report: &mut Report<'_>) {
    match &condition.kind {
        ExpressionKind::Not(_, inside) | ExpressionKind::Group(inside) => always(inside, site, names, report),
        ExpressionKind::Chain(first, rest)
            if rest.iter().all(|(operator, _)| matches!(operator, Operator::And | Operator::Or)) =>
        {
            let operands = || std::iter::once(&**first).chain(rest.iter().map(|(_, operand)| operand));
            for (index, operand) in operands().enumerate() {
                // `$x && $x != ""` asks aright.
                let is_asked_again = matches!(&operand.kind, ExpressionKind::Reference(reference)
                if operands().enumerate().any(|(other, beside)| {
                    other != index && written(beside, site, report).contains(reference.text.trim())
                }));
                if !is_asked_again {
                    always(operand, site, names, report);
                }
            }
        }
        ExpressionKind::String(_)
        | ExpressionKind::Number(_)
        | ExpressionKind::List(_)
        | ExpressionKind::Range(_)
        | ExpressionKind::Map(_) => report.add(
            "always-false",
            site.span(condition.place),
            "a literal that is not `true` is false in a condition",
            "compare a variable with it, or write `true`",
        ),
        ExpressionKind::Reference(reference) => reference_is_true(reference, condition, site, names, report),
        _ => {}
    }
}

fn written<'text>(expression: &Expression<'_>, site: Site, report: &Report<'text>) -> &'text str {
    report.text.get(site.span(expression.place).range()).unwrap_or_default()
}

fn reference_is_true(
    reference: &Reference<'_>,
    condition: &Expression<'_>,
    site: Site,
    names: &Names,
    report: &mut Report<'_>,
) {
    let span = site.span(condition.place);
    let name = reference.name;
    if !names.is_known(name) {
        // `$a-b` and AppSync's names are told by their own rules.
        if name.contains('-') || matches!(name, "ctx" | "utils") {
            return;
        }
        let message = format!("`${name}` is never set, and what is undefined is true in a condition");
        let help = match spelling::closest(name, names.all()) {
            Some(meant) => {
                format!("did you mean `${meant}`? To ask whether something is there, compare with `\"\"`")
            }
            None => "remove the condition, or set the variable before it".to_owned(),
        };
        return report.add("undefined-condition", span, message, help);
    }
    let kind = names.of_reference(reference, reference.path.len());
    let text = name == "stageVariables" && !reference.path.is_empty() && !names.is_assigned(name);
    let help = || format!("write `{} != \"\"`", reference.text);
    if text || matches!(kind, Kind::Text | Kind::Escaped) {
        let message =
            format!("`{}` is a text, and every text is true, an empty or missing one too", reference.text);
        report.add("always-true", span, message, help());
    } else if kind == Kind::Json {
        let message = format!("`{}` is true unless it is `false`: where it is missing, too", reference.text);
        report.add("missing-condition", span, message, help());
    }
}

/// `== $null` is true of what is missing, of null and of the empty string.
pub(super) fn null(expression: &Expression<'_>, site: Site, names: &Names, report: &mut Report<'_>) {
    let ExpressionKind::Chain(first, rest) = &expression.kind else { return };
    let is_null = |operand: &Expression<'_>| {
        matches!(&operand.kind, ExpressionKind::Reference(reference)
            if reference.path.is_empty()
                && matches!(reference.name, "null" | "nil" | "Null" | "NULL")
                && !names.is_assigned(reference.name))
    };
    let compares = |operator: &Operator| matches!(operator, Operator::Equal | Operator::NotEqual);
    let Some((_, operand)) = rest.first().filter(|(operator, _)| compares(operator)) else { return };
    if !is_null(first) && !is_null(operand) {
        return;
    }
    report.add(
        "null-test",
        site.span(expression.place),
        "`$null` is an undefined variable, so the empty string: what is missing, null and \"\" all equal it",
        "to mean all three write `\"\"`; to tell them apart ask the map: `$map.containsKey(\"name\")`",
    );
}
