//! One request over HTTP: read, taken through the API, answered, logged.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Request, Response, StatusCode};
use tokio::sync::{Semaphore, watch};
use vtlgate::exchange::{ClientRequest, ClientResponse, RestApi};

use super::body::{self, Unread};
use super::log::Log;
use super::spelling::{Names, Spelling};
use crate::exchange::{Backend, Stage, run, trace, why};

/// How many requests are worked on at once: with the largest body, this bounds the memory. Others wait.
const REQUESTS: usize = 256;

/// What every request needs.
pub(super) struct Handler {
    api: watch::Receiver<Arc<RestApi>>,
    stage: Stage,
    backend: Backend,
    log: Arc<Log>,
    with_trace: bool,
    places: Semaphore,
}

impl Handler {
    pub(super) fn new(
        api: watch::Receiver<Arc<RestApi>>,
        stage: Stage,
        backend: Backend,
        log: Arc<Log>,
        with_trace: bool,
    ) -> Handler {
        Handler { api, stage, backend, log, with_trace, places: Semaphore::new(REQUESTS) }
    }

    /// Answers a request.
    pub(super) async fn respond(
        &self,
        request: Request<Incoming>,
        peer: IpAddr,
        spelling: &Spelling,
    ) -> Response<Full<Bytes>> {
        let start = Instant::now();
        let _place = self.places.acquire().await;
        let (head, body) = request.into_parts();
        let names = spelling.names();
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        let body = match body::read(body).await {
            Ok(body) => body,
            Err(unread) => return self.unread(&head, &target, &unread),
        };
        spelling.expect_next();

        let request = client_request(&head, &target, &names, body);
        let (method, path) = (request.method.clone(), request.path.clone());
        let api = self.api.borrow().clone();
        let facts = self.stage.facts(&api, &peer.to_string());
        let exchanged = run(&api, request, &facts, &self.backend).await;
        let answer = &exchanged.answer;

        let why = why(&api, &method, &path, answer);
        let notes = exchanged.problem.into_iter().chain(exchanged.notes).chain(why);
        let mut explanations: Vec<String> = notes.map(|note| format!("note: {note}")).collect();
        if self.with_trace {
            explanations.push(trace(answer, &facts));
        }
        let (status, length) = (answer.response.status, answer.response.body.len());
        let selected =
            answer.selected.as_deref().map(|key| format!(", selected {key:?}")).unwrap_or_default();
        let response = response(exchanged.answer.response, &mut explanations);
        let milliseconds = start.elapsed().as_millis();
        let line = format!("{method} {target} {status}, {length} bytes, {milliseconds} ms{selected}");
        self.log.entry(&line, &explanations);
        response
    }

    fn unread(&self, head: &Parts, target: &str, unread: &Unread) -> Response<Full<Bytes>> {
        let (status, why) = match unread {
            Unread::TimedOut => (StatusCode::REQUEST_TIMEOUT, "the body took too long".to_owned()),
            Unread::Broken(error) => (StatusCode::BAD_REQUEST, format!("the body cannot be read: {error}")),
        };
        self.log.line(&format!("{} {target} {}, {why}", head.method, status.as_u16()));
        let message = serde_json::json!({ "message": why }).to_string();
        let mut response = Response::new(Full::new(Bytes::from(message)));
        *response.status_mut() = status;
        response.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
        response.headers_mut().insert("connection", HeaderValue::from_static("close"));
        response
    }
}

/// The response as HTTP has it. What HTTP cannot carry is told.
fn response(answer: ClientResponse, explanations: &mut Vec<String>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = match StatusCode::from_u16(answer.status) {
        Ok(status) if !status.is_informational() => status,
        _ => {
            explanations.push("note: HTTP ends no exchange with this status; 500 is sent instead".to_owned());
            StatusCode::INTERNAL_SERVER_ERROR
        }
    };
    for (name, value) in answer.headers.iter().filter(|(name, _)| !belongs_to_connection(name)) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value.as_bytes())) {
            (Ok(name), Ok(value)) => {
                response.headers_mut().append(name, value);
            }
            _ => explanations.push(format!("note: header {name:?}: {value:?} is no HTTP and is not sent")),
        }
    }
    response
}

fn client_request(head: &Parts, target: &str, names: &Names, body: Vec<u8>) -> ClientRequest {
    let mut request = ClientRequest::new(head.method.as_str(), target).body(body);
    let headers: &HeaderMap = &head.headers;
    for name in headers.keys() {
        for (occurrence, value) in headers.get_all(name).iter().enumerate() {
            let spelled = names.spelled(name.as_str(), occurrence);
            request.headers.add(spelled, String::from_utf8_lossy(value.as_bytes()));
        }
    }
    request
}

/// Headers that the connection makes for itself.
fn belongs_to_connection(name: &str) -> bool {
    ["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}
