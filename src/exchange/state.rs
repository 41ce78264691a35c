//! An exchange under way: what is known of it, and how it ends.

use serde_json::{Map, Value};

use super::definition::{Method, RestApi};
use super::facts::Facts;
use super::headers::Headers;
use super::mapping_template::MappingTemplate;
use super::message::{ClientRequest, ClientResponse, IntegrationRequest};
use super::overrides::Overrides;
use super::parameter::{CommonSources, RequestSources};
use super::refusal::{self, Refusal, Refused};
use super::render::{self, TemplateInputs};
use super::step::Answer;
use super::table::Table;
use super::trace::{Trace, java_map};

/// What is known of an exchange between its first line and its last.
#[derive(Debug)]
pub(super) struct Exchange<'a> {
    pub(super) api: &'a RestApi,
    pub(super) method: &'a Method,
    pub(super) facts: &'a Facts,
    pub(super) request: ClientRequest,
    /// The client's headers that templates see.
    pub(super) visible_headers: Headers,
    pub(super) path: Table<String>,
    pub(super) context: Map<String, Value>,
    pub(super) overrides: Overrides,
    pub(super) trace: Trace,
}

impl Exchange<'_> {
    /// What parameter mappings draw from on the way to the backend; `body` is the client's.
    pub(super) fn request_sources<'s>(&'s self, body: &'s str) -> RequestSources<'s> {
        RequestSources {
            headers: &self.visible_headers,
            path: &self.path,
            query: &self.request.query,
            body,
            common: self.common_sources(),
        }
    }

    pub(super) fn common_sources(&self) -> CommonSources<'_> {
        CommonSources { context: &self.context, stage_variables: &self.facts.stage_variables }
    }

    /// Renders a template over `body`, which on both ways comes with the client's parameters; what it overrides stays.
    pub(super) fn render(&mut self, template: &MappingTemplate, body: &str) -> Result<String, crate::Error> {
        let inputs = TemplateInputs {
            body,
            path: &self.path,
            query: &self.request.query,
            headers: &self.visible_headers,
            context: &self.context,
            stage_variables: &self.facts.stage_variables,
        };
        render::render(template, &inputs, &mut self.overrides, &mut self.trace)
    }

    /// Ends the exchange with a gateway response.
    pub(super) fn refuse(
        mut self,
        integration_request: Option<IntegrationRequest>,
        refusal: &Refusal,
    ) -> Answer {
        if let Some(line) = &refusal.log {
            self.trace.log(line.as_str());
        }
        self.trace.reason(format!("gateway response {}: {}", refusal.response_type.name(), refusal.message));
        let request = Refused {
            headers: &self.visible_headers,
            path: &self.path,
            query: &self.request.query,
            context: &self.context,
        };
        let response = refusal::answer(self.api, self.facts, &request, refusal);
        self.context = refusal::with_error(&self.context, refusal);
        self.end(integration_request, None, response)
    }

    /// Ends the exchange with a response of the backend's making.
    pub(super) fn complete(
        mut self,
        integration_request: Option<IntegrationRequest>,
        selected: Option<String>,
        response: ClientResponse,
    ) -> Answer {
        let headers = response.headers.grouped();
        let list = java_map(headers.iter().map(|(name, values)| (name, values.join(", "))));
        self.trace.log(format!("Method response headers: {list}"));
        self.trace.log("Successfully completed execution");
        self.end(integration_request, selected, response)
    }

    fn end(
        mut self,
        integration_request: Option<IntegrationRequest>,
        selected: Option<String>,
        mut response: ClientResponse,
    ) -> Answer {
        self.trace.log(format!("Method completed with status: {}", response.status));
        response.headers.set("x-amzn-RequestId", self.facts.request_id.as_str());
        response.headers.set("x-amz-apigw-id", self.facts.extended_request_id.as_str());
        Answer {
            response,
            selected,
            integration_request,
            overrides: self.overrides.into(),
            trace: self.trace,
            context: self.context,
        }
    }
}
