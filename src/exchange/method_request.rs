//! From the client's request to the backend's: checks, template, parameters.

use super::content::{self, Payload};
use super::definition::{GatewayResponseType, IntegrationType, Method, RestApi};
use super::facts::Facts;
use super::header_rules;
use super::headers::Headers;
use super::integration_request;
use super::media_type;
use super::message::{BackendResponse, ClientRequest, IntegrationRequest};
use super::mock;
use super::overrides::Overrides;
use super::proxy_event::{self, EventSource};
use super::refusal::{INTERNAL_SERVER_ERROR, Refusal};
use super::request_template::{RequestTemplateChoice, choose_request_template};
use super::routing;
use super::state::Exchange;
use super::step::{Call, Step};
use super::table::Table;
use super::trace::{Trace, java_map};
use super::validation::{self, BodyCheck};
use crate::ErrorKind;

/// The largest payload, and the largest sum of request line and header values (AWS: "Amazon API Gateway quotas").
const LARGEST_PAYLOAD: usize = 10 * 1024 * 1024;
const LARGEST_HEAD: usize = 10_240;

/// Takes a client's request up to the call of the backend, or to an early answer.
///
/// ```
/// use vtlgate::exchange::{ClientRequest, Facts, RestApi, Step, method_request};
/// let (api, facts) = (RestApi::default(), Facts::default());
/// let Step::Answered(answer) = method_request(&api, ClientRequest::new("GET", "/nowhere"), &facts) else { panic!() };
/// assert_eq!(answer.response.status, 403);
/// assert_eq!(answer.response.text(), r#"{"message":"Missing Authentication Token"}"#);
/// ```
pub fn method_request<'a>(api: &'a RestApi, request: ClientRequest, facts: &'a Facts) -> Step<'a> {
    static NO_METHOD: std::sync::LazyLock<Method> = std::sync::LazyLock::new(Method::default);
    match routing::route(api, &request.method, &request.path) {
        Some((method, path)) => start(api, method, request, path, facts),
        None => {
            let exchange = exchange(api, &NO_METHOD, request, Table::new(), facts);
            let missing = GatewayResponseType::MissingAuthenticationToken;
            refused(exchange, &Refusal::new(missing, "Missing Authentication Token"))
        }
    }
}

/// As [`method_request`], for a method that is known: a test invocation. The path need not fit the resource; then there
/// are no path parameters (recorded).
pub fn test_invoke_method<'a>(
    api: &'a RestApi,
    method: &'a Method,
    request: ClientRequest,
    facts: &'a Facts,
) -> Step<'a> {
    let path = routing::path_parameters(&method.resource_path, &request.path);
    start(api, method, request, path, facts)
}

fn exchange<'a>(
    api: &'a RestApi,
    method: &'a Method,
    request: ClientRequest,
    path: Table<String>,
    facts: &'a Facts,
) -> Exchange<'a> {
    let visible_headers: Headers =
        request.headers.iter().filter(|(name, _)| !header_rules::is_hidden(name)).collect();
    let context = facts.context(&request, &method.resource_id, &method.resource_path);
    let (overrides, trace) = (Overrides::default(), Trace::default());
    Exchange { api, method, facts, request, visible_headers, path, context, overrides, trace }
}

fn start<'a>(
    api: &'a RestApi,
    method: &'a Method,
    request: ClientRequest,
    path: Table<String>,
    facts: &'a Facts,
) -> Step<'a> {
    let mut exchange = exchange(api, method, request, path, facts);
    if is_too_large(&exchange.request) {
        return refused(exchange, &Refusal::new(GatewayResponseType::RequestTooLarge, "Request Too Long"));
    }
    let content_type = exchange.request.headers.get("Content-Type").map(str::to_owned);
    let media_type = content_type.as_ref().map(|_| media_type::of_content_type(content_type.as_deref()));
    let is_binary = media_type::is_binary(media_type.as_deref(), &api.binary_media_types);
    log_start(&mut exchange, is_binary);
    if let Err(refusal) = check(&mut exchange, content_type.as_deref()) {
        return refused(exchange, &refusal);
    }
    match method.integration.integration_type {
        IntegrationType::AwsProxy => aws_proxy(exchange, is_binary),
        IntegrationType::HttpProxy => http_proxy(exchange),
        _ => behind_templates(exchange, content_type.as_deref(), is_binary),
    }
}

