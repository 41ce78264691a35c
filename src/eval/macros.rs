//! Macros: their definitions and calls.

use std::rc::Rc;
use std::sync::Arc;

use super::variables::{Argument, Frame};
use super::{Exit, Interpreter, Observation};
use crate::error::Error;
use crate::program::{Block, Call, Expression, Program, RegionId, Slot};

/// How deep macros may call macros: Velocity's `velocimacro.max.depth`.
const DEEPEST: u32 = 20;

/// A macro that can be called.
pub(super) struct Definition {
    program: Arc<Program>,
    parameters: Vec<Option<Slot>>,
    block: Block,
    region: RegionId,
}

impl Interpreter<'_> {
    /// Makes the macros of `program` known; the first of a name stays.
    pub(super) fn define_macros(&mut self, program: &Arc<Program>) {
        for definition in &program.macros {
            if self.macros.contains_key(&definition.name) {
                continue;
            }
            let known = Definition {
                program: program.clone(),
                parameters: definition.parameters.clone(),
                block: definition.block.clone(),
                region: definition.region,
            };
            self.macros.insert(definition.name.clone(), Rc::new(known));
        }
    }

    pub(super) fn call(&mut self, program: &Arc<Program>, call: &Call) -> Result<(), Exit> {
        let Some(definition) = self.macros.get(&call.name).cloned() else {
            self.output.push_str(&call.literal);
            return Ok(self.budget.output(self.output.len())?);
        };
        if let Some(word) = &call.bare_word {
            let message =
                format!("the macro #{} was given the bare word `{word}`: write \"{word}\"", call.name);
            return Err(Error::runtime(message).at(call.span).into());
        }
        let frame = self.frame(program, call, &definition)?;
        if self.macro_depth >= DEEPEST {
            let message = format!("macros call macros more than {DEEPEST} deep, here #{}", call.name);
            return Err(Error::runtime(message).at(call.span).into());
        }
        self.macro_depth += 1;
        self.variables.push(frame);
        if self.watch.is_some() {
            let span = call.span;
            self.tell_of(&definition.program, definition.region, |region| Observation::Call { span, region });
        }
        let result = self.nested(&definition.program, definition.block.clone());
        if self.watch.is_some() {
            self.tell_of(&definition.program, definition.region, |region| Observation::Left { region });
        }
        self.variables.pop();
        self.macro_depth -= 1;
        match result {
            Err(Exit::Break) => Ok(()),
            result => result.map_err(|exit| exit.at(call.span)),
        }
    }

    fn frame(&mut self, program: &Arc<Program>, call: &Call, definition: &Definition) -> Result<Frame, Exit> {
        let mut frame = Frame::default();
        for (parameter, expression) in definition.parameters.iter().zip(call.arguments.clone()) {
            let Some(slot) = parameter else { continue };
            match &program.expressions[expression as usize] {
                // Numbers and truth values are passed by value, everything else by name.
                Expression::Constant(
                    constant @ (crate::program::ConstantValue::Boolean(_)
                    | crate::program::ConstantValue::Integer(_)
                    | crate::program::ConstantValue::Long(_)
                    | crate::program::ConstantValue::BigInteger(_)
                    | crate::program::ConstantValue::Double(_)
                    | crate::program::ConstantValue::BigDecimal(_)),
                ) => {
                    frame.locals.insert(*slot, constant.value());
                }
                _ => {
                    frame.arguments.insert(*slot, Argument { program: program.clone(), expression });
                }
            }
        }
        // A call with a body binds it, and a name that has no slot is used nowhere.
        if let Some(body) = &call.body
            && let Some(slot) = self.slot_of("bodyContent")
        {
            let value = self.block_value(program, body.clone(), DEEPEST, None);
            frame.locals.insert(slot, value);
        }
        Ok(frame)
    }

    pub(super) fn slot_of(&self, name: &str) -> Option<Slot> {
        self.names.as_ref().unwrap_or(self.base_names).find(name)
    }
}
