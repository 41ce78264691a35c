//! A backend that is a server on this machine: plain HTTP to a loopback address, and to no other.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderName};
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use vtlgate::exchange::{BackendOutcome, BackendResponse, Facts, Headers, IntegrationRequest};

use super::{Called, Integrated, LARGEST_ANSWER};

/// Where local Lambda runtimes take their events.
const INVOKE_PATH: &str = "/2015-03-31/functions/function/invocations";

/// The header by which the Invoke API says that the function failed.
const FUNCTION_ERROR: &str = "X-Amz-Function-Error";

/// The address of a server on this machine.
pub(crate) struct LocalUrl {
    authority: String,
    addresses: Vec<SocketAddr>,
    /// Without a slash at its end.
    path: String,
}

impl LocalUrl {
    /// Reads `http://localhost:PORT`, with a path if need be. No name is looked up.
    pub(super) fn parse(text: &str) -> Result<LocalUrl, String> {
        let wrong = |why: &str| format!("the backend URL `{text}` {why}; write http://localhost:PORT");
        let uri: Uri = text.parse().map_err(|error| wrong(&format!("is no URL ({error})")))?;
        if uri.scheme_str() != Some("http") {
            return Err(wrong("is not plain HTTP"));
        }
        if uri.query().is_some() {
            return Err(wrong("has a query, which the integration request brings itself"));
        }
        let host = uri.host().unwrap_or_default();
        let port = uri.port_u16().unwrap_or(80);
        let hosts = match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            Ok(address) if address.is_loopback() => vec![address],
            Err(_) if host.eq_ignore_ascii_case("localhost") => {
                vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]
            }
            _ => return Err(wrong("is not on this machine")),
        };
        Ok(LocalUrl {
            authority: format!("{host}:{port}"),
            addresses: hosts.into_iter().map(|host| SocketAddr::new(host, port)).collect(),
            path: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    pub(super) async fn call(
        &self,
        integrated: Integrated,
        request: &IntegrationRequest,
        facts: &Facts,
    ) -> Result<Called, String> {
        let request = match integrated {
            Integrated::Otherwise => self.request(request)?,
            Integrated::Lambda | Integrated::LambdaProxy => self.invocation(request.lambda_event())?,
        };
        let response = match self.send(request).await {
            Ok(response) => response,
            Err(why) => {
                let note = format!("the backend http://{} does not answer: {why}", self.authority);
                return Ok(Called { outcome: BackendOutcome::Unreachable, note: Some(note) });
            }
        };
        Ok(match integrated {
            Integrated::Otherwise => response.into(),
            Integrated::Lambda | Integrated::LambdaProxy => lambda_answer(response, facts).into(),
        })
    }

    /// The request under this server's address: the path and the query are the integration's.
    fn request(&self, request: &IntegrationRequest) -> Result<Request<Full<Bytes>>, String> {
        let url = request.url();
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let target = rest.find(['/', '?']).map_or("/", |start| &rest[start..]);
        let slash = if target.starts_with('/') { "" } else { "/" };
        let mut built = Request::builder()
            .method(request.method.as_str())
            .uri(format!("{}{slash}{target}", self.path))
            .header(HOST, &self.authority);
        for (name, value) in request.headers.iter().filter(|(name, _)| !belongs_to_connection(name)) {
            built = built.header(name, value);
        }
        self.finish(built, &request.body)
    }

    fn invocation(&self, event: &[u8]) -> Result<Request<Full<Bytes>>, String> {
        let path = if self.path.is_empty() { INVOKE_PATH } else { &self.path };
        let built = Request::builder()
            .method("POST")
            .uri(path)
            .header(HOST, &self.authority)
            .header("Content-Type", "application/json");
        self.finish(built, event)
    }

    fn finish(
        &self,
        built: hyper::http::request::Builder,
        body: &[u8],
    ) -> Result<Request<Full<Bytes>>, String> {
        built.body(Full::new(Bytes::copy_from_slice(body))).map_err(|error| {
            format!(
                "the integration request cannot be sent to http://{}: {error}; look at it with --trace",
                self.authority
            )
        })
    }

    /// One connection, one request.
    async fn send(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<BackendResponse, Box<dyn std::error::Error + Send + Sync>> {
        let stream = TcpStream::connect(self.addresses.as_slice()).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        let connection = tokio::spawn(connection);
        let response = sender.send_request(request).await?;
        let (head, body) = response.into_parts();
        let body = Limited::new(body, LARGEST_ANSWER).collect().await?.to_bytes();
        connection.abort();
        let headers: Headers = head
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
            .collect();
        Ok(BackendResponse {
            status: head.status.as_u16(),
            headers,
            body: body.into(),
            ..BackendResponse::default()
        })
    }
}

/// Headers that a connection makes for itself.
fn belongs_to_connection(name: &str) -> bool {
    [HOST, hyper::header::CONNECTION, hyper::header::CONTENT_LENGTH, hyper::header::TRANSFER_ENCODING]
        .iter()
        .any(|known: &HeaderName| name.eq_ignore_ascii_case(known.as_str()))
}

/// What the Invoke API would have said. The local runtime of Lambda's images tells failures by their payload alone, and a
/// time-out by a line of text.
fn lambda_answer(response: BackendResponse, facts: &Facts) -> BackendResponse {
    let latency_milliseconds = response.latency_milliseconds;
    let read = if response.headers.contains(FUNCTION_ERROR) {
        BackendResponse::lambda_failure(response.body)
    } else if response.status != 200 {
        return response;
    } else if is_failure(&response.body) {
        BackendResponse::lambda_failure(response.body)
    } else if let Some(seconds) = timed_out(&response.body) {
        BackendResponse::lambda_timeout(&jiff::Timestamp::now().to_string(), &facts.request_id, seconds)
    } else {
        BackendResponse::lambda_success(response.body)
    };
    BackendResponse { latency_milliseconds, ..read }
}

fn is_failure(body: &[u8]) -> bool {
    let payload: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    payload["errorMessage"].is_string() && payload["errorType"].is_string()
}

fn timed_out(body: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(body).ok()?;
    text.trim().strip_prefix("Task timed out after ")?.strip_suffix(" seconds")?.parse().ok()
}
