//! A template printed is read as the same template.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &str| vtlgate_fuzz::round_trip(input));
