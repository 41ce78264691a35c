//! Any definition is read or refused, and any request and answer taken through it.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &str| vtlgate_fuzz::exchange(input));
