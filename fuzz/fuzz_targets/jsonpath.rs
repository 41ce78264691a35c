//! Any path is read or refused, and followed to an end: the first line of the input is the path, the rest the document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vtlgate::jsonpath::JsonPath;
use vtlgate::{Budget, Limits, json};

fuzz_target!(|text: &str| {
    let (path, document) = text.split_once('\n').unwrap_or((text, "{}"));
    let Ok(path) = JsonPath::parse(path) else { return };
    let mut limits = Limits::default();
    limits.steps = 100_000;
    let mut budget = Budget::new(&limits);
    if let Ok(document) = json::read(&document.into(), &mut budget) {
        let _ = path.select(&document, &mut budget);
    }
});
