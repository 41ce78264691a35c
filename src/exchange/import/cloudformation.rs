//! CloudFormation and SAM templates: the resources `AWS::ApiGateway::*` and `AWS::Serverless::*`.

use super::ImportOptions;
use super::branches::Branches;
use super::gateway_response;
use super::intrinsic::{self, Resolver};
use super::members::{Members, NOT_LOOKED_AT};
use super::method;
use super::node::Node;
use super::notice::{Notice, Report};
use super::openapi;
use super::parameters;
use super::properties;
use super::sam;
use crate::exchange::definition::{Method, Model, RequestValidator, RestApi};
use crate::exchange::table::Table;

/// The kinds of resources that make an API; what the others refer to need not be known.
const READ: [&str; 9] = [
    "AWS::ApiGateway::GatewayResponse",
    "AWS::ApiGateway::Method",
    "AWS::ApiGateway::Model",
    "AWS::ApiGateway::RequestValidator",
    "AWS::ApiGateway::Resource",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::Serverless::Api",
    "AWS::Serverless::Function",
];

/// Those of WebSocket APIs, which are looked at and not run.
const LOOKED_AT: [&str; 3] =
    ["AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Integration", "AWS::ApiGatewayV2::IntegrationResponse"];

/// Whether the document is such a template.
pub(super) fn is_one(document: &Node) -> bool {
    document.get("Resources").is_some_and(|resources| {
        resources.members().iter().any(|(_, resource)| kind(resource).starts_with("AWS::"))
    })
}

/// A resource with its intrinsic functions resolved.
pub(super) struct Resource {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) properties: Node,
    pub(super) path: String,
}

impl Resource {
    /// A property's text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        super::members::scalar_text(self.properties.get(name)?)
    }

    fn is_part_of(&self, api: &str) -> bool {
        self.text("RestApiId").as_deref() == Some(api)
    }
}

fn kind(resource: &Node) -> &str {
    resource.get("Type").and_then(Node::as_str).unwrap_or_default()
}

/// Reads the API of the template; of several the one that `options` name.
pub(super) fn read(report: &Report, document: &Node, options: &ImportOptions) -> Result<RestApi, Notice> {
    parameters::check(report, document, options)?;
    let resolver = Resolver::new(report, document, &options.parameters);
    let resources = resolved_resources(&resolver, document)?;
    for resource in &resources {
        properties::check(report, resource);
    }
    let name = chosen(report, document, &resources, options)?;
    read_named(report, document, &resolver, &resources, name)
}

/// Every API of the template, for a look at what is written; and the resources they are made of.
pub(super) fn read_all(
    report: &Report,
    document: &Node,
    branches: &Branches,
) -> (Vec<Resource>, Option<Notice>) {
    let defaults = Table::new();
    let resolver = Resolver::new(report, document, &defaults).taking(branches);
    let resources = match resolved_resources(&resolver, document) {
        Ok(resources) => resources,
        Err(notice) => return (Vec::new(), Some(notice)),
    };
    for resource in &resources {
        properties::check(report, resource);
    }
    let names: Vec<String> = api_names(&resources).into_iter().map(str::to_owned).collect();
    let read = |name| read_named(report, document, &resolver, &resources, name);
    let failure = names.into_iter().find_map(|name| read(name).err());
    (resources, failure)
}

