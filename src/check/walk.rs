//! Visits every node of a tree, those of the templates inside strings included, and asks the rules about each.

use super::names::Names;
use super::report::Report;
use super::{conditions, context, directives, literals, loops, members, names, overrides};
use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::source::Span;
use crate::syntax;
use crate::syntax::ast::{Expression, ExpressionKind, Place, Reference, Statement, StepKind};

/// What a reference is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It prints.
    Printed,
    /// It is part of an expression.
    Value,
    /// It is assigned to.
    Target,
}

/// A node of the tree.
#[derive(Clone, Copy)]
pub(super) enum Node<'tree, 'text> {
    Statement(&'tree Statement<'text>),
    Reference(&'tree Reference<'text>, Use),
    Condition(&'tree Expression<'text>),
    Expression(&'tree Expression<'text>),
}

/// Where a tree stands in the template: one read from a string, at the string's content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    shift: u32,
}

impl Site {
    /// The template itself.
    pub(super) const TOP: Site = Site { shift: 0 };

    /// The bytes of a node of the tree.
    pub(super) fn span(self, place: Place) -> Span {
        Span { start: place.0.start + self.shift, end: place.0.end + self.shift }
    }

    /// Whether the tree is that of a string's content.
    pub(super) fn is_string(self) -> bool {
        self.shift > 0
    }
}

/// Applies every rule that looks at single nodes.
pub(super) fn walk(tree: &[Statement<'_>], report: &mut Report<'_>) {
    let names = Names::of(tree);
    overrides::twice(tree, report);
    visit(tree, &mut |node, site| match node {
        Node::Statement(statement) => {
            directives::unavailable(statement, site, report);
            if let Statement::Set(set) = statement {
                overrides::status(set, site, report);
            }
            if let Statement::Directive(directive) = statement {
                loops::too_long(directive, site, report);
            }
        }
        Node::Reference(reference, purpose) => {
            names::hyphen(reference, purpose, site, &names, report);
            members::unknown(reference, purpose, site, &names, report);
            context::unknown(reference, purpose, site, &names, report);
            literals::path(reference, site, &names, report);
            literals::member(reference, purpose, site, &names, report);
        }
        Node::Condition(condition) => conditions::always(condition, site, &names, report),
        Node::Expression(expression) => conditions::null(expression, site, &names, report),
    });
}

/// Shows every node of `tree` to `look`, in the order of the text.
pub(super) fn visit(tree: &[Statement<'_>], look: &mut dyn FnMut(Node<'_, '_>, Site)) {
    Visitor { look, site: Site::TOP }.block(tree);
}

struct Visitor<'look> {
    look: &'look mut dyn FnMut(Node<'_, '_>, Site),
    site: Site,
}

impl Visitor<'_> {
    fn block(&mut self, block: &[Statement<'_>]) {
        for statement in block {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement<'_>) {
        (self.look)(Node::Statement(statement), self.site);
        match statement {
            Statement::Output(reference) => self.reference(reference, Use::Printed),
            Statement::Set(set) => {
                self.reference(&set.target, Use::Target);
                self.expression(&set.value);
            }
            Statement::If(condition) => {
                for branch in &condition.branches {
                    (self.look)(Node::Condition(&branch.condition), self.site);
                    self.expression(&branch.condition);
                    self.block(&branch.block);
                }
                if let Some((_, block)) = &condition.otherwise {
                    self.block(block);
                }
            }
            Statement::Directive(directive) => {
                for (index, argument) in directive.arguments.iter().flatten().enumerate() {
                    let binds = match directive.name {
                        "foreach" | "define" => index == 0,
                        "macro" => true,
                        _ => false,
                    };
                    match &argument.kind {
                        ExpressionKind::Reference(target) if binds => self.reference(target, Use::Target),
                        _ => self.expression(argument),
                    }
                }
                if let Some(block) = &directive.block
                    && directive.name != "literal"
                {
                    self.block(block);
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, reference: &Reference<'_>, purpose: Use) {
        (self.look)(Node::Reference(reference, purpose), self.site);
        for step in &reference.path {
            match &step.kind {
                StepKind::Property(_) => {}
                StepKind::Method(_, arguments) => arguments.iter().for_each(|each| self.expression(each)),
                StepKind::Index(index) => self.expression(index),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<'_>) {
        (self.look)(Node::Expression(expression), self.site);
        match &expression.kind {
            ExpressionKind::Reference(reference) => self.reference(reference, Use::Value),
            ExpressionKind::String(text) => self.string(text, expression.place),
            ExpressionKind::List(items) => items.iter().for_each(|item| self.expression(item)),
            ExpressionKind::Range(bounds) => {
                self.expression(&bounds.0);
                self.expression(&bounds.1);
            }
            ExpressionKind::Map(entries) => {
                for (key, value) in entries {
                    self.expression(key);
                    self.expression(value);
                }
            }
            ExpressionKind::Not(_, inside) | ExpressionKind::Group(inside) => self.expression(inside),
            ExpressionKind::Chain(first, rest) => {
                self.expression(first);
                rest.iter().for_each(|(_, operand)| self.expression(operand));
            }
            ExpressionKind::Number(_) | ExpressionKind::Boolean(_) | ExpressionKind::Word(_) => {}
        }
    }

    /// A string in double quotes is a template of its own. Quotes written twice are left so, and nothing shifts.
    fn string(&mut self, text: &str, place: Place) {
        let Some(content) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { return };
        if !content.contains(['$', '#']) || self.site.is_string() {
            return;
        }
        if let Ok(tree) = syntax::parse(content, Dialect::ApiGateway, Limits::default().nesting) {
            let around = self.site;
            self.site = Site { shift: place.0.start + 1 };
            self.block(&tree);
            self.site = around;
        }
    }
}
