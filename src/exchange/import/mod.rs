//! The definitions people already have, turned into a [`RestApi`].
//!
//! OpenAPI 2.0 and 3.0 with the `x-amazon-apigateway-*` extensions, CloudFormation and SAM templates, and the service's
//! own JSON; in JSON, and with the feature `yaml` in YAML.

mod branches;
mod cloudformation;
mod condition;
mod duplicates;
mod gateway_response;
mod integration;
mod intrinsic;
mod json;
mod members;
mod method;
mod node;
mod notice;
mod openapi;
mod operation;
mod outline;
mod parameters;
mod properties;
mod sam;
mod service;
mod websocket;
#[cfg(feature = "yaml")]
mod yaml;

pub(crate) use node::{Node, NodeValue, Piece};
pub use notice::Notice;
use notice::Report;
pub(crate) use outline::{Form, Part, form, outline};

use super::definition::RestApi;
use super::table::Table;

/// What an import may be told.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Which API, by its logical name, where a CloudFormation template holds several.
    pub api: Option<String>,
    /// Values of a CloudFormation template's parameters; of others than it declares it has none.
    pub parameters: Table<String>,
}

/// A definition, and what was not understood of it.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The API.
    pub api: RestApi,
    /// Unknown members, values that only a deployment knows, and the like.
    pub warnings: Vec<Notice>,
}

/// Reads a definition; which kind it is shows in its text. `file` is its name in messages.
///
/// ```
/// use vtlgate::exchange::{ImportOptions, import};
/// let text = r#"{
///   "swagger": "2.0",
///   "paths": {"/pets": {"get": {"x-amazon-apigateway-integration": {"type": "MOCK", "tyep": 1}}}}
/// }"#;
/// let imported = import("api.json", text, &ImportOptions::default()).unwrap();
/// assert_eq!(imported.api.methods[0].resource_path, "/pets");
/// let warning = imported.warnings[0].to_string();
/// assert!(warning.starts_with("api.json:3: paths./pets.get.x-amazon-apigateway-integration.tyep: "), "{warning}");
/// ```
///
/// # Errors
/// The first place that cannot be understood: file, line, member, and what to write there.
pub fn import(file: &str, text: &str, options: &ImportOptions) -> Result<Imported, Notice> {
    let report = Report::new(file);
    let document = read_document(text, &report)?;
    duplicates::tell(&report, &document);
    let api = read_api(&report, &document, options)?;
    Ok(Imported { api, warnings: report.into_warnings() })
}

fn read_api(report: &Report, document: &Node, options: &ImportOptions) -> Result<RestApi, Notice> {
    if openapi::is_one(document) {
        parameters::tell_unused(report, options);
        openapi::read(report, "", document)
    } else if cloudformation::is_one(document) {
        cloudformation::read(report, document, options)
    } else if service::is_one(document) {
        parameters::tell_unused(report, options);
        service::read(report, document)
    } else {
        let message = "is no definition of a REST API: expected OpenAPI (`openapi` or `swagger`), a CloudFormation or \
                       SAM template (`Resources`), or the service's JSON (get-resources, get-method, get-integration)";
        Err(report.error(1, "", message))
    }
}

const BYTE_ORDER_MARK: char = '\u{feff}';

fn read_document(text: &str, report: &Report) -> Result<Node, Notice> {
    if text.trim_start_matches(BYTE_ORDER_MARK).trim_start().starts_with(['{', '[']) {
        return json::read(text, report);
    }
    read_yaml(text, report)
}

#[cfg(feature = "yaml")]
fn read_yaml(text: &str, report: &Report) -> Result<Node, Notice> {
    yaml::read(text, report)
}

#[cfg(not(feature = "yaml"))]
fn read_yaml(_text: &str, report: &Report) -> Result<Node, Notice> {
    Err(report.error(1, "", "is not JSON, and YAML needs the feature `yaml`, which this build lacks"))
}
