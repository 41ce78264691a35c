//! One exchange: the request in, the backend called, the response out.

use tokio::task::block_in_place;
use vtlgate::exchange::{Answer, BackendOutcome, ClientRequest, Facts, RestApi, Step, method_request, route};

use super::backend::{Backend, Integrated};

/// An exchange that is over.
pub(crate) struct Exchanged {
    /// The client's response and how it came about.
    pub(crate) answer: Answer,
    /// What a person should know of the backend's call.
    pub(crate) notes: Vec<String>,
    /// The backend could not be asked, or what it said is no answer: the client is told that it cannot be reached.
    pub(crate) problem: Option<String>,
}

/// Takes a request through an API. Templates are work for the processor, so they leave the runtime's threads to others.
pub(crate) async fn run(
    api: &RestApi,
    request: ClientRequest,
    facts: &Facts,
    backend: &Backend,
) -> Exchanged {
    let integrated = route(api, &request.method, &request.path)
        .map_or(Integrated::Otherwise, |(method, _)| Integrated::of(&method.integration));
    let call = match block_in_place(|| method_request(api, request, facts)) {
        Step::Answered(answer) => return Exchanged { answer: *answer, notes: Vec::new(), problem: None },
        Step::Call(call) => call,
    };
    let mut notes = Vec::new();
    let mut problem = None;
    let outcome = match call.lambda_refusal() {
        Some(refusal) => BackendOutcome::Answered(refusal),
        None => match backend.call(integrated, &call.request, facts).await {
            Ok(called) => {
                notes.extend(called.note);
                called.outcome
            }
            Err(why) => {
                problem = Some(why);
                BackendOutcome::Unreachable
            }
        },
    };
    let answer = block_in_place(|| call.integration_response(outcome));
    Exchanged { answer, notes, problem }
}
