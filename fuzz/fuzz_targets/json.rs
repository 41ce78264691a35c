//! Whatever strict JSON serde_json accepts is accepted, and printed as JSON that serde_json reads.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vtlgate::value::JsonStyle;
use vtlgate::{Budget, ErrorKind, Limits, json};

fuzz_target!(|text: &str| {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    let read = json::read(&text.into(), &mut budget);
    if !serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value.is_object() || value.is_array()) {
        return;
    }
    match read {
        Ok(value) => {
            let mut printed = String::new();
            if value.print_json(JsonStyle::Compact, &mut printed, &mut budget).is_ok() {
                serde_json::from_str::<serde_json::Value>(&printed).expect("what is printed is JSON");
            }
        }
        Err(error) => assert_eq!(error.kind(), ErrorKind::Limit, "{error}"),
    }
});
