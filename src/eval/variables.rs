//! The variables of a render: a table of slots, and above it the frames of macros being called.

use std::collections::HashMap;
use std::sync::Arc;

use super::Environment;
use crate::program::{ExpressionId, Names, Program, Slot};
use crate::value::Value;

pub(super) struct Variables {
    /// All variables, by slot, where each is what its slot holds: no macro is being called, nothing is hidden and nobody
    /// watches. Elsewhere empty, so that one look tells both.
    plain: Vec<Value>,
    /// All variables where `plain` is empty.
    covered: Vec<Value>,
    frames: Vec<Frame>,
    /// The variables of loops whose element is null: Velocity reads null from them, whatever is set meanwhile, until
    /// an inner loop over the same variable takes it away.
    hidden: Vec<(Slot, bool)>,
}

/// The variables of a macro being called. Its parameters are the arguments' expressions, evaluated at each use among
/// the variables of the caller; what is set in a macro is set in it and in all its callers.
#[derive(Default)]
pub(super) struct Frame {
    pub locals: HashMap<Slot, Value>,
    pub arguments: HashMap<Slot, Argument>,
}

/// An argument of a macro's call.
#[derive(Clone)]
pub(super) struct Argument {
    pub program: Arc<Program>,
    pub expression: ExpressionId,
}

/// What a name stands for at the moment.
pub(super) enum Lookup {
    Value(Value),
    /// An argument, to be evaluated with only the first `frames` frames.
    Argument {
        argument: Argument,
        frames: usize,
    },
}

impl Variables {
    /// The variables `names`; with `watched` none of them is [`plain`](Variables::plain), so that whatever uses them goes
    /// the long way, where it is told.
    pub(super) fn new(names: &Names, environment: &mut dyn Environment, watched: bool) -> Variables {
        let plain = names.iter().map(|name| environment.variable(name).unwrap_or(Value::Null)).collect();
        // No variable has this slot.
        let hidden = if watched { vec![(Slot(u32::MAX), false)] } else { Vec::new() };
        let mut variables = Variables { plain, covered: Vec::new(), frames: Vec::new(), hidden };
        variables.arrange();
        variables
    }

    /// Moves the variables to where they are to stand.
    fn arrange(&mut self) {
        let is_plain = self.frames.is_empty() && self.hidden.is_empty();
        if is_plain == self.plain.is_empty() {
            std::mem::swap(&mut self.plain, &mut self.covered);
        }
    }

    fn slots(&self) -> &[Value] {
        if self.plain.is_empty() { &self.covered } else { &self.plain }
    }

    fn slots_mut(&mut self) -> &mut Vec<Value> {
        if self.plain.is_empty() { &mut self.covered } else { &mut self.plain }
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.slots().len()
    }

    /// Makes room for names that were added.
    pub(super) fn grow(&mut self, names: &Names, environment: &mut dyn Environment) {
        let known = self.len();
        let added = names.iter().skip(known).map(|name| environment.variable(name).unwrap_or(Value::Null));
        self.slots_mut().extend(added);
        self.arrange();
    }

    /// The variable `slot` where no macro is being called, nothing is hidden and nobody watches.
    #[inline]
    pub(super) fn plain(&self, slot: Slot) -> Option<&Value> {
        self.plain.get(slot.0 as usize)
    }

    /// The same, to be changed.
    #[inline]
    pub(super) fn plain_mut(&mut self, slot: Slot) -> Option<&mut Value> {
        self.plain.get_mut(slot.0 as usize)
    }

    pub(super) fn lookup(&self, slot: Slot) -> Lookup {
        if self.hidden.iter().any(|(hidden, active)| *active && *hidden == slot) {
            return Lookup::Value(Value::Null);
        }
        for (depth, frame) in self.frames.iter().enumerate().rev() {
            if let Some(value) = frame.locals.get(&slot).filter(|value| !value.is_null()) {
                return Lookup::Value(value.clone());
            }
            if let Some(argument) = frame.arguments.get(&slot) {
                return Lookup::Argument { argument: argument.clone(), frames: depth };
            }
        }
        Lookup::Value(self.slots().get(slot.0 as usize).cloned().unwrap_or(Value::Null))
    }

    /// The argument that the innermost macro's parameter `slot` stands for, if it was not set.
    pub(super) fn argument(&self, slot: Slot) -> Option<&Argument> {
        self.frames.iter().rev().find_map(|frame| frame.arguments.get(&slot))
    }

    #[inline]
    pub(super) fn set(&mut self, slot: Slot, value: Value) {
        match self.plain.get_mut(slot.0 as usize) {
            Some(variable) => *variable = value,
            None => self.set_everywhere(slot, value),
        }
    }

    #[inline(never)]
    fn set_everywhere(&mut self, slot: Slot, value: Value) {
        for frame in &mut self.frames {
            frame.locals.insert(slot, value.clone());
        }
        if let Some(variable) = self.covered.get_mut(slot.0 as usize) {
            *variable = value;
        }
    }

    /// Sets the variable to what it was before a loop, null where it was none.
    #[inline]
    pub(super) fn put_back(&mut self, slot: Slot, before: Value) {
        match self.plain.get_mut(slot.0 as usize) {
            Some(variable) => *variable = before,
            None => self.put_back_everywhere(slot, before),
        }
    }

    #[inline(never)]
    fn put_back_everywhere(&mut self, slot: Slot, before: Value) {
        if before.is_null() {
            self.remove(slot);
        } else {
            self.set_everywhere(slot, before);
        }
    }

    /// Removes the variable, and in macros the parameter of its name.
    fn remove(&mut self, slot: Slot) {
        for (_, active) in self.hidden.iter_mut().filter(|(hidden, _)| *hidden == slot) {
            *active = false;
        }
        for frame in &mut self.frames {
            frame.locals.remove(&slot);
            frame.arguments.remove(&slot);
        }
        if let Some(variable) = self.covered.get_mut(slot.0 as usize) {
            *variable = Value::Null;
        }
    }

    /// Hides the variable of a loop whose element is null; `active` is what [`reveal`](Variables::reveal) gave for the
    /// null before it in the same loop.
    pub(super) fn hide(&mut self, slot: Slot, active: bool) {
        self.hidden.push((slot, active));
        self.arrange();
    }

    /// Ends the last [`hide`](Variables::hide); whether it still holds.
    pub(super) fn reveal(&mut self) -> bool {
        let revealed = self.hidden.pop();
        self.arrange();
        revealed.is_some_and(|(_, active)| active)
    }

    pub(super) fn push(&mut self, frame: Frame) {
        self.frames.push(frame);
        self.arrange();
    }

    pub(super) fn pop(&mut self) {
        self.frames.pop();
        self.arrange();
    }

    /// Takes the frames above the first `frames` away for a while.
    pub(super) fn split(&mut self, frames: usize) -> Vec<Frame> {
        let above = self.frames.split_off(frames);
        self.arrange();
        above
    }

    /// Puts frames back that [`split`](Variables::split) took away.
    pub(super) fn join(&mut self, frames: Vec<Frame>) {
        self.frames.extend(frames);
        self.arrange();
    }
}
