//! The documents under `examples/`, with the answers that `examples.toml` lists.

use std::path::Path;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use vtlgate::exchange::{
    BackendResponse, ClientRequest, Facts, ImportOptions, RestApi, Step, import, method_request,
};

use super::expect::check;

pub(crate) fn trials() -> Vec<Trial> {
    if !cfg!(feature = "yaml") {
        return vec![Trial::test("examples::need the feature yaml", || Ok(())).with_ignored_flag(true)];
    }
    let list: Value = toml::from_str(include_str!("examples.toml")).expect("the list is TOML");
    let examples = list["example"].as_array().cloned().unwrap_or_default();
    assert!(examples.len() > 10, "the list holds the examples");
    examples
        .into_iter()
        .map(|example| {
            let name = format!(
                "examples::{} {} ← {}",
                example["api"].as_str().unwrap_or_default(),
                example["request"][1].as_str().unwrap_or_default(),
                example["backend"].as_str().unwrap_or("nothing")
            );
            let ignored = example["needs"] == "validation" && !cfg!(feature = "validation");
            Trial::test(name, move || verify(&example).map_err(Failed::from)).with_ignored_flag(ignored)
        })
        .collect()
}

fn verify(example: &Value) -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(text(&example["api"]));
    let file = folder.join("api.yaml");
    let document = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
    let imported =
        import("api.yaml", &document, &ImportOptions::default()).map_err(|error| error.to_string())?;
    check(imported.warnings.is_empty(), || format!("{:?}", imported.warnings))?;

    let [method, target, body] = [0, 1, 2].map(|index| text(&example["request"][index]));
    let request = ClientRequest::new(method, target).header("Content-Type", "application/json").body(body);
    let facts = Facts::default();
    let answer = match method_request(&imported.api, request, &facts) {
        Step::Answered(answer) => *answer,
        Step::Call(call) => {
            if let Some(sent) = example["sent"].as_str() {
                let got = String::from_utf8_lossy(&call.request.body);
                check(sent == got, || format!("sent {got}"))?;
            }
            let backend = folder.join("backend").join(format!("{}.json", text(&example["backend"])));
            let backend = std::fs::read_to_string(&backend)
                .map_err(|error| format!("{}: {error}", backend.display()))?;
            call.integration_response(outcome(&backend)?)
        }
    };
    let got = answer.response.text();
    check(example["status"] == answer.response.status, || {
        format!("status {}: {got}", answer.response.status)
    })?;
    check(
        example["selected"].as_str() == answer.selected.as_deref() || example["selected"].is_null(),
        || format!("selected {:?}", answer.selected),
    )?;
    check(example["body"].as_str().is_none_or(|body| body == got), || format!("got {got}"))?;
    match example["model"].as_str() {
        Some(model) => fits(&imported.api, model, &got),
        None => Ok(()),
    }
}

/// A backend's file: a Lambda function's `{"payload": …}`, or its failure as it is.
fn outcome(text: &str) -> Result<BackendResponse, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    match value.get("payload") {
        Some(payload) => Ok(BackendResponse::lambda_success(payload.to_string())),
        None => Ok(BackendResponse::lambda_failure(text.trim())),
    }
}

#[cfg(feature = "validation")]
fn fits(api: &RestApi, model: &str, body: &str) -> Result<(), String> {
    let model = api.models.get(model).ok_or("no such model")?;
    let body: Value = serde_json::from_str(body).map_err(|error| error.to_string())?;
    let validator =
        jsonschema::draft4::new(&model.bundled(&api.models)).map_err(|error| error.to_string())?;
    validator.validate(&body).map_err(|error| error.to_string())
}

#[cfg(not(feature = "validation"))]
fn fits(_api: &RestApi, _model: &str, _body: &str) -> Result<(), String> {
    Ok(())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
