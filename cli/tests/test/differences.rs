//! How what is not as expected is told.

use super::{folder, printed, vtlgate};

/// What is printed of one case of a template, without its first line and the last two.
fn told(name: &str, template: &str, expect: &str) -> String {
    let cases =
        format!("{{\"cases\": [{{\"name\": \"x\", \"template\": \"x.vtl\", \"expect\": {expect}}}]}}");
    let folder = folder(&format!("told-{name}"), &[("x.vtl-test.json", &cases), ("x.vtl", template)]);
    let output = vtlgate(&folder, &[]);
    assert_eq!(output.status.code(), Some(1), "{name}");
    let text = printed(&output);
    let text = text.strip_prefix("FAILED x.vtl-test.json:1: x\n").expect("the first line");
    let text = text.strip_suffix("\n\n0 passed, 1 failed\n").expect("the last line");
    text.lines()
        .map(|line| line.strip_prefix("    ").expect("the indentation"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn white_space_is_visible_and_marked() {
    let expected = "the output differs (- expected, + actual)\n  one\n- two·words⏎\n     ^\n+ two→words␍⏎\n     ^     ^\n  three";
    assert_eq!(
        told("space", "one\ntwo\twords\r\nthree\n", r#"{"text": "one\ntwo words\nthree\n"}"#),
        expected
    );
}

#[test]
fn a_missing_line_end_is_told() {
    let expected = "the output differs (- expected, + actual)\n- a⏎\n   ^\n+ a";
    let told = told("end", "a", r#"{"text": "a\n"}"#);
    assert!(told.starts_with(expected), "{told}");
}

#[test]
fn long_lines_are_shown_where_they_differ() {
    let line = |middle: &str| format!("{}{middle}{}", "a".repeat(5000), "b".repeat(5000));
    let told = told("long", &line("X"), &format!("{{\"text\": \"{}\"}}", line("Y")));
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[1], format!("- …{}Y{}…", "a".repeat(30), "b".repeat(89)));
    assert_eq!(lines[2], format!("{}^", " ".repeat(33)));
    assert_eq!(lines[3], format!("+ …{}X{}…", "a".repeat(30), "b".repeat(89)));
}

#[test]
fn differences_are_bounded() {
    let actual: String = (0..500).map(|line| format!("actual {line}\n")).collect();
    let told = told("many", &actual, r#"{"text": "expected\n"}"#);
    assert_eq!(told.lines().count(), 62);
    assert!(told.ends_with("more lines"), "{told}");
}

#[test]
fn json_differs_path_by_path() {
    let template = r#"{"a": 1, "b": {"c d": [1, 2, 3]}, "e": "x", "g": null}"#;
    let expect = r#"{"json": {"a": 1.0, "b": {"c d": [1, 3]}, "e": ["x"], "f": {"h": true}, "g": null}}"#;
    let expected = "the output differs as JSON (- expected, + actual)\n\
                    - $.b[\"c d\"][1]: 3\n+ $.b[\"c d\"][1]: 2\n+ $.b[\"c d\"][2]: 3 (superfluous)\n\
                    - $.e: [\"x\"]\n+ $.e: \"x\"\n- $.f: {\"h\":true} (missing)";
    assert_eq!(told("json", template, expect), expected);
}

#[test]
fn what_json_contains_may_be_more() {
    let expected = "the output differs as JSON (- expected, + actual)\n- $.b[0]: 2\n+ $.b[0]: 1";
    assert_eq!(told("contains", r#"{"a": 1, "b": [1, 2]}"#, r#"{"json_contains": {"b": [2]}}"#), expected);
}

#[test]
fn null_is_expected_as_anything_else() {
    let expected = "the output differs as JSON (- expected, + actual)\n- $: null\n+ $: {\"a\":1}";
    assert_eq!(told("null", r#"{"a": 1}"#, r#"{"json": null}"#), expected);
}

#[test]
fn long_json_texts_are_shown_where_they_differ() {
    let text = |end: &str| format!("{}{end}", "a".repeat(1000));
    let told =
        told("json-long", &format!("[\"{}\"]", text("X")), &format!("{{\"json\": [\"{}\"]}}", text("Y")));
    let expected = format!("- $[0]: …\"{}Y\"\n+ $[0]: …\"{0}X\"", "a".repeat(30));
    assert!(told.ends_with(&expected), "{told}");
}

#[test]
fn output_that_is_no_json_is_shown() {
    let expected = "the output is not JSON: trailing comma at line 2 column 1\n  [1,⏎\n  ]";
    assert_eq!(told("no-json", "[1,\n]", r#"{"json": [1]}"#), expected);
}

#[test]
fn schemas_tell_where_they_are_violated() {
    let expect =
        r#"{"json_schema": {"required": ["id"], "properties": {"tags": {"items": {"type": "string"}}}}}"#;
    let expected = "the output does not fit the JSON Schema\n  $: \"id\" is a required property\n  \
                    $.tags[1]: 2 is not of type \"string\"";
    assert_eq!(told("schema", r#"{"tags": ["a", 2]}"#, expect), expected);
}

#[test]
fn what_a_template_overrides_is_compared() {
    let template =
        "#set($context.responseOverride.header.X-A = 'one')#set($context.responseOverride.status = 404)";
    let expect = r#"{"status": 500, "headers": {"x-a": {"contains": "two"}, "X-B": "b", "X-A": "one"},
                     "overrides": {"responseOverride": {"status": 404}}}"#;
    let expected = "the status that the template sets: expected 500, got 404\n\
                    the template's header `x-a`: expected one that contains `two`, got `one`\n\
                    the template's header `X-B`: expected `b`, got none\n\
                    the overrides differ (- expected, + actual)\n\
                    + $.responseOverride.header: {\"X-A\":\"one\"} (superfluous)";
    assert_eq!(told("overrides", template, expect), expected);
}

#[test]
fn an_error_is_compared_part_by_part() {
    let expected = "the error's kind: expected runtime, got parse\nthe error's column: expected 9, got 2\n\
                    the error's message does not contain: nonsense";
    let told = told(
        "error",
        "a\n #if(",
        r#"{"error": {"kind": "runtime", "line": 2, "column": 9, "message": "nonsense"}}"#,
    );
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[..3].join("\n"), expected);
    assert!(lines[3].starts_with("the template failed: parse: x.vtl:2:2: "), "{told}");
}
