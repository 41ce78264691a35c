//! References: their values, how they print, and assignments to what they lead to.

use std::ops::{Deref, DerefMut, Range};
use std::sync::Arc;

use super::at_hand::place_of;
use super::scope::LoopScope;
use super::variables::Lookup;
use super::{Exit, Interpreter};
use crate::error::Error;
use crate::java;
use crate::limits::{BlockTexts, Budget};
use crate::program::{
    ConstantValue, Expression, ExpressionId, Program, Reference, ReferenceId, Slot, Step, StepId, StepKind,
};
use crate::source::Span;
use crate::value::{Constant, JavaObject, MemberHint, TapeKind, Text, Value};

impl Interpreter<'_> {
    /// The value of a reference: null, or in the gateway's dialect `""`, where there is none.
    #[inline]
    pub(super) fn resolve(&mut self, program: &Arc<Program>, reference: ReferenceId) -> Result<Value, Exit> {
        let reference = &program.references[reference as usize];
        let steps = &program.steps[reference.steps.start as usize..reference.steps.end as usize];
        if let Some(place) = place_of(program, &self.variables, reference) {
            return Ok(if place.kind() == TapeKind::Null { self.nothing(reference) } else { place.value() });
        }
        if self.watch.is_some() {
            return self.resolve_watched(program, reference, false);
        }
        let value = match (reference.slot, steps) {
            (Some(slot), [Step { kind: StepKind::Method { name, resolved, arguments }, span }]) => {
                match self.variables.plain(slot) {
                    // A name that no class of Java has is the host's own.
                    Some(host @ Value::Host(_)) if resolved.is_none() => {
                        let host = host.clone();
                        let answer = self.ask(program, &host, name, arguments, *span);
                        return if matches!(answer, Ok(Value::Null)) {
                            Ok(self.nothing(reference))
                        } else {
                            answer
                        };
                    }
                    _ => match self.got_at_hand(reference, steps)? {
                        Some(value) => value,
                        None => self.follow(program, reference, steps)?,
                    },
                }
            }
            _ => self.follow(program, reference, steps)?,
        };
        Ok(if value.is_null() { self.nothing(reference) } else { value })
    }

    /// What a host's method gives whose name no class of Java has.
    fn ask(
        &mut self,
        program: &Arc<Program>,
        receiver: &Value,
        name: &Range<u32>,
        arguments: &Range<u32>,
        span: Span,
    ) -> Result<Value, Exit> {
        let Value::Host(host) = receiver else { return Ok(Value::Null) };
        let name = program.text(name);
        if let Some(literal) = literal(program, arguments).filter(|_| self.watch.is_none()) {
            let found = self.with_block_texts(|it| host.call_of_literal(name, literal, &mut it.budget));
            if let Some(value) = found.map_err(|exit| exit.at(span))? {
                self.budget.step(1)?;
                return Ok(value);
            }
        }
        let mut arguments = self.arguments(program, arguments.clone())?;
        if !self.blocks.is_empty() && takes_text(receiver) {
            self.render_blocks(&mut arguments)?;
        }
        if self.watch.is_some() {
            self.note_arguments(&arguments);
        }
        let found = self.with_block_texts(|it| host.call(name, &arguments, &mut it.budget));
        Ok(found.map_err(|exit| exit.at(span))?.unwrap_or(Value::Null))
    }

    /// What a reference to nothing evaluates to.
    pub(super) fn nothing(&self, reference: &Reference) -> Value {
        // A bare word has no slot and is a real null, except that `$\!a` is a reference with no name to look up.
        let bare = reference.slot.is_none() && reference.nothing.is_empty();
        if self.dialect.nothing_is_empty_string() && !bare { Value::String(Text::EMPTY) } else { Value::Null }
    }

    /// The value that `steps` lead to; null as soon as one leads to nothing.
    #[inline]
    fn follow(
        &mut self,
        program: &Arc<Program>,
        reference: &Reference,
        steps: &[Step],
    ) -> Result<Value, Exit> {
        let Some(slot) = reference.slot else { return Ok(Value::Null) };
        let mut steps = steps;
        let mut value = match (self.variables.plain(slot), steps.split_first()) {
            // The first property can be read where the variable stands.
            (Some(value), Some((Step { kind: StepKind::Property(name, hint), span }, rest)))
                if !value.is_null() =>
            {
                steps = rest;
                let found = property(program, value, name, hint, &mut self.budget);
                found.map_err(|error| error.at(*span))?.unwrap_or(Value::Null)
            }
            _ => self.variable_or_argument(slot)?,
        };
        for step in steps {
            if value.is_null() {
                return Ok(Value::Null);
            }
            value = self.step(program, &value, step)?;
        }
        Ok(value)
    }

    /// The variable `slot`, without evaluating an argument it stands for: what a loop saves and puts back.
    pub(super) fn variable(&mut self, slot: Slot) -> Value {
        self.variable_or_argument(slot).unwrap_or(Value::Null)
    }

    #[inline]
    pub(super) fn variable_or_argument(&mut self, slot: Slot) -> Result<Value, Exit> {
        match self.variables.plain(slot) {
            Some(value) => Ok(value.clone()),
            None => self.looked_up(slot),
        }
    }

    fn looked_up(&mut self, slot: Slot) -> Result<Value, Exit> {
        let (argument, frames) = match self.variables.lookup(slot) {
            Lookup::Value(value) => return Ok(value),
            Lookup::Argument { argument, frames } => (argument, frames),
        };
        // The argument is evaluated among its caller's variables, so the frames above are set aside.
        self.budget.enter()?;
        let above = self.variables.split(frames);
        let value = match &argument.program.expressions[argument.expression as usize] {
            Expression::Reference(reference) => {
                let reference = &argument.program.references[*reference as usize];
                let steps = reference.steps.clone();
                let value = if self.watch.is_some() {
                    self.follow_watched(&argument.program, reference, steps.clone())
                } else {
                    let steps = &argument.program.steps[steps.start as usize..steps.end as usize];
                    self.follow(&argument.program, reference, steps)
                };
                match value {
                    // With a path it is evaluated, which the gateway's dialect ends in a string; a bare name is only
                    // looked up.
                    Ok(Value::Null) if !steps.is_empty() => Ok(self.nothing(reference)),
                    value => value,
                }
            }
            _ => self.value(&argument.program, argument.expression),
        };
        self.variables.join(above);
        self.budget.leave();
        value
    }

    #[inline]
    pub(super) fn step(&mut self, program: &Arc<Program>, value: &Value, step: &Step) -> Result<Value, Exit> {
        let found = match &step.kind {
            StepKind::Property(name, hint) => property(program, value, name, hint, &mut self.budget),
            StepKind::Method { name, resolved: None, arguments } if matches!(value, Value::Host(_)) => {
                return self.ask(program, value, name, arguments, step.span);
            }
            StepKind::Method { name, resolved, arguments } => {
                let name = program.text(name);
                let mut arguments = self.arguments(program, arguments.clone())?;
                if !self.blocks.is_empty() && takes_text(value) {
                    self.render_blocks(&mut arguments)?;
                }
                if self.watch.is_some() {
                    self.note_arguments(&arguments);
                }
                if block_index(value).is_some() && name == "toString" && arguments.is_empty() {
                    return Ok(self.text_of(value)?.map_or(Value::Null, Value::String));
                }
                // A name that no class of Java has is no method.
                let Some(method) = *resolved else { return Ok(Value::Null) };
                let found = self.with_block_texts(|it| java::call(value, method, &arguments, &mut it.budget));
                return Ok(found.map_err(|exit| exit.at(step.span))?.unwrap_or(Value::Null));
            }
            StepKind::Index(index) => {
                let index = self.value(program, *index)?;
                if self.watch.is_some() {
                    self.note_arguments(std::slice::from_ref(&index));
                }
                match value {
                    Value::Host(host) => host.call("get", &[index], &mut self.budget),
                    value => java::index(value, &index, &mut self.budget),
                }
            }
        };
        match found {
            Ok(value) => Ok(value.unwrap_or(Value::Null)),
            Err(error) => Err(error.at(step.span).into()),
        }
    }

    fn arguments(
        &mut self,
        program: &Arc<Program>,
        arguments: std::ops::Range<u32>,
    ) -> Result<Arguments, Exit> {
        self.budget.step(1)?;
        if arguments.len() == 1 {
            return Ok(Arguments::One([self.value(program, arguments.start)?]));
        }
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.value(program, argument)?);
        }
        Ok(Arguments::Many(values))
    }

    /// Replaces blocks by their text, which only the evaluator can tell, before a host asks for it.
    fn render_blocks(&mut self, arguments: &mut [Value]) -> Result<(), Exit> {
        for argument in arguments {
            if block_index(argument).is_some() {
                *argument = self.text_of(argument)?.map_or(Value::Null, Value::String);
            }
        }
        Ok(())
    }

    /// Prints a reference where it stands in the text.
    pub(super) fn print_reference(&mut self, program: &Arc<Program>, index: ReferenceId) -> Result<(), Exit> {
        let reference = &program.references[index as usize];
        let start = self.output.len();
        self.output.push_str(program.text(&reference.before));
        if !reference.escaped {
            // Only a variable's own method: a longer path would be evaluated twice when the host declines.
            let printed = match reference.slot {
                Some(slot) if reference.steps.len() == 1 => {
                    self.print_call(program, slot, reference.steps.start, index)?
                }
                _ => false,
            };
            if printed {
                return Ok(());
            }
        }
        // What stands before the value is printed only once there is one.
        let value = match self.watch {
            None => self.resolve(program, index),
            Some(_) => self.resolve_watched(program, reference, !reference.escaped),
        };
        let value = value.inspect_err(|_| self.output.truncate(start))?;
        if reference.escaped {
            if value.is_null() {
                self.output.push('\\');
            }
            self.print_own_text(program, reference);
        } else if block_index(&value).is_some() {
            // A block prints itself, and what stands before a value is lost.
            self.output.truncate(start);
            if !self.print_value(&value)? {
                self.output.push_str(program.text(&reference.before));
                self.print_nothing(program, reference, start);
            }
        } else if value.is_null() || !self.print_value(&value).inspect_err(|_| self.output.truncate(start))? {
            self.print_nothing(program, reference, start);
        }
        Ok(())
    }

    /// Prints the text of a reference without a value, after what stands before it, which begins at `start`.
    fn print_nothing(&mut self, program: &Program, reference: &Reference, start: usize) {
        // Velocity writes the escapes twice here.
        let before = program.text(&reference.before);
        let escapes = before.len() - before.trim_start_matches('\\').len();
        self.output.insert_str(start, before.get(..escapes).unwrap_or_default());
        self.print_own_text(program, reference);
    }

    /// Prints what a reference prints for null: itself, or as a macro's parameter the argument it stands for.
    fn print_own_text(&mut self, program: &Program, reference: &Reference) {
        let argument = reference
            .slot
            .filter(|slot| {
                let names = self.names.as_ref().unwrap_or(self.base_names);
                program.text(&reference.nothing).strip_prefix('$') == Some(names.name(*slot))
            })
            .and_then(|slot| self.variables.argument(slot));
        let written = argument.and_then(|argument| {
            let program = &argument.program;
            match program.expressions.get(argument.expression as usize)? {
                Expression::Reference(written) => {
                    Some(program.text(&program.references.get(*written as usize)?.literal))
                }
                _ => program.written(argument.expression),
            }
        });
        match written {
            Some(written) => self.output.push_str(written),
            None => self.output.push_str(program.text(&reference.nothing)),
        }
    }

    /// Lets a host print what the method of its reference gives; `false` where the reference must be evaluated.
    #[inline]
    pub(super) fn print_call(
        &mut self,
        program: &Arc<Program>,
        slot: Slot,
        step: StepId,
        reference: ReferenceId,
    ) -> Result<bool, Exit> {
        let Some(Value::Host(host)) = self.variables.plain(slot) else { return Ok(false) };
        let step = &program.steps[step as usize];
        let StepKind::Method { name, arguments, .. } = &step.kind else { return Ok(false) };
        let name = program.text(name);
        if !host.prints_calls(name) {
            return Ok(false);
        }
        let host = host.clone();
        let mut arguments = self.arguments(program, arguments.clone())?;
        if !self.blocks.is_empty() {
            self.render_blocks(&mut arguments)?;
        }
        let start = self.output.len();
        let printed = self.with_block_texts(|it| {
            it.output.truncate(start);
            host.print_call(name, &arguments, &mut it.output, &mut it.budget)
        });
        if !printed.map_err(|exit| exit.at(step.span))? {
            let value = self.with_block_texts(|it| host.call(name, &arguments, &mut it.budget));
            let value = value.map_err(|exit| exit.at(step.span))?;
            let reference = &program.references[reference as usize];
            let value = value.filter(|value| !value.is_null()).unwrap_or_else(|| self.nothing(reference));
            if value.is_null() {
                self.print_own_text(program, reference);
            } else {
                self.print_value(&value)?;
            }
        }
        Ok(true)
    }

    /// Prints a value; `false` for a block that is rendering too often already, which has no text.
    #[inline]
    fn print_value(&mut self, value: &Value) -> Result<bool, Exit> {
        if let Value::Object(_) = value
            && let Some(index) = block_index(value)
        {
            return self.render_block(index);
        }
        let start = self.output.len();
        self.with_block_texts(|it| {
            let printed = value.write(&mut it.output, &mut it.budget);
            printed.inspect_err(|_| it.output.truncate(start))
        })?;
        Ok(true)
    }

    /// What `attempt` gives, with the texts of the blocks that it asks for.
    #[inline]
    pub(super) fn with_block_texts<T>(
        &mut self,
        mut attempt: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Exit> {
        match attempt(self) {
            Err(_) if self.budget.wants_block() => self.again(attempt),
            result => Ok(result?),
        }
    }

    /// Attempts again what ended for want of texts of blocks, as often as it asks for more.
    #[cold]
    fn again<T>(&mut self, mut attempt: impl FnMut(&mut Self) -> Result<T, Error>) -> Result<T, Exit> {
        loop {
            let (wanted, mut texts) = self.budget.take_block_texts();
            for index in wanted {
                let (rendered, text) = self.captured(|it| it.render_block(index))?;
                texts.know(rendered.then_some(text));
            }
            self.budget.set_block_texts(texts);
            let result = attempt(self);
            if !self.budget.wants_block() {
                self.budget.set_block_texts(BlockTexts::default());
                return Ok(result?);
            }
        }
    }

    /// Prints the fourth argument of a `#foreach`: a reference prints, anything else does not.
    pub(super) fn print_argument(
        &mut self,
        program: &Arc<Program>,
        expression: ExpressionId,
    ) -> Result<(), Exit> {
        match &program.expressions[expression as usize] {
            Expression::Reference(reference) => {
                self.print_reference(program, *reference)?;
                Ok(self.budget.output(self.output.len())?)
            }
            _ => Ok(()),
        }
    }

    /// Whether `value` has a text, which a block that is rendering too often already has not. Blocks in it are rendered for
    /// it: what that does can be seen.
    pub(super) fn has_text(&mut self, value: &Value) -> Result<bool, Exit> {
        Ok(self.blocks.is_empty() || self.text_of(value)?.is_some())
    }

    /// A value's `toString()`; none for a block that is rendering too often already.
    pub(super) fn text_of(&mut self, value: &Value) -> Result<Option<Text>, Exit> {
        if let Some(index) = block_index(value) {
            let (rendered, text) = self.captured(|interpreter| interpreter.render_block(index))?;
            return Ok(rendered.then_some(text));
        }
        self.with_block_texts(|it| value.to_text(&mut it.budget)).map(Some)
    }

    /// A value's `toString()` where Velocity needs one.
    pub(super) fn needed_text_of(&mut self, value: &Value) -> Result<Text, Exit> {
        let no_text = || Error::thrown("java.lang.NullPointerException", "toString() is null").into();
        self.text_of(value)?.ok_or_else(no_text)
    }

    /// `#set` of a property or element; passed over where the path leads to nothing that can be set.
    pub(super) fn assign(
        &mut self,
        program: &Arc<Program>,
        target: ReferenceId,
        value: Value,
    ) -> Result<(), Exit> {
        let reference = &program.references[target as usize];
        let steps = &program.steps[reference.steps.start as usize..reference.steps.end as usize];
        let Some((last, before)) = steps.split_last() else { return Ok(()) };
        let receiver = self.follow(program, reference, before)?;
        if receiver.is_null() {
            return Ok(());
        }
        let set = match &last.kind {
            StepKind::Property(name, _) | StepKind::Method { name, .. } => match &receiver {
                Value::Host(host) => host.set_property(program.text(name), &value, &mut self.budget),
                receiver => java::set_property(receiver, program.text(name), value, &mut self.budget),
            },
            StepKind::Index(index) => {
                let index = self.value(program, *index)?;
                match &receiver {
                    Value::Host(host) => {
                        host.call("put", &[index, value], &mut self.budget).map(|set| set.is_some())
                    }
                    receiver => java::set_index(receiver, &index, value, &mut self.budget),
                }
            }
        };
        set.map(|_| ()).map_err(|error| error.at(last.span).into())
    }
}

