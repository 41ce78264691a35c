//! From the flat run of items to the tree: which `#end` closes which block.

use super::ast::{Before, Block, Branch, Directive, Expression, If, Mark, MarkBefore, Place, Statement};
use super::grammar::Item;
use crate::error::{Error, ErrorKind};
use crate::source::Span;

/// Builds the tree of a template's `items`, blocks nested at most `limit` deep.
///
/// # Errors
/// For an `#end`, `#else` or `#elseif` that belongs to nothing, a block that is not closed, and blocks nested too deep.
pub(super) fn tree<'text>(
    text: &'text str,
    items: Vec<Item<'text>>,
    limit: u32,
) -> Result<Block<'text>, Error> {
    let mut builder = Builder { text, limit, open: Vec::new(), block: Vec::with_capacity(items.len()) };
    let mut items = items.into_iter().peekable();
    // How many characters of lone marks stand directly before the item at hand.
    let mut marks = 0;
    while let Some(item) = items.next() {
        let before = marks;
        marks = 0;
        match item {
            Item::LoneMark(mark) => {
                // With a brace, bracket or number read along it is text by itself.
                let is_ended =
                    |mark: &str| mark.ends_with(|last: char| !matches!(last, '$' | '#' | '!' | '\\'));
                let mut mark = mark;
                // Marks in a row are one.
                while let Some(Item::LoneMark(next)) = items.peek()
                    && !is_ended(mark)
                    && !is_ended(next)
                {
                    let start = (mark.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
                    mark = text.get(start..start + mark.len() + next.len()).unwrap_or(mark);
                    items.next();
                }
                let ended = is_ended(mark);
                marks = if ended { 0 } else { before + mark.len() };
                let before = items.peek().map_or(MarkBefore::Text, |item| before_mark(mark, item));
                builder.block.push(Statement::Mark(Mark { text: mark, before }));
            }
            Item::Backslashes(backslashes) => {
                let before = items.peek().and_then(escapable);
                builder.block.push(Statement::Backslashes { text: backslashes, before });
            }
            item => builder.add(item, before)?,
        }
    }
    builder.finish()
}

/// What `item` is to the lone `mark` directly before it.
fn before_mark(mark: &str, item: &Item<'_>) -> MarkBefore {
    match item {
        Item::Set(_)
        | Item::EscapedDirective(_)
        | Item::TextBlock(_)
        | Item::If { .. }
        | Item::ElseIf { .. }
        | Item::Else { .. }
        | Item::End { .. } => MarkBefore::Directive,
        Item::Backslashes(backslashes) if backslashes.len() > 1 => MarkBefore::Directive,
        Item::Comment(comment) if comment.starts_with("#*") && *comment != "#**#" => MarkBefore::Comment,
        // A `#` before a line comment makes its mark begin one character earlier.
        Item::Comment(comment) if comment.starts_with("##") && mark == "#" => MarkBefore::Directive,
        Item::Directive(_) | Item::Comment(_) => MarkBefore::Word,
        Item::LoneMark(next) if next.starts_with('#') && next.len() > 1 => MarkBefore::Word,
        _ => MarkBefore::Text,
    }
}

/// What an even number of backslashes stands before.
fn escapable<'text>(item: &Item<'text>) -> Option<Before<'text>> {
    match item {
        Item::If { .. } | Item::ElseIf { .. } | Item::Else { .. } | Item::End { .. } => {
            Some(Before::Condition)
        }
        Item::Directive(call) if !call.braced => Some(Before::Directive(call.name)),
        _ => None,
    }
}

struct Builder<'text> {
    text: &'text str,
    limit: u32,
    open: Vec<(Open<'text>, Block<'text>)>,
    block: Block<'text>,
}

/// A block that waits for its `#end`; beside it stands the block around it.
enum Open<'text> {
    If { done: If<'text>, part: Part<'text> },
    Directive(Directive<'text>),
}