/// The API `name` of the template.
fn read_named(
    report: &Report,
    document: &Node,
    resolver: &Resolver<'_>,
    resources: &[Resource],
    name: String,
) -> Result<RestApi, Notice> {
    let definition = resources.iter().find(|resource| resource.name == name);
    let mut api = match definition {
        Some(definition) => read_api(report, definition)?,
        None => {
            let properties = Node::object(1, Vec::new());
            let properties = resolver.resolve("Globals.Api", &sam::with_globals(document, &properties))?;
            let kind = "AWS::Serverless::Api".to_owned();
            read_api(
                report,
                &Resource { name: name.clone(), kind, properties, path: "Globals.Api".to_owned() },
            )?
        }
    };
    let mut validators: Table<RequestValidator> = Table::new();
    for resource in resources.iter().filter(|resource| resource.is_part_of(&name)) {
        let (path, properties) = (&resource.path, &resource.properties);
        match resource.kind.as_str() {
            "AWS::ApiGateway::RequestValidator" => {
                validators.insert(resource.name.as_str(), openapi::validator(report, path, properties)?);
            }
            "AWS::ApiGateway::Model" => {
                let schema = properties.get("Schema").map(Node::to_json).unwrap_or_default();
                // A model is referred to by its own name or, through `Ref`, by its resource's, which is the same then.
                let own_name = resource.text("Name").unwrap_or_else(|| resource.name.clone());
                api.models.insert(resource.name.as_str(), Model::new(schema.clone()));
                api.models.insert(own_name, Model::new(schema));
            }
            "AWS::ApiGateway::GatewayResponse" => {
                let name = resource.text("ResponseType").unwrap_or_default();
                let response_type = gateway_response::response_type(report, path, properties, &name)?;
                api.gateway_responses
                    .push((response_type, gateway_response::read(report, path, properties)?));
            }
            "AWS::ApiGateway::Stage" => {
                api.stage_variables = Members::of(report, path.as_str(), properties)?.texts("Variables")?;
            }
            _ => {}
        }
    }
    for resource in resources.iter().filter(|resource| resource.is_part_of(&name)) {
        if resource.kind == "AWS::ApiGateway::Method" {
            api.methods.push(read_method(report, resources, resource, &validators)?);
        }
    }
    sam::add_events(report, resources, &name, &mut api);
    Ok(api)
}

fn resolved_resources(resolver: &Resolver<'_>, document: &Node) -> Result<Vec<Resource>, Notice> {
    let report = resolver.report;
    let resources = document.get("Resources").map(Node::members).unwrap_or_default();
    resources
        .iter()
        .filter(|(_, resource)| {
            READ.contains(&kind(resource)) || report.is_lenient() && LOOKED_AT.contains(&kind(resource))
        })
        .map(|(name, resource)| {
            let path = format!("Resources.{name}.Properties");
            let empty = Node::object(resource.line, Vec::new());
            let properties = resource.get("Properties").unwrap_or(&empty);
            // Of a function only the events matter; the rest may refer to anything.
            let properties = match kind(resource) {
                "AWS::Serverless::Function" => sam::events_only(properties),
                "AWS::Serverless::Api" => sam::with_globals(document, properties),
                _ => properties.clone(),
            };
            let properties = resolver.resolve(&path, &properties)?;
            Ok(Resource { name: name.clone(), kind: kind(resource).to_owned(), properties, path })
        })
        .collect()
}

fn chosen(
    report: &Report,
    document: &Node,
    resources: &[Resource],
    options: &ImportOptions,
) -> Result<String, Notice> {
    match (&options.api, api_names(resources).as_slice()) {
        (Some(wanted), names) if names.contains(&wanted.as_str()) => Ok(wanted.clone()),
        (None, [only]) => Ok((*only).to_owned()),
        (_, []) => {
            let all = document.get("Resources").map(Node::members).unwrap_or_default();
            let others = all.iter().any(|(_, resource)| LOOKED_AT.contains(&kind(resource)));
            let next = match others {
                true => ": of a WebSocket API the templates can be checked, and requests go through none",
                false => "",
            };
            let message = format!("holds no REST API (AWS::ApiGateway::RestApi, AWS::Serverless::Api){next}");
            Err(report.error(1, "Resources", message))
        }
        (None, names) => {
            let message = format!("holds the APIs {}: name one of them", names.join(", "));
            Err(report.error(1, "Resources", message))
        }
        (Some(wanted), names) => {
            let message = format!("holds no API `{wanted}`: there are {}", names.join(", "));
            Err(report.error(1, "Resources", message))
        }
    }
}

