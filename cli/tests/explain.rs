//! `vtlgate explain`: what is told of a render, through the built binary.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;

mod binary;

use binary::{printed, run};

/// Explains `template` with further arguments, in the folder of the tests' templates.
fn explain(template: &str, arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain");
    run(&folder, &[&["explain", "-"], arguments].concat(), template)
}

/// The events of a template, rendered with the body `{"pet": {"name": "Rex", "tags": ["a", "b"]}}`.
fn events(template: &str, arguments: &[&str]) -> Vec<Json> {
    let output = explain(template, &[&["--json", "--body", "body.json"], arguments].concat());
    printed(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Why the last reference that led to nothing did, and the name that may be meant.
fn why(template: &str) -> (String, String, Json) {
    let events = events(template, &["--path-param", "petId=4"]);
    let nothing = events.iter().rev().find_map(|event| event.get("nothing")).expect("nothing");
    let text = |name: &str| nothing[name].as_str().expect("text").to_owned();
    (text("reason"), text("message"), nothing["suggestion"].clone())
}

#[test]
fn every_kind_of_step_is_told() {
    let template = include_str!("explain/all.vm");
    let output = explain(template, &["--dialect", "velocity", "--vars", "variables.json"]);
    insta::assert_snapshot!(printed(&output));
}

#[test]
fn every_line_is_as_the_schema_says() {
    let schema: Json = serde_json::from_str(include_str!("../schema/explain.schema.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let velocity = ["--dialect", "velocity", "--vars", "variables.json", "--json"];
    let plain = explain(include_str!("explain/all.vm"), &velocity);
    let gateway =
        "#set($context.responseOverride.status = 404)$input.path('$.x')#foreach($t in $t)#end$nope[0]";
    let failing = "$input.path('$.pet').name.substring(9)";
    let mut seen = std::collections::BTreeSet::new();
    let all = printed(&plain).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for lines in [all, events(gateway, &[]), events(gateway, &["--first", "1"]), events(failing, &[])] {
        for line in lines {
            let line: Json = line;
            assert!(validator.is_valid(&line), "{line}");
            seen.insert(line["event"].as_str().expect("an event").to_owned());
        }
    }
    let all = [
        "block",
        "call",
        "condition",
        "define",
        "else",
        "error",
        "evaluate",
        "foreach",
        "foreach-end",
        "iteration",
        "limit",
        "output",
        "reference",
        "set",
    ];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), all);
    assert!(!validator.is_valid(&serde_json::json!({"event": "other", "line": 1})));
    assert!(!validator.is_valid(&serde_json::json!({"event": "else", "line": 1})));
}

#[test]
fn a_misspelt_member_is_known_by_its_neighbours() {
    let (reason, message, suggestion) = why("#set($pet = $input.path('$.pet'))$pet.nmae");
    assert_eq!(reason, "property");
    assert_eq!(message, "`$pet` is a LinkedHashMap with the keys `name` and `tags`; did you mean `name`?");
    assert_eq!(suggestion, "name");
}

#[test]
fn the_reasons_are_told() {
    let cases = [
        ("$pte", "variable", "nothing was set to `$pte`"),
        (
            "#set($pet = 1)$pet-name",
            "variable",
            "`$pet-name` is one name, hyphen included, and nothing was set to it; did you mean `${pet}`?",
        ),
        ("$foreach.index", "variable", "`$foreach` is only there inside a #foreach"),
        (
            "$input.path('$.pet.nmae')",
            "path",
            "the path `$.pet.nmae` selects nothing: `$.pet` is a LinkedHashMap with the keys `name` and `tags`; did you mean `name`?",
        ),
        (
            "$input.params('petid')",
            "parameter",
            "there is no parameter `petid`; the request has `petId`; did you mean `petId`?",
        ),
        (
            "$input.path('$.pet').tags.name",
            "property",
            "`$input.path('$.pet').tags` is a JSONArray of 2 elements, and elements are asked one by one: `$input.path('$.pet').tags[0].name`, or in a #foreach",
        ),
        (
            "$input.path('$.pet').name.first",
            "property",
            "`$input.path('$.pet').name` is the String \"Rex\", which has no `first`",
        ),
        (
            "$input.path('$.pet').name.nope()",
            "method",
            "`$input.path('$.pet').name` is the String \"Rex\", which has no method `nope`",
        ),
        (
            "$input.body.pet",
            "property",
            "`$input.body` is the String \"{\\\"pet\\\": {\\\"name\\\": \\\"Rex\\\", \\\"tags\\\": [\\\"a\\\", \\\"b\\\"]}}\\n\", a text: `$util.parseJson($input.body)` makes an object of JSON text",
        ),
        (
            "$util.parsejson('1')",
            "method",
            "`$util` has no `parsejson`; it has `escapeJavaScript`, `parseJson`, `urlEncode`, `urlDecode`, `base64Encode` and `base64Decode`; did you mean `parseJson`?",
        ),
        (
            "$input.path('$.pet').get('nmae')",
            "property",
            "`$input.path('$.pet')` is a LinkedHashMap with the keys `name` and `tags`; did you mean `name`?",
        ),
        (
            "#set($n = $input.path('$.nope'))\n$n",
            "empty",
            "it was set to nothing: `$input.path('$.nope')` on line 1 led to nothing",
        ),
        (
            "#set($n = $input.path('$.nope'))\n$n.name",
            "property",
            "`$n` is an empty String: `$input.path('$.nope')` on line 1 led to nothing",
        ),
        ("#set($n = '')$n", "empty", "it is an empty string"),
        (
            "#set($m = {'a': 1})$m['b']",
            "index",
            "`$m` is a LinkedHashMap with the key `a`, which has nothing at \"b\"",
        ),
    ];
    for (template, reason, message) in cases {
        let (told_reason, told, _) = why(template);
        assert_eq!((told_reason.as_str(), told.as_str()), (reason, message), "{template}");
    }
}

#[test]
fn a_loop_that_reaches_the_limit_is_told() {
    let output = explain("#foreach($i in [1..1200])#end", &["--first", "3"]);
    assert_eq!(
        printed(&output),
        "1 | #foreach($i in [1..1200])#end\n  |   #foreach over a range\n  |   iteration 1: $i = 1 (Integer)\n  |   iteration 2: $i = 2 (Integer)\nand 999 more steps; --first 1002 tells all\n\nThe template printed nothing.\n"
    );
    let events = events("#foreach($i in [1..1200])#end", &["--first", "2000"]);
    let end = events.iter().find(|event| event["event"] == "foreach-end").expect("an end");
    assert_eq!((end["iterations"].as_i64(), end["limited"].as_bool()), (Some(1000), Some(true)));
}

#[test]
fn a_failure_comes_after_what_led_to_it() {
    let output =
        explain("#set($name = $input.path('$.pet.name'))\n$name.substring(9)", &["--body", "body.json"]);
    assert_eq!(
        printed(&output),
        "1 | #set($name = $input.path('$.pet.name'))\n  |   $name = \"Rex\" (String)\n"
    );
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(complaint.contains("2 | $name.substring(9)"), "{complaint}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn colour_is_for_terminals() {
    let template = "$nope";
    assert!(!printed(&explain(template, &[])).contains('\u{1b}'));
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtlgate"));
    command.args(["explain", "all.vm"]).env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR");
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain"));
    assert!(printed(&command.output().expect("the binary runs")).contains("\u{1b}[33m"));
}

#[test]
fn what_controls_a_terminal_is_not_printed() {
    let template = "#set($map = $util.parseJson('{\"a\\u001b[31m\": \"b\\u001b[31m\"}'))\u{1b}$map.nope";
    let output = explain(template, &[]);
    let trace = printed(&output);
    let (trace, _) = trace.split_once("\nOutput:").expect("the output");
    assert!(trace.contains("the key `a\u{fffd}[31m`"), "{trace}");
    assert!(!trace.contains('\u{1b}'), "{trace}");
}

#[test]
fn values_that_hold_themselves_are_shown() {
    let output = explain("#set($list = [])#set($x = $list.add($list))#set($y = $list)", &["--json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(printed(&output).contains("\"[[[[[…]]]]]\""), "{}", printed(&output));
}
