//! From a tree back to text: what a template's author could have written for it.

use super::ast::{Expression, ExpressionKind, Reference, Statement, Step, StepKind};

/// The text of a tree; reading it gives an equal tree.
pub(crate) fn print(block: &[Statement<'_>]) -> String {
    let mut printer = Printer { output: String::new() };
    printer.block(block);
    printer.output
}

struct Printer {
    output: String,
}

impl Printer {
    fn add(&mut self, text: &str) {
        self.output.push_str(text);
    }

    fn block(&mut self, block: &[Statement<'_>]) {
        for statement in block {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement<'_>) {
        match statement {
            Statement::Text { text, .. } | Statement::Comment(text) | Statement::TextBlock { text, .. } => {
                self.add(text);
            }
            Statement::Output(reference) | Statement::Runt(reference) => self.reference(reference),
            Statement::Set(set) => {
                self.add(set.start);
                self.reference(&set.target);
                self.add(" =");
                self.spaced(&set.value);
                self.add(set.close);
            }
            Statement::If(condition) => {
                for branch in &condition.branches {
                    self.add(branch.mark);
                    self.add("(");
                    self.expression(&branch.condition);
                    self.add(branch.close);
                    self.block(&branch.block);
                }
                if let Some((mark, block)) = &condition.otherwise {
                    self.add(mark);
                    self.block(block);
                }
                self.add(condition.end);
            }
            Statement::Directive(directive) => {
                self.add(directive.mark);
                if let Some(arguments) = &directive.arguments {
                    self.add("(");
                    for (index, argument) in arguments.iter().enumerate() {
                        if index > 0 {
                            self.add(" ");
                        }
                        self.expression(argument);
                    }
                    self.add(directive.close);
                }
                if let Some(block) = &directive.block {
                    self.block(block);
                }
                self.add(directive.end);
            }
        }
    }

    fn reference(&mut self, reference: &Reference<'_>) {
        self.add(reference.mark);
        if reference.formal {
            self.add("{");
        }
        self.add(reference.inside);
        self.add(reference.name);
        for step in &reference.path {
            self.step(step);
        }
        if reference.formal {
            self.add("}");
        }
    }

    fn step(&mut self, step: &Step<'_>) {
        match &step.kind {
            StepKind::Property(name) => {
                self.add(".");
                self.add(name);
            }
            StepKind::Method(name, arguments) => {
                self.add(".");
                self.add(name);
                self.add("(");
                self.separated(arguments);
                self.add(")");
            }
            StepKind::Index(index) => {
                self.add("[");
                self.expression(index);
                self.add("]");
            }
        }
    }

    fn separated(&mut self, expressions: &[Expression<'_>]) {
        for (index, expression) in expressions.iter().enumerate() {
            if index > 0 {
                self.add(", ");
            }
            self.expression(expression);
        }
    }

    fn spaced(&mut self, expression: &Expression<'_>) {
        self.add(" ");
        self.expression(expression);
    }

    fn expression(&mut self, expression: &Expression<'_>) {
        match &expression.kind {
            ExpressionKind::String(text) | ExpressionKind::Number(text) | ExpressionKind::Word(text) => {
                self.add(text)
            }
            ExpressionKind::Boolean(true) => self.add("true"),
            ExpressionKind::Boolean(false) => self.add("false"),
            ExpressionKind::Reference(reference) => self.reference(reference),
            ExpressionKind::List(items) => {
                self.add("[");
                self.separated(items);
                self.add("]");
            }
            ExpressionKind::Range(bounds) => {
                self.add("[");
                self.expression(&bounds.0);
                self.add("..");
                self.expression(&bounds.1);
                self.add("]");
            }
            ExpressionKind::Map(entries) => {
                self.add("{");
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        self.add(", ");
                    }
                    self.expression(key);
                    self.add(":");
                    self.spaced(value);
                }
                self.add("}");
            }
            ExpressionKind::Not(count, operand) => {
                for _ in 0..*count {
                    self.add("!");
                }
                self.expression(operand);
            }
            ExpressionKind::Group(inside) => {
                self.add("(");
                self.expression(inside);
                self.add(")");
            }
            ExpressionKind::Chain(first, rest) => {
                self.expression(first);
                for (operator, operand) in rest {
                    self.add(" ");
                    self.add(operator.symbol());
                    self.spaced(operand);
                }
            }
        }
    }
}
