//! What came of the cases, for people, for TAP and for GitHub.

use std::fmt::Write;

use super::Tried;
use super::run::Outcome;
use crate::check::annotate::{data, property};

// Colours of ANSI, which a stream that cannot show them strips.
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";
const BOLD_RED: &str = "\x1b[1;31m";
const PLAIN: &str = "\x1b[0m";

/// The failures, and how many cases there were.
pub(super) fn text(results: &[Tried<'_>], annotate: bool) -> String {
    let mut text = String::new();
    for Tried { case, outcome, .. } in results {
        let Outcome::Failed(problem) = outcome else { continue };
        let _ = writeln!(text, "{BOLD_RED}FAILED{PLAIN} {}:{}: {}", case.file, case.line, case.name);
        for line in problem.lines() {
            let _ = match colour(line) {
                Some(colour) => writeln!(text, "    {colour}{line}{PLAIN}"),
                None => writeln!(text, "    {line}"),
            };
        }
        if annotate {
            let _ = writeln!(
                text,
                "::error file={},line={},title={}::{}",
                property(&case.file),
                case.line,
                property(&case.name),
                data(problem)
            );
        }
        text.push('\n');
    }
    let count = |wanted: fn(&Outcome) -> bool| results.iter().filter(|tried| wanted(&tried.outcome)).count();
    let passed = count(|outcome| matches!(outcome, Outcome::Passed | Outcome::Updated));
    let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
    let colour = if failed > 0 { BOLD_RED } else { GREEN };
    let _ = write!(text, "{colour}{passed} passed, {failed} failed");
    for (number, what) in [
        (count(|outcome| matches!(outcome, Outcome::Updated)), "written to snapshots"),
        (count(|outcome| matches!(outcome, Outcome::NotRun)), "not run"),
    ] {
        if number > 0 {
            let _ = write!(text, ", {number} {what}");
        }
    }
    let _ = writeln!(text, "{PLAIN}");
    text
}

/// The colour of a line of a difference.
fn colour(line: &str) -> Option<&'static str> {
    match line.as_bytes() {
        [b'-', b' ', ..] => Some(RED),
        [b'+', b' ', ..] => Some(GREEN),
        [b'@', b' ', ..] => Some(CYAN),
        _ => (line.contains('^') && line.bytes().all(|byte| b" ^".contains(&byte))).then_some(CYAN),
    }
}

/// TAP 14.
pub(super) fn tap(results: &[Tried<'_>]) -> String {
    let mut text = format!("TAP version 14\n1..{}\n", results.len());
    for (number, Tried { case, outcome, .. }) in (1..).zip(results) {
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
            let _ = writeln!(text, "  ---\n  at: {{file: {:?}, line: {}}}", case.file, case.line);
            text.push_str("  message: |\n");
            for line in problem.lines() {
                let _ = writeln!(text, "    {line}");
            }
            text.push_str("  ...\n");
        }
    }
    text
}
