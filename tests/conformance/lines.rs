//! Cases as lines of JSON: the corpora that were made by running Velocity and Jayway JsonPath, and files in their
//! shapes.
//!
//! - `template`, `vars`, and by dialect an `output` or an `error`; `mask` is blanked before comparing
//! - `template` with an event, and `expect`: `output` and `overrides`, or `error`
//! - `template` with an event, and `compare`: how `expect` is compared, see [`compare`]
//! - `template`, `vars`, `output` or `error`, and perhaps `exact`: a golden test of Velocity's own
//! - `path`, `body`, and `expect`: `json` and `text`, or `error`; `jayway_2_9` is as good where it is there

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use vtlgate::Dialect;

use super::answer::Question;
use super::case::{Case, Grade, Judge};
use super::compare;

/// All cases of the files `*.jsonl` in `folder`, but those of whole exchanges.
pub(crate) fn read(folder: &Path) -> Vec<Case> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a case file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.retain(|path| !path.ends_with("exchange.jsonl"));
    files.sort();
    files.iter().flat_map(|path| file(path)).collect()
}

fn file(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("a case file");
    let mut cases = Vec::new();
    for (number, line) in text.lines().enumerate() {
        match serde_json::from_str::<Json>(line) {
            Ok(case) => cases.extend(questions(&case)),
            // Half of a surrogate pair, which Java's strings can hold: no text in UTF-8 can say so.
            Err(error) if error.to_string().contains("surrogate") => {}
            Err(error) => panic!("{}:{}: {error}", path.display(), number + 1),
        }
    }
    cases
}

/// The cases that one line asks.
fn questions(case: &Json) -> Vec<Case> {
    let text = |member: &str| case.get(member).and_then(Json::as_str).map(str::to_owned);
    let name = text("id").expect("an id");
    let one = |grade, question, judge| vec![Case { name: name.clone(), grade, question, judge, gap: None }];
    let render = |dialect| Question::Render {
        template: text("template").expect("a template"),
        dialect,
        event: case.clone(),
        variables: case.get("vars").map_or("{}".to_owned(), Json::to_string),
    };
    if let Some(path) = text("path") {
        let question = Question::Select { path, body: text("body").expect("a body") };
        one(
            Grade::Jayway,
            question,
            compare::either(selection(&case["expect"]), case.get("jayway_2_9").map(selection)),
        )
    } else if case.get("velocity").is_some() {
        let dialects = [Dialect::ApiGateway, Dialect::Velocity];
        let of = |dialect: Dialect| Case {
            name: format!("{name} [{}]", dialect.name()),
            grade: Grade::Velocity,
            question: render(dialect),
            judge: output(&case[dialect.name()], text("mask")),
            gap: None,
        };
        dialects.map(of).into()
    } else if let Some(how) = text("compare") {
        one(Grade::Recorded, render(Dialect::ApiGateway), compare::recorded(how, case["expect"].clone()))
    } else if case.get("vars").is_some() {
        let judge = match text("output") {
            Some(output) if case["exact"] == false => {
                compare::recorded("whitespace".to_owned(), Json::from(output))
            }
            Some(text) => compare::output(text, None, None),
            None => compare::failure("parse".to_owned()),
        };
        one(Grade::Velocity, render(Dialect::Velocity), judge)
    } else {
        one(Grade::Velocity, render(Dialect::ApiGateway), output(&case["expect"], text("mask")))
    }
}

fn output(expect: &Json, mask: Option<String>) -> Judge {
    match expect["error"].as_str() {
        Some(kind) => compare::failure(kind.to_owned()),
        None => {
            let output = expect["output"].as_str().expect("an output").to_owned();
            compare::output(output, mask, expect.get("overrides").cloned())
        }
    }
}

fn selection(expect: &Json) -> Judge {
    match expect["error"].as_str() {
        // Only whether the path leads nowhere is compared: Jayway's other failures are not told apart.
        Some("path-not-found") => compare::failure("path-not-found".to_owned()),
        Some(_) => compare::other_failure("path-not-found"),
        None => {
            let text = |member: &str| expect[member].as_str().map(str::to_owned);
            compare::selection(text("json").expect("json"), text("text"))
        }
    }
}
