//! The properties of each kind of resource, to tell those that are misspelt.

use super::cloudformation::Resource;
use super::notice::Report;

/// Warns about properties that the kind of the resource does not have. Kinds whose properties are all read elsewhere,
/// each member of which is checked there, are not listed.
pub(super) fn check(report: &Report, resource: &Resource) {
    let Some((_, known)) = KNOWN.iter().find(|(kind, _)| *kind == resource.kind) else { return };
    for (name, node) in resource.properties.members() {
        if !known.split_ascii_whitespace().any(|property| property == name) {
            let message = format!(
                "is no property of {} and has no effect: is it misspelt or misplaced?",
                resource.kind
            );
            report.warn(node.line, &format!("{}.{name}", resource.path), message);
        }
    }
}

const KNOWN: [(&str, &str); 5] = [
    (
        "AWS::ApiGateway::RestApi",
        "ApiKeySourceType BinaryMediaTypes Body BodyS3Location CloneFrom Description DisableExecuteApiEndpoint \
         EndpointAccessMode EndpointConfiguration FailOnWarnings MinimumCompressionSize Mode Name Parameters Policy \
         SecurityPolicy Tags",
    ),
    ("AWS::ApiGateway::Resource", "ParentId PathPart RestApiId"),
    ("AWS::ApiGateway::Model", "ContentType Description Name RestApiId Schema"),
    (
        "AWS::ApiGateway::Stage",
        "AccessLogSetting CacheClusterEnabled CacheClusterSize CanarySetting ClientCertificateId DeploymentId \
         Description DocumentationVersion MethodSettings RestApiId StageName Tags TracingEnabled Variables",
    ),
    (
        "AWS::Serverless::Api",
        "AccessLogSetting AlwaysDeploy ApiKeySourceType Auth BinaryMediaTypes CacheClusterEnabled CacheClusterSize \
         CanarySetting Cors DefinitionBody DefinitionUri Description DisableExecuteApiEndpoint Domain \
         EndpointConfiguration FailOnWarnings GatewayResponses MergeDefinitions MethodSettings MinimumCompressionSize \
         Mode Models Name OpenApiVersion Policy PropagateTags SecurityPolicy StageName Tags TracingEnabled Variables",
    ),
];