/// The property `name` of a value that is not null.
#[inline]
fn property(
    program: &Program,
    value: &Value,
    piece: &Range<u32>,
    hint: &MemberHint,
    budget: &mut Budget<'_>,
) -> Result<Option<Value>, Error> {
    let name = program.text(piece);
    match value {
        // `class` is a property of every object; any other name is looked up in the map alone.
        Value::Map(map) if name != "class" && name != "Class" => {
            budget.step(map.look_up_steps())?;
            let node = map.node();
            match node.and_then(|node| node.place().searched(hint, &program.text, piece)) {
                Some(place) => Ok(Some(place.value())),
                None => Ok(map.get_str(name)),
            }
        }
        value => java::property(value, name, budget),
    }
}

/// The arguments of a call. Most calls have one, for which a list would cost more than the call.
enum Arguments {
    One([Value; 1]),
    Many(Vec<Value>),
}

impl Deref for Arguments {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        match self {
            Arguments::One(value) => value,
            Arguments::Many(values) => values,
        }
    }
}

impl DerefMut for Arguments {
    fn deref_mut(&mut self) -> &mut [Value] {
        match self {
            Arguments::One(value) => value,
            Arguments::Many(values) => values,
        }
    }
}

/// The only argument, where it is a string literal.
#[inline]
fn literal<'program>(program: &'program Program, arguments: &Range<u32>) -> Option<&'program Constant> {
    if arguments.len() != 1 {
        return None;
    }
    match program.expressions.get(arguments.start as usize)? {
        Expression::Constant(ConstantValue::Text(text)) => Some(text),
        _ => None,
    }
}

/// Whether the methods of `value` are given the texts of blocks: those of hosts are, but not those of a loop's scope.
fn takes_text(value: &Value) -> bool {
    matches!(value, Value::Host(_)) && LoopScope::of(value).is_none()
}

/// The block that `value` is.
fn block_index(value: &Value) -> Option<usize> {
    match value {
        Value::Object(object) => match **object {
            JavaObject::Block(index) => Some(index),
            _ => None,
        },
        _ => None,
    }
}
