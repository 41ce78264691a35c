//! The templates of a method: each by itself, and what becomes of it where it stands.

use super::Checker;
use super::method::{Method, Place, joined, member};
use super::source::Places;
use crate::check::{self, Finding, Fix, Options, overrides};
use crate::dialect::Dialect;
use crate::exchange::{IntegrationType, Node, is_illegal_on_request};
use crate::limits::Limits;
use crate::source::{Position, Span};
use crate::syntax;

/// Whether a template makes the request or the response.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Request,
    Response,
}

/// Every template of a method.
pub(super) fn templates(method: &Method<'_>, checker: &mut Checker<'_>) {
    let mut set = Vec::new();
    let request = templates_in(method.integration, "requestTemplates");
    for (media_type, node) in &request {
        let path = joined(&method.path, &format!("requestTemplates.{media_type}"));
        set.extend(template(method, Role::Request, (media_type, node, &path), checker));
    }
    unread_payload(&method.path, method.integration, &request, checker);
    for response in &method.responses {
        let templates = templates_in(response.node, "responseTemplates");
        for (media_type, node) in &templates {
            let path = joined(&response.path, &format!("responseTemplates.{media_type}"));
            let again = template(method, Role::Response, (media_type, node, &path), checker);
            for (name, span) in again {
                if set.iter().any(|(known, _)| *known == name) {
                    let message = format!("`$context.{name}` is set by the request template, too");
                    let help = "AWS documents that each override can be set once: decide in one of them";
                    checker.add_at("override-twice", &path, span, message, help);
                }
            }
        }
        unread_payload(&response.path, response.node, &templates, checker);
    }
    if method.kind == Some(IntegrationType::Mock) && request.is_empty() {
        let message =
            "a MOCK integration answers with the `statusCode` of its request template, and this one has none";
        let help = "add a request template: `{\"statusCode\": 200}`";
        checker.add("mock-status", &method.path, Place::Name(method.integration), message, help);
    }
    let behavior =
        member(method.integration, "passthroughBehavior").and_then(Node::as_str).unwrap_or_default();
    let is_proxy = method.kind.is_none_or(IntegrationType::is_proxy);
    if request.is_empty() && behavior.eq_ignore_ascii_case("NEVER") && !is_proxy {
        let message =
            "without a request template and with `passthroughBehavior` NEVER, every request is answered 415";
        let help = "add a request template, or let bodies pass with WHEN_NO_TEMPLATES";
        checker.add("no-template", &method.path, Place::Name(method.integration), message, help);
    }
}

/// The service stores an empty template as none (recorded).
pub(super) fn templates_in<'node>(node: &'node Node, name: &str) -> Vec<(&'node str, &'node Node)> {
    let templates = member(node, name).map(Node::members).unwrap_or_default();
    let written = templates.iter().filter(|(_, node)| node.as_str().is_some_and(|text| !text.is_empty()));
    written.map(|(media_type, node)| (media_type.as_str(), node)).collect()
}

/// Checks one template; the overrides that it sets, and where.
fn template(
    method: &Method<'_>,
    role: Role,
    (media_type, node, path): (&str, &Node, &str),
    checker: &mut Checker<'_>,
) -> Vec<(String, Span)> {
    let Some(text) = node.as_str() else { return Vec::new() };
    if method.kind.is_some_and(IntegrationType::is_proxy) {
        let message = "a proxy integration runs no templates";
        let help = "remove it, or make the integration one of type HTTP or AWS";
        checker.add("unused-template", path, Place::Name(node), message, help);
    } else if !media_type.contains('/') && media_type != "$default" || media_type.contains(';') {
        let message = format!("`{media_type}` is no media type, so nothing chooses this template");
        let help = "name it by a media type without parameters, such as application/json";
        checker.add("unused-template", path, Place::Name(node), message, help);
    }
    let places = checked(node, path, checker.options(), checker);
    let place = |span: Span| place_in(node, places.as_ref(), span);
    if role == Role::Request && method.kind == Some(IntegrationType::Mock) {
        mock_status(text, path, &place, checker);
    }
    let Ok(tree) = syntax::parse(text, Dialect::ApiGateway, Limits::default().nesting) else {
        return Vec::new();
    };
    let mut set = Vec::new();
    for (name, span) in overrides::all(&tree) {
        let span = place(span);
        match role {
            Role::Request => illegal_header(method, &name, span, path, checker),
            Role::Response if name.starts_with("requestOverride.") => {
                let message = format!("`$context.{name}` is set when the request is already sent");
                let help =
                    "set it in the request template; a response template sets `$context.responseOverride`";
                checker.add_at("late-override", path, span, message, help);
            }
            Role::Response => {}
        }
        set.push((name, span));
    }
    set
}

