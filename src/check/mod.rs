//! What is wrong with a template, or would surprise on the service, told before anybody calls it.
//!
//! ```
//! use vtlgate::check::{Level, Options, check};
//!
//! let findings = check(r#"{"name": $util.toJson($input.path('$.name'))}"#, &Options::new());
//! assert_eq!(findings[0].code, "appsync");
//! assert_eq!(findings[0].level, Level::Warning);
//! assert_eq!(findings[0].position.column, 16);
//! assert!(findings[0].help.contains("$input.json"));
//! ```
//!
//! Every code is a row of [`rules`], with a template that it is about and one that it is content with; `docs/checks.md`
//! lists them. A comment `## vtlgate: allow(code)` silences a code in its own line and the next one,
//! `## vtlgate: allow-all(code)` in the whole template.

mod allow;
mod automaton;
mod conditions;
mod context;
mod definition;
mod directives;
mod finding;
mod holes;
mod iteration;
mod json;
mod lines;
mod literals;
mod loops;
mod members;
mod names;
mod overrides;
mod report;
mod rules;
mod spelling;
mod walk;

pub use definition::{CheckedDefinition, DefinitionKind, check_definition};
pub use finding::{Finding, Fix, Level, apply};
pub use lines::TextLines;
pub use rules::{Rule, Subject, rules};

use std::collections::BTreeMap;

use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::program::{Names, compile};
use crate::syntax;
use report::Report;

/// How findings are told.
#[derive(Debug, Clone, Default)]
pub struct Options {
    levels: BTreeMap<String, Option<Level>>,
    websocket: bool,
}

impl Options {
    /// Every rule at its own level, for a REST API.
    pub fn new() -> Options {
        Options::default()
    }

    /// Tells the findings of `code` at `level`, or not at all.
    #[must_use]
    pub fn level(mut self, code: impl Into<String>, level: Option<Level>) -> Options {
        self.levels.insert(code.into(), level);
        self
    }

    /// Whether the template is one of a WebSocket API, whose `$context` has other members.
    #[must_use]
    pub fn websocket(mut self, websocket: bool) -> Options {
        self.websocket = websocket;
        self
    }
}

/// Checks the text of a template in the gateway's dialect. The findings are in the order of their places; a template
/// that cannot be read has only those of the code `syntax`.
pub fn check(text: &str, options: &Options) -> Vec<Finding> {
    let mut report = Report::new(text, options);
    let limits = Limits::default();
    literals::size(&mut report);
    literals::byte_order_mark(&mut report);
    // Strings are templates of their own, and directives have arguments that only their compiling asks for.
    let compiled =
        |text: &str| compile(text, Dialect::ApiGateway, limits.nesting, &mut Names::default()).err();
    let mut errors = Vec::new();
    match syntax::parse(text, Dialect::ApiGateway, limits.nesting) {
        Ok(tree) if compiled(text).is_none() => {
            walk::walk(&tree, &mut report);
            json::check(&tree, &mut report);
        }
        _ => errors = syntax::errors(text, Dialect::ApiGateway, limits.nesting, &compiled),
    }
    for error in errors {
        let (message, help) = report::split(error.message());
        report.add("syntax", error.span().unwrap_or_default(), message, help);
    }
    report.finish()
}
