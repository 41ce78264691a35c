//! Any Java pattern is read or refused, and matched to an end; as the crate regex matches it where both mean the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &str| vtlgate_fuzz::regex(input));
