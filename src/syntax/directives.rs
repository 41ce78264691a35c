//! Directives: `#set`, `#if` and its parts, and all others, which have one shape.

use super::ast::{Branch, Directive, Expression, ExpressionKind, Set, Statement};
use super::blocks::Part;
use super::parser::{Parser, Read, Refusal, refused};
use super::token::{Kind, Token};

impl<'text> Parser<'text, '_> {
    pub(super) fn set(&mut self) -> Read<()> {
        let token = self.take();
        self.enter(&token)?;
        self.skip(Kind::White);
        let target = self.reference()?;
        self.skip(Kind::White);
        self.expect(Kind::Assign)?;
        let value = self.expression()?;
        let close = self.expect(Kind::ParenthesisClose)?;
        self.leave();
        self.lexer.in_set = false;
        let mut place = token.place();
        place.0.end = close.end;
        let set = Set {
            place,
            start: self.slice(token.start, token.end),
            target,
            value,
            close: self.slice(close.start, close.end),
        };
        self.add(token.start, close.end, Statement::Set(Box::new(set)));
        Ok(())
    }

    /// `#if(…)` or `#elseif(…)`.
    pub(super) fn condition(&mut self) -> Read<()> {
        let token = self.take();
        self.skip(Kind::White);
        let open = self.expect(Kind::ParenthesisOpen)?;
        self.enter(&open)?;
        let condition = self.expression()?;
        let close = self.expect(Kind::ParenthesisClose)?;
        self.leave();
        self.cover_mark(token.start, close.end);
        let mut place = token.place();
        place.0.end = close.end;
        let mark = self.slice(token.start, token.end);
        let text = self.slice(token.start, close.end);
        let close = self.slice(close.start, close.end);
        let part = Part::Branch(Branch { place, text, mark, condition, close, block: Vec::new() });
        let read = if token.kind == Kind::If {
            self.blocks.open_if(place, part)
        } else {
            self.blocks.next_part("#elseif", place, part)
        };
        read.map_err(Refusal::Misplaced)
    }

    /// A directive, the call of a macro, or what looks like one.
    pub(super) fn directive(&mut self) -> Read<()> {
        let token = self.take();
        let name = self.directive_name(&token);
        let known = self.dialect.has_directive(name);
        let mut directive = Box::new(Directive {
            place: token.place(),
            mark: self.slice(token.start, token.end),
            name,
            arguments: None,
            close: "",
            block: None,
            end: "",
            end_place: token.place(),
        });
        let has_arguments = self.lexer.enter_directive();
        if has_arguments {
            self.skip(Kind::White);
            let open = self.expect(Kind::ParenthesisOpen)?;
            self.enter(&open)?;
            let arguments = self.directive_arguments(name, known)?;
            let close = self.expect(Kind::ParenthesisClose)?;
            self.leave();
            directive.arguments = Some(arguments);
            directive.close = self.slice(close.start, close.end);
            directive.place.0.end = close.end;
            directive.end_place.0 = crate::source::Span { start: close.end, end: close.end };
        }
        if name == "macro" && directive.arguments.as_ref().is_none_or(Vec::is_empty) {
            let message = "#macro needs a name: #macro(name $parameter) … #end";
            return Err(Refusal::Broken(refused(directive.place, message)));
        }
        let end = directive.place.0.end;
        let takes_block = has_arguments
            && (known && matches!(name, "foreach" | "define" | "macro" | "literal") || name.starts_with('@'));
        if takes_block {
            self.cover_mark(token.start, end);
            self.blocks.open_directive(directive).map_err(Refusal::Misplaced)
        } else {
            self.add(token.start, end, Statement::Directive(directive));
            Ok(())
        }
    }

    /// The name in a directive's token: Velocity cuts off its first character, or with braces its first two and its
    /// last, whatever they are.
    fn directive_name(&self, token: &Token) -> &'text str {
        let end = token.end - u32::from(token.kind == Kind::BracedWord);
        let cut = if token.kind == Kind::BracedWord { 2 } else { 1 };
        self.slice(token.start + cut, end)
    }

    fn directive_arguments(&mut self, name: &str, known: bool) -> Read<Vec<Expression<'text>>> {
        let mut arguments = Vec::new();
        loop {
            self.skip(Kind::White);
            let comma = self.skip(Kind::Comma);
            if comma {
                self.skip(Kind::White);
            } else if self.peek() == Kind::ParenthesisClose {
                return Ok(arguments);
            }
            let argument = self.argument()?;
            let wanted = match name {
                "macro" => arguments.is_empty(),
                "foreach" => arguments.len() == 1,
                _ => false,
            };
            match argument.kind {
                ExpressionKind::Word(word) if !wanted && (known || self.is_macro(name)) => {
                    let message =
                        format!("#{name} takes no bare word `{word}` here: write \"{word}\" for the text");
                    return Err(Refusal::Broken(refused(argument.place, message)));
                }
                ExpressionKind::Word(_) => {}
                _ if name == "macro" && wanted => {
                    let message = "the name of a #macro is a bare word: #macro(name $parameter)";
                    return Err(Refusal::Broken(refused(argument.place, message)));
                }
                _ => {}
            }
            arguments.push(argument);
        }
    }
}
