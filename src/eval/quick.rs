//! Statements that print what is at hand: constant text, variables, members of documents, what a host makes of a text, and
//! branches between texts. They set no variable, so what one of them has looked up serves the next, and most templates are
//! made of them.

use super::at_hand::Reading;
use super::scope::has_next;
use super::{Exit, Interpreter};
use crate::limits::Budget;
use crate::output::Output;
use crate::program::{Block, Program, Slot, Statement, StepId, StepKind};
use crate::value::Value;

impl Interpreter<'_> {
    /// Runs the first of `statements`, up to the one for which something must be evaluated; how many those were. Whoever
    /// calls checks the length of the output.
    pub(super) fn quick(&mut self, program: &Program, statements: &[Statement]) -> Result<usize, Exit> {
        let Interpreter { variables, output, budget, .. } = self;
        let mut run = Run { program, reading: Reading::new(program, variables), output, budget };
        for (index, statement) in statements.iter().enumerate() {
            if !run.statement(statement)? {
                return Ok(index);
            }
        }
        Ok(statements.len())
    }
}

struct Run<'run, 'limits> {
    program: &'run Program,
    reading: Reading<'run>,
    output: &'run mut Output,
    budget: &'run mut Budget<'limits>,
}

impl Run<'_, '_> {
    /// Runs a statement; `false`, with nothing done, where something must be evaluated.
    #[inline(always)]
    fn statement(&mut self, statement: &Statement) -> Result<bool, Exit> {
        let start = self.output.len();
        let printed = match statement {
            Statement::Text(text) => {
                self.program.print(text, self.output);
                return Ok(true);
            }
            Statement::PrintMember { text, member, .. } => {
                return Ok(self.reading.print(text, *member, self.output));
            }
            Statement::PrintVariable { text, slot, .. } => {
                self.program.print(text, self.output);
                self.variable(*slot)
            }
            Statement::PrintCall { text, slot, step, .. } => {
                self.program.print(text, self.output);
                self.call(*slot, *step)?
            }
            Statement::IfNext { before, slot, text, .. } => {
                let Some(next) = self.reading.variable(*slot).and_then(has_next) else { return Ok(false) };
                if next {
                    self.budget.step(1)?;
                    self.program.print_both(before, text, self.output);
                } else {
                    self.program.print(before, self.output);
                }
                return Ok(true);
            }
            Statement::If(branches, _) => return self.branches(branches),
            _ => return Ok(false),
        };
        if !printed {
            self.output.truncate(start);
        }
        Ok(printed)
    }

    #[inline]
    fn variable(&mut self, slot: Slot) -> bool {
        match self.reading.variable(slot) {
            Some(Value::String(text)) => text.print(self.output),
            Some(Value::Integer(number)) => {
                self.output.push_integer(i64::from(*number));
                true
            }
            _ => false,
        }
    }

    /// Lets a host print what its method makes of a text.
    #[inline]
    fn call(&mut self, slot: Slot, step: StepId) -> Result<bool, Exit> {
        let Some(Value::Host(host)) = self.reading.variable(slot) else { return Ok(false) };
        let Some(step) = self.program.steps.get(step as usize) else { return Ok(false) };
        let StepKind::Method { name, arguments, .. } = &step.kind else { return Ok(false) };
        if arguments.len() != 1 {
            return Ok(false);
        }
        let Some(text) = self.reading.text(arguments.start) else { return Ok(false) };
        let name = self.program.text(name);
        let printed = host.print_call_of_text(name, text, self.output, self.budget);
        let printed = printed.map_err(|error| error.at(step.span))?;
        if printed {
            self.budget.step(1)?;
        }
        Ok(printed)
    }

    /// Runs the branch whose condition holds, where the conditions are at hand and the branch is one text.
    #[inline]
    fn branches(&mut self, branches: &Block) -> Result<bool, Exit> {
        let program = self.program;
        for branch in program.block(branches) {
            let Statement::Branch { condition, block } = branch else { continue };
            let holds = match condition {
                Some(condition) => self.reading.truth(*condition, self.budget)?,
                None => Some(true),
            };
            match (holds, program.block(block)) {
                (None, _) => return Ok(false),
                (Some(false), _) => {}
                (Some(true), [Statement::Text(piece)]) => {
                    self.budget.step(1)?;
                    program.print(piece, self.output);
                    return Ok(true);
                }
                (Some(true), _) => return Ok(false),
            }
        }
        Ok(true)
    }
}
