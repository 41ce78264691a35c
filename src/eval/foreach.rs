//! `#foreach`.

use std::rc::Rc;
use std::sync::Arc;
use std::{mem, ptr};

use super::elements::{Elements, Items, Keys, OtherElements, copying_steps, keyed_at_hand};
use super::scope::{self, LoopScope};
use super::{Exit, Interpreter, Observation};
use crate::error::Error;
use crate::program::{Expression, Foreach, LoopBody, Program, Slot};
use crate::source::Span;
use crate::value::{JavaObject, Value};

/// How many loops are noted that the limit ended.
const MOST_NOTED: usize = 100;

impl Interpreter<'_> {
    #[inline(never)]
    pub(super) fn foreach(&mut self, program: &Arc<Program>, foreach: &Foreach) -> Result<(), Exit> {
        let Some(list) = foreach.list else { return Ok(()) };
        if let Some(map) = keyed_at_hand(program, &self.variables, list)
            && let Some(keys) = Keys::of(map)
        {
            let steps = 2 + keys.len() as u64 / 2;
            self.budget.step(steps).map_err(|error| error.at(foreach.span))?;
            return self.run_loop(program, foreach, keys);
        }
        // A range is counted through; the list it stands for would be as long as the template likes.
        if let Expression::Range(first, last, _) = &program.expressions[list as usize] {
            let bounds = self.bounds(program, *first, *last)?;
            self.tell_of_loop(program, foreach, None, bounds.is_some());
            return match bounds {
                Some(bounds) => self.run_loop(program, foreach, OtherElements::Range(bounds)),
                None => Ok(()),
            };
        }
        let list = self.value(program, list).map_err(|exit| exit.at(foreach.span))?;
        if let Value::List(items) = &list {
            self.tell_of_loop(program, foreach, Some(&list), true);
            return self.run_loop(program, foreach, Items::of(items));
        }
        self.budget.step(copying_steps(&list)).map_err(|error| error.at(foreach.span))?;
        if let Value::Object(object) = &list
            && let JavaObject::KeySet(map) = &**object
            && let Some(keys) = Keys::of(map)
        {
            self.tell_of_loop(program, foreach, Some(&list), true);
            return self.run_loop(program, foreach, keys);
        }
        let elements = OtherElements::of(&list);
        self.tell_of_loop(program, foreach, Some(&list), elements.is_some());
        match elements {
            Some(elements) => self.run_loop(program, foreach, elements),
            None => Ok(()),
        }
    }

    #[inline]
    fn tell_of_loop(&mut self, program: &Program, foreach: &Foreach, list: Option<&Value>, iterable: bool) {
        if self.watch.is_some() {
            self.tell_of(program, foreach.region, |region| Observation::Foreach { region, list, iterable });
        }
    }

    /// Runs the loop over `elements` among variables that are put back afterwards.
    #[inline(never)]
    fn run_loop(
        &mut self,
        program: &Arc<Program>,
        foreach: &Foreach,
        mut elements: impl Elements,
    ) -> Result<(), Exit> {
        let slots = self.loop_slots;
        let element = foreach.element.map(|slot| self.saved(slot));
        let count = slots.count.map(|slot| self.saved(slot));
        let has_next = slots.has_next.map(|slot| self.saved(slot));
        let scope = slots.scope.map(|slot| self.enter_scope(slot));
        self.budget.enter()?;
        let mut iterations = 0;
        let result = self.iterate(program, foreach, &mut elements, scope.as_deref(), &mut iterations);
        self.budget.leave();
        self.put_back(element);
        self.put_back(count);
        self.put_back(has_next);
        if let Some((slot, scope)) = slots.scope.zip(scope) {
            self.leave_scope(slot, scope);
        }
        let limited = matches!(result, Ok(true));
        if self.watch.is_some() {
            self.tell_of(program, foreach.region, |region| Observation::ForeachEnd {
                region,
                iterations,
                limited,
            });
        }
        result.map(|_| ())
    }

    /// Counts the iterations in `iterations`; whether the limit ended the loop.
    #[inline]
    fn iterate(
        &mut self,
        program: &Arc<Program>,
        foreach: &Foreach,
        elements: &mut impl Elements,
        scope: Option<&LoopScope>,
        iterations: &mut u32,
    ) -> Result<bool, Exit> {
        let limits = self.budget.limits();
        let mut hides_null = true;
        while elements.has_next() {
            let count = *iterations;
            if count >= limits.loop_iterations {
                if limits.strict_loops {
                    let message = format_args!("a #foreach ran more than {} times", limits.loop_iterations);
                    return Err(Error::limit("loop_iterations", message).at(foreach.span).into());
                }
                self.note_limited(foreach.span);
                return Ok(true);
            }
            *iterations += 1;
            self.budget.step(1)?;
            if let Some(slot) = self.loop_slots.count {
                self.variables.set(slot, Value::Integer(count as i32 + 1));
            }
            let slot = foreach.element;
            let hidden;
            if let Some(variable) = slot.and_then(|slot| self.variables.plain_mut(slot)) {
                elements.next_in(variable).map_err(|error| error.at(foreach.span))?;
                hidden = slot.filter(|_| variable.is_null());
            } else {
                let element = elements.next().map_err(|error| error.at(foreach.span))?;
                if self.watch.is_some() {
                    self.tell_of(program, foreach.region, |region| Observation::Iteration {
                        region,
                        index: count,
                        element: &element,
                    });
                }
                hidden = slot.filter(|_| element.is_null());
                if let Some(slot) = slot {
                    self.variables.set(slot, element);
                }
            }
            let has_next = elements.has_next();
            if let Some(slot) = self.loop_slots.has_next {
                self.variables.set(slot, Value::Boolean(has_next));
            }
            if let Some(scope) = scope {
                scope.index.set(count as i32);
                scope.has_next.set(has_next);
            }
            if let Some(slot) = hidden {
                self.variables.hide(slot, hides_null);
            }
            let result = match &foreach.body {
                LoopBody::Block(block) => self.block(program, block.clone()),
                LoopBody::Print(expression) => self.print_argument(program, *expression),
            };
            if hidden.is_some() {
                hides_null = self.variables.reveal();
            }
            match result {
                Ok(()) => {}
                Err(Exit::Break) => break,
                Err(Exit::BreakScope(wanted)) if scope.is_some_and(|scope| ptr::eq(scope, &*wanted)) => break,
                Err(exit) => return Err(exit),
            }
        }
        Ok(false)
    }

    /// Notes that the limit ended the loop at `span`, once however often it is run.
    #[cold]
    pub(super) fn note_limited(&mut self, span: Span) {
        if self.limited.len() < MOST_NOTED && !self.limited.contains(&span) {
            self.limited.push(span);
        }
    }

    /// The variable `slot`, to be put back.
    #[inline]
    fn saved(&mut self, slot: Slot) -> Saved {
        // Mostly it is none.
        let is_null = matches!(self.variables.plain(slot), Some(Value::Null));
        Saved { slot, before: if is_null { None } else { Some(self.variable(slot)) } }
    }

    #[inline]
    fn put_back(&mut self, saved: Option<Saved>) {
        match saved {
            Some(Saved { slot, before: Some(before) }) => self.variables.put_back(slot, before),
            Some(Saved { slot, before: None }) => self.variables.put_back(slot, Value::Null),
            None => {}
        }
    }

    /// The scope of a loop that begins, in the variable `slot`.
    #[inline]
    fn enter_scope(&mut self, slot: Slot) -> Rc<LoopScope> {
        let scope = self.spare_scope.take().unwrap_or_else(LoopScope::new);
        if let Some(variable) = self.variables.plain_mut(slot) {
            scope.replaces(mem::replace(variable, Value::Host(scope.clone())));
        } else {
            scope.replaces(self.variable(slot));
            self.variables.set(slot, Value::Host(scope.clone()));
        }
        scope
    }

    /// Puts the variable `slot` back to what it was before the loop whose scope is `ended`. Only a scope is: a template that
    /// set `$foreach` to something else keeps that.
    #[inline]
    fn leave_scope(&mut self, slot: Slot, ended: Rc<LoopScope>) {
        match self.variables.plain_mut(slot) {
            // Nobody can ask the scope any more: it is held by the variable and here alone.
            Some(variable) if ended.is(variable) && Rc::strong_count(&ended) == 2 => {
                *variable = ended.take_before();
            }
            Some(variable) => {
                if let Some(before) = scope::before(variable) {
                    *variable = before;
                }
            }
            None => {
                if let Some(before) = scope::before(&self.variable(slot)) {
                    self.variables.put_back(slot, before);
                }
            }
        }
        if LoopScope::is_unused(&ended) {
            self.spare_scope = Some(ended);
        }
    }
}

/// A variable that a loop sets, and what it was before.
struct Saved {
    slot: Slot,
    /// `None` for null.
    before: Option<Value>,
}
