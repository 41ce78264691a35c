//! The request that goes to the backend: mapped parameters, overrides, address, headers.

use super::definition::{Integration, IntegrationType};
use super::header_rules;
use super::headers::Headers;
use super::message::IntegrationRequest;
use super::query::Query;
use super::refusal::Refusal;
use super::state::Exchange;
use super::table::Table;
use super::uri;

/// The integration request with `body`, already transformed.
pub(super) fn build(exchange: &mut Exchange<'_>, body: Vec<u8>) -> Result<IntegrationRequest, Refusal> {
    let integration = &exchange.method.integration;
    let integration_type = integration.integration_type;
    let mut mapped = mapped_parameters(exchange);
    let overridden = exchange.overrides.request_header_names().map(str::to_owned);
    let names: Vec<String> =
        mapped.headers.iter().map(|(name, _)| name.to_owned()).chain(overridden).collect();
    if let Some(illegal) =
        names.iter().find(|name| header_rules::is_illegal_on_request(name, integration_type))
    {
        let kind = integration_type.name();
        exchange.trace.reason(format!(
            "header `{illegal}` must not be mapped onto a request to {kind}: remove the mapping"
        ));
        return Err(Refusal::configuration_error("Unable to transform request"));
    }
    if integration_type == IntegrationType::AwsProxy {
        mapped = Mapped::default();
    }
    exchange.overrides.apply_to_path(&mut mapped.path);

    let Some((uri, mut query)) =
        uri::resolve(&integration.uri, &mapped.path, &exchange.facts.stage_variables)
    else {
        exchange.trace.reason(format!("no address comes of the URI `{}`", integration.uri));
        return Err(Refusal::configuration_error("Invalid endpoint address"));
    };
    if integration_type == IntegrationType::HttpProxy {
        query.extend(&exchange.request.query);
    }
    query.extend(&mapped.query);
    exchange.overrides.apply_to_query(&mut query);

    let mut headers = own_headers(exchange);
    for (name, values) in mapped.headers.grouped() {
        headers.set_all(name, values.into_iter().map(str::to_owned));
    }
    exchange.overrides.apply_to_request_headers(&mut headers);
    let headers = headers
        .iter()
        .filter(|(name, _)| !header_rules::is_dropped_on_request(name, integration_type))
        .collect();
    Ok(IntegrationRequest { method: verb(integration, &exchange.request.method), uri, query, headers, body })
}

#[derive(Default)]
struct Mapped {
    headers: Headers,
    path: Table<String>,
    query: Query,
}

/// What the mappings `integration.request.{header,path,querystring}.<name>` give; a mapping whose source is missing is
/// dropped.
fn mapped_parameters(exchange: &mut Exchange<'_>) -> Mapped {
    let integration = &exchange.method.integration;
    let mut mapped = Mapped::default();
    let mut dropped = Vec::new();
    let body = String::from_utf8_lossy(&exchange.request.body).into_owned();
    for (target, source) in integration.request_parameters.iter() {
        let Some(values) = exchange.request_sources(&body).values(source) else {
            dropped.push(format!("`{target}` is not mapped: `{source}` has no value"));
            continue;
        };
        match target.strip_prefix("integration.request.").and_then(|target| target.split_once('.')) {
            Some(("header", name)) => mapped.headers.set_all(name, values),
            Some(("querystring", name)) => mapped.query.set_all(name, values),
            Some(("path", name)) => mapped.path.insert(name, values.last().cloned().unwrap_or_default()),
            _ => dropped.push(format!("`{target}` is no parameter of an integration request")),
        }
    }
    for why in dropped {
        exchange.trace.reason(why);
    }
    mapped
}

fn verb(integration: &Integration, client_verb: &str) -> String {
    match integration.http_method.as_str() {
        "" | "ANY" => client_verb.to_owned(),
        verb => verb.to_owned(),
    }
}

/// The headers that a request has before any mapping (recorded).
fn own_headers(exchange: &Exchange<'_>) -> Headers {
    let (facts, request) = (exchange.facts, &exchange.request);
    let agent = format!("AmazonAPIGateway_{}", facts.api_id);
    // Recorded where the client sent one; that its lack is made up for is unverified.
    let content_type = request.headers.get("Content-Type").unwrap_or("application/json");
    let integration = &exchange.method.integration;
    match integration.integration_type {
        IntegrationType::HttpProxy => {
            let passed = |name: &str| {
                !header_rules::is_kept_from_http_proxy(name) && !name.eq_ignore_ascii_case("Host")
            };
            let mut headers: Headers =
                exchange.visible_headers.iter().filter(|(name, _)| passed(name)).collect();
            headers.set("X-Amzn-Apigateway-Api-Id", facts.api_id.as_str());
            headers.set_default("X-Amzn-Trace-Id", facts.trace_id.as_str());
            headers
        }
        IntegrationType::Aws | IntegrationType::AwsProxy => {
            let mut headers = Headers::new();
            if integration.is_lambda() {
                headers.add("x-amzn-lambda-integration-tag", facts.request_id.as_str());
            }
            headers.add("x-amzn-apigateway-api-id", facts.api_id.as_str());
            headers.add("Accept", "application/json");
            headers.add("User-Agent", agent);
            headers.add("X-Amzn-Trace-Id", facts.trace_id.as_str());
            headers.add("Content-Type", content_type);
            headers
        }
        IntegrationType::Http | IntegrationType::Mock => {
            let mut headers = Headers::from([
                ("Accept", "application/json"),
                ("User-Agent", agent.as_str()),
                ("X-Amzn-Apigateway-Api-Id", facts.api_id.as_str()),
                ("X-Amzn-Trace-Id", facts.trace_id.as_str()),
            ]);
            if !matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS") {
                headers.add("Content-Type", content_type);
            }
            headers
        }
    }
}
