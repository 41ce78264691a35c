//! Conditions of filters.

use super::ast::{Condition, Operand, Path};
use super::failure::Failure;
use super::operand::{self, Node};
use super::select::{Selection, Slot, place_of};
use crate::value::{Place, Text, Value};

/// Whether a filter accepts `item`. A comparison of operands that its operator does not know makes it false.
pub(super) fn accepts<'path>(
    selection: &mut Selection<'path, '_, '_>,
    condition: &'path Condition,
    item: &Value,
) -> Result<bool, Failure> {
    match holds(selection, condition, item) {
        Err(Failure::Invalid(_)) => Ok(false),
        result => result,
    }
}

/// The same for a comparison with a number, which most filters are, of a number of an unchanged document; `None` for
/// anything else.
pub(super) fn accepts_number(
    selection: &mut Selection<'_, '_, '_>,
    condition: &Condition,
    item: Place<'_>,
) -> Result<Option<bool>, Failure> {
    let Condition::Comparison { left: Operand::Path(path), operator, right: Operand::Number(right) } =
        condition
    else {
        return Ok(None);
    };
    if path.from_document || !path.plain {
        return Ok(None);
    }
    let left = match place_of(path, item).map(Place::value) {
        Some(left @ (Value::Integer(_) | Value::Double(_))) => Node::of(left)?,
        _ => return Ok(None),
    };
    match operand::compare(selection, &left, *operator, &Node::Number(right.clone())) {
        Err(Failure::Invalid(_)) => Ok(Some(false)),
        result => result.map(Some),
    }
}

fn holds<'path>(
    selection: &mut Selection<'path, '_, '_>,
    condition: &'path Condition,
    item: &Value,
) -> Result<bool, Failure> {
    match condition {
        Condition::Any(conditions) => {
            for condition in conditions {
                if holds(selection, condition, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Condition::All(conditions) => {
            for condition in conditions {
                if !holds(selection, condition, item)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Condition::Not(condition) => Ok(!holds(selection, condition, item)?),
        // Jayway looks for a path of either kind in the element, also for one from the document.
        Condition::Exists { path, wanted } => match selection.follow(path, item, true) {
            Ok(_) => Ok(*wanted),
            Err(Failure::NotFound(_)) => Ok(!*wanted),
            Err(failure) => Err(failure),
        },
        Condition::Comparison { left, operator, right } => {
            let left = evaluate(selection, left, item)?;
            let right = evaluate(selection, right, item)?;
            operand::compare(selection, &left, *operator, &right)
        }
    }
}

fn evaluate<'path>(
    selection: &mut Selection<'path, '_, '_>,
    operand: &'path Operand,
    item: &Value,
) -> Result<Node<'path>, Failure> {
    Ok(match operand {
        Operand::Path(path) => return found(selection, path, item),
        Operand::Null => Node::Null,
        Operand::Boolean(boolean) => Node::Boolean(*boolean),
        Operand::Number(number) => Node::Number(number.clone()),
        Operand::String(text) => Node::String(Text::from(text.clone())),
        Operand::Json { text, slot } => Node::JsonText { text, slot: Some(*slot) },
        Operand::Pattern(pattern) => Node::Pattern(pattern),
    })
}

/// What `path` finds. A path from the document finds the same for every element, and is followed once.
fn found<'path>(
    selection: &mut Selection<'path, '_, '_>,
    path: &'path Path,
    item: &Value,
) -> Result<Node<'path>, Failure> {
    if path.from_document
        && let Some(Slot::Found(node)) = selection.slots.get(path.slot)
    {
        return Ok(node.clone());
    }
    let followed = match path.from_document {
        true => selection.follow(path, &selection.document.clone(), false),
        false => selection.follow(path, item, false),
    };
    let node = match followed {
        Ok(value) => Node::of(value)?,
        Err(Failure::NotFound(_)) => Node::Undefined,
        Err(failure) => return Err(failure),
    };
    if path.from_document
        && let Some(slot) = selection.slots.get_mut(path.slot)
    {
        *slot = Slot::Found(node.clone());
    }
    Ok(node)
}
