//! Any path is read or refused, and followed to an end.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &str| vtlgate_fuzz::jsonpath(input));
