//! The default limits are far above what templates need.

use std::path::Path;

use serde_json::Value as Json;
use vtlgate::value::JsonStyle;
use vtlgate::{Budget, Dialect, ErrorKind, Inputs, Limits, Template, Value};

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

/// What prints a list asks all blocks in it for their texts at once.
#[test]
fn blocks_in_a_list_are_no_levels_of_nesting_and_take_few_steps_each() {
    const BLOCKS: u64 = 1_000;
    let mut limits = Limits::default();
    limits.steps = 30 * BLOCKS;
    let template = "#set($list = $input.path('$'))#foreach($i in [1..1000])#define($block)x#end\
                    #set($added = $list.add($block))#end";
    for print in
        ["$list", "$input.json('$')", "#set($list = [$list])$list", "$util.escapeJavaScript([$list])"]
    {
        let template = Template::builder().limits(limits.clone()).parse(&format!("{template}{print}"));
        let printed =
            template.unwrap().render(&Inputs::new("[]")).unwrap_or_else(|error| panic!("{print}: {error}"));
        assert_eq!(printed.text.matches('x').count() as u64, BLOCKS, "{}", printed.text);
    }
}

/// What is nested too deep fails, and the next value may be nested as deep as before.
#[test]
fn what_fails_leaves_the_levels_that_it_entered() {
    let mut limits = Limits::default();
    limits.nesting = 5;
    let mut budget = Budget::new(&limits);
    for text in ["[1]", r#"{"a":1}"#] {
        let text = text.replace('1', "{inner}");
        let nested = |levels| {
            let json = (0..levels).fold("1".to_owned(), |inner, _| text.replace("{inner}", &inner));
            Value::from_json(&serde_json::from_str(&json).unwrap())
        };
        let (fits, too_deep) = (nested(5), nested(6));
        for _ in 0..10 {
            assert!(too_deep.to_text(&mut budget).is_err());
            assert!(fits.to_text(&mut budget).is_ok(), "as text: {text}");
            assert!(too_deep.to_json_text(JsonStyle::Compact, &mut budget).is_err());
            assert!(fits.to_json_text(JsonStyle::Compact, &mut budget).is_ok(), "as JSON text: {text}");
            assert!(too_deep.to_json(&mut budget).is_err());
            assert!(fits.to_json(&mut budget).is_ok(), "as JSON: {text}");
        }
    }
}

/// A step stands for 64 bytes that a function of `$util` reads.
#[test]
fn the_functions_of_util_take_steps_for_their_text_once() {
    const READ: u64 = 10_000;
    let text = "a".repeat(64 * READ as usize);
    let json = format!("\"{text}\"");
    for (function, body) in [
        ("escapeJavaScript", &text),
        ("base64Encode", &text),
        ("urlEncode", &text),
        ("urlDecode", &text),
        ("base64Decode", &text),
        ("parseJson", &json),
    ] {
        for (steps, is_enough) in [(READ - 100, false), (READ + 100, true)] {
            let mut limits = Limits::default();
            limits.steps = steps;
            for template in ["#set($made = $util.function($input.body))", "$util.function($input.body)"] {
                let template = Template::builder()
                    .limits(limits.clone())
                    .parse(&template.replace("function", function))
                    .unwrap();
                let rendered = template.render(&Inputs::new(body.as_str()));
                assert_eq!(rendered.is_ok(), is_enough, "{function} in {steps} steps: {rendered:?}");
            }
        }
    }
}
