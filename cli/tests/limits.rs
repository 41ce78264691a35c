//! `--limit`, on every command that renders.

use std::fs;
use std::path::Path;
use std::process::Output;

use vtlgate::Limits;

mod binary;

use binary::{complained, printed, run};

fn vtlgate(arguments: &[&str], input: &str) -> Output {
    run(Path::new(env!("CARGO_TARGET_TMPDIR")), arguments, input)
}

/// The members of `Limits`, by its debugging output.
fn names() -> Vec<String> {
    let text = format!("{:?}", Limits::default());
    let members = text.split_once('{').expect("its members").1;
    members.split(',').filter_map(|member| Some(member.split_once(':')?.0.trim().to_owned())).collect()
}

#[test]
fn every_limit_can_be_set() {
    assert!(names().len() > 10, "{:?}", names());
    for name in names() {
        let value = if name == "strict_loops" { "true" } else { "200" };
        let output = vtlgate(&["render", "-", "--limit", &format!("{name}={value}")], "x");
        assert_eq!(printed(&output), "x", "{name}: {}", complained(&output));
    }
}

#[test]
fn a_limit_is_lowered_and_raised() {
    let loops = "#foreach($i in [1..1200])x#end";
    assert_eq!(printed(&vtlgate(&["render", "-"], loops)).len(), 1000);
    assert_eq!(printed(&vtlgate(&["render", "-", "--limit", "loop_iterations=1_100"], loops)).len(), 1100);
    let output = vtlgate(&["render", "-", "--limit", "strict_loops=true"], loops);
    assert_eq!(output.status.code(), Some(1));
    let said = complained(&output);
    assert!(said.contains("--limit loop_iterations=N allows more"), "{said}");
    assert!(!said.contains("Limits::"), "{said}");
}

#[test]
fn every_command_that_renders_has_limits() {
    let steps = ["--limit", "steps=5"];
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::write(
        folder.join("limits.vtl-test.json"),
        r##"{"cases": [{"name": "a", "inline": "#foreach($i in [1..9])x#end", "expect": {"text": "x"}}]}"##,
    )
    .expect("the cases are written");
    let line = r##"{"template": "#foreach($i in [1..9])x#end"}"##;
    for (arguments, input) in [
        (&["batch"][..], line),
        (&["query", "$..*"], "[1,2,3,4,5,6,7,8,9]"),
        (&["test", "limits.vtl-test.json"], ""),
        (&["explain", "-"], "#foreach($i in [1..9])x#end"),
    ] {
        let output = vtlgate(&[arguments, &steps].concat(), input);
        let told = printed(&output) + &complained(&output);
        assert!(told.contains("--limit steps=N allows more"), "{arguments:?}: {told}");
    }
}

#[test]
fn an_apis_templates_have_limits() {
    let api = r##"{"swagger": "2.0", "paths": {"/": {"get": {"x-amazon-apigateway-integration": {"type": "mock",
        "requestTemplates": {"application/json": "{\"statusCode\": 200}"}, "responses": {"default": {"statusCode": "200",
        "responseTemplates": {"application/json": "#foreach($i in [1..1200])x#end"}}}}}}}}"##;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::write(folder.join("limits-api.json"), api).expect("the definition is written");
    let body = |limit: &str| {
        let output = vtlgate(&["invoke", "limits-api.json", "GET", "/", "--json", "--limit", limit], "");
        let answer: serde_json::Value = serde_json::from_str(&printed(&output)).expect("JSON");
        (answer["body"].as_str().expect("a body").len(), complained(&output))
    };
    assert_eq!(body("loop_iterations=1100"), (1100, String::new()));
    let (_, said) = body("steps=5");
    assert!(said.contains("--limit steps=N allows more"), "{said}");
    let cases = serde_json::json!({"api": "limits-api.json", "cases": [
        {"name": "a", "request": "GET /", "expect": {"text": "x".repeat(1100)}}
    ]});
    fs::write(folder.join("limits-exchange.json"), cases.to_string()).expect("the cases are written");
    let output = vtlgate(&["test", "limits-exchange.json", "--limit", "loop_iterations=1100"], "");
    assert_eq!(printed(&output), "1 passed, 0 failed\n");
}

#[test]
fn what_is_no_limit_is_wrong_usage() {
    for (limit, says) in [
        ("step=1", "there is no limit `step`; did you mean `steps`?"),
        ("zebra=1", "there are loop_iterations, strict_loops, "),
        ("steps", "write it as NAME=VALUE"),
        ("steps=many", "`many` is no whole number; write steps=1000 or the like"),
        ("strict_loops=1", "`strict_loops` is true or false"),
        ("loop_iterations=5000000000", "is more than a limit can be"),
        ("nesting=5000", "`nesting` is at most 250"),
    ] {
        let output = vtlgate(&["render", "-", "--limit", limit], "x");
        assert_eq!(output.status.code(), Some(2), "{limit}");
        assert!(complained(&output).contains(says), "{limit}: {}", complained(&output));
    }
}

#[test]
fn the_deepest_nesting_fits_the_stack_of_a_thread() {
    let deep = format!("#set($x = {}{})$x", "[".repeat(240), "]".repeat(240));
    let line = serde_json::json!({ "template": deep }).to_string() + "\n";
    let output = vtlgate(&["batch", "--jobs", "2", "--limit", "nesting=250"], &line);
    assert!(printed(&output).contains("\"output\":\"[["), "{}{}", printed(&output), complained(&output));
}
