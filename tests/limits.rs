//! The default limits are far above what templates need.

use std::path::Path;

use serde_json::Value as Json;
use vtlgate::{Dialect, ErrorKind, Inputs, Limits, Template};

/// What the documentation of `Limits::steps` says.
const MOST: u64 = 1_500;

/// No template of the corpus takes more steps than the documentation of `Limits::steps` says.
#[test]
fn templates_take_few_steps() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/corpus");
    let mut rendered = 0;
    for (file, dialect) in [("gateway.jsonl", Dialect::ApiGateway), ("vtl.jsonl", Dialect::Velocity)] {
        for line in std::fs::read_to_string(folder.join(file)).unwrap().lines() {
            let case: Json = serde_json::from_str(line).unwrap();
            let mut limits = Limits::of(dialect);
            limits.steps = MOST;
            let template = Template::builder().dialect(dialect).limits(limits);
            let Ok(template) = template.parse(case["template"].as_str().unwrap()) else { continue };
            if let Err(error) = template.render(&Inputs::from_json(&case)) {
                assert_ne!(error.kind(), ErrorKind::Limit, "{}: {error}", case["id"]);
            }
            rendered += 1;
        }
    }
    assert!(rendered > 6_000, "{rendered}");
    assert!(MOST * 1_000 < Limits::default().steps);
}
