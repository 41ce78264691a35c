//! What SAM adds: functions whose events make methods.

use super::cloudformation::Resource;
use super::intrinsic;
use super::members::scalar_text;
use super::node::Node;
use super::notice::Report;
use crate::exchange::definition::{Integration, IntegrationType, Method, RestApi};

/// The API that SAM makes for events that name none.
pub(super) const IMPLICIT_API: &str = "ServerlessRestApi";

/// The properties of a function that matter here.
pub(super) fn events_only(properties: &Node) -> Node {
    let kept = properties.members().iter().filter(|(name, _)| name == "Events" || name == "FunctionName");
    Node::object(properties.line, kept.cloned().collect())
}

/// The properties of an API with those that `Globals` gives to every one.
pub(super) fn with_globals(template: &Node, properties: &Node) -> Node {
    let globals =
        template.get("Globals").and_then(|globals| globals.get("Api")).map(Node::members).unwrap_or_default();
    let missing = globals.iter().filter(|(name, _)| properties.get(name).is_none());
    Node::object(properties.line, properties.members().iter().chain(missing).cloned().collect())
}

/// Whether some event of type `Api` names no API.
pub(super) fn has_implicit_api(resources: &[Resource]) -> bool {
    resources.iter().flat_map(events).any(|event| event.api == IMPLICIT_API)
}

/// Adds a Lambda proxy method for each event of `api` that the definition does not hold already.
pub(super) fn add_events(report: &Report, resources: &[Resource], api_name: &str, api: &mut RestApi) {
    for resource in resources {
        for event in events(resource).filter(|event| event.api == api_name) {
            let known =
                |method: &Method| method.resource_path == event.path && method.http_method == event.method;
            if api.methods.iter().any(known) {
                continue;
            }
            if event.path.is_empty() || event.method.is_empty() {
                report.warn(
                    event.line,
                    &resource.path,
                    "an event of type Api needs `Path` and `Method`: it is left out",
                );
                continue;
            }
            let properties = Node::object(0, vec![("Properties".to_owned(), resource.properties.clone())]);
            let function = intrinsic::function_arn(&resource.name, Some(&properties));
            let lambda = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions";
            let integration = Integration {
                integration_type: IntegrationType::AwsProxy,
                http_method: "POST".to_owned(),
                uri: format!("{lambda}/{function}/invocations"),
                ..Integration::default()
            };
            api.methods.push(Method {
                http_method: event.method,
                resource_path: event.path,
                integration,
                ..Method::default()
            });
        }
    }
}

struct Event {
    line: usize,
    api: String,
    path: String,
    method: String,
}

/// The events of type `Api` of a function.
fn events(resource: &Resource) -> impl Iterator<Item = Event> {
    let is_function = resource.kind == "AWS::Serverless::Function";
    let events =
        resource.properties.get("Events").filter(|_| is_function).map(Node::members).unwrap_or_default();
    events.iter().filter(|(_, event)| event.get("Type").and_then(Node::as_str) == Some("Api")).map(
        |(_, event)| {
            let text = |name: &str| {
                event.get("Properties").and_then(|properties| scalar_text(properties.get(name)?))
            };
            Event {
                line: event.line,
                api: text("RestApiId").unwrap_or_else(|| IMPLICIT_API.to_owned()),
                path: text("Path").unwrap_or_default(),
                method: text("Method").unwrap_or_default().to_ascii_uppercase(),
            }
        },
    )
}
