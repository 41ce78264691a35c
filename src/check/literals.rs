//! What literals tell: JSONPaths that cannot be read, methods that a class does not have, the template's size.

use super::finding::Fix;
use super::names::{Kind, Names};
use super::report::Report;
use super::spelling;
use super::walk::{Site, Use};
use crate::java;
use crate::jsonpath::JsonPath;
use crate::limits::{Budget, Limits};
use crate::source::Span;
use crate::syntax::ast::{ExpressionKind, Reference, StepKind};
use crate::value::{LINKED_HASH_MAP, Map, Value};

/// The service's quota for a mapping template.
const TEMPLATE_BYTES: usize = 300 * 1024;

/// A template longer than the service takes.
pub(super) fn size(report: &mut Report<'_>) {
    let length = report.text.len();
    if length > TEMPLATE_BYTES {
        let message = format!("the template has {length} bytes; the service takes {TEMPLATE_BYTES}");
        report.add(
            "template-size",
            Span::new(TEMPLATE_BYTES, length),
            message,
            "move data out of the template",
        );
    }
}

/// What some editors write before the first character of a file is text here.
pub(super) fn byte_order_mark(report: &mut Report<'_>) {
    let mark = '\u{feff}';
    if report.text.starts_with(mark) {
        let span = Span::new(0, mark.len_utf8());
        let message = "the template begins with a byte order mark, which does not show and is printed";
        let fix = Fix { span, replacement: String::new() };
        report.add_fixable("byte-order-mark", span, message, "save the template without it", fix);
    }
}

/// A JSONPath in quotes that cannot be read: the service answers 500.
pub(super) fn path(reference: &Reference<'_>, site: Site, names: &Names, report: &mut Report<'_>) {
    if reference.name != "input" || names.is_assigned("input") {
        return;
    }
    let Some(StepKind::Method("path" | "json", arguments)) = reference.path.first().map(|step| &step.kind)
    else {
        return;
    };
    let [argument] = arguments.as_slice() else { return };
    let ExpressionKind::String(quoted) = argument.kind else { return };
    let path = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    // In double quotes a template is read first; in single ones a quote is written twice.
    let interpolates =
        quoted.starts_with('"') && (path.contains('#') || path.contains('$') && interpolated(path));
    if interpolates || path.contains(['"', '\'']) && path.contains(&quoted[..1].repeat(2)) {
        return;
    }
    if let Err(error) = JsonPath::parse(path) {
        let inside = error.span().unwrap_or_default();
        let start = argument.place.0.start + 1;
        let place = crate::syntax::ast::Place(Span { start: start + inside.start, end: start + inside.end });
        let (message, help) = super::report::split(error.message());
        report.add("json-path", site.span(place), format!("this JSONPath cannot be read: {message}"), help);
    }
}

/// Whether a reference starts in the content of a string.
fn interpolated(content: &str) -> bool {
    content.match_indices('$').any(|(at, _)| {
        content
            .get(at + 1..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '_' | '{' | '!'))
    })
}

/// A method or a property that the receiver's class does not have evaluates to the empty string.
pub(super) fn member(
    reference: &Reference<'_>,
    purpose: Use,
    site: Site,
    names: &Names,
    report: &mut Report<'_>,
) {
    let limits = Limits::default();
    for (index, step) in reference.path.iter().enumerate() {
        let (name, is_call) = match &step.kind {
            StepKind::Method(name, _) => (*name, true),
            StepKind::Property(name) if purpose != Use::Target => (*name, false),
            _ => continue,
        };
        let Some((class, receiver)) = receiver(names.of_reference(reference, index)) else { continue };
        let has_property = || !matches!(java::property(&receiver, name, &mut Budget::new(&limits)), Ok(None));
        if is_call && java::has_method(&receiver, name) || !is_call && has_property() {
            continue;
        }
        let what = if is_call { "method" } else { "member" };
        let message = format!("{class} has no {what} `{name}`: it is empty on the service, without an error");
        let is_body = reference.name == "input" && index == 1;
        let help = match spelling::closest(name, java::method_names(&receiver)) {
            _ if is_body && !is_call => {
                format!("this is the text of the body: `$input.path('$.{name}')` selects from it")
            }
            None if matches!(name, "length" | "count") && java::has_method(&receiver, "size") => {
                "did you mean `size()`?".to_owned()
            }
            Some(meant) if is_call => format!("did you mean `{meant}`?"),
            Some(meant) => format!("did you mean `{meant}()`?"),
            None => format!("the methods of {class} are those of Java"),
        };
        return report.add("method", site.span(step.place), message, help);
    }
}

/// A value of the class that a kind has.
fn receiver(kind: Kind) -> Option<(&'static str, Value)> {
    Some(match kind {
        Kind::Text | Kind::Escaped => ("java.lang.String", Value::from("")),
        Kind::Boolean => ("java.lang.Boolean", Value::Boolean(true)),
        Kind::Integer => ("java.lang.Integer", Value::Integer(0)),
        Kind::Double => ("java.lang.Double", Value::Double(0.0)),
        Kind::List => ("java.util.ArrayList", Value::list(Vec::new())),
        Kind::Map => ("java.util.LinkedHashMap", Value::Map(Map::with_capacity(&LINKED_HASH_MAP, 0))),
        Kind::Json | Kind::Element | Kind::Unknown => return None,
    })
}
