//! A method as the service's own JSON and CloudFormation write it.

use super::integration;
use super::members::Members;
use super::node::{Node, NodeValue};
use super::notice::{Notice, Report};
use crate::exchange::definition::{Method, MethodRequest, MethodResponse};
use crate::exchange::table::Table;

/// A method, and the name of its validator, which stands elsewhere.
pub(super) struct ReadMethod {
    pub(super) method: Method,
    pub(super) validator: Option<String>,
}

/// Reads a method.
pub(super) fn read(report: &Report, path: &str, node: &Node) -> Result<ReadMethod, Notice> {
    let members = Members::of(report, path, node)?;
    members.ignore(&[
        "authorizationType",
        "authorizationScopes",
        "authorizerId",
        "operationName",
        "restApiId",
    ]);
    members.ignore(&["resourceId"]);
    let integration = match (members.get("methodIntegration"), members.get("integration")) {
        (Some(node), _) => integration::read(report, &members.path_of("methodIntegration"), node)?,
        (None, Some(node)) => integration::read(report, &members.path_of("integration"), node)?,
        (None, None) => {
            let message = "has no integration: add `Integration` (`methodIntegration` in the service's JSON)";
            return Err(report.error(members.line(), path, message));
        }
    };
    let method_request = MethodRequest {
        parameters: members.booleans("requestParameters")?,
        models: members.texts("requestModels")?,
        validator: None,
        api_key_required: members.boolean("apiKeyRequired")?.unwrap_or(false),
    };
    let method = Method {
        http_method: members.text("httpMethod")?.unwrap_or_else(|| "ANY".to_owned()).to_ascii_uppercase(),
        method_request,
        integration,
        method_responses: method_responses(report, &members)?,
        ..Method::default()
    };
    let validator = members.text("requestValidatorId")?;
    members.finish();
    Ok(ReadMethod { method, validator })
}

/// The method responses: an object by status code, or in CloudFormation a list.
fn method_responses(report: &Report, members: &Members<'_>) -> Result<Table<MethodResponse>, Notice> {
    let Some(node) = members.get("methodResponses") else { return Ok(Table::new()) };
    let path = members.path_of("methodResponses");
    if let NodeValue::List(elements) = &node.value {
        let read = |(index, element)| method_response(report, &format!("{path}[{index}]"), element);
        return elements.iter().enumerate().map(read).collect();
    }
    let read = |(status, node, path): (&str, &Node, String)| {
        let (named, response) = method_response(report, &path, node)?;
        Ok((if named.is_empty() { status.to_owned() } else { named }, response))
    };
    Members::of(report, path, node)?.all().map(read).collect()
}

fn method_response(report: &Report, path: &str, node: &Node) -> Result<(String, MethodResponse), Notice> {
    let members = Members::of(report, path, node)?;
    let status = members.text("statusCode")?.unwrap_or_default();
    let response = MethodResponse {
        parameters: members.booleans("responseParameters")?,
        models: members.texts("responseModels")?,
    };
    members.finish();
    Ok((status, response))
}
