//! Evaluating while someone watches. What this does besides telling is what is done elsewhere without it.

use std::sync::Arc;

use super::observer::{DeadEnd, Observation, Observer};
use super::{Exit, Interpreter};
use crate::java;
use crate::program::{Block, Program, Reference, Region, Statement, Step, StepKind};
use crate::source::Span;
use crate::value::Value;

/// Who watches a render.
pub(super) struct Watch<'render> {
    pub(super) observer: &'render mut dyn Observer,
    /// Where the last reference led to nothing.
    pub(super) dead_end: Option<End>,
    /// What the last step was called with, or its index.
    pub(super) arguments: Vec<Value>,
}

/// Where a reference led to nothing.
pub(super) enum End {
    Variable,
    Step { program: Arc<Program>, step: usize, receiver: Value, arguments: Vec<Value> },
}

impl Interpreter<'_> {
    /// Tells who watches, if anyone does.
    #[cold]
    pub(super) fn tell(&mut self, observation: &Observation<'_>) {
        if let Some(watch) = &mut self.watch {
            watch.observer.observe(observation);
        }
    }

    /// Tells of the region `index` of `program`.
    #[cold]
    pub(super) fn tell_of<'program>(
        &mut self,
        program: &'program Program,
        index: u32,
        observation: impl FnOnce(&'program Region) -> Observation<'program>,
    ) {
        if let Some(region) = program.regions.get(index as usize) {
            self.tell(&observation(region));
        }
    }

    /// As [`resolve`](Interpreter::resolve).
    #[cold]
    pub(super) fn resolve_watched(
        &mut self,
        program: &Arc<Program>,
        reference: &Reference,
        printed: bool,
    ) -> Result<Value, Exit> {
        let value = self.follow_watched(program, reference, reference.steps.clone())?;
        let dead_end = self.watch.as_mut().and_then(|watch| watch.dead_end.take());
        let value = if value.is_null() { self.nothing(reference) } else { value };
        let dead_end = dead_end.as_ref().map(End::told);
        self.tell(&Observation::Reference {
            span: reference.span,
            text: program.text(&reference.literal),
            value: &value,
            dead_end,
            printed,
        });
        Ok(value)
    }

    /// As [`follow`](Interpreter::follow), noting where it leads to nothing.
    #[cold]
    pub(super) fn follow_watched(
        &mut self,
        program: &Arc<Program>,
        reference: &Reference,
        steps: std::ops::Range<u32>,
    ) -> Result<Value, Exit> {
        self.note(None);
        let Some(slot) = reference.slot else {
            self.note(Some(End::Variable));
            return Ok(Value::Null);
        };
        let mut value = self.variable_or_argument(slot)?;
        if value.is_null() {
            // An argument that leads to nothing has noted where.
            if self.watch.as_ref().is_some_and(|watch| watch.dead_end.is_none()) {
                self.note(Some(End::Variable));
            }
            return Ok(Value::Null);
        }
        for index in steps {
            let index = index as usize;
            let next = self.step(program, &value, &program.steps[index])?;
            // What its arguments noted is theirs.
            self.note(None);
            if next.is_null() {
                let arguments = self.watch.as_mut().map(|watch| std::mem::take(&mut watch.arguments));
                self.note(Some(End::Step {
                    program: program.clone(),
                    step: index,
                    receiver: value,
                    arguments: arguments.unwrap_or_default(),
                }));
                return Ok(Value::Null);
            }
            value = next;
        }
        Ok(value)
    }

    /// Notes what a step is called with.
    #[cold]
    pub(super) fn note_arguments(&mut self, arguments: &[Value]) {
        if let Some(watch) = &mut self.watch {
            watch.arguments = arguments.to_vec();
        }
    }

    fn note(&mut self, dead_end: Option<End>) {
        if let Some(watch) = &mut self.watch {
            watch.dead_end = dead_end;
        }
    }

    /// As [`Statement::If`] is run otherwise; the regions of the branches begin at `region`.
    #[cold]
    pub(super) fn if_watched(
        &mut self,
        program: &Arc<Program>,
        branches: Block,
        mut region: u32,
    ) -> Result<(), Exit> {
        for index in branches {
            let Statement::Branch { condition, block } = &program.statements[index as usize] else {
                continue;
            };
            let held = match condition {
                Some(condition) => {
                    let held = self.truth(program, *condition)?;
                    self.tell_of(program, region, |region| Observation::Condition { region, held });
                    held
                }
                None => {
                    self.tell_of(program, region, |region| Observation::Otherwise { region });
                    true
                }
            };
            if held {
                let result = self.taken(program, block);
                self.tell_of(program, region, |region| Observation::Left { region });
                return result;
            }
            region = region.saturating_add(1);
        }
        self.tell_of(program, region, |region| Observation::Otherwise { region });
        Ok(())
    }

    /// Tells of an assignment to a variable or to what a reference leads to.
    #[cold]
    pub(super) fn tell_of_set(&mut self, program: &Program, statement: &Statement, value: &Value) {
        match statement {
            Statement::SetVariable { slot, span, .. } => {
                let names = self.names.as_ref().unwrap_or(self.base_names);
                let target = ["$", names.name(*slot)].concat();
                self.tell(&Observation::Set { span: *span, target: &target, value });
            }
            Statement::SetPath { target, span, .. } => {
                let target = program.text(&program.references[*target as usize].literal);
                self.tell(&Observation::Set { span: *span, target, value });
            }
            _ => {}
        }
    }
}

impl End {
    fn told(&self) -> DeadEnd<'_> {
        match self {
            End::Variable => DeadEnd::Variable,
            End::Step { program, step, receiver, arguments } => {
                told(program, &program.steps[*step], receiver, arguments)
            }
        }
    }
}

fn told<'a>(
    program: &'a Program,
    step: &'a Step,
    receiver: &'a Value,
    arguments: &'a [Value],
) -> DeadEnd<'a> {
    let span: Span = step.span;
    match &step.kind {
        StepKind::Property(name, _) => DeadEnd::Property { receiver, name: program.text(name), span },
        StepKind::Method { name, .. } => {
            let name = program.text(name);
            DeadEnd::Method { receiver, name, known: java::has_method(receiver, name), arguments, span }
        }
        StepKind::Index(_) => {
            DeadEnd::Index { receiver, index: arguments.first().unwrap_or(&Value::Null), span }
        }
    }
}
