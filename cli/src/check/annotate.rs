//! Findings as the workflow commands that GitHub shows beside the lines they name.

use std::fmt::Write;

use vtlgate::check::Level;

use super::Checked;

/// A line for each finding.
pub(super) fn report(checked: &[Checked]) -> String {
    let mut report = String::new();
    for template in checked {
        for finding in &template.findings {
            let command = if finding.level == Level::Note { "notice" } else { finding.level.name() };
            let _ = writeln!(
                report,
                "::{command} file={},line={},col={},title={}::{}",
                property(&template.name),
                finding.position.line,
                finding.position.column,
                finding.code,
                data(&format!("{}; {}", finding.message, finding.help)),
            );
        }
    }
    report
}

/// What a command's message may hold.
pub(crate) fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a command's property may hold.
pub(crate) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
