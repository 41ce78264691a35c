//! From a tree back to text: what a template's author could have written for it.

use super::ast::{
    Directive, Expression, ExpressionKind, Operator, Place, Reference, Statement, Step, StepKind,
};
use crate::dialect::Dialect;

/// The text of a tree that was read from `source`; reading it gives a tree that does the same.
pub(crate) fn print(source: &str, dialect: Dialect, block: &[Statement<'_>]) -> String {
    let mut printer = Printer { source, dialect, output: String::with_capacity(source.len()) };
    printer.block(block);
    printer.output
}

struct Printer<'text> {
    source: &'text str,
    dialect: Dialect,
    output: String,
}

impl Printer<'_> {
    fn add(&mut self, text: &str) {
        self.output.push_str(text);
    }

    fn as_written(&mut self, place: Place) {
        self.add(self.source.get(place.0.range()).unwrap_or_default());
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
            // Where it is null it shows as it is written, blanks and lone marks included.
            Statement::Output(reference) | Statement::Runt(reference) => self.add(reference.text),
            Statement::Set(set) if adds(&set.value) => self.as_written(set.place),
            Statement::Set(set) => {
                self.add(set.start);
                self.reference(&set.target);
                self.add(" =");
                self.spaced(&set.value);
                self.add(set.close);
            }
            Statement::If(condition) => {
                for branch in &condition.branches {
                    if adds(&branch.condition) {
                        self.add(branch.text);
                    } else {
                        self.add(branch.mark);
                        self.add("(");
                        self.expression(&branch.condition);
                        self.add(branch.close);
                    }
                    self.block(&branch.block);
                }
                if let Some((mark, block)) = &condition.otherwise {
                    self.add(mark);
                    self.block(block);
                }
                self.add(condition.end);
            }
            Statement::Directive(directive) => self.directive(directive),
        }
    }

    fn directive(&mut self, directive: &Directive<'_>) {
        if self.is_kept(directive) {
            self.as_written(Place(directive.place.0.to(directive.end_place.0)));
            return;
        }
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

    /// Whether it is left as written. Its text can show: that of a macro's call, which may name none and whose arguments
    /// may be null; what is in a `#literal`; the fourth argument of a `#foreach`. Or a blank would change what it says:
    /// after `$a` a name is a bare word only where a blank is before it.
    fn is_kept(&self, directive: &Directive<'_>) -> bool {
        let arguments = directive.arguments.as_deref().unwrap_or_default();
        let is_runt = |argument: &Expression<'_>| match &argument.kind {
            ExpressionKind::Reference(reference) => reference.is_runt(),
            _ => false,
        };
        !self.dialect.has_directive(directive.name)
            || directive.name == "literal"
            || arguments.len() > 3
            || arguments.iter().any(is_runt)
    }

    fn reference(&mut self, reference: &Reference<'_>) {
        // Lone marks, which the tree does not have, can be all that makes a path of what follows them.
        if reference.literal.is_some() || reference.is_runt() {
            return self.add(reference.text);
        }
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

/// Whether something is added in an expression: a null that is added to a string shows as it is written, blanks included.
fn adds(expression: &Expression<'_>) -> bool {
    match &expression.kind {
        ExpressionKind::Not(_, operand) | ExpressionKind::Group(operand) => adds(operand),
        ExpressionKind::Chain(first, rest) => {
            adds(first) || rest.iter().any(|(operator, operand)| *operator == Operator::Add || adds(operand))
        }
        _ => false,
    }
}
