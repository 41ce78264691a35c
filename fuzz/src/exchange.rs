//! Whole exchanges.

use vtlgate::exchange::{
    BackendOutcome, BackendResponse, ClientRequest, Facts, ImportOptions, Step, WebSocketMessage, import,
    method_request, test_invoke_method,
};

/// What separates the definition, the request and the backend's answer.
const BREAK: &str = "\n---\n";

/// Any definition is read or refused, and any request and answer taken through it, twice alike.
///
/// The input is the definition, the request (`GET /pets?q=1`, headers, an empty line, the body) and the answer (a status,
/// headers, an empty line, the body; or `timeout`, or `unreachable`), with lines `---` between them.
pub fn exchange(input: &str) {
    let mut parts = input.splitn(3, BREAK);
    let definition = parts.next().unwrap_or_default();
    let request = parts.next().unwrap_or("GET /");
    let answer = parts.next().unwrap_or("200");
    let Ok(imported) = import("definition", definition, &ImportOptions::default()) else { return };
    let mut facts = Facts::default();
    facts.stage_variables.insert("table", "pets".to_owned());
    let run = |tested: bool| {
        let request = client_request(request);
        let step = match tested {
            false => method_request(&imported.api, request, &facts),
            true => match imported.api.methods.first() {
                Some(method) => test_invoke_method(&imported.api, method, request, &facts),
                None => return None,
            },
        };
        let answer = match step {
            Step::Answered(answer) => *answer,
            Step::Call(call) => {
                let refusal = call.lambda_refusal();
                call.integration_response(refusal.map_or_else(|| outcome(answer), BackendOutcome::from))
            }
        };
        let log = answer.access_log("$context.requestId $context.error.message $context.status", &facts);
        Some((answer.response, answer.selected, answer.trace.execution_log(&facts), log))
    };
    for tested in [false, true] {
        assert_eq!(run(tested), run(tested), "an exchange depends on nothing but its inputs");
    }
    let message = WebSocketMessage { body: answer.to_owned(), ..WebSocketMessage::default() };
    let _ = message.evaluate(request);
}

fn client_request(text: &str) -> ClientRequest {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, target) = lines.next().and_then(|line| line.split_once(' ')).unwrap_or(("GET", "/"));
    let request = ClientRequest::new(method, target).body(body);
    headers(lines).fold(request, |request, (name, value)| request.header(name, value))
}

fn outcome(text: &str) -> BackendOutcome {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    match lines.next() {
        Some("timeout") => BackendOutcome::TimedOut,
        Some("unreachable") => BackendOutcome::Unreachable,
        status => {
            let status = status.and_then(|status| status.parse().ok()).unwrap_or(200);
            let response = BackendResponse::new(status, body);
            headers(lines).fold(response, |response, (name, value)| response.header(name, value)).into()
        }
    }
}

fn headers<'t>(lines: impl Iterator<Item = &'t str>) -> impl Iterator<Item = (&'t str, &'t str)> {
    lines.filter_map(|line| line.split_once(": "))
}
