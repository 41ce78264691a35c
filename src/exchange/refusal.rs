//! The answers that the gateway gives on its own account, and how gateway responses make them.

use serde_json::{Map, Value, json};

use super::definition::{GatewayResponseType, RestApi};
use super::facts::Facts;
use super::header_rules::{self, ResponseHeader};
use super::headers::Headers;
use super::message::ClientResponse;
use super::parameter::{CommonSources, RequestSources};
use super::response_template::choose_response_template;
use super::substitution;
use super::table::Table;

/// The template that every gateway response has unless it is changed (recorded).
pub const DEFAULT_GATEWAY_TEMPLATE: &str = r#"{"message":$context.error.messageString}"#;

/// What gateway errors say when it is not the client's business.
pub(super) const INTERNAL_SERVER_ERROR: &str = "Internal server error";

/// Why the gateway answers itself.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    pub(super) response_type: GatewayResponseType,
    pub(super) message: String,
    /// The status where the service does not take the type's own.
    pub(super) status: Option<u16>,
    /// `$context.error.validationErrorString`.
    pub(super) validation_error: Option<String>,
    /// The line of the execution log.
    pub(super) log: Option<String>,
}

impl Refusal {
    pub(super) fn new(response_type: GatewayResponseType, message: impl Into<String>) -> Refusal {
        Refusal { response_type, message: message.into(), status: None, validation_error: None, log: None }
    }

    /// The definition cannot be carried out: 500, and `why` in the log alone.
    pub(super) fn configuration_error(why: &str) -> Refusal {
        let refusal = Refusal::new(GatewayResponseType::ApiConfigurationError, INTERNAL_SERVER_ERROR);
        refusal.logged(format!("Execution failed due to configuration error: {why}"))
    }

    /// The function's answer is not one: 502 (recorded).
    pub(super) fn bad_gateway(why: &str) -> Refusal {
        Refusal::configuration_error(why).with_status(502)
    }

    pub(super) fn with_status(mut self, status: u16) -> Refusal {
        self.status = Some(status);
        self
    }

    pub(super) fn logged(mut self, line: impl Into<String>) -> Refusal {
        self.log = Some(line.into());
        self
    }
}

/// The request a refusal answers, for the sources of its parameters.
pub(super) struct Refused<'a> {
    pub(super) headers: &'a Headers,
    pub(super) path: &'a Table<String>,
    pub(super) query: &'a super::query::Query,
    pub(super) context: &'a Map<String, Value>,
}

/// The client's response: the gateway response defined for the type or, where there is none, for its DEFAULT_4XX or
/// DEFAULT_5XX; and the built-in values for what that omits.
pub(super) fn answer(
    api: &RestApi,
    facts: &Facts,
    request: &Refused<'_>,
    refusal: &Refusal,
) -> ClientResponse {
    let own = api.gateway_response(refusal.response_type);
    let fallback = refusal.response_type.fallback().and_then(|fallback| api.gateway_response(fallback));
    let defined = own.or(fallback);
    let built_in = refusal.status.or(refusal.response_type.default_status()).unwrap_or(500);
    let status = defined.and_then(|response| response.status_code).unwrap_or(built_in);

    let context = with_error(request.context, refusal);
    let common = CommonSources { context: &context, stage_variables: &facts.stage_variables };
    let sources = RequestSources {
        headers: request.headers,
        path: request.path,
        query: request.query,
        body: "",
        common,
    };

    let template = defined.and_then(|response| {
        choose_response_template(&response.response_templates, request.headers.get("Accept")).0
    });
    let (media_type, template) = template
        .map_or(("application/json", built_in_template(refusal.response_type)), |(name, text)| {
            (name, text.as_str())
        });
    let body = substitution::substitute(template, "", |name| sources.values(name)?.pop());

    let mut headers = Headers::new();
    headers.add("Content-Type", media_type);
    for (target, source) in defined.iter().flat_map(|response| response.response_parameters.iter()) {
        let name = target.strip_prefix("gatewayresponse.header.").unwrap_or(target);
        let Some(values) = sources.values(source) else { continue };
        match header_rules::on_response(name, super::IntegrationType::Mock) {
            ResponseHeader::Kept => headers.set_all(name, values),
            ResponseHeader::Remapped => headers.set_all(&format!("{}{name}", header_rules::REMAPPED), values),
            ResponseHeader::Dropped => {}
        }
    }
    headers.add("x-amzn-ErrorType", refusal.response_type.error_type());
    ClientResponse { status, headers, body: body.into_bytes() }
}

/// The template where none is defined. What fails after a request is let in has a blank after the colon on the wire:
/// `Content-Length: 36` of an internal error (recorded), where the default template makes 35 bytes.
fn built_in_template(response_type: GatewayResponseType) -> &'static str {
    use GatewayResponseType::{
        ApiConfigurationError, BadRequestBody, BadRequestParameters, Default5xx, IntegrationFailure,
        IntegrationTimeout, UnsupportedMediaType,
    };
    match response_type {
        ApiConfigurationError
        | BadRequestBody
        | BadRequestParameters
        | Default5xx
        | IntegrationFailure
        | IntegrationTimeout
        | UnsupportedMediaType => r#"{"message": $context.error.messageString}"#,
        _ => DEFAULT_GATEWAY_TEMPLATE,
    }
}

/// `$context` with `error`: `messageString` is the message as a JSON string, quotes and all.
pub(super) fn with_error(context: &Map<String, Value>, refusal: &Refusal) -> Map<String, Value> {
    let mut context = context.clone();
    let error = json!({
        "message": refusal.message,
        "messageString": Value::from(refusal.message.as_str()).to_string(),
        "responseType": refusal.response_type.name(),
        "validationErrorString": refusal.validation_error,
    });
    context.insert("error".to_owned(), error);
    context
}
