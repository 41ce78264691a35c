//! OpenAPI 2.0 and 3.0 with API Gateway's extensions.

use super::gateway_response;
use super::members::Members;
use super::node::Node;
use super::notice::{Notice, Report};
use super::operation::{self, Shared};
use crate::exchange::definition::{Model, RequestValidator, RestApi};
use crate::exchange::table::Table;

/// Whether the document is one of these.
pub(super) fn is_one(document: &Node) -> bool {
    document.get("swagger").or(document.get("openapi")).is_some()
}

/// Reads the document, which stands at `path` of its file (the root, or a `Body` in CloudFormation).
pub(super) fn read(report: &Report, path: &str, document: &Node) -> Result<RestApi, Notice> {
    let members = Members::of(report, path, document)?;
    check_version(report, &members)?;
    members.ignore(&[
        "info",
        "host",
        "basePath",
        "schemes",
        "consumes",
        "produces",
        "tags",
        "externalDocs",
        "servers",
    ]);
    members.ignore(&["x-amazon-apigateway-documentation", "x-amazon-apigateway-policy"]);
    members.ignore(&["x-amazon-apigateway-api-key-source", "x-amazon-apigateway-minimum-compression-size"]);
    members.ignore(&["x-amazon-apigateway-endpoint-configuration", "x-amazon-apigateway-security-policy"]);
    members.ignore(&["parameters", "responses"]);
    tell_http_api(report, &members);
    members.ignore_where(is_foreign);
    let components = match members.get("components") {
        Some(node) => Some(Members::of(report, members.path_of("components"), node)?),
        None => None,
    };
    if let Some(components) = &components {
        components.ignore(&[
            "parameters",
            "requestBodies",
            "responses",
            "headers",
            "examples",
            "links",
            "callbacks",
        ]);
        components.ignore_where(is_foreign);
    }
    let schemas = members.get("definitions").or_else(|| components.as_ref()?.get("schemas"));
    let security_schemes =
        members.get("securityDefinitions").or_else(|| components.as_ref()?.get("securitySchemes"));

    let mut models: Table<Model> = schemas
        .map(|schemas| schemas.members())
        .unwrap_or_default()
        .iter()
        .map(|(name, schema)| (name.as_str(), Model::new(schema.to_json())))
        .collect();
    let shared = Shared {
        document,
        validators: validators(report, &members)?,
        default_validator: members.text("x-amazon-apigateway-request-validator")?,
        api_key_schemes: api_key_schemes(security_schemes),
        security: members.get("security"),
    };
    let mut methods = Vec::new();
    if let Some(paths) = members.get("paths") {
        for (resource_path, node, path) in Members::of(report, members.path_of("paths"), paths)?.all() {
            methods.extend(operation::read_path(report, &shared, &mut models, (resource_path, node, &path))?);
        }
    }
    let responses = "x-amazon-apigateway-gateway-responses";
    let gateway_responses = match members.get(responses) {
        Some(node) => gateway_response::read_all(report, &members.path_of(responses), node)?,
        None => Vec::new(),
    };
    let binary_media_types = members.get("x-amazon-apigateway-binary-media-types");
    let api = RestApi {
        name: document
            .get("info")
            .and_then(|info| info.get("title")?.as_str())
            .unwrap_or_default()
            .to_owned(),
        methods,
        models,
        gateway_responses,
        binary_media_types: binary_media_types.map(texts).unwrap_or_default(),
        stage_variables: Table::new(),
    };
    if let Some(components) = components {
        components.finish();
    }
    members.finish();
    Ok(api)
}

/// Tells that the document is an HTTP API's, as `aws apigatewayv2 export-api` prints one, where a member says so.
fn tell_http_api(report: &Report, members: &Members<'_>) {
    let of_http_apis = ["x-amazon-apigateway-importexport-version", "x-amazon-apigateway-cors"];
    let found = of_http_apis.map(|name| Some((name, members.get(name)?)));
    if let Some((name, node)) = found.into_iter().flatten().next() {
        let message = "is an HTTP API's: such APIs have no mapping templates, and this one is read as if it were a REST API";
        report.warn(node.line, &members.path_of(name), message);
    }
}

fn check_version(report: &Report, members: &Members<'_>) -> Result<(), Notice> {
    let version = match members.text("swagger")? {
        Some(version) => Some(version),
        None => members.text("openapi")?,
    };
    match version {
        Some(version) if version.starts_with("2.") || version.starts_with("3.0") => {}
        Some(version) => {
            let message = format!("version {version} is read as 3.0, which is what API Gateway imports");
            report.warn(members.line(), "openapi", message);
        }
        None => return Err(members.error("openapi", &Node::scalar(members.line(), ""), "names no version")),
    }
    Ok(())
}

/// Other vendors' extensions have no effect on API Gateway either.
pub(super) fn is_foreign(name: &str) -> bool {
    name.starts_with("x-") && !name.starts_with("x-amazon-apigateway-")
}

fn texts(node: &Node) -> Vec<String> {
    node.elements().iter().filter_map(|element| element.as_str().map(str::to_owned)).collect()
}

fn validators(report: &Report, members: &Members<'_>) -> Result<Table<RequestValidator>, Notice> {
    let name = "x-amazon-apigateway-request-validators";
    let Some(node) = members.get(name) else { return Ok(Table::new()) };
    let read =
        |(name, node, path): (&str, &Node, String)| Ok((name.to_owned(), validator(report, &path, node)?));
    Members::of(report, members.path_of(name), node)?.all().map(read).collect()
}

/// Reads a request validator.
pub(super) fn validator(report: &Report, path: &str, node: &Node) -> Result<RequestValidator, Notice> {
    let members = Members::of(report, path, node)?;
    members.ignore(&["id", "name", "restApiId"]);
    let validator = RequestValidator {
        validate_request_parameters: members.boolean("validateRequestParameters")?.unwrap_or(false),
        validate_request_body: members.boolean("validateRequestBody")?.unwrap_or(false),
    };
    members.finish();
    Ok(validator)
}

/// The names of the security schemes that ask for `x-api-key`, which is how OpenAPI says that a key is required.
fn api_key_schemes(schemes: Option<&Node>) -> Vec<String> {
    let is_api_key = |scheme: &Node| {
        let text = |name| scheme.get(name).and_then(Node::as_str);
        text("type") == Some("apiKey")
            && text("name").is_some_and(|name| name.eq_ignore_ascii_case("x-api-key"))
            && scheme.get("x-amazon-apigateway-authtype").is_none()
            && scheme.get("x-amazon-apigateway-authorizer").is_none()
    };
    let schemes = schemes.map(Node::members).unwrap_or_default();
    schemes.iter().filter(|(_, scheme)| is_api_key(scheme)).map(|(name, _)| name.clone()).collect()
}
