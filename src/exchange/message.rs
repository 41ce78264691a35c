//! The four messages of an exchange: client to gateway, gateway to backend, and both ways back.

use super::headers::Headers;
use super::query::Query;

/// What the client sent.
///
/// ```
/// use vtlgate::exchange::ClientRequest;
/// let request = ClientRequest::new("GET", "/pets/42?verbose=true").header("Accept", "application/json");
/// assert_eq!(request.path, "/pets/42");
/// assert_eq!(request.query.get("verbose"), Some("true"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientRequest {
    /// The verb, in capitals.
    pub method: String,
    /// The path after the stage, still percent-encoded: API Gateway hands path parameters on as they came.
    pub path: String,
    /// The query, decoded.
    pub query: Query,
    /// The headers as the client spelled them.
    pub headers: Headers,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl ClientRequest {
    /// A request to `target`, a path with or without a query.
    pub fn new(method: impl Into<String>, target: &str) -> ClientRequest {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        ClientRequest {
            method: method.into(),
            path: path.to_owned(),
            query: Query::parse(query),
            ..ClientRequest::default()
        }
    }

    /// The same request with one more header.
    pub fn header(mut self, name: &str, value: &str) -> ClientRequest {
        self.headers.add(name, value);
        self
    }

    /// The same request with this body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> ClientRequest {
        self.body = body.into();
        self
    }
}

/// What the client gets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientResponse {
    /// The status code.
    pub status: u16,
    /// The headers, without those that belong to the connection: `Date`, `Connection`, `Content-Length`.
    pub headers: Headers,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl ClientResponse {
    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

/// What the backend is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntegrationRequest {
    /// The verb of the integration, which need not be the client's.
    pub method: String,
    /// The address without its query: of an AWS service the address that the integration's ARN stands for.
    pub uri: String,
    /// The query, decoded.
    pub query: Query,
    /// The headers, without the signature of AWS integrations.
    pub headers: Headers,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl IntegrationRequest {
    /// The address with its query.
    pub fn url(&self) -> String {
        if self.query.is_empty() { self.uri.clone() } else { format!("{}?{}", self.uri, self.query) }
    }

    /// The event a Lambda function sees: the body, and `{}` where the body is empty (recorded).
    pub fn lambda_event(&self) -> &[u8] {
        if self.body.is_empty() { b"{}" } else { &self.body }
    }
}

/// What the backend answered.
///
/// A Lambda function's outcome is told apart by the header `X-Amz-Function-Error` that the Invoke API sends with a
/// failure; the constructors set it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackendResponse {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// How long it took, for the log.
    pub latency_milliseconds: u64,
}

/// The header by which the Invoke API says that the function failed.
pub(super) const FUNCTION_ERROR: &str = "X-Amz-Function-Error";

impl BackendResponse {
    /// An answer over HTTP.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> BackendResponse {
        BackendResponse { status, body: body.into(), ..BackendResponse::default() }
    }

    /// The same answer with one more header.
    pub fn header(mut self, name: &str, value: &str) -> BackendResponse {
        self.headers.add(name, value);
        self
    }

    /// A Lambda function returned `payload`, JSON text.
    pub fn lambda_success(payload: impl Into<Vec<u8>>) -> BackendResponse {
        BackendResponse::new(200, payload).header("Content-Type", "application/json")
    }

    /// A Lambda function failed with `payload`: `{"errorMessage": …, "errorType": …}` in any runtime's shape.
    ///
    /// ```
    /// use vtlgate::exchange::BackendResponse;
    /// let failed = BackendResponse::lambda_failure(r#"{"errorMessage":"[NotFound] 42","errorType":"Error","trace":[]}"#);
    /// assert_eq!(failed.headers.get("x-amz-function-error"), Some("Unhandled"));
    /// ```
    pub fn lambda_failure(payload: impl Into<Vec<u8>>) -> BackendResponse {
        BackendResponse::lambda_success(payload).header(FUNCTION_ERROR, "Unhandled")
    }

    /// A Lambda function ran out of time: `time` and `request_id` stand in the message as Lambda writes them.
    ///
    /// ```
    /// use vtlgate::exchange::BackendResponse;
    /// let late = BackendResponse::lambda_timeout("2026-01-01T00:00:00.000Z", "id-1", 3.0);
    /// assert_eq!(late.body, br#"{"errorMessage":"2026-01-01T00:00:00.000Z id-1 Task timed out after 3.00 seconds"}"#);
    /// ```
    pub fn lambda_timeout(time: &str, request_id: &str, seconds: f64) -> BackendResponse {
        let message = format!("{time} {request_id} Task timed out after {seconds:.2} seconds");
        BackendResponse::lambda_failure(serde_json::json!({ "errorMessage": message }).to_string())
    }
}

/// How a call of the backend ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackendOutcome {
    /// It answered.
    Answered(BackendResponse),
    /// It did not answer within the integration's time: the gateway response INTEGRATION_TIMEOUT.
    TimedOut,
    /// It could not be reached: the gateway response INTEGRATION_FAILURE.
    Unreachable,
}

impl From<BackendResponse> for BackendOutcome {
    fn from(response: BackendResponse) -> BackendOutcome {
        BackendOutcome::Answered(response)
    }
}
