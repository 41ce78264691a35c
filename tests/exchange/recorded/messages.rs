//! The client's request, the facts around it, and the backend's answer.

use serde_json::Value;
use vtlgate::exchange::{BackendResponse, ClientRequest, Facts, IntegrationRequest, Table};

use super::{Recording, bytes, is_transport};

impl Recording<'_> {
    pub(super) fn request_path(&self) -> String {
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

    pub(super) fn verb(&self) -> &str {
        let posts = self.text("/request/url_after_stage").is_some_and(|url| url.starts_with("POST "));
        self.text("/request/method").unwrap_or(if posts { "POST" } else { "GET" })
    }

    pub(super) fn request(&self) -> ClientRequest {
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

    pub(super) fn is_aws_proxy(&self) -> bool {
        self.text("/integration/type") == Some("AWS_PROXY")
    }

    pub(super) fn facts(&self) -> Facts {
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
    pub(super) fn backend(&self, sent: &IntegrationRequest) -> BackendResponse {
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
