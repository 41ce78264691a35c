//! `..`: every descendant, an object or array before what is inside it.

use super::ast::{Step, StepKind};
use super::failure::Failure;
use super::filter;
use super::select::{Selection, Slot, Walk};
use crate::value::{Node, Value};

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
    let mut scan = Scan { selection, walk, index, slot, target };
    let node = match &value {
        Value::Map(map) => map.node().cloned(),
        Value::List(list) => list.node().cloned(),
        _ => return Ok(()),
    };
    match node {
        // An unchanged document has its arrays and objects in this very order.
        Some(node) => {
            scan.selection.budget.step(node.scan_steps())?;
            node.containers().map(Node::value).try_for_each(|value| scan.visit(value))
        }
        None => scan.descend(value),
    }
}

struct Scan<'scan, 'path, 'run, 'limits> {
    selection: &'scan mut Selection<'path, 'run, 'limits>,
    walk: &'scan mut Walk<'path>,
    index: usize,
    slot: usize,
    /// The step after `..`.
    target: &'path Step,
}

impl Scan<'_, '_, '_, '_> {
    fn descend(&mut self, value: Value) -> Result<(), Failure> {
        let mut pending = vec![value];
        while let Some(value) = pending.pop() {
            self.visit(value.clone())?;
            let inside = match &value {
                Value::Map(map) => map.values(),
                Value::List(list) => list.to_vec(),
                _ => continue,
            };
            self.selection.budget.step(inside.len() as u64 / 16)?;
            let is_container = |value: &Value| matches!(value, Value::Map(_) | Value::List(_));
            pending.extend(inside.into_iter().rev().filter(is_container));
        }
        Ok(())
    }

    /// Looks at one array or object.
    fn visit(&mut self, value: Value) -> Result<(), Failure> {
        self.selection.budget.step(2)?;
        let last = self.index + 2 == self.walk.path.steps.len();
        if let StepKind::Names(names) = &self.target.kind {
            let Value::Map(map) = &value else { return Ok(()) };
            self.selection.budget.step(names.len() as u64 * map.look_up_steps())?;
            if let [name] = names.as_slice() {
                return match map.get_str(name) {
                    Some(member) if !last => self.selection.walk(self.walk, self.index + 2, member),
                    Some(_) if self.selection.is_withheld(self.walk.path, self.index + 1) => Ok(()),
                    Some(member) => {
                        self.walk.results.push(member);
                        Ok(())
                    }
                    None => Ok(()),
                };
            }
            let complete = || names.iter().all(|name| map.get_str(name).is_some());
            if !last || complete() {
                return self.selection.walk(self.walk, self.index + 1, value);
            }
            return Ok(());
        }
        let wanted = match &self.target.kind {
            StepKind::Indexes(_) | StepKind::Slice { .. } => matches!(value, Value::List(_)),
            StepKind::Wildcard => true,
            StepKind::Filter(condition) => filter::accepts(self.selection, condition, &value)?,
            _ => false,
        };
        match &value {
            _ if !wanted => Ok(()),
            // Jayway goes on from every element of an array that the step after `..` fits, whatever that step selects.
            Value::List(list) if !last => {
                for (position, item) in list.to_vec().into_iter().enumerate() {
                    if let Some(kept) = self.selection.slots.get_mut(self.slot) {
                        *kept = Slot::Index(position);
                    }
                    self.selection.walk(self.walk, self.index + 2, item)?;
                }
                Ok(())
            }
            _ => self.selection.walk(self.walk, self.index + 1, value),
        }
    }
}
