//! One case: renders, and compares with what is expected.

use std::fs;

use serde_json::Value as Json;
use vtlgate::{Error, Rendered, Template};

use super::case::{Case, ExpectedError, Source, Suite};
use super::compare;
use crate::event::Event;

/// What came of a case.
pub(super) enum Outcome {
    Passed,
    /// Its snapshot was written.
    Updated,
    /// What is not as expected, in lines.
    Failed(String),
    /// Another failed before.
    NotRun,
}

/// Runs a case; with `update`, what its template prints becomes its snapshot.
pub(super) fn outcome(case: &Case, suite: &Suite, update: bool) -> Outcome {
    let rendered = match render(case, suite) {
        Ok(rendered) => rendered,
        Err(problem) => return Outcome::Failed(problem),
    };
    match (rendered, &case.expect.error) {
        (Err(error), Some(expected)) => match error_differs(&error, expected) {
            Some(problem) => Outcome::Failed(problem),
            None => Outcome::Passed,
        },
        (Err(error), None) => Outcome::Failed(format!("the template failed: {error}")),
        (Ok(rendered), Some(_)) => Outcome::Failed(format!(
            "an error was expected, and the template printed\n{}",
            compare::shown(&rendered.text)
        )),
        (Ok(rendered), None) => output(case, &rendered, update),
    }
}

/// The render's result; a message where it cannot be tried.
fn render(case: &Case, suite: &Suite) -> Result<Result<Rendered, Error>, String> {
    let event = Event::read(&case.event).and_then(|event| event.inputs());
    let inputs = event.map_err(|error| format!("the event is not what it should be: {error}"))?;
    let template = match &case.template {
        Source::Inline(text) => Template::builder().name(case.name.as_str()).parse(text),
        Source::File(path) => match suite.templates.get(path) {
            Some(template) => template.clone(),
            None => return Err(format!("the template `{}` was not read", path.display())),
        },
    };
    Ok(template.and_then(|template| template.render(&inputs)))
}

fn error_differs(error: &Error, expected: &ExpectedError) -> Option<String> {
    let position = error.position();
    let matches = expected.kind.as_deref().is_none_or(|kind| kind == error.kind().name())
        && expected.line.is_none_or(|line| position.is_some_and(|position| position.line == line))
        && expected.column.is_none_or(|column| position.is_some_and(|position| position.column == column))
        && expected.message.as_deref().is_none_or(|part| error.to_string().contains(part));
    (!matches)
        .then(|| format!("the template failed otherwise than expected: {}: {error}", error.kind().name()))
}

fn output(case: &Case, rendered: &Rendered, update: bool) -> Outcome {
    let expect = &case.expect;
    let mut problems = Vec::new();
    if let Some(text) = &expect.text {
        problems.extend(compare::text(text, &rendered.text));
    }
    if expect.json.is_some() || expect.json_contains.is_some() {
        match serde_json::from_str::<Json>(&rendered.text) {
            Ok(actual) => {
                problems.extend(expect.json.as_ref().and_then(|json| compare::json(json, &actual, false)));
                problems.extend(
                    expect.json_contains.as_ref().and_then(|json| compare::json(json, &actual, true)),
                );
            }
            Err(error) => {
                problems.push(format!("the output is not JSON: {error}\n{}", compare::shown(&rendered.text)));
            }
        }
    }
    if let Some(overrides) = &expect.overrides {
        let different = compare::json(overrides, &rendered.overrides.to_json(), false);
        problems.extend(different.map(|different| format!("the overrides differ\n{different}")));
    }
    let mut updated = false;
    if let Some(name) = &expect.snapshot {
        let path = case.folder.join(name);
        let known = fs::read_to_string(&path).ok();
        if known.as_deref() == Some(rendered.text.as_str()) {
            // As it was.
        } else if update {
            match fs::write(&path, &rendered.text) {
                Ok(()) => updated = true,
                Err(error) => {
                    problems.push(format!("cannot write the snapshot `{}`: {error}", path.display()))
                }
            }
        } else if let Some(known) = known {
            problems.extend(compare::text(&known, &rendered.text));
        } else {
            problems.push(format!("there is no snapshot `{}`; --update writes it", path.display()));
        }
    }
    match (problems.is_empty(), updated) {
        (false, _) => Outcome::Failed(problems.join("\n")),
        (true, true) => Outcome::Updated,
        (true, false) => Outcome::Passed,
    }
}
