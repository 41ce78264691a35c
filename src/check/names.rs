//! The variables of a template: which are assigned, and what is known of their values.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Fix;
use super::report::Report;
use super::walk::{Node, Site, Use, visit};
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind, Operator, Reference, Statement, StepKind};

/// What is known of a value before anything runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// What `$util.escapeJavaScript` made.
    Escaped,
    Boolean,
    Integer,
    Double,
    List,
    Map,
    /// What a JSONPath selected.
    Json,
    /// What a loop takes from its list.
    Element,
    Unknown,
}

/// The names that the service binds, and those of loops.
const BOUND: [&str; 7] =
    ["input", "util", "context", "stageVariables", "foreach", "velocityCount", "velocityHasNext"];

/// The variables of a template.
pub(super) struct Names {
    assigned: BTreeMap<String, Kind>,
    /// Those of which members are read.
    with_members: BTreeSet<String>,
}

impl Names {
    /// The names that `tree` assigns anywhere; the order of assignments is not looked at.
    pub(super) fn of(tree: &[Statement<'_>]) -> Names {
        let mut names = Names { assigned: BTreeMap::new(), with_members: BTreeSet::new() };
        visit(tree, &mut |node, _| match node {
            Node::Statement(Statement::Set(set)) if set.target.path.is_empty() => {
                let kind = names.kind(&set.value);
                names.assign(set.target.name, kind);
            }
            Node::Statement(Statement::Directive(directive)) => {
                if let Some(ExpressionKind::Reference(element)) =
                    directive.arguments.iter().flatten().next().map(|first| &first.kind)
                {
                    match directive.name {
                        "foreach" => names.assign(element.name, Kind::Element),
                        "define" => names.assign(element.name, Kind::Unknown),
                        _ => {}
                    }
                }
            }
            Node::Reference(reference, Use::Target) => {
                names.assigned.entry(reference.name.to_owned()).or_insert(Kind::Unknown);
            }
            Node::Reference(reference, _) => {
                if let Some(StepKind::Property(_)) = reference.path.first().map(|step| &step.kind) {
                    names.with_members.insert(reference.name.to_owned());
                }
            }
            _ => {}
        });
        names
    }

    fn assign(&mut self, name: &str, kind: Kind) {
        let known = self.assigned.entry(name.to_owned()).or_insert(kind);
        if *known != kind {
            *known = Kind::Unknown;
        }
    }

    /// Whether `name` can be defined.
    pub(super) fn is_known(&self, name: &str) -> bool {
        BOUND.contains(&name) || self.is_assigned(name)
    }

    /// Whether the template assigns `name`.
    pub(super) fn is_assigned(&self, name: &str) -> bool {
        self.assigned.contains_key(name)
    }

    /// Whether the template reads members of the variable `name`, so that it holds a map.
    pub(super) fn has_members(&self, name: &str) -> bool {
        self.with_members.contains(name)
    }

    /// Every name that can be defined.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> + Clone {
        BOUND.into_iter().chain(self.assigned.keys().map(String::as_str))
    }

    /// What is known of the variable `name`.
    pub(super) fn of_variable(&self, name: &str) -> Kind {
        self.assigned.get(name).copied().unwrap_or(Kind::Unknown)
    }

    /// What is known of an expression.
    pub(super) fn kind(&self, expression: &Expression<'_>) -> Kind {
        match &expression.kind {
            ExpressionKind::String(_) => Kind::Text,
            ExpressionKind::Number(number) if number.contains(['.', 'e', 'E']) => Kind::Double,
            ExpressionKind::Number(number) if number.parse::<i32>().is_ok() => Kind::Integer,
            ExpressionKind::Boolean(_) | ExpressionKind::Not(..) => Kind::Boolean,
            ExpressionKind::List(_) | ExpressionKind::Range(_) => Kind::List,
            ExpressionKind::Map(_) => Kind::Map,
            ExpressionKind::Group(inside) => self.kind(inside),
            ExpressionKind::Reference(reference) => self.of_reference(reference, reference.path.len()),
            ExpressionKind::Chain(first, rest) => {
                let text = rest.iter().any(|(operator, operand)| {
                    *operator == Operator::Add && self.kind(operand) == Kind::Text
                }) || self.kind(first) == Kind::Text;
                let adds = rest.iter().all(|(operator, _)| *operator == Operator::Add);
                if text && adds { Kind::Text } else { Kind::Unknown }
            }
            _ => Kind::Unknown,
        }
    }

    /// What is known of a reference, looked at up to its step `steps`.
    pub(super) fn of_reference(&self, reference: &Reference<'_>, steps: usize) -> Kind {
        let path = reference.path.get(..steps).unwrap_or_default();
        let call = |name: &str| match path {
            [step] => match &step.kind {
                StepKind::Method(method, arguments) if *method == name => Some(arguments.len()),
                _ => None,
            },
            _ => None,
        };
        match reference.name {
            name if path.is_empty() => self.of_variable(name),
            name if self.is_assigned(name) => Kind::Unknown,
            "input" if matches!(path, [step] if matches!(step.kind, StepKind::Property("body"))) => {
                Kind::Text
            }
            "input" if call("json") == Some(1) || call("params") == Some(1) => Kind::Text,
            "input" if call("path") == Some(1) => Kind::Json,
            "util" if call("parseJson") == Some(1) => Kind::Json,
            "util" if call("escapeJavaScript") == Some(1) => Kind::Escaped,
            "util"
                if ["urlEncode", "urlDecode", "base64Encode", "base64Decode"]
                    .iter()
                    .any(|name| call(name) == Some(1)) =>
            {
                Kind::Text
            }
            _ => Kind::Unknown,
        }
    }
}

/// `$a-b` is the variable `a-b`.
pub(super) fn hyphen(
    reference: &Reference<'_>,
    purpose: Use,
    site: Site,
    names: &Names,
    report: &mut Report<'_>,
) {
    let name = reference.name;
    let Some((before, _)) = name.split_once('-') else { return };
    if purpose == Use::Target || names.is_known(name) || !names.is_known(before) || name.ends_with("--") {
        return;
    }
    let span = site.span(reference.name_place);
    let message = format!("`${name}` is one variable, named `{name}`: a hyphen belongs to the name");
    if purpose == Use::Value {
        let rest = name.get(before.len() + 1..).unwrap_or_default();
        return report.add(
            "hyphen",
            span,
            message,
            format!("to subtract, write `${before} - {rest}` with blanks"),
        );
    }
    let help = format!("write `${{{before}}}` to end the name before the hyphen");
    if reference.formal {
        return report.add("hyphen", span, message, help);
    }
    let end = span.start as usize + before.len();
    let fix = Fix { span: Span::new(span.start as usize, end), replacement: format!("{{{before}}}") };
    report.add_fixable("hyphen", span, message, help, fix);
}
