//! Which `#end` closes which block.

use super::ast::{Block, Branch, Directive, ExpressionKind, If, Place, Statement};
use crate::error::{Error, ErrorKind};
use crate::source::Span;

/// The tree of a template as far as it is read.
pub(super) struct Blocks<'text> {
    limit: u32,
    open: Vec<(Open<'text>, Block<'text>)>,
    block: Block<'text>,
}

/// A block that waits for its `#end`; beside it stands the block around it.
enum Open<'text> {
    If { done: If<'text>, part: Part<'text> },
    Directive(Box<Directive<'text>>),
}

/// The part of an `#if` that is being read.
pub(super) enum Part<'text> {
    /// A condition, whose block is still empty.
    Branch(Branch<'text>),
    Else(&'text str),
}

impl<'text> Blocks<'text> {
    /// For the template `text`, whose blocks may be nested `limit` deep.
    pub(super) fn new(limit: u32, text: &str) -> Blocks<'text> {
        Blocks { limit, open: Vec::new(), block: Vec::with_capacity(text.len() / 16 + 4) }
    }

    /// A statement without a block.
    #[inline(always)]
    pub(super) fn add(&mut self, statement: Statement<'text>) {
        self.block.push(statement);
    }

    /// `#if`.
    pub(super) fn open_if(&mut self, place: Place, part: Part<'text>) -> Result<(), Error> {
        let done = If { place, branches: Vec::new(), otherwise: None, end: "" };
        self.open(Open::If { done, part }, place)
    }

    /// A directive that takes a block.
    pub(super) fn open_directive(&mut self, directive: Box<Directive<'text>>) -> Result<(), Error> {
        let place = directive.place;
        self.open(Open::Directive(directive), place)
    }

    fn open(&mut self, open: Open<'text>, place: Place) -> Result<(), Error> {
        if self.open.len() >= self.limit as usize {
            let message = format_args!("blocks are nested more than {} deep", self.limit);
            return Err(Error::limit("nesting", message).at(place.0));
        }
        self.open.push((open, std::mem::replace(&mut self.block, Vec::with_capacity(8))));
        Ok(())
    }

    /// `#elseif` or `#else`: ends one part of the innermost `#if` and begins the next.
    pub(super) fn next_part(&mut self, mark: &str, place: Place, next: Part<'text>) -> Result<(), Error> {
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(8));
        match self.open.last_mut() {
            Some((Open::If { done, part }, _)) => match std::mem::replace(part, next) {
                Part::Else(_) => Err(misplaced(
                    place,
                    format!(
                        "{mark} after the #else of the same #if: an #else is the last part; close the #if with #end first"
                    ),
                )),
                closed => {
                    close_part(done, closed, block);
                    Ok(())
                }
            },
            Some((Open::Directive(directive), _)) => Err(misplaced(
                place,
                format!(
                    "{mark} belongs to no #if: #{} has no {mark}; close it with #end first",
                    directive.name
                ),
            )),
            None => Err(misplaced(
                place,
                format!("{mark} without an #if before it: add the #if, or remove the {mark}"),
            )),
        }
    }

    /// `#end`. Gives the macro whose definition it closes.
    pub(super) fn end(&mut self, place: Place, text: &'text str) -> Result<Option<&'text str>, Error> {
        let Some((open, around)) = self.open.pop() else {
            return Err(misplaced(
                place,
                "#end closes nothing: remove it, or add the #if or #foreach it should close",
            ));
        };
        let block = std::mem::replace(&mut self.block, around);
        let mut defined = None;
        let statement = match open {
            Open::If { mut done, part } => {
                close_part(&mut done, part, block);
                done.end = text;
                Statement::If(done)
            }
            Open::Directive(mut directive) => {
                directive.block = Some(block);
                directive.end = text;
                directive.end_place = place;
                if let ("macro", Some([name, ..])) = (directive.name, directive.arguments.as_deref())
                    && let ExpressionKind::Word(name) = name.kind
                {
                    defined = Some(name);
                }
                Statement::Directive(directive)
            }
        };
        self.block.push(statement);
        Ok(defined)
    }

    /// The whole tree.
    pub(super) fn finish(mut self) -> Result<Block<'text>, Error> {
        let (name, place) = match self.open.pop() {
            None => return Ok(self.block),
            Some((Open::If { done, .. }, _)) => ("if", done.place),
            Some((Open::Directive(directive), _)) => (directive.name, directive.place),
        };
        Err(misplaced(place, format!("#{name} is never closed: add an #end where its block ends")))
    }
}

fn close_part<'text>(done: &mut If<'text>, part: Part<'text>, block: Block<'text>) {
    match part {
        Part::Branch(branch) => done.branches.push(Branch { block, ..branch }),
        Part::Else(text) => done.otherwise = Some((text, block)),
    }
}

fn misplaced(place: Place, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Parse, message).at(Span::new(place.0.start as usize, place.0.end as usize))
}
