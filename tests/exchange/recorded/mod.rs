//! Recordings of the real service: `exchange.jsonl` in the folder that `VTLGATE_CASES` names.
//!
//! A recording holds what its test looked at: parts of the definition, the request, the answer. What it leaves out and
//! the exchange needs is made up here, in one place each, and never what the comparison is about.

mod compare;
mod control_plane;
mod definition;
mod gaps;
mod messages;

use std::path::Path;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use vtlgate::exchange::{Step, method_request, test_invoke_method};

use super::expect::check;
use gaps::GAPS;

pub(crate) fn trials() -> Vec<Trial> {
    let Ok(folder) = std::env::var("VTLGATE_CASES") else { return Vec::new() };
    let file = Path::new(&folder).join("exchange.jsonl");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let cases: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("a case is JSON")).collect();
    let count = cases.len();
    let mut trials: Vec<Trial> = cases
        .into_iter()
        .map(|case| {
            let name = case["id"].as_str().unwrap_or("?").to_owned();
            let checks_body =
                case.pointer("/expected/output_json/message") == Some(&"Invalid request body".into());
            let ignored = checks_body && !cfg!(feature = "validation");
            Trial::test(format!("recorded::{name}"), move || trial(&name, &case)).with_ignored_flag(ignored)
        })
        .collect();
    trials.push(Trial::test("recorded::few_gaps", move || {
        check(GAPS.len() * 100 <= count * 3, || format!("{} gaps of {count} cases", GAPS.len()))
            .map_err(Failed::from)
    }));
    trials
}

/// A gap must fail: one that heals is to be taken off the list.
fn trial(name: &str, case: &Value) -> Result<(), Failed> {
    let result = Recording(case).verify();
    match (result, GAPS.iter().find(|(gap, _)| *gap == name)) {
        (Ok(()), Some(_)) => Err("passes: take it off the list of gaps".into()),
        (Err(_), Some(_)) => Ok(()),
        (result, None) => result.map_err(Failed::from),
    }
}

struct Recording<'a>(&'a Value);

/// Headers of the connection, of the edge network and of the test's own client, which no gateway makes.
const TRANSPORT: [&str; 10] = [
    "connection",
    "content-length",
    "date",
    "via",
    "x-cache",
    "x-amz-cf-id",
    "x-amz-cf-pop",
    "host",
    "x-amzn-tls-cipher-suite",
    "x-amzn-tls-version",
];

fn is_transport(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    TRANSPORT.contains(&name.as_str()) || name.starts_with("cloudfront-") || name.starts_with("x-forwarded-")
}

impl Recording<'_> {
    fn input(&self, pointer: &str) -> Option<&Value> {
        self.0["input"].pointer(pointer).filter(|value| !value.is_null())
    }

    fn text(&self, pointer: &str) -> Option<&str> {
        self.input(pointer).and_then(Value::as_str)
    }

    fn is(&self, prefix: &str) -> bool {
        self.0["id"].as_str().is_some_and(|id| id.starts_with(prefix))
    }

    fn verify(&self) -> Result<(), String> {
        if self.is("gateway-response/defaults") {
            return control_plane::gateway_response_defaults(&self.0["expected"]);
        }
        if self.is("config/response-templates") {
            return control_plane::empty_templates(&self.0["input"]["put_integration_response"]);
        }
        let api = self.api()?;
        let facts = self.facts();
        let request = self.request();
        let step = if self.is("test-invoke/") {
            test_invoke_method(&api, &api.methods[0], request, &facts)
        } else {
            method_request(&api, request, &facts)
        };
        match step {
            Step::Answered(answer) => self.compare(&answer, &facts),
            Step::Call(call) => {
                let answered = self.backend(&call.request);
                self.compare(&call.integration_response(answered), &facts)
            }
        }
        .map_err(|why| format!("{why}\ncase: {}", self.0))
    }
}

fn bytes(body: &Value) -> Vec<u8> {
    match body {
        Value::String(text) => text.clone().into_bytes(),
        Value::Object(members) => decode(members["base64"].as_str().unwrap_or_default()),
        other => other.to_string().into_bytes(),
    }
}

fn decode(base64: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(base64).expect("recorded bytes are base64")
}
