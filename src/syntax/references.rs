//! References: `$a`, `${a}`, and what follows the name.

use super::ast::{Expression, Reference, Step, StepKind, image_start};
use super::few::Few;
use super::parser::{Parser, Read};
use super::scan::{self, Class};
use super::token::Kind;
use crate::source::Span;
use crate::syntax::ast::Place;

impl<'text> Parser<'text, '_> {
    /// A reference, from its mark on. One without a mark is a bare word, or what is left of one.
    pub(super) fn reference(&mut self) -> Read<Reference<'text>> {
        let kind = self.peek();
        if !matches!(kind, Kind::Identifier | Kind::BraceOpen) {
            return Err(self.unexpected());
        }
        let (first, marks) = self.mark();
        let token = self.take();
        let formal = kind == Kind::BraceOpen;
        let start = token.start;
        let mut end = token.end;
        let (mark, inside, name_start) = if formal {
            let name = self.expect(Kind::Identifier)?;
            end = name.end;
            let body = self.body(name.start, name.end);
            (self.slice(start, token.end - 1), self.slice(name.start, body), body)
        } else {
            let body = self.body(start, end);
            (self.slice(start, body), "", body)
        };
        let name = self.slice(name_start, end);
        let name_place = Place(Span { start: name_start, end });
        let cuts = self.cuts;
        let mut path = Few::None;
        self.path(&mut path, &mut end)?;
        if formal {
            end = self.expect(Kind::BraceClose)?.end;
        }
        let cut = image_start(mark) as u32;
        let is_odd = self.cuts != cuts || self.mark().1 != marks;
        if cut > 0 {
            self.cuts += 1;
            if let Some(token) = self.tokens.list.get_mut(first) {
                token.image += cut;
            }
        }
        let literal = is_odd.then(|| self.tokens.literal(self.text, start, end).into_boxed_str());
        Ok(Reference {
            place: Place(Span { start, end }),
            text: self.slice(start, end),
            mark,
            formal,
            inside,
            name,
            name_place,
            path,
            literal,
        })
    }

    /// Where the name begins in the token of a reference, after all its marks.
    fn body(&self, start: u32, end: u32) -> u32 {
        (scan::run(self.text.as_bytes(), start as usize, Class::MARK) as u32).min(end)
    }

    fn path(&mut self, path: &mut Few<Step<'text>>, end: &mut u32) -> Read<()> {
        loop {
            match self.peek() {
                Kind::IndexOpen => {
                    let open = self.take();
                    self.enter(&open)?;
                    let index = Box::new(self.index_value()?);
                    *end = self.expect(Kind::IndexClose)?.end;
                    self.leave();
                    let place = Place(Span { start: open.start, end: *end });
                    path.push(Step { place, kind: StepKind::Index(index) });
                }
                Kind::Dot if self.peek_at(1) == Kind::Identifier => {
                    self.take();
                    let token = self.take();
                    let name = self.slice(token.start, token.end);
                    let mut place = token.place();
                    let kind = if self.is_call() {
                        let kind = StepKind::Method(name, self.arguments()?);
                        place.0.end = self.expect(Kind::CallClose)?.end;
                        self.leave();
                        kind
                    } else {
                        StepKind::Property(name)
                    };
                    *end = place.0.end;
                    path.push(Step { place, kind });
                }
                _ => return Ok(()),
            }
        }
    }

    /// Whether the arguments of a method follow: their first token decides.
    fn is_call(&mut self) -> bool {
        self.peek() == Kind::ParenthesisOpen
            && matches!(
                self.peek_at(1),
                Kind::CallClose
                    | Kind::White
                    | Kind::String
                    | Kind::Integer
                    | Kind::Float
                    | Kind::ListOpen
                    | Kind::MapOpen
                    | Kind::True
                    | Kind::False
                    | Kind::Identifier
                    | Kind::BraceOpen
            )
    }

    fn arguments(&mut self) -> Read<Few<Expression<'text>>> {
        let open = self.take();
        self.enter(&open)?;
        let mut arguments = Few::None;
        if self.peek() != Kind::CallClose {
            arguments.push(self.parameter()?);
            while self.skip(Kind::Comma) {
                arguments.push(self.parameter()?);
            }
        }
        Ok(arguments)
    }
}
