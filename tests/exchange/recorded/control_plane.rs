//! What the service stores and lists, without an exchange.

use serde_json::{Value, json};
use vtlgate::exchange::{GatewayResponseType, ImportOptions, import};

use crate::expect::check;

pub(super) fn gateway_response_defaults(expected: &Value) -> Result<(), String> {
    let defaults = expected["defaults"].as_object().ok_or("no defaults")?;
    check(defaults.len() == GatewayResponseType::ALL.len(), || "other types are recorded".to_owned())?;
    for (name, status) in defaults {
        let response_type = GatewayResponseType::parse(name).ok_or_else(|| format!("{name} is not known"))?;
        let ours = response_type.default_status().map(|status| status.to_string());
        check(ours.as_deref() == status.as_str(), || format!("{name}: expected {status}, got {ours:?}"))?;
    }
    let template = vtlgate::exchange::DEFAULT_GATEWAY_TEMPLATE;
    check(expected["default_template"] == template, || "another template is recorded".to_owned())
}

/// Null, empty and no templates are all stored as none.
pub(super) fn empty_templates(responses: &Value) -> Result<(), String> {
    for response in responses.as_array().ok_or("no responses")? {
        let mut response = response.clone();
        response["statusCode"] = json!("200");
        let document = json!({"type": "MOCK", "integrationResponses": {"200": response}}).to_string();
        let api = import("integration.json", &document, &ImportOptions::default())
            .map_err(|it| it.to_string())?
            .api;
        let templates = &api.methods[0].integration.responses[0].response_templates;
        check(templates.is_empty(), || format!("{response} has a template"))?;
    }
    Ok(())
}
