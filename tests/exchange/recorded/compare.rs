//! What came of the exchange, against what was recorded of it.

use serde_json::{Map, Value, json};
use vtlgate::exchange::{Answer, Facts, IntegrationRequest};

use super::{Recording, bytes, decode, is_transport};
use crate::expect::{check, headers, masked_eq, masked_json, no_other_headers};

impl Recording<'_> {
    pub(super) fn compare(&self, answer: &Answer, facts: &Facts) -> Result<(), String> {
        let told = || answer.trace.reasons().collect::<Vec<_>>().join("\n  ");
        self.compare_parts(answer, facts).map_err(|why| format!("{why}\nreasons:\n  {}", told()))
    }

    fn compare_parts(&self, answer: &Answer, facts: &Facts) -> Result<(), String> {
        let expected = self.0["expected"].as_object().ok_or("nothing is expected")?;
        // What these recorded after the exchange, with tools of their own: stored messages, items, records.
        const AFTERWARDS: [&str; 7] = [
            "observed",
            "observed_items",
            "observed_record",
            "observed_records",
            "md5_of_message_body",
            "response_json",
            "binary",
        ];
        for (name, value) in expected.iter().filter(|(name, _)| !AFTERWARDS.contains(&name.as_str())) {
            self.compare_part(name, value, answer, facts).map_err(|why| format!("{name}: {why}"))?;
        }
        Ok(())
    }

    /// Whether the recorded body is what the backend got: it is where a request template was the test's subject.
    fn body_is_the_backends(&self, name: &str) -> bool {
        let has_request_template =
            self.input("/integration/requestTemplates").is_some_and(|it| it != &json!({}));
        match self.0["kind"].as_str() {
            Some("request") => {
                let echoed = name == "output_json" && self.is("lambda/");
                !(self.is("test-invoke/") || self.is("stepfunctions/") || echoed)
            }
            Some("parameter-mapping") => name == "output" && has_request_template,
            _ => false,
        }
    }

    fn compare_part(&self, name: &str, value: &Value, answer: &Answer, facts: &Facts) -> Result<(), String> {
        let response = &answer.response;
        let sent = || answer.integration_request.as_ref().ok_or("nothing was sent");
        let about_body = name.starts_with("output");
        let got = if about_body && self.body_is_the_backends(name) { &sent()?.body } else { &response.body };
        let text = String::from_utf8_lossy(got);
        match name {
            "status" => check(*value == json!(response.status), || {
                format!("expected {value}, got {}", response.status)
            }),
            "output" if self.0["expected"].get("output_base64").is_some() => Ok(()),
            "output" => {
                let wanted = value.as_str().unwrap_or_default();
                check(masked_eq(wanted, &text), || format!("expected {wanted:?}, got {text:?}"))
            }
            "output_base64" => {
                let wanted = decode(value.as_str().unwrap_or_default());
                check(*got == wanted, || {
                    format!("expected {:?}, got {text:?}", String::from_utf8_lossy(&wanted))
                })
            }
            "output_json" => masked_json(value, &json_of(&text)?, ""),
            "output_xml" => {
                check(*got == bytes(&self.0["input"]["integration_response"]["body"]), || text.to_string())
            }
            "headers" => headers(value, &response.headers, is_transport),
            "response_headers" => {
                headers(value, &response.headers, |name| {
                    is_transport(name) && !name.starts_with("x-amzn-Remapped")
                })?;
                no_other_headers(value, &response.headers)
            }
            "integration_request_headers" if value.is_null() => Ok(()),
            "integration_request_headers" => {
                let sent = if self.is_aws_proxy() {
                    event_headers(&json_of(&text_of(sent()?))?)
                } else {
                    sent()?.headers.clone()
                };
                // A Lambda function's own address adds these before the function sees the request.
                let added = |name: &str| name.to_ascii_lowercase().starts_with("x-forwarded-");
                headers(value, &sent, |name| (is_transport(name) && !self.is_aws_proxy()) || added(name))?;
                if self.is("headers/remap") { no_other_headers(value, &sent) } else { Ok(()) }
            }
            "integration_request_body" if value.is_null() => {
                check(json_of(&text_of(sent()?))?["body"].is_null(), || "the event has a body".to_owned())
            }
            "integration_request_body" if value.is_object() => {
                masked_json(value, &json_of(&String::from_utf8_lossy(sent()?.lambda_event()))?, "")
            }
            "integration_request_body" => {
                check(masked_eq(value.as_str().unwrap_or_default(), &text_of(sent()?)), || {
                    text_of(answer.integration_request.as_ref().expect("sent"))
                })
            }
            "integration_request_body_json" => masked_json(value, &json_of(&text_of(sent()?))?, ""),
            "integration_request_query" => {
                let groups = sent()?
                    .query
                    .grouped()
                    .into_iter()
                    .map(|(name, values)| (name.to_owned(), json!(values.join(","))));
                masked_json(value, &Value::Object(groups.collect()), "")
            }
            "integration_request" => {
                let sent = sent()?;
                let path = sent.uri.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default();
                let args: Map<String, Value> =
                    sent.query.iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
                let ours = json!({"args": args, "data": text_of(sent), "method": sent.method, "path": path,
                    "domain": "", "origin": ""});
                masked_json(value, &ours, "")
            }
            "event" => masked_event(value, json_of(&text_of(sent()?))?),
            "response_type" => {
                let told = format!("gateway response {}:", value.as_str().unwrap_or_default());
                check(answer.trace.reasons().any(|why| why.starts_with(&told)), || {
                    format!("{told} is not told")
                })
            }
            "log" => masked_log(value, &answer.trace.execution_log(facts)),
            other => Err(format!("nobody compares `{other}`")),
        }
    }
}

fn text_of(sent: &IntegrationRequest) -> String {
    String::from_utf8_lossy(&sent.body).into_owned()
}

fn json_of(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("{error} in {text:?}"))
}

fn event_headers(event: &Value) -> vtlgate::exchange::Headers {
    let headers = event["headers"].as_object().into_iter().flatten();
    headers.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default())).collect()
}

/// The recorded event shows its body parsed, and masks epoch and time.
fn masked_event(expected: &Value, mut event: Value) -> Result<(), String> {
    if expected["body"].is_object() {
        event["body"] = json_of(event["body"].as_str().unwrap_or_default())?;
    }
    masked_json(expected, &event, "")
}

/// Line by line. Signing is not the gateway's part here, so of the endpoint's headers those count that are recorded in
/// full and are not the signature; the addresses of AWS carry the test's names.
fn masked_log(expected: &Value, log: &str) -> Result<(), String> {
    let expected: Vec<&str> = expected.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let expected = expected.strip_suffix(&[""]).unwrap_or(&expected);
    let lines: Vec<&str> = log.lines().collect();
    check(lines.len() == expected.len(), || format!("expected {} lines, got {log}", expected.len()))?;
    for (wanted, line) in expected.iter().zip(lines) {
        if let Some((_, headers)) = wanted.split_once("Endpoint request headers: {") {
            const SIGNATURE: [&str; 3] = ["Authorization", "X-Amz-Date", "X-Amz-Security-Token"];
            for name in headers.split(", ").filter_map(|entry| Some(entry.split_once('=')?.0)) {
                check(SIGNATURE.contains(&name) || line.contains(&format!("{name}=")), || {
                    format!("{name} is missing in {line}")
                })?;
            }
            continue;
        }
        check(masked_eq(wanted, line), || format!("expected {wanted:?}, got {line:?}"))?;
    }
    Ok(())
}
