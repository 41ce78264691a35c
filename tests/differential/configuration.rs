//! Proves that the oracle is configured as the service configures its engine: it must give the recorded answers.

use libtest_mimic::Failed;
use serde_json::Value;

use crate::generator::Case;
use crate::oracle::Installation;
use crate::outcome::Outcome;

/// Some cases of every feature of the language, with what both dialects make of them.
const RECORDED: &str = include_str!("oracle.jsonl");

pub(crate) fn check(installation: &Installation, dialect: &str) -> Result<(), Failed> {
    let recorded: Vec<Value> = RECORDED.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let cases = recorded.iter().map(|line| Case {
        template: line["template"].as_str().unwrap_or_default().to_owned(),
        variables: line["vars"].as_object().cloned().unwrap_or_default(),
    });
    let cases: Vec<Case> = cases.collect();
    let answers = installation.start().ask_all(dialect, &cases);
    let mut wrong = String::new();
    for (line, answer) in recorded.iter().zip(&answers) {
        let expected = &line[dialect];
        let expected = match (expected["output"].as_str(), expected["error"].as_str()) {
            (Some(output), _) => Outcome::Output(output.to_owned()),
            (_, Some("parse")) => Outcome::Parse(String::new()),
            _ => Outcome::Runtime(String::new()),
        };
        if !answer.agrees_with(&expected) {
            wrong += &format!("\n{}: recorded {expected}, the oracle says {answer}", line["id"]);
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}
