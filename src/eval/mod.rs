//! The evaluator: a program and its variables → output, under limits.

mod arithmetic;
mod at_hand;
mod compare;
mod elements;
mod expression;
mod foreach;
mod macros;
mod observer;
mod quick;
mod reference;
mod scope;
mod variables;
mod watch;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::dialect::Dialect;
use crate::error::Error;
use crate::limits::{Budget, Limits};
use crate::output::Output;
use crate::program::{self, Block, LoopSlots, Names, Program, RegionId, Resource, Statement};
use crate::source::Span;
use crate::value::{Containers, JavaObject, Text, Value, halves};
use macros::Definition;
pub use observer::{DeadEnd, Observation, Observer, Observers};
use variables::Variables;
use watch::Watch;

/// Where a render's variables come from, asked once for each name that the template uses.
pub(crate) trait Environment {
    /// The value of `name`, if it is bound.
    fn variable(&mut self, name: &str) -> Option<Value>;

    /// Takes what the template left in the variables, once it has ended.
    ///
    /// # Errors
    /// Whatever fails the render. Where that is the want of a block's text, it is asked again.
    fn take(&mut self, budget: &mut Budget<'_>) -> Result<(), Error> {
        let _ = budget;
        Ok(())
    }
}

/// Renders `program`, whose variables are `names`, and appends to `output`; `observer` is told how. What may hold itself
/// afterwards is in `containers`.
///
/// # Errors
/// Where the template fails.
#[expect(clippy::too_many_arguments, reason = "a render has this many parts")]
pub(crate) fn render<'render>(
    program: &Arc<Program>,
    names: &'render Names,
    dialect: Dialect,
    limits: &'render Limits,
    environment: &'render mut dyn Environment,
    output: Output,
    containers: &mut Containers,
    observer: Option<&'render mut (dyn Observer + '_)>,
) -> Result<Printed, Error> {
    let variables = Variables::new(names, &mut *environment, observer.is_some());
    let mut interpreter = Interpreter {
        dialect,
        nesting: limits.nesting,
        budget: Budget::new(limits),
        names: None,
        base_names: names,
        loop_slots: names.loops(),
        variables,
        environment,
        macros: HashMap::new(),
        blocks: Vec::new(),
        output,
        macro_depth: 0,
        spare_scope: None,
        limited: Vec::new(),
        watch: observer.map(|observer| Watch { observer, dead_end: None, arguments: Vec::new() }),
    };
    interpreter.define_macros(program);
    let ended = match interpreter.block(program, program.main.clone()) {
        Err(failed @ Exit::Error(_)) => Err(failed),
        _ => interpreter.with_block_texts(|it| it.environment.take(&mut it.budget)),
    };
    *containers = interpreter.budget.take_containers();
    if let Err(Exit::Error(error)) = ended {
        return Err(error);
    }
    let Interpreter { output, budget, limited, .. } = interpreter;
    let text = output.into_string();
    let utf16 = halves::units(&text, &budget);
    Ok(Printed { text: halves::replaced(text, &budget), utf16, limited })
}

/// What a template printed.
pub(crate) struct Printed {
    /// In UTF-8, with `?` for half of a surrogate pair.
    pub text: String,
    /// In UTF-16, where it has such a half.
    pub utf16: Option<Vec<u16>>,
    /// The loops that the limit of iterations ended.
    pub limited: Vec<Span>,
}

/// Why a block ended before its end.
pub(crate) enum Exit {
    /// `#break`: the nearest loop, macro, block or template ends.
    Break,
    /// `#break($scope)`: the loop with this scope ends.
    BreakScope(Rc<scope::LoopScope>),
    /// `#stop`: the render ends.
    Stop,
    /// The render fails.
    Error(Error),
}

impl From<Error> for Exit {
    fn from(error: Error) -> Exit {
        Exit::Error(error)
    }
}

impl Exit {
    /// The same, an error placed at `span`.
    fn at(self, span: Span) -> Exit {
        match self {
            Exit::Error(error) => Exit::Error(error.at(span)),
            exit => exit,
        }
    }
}

/// A block that `#define` or the body of a macro's call made a value.
struct BlockValue {
    program: Arc<Program>,
    block: Block,
    /// How often it is being rendered at once.
    depth: u32,
    /// How often it may be.
    most: u32,
    /// Its region, if it is that of a `#define`.
    region: Option<RegionId>,
}

pub(crate) struct Interpreter<'render> {
    dialect: Dialect,
    nesting: u32,
    budget: Budget<'render>,
    /// The names of variables, once `#evaluate` added some.
    names: Option<Names>,
    base_names: &'render Names,
    loop_slots: LoopSlots,
    variables: Variables,
    environment: &'render mut dyn Environment,
    macros: HashMap<Box<str>, Rc<Definition>>,
    blocks: Vec<BlockValue>,
    output: Output,
    macro_depth: u32,
    /// The scope of a loop that has ended, for the next.
    spare_scope: Option<Rc<scope::LoopScope>>,
    /// The loops that the limit of iterations ended.
    limited: Vec<Span>,
    watch: Option<Watch<'render>>,
}

