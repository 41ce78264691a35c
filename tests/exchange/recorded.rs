//! Recordings of the real service: `exchange.jsonl` in the folder that `VTLGATE_CASES` names.
//!
//! A recording holds what its test looked at: parts of the definition, the request, the answer. What it leaves out and
//! the exchange needs is made up here, in one place each, and never what the comparison is about.

use std::path::Path;

use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value, json};
use vtlgate::exchange::{
    Answer, BackendResponse, ClientRequest, Facts, GatewayResponse, GatewayResponseType, ImportOptions,
    IntegrationRequest, Model, RequestValidator, RestApi, Step, Table, import, method_request,
    test_invoke_method,
};

use super::expect::{check, headers, masked_eq, masked_json, no_other_headers};
use super::recorded_gaps::GAPS;

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
            Trial::test(format!("recorded::{name}"), move || trial(&name, &case))
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
            return gateway_response_defaults(&self.0["expected"]);
        }
        if self.is("config/response-templates") {
            return empty_templates(&self.0["input"]["put_integration_response"]);
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

fn gateway_response_defaults(expected: &Value) -> Result<(), String> {
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
fn empty_templates(responses: &Value) -> Result<(), String> {
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

/// The definition.
impl Recording<'_> {
    fn api(&self) -> Result<RestApi, String> {
        if self.is("routing/not-found") || self.is("routing/sfn-403") {
            return Ok(RestApi::default());
        }
        let verb = self.verb();
        let method = json!({
            "httpMethod": verb,
            "apiKeyRequired": self.input("/method_config/apiKeyRequired").is_some(),
            "requestParameters": self.input("/method_config/requestParameters"),
            "methodIntegration": self.integration(),
        });
        let document =
            json!({"items": [{"id": "r1", "path": self.resource_path(), "resourceMethods": {verb: method}}]});
        let options = ImportOptions::default();
        let mut api =
            import("recorded.json", &document.to_string(), &options).map_err(|it| it.to_string())?.api;
        let media_types = self.input("/binaryMediaTypes").and_then(Value::as_array).into_iter().flatten();
        api.binary_media_types = media_types.filter_map(|name| name.as_str().map(str::to_owned)).collect();
        self.add_models(&mut api);
        for (name, _) in self.input("/gateway_responses").and_then(Value::as_object).into_iter().flatten() {
            let response_type = GatewayResponseType::parse(name).ok_or("unknown gateway response")?;
            api.gateway_responses.push((response_type, GatewayResponse::default()));
        }
        Ok(api)
    }

    fn integration(&self) -> Value {
        let mut integration = self.input("/integration").cloned().unwrap_or_else(|| json!({}));
        let template = self.0.get("template").filter(|template| template.is_string());
        let request_template = self.0.get("request_template").filter(|template| template.is_string());
        let kind = self.0["kind"].as_str().unwrap_or_default();
        let members = integration.as_object_mut().expect("an integration is an object");
        if !members.contains_key("type") {
            // Without an integration the recording is about what comes before it, or about a response alone.
            members.insert("type".to_owned(), json!("AWS"));
        }
        let integration_type = members["type"].as_str().unwrap_or_default().to_owned();
        let uri = members.get("uri").and_then(Value::as_str).unwrap_or_default();
        let uri = uri.replace("<echo-url>", "https://echo.example/").replace("<region>", "us-east-1");
        let uri = if uri.contains(':') { uri } else { self.made_up_uri(&integration_type).to_owned() };
        members.insert("uri".to_owned(), json!(uri));
        let templates = members.get("requestTemplates").and_then(Value::as_object);
        if templates.is_none_or(Map::is_empty) {
            let own = request_template
                .or(template.filter(|_| kind == "request" && !integration_type.ends_with("PROXY")));
            // A MOCK whose request template is not recorded had the least one.
            let least = json!("{\"statusCode\": 200}");
            let own = own
                .or((integration_type == "MOCK" && !members.contains_key("requestTemplates"))
                    .then_some(&least));
            if let Some(own) = own {
                members.insert("requestTemplates".to_owned(), json!({"application/json": own}));
            }
        }
        if members.get("integrationResponses").is_none() {
            let mut responses = self.input("/integration_responses").cloned().unwrap_or_else(|| json!([]));
            let list = responses.as_array_mut().expect("integration responses are a list");
            if list.is_empty() {
                let templates = match template.filter(|_| matches!(kind, "response" | "selection")) {
                    Some(template) => json!({"application/json": template}),
                    None => json!({}),
                };
                list.push(json!({"statusCode": "200", "responseTemplates": templates}));
            }
            members.insert("integrationResponses".to_owned(), responses);
        }
        integration
    }

    fn made_up_uri(&self, integration_type: &str) -> &'static str {
        let is_lambda =
            ["lambda/", "selection/lambda", "test-invoke/lambda", "headers/", "params/", "binary/aws-proxy"]
                .iter()
                .any(|prefix| self.is(prefix))
                || integration_type == "AWS_PROXY";
        match integration_type {
            "HTTP" | "HTTP_PROXY" => "https://echo.example/anything",
            _ if is_lambda => {
                "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\
                 arn:aws:lambda:us-east-1:111111111111:function:recorded/invocations"
            }
            _ => "arn:aws:apigateway:us-east-1:s3:path/bucket/object",
        }
    }

    /// The resource's path: recorded, or the request's path with its parameters' names in their places.
    fn resource_path(&self) -> String {
        if let Some(path) = self.text("/request/resource_path") {
            return path.to_owned();
        }
        if self.text("/request/url_after_stage").is_some() {
            let hardcoded = self.is("context/proxy-event/invocation-hardcoded");
            return if hardcoded { "/hardcoded".to_owned() } else { "/{proxy+}".to_owned() };
        }
        if self.input("/method_config/requestParameters/method.request.path.test").is_some() {
            return "/nested/{test}".to_owned();
        }
        let parameters = self.input("/request/path_params").and_then(Value::as_object);
        let segments: Vec<String> = self.request_path().split('/').map(str::to_owned).collect();
        let named = segments.iter().map(|segment| {
            let parameter =
                parameters.into_iter().flatten().find(|(_, value)| value.as_str() == Some(segment));
            parameter.map_or_else(|| segment.clone(), |(name, _)| format!("{{{name}}}"))
        });
        named.collect::<Vec<_>>().join("/")
    }

    fn add_models(&self, api: &mut RestApi) {
        let Some(method) = api.methods.first_mut() else { return };
        let request = &mut method.method_request;
        let mut schemas = Vec::new();
        for (media_type, schema) in
            self.input("/method_config/requestModels").and_then(Value::as_object).into_iter().flatten()
        {
            schemas.push((media_type.clone(), schema.clone()));
        }
        let model = match self.input("/method_config/model") {
            Some(schema @ Value::Object(_)) => Some(schema.clone()),
            // Told in words only.
            _ if self.is("validator/ref-models") => {
                Some(json!({"type": "array", "items": {"$ref": "#/definitions/Item"}}))
            }
            _ if self.is("validator/circular") => Some(json!({"$ref": "#/definitions/Person"})),
            _ => None,
        };
        schemas.extend(model.map(|schema| ("application/json".to_owned(), schema)));
        for (media_type, schema) in schemas {
            request.models.insert(media_type, "Recorded".to_owned());
            api.models.insert("Recorded", Model::new(schema));
            request.validator =
                Some(RequestValidator { validate_request_parameters: true, validate_request_body: true });
        }
        let models = json!({
            "Item": {"type": "object", "required": ["a", "b"]},
            "Person": {"type": "object", "required": ["name"], "properties": {"house": {"$ref": "#/definitions/House"}}},
            "House": {"type": "object", "properties": {
                "contains": {"type": "array", "items": {"$ref": "#/definitions/Person"}}
            }},
        });
        for (name, schema) in models.as_object().into_iter().flatten() {
            api.models.insert(name.as_str(), Model::new(schema.clone()));
        }
    }
}

/// The request and what is known around it.
impl Recording<'_> {
    fn request_path(&self) -> String {
        if let Some(url) = self.text("/request/url_after_stage") {
            let url = url.strip_prefix("POST ").unwrap_or(url);
            let url = url.split(" (").next().unwrap_or(url);
            let url = url.strip_prefix("//stage").unwrap_or(url);
            return url.split('?').next().unwrap_or(url).to_owned();
        }
        if let Some(path) = self.text("/request/path") {
            return path.to_owned();
        }
        if self.is("test-invoke/") {
            let path = self.text("/request/pathWithQueryString").or(self.text("/request/resource_path"));
            return path.unwrap_or("/").split('?').next().unwrap_or("/").to_owned();
        }
        let parameters = self.input("/request/path_params").and_then(Value::as_object);
        let values: Vec<&str> =
            parameters.into_iter().flatten().filter_map(|(_, value)| value.as_str()).collect();
        format!("/{}", values.join("/"))
    }

    fn verb(&self) -> &str {
        let posts = self.text("/request/url_after_stage").is_some_and(|url| url.starts_with("POST "));
        self.text("/request/method").unwrap_or(if posts { "POST" } else { "GET" })
    }

    fn request(&self) -> ClientRequest {
        let verb = self.verb();
        let target =
            self.text("/request/url_after_stage").and_then(|url| url.split_once('?')).map(|(_, query)| query);
        let mut request =
            ClientRequest::new(verb, &format!("{}?{}", self.request_path(), target.unwrap_or_default()));
        for (name, value) in self.input("/request/query").and_then(Value::as_object).into_iter().flatten() {
            request.query.add(name, value.as_str().unwrap_or_default());
        }
        for (name, value) in self.input("/request/headers").and_then(Value::as_object).into_iter().flatten() {
            request.headers.add(name, value.as_str().unwrap_or_default());
        }
        self.add_unrecorded_headers(&mut request);
        request.body = self.input("/request/body").map(bytes).unwrap_or_default();
        request
    }

    /// What the test's client and the edge network added and the recording shows only as it arrived.
    fn add_unrecorded_headers(&self, request: &mut ClientRequest) {
        let arrived = ["/event/headers", "/integration_request_headers"];
        let proxied = self.text("/integration/type").is_some_and(|kind| kind.ends_with("PROXY"));
        for (name, value) in
            arrived.iter().filter_map(|at| self.0["expected"].pointer(at)?.as_object()).flatten()
        {
            let made_by_gateway =
                name.eq_ignore_ascii_case("X-Amzn-Trace-Id") || name.eq_ignore_ascii_case("Host");
            let by_client =
                ["Accept", "Accept-Encoding"].iter().any(|known| known.eq_ignore_ascii_case(name));
            let added = is_transport(name) || by_client || (made_by_gateway && self.is_aws_proxy());
            let own = name.eq_ignore_ascii_case("Content-Length");
            if proxied && added && !own && !request.headers.contains(name) {
                request.headers.add(name, value.as_str().unwrap_or_default());
            }
        }
        if self.is("headers/remap/HTTP/full") {
            request.headers.add("Host", "<host:2>");
            request.headers.add("Via", "<via:1>");
        }
    }

    fn is_aws_proxy(&self) -> bool {
        self.text("/integration/type") == Some("AWS_PROXY")
    }

    fn facts(&self) -> Facts {
        let texts = |pointer| -> Table<String> {
            let members = self.input(pointer).and_then(Value::as_object).into_iter().flatten();
            members
                .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default().to_owned()))
                .collect()
        };
        let variables = texts("/stage_variables");
        let host = |value: &String| value.replace("<echo-host>", "echo.example");
        Facts {
            account_id: "111111111111".to_owned(),
            stage: self.text("/request/stage").unwrap_or("test").to_owned(),
            context: self.input("/context").and_then(Value::as_object).cloned().unwrap_or_default(),
            stage_variables: variables.iter().map(|(name, value)| (name, host(value))).collect(),
            log_time: "DDD MMM dd hh:mm:ss UTC yyyy".to_owned(),
            ..Facts::default()
        }
    }

    /// The backend's answer: recorded, or the request's own body from a backend that echoes.
    fn backend(&self, sent: &IntegrationRequest) -> BackendResponse {
        if let Some(logged) = self.logged_answer() {
            return logged;
        }
        let recorded = match self.input("/integration_response") {
            Some(Value::Object(recorded)) => recorded,
            // DeleteStateMachine answers an empty object; the recording shows only that.
            _ if self.is("stepfunctions/") => return BackendResponse::new(200, "{}"),
            // A function that echoes gets an empty body as an empty object.
            _ if self.is_aws_proxy() => return BackendResponse::new(200, "{}"),
            _ if self.is("lambda/") || self.is("params/querystring") => {
                return BackendResponse::new(200, sent.lambda_event());
            }
            _ => return self.with_proxied_headers(BackendResponse::new(200, sent.body.clone())),
        };
        let status =
            recorded.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
        let body = recorded.get("lambda_payload").map(|payload| payload.to_string().into_bytes());
        let body = body.or_else(|| recorded.get("body").map(bytes)).unwrap_or_default();
        let mut response = BackendResponse::new(status.unwrap_or(200), body);
        for (name, value) in recorded.get("headers").and_then(Value::as_object).into_iter().flatten() {
            response.headers.add(name, value.as_str().unwrap_or_default());
        }
        if let Some(etag) = self.0["expected"].pointer("/headers/ETag").and_then(Value::as_str) {
            response.headers.add("ETag", etag);
        }
        self.with_proxied_headers(response)
    }

    /// The headers of a proxied backend are recorded as the client got them: those that came back under another name
    /// were sent under their own.
    fn with_proxied_headers(&self, mut response: BackendResponse) -> BackendResponse {
        let got = self.0["expected"].get("response_headers").and_then(Value::as_object);
        if self.text("/integration/type") != Some("HTTP_PROXY") {
            return response;
        }
        for (name, value) in got.into_iter().flatten() {
            let lower = name.to_ascii_lowercase();
            let original = lower.strip_prefix("x-amzn-remapped-").map(str::to_owned);
            let own = is_transport(name) || lower == "x-amzn-requestid" || lower == "x-amz-apigw-id";
            if let Some(original) = original.or_else(|| (!own).then(|| name.clone())) {
                response.headers.add(original, value.as_str().unwrap_or_default());
            }
        }
        response
    }

    /// A test invocation's log tells what the backend answered.
    fn logged_answer(&self) -> Option<BackendResponse> {
        let lines: Vec<&str> =
            self.0["expected"].get("log")?.as_array()?.iter().filter_map(Value::as_str).collect();
        let after = |label: &str| lines.iter().find_map(|line| line.split_once(label)).map(|(_, text)| text);
        let mut response =
            BackendResponse::new(200, after(" : Endpoint response body before transformations: ")?);
        let headers = after(" : Endpoint response headers: {")?.strip_suffix('}')?;
        for entry in headers.split(", ") {
            match entry.split_once('=') {
                Some((name, value)) => response.headers.add(name, value),
                // A date has a comma of its own.
                None => {
                    let date = response.headers.get("Date").unwrap_or_default().to_owned();
                    response.headers.set("Date", format!("{date}, {entry}"));
                }
            }
        }
        Some(response)
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

/// What came of it.
impl Recording<'_> {
    fn compare(&self, answer: &Answer, facts: &Facts) -> Result<(), String> {
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
