//! What most templates say most of the time: statements and conditions that are done in one look.

use std::ops::Range;

use super::compile::Compiler;
use super::{ConstantValue, Expression, ExpressionId, ReferenceId, Slot, Statement, Step, StepKind, Usual};
use crate::error::Error;
use crate::syntax::ast;

impl Compiler<'_> {
    /// What the steps of `reference`, which are compiled as `steps`, are.
    pub(super) fn usual(&self, reference: &ast::Reference<'_>, steps: &Range<u32>) -> Option<Usual> {
        // `class` is a property of every object.
        let is_member = |step: &ast::Step<'_>| matches!(step.kind, ast::StepKind::Property(name) if !matches!(name, "class" | "Class"));
        if !reference.path.is_empty() && reference.path.iter().all(is_member) {
            return Some(Usual::Members);
        }
        match self.program.steps.get(steps.start as usize..steps.end as usize) {
            Some([Step { kind: StepKind::Method { name, arguments, .. }, .. }])
                if arguments.len() == 1 && self.program.text(name) == "get" =>
            {
                self.variable(arguments.start).map(Usual::Get)
            }
            _ => None,
        }
    }

    /// The variable that an expression is.
    fn variable(&self, expression: ExpressionId) -> Option<Slot> {
        let Expression::Reference(reference) = self.program.expressions.get(expression as usize)? else {
            return None;
        };
        let reference = self.program.references.get(*reference as usize)?;
        reference.slot.filter(|_| reference.steps.is_empty())
    }

    /// Prints the reference `id`.
    pub(super) fn print(&self, id: ReferenceId) -> Statement {
        let reference = &self.program.references[id as usize];
        let is_bare = !reference.escaped && reference.before.is_empty();
        let Some(slot) = reference.slot.filter(|_| is_bare) else { return Statement::Print(id) };
        let steps = reference.steps.clone();
        let is_call = |step: &Step| matches!(step.kind, StepKind::Method { .. });
        if reference.usual == Some(Usual::Members) {
            Statement::PrintMember { slot, steps, reference: id }
        } else if steps.len() == 1 && self.program.steps.get(steps.start as usize).is_some_and(is_call) {
            Statement::PrintCall { slot, step: steps.start, reference: id }
        } else {
            Statement::Print(id)
        }
    }

    /// The condition of a branch, or one among others.
    pub(super) fn condition(&mut self, condition: &ast::Expression<'_>) -> Result<ExpressionId, Error> {
        let whole = self.expression(condition)?;
        Ok(match self.test(whole) {
            Some(test) => self.push(test),
            None => whole,
        })
    }

    /// The expression that tells the truth of `whole` in one look, where there is one.
    fn test(&self, whole: ExpressionId) -> Option<Expression> {
        let expressions = &self.program.expressions;
        let member = |reference: ReferenceId| {
            let reference = &self.program.references[reference as usize];
            Some((
                reference.slot.filter(|_| reference.usual == Some(Usual::Members))?,
                reference.steps.clone(),
            ))
        };
        match expressions.get(whole as usize)? {
            Expression::Chain { first, rest, .. } if rest.len() == 1 => {
                let Expression::Reference(left) = expressions.get(*first as usize)? else { return None };
                let Expression::Link(operator, right) = *expressions.get(rest.start as usize)? else {
                    return None;
                };
                let Expression::Constant(ConstantValue::Integer(number)) =
                    *expressions.get(right as usize)?
                else {
                    return None;
                };
                let (slot, steps) = member(*left)?;
                Some(Expression::MemberTest { slot, steps, operator, number, whole })
            }
            Expression::Reference(reference) => {
                let (slot, steps) = member(*reference)?;
                let [Step { kind: StepKind::Property(name, _), .. }] =
                    self.program.steps.get(steps.start as usize..steps.end as usize)?
                else {
                    return None;
                };
                let is_next = self.program.text(name) == "hasNext" && self.names.name(slot) == "foreach";
                is_next.then_some(Expression::HasNext { slot, whole })
            }
            _ => None,
        }
    }
}
