//! The service's own JSON: what `aws apigateway get-integration`, `get-method` and `get-resources --embed methods`
//! print. (`get-export` prints OpenAPI.)

use super::integration;
use super::members::Members;
use super::method;
use super::node::Node;
use super::notice::{Notice, Report};
use crate::exchange::definition::{Method, RestApi};

/// Whether the document is one of these.
pub(super) fn is_one(document: &Node) -> bool {
    ["items", "resourceMethods", "methodIntegration", "type"].iter().any(|name| document.get(name).is_some())
}

/// The path of a method that does not say where it stands.
const ANYWHERE: &str = "/{proxy+}";

/// Reads the document.
pub(super) fn read(report: &Report, document: &Node) -> Result<RestApi, Notice> {
    let mut api = RestApi::default();
    if document.get("items").is_some() {
        let members = Members::of(report, "", document)?;
        let items = members.get("items").map(Node::elements).unwrap_or_default();
        members.finish();
        for (index, item) in items.iter().enumerate() {
            read_resource(report, &format!("items[{index}]"), item, &mut api)?;
        }
    } else if document.get("resourceMethods").is_some() {
        read_resource(report, "", document, &mut api)?;
    } else if document.get("methodIntegration").is_some() {
        let method = read_method(report, "", document)?;
        api.methods.push(Method { resource_path: ANYWHERE.to_owned(), ..method });
    } else {
        api.methods.push(Method {
            http_method: "ANY".to_owned(),
            resource_path: ANYWHERE.to_owned(),
            integration: integration::read(report, "", document)?,
            ..Method::default()
        });
    }
    Ok(api)
}

fn read_resource(report: &Report, path: &str, node: &Node, api: &mut RestApi) -> Result<(), Notice> {
    let members = Members::of(report, path, node)?;
    members.ignore(&["parentId", "pathPart"]);
    let resource_id = members.text("id")?.unwrap_or_default();
    let resource_path = members.text("path")?.unwrap_or_else(|| ANYWHERE.to_owned());
    if let Some(methods) = members.get("resourceMethods") {
        for (verb, node, path) in Members::of(report, members.path_of("resourceMethods"), methods)?.all() {
            let method = read_method(report, &path, node)?;
            let (resource_id, resource_path) = (resource_id.clone(), resource_path.clone());
            api.methods.push(Method { http_method: verb.to_owned(), resource_id, resource_path, ..method });
        }
    }
    members.finish();
    Ok(())
}

fn read_method(report: &Report, path: &str, node: &Node) -> Result<Method, Notice> {
    let read = method::read(report, path, node)?;
    if let Some(validator) = read.validator {
        let message = format!("validator `{validator}` is not part of this document: nothing is validated");
        report.warn(node.line, path, message);
    }
    Ok(read.method)
}
