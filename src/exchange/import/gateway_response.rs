//! Gateway responses as OpenAPI extensions, CloudFormation and SAM write them.

use super::members::Members;
use super::node::Node;
use super::notice::{Notice, Report};
use crate::exchange::definition::{GatewayResponse, GatewayResponseType};
use crate::exchange::table::Table;

/// Reads gateway responses that stand under their types.
pub(super) fn read_all(
    report: &Report,
    path: &str,
    node: &Node,
) -> Result<Vec<(GatewayResponseType, GatewayResponse)>, Notice> {
    let by_type = Members::of(report, path, node)?;
    by_type
        .all()
        .map(|(name, node, path)| Ok((response_type(report, &path, node, name)?, read(report, &path, node)?)))
        .collect()
}

/// Reads the type's name.
pub(super) fn response_type(
    report: &Report,
    path: &str,
    node: &Node,
    name: &str,
) -> Result<GatewayResponseType, Notice> {
    GatewayResponseType::parse(name).ok_or_else(|| {
        let known: Vec<&str> =
            GatewayResponseType::ALL.iter().map(|response_type| response_type.name()).collect();
        report.error(
            node.line,
            path,
            format!("`{name}` is no type of gateway response: write one of {}", known.join(", ")),
        )
    })
}

/// Reads one gateway response.
pub(super) fn read(report: &Report, path: &str, node: &Node) -> Result<GatewayResponse, Notice> {
    let members = Members::of(report, path, node)?;
    members.ignore(&["responseType", "restApiId"]);
    let parameters = match members.get("responseParameters") {
        Some(node) if node.members().iter().any(|(name, _)| name == "Headers") => {
            sam_headers(report, &members, node)?
        }
        _ => members.texts("responseParameters")?,
    };
    let response = GatewayResponse {
        status_code: members.status("statusCode")?,
        response_parameters: parameters,
        response_templates: members.texts("responseTemplates")?,
    };
    members.finish();
    Ok(response)
}

/// SAM writes `{Headers: {name: source}}` for `{gatewayresponse.header.name: source}`.
fn sam_headers(report: &Report, members: &Members<'_>, node: &Node) -> Result<Table<String>, Notice> {
    let parameters = Members::of(report, members.path_of("responseParameters"), node)?;
    let headers = parameters.texts("Headers")?;
    parameters.finish();
    Ok(headers
        .iter()
        .map(|(name, source)| (format!("gatewayresponse.header.{name}"), source.clone()))
        .collect())
}
