//! What is read where it stands, in a variable or a document that nothing has changed, without being made a value.

use std::ops::Range;

use super::variables::Variables;
use super::{Exit, Interpreter};
use crate::java;
use crate::program::{Expression, ExpressionId, Program, Reference, Slot, Step, StepKind, Usual};
use crate::value::{Place, Value};

/// So many members are looked through without counting steps.
const FEW_MEMBERS: usize = 16;

impl Interpreter<'_> {
    /// What `$map.get($key)` gives, where both are variables, a map and a string.
    #[inline]
    pub(super) fn got_at_hand(
        &mut self,
        reference: &Reference,
        steps: &[Step],
    ) -> Result<Option<Value>, Exit> {
        if let (Some(Usual::Get(key)), Some(slot), [step]) = (reference.usual, reference.slot, steps)
            && let Some(Value::Map(map)) = self.variables.plain(slot)
            && let Some(key @ Value::String(_)) = self.variables.plain(key)
        {
            self.budget.step(2)?;
            let found = java::find(map, key, &mut self.budget).map_err(|error| error.at(step.span))?;
            return Ok(Some(found.unwrap_or(Value::Null)));
        }
        Ok(None)
    }

    /// Prints a reference to a string of a variable or document where it stands, without making it a value; `false`
    /// where it must be evaluated.
    #[inline]
    pub(super) fn print_at_hand(&mut self, program: &Program, reference: &Reference) -> bool {
        if let Some(place) = place_of(program, &self.variables, reference) {
            return place.print(&mut self.output);
        }
        if reference.steps.is_empty()
            && let Some(Value::String(text)) = reference.slot.and_then(|slot| self.variables.plain(slot))
            && let Some(text) = text.as_str()
        {
            self.output.push_str(text);
            return true;
        }
        false
    }
}

/// Where `steps` lead from the variable `slot`, where that is an object of an unchanged document and the steps are names
/// of members.
#[inline(always)]
pub(super) fn place<'variables>(
    program: &Program,
    variables: &'variables Variables,
    slot: Slot,
    steps: &Range<u32>,
) -> Option<Place<'variables>> {
    let Value::Map(map) = variables.plain(slot)? else { return None };
    let mut place = map.node()?.place();
    for step in program.steps.get(steps.start as usize..steps.end as usize)? {
        let StepKind::Property(name, hint) = &step.kind else { return None };
        place = place.member(hint, &program.text, name)?;
    }
    Some(place)
}

/// Where `reference` leads in an unchanged document.
#[inline(always)]
pub(super) fn place_of<'variables>(
    program: &Program,
    variables: &'variables Variables,
    reference: &Reference,
) -> Option<Place<'variables>> {
    match reference.usual? {
        Usual::Members => place(program, variables, reference.slot?, &reference.steps),
        Usual::Get(key) => {
            let Value::Map(map) = variables.plain(reference.slot?)? else { return None };
            let Value::String(key) = variables.plain(key)? else { return None };
            // In a large object the look-up takes steps.
            let object = map.node().filter(|node| node.count() < FEW_MEMBERS)?;
            object.place().keyed(key)
        }
    }
}

/// The text that `expression` is, where it is a string of a variable or of an unchanged document.
#[inline]
pub(super) fn text_at_hand<'variables>(
    program: &Program,
    variables: &'variables Variables,
    expression: ExpressionId,
) -> Option<&'variables str> {
    let Expression::Reference(reference) = program.expressions.get(expression as usize)? else { return None };
    let reference = program.references.get(*reference as usize)?;
    if reference.steps.is_empty()
        && let Value::String(text) = variables.plain(reference.slot?)?
    {
        return text.as_str();
    }
    place_of(program, variables, reference)?.string()
}
