//! Templates of what both dialects share render alike in both.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| vtlgate_fuzz::dialects(input));
