//! Any template ends on any body, in output or in an error: the first line of the input is the body.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vtlgate::{Inputs, Limits, Params, Template};

fuzz_target!(|text: &str| {
    let (body, template) = text.split_once('\n').unwrap_or(("", text));
    let mut limits = Limits::default();
    limits.steps = 100_000;
    limits.string_length = 100_000;
    limits.output_bytes = 1_000_000;
    let Ok(template) = Template::builder().limits(limits).parse(template) else { return };
    let inputs = Inputs::new(body).params(Params::new().path("id", "7").header("X-A", "b"));
    let once = template.render(&inputs);
    let again = template.render(&inputs);
    assert_eq!(once.as_ref().ok(), again.as_ref().ok(), "a render depends on nothing but its inputs");
});
