//! Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format).

use std::fmt::Write;

use serde_json::{Value as Json, json};
use vtlgate::check::{Finding, rules};

use super::Checked;

/// One run of the tool.
pub(super) fn report(checked: &[Checked]) -> String {
    let known: Vec<Json> = rules()
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": rule.explanation},
                "defaultConfiguration": {"level": rule.level.name()},
            })
        })
        .collect();
    let results: Vec<Json> = checked
        .iter()
        .flat_map(|template| template.findings.iter().map(move |finding| result(template, finding)))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "vtlgate",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": known,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}")
}

fn result(template: &Checked, finding: &Finding) -> Json {
    let mut location = json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&template.name)},
        "region": {
            "startLine": finding.position.line,
            "startColumn": finding.position.column,
            "byteOffset": finding.span.start,
            "byteLength": finding.span.end.saturating_sub(finding.span.start),
        },
    }});
    if !finding.member.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": finding.member}]);
    }
    json!({
        "ruleId": finding.code,
        "ruleIndex": rules().iter().position(|rule| rule.code == finding.code),
        "level": finding.level.name(),
        "message": {"text": format!("{}; {}", finding.message, finding.help)},
        "locations": [location],
    })
}

/// The name of a file as the reference that a URI has (RFC 3986): bytes that may not stand in one are escaped.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'\\' => uri.push('/'),
            byte if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) => uri.push(char::from(byte)),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
