//! Strict JSON is read with the value that serde_json gives it.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &str| vtlgate_fuzz::json(input));
