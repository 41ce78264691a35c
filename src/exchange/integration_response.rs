//! From the backend's answer to the client's response: selection, template, headers.

use super::content::{self, Payload};
use super::definition::{GatewayResponseType, IntegrationResponse, IntegrationType};
use super::header_rules::{self, ResponseHeader};
use super::headers::Headers;
use super::lambda;
use super::media_type;
use super::message::{BackendOutcome, BackendResponse, ClientResponse, IntegrationRequest};
use super::parameter::ResponseSources;
use super::proxy_answer;
use super::refusal::Refusal;
use super::response_template::choose_response_template;
use super::selection::select_response;
use super::state::Exchange;
use super::step::{Answer, Call};
use super::trace::java_map;

impl Call<'_> {
    /// Takes the exchange from the backend's outcome to the client's response.
    pub fn integration_response(self, outcome: impl Into<BackendOutcome>) -> Answer {
        let Call { request, mut exchange } = self;
        match outcome.into() {
            BackendOutcome::Answered(response) => {
                log_answer(&mut exchange, &response);
                answer(exchange, Some(request), response)
            }
            BackendOutcome::TimedOut => {
                let refusal =
                    Refusal::new(GatewayResponseType::IntegrationTimeout, "Endpoint request timed out");
                exchange.refuse(Some(request), &refusal.logged("Execution failed due to a timeout error"))
            }
            BackendOutcome::Unreachable => {
                let message = "Network error communicating with endpoint";
                exchange
                    .refuse(Some(request), &Refusal::new(GatewayResponseType::IntegrationFailure, message))
            }
        }
    }
}

fn log_answer(exchange: &mut Exchange<'_>, response: &BackendResponse) {
    let (status, latency) = (response.status, response.latency_milliseconds);
    let headers = response.headers.grouped();
    let headers = java_map(headers.iter().map(|(name, values)| (name, values.join(", "))));
    let body = String::from_utf8_lossy(&response.body);
    exchange.trace.log(format!("Received response. Status: {status}, Integration latency: {latency} ms"));
    exchange.trace.log(format!("Endpoint response headers: {headers}"));
    exchange.trace.log(format!("Endpoint response body before transformations: {body}"));
}

/// Answers the client with what `response` comes to.
pub(super) fn answer(
    mut exchange: Exchange<'_>,
    sent: Option<IntegrationRequest>,
    response: BackendResponse,
) -> Answer {
    let result = match exchange.method.integration.integration_type {
        IntegrationType::HttpProxy => Ok((None, http_proxy(&exchange, response))),
        IntegrationType::AwsProxy => aws_proxy(&mut exchange, &response).map(|response| (None, response)),
        _ => behind_templates(&mut exchange, &response).map(|(key, response)| (Some(key), response)),
    };
    match result {
        Ok((selected, response)) => {
            let body = String::from_utf8_lossy(&response.body).into_owned();
            exchange.trace.log(format!("Method response body after transformations: {body}"));
            exchange.complete(sent, selected, response)
        }
        Err(refusal) => exchange.refuse(sent, &refusal),
    }
}

fn http_proxy(exchange: &Exchange<'_>, response: BackendResponse) -> ClientResponse {
    let headers = sent_headers(exchange, &response.headers);
    ClientResponse { status: response.status, headers, body: response.body }
}

fn aws_proxy(exchange: &mut Exchange<'_>, response: &BackendResponse) -> Result<ClientResponse, Refusal> {
    let accepts_binary = accepts_binary(exchange);
    let answer = proxy_answer::read(response, accepts_binary).map_err(|why| {
        exchange.trace.reason(why);
        Refusal::bad_gateway("Malformed Lambda proxy response")
    })?;
    let mut headers = answer.headers;
    headers.set_default("X-Amzn-Trace-Id", exchange.facts.trace_id.as_str());
    headers.set_default("Content-Type", media_type::JSON);
    let headers = sent_headers(exchange, &headers);
    Ok(ClientResponse { status: answer.status, headers, body: answer.body })
}

