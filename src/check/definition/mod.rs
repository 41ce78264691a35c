//! Definitions of APIs: every template in them, and what of the definition itself fails or surprises. Places are those of
//! the file, through JSON's escapes and YAML's blocks.

mod method;
mod rules;
mod selection;
mod source;
mod status;
mod templates;
mod websocket;

use std::collections::BTreeSet;

use super::Options;
use super::finding::Finding;
use super::report::{Report, split};
use crate::exchange::{self, Form, Node, Notice};
use crate::source::Span;
use method::Place;
pub(super) use rules::RULES;
pub(super) use source::Places;

/// The forms of definitions that can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefinitionKind {
    /// OpenAPI with the extensions `x-amazon-apigateway-*`.
    OpenApi,
    /// A template of CloudFormation or SAM.
    CloudFormation,
    /// What `aws apigateway get-integration` and its like print.
    Service,
}

impl DefinitionKind {
    /// The kind of a definition, by its text; `None` where it is none, or cannot be read.
    ///
    /// ```
    /// use vtlgate::check::DefinitionKind;
    /// assert_eq!(DefinitionKind::of(r#"{"openapi": "3.0.1"}"#), Some(DefinitionKind::OpenApi));
    /// assert_eq!(DefinitionKind::of(r#"{"statusCode": 200}"#), None);
    /// ```
    pub fn of(text: &str) -> Option<DefinitionKind> {
        exchange::form(text).map(DefinitionKind::from)
    }

    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            DefinitionKind::OpenApi => "an OpenAPI definition",
            DefinitionKind::CloudFormation => "a CloudFormation template",
            DefinitionKind::Service => "a definition as the AWS CLI prints it",
        }
    }
}

impl From<Form> for DefinitionKind {
    fn from(form: Form) -> DefinitionKind {
        match form {
            Form::OpenApi => DefinitionKind::OpenApi,
            Form::CloudFormation => DefinitionKind::CloudFormation,
            Form::Service => DefinitionKind::Service,
        }
    }
}

/// What was found in a definition.
#[derive(Debug, Clone)]
pub struct CheckedDefinition {
    /// Its kind, where it could be read.
    pub kind: Option<DefinitionKind>,
    /// How many integrations it has: of methods, or of WebSocket APIs.
    pub integrations: usize,
    /// How many templates it has.
    pub templates: usize,
    /// The findings in the order of their places.
    pub findings: Vec<Finding>,
}

/// Checks a definition, in any of the forms that [`exchange::import`](crate::exchange::import) reads, and every template
/// in it. What only a deployment knows, such as the values of parameters, is not asked for.
///
/// ```
/// use vtlgate::check::{Options, check_definition};
///
/// let text = r#"{
///   "type": "MOCK",
///   "requestTemplates": {"application/json": "{\"statusCode\": \"200\"}"},
///   "integrationResponses": {"200": {"responseTemplates": {"application/json": "{\"a\": $util.toJson(1)}"}}}
/// }"#;
/// let checked = check_definition("integration.json", text, &Options::new());
/// assert_eq!(checked.templates, 2);
/// let told: Vec<String> =
///     checked.findings.iter().map(|finding| format!("{} {}", finding.position, finding.code)).collect();
/// assert_eq!(told, ["3:62 mock-status", "4:93 appsync"]);
/// ```
pub fn check_definition(file: &str, text: &str, options: &Options) -> CheckedDefinition {
    let mut checker = Checker { report: Report::of_definition(text, options), templates: BTreeSet::new() };
    let outline = match exchange::outline(file, text) {
        Ok(outline) => outline,
        Err(notice) => {
            checker.notice("definition", &notice);
            return checker.finish(None, 0);
        }
    };
    if let Some(notice) = &outline.failure {
        checker.notice("definition", notice);
    }
    for notice in &outline.warnings {
        checker.notice("definition-member", notice);
    }
    let mut count = 0;
    let mut known = BTreeSet::new();
    for exchange::Part { path, node, is_websocket } in &outline.parts {
        if outline.form == Form::CloudFormation {
            status::numeric_names(path, node, 0, &mut checker);
        }
        if *is_websocket {
            let integrations = websocket::integrations(path, node, &mut checker);
            count += if known.insert(path.clone()) { integrations } else { 0 };
        }
        for method in method::methods(path, node) {
            count += usize::from(known.insert(method.path.clone()));
            status::codes(&method, &mut checker);
            selection::responses(&method, &mut checker);
            templates::mappings(&method, &mut checker);
            templates::templates(&method, &mut checker);
        }
    }
    checker.finish(Some(outline.form.into()), count)
}

