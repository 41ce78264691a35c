//! Where an exchange stands: waiting for the backend, or answered.

use serde_json::{Map, Value};

use super::facts::Facts;
use super::message::{ClientResponse, IntegrationRequest};
use super::state::Exchange;
use super::trace::Trace;

/// What the method request came to.
#[derive(Debug)]
pub enum Step<'a> {
    /// The backend is to be called, and its outcome given to [`Call::integration_response`].
    Call(Box<Call<'a>>),
    /// The client has its answer already: a refusal, or a MOCK integration.
    Answered(Box<Answer>),
}

/// An exchange that waits for its backend.
#[derive(Debug)]
pub struct Call<'a> {
    /// What the backend is to be sent.
    pub request: IntegrationRequest,
    pub(super) exchange: Exchange<'a>,
}

/// An exchange that is over.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What the client gets.
    pub response: ClientResponse,
    /// The key of the integration response that was selected: its pattern, or `default`.
    pub selected: Option<String>,
    /// What the backend was sent, if it was sent anything.
    pub integration_request: Option<IntegrationRequest>,
    /// What happened and why.
    pub trace: Trace,
    /// `$context` at the end, for the access log.
    pub(super) context: Map<String, Value>,
}

impl Answer {
    /// A line of the access log by `format`: `$context` variables in any text (AWS: "Variables for access logging").
    /// What has no value is `-`.
    ///
    /// ```
    /// use vtlgate::exchange::{ClientRequest, Facts, RestApi, Step, method_request};
    /// let (api, facts) = (RestApi::default(), Facts::default());
    /// let Step::Answered(answer) = method_request(&api, ClientRequest::new("GET", "/nowhere"), &facts) else { panic!() };
    /// let line = answer.access_log(r#"{"status":"$context.status","user":"$context.authorizer.principalId"}"#, &facts);
    /// assert_eq!(line, r#"{"status":"403","user":"-"}"#);
    /// ```
    pub fn access_log(&self, format: &str, facts: &Facts) -> String {
        super::substitution::substitute(format, "-", |name| match name.strip_prefix("context.") {
            Some("status") => Some(self.response.status.to_string()),
            Some("responseLength") => Some(self.response.body.len().to_string()),
            Some(member) => super::substitution::member(&self.context, member),
            None => facts.stage_variables.get(name.strip_prefix("stageVariables.")?).cloned(),
        })
    }
}
