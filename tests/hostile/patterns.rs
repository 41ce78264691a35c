//! Regular expressions that backtrack without end.

use crate::harness::{assert_limit, assert_text, render};
use vtlgate::ErrorKind;

#[test]
fn nested_repetition() {
    for pattern in ["(a+)+b", "(a|a)*b", "(a|aa)+c", "(.*a){20}b", "([a-z]+)*=", "^(\\w+\\s?)*\\1c"] {
        let text = "a".repeat(50_000);
        let template = format!("#set($s = \"{text}\")#foreach($i in [1..1000])$s.matches('{pattern}')#end");
        let outcome = render(template, "");
        if let Err(error) = &outcome {
            let error = error.to_string();
            let limit = if error.contains("regex_steps") { "regex_steps" } else { "steps" };
            assert_limit(outcome, limit);
        }
    }
}

#[test]
fn look_behind_and_back_references() {
    let text = "ab".repeat(20_000);
    for pattern in ["(?=(a+)+$)(?<=b)x", "(a*)*\\1\\1\\1x", "(?>(a+)+)+x(?!.*)"] {
        let template = format!("#set($s = \"{text}\")$s.replaceAll('{pattern}', '-').length()");
        if let Err(error) = render(template, "") {
            assert!(matches!(error.kind(), ErrorKind::Limit | ErrorKind::Runtime), "{pattern}: {error}");
        }
    }
}

#[test]
fn parentheses_without_end() {
    let pattern = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_limit(render(format!("#set($s = 'a')$s.matches('{pattern}')"), ""), "regex_steps");
    let pattern = "[".repeat(100_000);
    assert!(render(format!("#set($s = 'a')$s.matches('{pattern}')"), "").is_err());
    let pattern = "(?:".repeat(90_000);
    assert!(render(format!("#set($s = 'a')$s.matches('{pattern}')"), "").is_err());
    let pattern = format!("{}a{}", "(?=".repeat(60_000), ")".repeat(60_000));
    assert!(render(format!("#set($s = 'a')$s.matches('{pattern}')"), "").is_err());
}

#[test]
fn repetition_of_repetition() {
    for pattern in ["((((a{1000}){1000}){1000}){1000})", "(((a{0,9999}){0,9999}){0,9999})b", "a{2147483647}"]
    {
        let outcome = render(format!("#set($s = 'a')$s.matches('{pattern}')"), "");
        if let Err(error) = outcome {
            assert_eq!(error.kind(), ErrorKind::Limit, "{pattern}: {error}");
        }
    }
}

#[test]
fn a_new_pattern_each_time() {
    let template = "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])\
                    #set($s = \"x\")$s.matches(\"[a-z]{9}$i$j$k\")#end#end#end";
    assert_limit(render(template, ""), "steps");
}

#[test]
fn a_pattern_in_a_path() {
    let body = format!(r#"{{"a": [{{"s": "{}"}}]}}"#, "a".repeat(50_000));
    let template = "$input.json('$.a[?(@.s =~ /(a+)+b/)]')";
    assert_text(render(template, body), "[]");
}
