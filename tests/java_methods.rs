//! The methods of Java's values against what Java 17 gave, called as Apache Velocity 1.7 calls them, and the page that
//! lists them.

#[path = "java_methods/expression.rs"]
mod expression;

use expression::{Outcome, run};
use vtlgate::{Budget, Error, Limits, Value};

/// What the cases write for a value: its class and its text, in which an object's identity is `@0`.
fn describe(value: &Value, budget: &mut Budget<'_>) -> String {
    if value.is_null() {
        return "null".to_owned();
    }
    let class = value.class_name().to_owned();
    match value.to_text(budget) {
        Ok(text) => format!("{class} {}", quote(&mask(&text.to_utf16()))),
        Err(error) => format!("{class} ! {error}"),
    }
}

fn mask(units: &[u16]) -> Vec<u16> {
    let identity: Vec<u16> = "@1b28cdfa".encode_utf16().collect();
    let mut masked = Vec::new();
    let mut rest = units;
    while let Some((first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(&identity[..]) {
            masked.extend("@0".encode_utf16());
            rest = after;
        } else {
            masked.push(*first);
            rest = after;
        }
    }
    masked
}

fn quote(units: &[u16]) -> String {
    let mut quoted = String::from("\"");
    for &unit in units {
        match char::from_u32(u32::from(unit)) {
            Some(letter @ ('"' | '\\')) => quoted.extend(['\\', letter]),
            Some(letter @ ' '..='~') => quoted.push(letter),
            _ => quoted.push_str(&format!("\\u{unit:04x}")),
        }
    }
    quoted.push('"');
    quoted
}

fn describe_error(error: &Error) -> String {
    match error.exception() {
        // Java tells in its own words which variable of its sources was null.
        Some(class @ "java.lang.NullPointerException") => format!("! {class}"),
        Some(class) if error.message().is_empty() => format!("! {class}"),
        Some(class) => format!("! {class}: {}", quote(&error.message().encode_utf16().collect::<Vec<_>>())),
        None => format!("! {error}"),
    }
}

#[test]
fn methods_give_what_java_gives() {
    let limits = Limits::default();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("java_methods/cases.tsv").lines().filter(|line| !line.starts_with('#')) {
        count += 1;
        let (source, expected) = line.split_once('\t').expect("a tab after the expression");
        let mut budget = Budget::new(&limits);
        let Outcome { result, root } = run(source, &mut budget);
        let result = match result {
            Ok(Some(value)) => describe(&value, &mut budget),
            Ok(None) => "nothing".to_owned(),
            Err(error) => describe_error(&error),
        };
        let actual = format!("{result}\t{}", describe(&root, &mut budget));
        if actual != expected {
            wrong.push(format!("{source}\n    expected {expected}\n    actual   {actual}"));
        }
    }
    assert!(count > 1000, "the cases were read");
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
