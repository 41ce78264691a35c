//! Members of `$input` and `$util` that do not exist, and variables of AppSync.

use super::names::Names;
use super::report::Report;
use super::spelling;
use super::walk::{Site, Use};
use crate::syntax::ast::{ExpressionKind, Reference, StepKind};

const INPUT: [&str; 4] = ["path", "json", "params", "body"];
const UTIL: [&str; 6] =
    ["escapeJavaScript", "parseJson", "urlEncode", "urlDecode", "base64Encode", "base64Decode"];

/// What every object of Java has.
const OBJECT: [&str; 6] = ["class", "getClass", "toString", "hashCode", "equals", "getBody"];

/// What AppSync's `$util` has, and what to write here.
const APPSYNC_UTIL: [(&str, &str); 22] = [
    ("qr", "write `#set($ignored = …)`"),
    ("quiet", "write `#set($ignored = …)`"),
    ("toJson", "print `$input.json('$.path')`, or a list, which prints as JSON"),
    ("error", "answer with a status: `#set($context.responseOverride.status = 400)`"),
    ("appendError", "print the error into the body"),
    ("validate", "use #if, and `$context.responseOverride.status`"),
    ("unauthorized", "use an authorizer, or `$context.responseOverride.status`"),
    ("autoId", "use `$context.requestId`"),
    ("autoUlid", "use `$context.requestId`"),
    ("isNull", "compare with `\"\"`: `#if($x == \"\")`"),
    ("isNullOrEmpty", "compare with `\"\"`: `#if($x == \"\")`"),
    ("isNullOrBlank", "compare with `\"\"`: `#if($x == \"\")`"),
    ("defaultIfNull", "use #if and #else"),
    ("defaultIfNullOrEmpty", "use #if and #else"),
    ("defaultIfNullOrBlank", "use #if and #else"),
    ("matches", "use `$text.matches(\"pattern\")`"),
    ("typeOf", "use `$x.class.name`"),
    ("time", "use `$context.requestTimeEpoch`"),
    ("dynamodb", "write DynamoDB's types out: `{\"S\": \"$x\"}`"),
    ("map", "use `$map.put(…)` and `$map.get(…)`"),
    ("list", "use the methods of `java.util.List`"),
    ("str", "use the methods of `java.lang.String`"),
];

/// What `$input.params()` holds.
const PARAMS: [&str; 3] = ["path", "querystring", "header"];

/// How a function of `$input` or `$util` is called: with one argument, save for `$input.params()`.
fn arguments(reference: &Reference<'_>, site: Site, report: &mut Report<'_>) {
    let Some((step, rest)) = reference.path.split_first() else { return };
    let StepKind::Method(name, arguments) = &step.kind else { return };
    let owner = reference.name;
    if arguments.is_empty() && *name == "params" {
        let Some(next) = rest.first() else { return };
        let member = match &next.kind {
            StepKind::Property(member) => *member,
            StepKind::Index(index) => match index.kind {
                ExpressionKind::String(text) if !text.contains('$') => text.trim_matches(['"', '\'']),
                _ => return,
            },
            StepKind::Method(..) => return,
        };
        if !PARAMS.contains(&member) && !OBJECT.contains(&member) {
            let message =
                format!("`$input.params()` has no `{member}`: it is empty on the service, without an error");
            let help = spelling::advice(member, PARAMS, |meant| format!("$input.params().{meant}"));
            report.add("member", site.span(next.place), message, help);
        }
    } else if arguments.len() != 1 {
        let count = arguments.len();
        let message =
            format!("`${owner}.{name}` takes one argument: with {count} the call is empty, without an error");
        let help = match *name {
            "params" => {
                "write `$input.params('name')`, or `$input.params().querystring.name` to say which kind"
                    .to_owned()
            }
            "path" | "json" => format!("write `$input.{name}('$.path')`"),
            _ => format!("write `$util.{name}($text)`"),
        };
        report.add("member", site.span(step.place), message, help);
    }
}

/// A member that the service's `$input` and `$util` do not have evaluates to nothing, silently.
pub(super) fn unknown(
    reference: &Reference<'_>,
    purpose: Use,
    site: Site,
    names: &Names,
    report: &mut Report<'_>,
) {
    if names.is_assigned(reference.name) || purpose == Use::Target {
        return;
    }
    if matches!(reference.name, "ctx" | "utils") {
        let meant = if reference.name == "ctx" { "context" } else { "util" };
        let message =
            format!("`${}` is AppSync's: on API Gateway it is undefined and prints nothing", reference.name);
        let help = format!("`${meant}` is API Gateway's, with other members");
        return report.add("appsync", site.span(reference.name_place), message, help);
    }
    let known: &[&str] = match reference.name {
        "input" => &INPUT,
        "util" => &UTIL,
        _ => return,
    };
    let Some(step) = reference.path.first() else { return };
    let (name, called) = match &step.kind {
        StepKind::Property(name) => (*name, false),
        StepKind::Method(name, _) => (*name, true),
        StepKind::Index(_) => return,
    };
    let span = site.span(step.place);
    if OBJECT.contains(&name) || (reference.name == "input" && name == "Body" && !called) {
        return;
    }
    let is_function = name != "body";
    if known.contains(&name) && is_function == called {
        return arguments(reference, site, report);
    }
    let owner = reference.name;
    if known.contains(&name) {
        let message = if called {
            format!("`${owner}.{name}` is a text, and no function: `${owner}.{name}(…)` is empty")
        } else {
            format!("`${owner}.{name}` is a function: without its parentheses it is empty")
        };
        let help =
            if called { format!("write `${owner}.{name}`") } else { format!("write `${owner}.{name}(…)`") };
        return report.add("member", span, message, help);
    }
    if owner == "util"
        && let Some((_, help)) = APPSYNC_UTIL.iter().find(|(theirs, _)| *theirs == name)
    {
        let message = format!("`$util.{name}` is AppSync's: on API Gateway it is empty");
        return report.add("appsync", span, message, *help);
    }
    let message = format!("`${owner}` has no `{name}`: it is empty on the service, without an error");
    let help = spelling::advice(name, known.iter().copied(), |meant| format!("${owner}.{meant}"));
    report.add("member", span, message, help);
}