impl Interpreter<'_> {
    fn block(&mut self, program: &Arc<Program>, block: Block) -> Result<(), Exit> {
        let mut statements = program.block(&block);
        self.budget.step(statements.len() as u64)?;
        loop {
            let done = self.quick(program, statements)?;
            self.budget.output(self.output.len())?;
            let Some((statement, rest)) = statements.get(done..).and_then(<[_]>::split_first) else {
                return Ok(());
            };
            match statement {
                // Loops nest, and need none of the stack that other statements take.
                Statement::Foreach(foreach) => self.foreach(program, foreach)?,
                statement => self.statement(program, statement)?,
            }
            self.budget.output(self.output.len())?;
            statements = rest;
        }
    }

    /// The block of the branch whose condition holds.
    #[inline]
    fn branch<'program>(
        &mut self,
        program: &'program Arc<Program>,
        branches: &Block,
    ) -> Result<Option<&'program Block>, Exit> {
        for branch in program.block(branches) {
            let Statement::Branch { condition, block } = branch else { continue };
            let taken = match condition {
                Some(condition) => self.holds(program, *condition)?,
                None => true,
            };
            if taken {
                return Ok(Some(block));
            }
        }
        Ok(None)
    }

    /// The block of a branch. One text, as most are, is no level of its own.
    fn taken(&mut self, program: &Arc<Program>, block: &Block) -> Result<(), Exit> {
        match program.block(block) {
            [Statement::Text(piece)] => {
                program.print(piece, &mut self.output);
                Ok(self.budget.step(1)?)
            }
            _ => self.nested(program, block.clone()),
        }
    }

    /// A block inside another, one level deeper.
    fn nested(&mut self, program: &Arc<Program>, block: Block) -> Result<(), Exit> {
        self.budget.enter()?;
        let result = self.block(program, block);
        self.budget.leave();
        result
    }

    #[inline(never)]
    fn statement(&mut self, program: &Arc<Program>, statement: &Statement) -> Result<(), Exit> {
        match statement {
            Statement::Text(piece) => program.print(piece, &mut self.output),
            Statement::Print(reference) => self.print_reference(program, *reference)?,
            Statement::PrintMember { text, reference, .. }
            | Statement::PrintVariable { text, reference, .. } => {
                program.print(text, &mut self.output);
                self.print_reference(program, *reference)?;
            }
            Statement::PrintCall { text, slot, step, reference, .. } => {
                program.print(text, &mut self.output);
                if !self.print_call(program, *slot, *step, *reference)? {
                    self.print_reference(program, *reference)?;
                }
            }
            Statement::If(branches, _) if self.watch.is_none() => {
                if let Some(branch) = self.branch(program, branches)? {
                    self.taken(program, branch)?;
                }
            }
            Statement::SetVariable { slot, value, span } => {
                let value = match self.value(program, *value) {
                    Ok(value) => value,
                    Err(exit) => return Err(exit.at(*span)),
                };
                if self.watch.is_some() {
                    self.tell_of_set(program, statement, &value);
                }
                // A null on the right leaves the variable as it is (directive.set.null.allowed is off).
                if !value.is_null() {
                    self.variables.set(*slot, value);
                }
            }
            Statement::SetPath { target, value, span } => {
                let value = self.value(program, *value).map_err(|exit| exit.at(*span))?;
                if self.watch.is_some() {
                    self.tell_of_set(program, statement, &value);
                }
                if !value.is_null() {
                    self.assign(program, *target, value).map_err(|exit| exit.at(*span))?;
                }
            }
            Statement::Discard(value) => {
                self.value(program, *value)?;
            }
            Statement::If(branches, region) => {
                return self.if_watched(program, branches.clone(), *region);
            }
            Statement::IfNext { before, whole, .. } => {
                program.print(before, &mut self.output);
                return self.statement(program, &program.statements[*whole as usize]);
            }
            // A branch is reached through its `If` alone, and loops are run by the block.
            Statement::Branch { .. } | Statement::Foreach(_) => {}
            Statement::Define { slot, block, region } => {
                let value = self.block_value(program, block.clone(), 2, Some(*region));
                if self.watch.is_some() {
                    self.tell_of(program, *region, |region| Observation::Define { region });
                }
                if let Some(slot) = slot {
                    self.variables.set(*slot, value);
                }
            }
            Statement::Call(call) => self.call(program, call)?,
            Statement::Break => return Err(Exit::Break),
            Statement::BreakScope(scope, span) => {
                let value = self.value(program, *scope)?;
                return Err(match scope::LoopScope::of(&value) {
                    Some(scope) => Exit::BreakScope(scope),
                    None => {
                        Error::runtime("#break was given something that is no scope: use #break($foreach)")
                            .at(*span)
                            .into()
                    }
                });
            }
            Statement::Stop => return Err(Exit::Stop),
            Statement::Evaluate(template, span) => self.evaluate(program, *template, *span)?,
            Statement::Fail(message, span) => return Err(Error::runtime(&**message).at(*span).into()),
            Statement::Resource { directive, arguments, span } => {
                self.resource(program, *directive, arguments.clone(), *span)?;
            }
        }
        Ok(())
    }

    fn block_value(
        &mut self,
        program: &Arc<Program>,
        block: Block,
        most: u32,
        region: Option<RegionId>,
    ) -> Value {
        self.blocks.push(BlockValue { program: program.clone(), block, depth: 0, most, region });
        Value::Object(Rc::new(JavaObject::Block(self.blocks.len() - 1)))
    }

    /// Renders the block `index` into the output; `false`, with nothing printed, when it is rendering too often already.
    fn render_block(&mut self, index: usize) -> Result<bool, Exit> {
        let Some(value) = self.blocks.get_mut(index) else { return Ok(false) };
        if value.depth >= value.most {
            return Ok(false);
        }
        value.depth += 1;
        let (program, block) = (value.program.clone(), value.block.clone());
        let watched = value.region.filter(|_| self.watch.is_some());
        if let Some(region) = watched {
            self.tell_of(&program, region, |region| Observation::Block { region });
        }
        let result = self.nested(&program, block);
        if let Some(region) = watched {
            self.tell_of(&program, region, |region| Observation::Left { region });
        }
        self.blocks[index].depth -= 1;
        match result {
            Ok(()) | Err(Exit::Break) => Ok(true),
            Err(exit) => Err(exit),
        }
    }

    /// What `print` prints, taken out of the output again.
    fn captured<T>(&mut self, print: impl FnOnce(&mut Self) -> Result<T, Exit>) -> Result<(T, Text), Exit> {
        let start = self.output.len();
        let printed = print(self);
        let text = self.output.take_from(start);
        let printed = printed?;
        self.budget.string(text.len())?;
        self.budget.step(crate::java::making_steps(text.len()))?;
        Ok((printed, halves::text(text, &self.budget)))
    }

    /// `#evaluate`.
    fn evaluate(&mut self, program: &Arc<Program>, template: u32, span: Span) -> Result<(), Exit> {
        let value = self.value(program, template)?;
        let text = match value {
            Value::Null => return Ok(()),
            value => self.needed_text_of(&value)?,
        };
        let text = text.to_str();
        let limits = self.budget.limits();
        if text.len() > limits.template_bytes {
            let message =
                format_args!("the template of #evaluate is longer than {} bytes", limits.template_bytes);
            return Err(Error::limit("template_bytes", message).at(span).into());
        }
        // Reading a template takes longer than running it, and the names of all are looked through.
        let known = self.variables.len() as u64 + self.macros.len() as u64;
        self.budget.step(30 + 2 * text.len() as u64 + known / 4)?;
        let mut names = self.names.take().unwrap_or_else(|| self.base_names.clone());
        let compiled = program::compile(&text, self.dialect, self.nesting, &mut names);
        self.variables.grow(&names, self.environment);
        self.loop_slots = names.loops();
        self.names = Some(names);
        let mut compiled = compiled.map_err(|error| {
            Error::new(error.kind(), format!("in the template of #evaluate: {}", error.message())).at(span)
        })?;
        if self.watch.is_some() {
            compiled.place_at(span);
            self.tell(&Observation::Evaluate { span, text: &text });
        }
        let compiled = Arc::new(compiled);
        self.define_macros(&compiled);
        let limited = self.limited.len();
        // A template in a template takes the stack of two levels.
        self.budget.enter()?;
        let result = self.nested(&compiled, compiled.main.clone());
        self.budget.leave();
        if self.limited.len() > limited {
            // Places inside belong to another text.
            self.limited.truncate(limited);
            self.note_limited(span);
        }
        if self.watch.is_some() {
            self.tell(&Observation::EvaluateEnd);
        }
        match result {
            Err(Exit::Break | Exit::Stop) => Ok(()),
            Err(Exit::Error(error)) => {
                // Places inside belong to another text; the whole #evaluate is the place in this one.
                let message = format!("in the template of #evaluate: {}", error.message());
                Err(Error::new(error.kind(), message).at(span).into())
            }
            result => result,
        }
    }

    /// `#include` and `#parse`: the service has no resources (reported by users), so naming one fails the render.
    fn resource(
        &mut self,
        program: &Arc<Program>,
        directive: Resource,
        arguments: program::Expressions,
        span: Span,
    ) -> Result<(), Exit> {
        for (index, argument) in arguments.enumerate() {
            let value = self.value(program, argument)?;
            if value.is_null() {
                if directive == Resource::Include {
                    // The words that Velocity puts in the output for an argument that is null.
                    self.output.push_str(&format!(
                        "<!-- include error : error with arg {index} please see log. see error log -->"
                    ));
                    self.budget.output(self.output.len())?;
                }
                continue;
            }
            let name = self.needed_text_of(&value)?;
            let directive = if directive == Resource::Include { "#include" } else { "#parse" };
            let message = format!(
                "{directive} finds no `{}`: templates here, as on the service, cannot read others; copy the text in",
                name.to_str()
            );
            return Err(Error::runtime(message).at(span).into());
        }
        Ok(())
    }
}