/// Checks what a template says by itself; where its text stands in the definition.
pub(super) fn checked(
    node: &Node,
    path: &str,
    options: &Options,
    checker: &mut Checker<'_>,
) -> Option<Places> {
    checker.templates.insert(node.origin.start.unwrap_or_default());
    let places = Places::of(checker.text(), node);
    for finding in check::check(node.as_str().unwrap_or_default(), options) {
        let span = place_in(node, places.as_ref(), finding.span);
        let position = Position::of(checker.text(), span.start as usize);
        let fix = finding.fix.and_then(|fix| {
            let places = places.as_ref()?;
            let replacement = places.written(fix.span, &fix.replacement)?;
            Some(Fix { span: places.span(fix.span), replacement })
        });
        let member = path.to_owned();
        checker.found(Finding { span, position, member, fix, ..finding });
    }
    places
}

/// Where a part of a template stands; where that cannot be told, where the template begins.
fn place_in(node: &Node, places: Option<&Places>, span: Span) -> Span {
    let start = node.origin.start.unwrap_or_default();
    places.map_or(Span::new(start, start), |places| places.span(span))
}

/// Headers that cannot be sent to a backend (recorded).
fn illegal_header(method: &Method<'_>, name: &str, span: Span, path: &str, checker: &mut Checker<'_>) {
    let Some(kind) = method.kind else { return };
    if let Some(header) = name.strip_prefix("requestOverride.header.")
        && is_illegal_on_request(header, kind)
    {
        let message =
            format!("the header {header} cannot be set for this integration: every request is answered 500");
        checker.add_at("illegal-header", path, span, message, "leave it to the service");
    }
}

/// Parameter mappings onto headers that cannot be sent to a backend (recorded).
pub(super) fn mappings(method: &Method<'_>, checker: &mut Checker<'_>) {
    let Some(kind) = method.kind else { return };
    for (target, node) in
        member(method.integration, "requestParameters").map(Node::members).unwrap_or_default()
    {
        let Some(header) = target.strip_prefix("integration.request.header.") else { continue };
        if is_illegal_on_request(header, kind) {
            let path = joined(&method.path, &format!("requestParameters.{target}"));
            let message = format!(
                "the header {header} cannot be mapped for this integration: every request is answered 500"
            );
            checker.add("illegal-header", &path, Place::Name(node), message, "leave it to the service");
        }
    }
}

/// A template needs text (recorded: a 500).
fn unread_payload(path: &str, node: &Node, templates: &[(&str, &Node)], checker: &mut Checker<'_>) {
    let Some(handling) = member(node, "contentHandling").filter(|_| !templates.is_empty()) else { return };
    if handling.as_str().is_some_and(|handling| handling.eq_ignore_ascii_case("CONVERT_TO_BINARY")) {
        let message =
            "a template needs text, and CONVERT_TO_BINARY makes bytes of it: the client is answered 500";
        let help = "write CONVERT_TO_TEXT, or remove the templates";
        checker.add("binary-template", path, Place::Value(handling), message, help);
    }
}

/// The `statusCode` that a MOCK integration answers with must be an integer (recorded).
fn mock_status(text: &str, path: &str, place: &dyn Fn(Span) -> Span, checker: &mut Checker<'_>) {
    let name = "statusCode";
    let mut names = text.match_indices(name).peekable();
    if names.peek().is_none() {
        // What the body brings along is not known.
        if !text.contains("$input") && !text.contains("#parse") {
            let message =
                "this prints no `statusCode`, which a MOCK integration answers with: the client gets a 500";
            checker.add_at(
                "mock-status",
                path,
                place(Span::new(0, text.len())),
                message,
                "print `{\"statusCode\": 200}`",
            );
        }
        return;
    }
    for (at, _) in names {
        let after = text.get(at + name.len()..).unwrap_or_default();
        let value = after.trim_start_matches(['"', '\'']).trim_start();
        let Some(value) = value.strip_prefix(':').map(str::trim_start) else { continue };
        if value.starts_with(['"', '\'']) {
            let start = text.len() - value.len();
            let length = value.get(1..).and_then(|rest| rest.find(['"', '\''])).map_or(1, |end| end + 2);
            let message =
                "the `statusCode` of a MOCK integration must be an integer; for a text the client gets a 500";
            let span = place(Span::new(start, start + length));
            checker.add_at("mock-status", path, span, message, "remove the quotes");
        }
    }
}
