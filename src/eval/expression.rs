//! Expressions: their values, and their truth in a condition.

use std::sync::Arc;

use super::at_hand::Reading;
use super::{Exit, Interpreter, arithmetic, compare};
use crate::error::Error;
use crate::java;
use crate::limits::multiplication_steps;
use crate::program::{Expression, ExpressionId, Operator, Program};
use crate::source::Span;
use crate::value::{LINKED_HASH_MAP, Map, Text, Value};

impl Interpreter<'_> {
    /// The value of an expression; null where Velocity has none.
    pub(super) fn value(&mut self, program: &Arc<Program>, expression: ExpressionId) -> Result<Value, Exit> {
        match &program.expressions[expression as usize] {
            Expression::Constant(constant) => Ok(constant.value()),
            Expression::Reference(reference) => self.resolve(program, *reference),
            expression => {
                self.budget.enter()?;
                let value = self.compound(program, expression);
                self.budget.leave();
                value
            }
        }
    }

    fn compound(&mut self, program: &Arc<Program>, expression: &Expression) -> Result<Value, Exit> {
        self.budget.step(1)?;
        match expression {
            Expression::Constant(constant) => Ok(constant.value()),
            Expression::Reference(reference) => self.resolve(program, *reference),
            Expression::Interpolated(block) => {
                let ((), text) = self.captured(|interpreter| interpreter.block(program, block.clone()))?;
                Ok(Value::String(text))
            }
            Expression::Cut(block) => {
                let ((), text) = self.captured(|interpreter| interpreter.block(program, block.clone()))?;
                let mut units = text.to_utf16();
                units.pop();
                Ok(Value::String(Text::from_utf16(&units)))
            }
            Expression::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items.clone() {
                    values.push(self.value(program, item)?);
                }
                self.budget.step(java::COMPOUND + items.len() as u64)?;
                Ok(Value::list(values))
            }
            Expression::Map(entries) => {
                self.budget.step(java::COMPOUND * 3)?;
                let map = Map::new(&LINKED_HASH_MAP);
                let mut entries = entries.clone();
                while let (Some(key), Some(value)) = (entries.next(), entries.next()) {
                    let key = self.value(program, key)?;
                    let value = self.value(program, value)?;
                    java::put(&map, &key, &value, &mut self.budget)?;
                }
                Ok(Value::Map(map))
            }
            Expression::Range(first, last, span) => self.range(program, *first, *last, *span),
            Expression::Not(odd, operand) => {
                Ok(Value::Boolean(self.operand_holds(program, *operand)? != *odd))
            }
            Expression::Chain { first, rest, span } => self.chain(program, *first, rest.clone(), *span),
            Expression::MemberTest { whole, .. } | Expression::HasNext { whole, .. } => {
                self.value(program, *whole)
            }
            Expression::Link(..) => Ok(Value::Null),
        }
    }

    /// Whether the condition of a branch holds.
    #[inline(always)]
    pub(super) fn holds(&mut self, program: &Arc<Program>, condition: ExpressionId) -> Result<bool, Exit> {
        match Reading::new(program, &self.variables).truth(condition, &mut self.budget)? {
            Some(truth) => Ok(truth),
            None => self.truth(program, condition),
        }
    }

    /// The same for a condition among others.
    #[inline(never)]
    fn operand_holds(&mut self, program: &Arc<Program>, condition: ExpressionId) -> Result<bool, Exit> {
        self.holds(program, condition)
    }

    /// Whether a condition holds. A reference holds unless it is null or false; of other expressions only truth values
    /// and comparisons can hold: a literal, a list or a sum never does.
    pub(super) fn truth(&mut self, program: &Arc<Program>, expression: ExpressionId) -> Result<bool, Exit> {
        match &program.expressions[expression as usize] {
            Expression::Reference(reference) => Ok(match self.resolve(program, *reference)? {
                Value::Null => false,
                Value::Boolean(truth) => truth,
                // Velocity asks any other value for its text, which renders a block.
                value => self.has_text(&value)?,
            }),
            Expression::MemberTest { whole, .. } | Expression::HasNext { whole, .. } => {
                self.truth(program, *whole)
            }
            Expression::Constant(constant) => {
                Ok(matches!(constant, crate::program::ConstantValue::Boolean(true)))
            }
            Expression::Not(odd, operand) => {
                self.budget.enter()?;
                let truth = self.operand_holds(program, *operand);
                self.budget.leave();
                Ok(truth? != *odd)
            }
            Expression::Chain { first, rest, span } => {
                let Some(Expression::Link(operator, _)) = program.expressions.get(rest.start as usize) else {
                    return Ok(false);
                };
                if matches!(
                    operator,
                    Operator::Add
                        | Operator::Subtract
                        | Operator::Multiply
                        | Operator::Divide
                        | Operator::Modulo
                ) {
                    return Ok(false);
                }
                self.budget.enter()?;
                let value = self.chain(program, *first, rest.clone(), *span);
                self.budget.leave();
                Ok(matches!(value?, Value::Boolean(true)))
            }
            _ => Ok(false),
        }
    }

    /// Operators of one precedence, from the left.
    fn chain(
        &mut self,
        program: &Arc<Program>,
        first: ExpressionId,
        rest: std::ops::Range<u32>,
        span: Span,
    ) -> Result<Value, Exit> {
        let links = &program.expressions[rest.start as usize..rest.end as usize];
        if let [Expression::Link(Operator::And | Operator::Or, _), ..] = links {
            let mut truth = self.operand_holds(program, first)?;
            for link in links {
                let Expression::Link(operator, operand) = link else { continue };
                if truth == (*operator == Operator::And) {
                    truth = self.operand_holds(program, *operand)?;
                }
            }
            return Ok(Value::Boolean(truth));
        }
        let mut left = self.value(program, first)?;
        let mut left_expression = first;
        for (link, result) in links.iter().zip(rest) {
            let Expression::Link(operator, operand) = link else { continue };
            self.budget.step(1)?;
            let right = self.value(program, *operand)?;
            left = self
                .apply(program, *operator, (left, left_expression), (right, *operand))
                .map_err(|exit| exit.at(span))?;
            left_expression = result;
        }
        Ok(left)
    }

    fn apply(
        &mut self,
        program: &Arc<Program>,
        operator: Operator,
        (left, left_expression): (Value, ExpressionId),
        (right, right_expression): (Value, ExpressionId),
    ) -> Result<Value, Exit> {
        if let (Value::Integer(left), Value::Integer(right)) = (&left, &right)
            && let Some(truth) = compare::integers(operator, *left, *right)
        {
            return Ok(Value::Boolean(truth));
        }
        Ok(match operator {
            Operator::Equal => Value::Boolean(self.equal(&left, &right)?),
            Operator::NotEqual => Value::Boolean(!self.equal(&left, &right)?),
            Operator::Less => {
                Value::Boolean(compare::order(&left, &right)?.is_some_and(|order| order.is_lt()))
            }
            Operator::LessOrEqual => {
                Value::Boolean(compare::order(&left, &right)?.is_some_and(|order| order.is_le()))
            }
            Operator::Greater => {
                Value::Boolean(compare::order(&left, &right)?.is_some_and(|order| order.is_gt()))
            }
            Operator::GreaterOrEqual => {
                Value::Boolean(compare::order(&left, &right)?.is_some_and(|order| order.is_ge()))
            }
            Operator::Add if matches!(left, Value::String(_)) || matches!(right, Value::String(_)) => {
                self.concatenate(program, (&left, left_expression), (&right, right_expression))?
            }
            operator => {
                for operand in [&left, &right] {
                    if let Value::BigInteger(number) = operand {
                        self.budget.step(multiplication_steps(number.bits()))?;
                    }
                }
                arithmetic::apply(operator, &left, &right, &self.budget)?
            }
        })
    }

    /// `+` with a string on either side; a null on the other prints as the reference is written.
    fn concatenate(
        &mut self,
        program: &Arc<Program>,
        (left, left_expression): (&Value, ExpressionId),
        (right, right_expression): (&Value, ExpressionId),
    ) -> Result<Value, Exit> {
        let mut text = String::new();
        for (value, expression) in [(left, left_expression), (right, right_expression)] {
            match (value, &program.expressions[expression as usize]) {
                (Value::Null, Expression::Reference(reference)) => {
                    text.push_str(program.text(&program.references[*reference as usize].literal));
                }
                (Value::Null, _) => {
                    text.push_str(program.written(expression).unwrap_or("null"));
                }
                // A lone surrogate on one side may find its other half on the other.
                (Value::String(wide), _) if wide.as_str().is_none() => {
                    return self.concatenate_wide(left, right);
                }
                (value, _) => text.push_str(&self.needed_text_of(value)?.to_str()),
            }
        }
        self.budget.string(text.len())?;
        self.budget.step(java::making_steps(text.len()))?;
        Ok(Value::String(text.into()))
    }

    fn concatenate_wide(&mut self, left: &Value, right: &Value) -> Result<Value, Exit> {
        let mut units = self.needed_text_of(left)?.to_utf16();
        units.extend(self.needed_text_of(right)?.to_utf16());
        self.budget.string(units.len())?;
        self.budget.step(java::making_steps(units.len() * 2))?;
        Ok(Value::String(Text::from_utf16(&units)))
    }

    /// `[first..last]`: a list of Integers.
    fn range(
        &mut self,
        program: &Arc<Program>,
        first: ExpressionId,
        last: ExpressionId,
        span: Span,
    ) -> Result<Value, Exit> {
        let Some(bounds) = self.bounds(program, first, last)? else { return Ok(Value::Null) };
        self.budget.list(bounds.length as usize).map_err(|error| error.at(span))?;
        self.budget.step(u64::from(bounds.length)).map_err(|error| error.at(span))?;
        Ok(Value::list(bounds.map(Value::Integer).collect()))
    }

    /// The bounds of a range; `None` where one is no number.
    pub(super) fn bounds(
        &mut self,
        program: &Arc<Program>,
        first: ExpressionId,
        last: ExpressionId,
    ) -> Result<Option<Bounds>, Exit> {
        let first = self.value(program, first)?;
        let last = self.value(program, last)?;
        let (Some(first), Some(last)) = (arithmetic::int_value(&first), arithmetic::int_value(&last)) else {
            return Ok(None);
        };
        // Java counts `Math.abs(first - last) + 1` elements, and refuses a capacity that overflowed.
        let length = first.wrapping_sub(last).wrapping_abs().wrapping_add(1);
        match u32::try_from(length) {
            Ok(length) => Ok(Some(Bounds { next: first, step: if first >= last { -1 } else { 1 }, length })),
            Err(_) => Err(Error::thrown(
                "java.lang.IllegalArgumentException",
                format!("Illegal Capacity: {length}"),
            )
            .into()),
        }
    }

    /// `==`: numbers by value, objects of one class by `equals`, anything else by text.
    fn equal(&mut self, left: &Value, right: &Value) -> Result<bool, Exit> {
        if let Some(order) = compare::order(left, right)? {
            return Ok(order.is_eq());
        }
        if compare::comparable_classes(left, right) {
            return Ok(left.equals_within(right, &mut self.budget)?);
        }
        match (left, right) {
            (Value::Null, Value::Null) => Ok(true),
            // Velocity asks the other for its text even so, which renders a block, and may find that it has none.
            (Value::Null, other) | (other, Value::Null) => Ok(!self.has_text(other)?),
            _ => Ok(self.text_of(left)? == self.text_of(right)?),
        }
    }
}

/// The Integers of a range, downwards where the last is smaller.
pub(super) struct Bounds {
    next: i32,
    step: i32,
    pub(super) length: u32,
}

impl Iterator for Bounds {
    type Item = i32;

    fn next(&mut self) -> Option<i32> {
        self.length = self.length.checked_sub(1)?;
        let next = self.next;
        self.next = next.wrapping_add(self.step);
        Some(next)
    }
}