/// The part of an `#if` that is being read.
enum Part<'text> {
    Branch { place: Place, braced: bool, condition: Expression<'text>, close: &'text str },
    Else(&'text str),
}

impl<'text> Builder<'text> {
    fn add(&mut self, item: Item<'text>, marks: usize) -> Result<(), Error> {
        match item {
            Item::Text(text) => self.block.push(Statement::Text(text)),
            Item::EscapedDirective(text) => self.block.push(Statement::EscapedDirective(text)),
            Item::Comment(text) => self.block.push(Statement::Comment(text)),
            Item::TextBlock(text) => self.block.push(Statement::TextBlock { text, marks }),
            Item::Runt(text) => self.block.push(Statement::Runt(text)),
            Item::Dotted { place, name } => {
                self.block.push(Statement::Dotted { text: &self.text[place.0.range()], name });
            }
            Item::Output(reference) => self.block.push(Statement::Output(reference)),
            Item::Set(set) => self.block.push(Statement::Set(set)),
            Item::Directive(call) => {
                let takes_block = call.arguments.is_some()
                    && marks == 0
                    && (matches!(call.name, "foreach" | "define" | "macro" | "literal")
                        || call.name.starts_with('@'));
                let directive = Directive {
                    place: call.place,
                    text: &self.text[call.place.0.range()],
                    name: call.name,
                    braced: call.braced,
                    disguised: marks > 0,
                    arguments: call.arguments,
                    close: call.close,
                    block: None,
                    end: "",
                };
                if takes_block {
                    self.open(Open::Directive(directive), call.place)?;
                } else {
                    self.block.push(Statement::Directive(directive));
                }
            }
            Item::If { place, braced, condition, close } => {
                let done = If { place, branches: Vec::new(), otherwise: None, end: "" };
                self.open(Open::If { done, part: Part::Branch { place, braced, condition, close } }, place)?;
            }
            Item::ElseIf { place, braced, condition, close } => {
                self.next_part("#elseif", place, Part::Branch { place, braced, condition, close })?;
            }
            Item::Else { place, text } => self.next_part("#else", place, Part::Else(text))?,
            Item::End { place, text } => self.end(place, text)?,
            Item::LoneMark(_) | Item::Backslashes(_) => {}
        }
        Ok(())
    }

    fn open(&mut self, open: Open<'text>, place: Place) -> Result<(), Error> {
        if self.open.len() >= self.limit as usize {
            let message = format_args!("blocks are nested more than {} deep", self.limit);
            return Err(Error::limit("nesting", message).at(place.0));
        }
        self.open.push((open, std::mem::take(&mut self.block)));
        Ok(())
    }

    /// `#elseif` or `#else`: ends one part of the innermost `#if` and begins the next.
    fn next_part(&mut self, mark: &str, place: Place, next: Part<'text>) -> Result<(), Error> {
        let block = std::mem::take(&mut self.block);
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

    fn end(&mut self, place: Place, text: &'text str) -> Result<(), Error> {
        let Some((open, around)) = self.open.pop() else {
            return Err(misplaced(
                place,
                "#end closes nothing: remove it, or add the #if or #foreach it should close",
            ));
        };
        let block = std::mem::replace(&mut self.block, around);
        let statement = match open {
            Open::If { mut done, part } => {
                close_part(&mut done, part, block);
                done.end = text;
                Statement::If(done)
            }
            Open::Directive(mut directive) => {
                directive.block = Some(block);
                directive.end = text;
                directive.text = &self.text[directive.place.0.start as usize..place.0.end as usize];
                Statement::Directive(directive)
            }
        };
        self.block.push(statement);
        Ok(())
    }

    fn finish(mut self) -> Result<Block<'text>, Error> {
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
        Part::Branch { place, braced, condition, close } => {
            done.branches.push(Branch { place, braced, condition, close, block });
        }
        Part::Else(text) => done.otherwise = Some((text, block)),
    }
}

fn misplaced(place: Place, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Parse, message).at(Span::new(place.0.start as usize, place.0.end as usize))
}