/// Whether the request is beyond the service's quotas. That a head too large is answered as a payload too large is
/// unverified.
fn is_too_large(request: &ClientRequest) -> bool {
    let values = request.headers.iter().map(|(_, value)| value.len()).sum::<usize>();
    let query = request.query.iter().map(|(name, value)| name.len() + value.len() + 2).sum::<usize>();
    let head = request.method.len() + request.path.len() + query + values;
    request.body.len() > LARGEST_PAYLOAD || head > LARGEST_HEAD
}

fn refused<'a>(exchange: Exchange<'a>, refusal: &Refusal) -> Step<'a> {
    Step::Answered(Box::new(exchange.refuse(None, refusal)))
}

fn log_start(exchange: &mut Exchange<'_>, is_binary: bool) {
    let request = &exchange.request;
    let body = if is_binary {
        Payload::Binary(Vec::new()).shown()
    } else {
        String::from_utf8_lossy(&request.body).into()
    };
    let lines = [
        format!("Starting execution for request: {}", exchange.facts.request_id),
        format!("HTTP Method: {}, Resource Path: {}", request.method, request.path),
        format!("Method request path: {}", java_map(exchange.path.iter())),
        format!("Method request query string: {}", java_map(last_values(request.query.grouped()))),
        format!("Method request headers: {}", java_map(last_values(request.headers.grouped()))),
        format!("Method request body before transformations: {body}"),
    ];
    for line in lines {
        exchange.trace.log(line);
    }
}

fn last_values<'a>(groups: Vec<(&'a str, Vec<&'a str>)>) -> Vec<(&'a str, &'a str)> {
    groups.into_iter().map(|(name, values)| (name, values.last().copied().unwrap_or_default())).collect()
}

/// What stands between a request and its integration: API key, required parameters, the body's model.
fn check(exchange: &mut Exchange<'_>, content_type: Option<&str>) -> Result<(), Refusal> {
    let (api, method) = (exchange.api, exchange.method);
    if method.method_request.api_key_required {
        let key = exchange.request.headers.get("x-api-key").unwrap_or_default();
        let known = &exchange.facts.api_keys;
        if key.is_empty() || !(known.is_empty() || known.iter().any(|known| known == key)) {
            exchange.trace.reason(match key.is_empty() {
                true => "the method asks for an API key, and the request has no header `x-api-key`",
                false => "the method asks for an API key, and that of the header `x-api-key` is not known",
            });
            return Err(Refusal::new(GatewayResponseType::InvalidApiKey, "Forbidden"));
        }
    }
    let Some(validator) = method.method_request.validator else { return Ok(()) };
    if validator.validate_request_parameters {
        let (headers, path, query) = (&exchange.visible_headers, &exchange.path, &exchange.request.query);
        let missing = validation::missing_parameters(method, headers, path, query);
        if !missing.is_empty() {
            let message = format!("Missing required request parameters: [{}]", missing.join(", "));
            return Err(Refusal::new(GatewayResponseType::BadRequestParameters, message));
        }
    }
    if validator.validate_request_body {
        let body = String::from_utf8_lossy(&exchange.request.body);
        match validation::check_body(api, method, content_type, &body) {
            BodyCheck::Valid(model) => exchange.trace.reason(format!("the body fits model `{model}`")),
            BodyCheck::Unchecked(why) => exchange.trace.reason(format!("the body is not checked: {why}")),
            BodyCheck::Invalid(why) => {
                exchange.trace.reason(format!("the body is invalid: {why}"));
                let mut refusal = Refusal::new(GatewayResponseType::BadRequestBody, "Invalid request body");
                refusal.validation_error = Some(why);
                return Err(refusal);
            }
        }
    }
    Ok(())
}

