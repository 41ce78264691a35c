//! The report that build servers read: JUnit's XML.

use std::fmt::Write;

use super::Tried;
use super::run::Outcome;

/// A suite a case file.
pub(super) fn report(results: &[Tried<'_>]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for suite in results.chunk_by(|one, other| one.case.file == other.case.file) {
        let Some(Tried { case: first, .. }) = suite.first() else { continue };
        let count =
            |wanted: fn(&Outcome) -> bool| suite.iter().filter(|tried| wanted(&tried.outcome)).count();
        let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
        let skipped = count(|outcome| matches!(outcome, Outcome::NotRun));
        let file = escaped(&first.file);
        let tests = suite.len();
        let time: f64 = suite.iter().map(|tried| tried.elapsed.as_secs_f64()).sum();
        let _ = writeln!(
            xml,
            "  <testsuite name=\"{file}\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\" time=\"{time:.6}\">"
        );
        for Tried { case, outcome, elapsed, .. } in suite {
            let (name, line, time) = (escaped(&case.name), case.line, elapsed.as_secs_f64());
            let _ = write!(
                xml,
                "    <testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\" line=\"{line}\" time=\"{time:.6}\""
            );
            let _ = match outcome {
                Outcome::Passed | Outcome::Updated => writeln!(xml, "/>"),
                Outcome::NotRun => writeln!(xml, "><skipped/></testcase>"),
                Outcome::Failed(problem) => {
                    let summary = escaped(problem.lines().next().unwrap_or_default());
                    writeln!(xml, "><failure message=\"{summary}\">{}</failure></testcase>", escaped(problem))
                }
            };
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

/// A text in XML 1.0, which has no control characters but three.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\r' => escaped.push_str("&#13;"),
            character if character < ' ' || matches!(character, '\u{fffe}' | '\u{ffff}') => {
                escaped.push('\u{fffd}')
            }
            character => escaped.push(character),
        }
    }
    escaped
}
