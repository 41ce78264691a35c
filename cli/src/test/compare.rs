//! What differs: of JSON by structure, of text by line with its white space made visible.

use std::fmt::Write;

use serde_json::Value as Json;
use similar::{ChangeTag, TextDiff};

/// As many differences of one JSON text are told.
const MOST: usize = 20;

/// How `actual` differs from `expected`; where it only must contain that, more members and elements are no difference.
pub(super) fn json(expected: &Json, actual: &Json, contains: bool) -> Option<String> {
    let mut differences = Vec::new();
    differ(expected, actual, contains, &mut "$".to_owned(), &mut differences);
    let more = differences.len().saturating_sub(MOST);
    differences.truncate(MOST);
    if more > 0 {
        differences.push(format!("and {more} more"));
    }
    (!differences.is_empty()).then(|| differences.join("\n"))
}

fn differ(expected: &Json, actual: &Json, contains: bool, path: &mut String, differences: &mut Vec<String>) {
    let length = path.len();
    match (expected, actual) {
        (Json::Object(expected), Json::Object(actual)) => {
            for (name, value) in expected {
                let _ = write!(path, ".{name}");
                match actual.get(name) {
                    Some(actual) => differ(value, actual, contains, path, differences),
                    None => differences.push(format!("- {path}: {value}")),
                }
                path.truncate(length);
            }
            for (name, value) in actual.iter().filter(|(name, _)| !contains && !expected.contains_key(*name))
            {
                differences.push(format!("+ {path}.{name}: {value}"));
            }
        }
        (Json::Array(expected), Json::Array(actual)) => {
            for (index, value) in expected.iter().enumerate() {
                let _ = write!(path, "[{index}]");
                match actual.get(index) {
                    Some(actual) => differ(value, actual, contains, path, differences),
                    None => differences.push(format!("- {path}: {value}")),
                }
                path.truncate(length);
            }
            for (index, value) in actual.iter().enumerate().skip(expected.len()).filter(|_| !contains) {
                differences.push(format!("+ {path}[{index}]: {value}"));
            }
        }
        (expected, actual) if same(expected, actual) => {}
        (expected, actual) => differences.push(format!("- {path}: {expected}\n+ {path}: {actual}")),
    }
}

/// Whether two values that are not both objects or both arrays are the same: `1` and `1.0` are.
fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => {
            one == other || ((one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64())
        }
        _ => one == other,
    }
}

/// How the text `actual` differs from `expected`.
pub(super) fn text(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let mut lines = Vec::new();
    for change in TextDiff::from_lines(expected, actual).iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        lines.push(format!("{sign} {}", visible(change.value(), sign != ' ')));
    }
    Some(lines.join("\n"))
}

/// A text with its white space visible.
pub(super) fn shown(text: &str) -> String {
    let lines: Vec<String> =
        text.split_inclusive('\n').map(|line| format!("  {}", visible(line, true))).collect();
    lines.join("\n")
}

/// A line, with its end, tabs and blanks as signs where they count.
fn visible(line: &str, all: bool) -> String {
    let content = line.strip_suffix('\n').unwrap_or(line);
    if !all {
        return content.to_owned();
    }
    let mut visible = content.replace('\t', "→").replace('\r', "␍").replace(' ', "·");
    if line.ends_with('\n') {
        visible.push('⏎');
    }
    visible
}
