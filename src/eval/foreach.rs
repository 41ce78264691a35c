//! `#foreach`.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::expression::Bounds;
use super::scope::{self, LoopScope};
use super::variables::Variables;
use super::{Exit, Interpreter, Observation};
use crate::error::Error;
use crate::program::{Expression, ExpressionId, Foreach, LoopBody, Program, Slot, Step, StepKind};
use crate::source::Span;
use crate::value::{Iteration, JavaObject, List, Map, Node, Value};

/// How many loops are noted that the limit ended.
const MOST_NOTED: usize = 100;

impl Interpreter<'_> {
    pub(super) fn foreach(&mut self, program: &Arc<Program>, foreach: &Foreach) -> Result<(), Exit> {
        let Some(list) = foreach.list else { return Ok(()) };
        let elements = self.elements(program, foreach, list)?;
        let Some(mut elements) = elements else { return Ok(()) };
        let slots = self.loop_slots;
        let mut run = Loop {
            element: foreach.element.map(|slot| (slot, self.variable(slot))),
            count: slots.count.map(|slot| (slot, self.variable(slot))),
            has_next: slots.has_next.map(|slot| (slot, self.variable(slot))),
            scope: None,
        };
        if let Some(slot) = slots.scope {
            let scope = LoopScope::new(self.variable(slot));
            self.variables.set(slot, Value::Host(scope.clone()));
            run.scope = Some((slot, scope));
        }
        self.budget.enter()?;
        let mut iterations = 0;
        let result = self.iterate(program, foreach, &mut elements, &run, &mut iterations);
        self.budget.leave();
        self.restore(run);
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

    /// What the loop runs over; `None` where Velocity does not iterate over it.
    fn elements(
        &mut self,
        program: &Arc<Program>,
        foreach: &Foreach,
        list: ExpressionId,
    ) -> Result<Option<Elements>, Exit> {
        if let Some(map) = keyed_at_hand(program, &self.variables, list) {
            self.budget.step(2 + map.len() as u64 / 2).map_err(|error| error.at(foreach.span))?;
            return Ok(Some(Elements::keys(map)));
        }
        // A range is counted through; the list it stands for would be as long as the template likes.
        if let Expression::Range(first, last, _) = &program.expressions[list as usize] {
            let bounds = self.bounds(program, *first, *last)?;
            if self.watch.is_some() {
                let (list, iterable) = (None, bounds.is_some());
                self.tell_of(program, foreach.region, |region| Observation::Foreach {
                    region,
                    list,
                    iterable,
                });
            }
            return Ok(bounds.map(Elements::Range));
        }
        let list = self.value(program, list).map_err(|exit| exit.at(foreach.span))?;
        self.budget.step(copying_steps(&list)).map_err(|error| error.at(foreach.span))?;
        let elements = Elements::of(&list);
        if self.watch.is_some() {
            let (list, iterable) = (Some(&list), elements.is_some());
            self.tell_of(program, foreach.region, |region| Observation::Foreach { region, list, iterable });
        }
        Ok(elements)
    }

    /// Counts the iterations in `iterations`; whether the limit ended the loop.
    fn iterate(
        &mut self,
        program: &Arc<Program>,
        foreach: &Foreach,
        elements: &mut Elements,
        run: &Loop,
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
            if let Some((slot, _)) = &run.count {
                self.variables.set(*slot, Value::Integer(count as i32 + 1));
            }
            let slot = run.element.as_ref().map(|(slot, _)| *slot);
            let variable = slot.and_then(|slot| self.variables.plain_mut(slot));
            let mut hidden = None;
            if !variable.is_some_and(|variable| elements.advance(variable)) {
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
            if let Some((slot, _)) = &run.has_next {
                self.variables.set(*slot, Value::Boolean(has_next));
            }
            if let Some((_, scope)) = &run.scope {
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
                Err(Exit::BreakScope(wanted))
                    if run.scope.as_ref().is_some_and(|(_, scope)| Rc::ptr_eq(scope, &wanted)) =>
                {
                    break;
                }
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

    /// Puts the variables of the loop back to what they were before it.
    fn restore(&mut self, run: Loop) {
        let Loop { element, count, has_next, scope } = run;
        self.put_back(element);
        self.put_back(count);
        self.put_back(has_next);
        if let Some((slot, _)) = scope {
            let before = match self.variables.plain(slot) {
                Some(current) => scope::before(current),
                None => scope::before(&self.variable(slot)),
            };
            // Only a scope is put back: a template that set `$foreach` to something else keeps that.
            self.put_back(before.map(|before| (slot, before)));
        }
    }

    #[inline]
    fn put_back(&mut self, saved: Option<(Slot, Value)>) {
        if let Some((slot, before)) = saved {
            self.variables.put_back(slot, before);
        }
    }
}

/// The map of `$map.keySet()`, a variable: to run through its keys takes no view of them.
#[inline]
fn keyed_at_hand<'variables>(
    program: &Program,
    variables: &'variables Variables,
    list: ExpressionId,
) -> Option<&'variables Map> {
    let Expression::Reference(reference) = program.expressions.get(list as usize)? else { return None };
    let reference = program.references.get(*reference as usize)?;
    let steps = program.steps.get(reference.steps.start as usize..reference.steps.end as usize)?;
    let [Step { kind: StepKind::Method { name, arguments, .. }, .. }] = steps else { return None };
    if !arguments.is_empty() || program.text(name) != "keySet" {
        return None;
    }
    match variables.plain(reference.slot?)? {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

/// The variables a loop sets, each with what it was before.
struct Loop {
    element: Option<(Slot, Value)>,
    count: Option<(Slot, Value)>,
    has_next: Option<(Slot, Value)>,
    scope: Option<(Slot, Rc<LoopScope>)>,
}

/// What a loop runs over, as Velocity's introspector finds its iterator.
enum Elements {
    /// An array of a JSON document that nothing has changed yet.
    Document {
        list: List,
        /// Where the next element stands in the document.
        next: u32,
        index: usize,
    },
    List {
        list: List,
        index: usize,
        changes: u32,
    },
    Fixed(std::vec::IntoIter<Value>),
    Range(Bounds),
    /// The keys of an object of a document that nothing had changed, in the order they stand there.
    Keys {
        map: Map,
        object: Node,
        places: Range<usize>,
    },
    Iterator(Box<Iteration>),
    /// An iterator that the template holds, and may hold on to.
    Shared(Rc<JavaObject>),
}

/// What it takes to copy the entries of a map or the elements of an array, which the loop then runs over.
fn copying_steps(value: &Value) -> u64 {
    let length = match value {
        Value::Map(map) => map.len(),
        Value::Object(object) => match &**object {
            JavaObject::KeySet(map) | JavaObject::Values(map) | JavaObject::EntrySet(map) => map.len(),
            JavaObject::Array { items, .. } => items.borrow().len(),
            _ => 0,
        },
        _ => 0,
    };
    length as u64 / 2
}

impl Elements {
    /// `None` for a value that Velocity does not iterate over, which the loop passes over.
    fn of(value: &Value) -> Option<Elements> {
        match value {
            Value::List(list) => match list.node() {
                Some(node) => {
                    Some(Elements::Document { list: list.clone(), next: node.first_child(), index: 0 })
                }
                None => Some(Elements::List { list: list.clone(), index: 0, changes: list.changes() }),
            },
            Value::Map(map) => Some(Elements::Iterator(Box::new(Iteration::values(map)))),
            Value::Object(object) => match &**object {
                JavaObject::KeySet(map) => Some(Elements::keys(map)),
                JavaObject::Values(map) => Some(Elements::Iterator(Box::new(Iteration::values(map)))),
                JavaObject::EntrySet(map) => Some(Elements::Iterator(Box::new(Iteration::entries(map)))),
                JavaObject::Array { items, .. } => Some(Elements::Fixed(items.borrow().clone().into_iter())),
                JavaObject::Iterator(_) => Some(Elements::Shared(object.clone())),
                JavaObject::Entry { .. }
                | JavaObject::Optional { .. }
                | JavaObject::Stream(_)
                | JavaObject::Class(_)
                | JavaObject::Block(_) => None,
            },
            _ => None,
        }
    }

    fn keys(map: &Map) -> Elements {
        match map.written_in_order() {
            Some(object) => {
                Elements::Keys { map: map.clone(), object: object.clone(), places: 0..object.count() }
            }
            None => Elements::Iterator(Box::new(Iteration::keys(map))),
        }
    }

    fn iteration(&self) -> Option<&Iteration> {
        match self {
            Elements::Iterator(iteration) => Some(iteration),
            Elements::Shared(object) => match &**object {
                JavaObject::Iterator(iteration) => Some(iteration),
                _ => None,
            },
            _ => None,
        }
    }

    #[inline]
    fn has_next(&self) -> bool {
        match self {
            Elements::Document { list, next, index } => match list.node() {
                Some(array) => array.has_child(*next),
                None => *index != list.len(),
            },
            Elements::Keys { places, .. } => !places.is_empty(),
            elements => elements.has_another(),
        }
    }

    #[inline(never)]
    fn has_another(&self) -> bool {
        match self {
            Elements::Document { .. } | Elements::Keys { .. } => false,
            Elements::List { list, index, .. } => *index != list.len(),
            Elements::Fixed(items) => items.len() > 0,
            Elements::Range(bounds) => bounds.length > 0,
            Elements::Iterator(_) | Elements::Shared(_) => self.iteration().is_some_and(Iteration::has_next),
        }
    }

    /// Moves the variable of the loop, where it is the object or key of a document that was before, on to the next, as
    /// [`next`](Elements::next) would give it; `false`, with nothing done, where it must be given.
    #[inline]
    fn advance(&mut self, variable: &mut Value) -> bool {
        match (self, variable) {
            (Elements::Document { list, next, index }, Value::Map(variable)) => {
                let Some(array) = list.node() else { return false };
                let moved = variable.move_to(array, *next);
                if moved {
                    *index += 1;
                    *next = array.child_after(*next);
                }
                moved
            }
            (Elements::Keys { map, object, places }, Value::String(variable)) => {
                let moved = map.changes() == 0 && variable.move_to_key(object, places.start);
                if moved {
                    places.next();
                }
                moved
            }
            _ => false,
        }
    }

    /// The next element, which [`has_next`](Elements::has_next) said there is.
    fn next(&mut self) -> Result<Value, Error> {
        match self {
            Elements::Document { list, next, index } => {
                let Some(array) = list.node() else {
                    *self = Elements::List { list: list.clone(), index: *index, changes: 0 };
                    return self.next();
                };
                *index += 1;
                let element = array.child(*next);
                *next = array.child_after(*next);
                Ok(element.value())
            }
            Elements::List { list, index, changes } => {
                if list.changes() != *changes {
                    return Err(changed());
                }
                *index += 1;
                Ok(list.get(*index - 1).unwrap_or(Value::Null))
            }
            Elements::Fixed(items) => Ok(items.next().unwrap_or(Value::Null)),
            Elements::Range(bounds) => Ok(bounds.next().map_or(Value::Null, Value::Integer)),
            // An object of a document has seen no changes.
            Elements::Keys { map, .. } if map.changes() != 0 => Err(changed()),
            Elements::Keys { object, places, .. } => {
                Ok(places.next().and_then(|place| object.key(place)).unwrap_or(Value::Null))
            }
            Elements::Iterator(_) | Elements::Shared(_) => {
                let Some(iteration) = self.iteration() else { return Ok(Value::Null) };
                if iteration.is_stale() {
                    return Err(changed());
                }
                Ok(iteration.next().unwrap_or(Value::Null))
            }
        }
    }
}

#[cold]
fn changed() -> Error {
    Error::thrown(
        "java.util.ConcurrentModificationException",
        "the collection was added to or removed from while #foreach ran over it; collect the changes and make them after the loop",
    )
}
