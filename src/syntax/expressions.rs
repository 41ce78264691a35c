//! Operators by precedence: from operands and operators in turn to a tree.

use super::ast::{Expression, ExpressionKind, Operator, Place};

/// A chain `a + b * c` as it is read, folded as soon as what follows cannot bind tighter.
pub(super) struct Chain<'text> {
    operands: Vec<Expression<'text>>,
    operators: Vec<Operator>,
}

impl<'text> Chain<'text> {
    /// A chain that begins with `first`.
    pub(super) fn new(first: Expression<'text>) -> Chain<'text> {
        Chain { operands: vec![first], operators: Vec::new() }
    }

    /// An operator and the operand after it.
    pub(super) fn push(&mut self, operator: Operator, operand: Expression<'text>) {
        while self.operators.last().is_some_and(|before| before.precedence() >= operator.precedence()) {
            self.fold();
        }
        self.operators.push(operator);
        self.operands.push(operand);
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
