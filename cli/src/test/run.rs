//! One case: runs it, and compares what came of it with what is expected.

use tokio::runtime::Runtime;
use vtlgate::exchange::{Answer, ClientRequest, Facts, RestApi};
use vtlgate::{Error, Inputs, Rendered, Template};

use super::compare;
use super::expect::ExpectedError;
use super::prepare::{Case, Trial};
use super::snapshot;
use super::verify::{self, Problems};
use crate::exchange::{Backend, run as run_exchange, why};
use crate::limits::in_words;

/// What came of a case.
pub(super) enum Outcome {
    Passed,
    /// Its snapshot was written, and all else is as expected.
    Updated,
    /// What is not as expected, in lines.
    Failed(String),
    /// Another failed before.
    NotRun,
}

/// Runs a case: what came of it, and what its snapshot is to hold, which with `update` is not compared.
pub(super) fn outcome(case: &Case, runtime: &Runtime, update: bool) -> (Outcome, Option<String>) {
    let mut problems = Problems::default();
    let printed = match &case.trial {
        Trial::Render { template, inputs } => rendered(case, template, inputs, update, &mut problems),
        Trial::Exchange { api, request, facts, backend } => {
            exchanged(case, (api, request, facts, backend), runtime, update, &mut problems)
        }
    };
    let outcome = problems.into_text().map_or(Outcome::Passed, Outcome::Failed);
    (outcome, printed.filter(|_| update && case.snapshot.is_some()))
}

/// Renders a template and compares; what it printed.
fn rendered(
    case: &Case,
    template: &Result<Template, Error>,
    inputs: &Inputs,
    update: bool,
    problems: &mut Problems,
) -> Option<String> {
    let rendered = template.as_ref().map_err(Error::clone).and_then(|template| template.render(inputs));
    let Rendered { text, overrides, .. } = match (rendered, &case.expect.error) {
        (Ok(rendered), None) => rendered,
        (Ok(rendered), Some(_)) => {
            let text = compare::excerpt(&rendered.text);
            problems.add(format!("an error was expected, and the template printed\n{text}"));
            return None;
        }
        (Err(error), Some(expected)) => {
            error_differs(&error, expected, problems);
            return None;
        }
        (Err(error), None) => {
            problems.add(failed(&error));
            return None;
        }
    };
    verify::overridden(&case.expect, &overrides, problems);
    verify::content("the output", &case.expect.content, case.schemas.content.as_deref(), &text, problems);
    if !update {
        snapshot::verify(case, &text, problems);
    }
    Some(text)
}

fn error_differs(error: &Error, expected: &ExpectedError, problems: &mut Problems) {
    let position = error.position();
    let (line, column) = (position.map(|position| position.line), position.map(|position| position.column));
    let before = problems.count();
    if let Some(kind) = expected.kind.as_deref().filter(|kind| *kind != error.kind().name()) {
        problems.add(format!("the error's kind: expected {kind}, got {}", error.kind().name()));
    }
    for (what, expected, actual) in [("line", expected.line, line), ("column", expected.column, column)] {
        if expected.is_some() && expected != actual {
            let number = |number: Option<u32>| number.map_or("none".to_owned(), |number| number.to_string());
            problems.add(format!(
                "the error's {what}: expected {}, got {}",
                number(expected),
                number(actual)
            ));
        }
    }
    if let Some(part) = expected.message.as_deref().filter(|part| !error.to_string().contains(*part)) {
        problems.add(format!("the error's message does not contain: {part}"));
    }
    if problems.count() > before {
        problems.add(failed(error));
    }
}

fn failed(error: &Error) -> String {
    format!("the template failed: {}: {}", error.kind().name(), in_words(&error.to_string()))
}

/// Takes a request through an API and compares; the body of the response.
fn exchanged(
    case: &Case,
    (api, request, facts, backend): (&RestApi, &ClientRequest, &Facts, &Backend),
    runtime: &Runtime,
    update: bool,
    problems: &mut Problems,
) -> Option<String> {
    let exchanged = runtime.block_on(run_exchange(api, request.clone(), facts, backend));
    if let Some(problem) = exchanged.problem {
        problems.add(match backend {
            Backend::None => {
                let sent = exchanged.answer.integration_request;
                let call = sent.map(|sent| format!("{} {}", sent.method, sent.uri)).unwrap_or_default();
                format!("the integration calls {call}; say what it answers under `backend`")
            }
            _ => problem,
        });
        return None;
    }
    let answer: &Answer = &exchanged.answer;
    let body = answer.response.text();
    verify::answer(case, answer, facts, problems);
    verify::content("the body", &case.expect.content, case.schemas.content.as_deref(), &body, problems);
    if !update {
        snapshot::verify(case, &body, problems);
    }
    if problems.count() > 0 {
        let notes = why(api, &request.method, &request.path, answer);
        for note in exchanged.notes.into_iter().chain(notes) {
            problems.add(format!("note: {note}"));
        }
    }
    Some(body.into_owned())
}
