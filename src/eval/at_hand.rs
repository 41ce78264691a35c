//! What is read where it stands, in a variable or a document that nothing has changed, without being made a value.

use std::ops::Range;

use super::scope::has_next;
use super::variables::Variables;
use super::{Exit, Interpreter, compare};
use crate::error::Error;
use crate::java;
use crate::limits::Budget;
use crate::output::{Output, Piece};
use crate::program::{
    Expression, ExpressionId, Member, Object, ObjectId, Program, Reference, Slot, Step, StepKind, Usual,
};
use crate::value::{self, Place, Row, Value};

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
}

/// Reads while no variable is set. Most of a template's references in a row are to members of one object, so the last one
/// is kept.
pub(super) struct Reading<'run> {
    program: &'run Program,
    variables: &'run Variables,
    last: Option<(ObjectId, Row<'run>)>,
}

impl<'run> Reading<'run> {
    pub(super) fn new(program: &'run Program, variables: &'run Variables) -> Reading<'run> {
        Reading { program, variables, last: None }
    }

    /// The variable `slot` where nothing hides what its slot holds.
    #[inline]
    pub(super) fn variable(&self, slot: Slot) -> Option<&'run Value> {
        self.variables.plain(slot)
    }

    /// An object of an unchanged document.
    #[inline(always)]
    fn row(&mut self, object: ObjectId) -> Option<&Row<'run>> {
        if self.last.as_ref().is_none_or(|(last, _)| *last != object) {
            self.last = self.looked_up(object).and_then(Place::row).map(|row| (object, row));
        }
        self.last.as_ref().map(|(_, row)| row)
    }

    /// Where the object stands: two words, as what is returned in more is written and read again at once.
    #[inline(never)]
    fn looked_up(&self, object: ObjectId) -> Option<Place<'run>> {
        let Object { slot, steps } = self.program.objects.get(object as usize)?;
        let Value::Map(map) = self.variables.plain(*slot)? else { return None };
        let mut place = map.node()?.place();
        for step in self.program.steps.get(steps.start as usize..steps.end as usize)? {
            let StepKind::Property(name, hint) = &step.kind else { return None };
            place = place.member(hint, &self.program.text, name)?;
        }
        Some(place)
    }

    /// Prints the text `before` and a member; `false`, with nothing done, where that must be evaluated.
    #[inline(always)]
    pub(super) fn print(&mut self, before: &Range<u32>, member: Member, output: &mut Output) -> bool {
        let program = self.program;
        let step = program.steps.get(member.step as usize);
        let Some(Step { kind: StepKind::Property(name, hint), .. }) = step else { return false };
        self.row(member.object).is_some_and(|row| row.print(before, hint, &program.text, name, output))
    }

    /// A member of an object of an unchanged document.
    #[inline(always)]
    pub(super) fn member(&mut self, member: Member) -> Option<value::Member<'run>> {
        let program = self.program;
        let StepKind::Property(name, hint) = &program.steps.get(member.step as usize)?.kind else {
            return None;
        };
        self.row(member.object)?.member(hint, &program.text, name)
    }

    /// The text that `expression` is, where it is a string of a variable or of an unchanged document.
    #[inline]
    pub(super) fn text(&mut self, expression: ExpressionId) -> Option<Piece<'run>> {
        let Expression::Reference(reference) = self.program.expressions.get(expression as usize)? else {
            return None;
        };
        let reference = self.program.references.get(*reference as usize)?;
        match reference.usual {
            Some(Usual::Members(member)) => self.member(member)?.string(),
            Some(Usual::Get(_)) => place_of(self.program, self.variables, reference)?.string(),
            None if reference.steps.is_empty() => match self.variable(reference.slot?)? {
                Value::String(text) => text.piece(),
                _ => None,
            },
            Some(Usual::KeySet) | None => None,
        }
    }

    /// The truth of `condition`, where it is one that is told in one look; those that compare take a step.
    ///
    /// # Errors
    /// When no steps are left, or none may nest.
    #[inline(always)]
    pub(super) fn truth(
        &mut self,
        condition: ExpressionId,
        budget: &mut Budget<'_>,
    ) -> Result<Option<bool>, Error> {
        match self.program.expressions.get(condition as usize) {
            Some(Expression::MemberTest { member, operator, number, .. }) => {
                let Some(left) = self.member(*member).and_then(value::Member::integer) else {
                    return Ok(None);
                };
                let truth = compare::integers(*operator, left, *number);
                if truth.is_some() {
                    budget.enter()?;
                    budget.leave();
                    budget.step(1)?;
                }
                Ok(truth)
            }
            Some(Expression::HasNext { slot, .. }) => Ok(self.variable(*slot).and_then(has_next)),
            _ => Ok(None),
        }
    }
}

/// Where `reference` leads in an unchanged document.
#[inline(always)]
pub(super) fn place_of<'variables>(
    program: &Program,
    variables: &'variables Variables,
    reference: &Reference,
) -> Option<Place<'variables>> {
    let usual = reference.usual?;
    let Value::Map(map) = variables.plain(reference.slot?)? else { return None };
    let object = map.node()?;
    match usual {
        Usual::Members(_) => {
            let mut place = object.place();
            for step in program.steps.get(reference.steps.start as usize..reference.steps.end as usize)? {
                let StepKind::Property(name, hint) = &step.kind else { return None };
                place = place.member(hint, &program.text, name)?;
            }
            Some(place)
        }
        Usual::Get(key) => {
            let Value::String(key) = variables.plain(key)? else { return None };
            let place = object.place();
            match place.keyed(key) {
                // In a large object the look-up takes steps.
                None if object.count() < FEW_MEMBERS => place.named(key.as_str()?),
                found => found,
            }
        }
        Usual::KeySet => None,
    }
}