/// The templates of a definition that can be read: where each begins, its text, and where that stands.
pub(super) fn templates_of(text: &str) -> Vec<(usize, String, Places)> {
    let Ok(outline) = exchange::outline("", text) else { return Vec::new() };
    let mut nodes = Vec::new();
    for part in &outline.parts {
        for method in method::methods(&part.path, &part.node) {
            nodes.extend(templates::templates_in(method.integration, "requestTemplates"));
            for response in &method.responses {
                nodes.extend(templates::templates_in(response.node, "responseTemplates"));
            }
        }
    }
    let placed = nodes.into_iter().filter_map(|(_, node)| {
        Some((node.origin.start?, node.as_str()?.to_owned(), Places::of(text, node)?))
    });
    placed.collect()
}

/// Collects the findings of a definition.
struct Checker<'text> {
    report: Report<'text>,
    /// The places of the templates that were checked.
    templates: BTreeSet<usize>,
}

impl<'text> Checker<'text> {
    fn text(&self) -> &'text str {
        self.report.text
    }

    fn options(&self) -> &'text Options {
        self.report.options
    }

    /// Adds a finding about `place`, at the path `member` of the definition.
    fn add(
        &mut self,
        code: &'static str,
        member: &str,
        place: Place<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let span = span_of(self.text(), place);
        self.add_at(code, member, span, message, help);
    }

    fn add_at(
        &mut self,
        code: &'static str,
        member: &str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report.member = member.to_owned();
        self.report.add(code, span, message, help);
    }

    /// Adds what the check of a template found.
    fn found(&mut self, finding: Finding) {
        self.report.push(finding);
    }

    /// Adds what the reading of the definition had to say, of which the line is known.
    fn notice(&mut self, code: &'static str, notice: &Notice) {
        let before: usize =
            self.text().split_inclusive('\n').take(notice.line.saturating_sub(1)).map(str::len).sum();
        let line = self.text().get(before..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let start = before + (line.len() - line.trim_start().len());
        let span = Span::new(start, (before + line.trim_end().len()).max(start));
        let (message, help) = split(&notice.message);
        let verb = if message.starts_with("not ") { "is " } else { "" };
        self.add_at(code, &notice.member, span, format!("this {verb}{message}"), help);
    }

    fn finish(self, kind: Option<DefinitionKind>, integrations: usize) -> CheckedDefinition {
        let templates = self.templates.len();
        CheckedDefinition { kind, integrations, templates, findings: self.report.finish() }
    }
}

/// The bytes of a name or a value; of a value that has members, its first line.
fn span_of(text: &str, place: Place<'_>) -> Span {
    let (start, node) = match place {
        Place::Name(node) => (node.origin.name.or(node.origin.start), None),
        Place::Value(node) => (node.origin.start, Some(node)),
    };
    let start = start.unwrap_or_default();
    if let Some(places) = node.and_then(|node| Places::of(text, node)) {
        let length = node.and_then(Node::as_str).map_or(0, str::len);
        return places.span(Span::new(0, length));
    }
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let length = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted_length(line, quote),
        _ if node.is_none() => line.find(": ").unwrap_or_else(|| line.trim_end().trim_end_matches(':').len()),
        _ => line.find([',', '}', ']', '#']).unwrap_or(line.len()),
    };
    let end = start + line.get(..length).map_or(0, |token| token.trim_end().len());
    Span::new(start, end)
}

fn quoted_length(line: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in line.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    line.len()
}
