//! Any text is a template, or an error whose place lies in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &str| vtlgate_fuzz::parse(input));
