//! Where an exchange stands: waiting for the backend, or answered.

use serde_json::{Map, Value};

use super::facts::Facts;
use super::message::{BackendResponse, ClientResponse, IntegrationRequest};
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

impl Call<'_> {
    /// What the Invoke API answers if a Lambda function is to be sent what is no JSON: it does not call the function. For
    /// backends that are no Lambda, and for JSON, nothing.
    ///
    /// The status and the beginning of the message are observed, what follows is Jackson's words there and others here.
    pub fn lambda_refusal(&self) -> Option<BackendResponse> {
        if !self.exchange.method.integration.is_lambda() {
            return None;
        }
        let error = serde_json::from_slice::<Value>(self.request.lambda_event()).err()?;
        let message = format!("Could not parse request body into json: {error}");
        let body = serde_json::json!({ "Type": "User", "message": message }).to_string();
        Some(BackendResponse::new(400, body).header("Content-Type", "application/json"))
    }
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
    /// What its templates set under `$context.requestOverride` and `$context.responseOverride`.
    pub overrides: crate::gateway::Overrides,
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

// A server shares one API between threads, and an exchange may wait on another one than it began on.
const fn shareable<T: Send + Sync>() {}
const _: () = shareable::<super::RestApi>();
const _: () = shareable::<Facts>();
const _: () = shareable::<Call<'static>>();
const _: () = shareable::<Answer>();