/// The whole request goes to the function as an event; parameter mappings are not applied, yet checked (recorded).
fn aws_proxy(exchange: Exchange<'_>, is_binary: bool) -> Step<'_> {
    let integration = &exchange.method.integration;
    if !integration.http_method.is_empty() && integration.http_method != "POST" {
        // Recorded: 500, though INTEGRATION_FAILURE is a 504 by its own definition.
        let refusal =
            Refusal::new(GatewayResponseType::IntegrationFailure, INTERNAL_SERVER_ERROR).with_status(500);
        return refused(exchange, &refusal);
    }
    let source = EventSource {
        request: &exchange.request,
        visible_headers: &exchange.visible_headers,
        path: &exchange.path,
        resource_path: &exchange.method.resource_path,
        context: &exchange.context,
        is_binary,
    };
    let body = proxy_event::event(&source, exchange.facts).into_bytes();
    call(exchange, body)
}

fn http_proxy(exchange: Exchange<'_>) -> Step<'_> {
    let body = exchange.request.body.clone();
    call(exchange, body)
}

/// MOCK, HTTP and AWS: the payload goes through content handling and a request template.
fn behind_templates<'a>(mut exchange: Exchange<'a>, content_type: Option<&str>, is_binary: bool) -> Step<'a> {
    let integration = &exchange.method.integration;
    let payload = match content::of_request(&exchange.request.body, is_binary, integration.content_handling) {
        Ok(payload) => payload,
        Err(content::NotBase64) => {
            exchange.trace.reason("contentHandling CONVERT_TO_BINARY: the body is not base64");
            return refused(exchange, &Refusal::configuration_error("Unable to base64 decode the body."));
        }
    };
    let (choice, why) = choose_request_template(
        &integration.request_templates,
        content_type,
        integration.passthrough_behavior,
    );
    exchange.trace.reason(why);
    let payload = match choice {
        RequestTemplateChoice::PassThrough => payload,
        RequestTemplateChoice::Refuse => {
            let refusal = Refusal::new(GatewayResponseType::UnsupportedMediaType, "Unsupported Media Type");
            return refused(exchange, &refusal);
        }
        RequestTemplateChoice::Transform(_, template) => {
            let Payload::Text(text) = payload else {
                exchange.trace.reason("a template needs text, and the payload is binary");
                return refused(exchange, &unable_to_transform());
            };
            match exchange.render(template, &text) {
                Ok(rendered) => Payload::Text(rendered),
                Err(error) => {
                    exchange.trace.reason(error.to_string());
                    return refused(exchange, &failed_template(&error));
                }
            }
        }
    };
    if integration.integration_type == IntegrationType::Mock {
        return mock_integration(exchange, payload);
    }
    call(exchange, payload.into_bytes())
}

fn unable_to_transform() -> Refusal {
    Refusal::configuration_error("Unable to transform request")
}

/// A body that is no JSON, not even to json-smart, is the client's fault (recorded in 2015); everything else the
/// template's.
fn failed_template(error: &crate::Error) -> Refusal {
    if error.kind() != ErrorKind::Body {
        return unable_to_transform();
    }
    let exception = error.exception().map(|name| format!("{name}: ")).unwrap_or_default();
    let message = format!("Could not process payload{exception}{}", error.message());
    Refusal::new(GatewayResponseType::BadRequestBody, message)
}

fn mock_integration(exchange: Exchange<'_>, payload: Payload) -> Step<'_> {
    let status = match &payload {
        Payload::Text(text) => mock::status_code(text),
        Payload::Binary(_) => None,
    };
    match status {
        Some(status) => {
            let answer =
                super::integration_response::answer(exchange, None, BackendResponse::new(status, ""));
            Step::Answered(Box::new(answer))
        }
        None => refused(exchange, &Refusal::configuration_error(mock::NO_STATUS)),
    }
}

fn call(mut exchange: Exchange<'_>, body: Vec<u8>) -> Step<'_> {
    match integration_request::build(&mut exchange, body) {
        Ok(request) => {
            log_call(&mut exchange, &request);
            let mut call = Call { request, exchange };
            if call.lambda_refusal().is_some() {
                call.exchange
                    .trace
                    .reason("the request is no JSON: Lambda's Invoke API refuses it and calls no function");
            }
            Step::Call(Box::new(call))
        }
        Err(refusal) => refused(exchange, &refusal),
    }
}

fn log_call(exchange: &mut Exchange<'_>, request: &IntegrationRequest) {
    let url = request.url();
    let body = String::from_utf8_lossy(&request.body);
    exchange.trace.log(format!("Endpoint request URI: {url}"));
    exchange
        .trace
        .log(format!("Endpoint request headers: {}", java_map(last_values(request.headers.grouped()))));
    exchange.trace.log(format!("Endpoint request body after transformations: {body}"));
    exchange.trace.log(format!("Sending request to {url}"));
}
