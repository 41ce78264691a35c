//! Conditions that a loop's iteration decides: `$foreach.hasNext` and its like.

use crate::syntax::ast::{Expression, ExpressionKind, Operator, Reference, StepKind};

/// An iteration of a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Iteration {
    pub(super) first: bool,
    pub(super) last: bool,
}

/// What `condition` is in the iteration `inside`, where that can be told.
pub(super) fn decide(condition: &Expression<'_>, inside: Option<Iteration>) -> Option<bool> {
    match &condition.kind {
        ExpressionKind::Boolean(value) => Some(*value),
        ExpressionKind::Group(inner) => decide(inner, inside),
        ExpressionKind::Not(count, inner) => decide(inner, inside).map(|value| value != (count % 2 == 1)),
        ExpressionKind::Reference(reference) => match counter(reference)? {
            Counter::HasNext => Some(!inside?.last),
            Counter::Last => Some(inside?.last),
            Counter::First => Some(inside?.first),
            Counter::From(_) => None,
        },
        ExpressionKind::Chain(first, rest) => match rest.as_slice() {
            [(Operator::Equal, other)] if matches!(other.kind, ExpressionKind::Boolean(_)) => {
                Some(decide(first, inside)? == decide(other, inside)?)
            }
            [(Operator::NotEqual, other)] if matches!(other.kind, ExpressionKind::Boolean(_)) => {
                Some(decide(first, inside)? != decide(other, inside)?)
            }
            [(operator, other)] => compared(first, *operator, other, inside?),
            _ => None,
        },
        _ => None,
    }
}

/// What a member of a loop tells.
enum Counter {
    HasNext,
    First,
    Last,
    /// It counts, from this number.
    From(i64),
}

fn counter(reference: &Reference<'_>) -> Option<Counter> {
    let member = match (reference.name, reference.path.as_slice()) {
        ("velocityHasNext", []) => "hasNext",
        ("velocityCount", []) => "count",
        ("foreach", [step]) => match &step.kind {
            StepKind::Property(name) => *name,
            StepKind::Method(name, arguments) if arguments.is_empty() => *name,
            _ => return None,
        },
        _ => return None,
    };
    Some(match member {
        "hasNext" => Counter::HasNext,
        "first" | "isFirst" => Counter::First,
        "last" | "isLast" => Counter::Last,
        "index" => Counter::From(0),
        "count" => Counter::From(1),
        _ => return None,
    })
}

/// A counter against a number tells the first iteration, against a size the last one.
fn compared(
    left: &Expression<'_>,
    operator: Operator,
    right: &Expression<'_>,
    inside: Iteration,
) -> Option<bool> {
    let start = |expression: &Expression<'_>| match &expression.kind {
        ExpressionKind::Reference(reference) => match counter(reference)? {
            Counter::From(start) => Some(start),
            _ => None,
        },
        _ => None,
    };
    let (start, operator, other) = match (start(left), start(right)) {
        (Some(start), None) => (start, operator, right),
        (None, Some(start)) => (start, mirrored(operator), left),
        _ => return None,
    };
    if let ExpressionKind::Number(number) = other.kind {
        let number: i64 = number.parse().ok()?;
        return match operator {
            Operator::Equal if number == start => Some(inside.first),
            Operator::NotEqual | Operator::Greater if number == start => Some(!inside.first),
            Operator::GreaterOrEqual if number == start + 1 => Some(!inside.first),
            Operator::Less if number == start + 1 => Some(inside.first),
            _ => None,
        };
    }
    let is_size = matches!(&other.kind, ExpressionKind::Reference(reference)
        if matches!(reference.path.last().map(|step| &step.kind),
            Some(StepKind::Method("size", _) | StepKind::Property("size" | "length"))));
    match operator {
        Operator::Less | Operator::NotEqual if is_size && start == 1 => Some(!inside.last),
        Operator::Equal | Operator::GreaterOrEqual if is_size && start == 1 => Some(inside.last),
        _ => None,
    }
}

fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::Greater => Operator::Less,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        same => same,
    }
}
