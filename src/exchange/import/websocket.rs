//! Integrations of WebSocket APIs, to be looked at.

use super::cloudformation::Resource;
use super::node::Node;

/// Whether a resource is an integration of a WebSocket API, or a response of one. HTTP APIs have neither templates nor
/// responses.
pub(super) fn is_part(resource: &Resource, resources: &[Resource]) -> bool {
    let is_http = |api: &&Resource| {
        api.kind == "AWS::ApiGatewayV2::Api"
            && api.text("ProtocolType").is_some_and(|protocol| protocol == "HTTP")
    };
    match resource.kind.as_str() {
        "AWS::ApiGatewayV2::IntegrationResponse" => true,
        "AWS::ApiGatewayV2::Integration" => {
            let api = resource.text("ApiId");
            !resources.iter().filter(is_http).any(|known| Some(&known.name) == api.as_ref())
        }
        _ => false,
    }
}

/// Whether the document is what `aws apigatewayv2 get-integrations`, `get-integration-responses` and their like for one
/// print.
pub(super) fn is_of_service(document: &Node) -> bool {
    let is_one = |node: &Node| {
        let id = ["IntegrationId", "IntegrationResponseId"].iter().find_map(|name| node.get(name));
        id.is_some_and(|id| id.as_str().is_some())
    };
    is_one(document) || document.get("Items").is_some_and(|items| items.elements().iter().any(is_one))
}