fn api_names(resources: &[Resource]) -> Vec<&str> {
    let is_api = |resource: &&Resource| {
        matches!(resource.kind.as_str(), "AWS::ApiGateway::RestApi" | "AWS::Serverless::Api")
    };
    let mut names: Vec<&str> =
        resources.iter().filter(is_api).map(|resource| resource.name.as_str()).collect();
    if sam::has_implicit_api(resources) {
        names.push(sam::IMPLICIT_API);
    }
    names
}

fn read_api(report: &Report, definition: &Resource) -> Result<RestApi, Notice> {
    let properties = &definition.properties;
    let body = ["Body", "DefinitionBody"].into_iter().find_map(|name| Some((name, properties.get(name)?)));
    let mut api = match body {
        Some((name, body)) if report.is_lenient() && intrinsic::is_placeholder(body) => {
            report.warn(body.line, &format!("{}.{name}", definition.path), NOT_LOOKED_AT);
            RestApi::default()
        }
        Some((name, body)) => openapi::read(report, &format!("{}.{name}", definition.path), body)?,
        None => RestApi::default(),
    };
    for name in ["BodyS3Location", "DefinitionUri"] {
        if let Some(node) = properties.get(name) {
            let message = "names another file, which is not read: import that file itself";
            report.warn(node.line, &format!("{}.{name}", definition.path), message);
        }
    }
    api.name = definition.text("Name").unwrap_or_else(|| definition.name.clone());
    let media_types = properties.get("BinaryMediaTypes").map(Node::elements).unwrap_or_default();
    api.binary_media_types
        .extend(media_types.iter().filter_map(Node::as_str).map(|name| name.replace("~1", "/")));
    if let Some(node) = properties.get("GatewayResponses") {
        let path = format!("{}.GatewayResponses", definition.path);
        api.gateway_responses.extend(gateway_response::read_all(report, &path, node)?);
    }
    for (name, schema) in properties.get("Models").map(Node::members).unwrap_or_default() {
        api.models.insert(name.as_str(), Model::new(schema.to_json()));
    }
    let members = Members::of(report, definition.path.as_str(), properties)?;
    api.stage_variables = members.texts("Variables")?;
    Ok(api)
}

fn read_method(
    report: &Report,
    resources: &[Resource],
    resource: &Resource,
    validators: &Table<RequestValidator>,
) -> Result<Method, Notice> {
    let read = method::read(report, &resource.path, &resource.properties)?;
    let mut method = read.method;
    let id = resource.text("ResourceId").unwrap_or_default();
    method.resource_path = resource_path(resources, &id, 0).ok_or_else(|| {
        let path = format!("{}.ResourceId", resource.path);
        report.error(resource.properties.line, &path, format!("`{id}` is no resource of this template"))
    })?;
    method.resource_id = id;
    if let Some(name) = read.validator {
        method.method_request.validator = validators.get(&name).copied();
        if method.method_request.validator.is_none() {
            let path = format!("{}.RequestValidatorId", resource.path);
            report.warn(
                resource.properties.line,
                &path,
                format!("`{name}` is no validator of this template"),
            );
        }
    }
    Ok(method)
}

/// The path of the resource with this logical name, through its parents; the root is `<api>.RootResourceId`.
fn resource_path(resources: &[Resource], id: &str, depth: usize) -> Option<String> {
    if id.ends_with(".RootResourceId") {
        return Some("/".to_owned());
    }
    let resource = resources.iter().find(|resource| resource.name == id)?;
    if depth > resources.len() {
        return None;
    }
    let parent = resource_path(resources, &resource.text("ParentId")?, depth + 1)?;
    Some(format!("{}/{}", parent.trim_end_matches('/'), resource.text("PathPart")?))
}