/// MOCK, HTTP and AWS: an integration response is selected and its template run.
fn behind_templates(
    exchange: &mut Exchange<'_>,
    response: &BackendResponse,
) -> Result<(String, ClientResponse), Refusal> {
    let integration = &exchange.method.integration;
    let text = selection_text(exchange, response);
    let selection = select_response(&integration.responses, &text, integration.integration_type);
    exchange.trace.reason(format!("integration response for {text:?}: {}", selection.reason));
    if !selection.also_matching.is_empty() {
        let others = selection.also_matching.join("`, `");
        exchange.trace.reason(format!("these patterns match as well and lose: `{others}`"));
    }
    let Some(selected) = selection.response else {
        return Err(Refusal::configuration_error(
            "No match for output mapping and no default output mapping configured",
        ));
    };
    let payload = payload(exchange, response, selected)?;
    let status = exchange.overrides.status().unwrap_or(selected.status_code);
    let headers = mapped_headers(exchange, response, selected);
    Ok((selected.key().to_owned(), ClientResponse { status, headers, body: payload.into_bytes() }))
}

/// What the patterns are tried against. That a refusal of the Invoke API itself counts by its status is unverified.
fn selection_text(exchange: &Exchange<'_>, response: &BackendResponse) -> String {
    if exchange.method.integration.is_lambda() && (200..300).contains(&response.status) {
        lambda::lambda_error_text(response)
    } else {
        response.status.to_string()
    }
}

fn payload(
    exchange: &mut Exchange<'_>,
    response: &BackendResponse,
    selected: &IntegrationResponse,
) -> Result<Payload, Refusal> {
    let content_type = response.headers.get("Content-Type");
    let media_type = content_type.map(|_| media_type::of_content_type(content_type));
    let is_binary = media_type::is_binary(media_type.as_deref(), &exchange.api.binary_media_types);
    let accepts_binary = accepts_binary(exchange);
    let payload = content::of_response(&response.body, is_binary, accepts_binary, selected.content_handling);
    let payload = payload.map_err(|content::NotBase64| {
        exchange.trace.reason("the answer is to be decoded and is not base64");
        Refusal::configuration_error("Unable to base64 decode the body.")
    })?;
    let accept = exchange.request.headers.get("Accept");
    let (template, why) = choose_response_template(&selected.response_templates, accept);
    exchange.trace.reason(why);
    let Some((_, template)) = template else { return Ok(payload) };
    let unable = || Refusal::configuration_error("Unable to transform response");
    let Payload::Text(text) = payload else {
        exchange.trace.reason("a template needs text, and the payload is binary");
        return Err(unable());
    };
    exchange.render(template, &text).map(Payload::Text).map_err(|error| {
        exchange.trace.reason(error.to_string());
        unable()
    })
}

fn accepts_binary(exchange: &Exchange<'_>) -> bool {
    let accepted = media_type::of_accept(exchange.request.headers.get("Accept"));
    media_type::is_binary(accepted.as_deref(), &exchange.api.binary_media_types)
}

/// The mapped headers, then the overrides, over the two that a response has by itself.
fn mapped_headers(
    exchange: &mut Exchange<'_>,
    response: &BackendResponse,
    selected: &IntegrationResponse,
) -> Headers {
    let mut headers = Headers::new();
    if exchange.method.integration.integration_type != IntegrationType::Mock {
        headers.add("X-Amzn-Trace-Id", exchange.facts.trace_id.as_str());
    }
    headers.add("Content-Type", media_type::JSON);
    let body = String::from_utf8_lossy(&response.body);
    let sources =
        ResponseSources { headers: &response.headers, body: &body, common: exchange.common_sources() };
    let mut dropped = Vec::new();
    for (target, source) in selected.response_parameters.iter() {
        let name = target.strip_prefix("method.response.header.");
        match (name, sources.values(source)) {
            (Some(name), Some(values)) => headers.set_all(name, values),
            (Some(_), None) => dropped.push(format!("`{target}` is not mapped: `{source}` has no value")),
            (None, _) => dropped.push(format!("`{target}` is no header of a method response")),
        }
    }
    exchange.overrides.apply_to_response_headers(&mut headers);
    let headers = sent_headers(exchange, &headers);
    for why in dropped {
        exchange.trace.reason(why);
    }
    headers
}

/// The headers under the names they go out with.
fn sent_headers(exchange: &Exchange<'_>, headers: &Headers) -> Headers {
    let integration_type = exchange.method.integration.integration_type;
    let mut sent = Headers::new();
    for (name, values) in headers.grouped() {
        let name = match header_rules::on_response(name, integration_type) {
            ResponseHeader::Kept => name.to_owned(),
            ResponseHeader::Remapped => format!("{}{name}", header_rules::REMAPPED),
            ResponseHeader::Dropped => continue,
        };
        for value in values {
            sent.add(name.as_str(), value);
        }
    }
    sent
}
