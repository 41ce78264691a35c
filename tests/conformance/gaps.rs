//! The known gaps among the cases that are lines of JSON: `gaps.toml` lists their names and why.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::case::Case;

/// Marks the cases that `path` lists; a case that is not there any more is not a gap either.
pub(crate) fn mark(path: &Path, cases: &mut [Case]) {
    let table: Table = fs::read_to_string(path).expect("the list of gaps").parse().expect("TOML");
    let mut reasons = BTreeMap::new();
    for gap in table.get("gap").and_then(Value::as_array).into_iter().flatten() {
        let reason = gap["reason"].as_str().expect("a reason");
        for name in gap["cases"].as_array().expect("the names of cases") {
            reasons.insert(name.as_str().expect("a name"), reason);
        }
    }
    for case in cases {
        // A name stands for both dialects, or with the dialect for one.
        let short = case.name.split(" [").next().unwrap_or_default();
        if let Some(reason) = reasons.get(case.name.as_str()).or_else(|| reasons.get(short)) {
            case.gap = Some((*reason).to_owned());
        }
    }
}
