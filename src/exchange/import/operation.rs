//! One path of an OpenAPI document: its operations, their parameters, bodies and integrations.

use super::integration;
use super::members::Members;
use super::node::Node;
use super::notice::{Notice, Report};
use super::openapi::is_foreign;
use crate::exchange::definition::{Method, MethodRequest, MethodResponse, Model, RequestValidator};
use crate::exchange::table::Table;

/// What the operations of a document share.
pub(super) struct Shared<'a> {
    pub(super) document: &'a Node,
    pub(super) validators: Table<RequestValidator>,
    pub(super) default_validator: Option<String>,
    pub(super) api_key_schemes: Vec<String>,
    pub(super) security: Option<&'a Node>,
}

const INTEGRATION: &str = "x-amazon-apigateway-integration";
const ANY_METHOD: &str = "x-amazon-apigateway-any-method";
const VERBS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// Reads the methods of one resource; models that stand inline are added to `models`.
pub(super) fn read_path(
    report: &Report,
    shared: &Shared<'_>,
    models: &mut Table<Model>,
    (resource_path, node, path): (&str, &Node, &str),
) -> Result<Vec<Method>, Notice> {
    let members = Members::of(report, path, node)?;
    members.ignore(&["summary", "description", "servers"]);
    members.ignore_where(is_foreign);
    let common = members.get("parameters").map(Node::elements).unwrap_or_default();
    let mut methods = Vec::new();
    for name in VERBS.into_iter().chain([ANY_METHOD]) {
        let Some(node) = members.get(name) else { continue };
        let verb = if name == ANY_METHOD { "ANY".to_owned() } else { name.to_ascii_uppercase() };
        let operation = Operation { report, shared, path: members.path_of(name), common };
        let read = operation.read(models, node, resource_path, &verb)?;
        methods.extend(read);
    }
    members.finish();
    Ok(methods)
}

struct Operation<'a> {
    report: &'a Report,
    shared: &'a Shared<'a>,
    path: String,
    common: &'a [Node],
}

impl Operation<'_> {
    fn read(
        &self,
        models: &mut Table<Model>,
        node: &Node,
        resource_path: &str,
        verb: &str,
    ) -> Result<Option<Method>, Notice> {
        let members = Members::of(self.report, self.path.as_str(), node)?;
        members.ignore(&[
            "summary",
            "description",
            "operationId",
            "tags",
            "deprecated",
            "externalDocs",
            "schemes",
        ]);
        members.ignore(&["consumes", "produces", "servers", "callbacks", "x-amazon-apigateway-auth"]);
        members.ignore_where(is_foreign);
        let Some(integration) = members.get(INTEGRATION) else {
            let message = format!("has no `{INTEGRATION}`: the method is left out");
            self.report.warn(node.line, &self.path, message);
            return Ok(None);
        };
        let integration = integration::read(self.report, &members.path_of(INTEGRATION), integration)?;
        let model_prefix = format!("{verb} {resource_path}");
        let mut method_request = MethodRequest {
            validator: self.validator(&members)?,
            api_key_required: self.api_key_required(members.get("security")),
            ..MethodRequest::default()
        };
        let own = members.get("parameters").map(Node::elements).unwrap_or_default();
        let consumes = members.get("consumes").or(self.shared.document.get("consumes"));
        for parameter in self.common.iter().chain(own) {
            let parameter = self.resolved(parameter)?;
            if let Some(schema) = parameter.get("schema").filter(|_| text(parameter, "in") == Some("body")) {
                let model = model_name(schema, models, &model_prefix);
                let media_types = consumes.map(Node::elements).unwrap_or_default();
                for media_type in media_types.iter().filter_map(Node::as_str) {
                    method_request.models.insert(media_type, model.clone());
                }
                if media_types.is_empty() {
                    method_request.models.insert("application/json", model);
                }
            } else {
                add_parameter(&mut method_request, parameter);
            }
        }
        if let Some(body) = members.get("requestBody") {
            let content = self.resolved(body)?.get("content").map(Node::members).unwrap_or_default();
            for (media_type, content) in content {
                if let Some(schema) = content.get("schema") {
                    method_request
                        .models
                        .insert(media_type.as_str(), model_name(schema, models, &model_prefix));
                }
            }
        }
        let method_responses = members.get("responses").map(method_responses).unwrap_or_default();
        members.finish();
        let (http_method, resource_path) = (verb.to_owned(), resource_path.to_owned());
        let resource_id = String::new();
        Ok(Some(Method {
            http_method,
            resource_path,
            resource_id,
            method_request,
            integration,
            method_responses,
        }))
    }

    fn validator(&self, members: &Members<'_>) -> Result<Option<RequestValidator>, Notice> {
        let member = "x-amazon-apigateway-request-validator";
        let own = members.text(member)?;
        let Some(name) = own.as_ref().or(self.shared.default_validator.as_ref()) else { return Ok(None) };
        let found = self.shared.validators.get(name).copied();
        found.map(Some).ok_or_else(|| {
            let message =
                format!("`{name}` is not among `x-amazon-apigateway-request-validators`: define it there");
            self.report.error(members.line(), &members.path_of(member), message)
        })
    }

    fn api_key_required(&self, own: Option<&Node>) -> bool {
        let requirements = own.or(self.shared.security).map(Node::elements).unwrap_or_default();
        requirements
            .iter()
            .flat_map(Node::members)
            .any(|(scheme, _)| self.shared.api_key_schemes.contains(scheme))
    }

    /// The node, or what its `$ref` into the same document points to.
    fn resolved<'n>(&'n self, node: &'n Node) -> Result<&'n Node, Notice> {
        let Some(target) = text(node, "$ref") else { return Ok(node) };
        let steps = target.strip_prefix("#/").map(|path| path.split('/'));
        let found = steps.and_then(|mut steps| {
            steps.try_fold(self.shared.document, |node, step| {
                node.get(&step.replace("~1", "/").replace("~0", "~"))
            })
        });
        found.ok_or_else(|| {
            let message = format!("`{target}` points to nothing in this document");
            self.report.error(node.line, &self.path, message)
        })
    }
}

fn text<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    node.get(name)?.as_str()
}

fn add_parameter(request: &mut MethodRequest, parameter: &Node) {
    let place = match text(parameter, "in") {
        Some("query") => "querystring",
        Some("header") => "header",
        Some("path") => "path",
        _ => return,
    };
    let Some(name) = text(parameter, "name") else { return };
    let required =
        parameter.get("required").is_some_and(|required| required.to_json() == serde_json::json!(true));
    request.parameters.insert(format!("method.request.{place}.{name}"), required);
}

/// The name of the model that `schema` refers to; a schema that stands inline becomes a model of its own.
fn model_name(schema: &Node, models: &mut Table<Model>, prefix: &str) -> String {
    if let Some(target) = text(schema, "$ref") {
        return target.rsplit('/').next().unwrap_or_default().to_owned();
    }
    let name = format!("{prefix} body");
    models.insert(name.as_str(), Model::new(schema.to_json()));
    name
}

fn method_responses(node: &Node) -> Table<MethodResponse> {
    let headers = |response: &Node| {
        let headers = response.get("headers").map(Node::members).unwrap_or_default();
        headers.iter().map(|(name, _)| (format!("method.response.header.{name}"), false)).collect()
    };
    let response = |node: &Node| MethodResponse { parameters: headers(node), models: Table::new() };
    node.members().iter().map(|(status, node)| (status.as_str(), response(node))).collect()
}
