//! Any template ends on any body, twice alike.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &str| vtlgate_fuzz::render(input));
