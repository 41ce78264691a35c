//! What came of the cases, for people, for TAP and for GitHub.

use std::fmt::Write;

use super::case::Case;
use super::run::Outcome;
use crate::check::annotate::{data, property};

/// Every case with what came of it.
pub(super) type Results<'suite> = Vec<(&'suite Case, Outcome)>;

/// The failures, and how many cases there were.
pub(super) fn text(results: &Results<'_>, annotate: bool) -> String {
    let mut text = String::new();
    for (case, outcome) in results {
        let Outcome::Failed(problem) = outcome else { continue };
        let _ = writeln!(text, "FAILED {}: {}", case.file, case.name);
        for line in problem.lines() {
            let _ = writeln!(text, "    {line}");
        }
        if annotate {
            let _ = writeln!(
                text,
                "::error file={},title={}::{}",
                property(&case.file),
                property(&case.name),
                data(problem)
            );
        }
        text.push('\n');
    }
    let count = |wanted: fn(&Outcome) -> bool| results.iter().filter(|(_, outcome)| wanted(outcome)).count();
    let passed = count(|outcome| matches!(outcome, Outcome::Passed | Outcome::Updated));
    let _ =
        write!(text, "{passed} passed, {} failed", count(|outcome| matches!(outcome, Outcome::Failed(_))));
    for (number, what) in [
        (count(|outcome| matches!(outcome, Outcome::Updated)), "written to snapshots"),
        (count(|outcome| matches!(outcome, Outcome::NotRun)), "not run"),
    ] {
        if number > 0 {
            let _ = write!(text, ", {number} {what}");
        }
    }
    text.push('\n');
    text
}

/// TAP 14.
pub(super) fn tap(results: &Results<'_>) -> String {
    let mut text = format!("TAP version 14\n1..{}\n", results.len());
    for (number, (case, outcome)) in (1..).zip(results) {
        let name = format!("{}: {}", case.file, case.name)
            .replace('\\', "\\\\")
            .replace('#', "\\#")
            .replace('\n', " ");
        let _ = match outcome {
            Outcome::Passed | Outcome::Updated => writeln!(text, "ok {number} - {name}"),
            Outcome::NotRun => writeln!(text, "ok {number} - {name} # SKIP another case failed"),
            Outcome::Failed(_) => writeln!(text, "not ok {number} - {name}"),
        };
        if let Outcome::Failed(problem) = outcome {
            text.push_str("  ---\n  message: |\n");
            for line in problem.lines() {
                let _ = writeln!(text, "    {line}");
            }
            text.push_str("  ...\n");
        }
    }
    text
}
