//! Findings as JSON.

use serde_json::{Value as Json, json};

use super::Checked;

/// One array of all findings.
pub(super) fn report(checked: &[Checked]) -> String {
    let findings: Vec<Json> = checked
        .iter()
        .flat_map(|template| template.findings.iter().map(move |finding| (template, finding)))
        .map(|(template, finding)| {
            let mut object = json!({
                "template": template.name,
                "code": finding.code,
                "level": finding.level.name(),
                "line": finding.position.line,
                "column": finding.position.column,
                "start": finding.span.start,
                "end": finding.span.end,
                "message": finding.message,
                "help": finding.help,
            });
            if !finding.member.is_empty() {
                object["member"] = json!(finding.member);
            }
            if let Some(fix) = &finding.fix {
                object["fix"] =
                    json!({"start": fix.span.start, "end": fix.span.end, "replacement": fix.replacement});
            }
            object
        })
        .collect();
    format!("{:#}", Json::Array(findings))
}
