//! Expressions, and the values that stand in them and in the arguments of directives and methods.

use super::ast::{Expression, ExpressionKind, Operator, Place};
use super::expressions::Chain;
use super::parser::{Parser, Read, Refusal, refused};
use super::token::{Kind, Token};
use crate::source::Span;

impl<'text> Parser<'text, '_> {
    /// Operands and operators in turn.
    pub(super) fn expression(&mut self) -> Read<Expression<'text>> {
        let first = self.operand()?;
        let Some(operator) = self.operator() else { return Ok(first) };
        let second = self.operand()?;
        let Some(mut operator_after) = self.operator() else {
            let place = Place(first.place.0.to(second.place.0));
            let kind = ExpressionKind::Chain(Box::new(first), vec![(operator, second)]);
            return Ok(Expression { place, kind });
        };
        let mut chain = Chain::new(first);
        chain.push(operator, second);
        loop {
            chain.push(operator_after, self.operand()?);
            match self.operator() {
                Some(operator) => operator_after = operator,
                None => return chain.finish().ok_or_else(|| self.unexpected()),
            }
        }
    }

    fn operator(&mut self) -> Option<Operator> {
        let Kind::Operator(operator) = self.peek() else { return None };
        self.take();
        Some(operator)
    }

    /// An operand with the negations before it.
    fn operand(&mut self) -> Read<Expression<'text>> {
        let mut negations = 0;
        let mut first = Place::default();
        self.skip(Kind::White);
        while self.peek() == Kind::Not {
            let place = self.take().place();
            if negations == 0 {
                first = place;
            }
            negations += 1;
            self.skip(Kind::White);
        }
        let operand = if self.peek() == Kind::ParenthesisOpen { self.group()? } else { self.value()? };
        self.skip(Kind::White);
        if negations == 0 {
            return Ok(operand);
        }
        let place = Place(first.0.to(operand.place.0));
        Ok(Expression { place, kind: ExpressionKind::Not(negations, Box::new(operand)) })
    }

    /// `( … )`.
    fn group(&mut self) -> Read<Expression<'text>> {
        let open = self.take();
        self.enter(&open)?;
        let inside = Box::new(self.expression()?);
        let close = self.expect(Kind::ParenthesisClose)?;
        self.leave();
        // The blanks after a parenthesis are part of its token up to the end of the line.
        let place = Place(Span { start: open.start, end: close.start + 1 });
        Ok(Expression { place, kind: ExpressionKind::Group(inside) })
    }

    /// An argument of a method or an element of a list, with the blanks around it.
    pub(super) fn parameter(&mut self) -> Read<Expression<'text>> {
        self.skip(Kind::White);
        let value = self.value()?;
        self.skip(Kind::White);
        Ok(value)
    }

    /// An argument of a directive: a value or a bare word. A name directly after another reference is no such word.
    pub(super) fn argument(&mut self) -> Read<Expression<'text>> {
        match self.peek() {
            Kind::Word => {}
            Kind::Identifier => {
                let reference = self.reference()?;
                let place = reference.place;
                return Ok(Expression { place, kind: ExpressionKind::Reference(Box::new(reference)) });
            }
            _ => return self.value(),
        }
        let token = self.take();
        Ok(Expression {
            place: token.place(),
            kind: ExpressionKind::Word(self.slice(token.start, token.end)),
        })
    }

    /// What an index may be.
    pub(super) fn index_value(&mut self) -> Read<Expression<'text>> {
        self.skip(Kind::White);
        let value = match self.peek() {
            Kind::String | Kind::Integer | Kind::True | Kind::False | Kind::Identifier | Kind::BraceOpen => {
                self.value()?
            }
            Kind::Float => {
                let message = "an index is a whole number, a string, true, false or a reference";
                return Err(Refusal::Broken(refused(self.take().place(), message)));
            }
            _ => return Err(self.unexpected()),
        };
        self.skip(Kind::White);
        Ok(value)
    }

    /// A value without blanks around it.
    fn value(&mut self) -> Read<Expression<'text>> {
        let kind = match self.peek() {
            Kind::Identifier | Kind::BraceOpen => return self.reference_value(),
            Kind::ListOpen => return self.list(),
            Kind::MapOpen => return self.map(),
            Kind::String => ExpressionKind::String,
            Kind::Integer | Kind::Float => ExpressionKind::Number,
            Kind::True => |_| ExpressionKind::Boolean(true),
            Kind::False => |_| ExpressionKind::Boolean(false),
            Kind::Word => {
                let token = self.take();
                let word = self.slice(token.start, token.end);
                let message = format!(
                    "`{word}` stands without quotes: write \"{word}\" for the text or ${word} for the variable"
                );
                return Err(Refusal::Broken(refused(token.place(), message)));
            }
            _ => return Err(self.unexpected()),
        };
        let token = self.take();
        Ok(Expression { place: token.place(), kind: kind(self.slice(token.start, token.end)) })
    }

    /// A reference; in the arguments of a method a bare word is one too, to nothing.
    fn reference_value(&mut self) -> Read<Expression<'text>> {
        let reference = self.reference()?;
        let place = reference.place;
        let kind = if reference.is_runt() && reference.path.is_empty() && !reference.formal {
            ExpressionKind::Word(reference.name)
        } else {
            ExpressionKind::Reference(Box::new(reference))
        };
        Ok(Expression { place, kind })
    }

    /// `[a, b]` or `[a..b]`.
    fn list(&mut self) -> Read<Expression<'text>> {
        let open = self.take();
        self.enter(&open)?;
        let mut items = Vec::new();
        if self.peek() != Kind::ListClose {
            items.push(self.parameter()?);
            if self.skip(Kind::Range) {
                return self.range(&open, items);
            }
            while self.skip(Kind::Comma) {
                items.push(self.parameter()?);
            }
        }
        let close = self.expect(Kind::ListClose)?;
        self.leave();
        Ok(Expression { place: across(&open, &close), kind: ExpressionKind::List(items) })
    }

    /// The second half of `[a..b]`.
    fn range(&mut self, open: &Token, mut items: Vec<Expression<'text>>) -> Read<Expression<'text>> {
        let last = self.parameter()?;
        let Some(first) = items.pop() else { return Err(self.unexpected()) };
        for bound in [&first, &last] {
            let is_bound = match bound.kind {
                ExpressionKind::Number(number) => !number.contains(['.', 'e', 'E']),
                ExpressionKind::Reference(_) | ExpressionKind::Word(_) => true,
                _ => false,
            };
            if !is_bound {
                let message = "the bounds of a range are whole numbers or references";
                return Err(Refusal::Broken(refused(bound.place, message)));
            }
        }
        let close = self.expect(Kind::ListClose)?;
        self.leave();
        let kind = ExpressionKind::Range(Box::new((first, last)));
        Ok(Expression { place: across(open, &close), kind })
    }

    /// `{a: b}`. The brace that closes it may be one that the lexer takes for a reference's.
    fn map(&mut self) -> Read<Expression<'text>> {
        let open = self.take();
        self.enter(&open)?;
        let mut entries = Vec::new();
        self.skip(Kind::White);
        if !matches!(self.peek(), Kind::MapClose | Kind::BraceClose) {
            loop {
                let key = self.parameter()?;
                self.expect(Kind::Colon)?;
                let value = self.parameter()?;
                entries.push((key, value));
                if !self.skip(Kind::Comma) {
                    break;
                }
            }
        }
        if !matches!(self.peek(), Kind::MapClose | Kind::BraceClose) {
            return Err(self.unexpected());
        }
        let close = self.take();
        self.leave();
        Ok(Expression { place: across(&open, &close), kind: ExpressionKind::Map(entries) })
    }
}

fn across(open: &Token, close: &Token) -> Place {
    Place(open.place().0.to(close.place().0))
}
