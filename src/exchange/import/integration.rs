//! An integration as OpenAPI extensions, CloudFormation and the service's own JSON write it: nearly the same members.

use super::members::Members;
use super::node::{Node, NodeValue};
use super::notice::{Notice, Report};
use crate::exchange::definition::{
    ContentHandling, Integration, IntegrationResponse, IntegrationType, PassthroughBehavior,
};
use crate::exchange::mapping_template::MappingTemplate;
use crate::exchange::selection_pattern::SelectionPattern;
use crate::exchange::table::Table;

const TYPES: &str = "MOCK, HTTP, HTTP_PROXY, AWS, AWS_PROXY";
const BEHAVIORS: &str = "WHEN_NO_MATCH, WHEN_NO_TEMPLATES, NEVER";
const HANDLINGS: &str = "CONVERT_TO_TEXT, CONVERT_TO_BINARY";

/// Members that change where or how a backend is called, not what it is sent.
const IRRELEVANT: [&str; 11] = [
    "cacheKeyParameters",
    "cacheNamespace",
    "connectionId",
    "connectionType",
    "credentials",
    "integrationTarget",
    "payloadFormatVersion",
    "responseTransferMode",
    "timeoutInMillis",
    "tlsConfig",
    "description",
];

/// Reads an integration.
pub(super) fn read(report: &Report, path: &str, node: &Node) -> Result<Integration, Notice> {
    let members = Members::of(report, path, node)?;
    members.ignore(&IRRELEVANT);
    let Some(integration_type) = members.named("type", TYPES, IntegrationType::parse)? else {
        return Err(report.error(members.line(), path, format!("`type` is missing: add one of {TYPES}")));
    };
    let verb = match members.text("httpMethod")? {
        Some(verb) => Some(verb),
        None => members.text("integrationHttpMethod")?,
    };
    let behavior = members.named("passthroughBehavior", BEHAVIORS, PassthroughBehavior::parse)?;
    let integration = Integration {
        integration_type,
        http_method: verb.unwrap_or_default().to_ascii_uppercase(),
        uri: members.text("uri")?.unwrap_or_default(),
        request_parameters: members.texts("requestParameters")?,
        request_templates: templates(report, &members, "requestTemplates")?,
        passthrough_behavior: behavior.unwrap_or_default(),
        content_handling: members.named("contentHandling", HANDLINGS, ContentHandling::parse)?,
        responses: responses(report, &members)?,
    };
    members.finish();
    Ok(integration)
}

fn templates(report: &Report, members: &Members<'_>, name: &str) -> Result<Table<MappingTemplate>, Notice> {
    let texts = members.texts(name)?;
    let path = members.path_of(name);
    if let Some((media_type, _)) = texts.iter().find(|(_, text)| text.len() > 300 * 1024) {
        report.warn(
            members.line(),
            &format!("{path}.{media_type}"),
            "the service takes templates of 300 KB at most",
        );
    }
    let named = |media_type: &str, text: &String| {
        let start = members.get(name).and_then(|node| node.get(media_type)?.origin.start);
        MappingTemplate::new(&format!("{path}.{media_type}"), text).starting_at(start)
    };
    // The service stores an empty template as none (recorded).
    let written = texts.iter().filter(|(_, text)| !text.is_empty());
    Ok(written.map(|(media_type, text)| (media_type, named(media_type, text))).collect())
}

/// The integration responses: in OpenAPI under their patterns, in the service's JSON under their status codes, in
/// CloudFormation a list.
fn responses(report: &Report, members: &Members<'_>) -> Result<Vec<IntegrationResponse>, Notice> {
    let mut responses = Vec::new();
    if let Some(by_pattern) = members.get("responses") {
        for (pattern, node, path) in Members::of(report, members.path_of("responses"), by_pattern)?.all() {
            let mut response = response(report, &path, node)?;
            response.selection_pattern = (pattern != "default").then(|| pattern.into());
            responses.push(response);
        }
    }
    let Some(listed) = members.get("integrationResponses") else { return Ok(responses) };
    let path = members.path_of("integrationResponses");
    if let NodeValue::List(elements) = &listed.value {
        for (index, element) in elements.iter().enumerate() {
            responses.push(response(report, &format!("{path}[{index}]"), element)?);
        }
    } else {
        for (status, node, path) in Members::of(report, path, listed)?.all() {
            let mut response = response(report, &path, node)?;
            if response.status_code == 0 {
                response.status_code = status.parse().map_err(|_| {
                    report.error(node.line, &path, "add `statusCode`, a status code such as 200")
                })?;
            }
            responses.push(response);
        }
    }
    Ok(responses)
}

fn response(report: &Report, path: &str, node: &Node) -> Result<IntegrationResponse, Notice> {
    let members = Members::of(report, path, node)?;
    let response = IntegrationResponse {
        status_code: members.status("statusCode")?.unwrap_or_default(),
        selection_pattern: members.text("selectionPattern")?.map(SelectionPattern::from),
        response_parameters: members.texts("responseParameters")?,
        response_templates: templates(report, &members, "responseTemplates")?,
        content_handling: members.named("contentHandling", HANDLINGS, ContentHandling::parse)?,
    };
    members.finish();
    Ok(response)
}
