//! Operators by precedence: from operands and operators in turn to a tree.

use super::ast::{Expression, ExpressionKind, Operator, Place};

/// A chain `a + !b * c` as it is read, folded as soon as what follows cannot bind tighter.
#[derive(Default)]
pub(super) struct Chain<'text> {
    operands: Vec<Expression<'text>>,
    operators: Vec<Operator>,
    negations: Vec<Place>,
}

impl<'text> Chain<'text> {
    /// A `!` before the next operand.
    pub(super) fn not(&mut self, place: Place) {
        self.negations.push(place);
    }

    /// The next operand. Negations bind tighter than any operator.
    pub(super) fn operand(&mut self, operand: Expression<'text>) {
        let negated = match self.negations.first() {
            None => operand,
            Some(first) => Expression {
                place: Place(first.0.to(operand.place.0)),
                kind: ExpressionKind::Not(self.negations.len() as u32, Box::new(operand)),
            },
        };
        self.negations.clear();
        self.operands.push(negated);
    }

    /// The next operator.
    pub(super) fn operator(&mut self, symbol: &str) {
        let operator = match symbol {
            "||" | "or" => Operator::Or,
            "&&" | "and" => Operator::And,
            "==" | "eq" => Operator::Equal,
            "!=" | "ne" => Operator::NotEqual,
            "<" | "lt" => Operator::Less,
            "<=" | "le" => Operator::LessOrEqual,
            ">" | "gt" => Operator::Greater,
            ">=" | "ge" => Operator::GreaterOrEqual,
            "+" => Operator::Add,
            "-" => Operator::Subtract,
            "*" => Operator::Multiply,
            "/" => Operator::Divide,
            _ => Operator::Modulo,
        };
        while self.operators.last().is_some_and(|before| before.precedence() >= operator.precedence()) {
            self.fold();
        }
        self.operators.push(operator);
    }

    fn fold(&mut self) {
        let (Some(operator), Some(right), Some(mut left)) =
            (self.operators.pop(), self.operands.pop(), self.operands.pop())
        else {
            return;
        };
        let place = Place(left.place.0.to(right.place.0));
        match &mut left.kind {
            ExpressionKind::Chain(_, rest)
                if rest.last().is_some_and(|(last, _)| last.precedence() == operator.precedence()) =>
            {
                rest.push((operator, right));
                left.place = place;
                self.operands.push(left);
            }
            _ => {
                let kind = ExpressionKind::Chain(Box::new(left), vec![(operator, right)]);
                self.operands.push(Expression { place, kind });
            }
        }
    }

    /// The whole chain as one expression.
    pub(super) fn finish(mut self) -> Option<Expression<'text>> {
        while !self.operators.is_empty() {
            self.fold();
        }
        self.operands.pop()
    }
}
