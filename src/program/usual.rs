//! What most templates say most of the time: statements and conditions that are done in one look.

use std::ops::Range;

use super::compile::Compiler;
use super::{
    Block, ConstantValue, Expression, ExpressionId, Member, Object, ObjectId, Reference, ReferenceId,
    RegionId, Slot, Statement, StatementId, Step, StepKind, Usual,
};
use crate::error::Error;
use crate::syntax::ast;

impl Compiler<'_> {
    /// What the steps of `reference` to the variable `slot`, which are compiled as `steps`, are.
    pub(super) fn usual(
        &mut self,
        reference: &ast::Reference<'_>,
        slot: Option<Slot>,
        steps: &Range<u32>,
    ) -> Option<Usual> {
        // `class` is a property of every object.
        let is_member = |step: &ast::Step<'_>| matches!(step.kind, ast::StepKind::Property(name) if !matches!(name, "class" | "Class"));
        if !reference.path.is_empty() && reference.path.iter().all(is_member) {
            let step = steps.end - 1;
            return Some(Usual::Members(Member { object: self.object(slot?, steps.start..step), step }));
        }
        match self.program.steps.get(steps.start as usize..steps.end as usize) {
            Some([Step { kind: StepKind::Method { name, arguments, .. }, .. }])
                if arguments.len() == 1 && self.program.text(name) == "get" =>
            {
                self.variable(arguments.start).map(Usual::Get)
            }
            Some([Step { kind: StepKind::Method { name, arguments, .. }, .. }])
                if arguments.is_empty() && self.program.text(name) == "keySet" =>
            {
                Some(Usual::KeySet)
            }
            _ => None,
        }
    }

    /// The object where `steps` lead from the variable `slot`: the one before where that is the same.
    fn object(&mut self, slot: Slot, steps: Range<u32>) -> ObjectId {
        let names = |steps: &Range<u32>| {
            let steps = self.program.steps.get(steps.start as usize..steps.end as usize);
            steps.unwrap_or_default().iter().map(|step| match &step.kind {
                StepKind::Property(name, _) => self.program.text(name),
                _ => "",
            })
        };
        let objects = &self.program.objects;
        let is_same = |object: &Object| object.slot == slot && names(&object.steps).eq(names(&steps));
        if !objects.last().is_some_and(is_same) {
            self.program.objects.push(Object { slot, steps });
        }
        self.program.objects.len() as ObjectId - 1
    }

    /// The variable that an expression is.
    fn variable(&self, expression: ExpressionId) -> Option<Slot> {
        let Expression::Reference(reference) = self.program.expressions.get(expression as usize)? else {
            return None;
        };
        let reference = self.program.references.get(*reference as usize)?;
        reference.slot.filter(|_| reference.steps.is_empty())
    }

    /// Adds to `block` what prints the reference `id`, and the text before it.
    pub(super) fn print(&self, reference: ReferenceId, block: &mut Vec<Statement>) {
        let Reference { slot, steps, usual, escaped, before, .. } =
            &self.program.references[reference as usize];
        let Some(slot) = slot.filter(|_| !escaped && before.is_empty()) else {
            return block.push(Statement::Print(reference));
        };
        let is_usual = match self.program.steps.get(steps.start as usize..steps.end as usize) {
            Some([] | [Step { kind: StepKind::Method { .. }, .. }]) => true,
            _ => matches!(usual, Some(Usual::Members(_))),
        };
        if !is_usual {
            return block.push(Statement::Print(reference));
        }
        let text = text_before(block);
        block.push(match usual {
            Some(Usual::Members(member)) => Statement::PrintMember { text, member: *member, reference },
            _ if steps.is_empty() => Statement::PrintVariable { text, slot, reference },
            _ => Statement::PrintCall { text, slot, step: steps.start, reference },
        });
    }

    /// Adds to `block` an `#if` with these branches.
    pub(super) fn push_if(&mut self, branches: Block, region: RegionId, block: &mut Vec<Statement>) {
        let next = self.text_if_next(&branches);
        let whole = Statement::If(branches, region);
        let Some((slot, text)) = next else { return block.push(whole) };
        let before = text_before(block);
        self.program.statements.push(whole);
        let whole = self.program.statements.len() as StatementId - 1;
        block.push(Statement::IfNext { before, slot, text, whole });
    }

    /// The variable and the text of `#if($foreach.hasNext)`, where the branches are that and a text alone.
    fn text_if_next(&self, branches: &Block) -> Option<(Slot, Range<u32>)> {
        let [Statement::Branch { condition: Some(condition), block }] = self.program.block(branches) else {
            return None;
        };
        match (self.program.expressions.get(*condition as usize)?, self.program.block(block)) {
            (Expression::HasNext { slot, .. }, [Statement::Text(text)]) => Some((*slot, text.clone())),
            _ => None,
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
        let member = |reference: ReferenceId| match self.program.references[reference as usize].usual {
            Some(Usual::Members(member)) => Some(member),
            _ => None,
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
                Some(Expression::MemberTest { member: member(*left)?, operator, number, whole })
            }
            Expression::Reference(reference) => {
                let Member { object, step } = member(*reference)?;
                let Object { slot, steps } = self.program.objects.get(object as usize)?;
                let StepKind::Property(name, _) = &self.program.steps.get(step as usize)?.kind else {
                    return None;
                };
                let is_next = self.program.text(name) == "hasNext" && self.names.name(*slot) == "foreach";
                (is_next && steps.is_empty()).then_some(Expression::HasNext { slot: *slot, whole })
            }
            _ => None,
        }
    }
}

/// Takes the text that `block` ends in, which the statement after it prints.
fn text_before(block: &mut Vec<Statement>) -> Range<u32> {
    match block.pop() {
        Some(Statement::Text(text)) => text,
        other => {
            block.extend(other);
            0..0
        }
    }
}
