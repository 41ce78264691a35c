//! Members of `$context` that do not exist, or only elsewhere (AWS's pages on the variables for data transformations,
//! for access logging, and of WebSocket APIs).

use super::names::Names;
use super::report::Report;
use super::spelling;
use super::walk::{Site, Use};
use crate::syntax::ast::{ExpressionKind, Reference, StepKind};

/// The members of `$context` in the templates of a REST API; those of objects written with a dot.
const REST: [&str; 62] = [
    "accountId",
    "apiId",
    "authorizer",
    "awsEndpointRequestId",
    "customDomain",
    "customDomain.basePathMatched",
    "deploymentId",
    "domainName",
    "domainPrefix",
    "error",
    "error.message",
    "error.messageString",
    "error.responseType",
    "error.validationErrorString",
    "extendedRequestId",
    "httpMethod",
    "identity",
    "identity.accessKey",
    "identity.accountId",
    "identity.apiKey",
    "identity.apiKeyId",
    "identity.caller",
    "identity.clientCert",
    "identity.cognitoAuthenticationProvider",
    "identity.cognitoAuthenticationType",
    "identity.cognitoIdentityId",
    "identity.cognitoIdentityPoolId",
    "identity.principalOrgId",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "identity.vpcId",
    "identity.vpceId",
    "identity.clientCert.clientCertPem",
    "identity.clientCert.subjectDN",
    "identity.clientCert.issuerDN",
    "identity.clientCert.serialNumber",
    "identity.clientCert.validity",
    "identity.clientCert.validity.notBefore",
    "identity.clientCert.validity.notAfter",
    "isCanaryRequest",
    "path",
    "protocol",
    "requestId",
    "requestOverride",
    "requestOverride.header",
    "requestOverride.path",
    "requestOverride.querystring",
    "requestTime",
    "requestTimeEpoch",
    "resourceId",
    "resourcePath",
    "responseOverride",
    "responseOverride.header",
    "responseOverride.status",
    "stage",
    "wafResponseCode",
    "webaclArn",
    // What every object of Java has.
    "class",
    "empty",
    "Class",
];

/// Those that only access logs have.
const ACCESS_LOG: [&str; 21] = [
    "authenticate",
    "authorize",
    "authorizer.error",
    "authorizer.integrationStatus",
    "authorizer.latency",
    "authorizer.requestId",
    "authorizer.status",
    "awsEndpointRequestId2",
    "dataProcessed",
    "endpointType",
    "integration",
    "integrationErrorMessage",
    "integrationLatency",
    "integrationStatus",
    "responseLatency",
    "responseLength",
    "responseType",
    "status",
    "waf",
    "webaclRuleId",
    "xrayTraceId",
];

/// Those that only WebSocket APIs have.
const WEBSOCKET: [&str; 8] = [
    "connectedAt",
    "connectionId",
    "disconnectReason",
    "disconnectStatusCode",
    "eventType",
    "messageDirection",
    "messageId",
    "routeKey",
];

/// AppSync's `$context`.
const APPSYNC: [&str; 7] = ["arguments", "args", "source", "result", "stash", "prev", "info"];

/// A member that is not there prints nothing.
pub(super) fn unknown(
    reference: &Reference<'_>,
    purpose: Use,
    site: Site,
    names: &Names,
    report: &mut Report<'_>,
) {
    if reference.name != "context" || names.is_assigned("context") {
        return;
    }
    let mut path = String::new();
    for step in &reference.path {
        let name = match &step.kind {
            StepKind::Property(name) => *name,
            StepKind::Index(index) => match index.kind {
                ExpressionKind::String(text) if !text.contains('$') => text.trim_matches(['"', '\'']),
                _ => return,
            },
            StepKind::Method(..) => return,
        };
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        let span = site.span(step.place);
        if REST.contains(&path.as_str()) && !ACCESS_LOG.contains(&path.as_str()) {
            continue;
        }
        if ACCESS_LOG.contains(&path.as_str()) {
            // An authorizer may give members of these names itself.
            if path.starts_with("authorizer.") {
                return;
            }
            let message = format!("`$context.{path}` exists only in access logs: it is empty in a template");
            return report.add("access-log", span, message, access_log_help(&path));
        }
        if WEBSOCKET.contains(&path.as_str()) {
            if !report.options.websocket {
                let message =
                    format!("`$context.{path}` exists only in WebSocket APIs: it is empty in a REST API");
                report.add(
                    "websocket",
                    span,
                    message,
                    "if this is a WebSocket API, say so: `websocket = true`",
                );
            }
            return;
        }
        if APPSYNC.contains(&path.as_str()) {
            let message = format!("`$context.{path}` is AppSync's: on API Gateway it is empty");
            return report.add("appsync", span, message, "read the body with `$input.path('$.name')`");
        }
        let open =
            ["authorizer", "requestOverride.", "responseOverride.header", "customDomain", "authorizer."];
        if open.iter().any(|prefix| path.starts_with(prefix)) || purpose == Use::Target {
            return;
        }
        let parent = path.rfind('.').map_or("", |dot| path.get(..=dot).unwrap_or_default());
        let siblings = REST
            .iter()
            .filter_map(|known| known.strip_prefix(parent))
            .filter(|name| !name.contains('.') && !name.eq_ignore_ascii_case("class"));
        let message = format!("`$context` has no `{path}`: it is empty in a template");
        let help = match spelling::closest(name, siblings) {
            Some(meant) => format!("did you mean `$context.{parent}{meant}`?"),
            None => "AWS lists its members under \"Variables for data transformations\"".to_owned(),
        };
        return report.add("context-member", span, message, help);
    }
}

fn access_log_help(path: &str) -> &'static str {
    match path {
        "status" | "integrationStatus" => {
            "a response template knows its status: write it, or tell it by the integration response"
        }
        _ => "use it in the format of the stage's access log",
    }
}
