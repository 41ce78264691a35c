//! How two JSON values differ, path by path.

use std::fmt::Write;

use serde_json::Value as Json;

/// As many differences are told.
const MOST: usize = 20;

/// As many characters of a value are shown.
const LONGEST: usize = 160;

/// As many characters of equal text are shown before a difference in it.
const BEFORE: usize = 30;

/// How `actual` differs from `expected`; where it only must contain that, more members and elements are no difference.
pub(in super::super) fn difference(expected: &Json, actual: &Json, contains: bool) -> Option<String> {
    let mut differences = Differences { contains, path: "$".to_owned(), lines: Vec::new(), more: 0 };
    differences.compare(expected, actual);
    if differences.more > 0 {
        differences.lines.push(format!("… and {} more", differences.more));
    }
    (!differences.lines.is_empty()).then(|| differences.lines.join("\n"))
}

/// A value on one line that is not too long.
fn shortened(value: &Json) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

struct Differences {
    contains: bool,
    path: String,
    lines: Vec<String>,
    more: usize,
}

impl Differences {
    fn compare(&mut self, expected: &Json, actual: &Json) {
        match (expected, actual) {
            (Json::Object(expected), Json::Object(actual)) => {
                for (name, value) in expected {
                    self.at_member(name, |differences| match actual.get(name) {
                        Some(actual) => differences.compare(value, actual),
                        None => differences.missing(value),
                    });
                }
                let superfluous = actual.iter().filter(|(name, _)| !expected.contains_key(*name));
                for (name, value) in superfluous.filter(|_| !self.contains).collect::<Vec<_>>() {
                    self.at_member(name, |differences| differences.superfluous(value));
                }
            }
            (Json::Array(expected), Json::Array(actual)) => {
                for (index, value) in expected.iter().enumerate() {
                    self.at(&format!("[{index}]"), |differences| match actual.get(index) {
                        Some(actual) => differences.compare(value, actual),
                        None => differences.missing(value),
                    });
                }
                if !self.contains {
                    for (index, value) in actual.iter().enumerate().skip(expected.len()) {
                        self.at(&format!("[{index}]"), |differences| differences.superfluous(value));
                    }
                }
            }
            (expected, actual) if same(expected, actual) => {}
            (Json::String(expected), Json::String(actual)) => {
                let (expected, actual) = around_difference(expected, actual);
                self.tell(|path| format!("- {path}: {expected}\n+ {path}: {actual}"));
            }
            (expected, actual) => {
                let (expected, actual) = (shortened(expected), shortened(actual));
                self.tell(|path| format!("- {path}: {expected}\n+ {path}: {actual}"));
            }
        }
    }

    fn missing(&mut self, value: &Json) {
        self.tell(|path| format!("- {path}: {} (missing)", shortened(value)));
    }

    fn superfluous(&mut self, value: &Json) {
        self.tell(|path| format!("+ {path}: {} (superfluous)", shortened(value)));
    }

    fn tell(&mut self, line: impl FnOnce(&str) -> String) {
        if self.lines.len() < MOST { self.lines.push(line(&self.path)) } else { self.more += 1 }
    }

    fn at(&mut self, step: &str, look: impl FnOnce(&mut Differences)) {
        let length = self.path.len();
        self.path.push_str(step);
        look(self);
        self.path.truncate(length);
    }

    fn at_member(&mut self, name: &str, look: impl FnOnce(&mut Differences)) {
        let plain =
            !name.is_empty() && name.chars().all(|character| character.is_alphanumeric() || character == '_');
        let mut step = String::new();
        let _ = match plain {
            true => write!(step, ".{name}"),
            false => write!(step, "[{}]", Json::from(name)),
        };
        self.at(&step, look);
    }
}

/// Two texts, as JSON, where they begin to differ.
fn around_difference(expected: &str, actual: &str) -> (String, String) {
    let equal = expected.chars().zip(actual.chars()).take_while(|(one, other)| one == other).count();
    let shown = |text: &str| {
        let count = text.chars().count();
        if count <= LONGEST {
            return Json::from(text).to_string();
        }
        let start = equal.saturating_sub(BEFORE);
        let part: String = text.chars().skip(start).take(LONGEST).collect();
        let (before, after) =
            (if start > 0 { "…" } else { "" }, if start + LONGEST < count { "…" } else { "" });
        format!("{before}{}{after}", Json::from(part))
    };
    (shown(expected), shown(actual))
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
