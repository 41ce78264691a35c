//! A definition as it is written, for those who look at it without running it: nothing that only a deployment knows is
//! asked for, and one mistake does not hide the rest.

use super::node::Node;
use super::notice::{Notice, Report};
use super::{cloudformation, openapi, read_document, service};
use crate::exchange::definition::IntegrationType;

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
    /// The parts that hold methods, with the paths they stand at; functions of CloudFormation are resolved.
    pub(crate) parts: Vec<(String, Node)>,
    /// Why `import` refuses the definition.
    pub(crate) failure: Option<Notice>,
    /// What `import` warns about, save for what only a deployment knows.
    pub(crate) warnings: Vec<Notice>,
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
    document.get("methodIntegration").is_some_and(is_integration)
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
    let Some(form) = form_of(&document) else {
        let options = super::ImportOptions::default();
        return Err(super::read_api(&report, &document, &options)
            .err()
            .unwrap_or_else(|| report.error(1, "", "is no definition of a REST API")));
    };
    let (parts, failure) = match form {
        Form::OpenApi => {
            let failure = openapi::read(&report, "", &document).err();
            (vec![(String::new(), document)], failure)
        }
        Form::Service => {
            let failure = service::read(&report, &document).err();
            (vec![(String::new(), document)], failure)
        }
        Form::CloudFormation => {
            let (resources, failure) = cloudformation::read_all(&report, &document);
            (resources.into_iter().map(|resource| (resource.path, resource.properties)).collect(), failure)
        }
    };
    Ok(Outline { form, parts, failure, warnings: report.into_warnings() })
}
