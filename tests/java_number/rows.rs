//! Rows of cases: all but the last column are the input, the last one is the result.

use std::fmt::Display;

/// Runs every row, and tells all that differ at once.
pub(crate) fn check(cases: &str, run: impl Fn(&[&str]) -> String) {
    let table: toml::Table = cases.parse().expect("the cases are TOML");
    let rows = table["cases"].as_array().expect("cases is a list of rows");
    assert!(!rows.is_empty(), "there are no cases");
    let mut differences = Vec::new();
    for row in rows {
        let row: Vec<&str> = row.as_array().into_iter().flatten().filter_map(toml::Value::as_str).collect();
        let (expected, input) = row.split_last().expect("a row has columns");
        let got = run(input);
        if got != *expected {
            differences.push(format!("{input:?}\n  Java: {expected:?}\n  here: {got:?}"));
        }
    }
    assert!(
        differences.is_empty(),
        "{} of {} differ\n{}",
        differences.len(),
        rows.len(),
        differences.join("\n")
    );
}

/// A result as the cases write it: an exception after an exclamation mark.
pub(crate) fn shown<T: Display, E: Display>(result: Result<T, E>) -> String {
    match result {
        Ok(value) => value.to_string(),
        Err(thrown) => format!("!{thrown}"),
    }
}
