//! A definition as it is written, for those who look at it without running it: nothing that only a deployment knows is
//! asked for, and one mistake does not hide the rest.

use super::branches::Branches;
use super::node::Node;
use super::notice::{Notice, Report};
use super::{cloudformation, duplicates, openapi, read_document, service, websocket};
use crate::exchange::definition::IntegrationType;
use cloudformation::Resource;

/// The forms of definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    OpenApi,
    CloudFormation,
    Service,
}

/// What stands in a definition.
pub(crate) struct Outline {
    pub(crate) form: Form,
    pub(crate) parts: Vec<Part>,
    /// Why `import` refuses the definition.
    pub(crate) failure: Option<Notice>,
    /// What `import` warns about, save for what only a deployment knows.
    pub(crate) warnings: Vec<Notice>,
}

/// A part of a definition that holds methods, or an integration of a WebSocket API.
pub(crate) struct Part {
    pub(crate) path: String,
    /// The part, with the functions of CloudFormation resolved; one with `Fn::If` comes once for each choice.
    pub(crate) node: Node,
    pub(crate) is_websocket: bool,
}

/// Which form of definition `text` is; `None` where it is none, or cannot be read.
pub(crate) fn form(text: &str) -> Option<Form> {
    form_of(&read_document(text, &Report::new("")).ok()?)
}

fn form_of(document: &Node) -> Option<Form> {
    if openapi::is_one(document) {
        Some(Form::OpenApi)
    } else if cloudformation::is_one(document) {
        Some(Form::CloudFormation)
    } else if is_of_service(document) {
        Some(Form::Service)
    } else {
        None
    }
}

/// A document of any kind may have members `type` and `items`: here they must hold what the service prints there.
fn is_of_service(document: &Node) -> bool {
    let is_integration = |node: &Node| {
        let kind = node.get("type").and_then(Node::as_str);
        kind.is_some_and(|kind| IntegrationType::parse(kind).is_some())
    };
    let has_methods = |node: &Node| node.get("resourceMethods").is_some();
    websocket::is_of_service(document)
        || document.get("methodIntegration").is_some_and(is_integration)
        || has_methods(document)
        || document.get("items").is_some_and(|items| items.elements().iter().any(has_methods))
        || is_integration(document)
}

/// Looks through a definition.
///
/// # Errors
/// Where the text is no document, or none of an API.
pub(crate) fn outline(file: &str, text: &str) -> Result<Outline, Notice> {
    let report = Report::lenient(file);
    let document = read_document(text, &report)?;
    duplicates::tell(&report, &document);
    let Some(form) = form_of(&document) else {
        let options = super::ImportOptions::default();
        return Err(super::read_api(&report, &document, &options)
            .err()
            .unwrap_or_else(|| report.error(1, "", "is no definition of a REST API")));
    };
    let whole = |node, is_websocket| vec![Part { path: String::new(), node, is_websocket }];
    let (parts, failure) = match form {
        Form::OpenApi => {
            let failure = openapi::read(&report, "", &document).err();
            (whole(document, false), failure)
        }
        Form::Service if websocket::is_of_service(&document) => (whole(document, true), None),
        Form::Service => {
            let failure = service::read(&report, &document).err();
            (whole(document, false), failure)
        }
        Form::CloudFormation => parts_of_resources(&report, &document),
    };
    let mut warnings: Vec<Notice> = Vec::new();
    for warning in report.into_warnings() {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    Ok(Outline { form, parts, failure, warnings })
}

/// The resources of a template, with every choice of `Fn::If`; what cannot be read is told of the conditions as they are.
fn parts_of_resources(report: &Report, document: &Node) -> (Vec<Part>, Option<Notice>) {
    let branches = Branches::default();
    let (mut resources, failure) = cloudformation::read_all(report, document, &branches);
    while branches.next_turn() {
        for other in cloudformation::read_all(report, document, &branches).0 {
            let is_known =
                |known: &Resource| known.path == other.path && known.properties == other.properties;
            if !resources.iter().any(is_known) {
                resources.push(other);
            }
        }
    }
    let is_websocket: Vec<bool> =
        resources.iter().map(|resource| websocket::is_part(resource, &resources)).collect();
    let parts = resources.into_iter().zip(is_websocket).map(|(resource, is_websocket)| Part {
        path: resource.path,
        node: resource.properties,
        is_websocket,
    });
    (parts.collect(), failure)
}
