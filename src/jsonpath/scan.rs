//! `..`: every descendant, an object or array before what is inside it.

use super::ast::{Step, StepKind};
use super::failure::Failure;
use super::filter;
use super::select::{Selection, Slot, Walk};
use crate::value::Value;

/// Takes the steps after the scan at `index` from `value` and every array and object inside it.
pub(super) fn scan<'path>(
    selection: &mut Selection<'path, '_, '_>,
    walk: &mut Walk<'path>,
    index: usize,
    slot: usize,
    value: Value,
) -> Result<(), Failure> {
    let Some(target) = walk.path.steps.get(index + 1) else {
        return Err(Failure::Thrown(
            "nothing follows `..`; add a name, `*`, an index or a filter".to_owned(),
        ));
    };
    let target_last = index + 2 == walk.path.steps.len();
    let mut pending = vec![value];
    while let Some(value) = pending.pop() {
        selection.budget.step(1)?;
        let inside = match &value {
            Value::Map(map) => map.values(),
            Value::List(list) => list.to_vec(),
            _ => continue,
        };
        if is_target(selection, walk, target, target_last, &value)? {
            if target_last || matches!(value, Value::Map(_)) {
                selection.walk(walk, index + 1, value)?;
            } else {
                // Jayway goes on from every element of an array that the step after `..` fits, whatever it selects.
                for (position, item) in inside.iter().enumerate() {
                    if let Some(kept) = selection.slots.get_mut(slot) {
                        *kept = Slot::Index(position);
                    }
                    selection.walk(walk, index + 2, item.clone())?;
                }
            }
        }
        pending
            .extend(inside.into_iter().rev().filter(|value| matches!(value, Value::Map(_) | Value::List(_))));
    }
    Ok(())
}

/// Whether the step after `..` is taken from `value`, an object or array.
fn is_target<'path>(
    selection: &mut Selection<'path, '_, '_>,
    walk: &Walk<'path>,
    target: &'path Step,
    target_last: bool,
    value: &Value,
) -> Result<bool, Failure> {
    Ok(match &target.kind {
        StepKind::Names(names) => match value {
            Value::Map(map) => {
                let optional = walk.require || names.len() > 1 && !target_last;
                optional || names.iter().all(|name| map.get_str(name).is_some())
            }
            _ => false,
        },
        StepKind::Indexes(_) | StepKind::Slice { .. } => matches!(value, Value::List(_)),
        StepKind::Wildcard => true,
        StepKind::Filter(condition) => filter::accepts(selection, condition, value)?,
        StepKind::Function { .. } | StepKind::Scan { .. } => false,
    })
}
