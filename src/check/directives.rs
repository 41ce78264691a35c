//! Directives that the service does not have, or that fail there.

use super::report::Report;
use super::walk::Site;
use crate::syntax::ast::Statement;

/// `#macro`, `#evaluate`, `#parse`, `#include`, `#return`.
pub(super) fn unavailable(statement: &Statement<'_>, site: Site, report: &mut Report<'_>) {
    let Statement::Directive(directive) = statement else { return };
    if directive.arguments.is_none() && directive.name != "return" {
        return;
    }
    let (code, message, help) = match directive.name {
        "macro" => (
            "macro",
            "#macro prints nothing and defines nothing on the service; calls of the macro print as they stand",
            "use #define for a block without parameters, or write the text where it is needed",
        ),
        "evaluate" => (
            "evaluate",
            "#evaluate is not there on the service: it prints as it stands",
            "write the template itself in its place",
        ),
        "parse" | "include" => (
            "resource",
            "the service has no other templates: #parse and #include fail the render, with a 500",
            "copy the other template's text in",
        ),
        "return" => (
            "appsync",
            "#return is AppSync's: on API Gateway it prints as it stands",
            "print the value, and end the template with #stop",
        ),
        _ => return,
    };
    report.add(code, site.span(directive.place), message, help);
}
