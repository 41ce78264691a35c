//! Any text is a template, or an error whose place lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vtlgate::{Dialect, Template};

fuzz_target!(|text: &str| {
    for dialect in [Dialect::ApiGateway, Dialect::Velocity] {
        match Template::builder().dialect(dialect).parse(text) {
            Ok(template) => drop(template),
            Err(error) => assert!(error.span().is_none_or(|span| text.get(span.range()).is_some())),
        }
    }
});
