//! JSONPaths whose text is the weapon.

use crate::harness::{SMALLER, assert_limit, render};
use vtlgate::ErrorKind;

/// Renders `path` over `body`; whatever it gives, it ends.
fn select(path: &str, body: &str) -> Result<String, vtlgate::Error> {
    render(format!("$input.json('{}')", path.replace('\'', "''")), body)
}

#[test]
fn brackets_without_end() {
    for part in [
        "[",
        "[0]",
        "['a']",
        ".a",
        "..",
        "..a",
        "[*]",
        "[?(",
        "[?(@.a",
        "(",
        ".a(",
        "[?(!",
        "[?((",
        ".length(",
        "[?(@[?(@",
        ".concat($",
        "[?(@.a == $[?(",
        "[?(@ in [",
        "[?(@ in {\"a\":",
    ] {
        let count = 290_000 / part.len();
        let _ = select(&format!("${}", part.repeat(count)), r#"{"a": [[1]]}"#);
        let _ = select(&format!("${}", part.repeat(count.min(100_000))), r#"[[[[1]]]]"#);
    }
}

#[test]
fn brackets_closed_again() {
    for (open, close) in [
        ("[?(@.a", ")]"),
        ("[?(", ")]"),
        ("[?(!(", "))]"),
        ("[?((", "))]"),
        (".concat($", ")"),
        ("[?(@ == $.a[?(@", ")])]"),
        ("[?(@.a || (", "))]"),
    ] {
        for count in [10, 20, 25, 50, 99, 100, 101, 1_000, 20_000] {
            let path = format!("$.a{}{}", open.repeat(count), close.repeat(count));
            let _ = select(&path, r#"{"a": [[1]]}"#);
        }
    }
    for count in [10, 20, 25, 50, 99, 101, 20_000] {
        let _ = select(&format!("$.a[?({}@.a{})]", "(".repeat(count), ")".repeat(count)), r#"{"a": [[1]]}"#);
        let _ = select(&format!("$.a[?({}@.a)]", "!".repeat(count)), r#"{"a": [[1]]}"#);
        let _ =
            select(&format!("$.a[?(@ in {}1{})]", "[".repeat(count), "]".repeat(count)), r#"{"a": [[1]]}"#);
        let _ = select(&format!("$.a[?(@.a{})]", " && @.a".repeat(count)), r#"{"a": [[1]]}"#);
        let _ = select(&format!("$.a[?(@.a{})]", " || @.a".repeat(count)), r#"{"a": [[1]]}"#);
    }
}

/// `$..` at every level: the number of matches grows exponentially with the steps.
#[test]
fn scans_in_scans() {
    let body = format!("{}1{}", "[".repeat(60), "]".repeat(60));
    assert_limit(select(&format!("${}", "..*".repeat(20)), &body), "steps");
    let body = format!("{}1{}", "{\"a\":".repeat(60), "}".repeat(60));
    assert_limit(select(&format!("${}", "..a".repeat(20)), &body), "steps");
    assert_limit(select(&format!("${}", "..[*]".repeat(20)), &body), "steps");
    assert_limit(select(&format!("${}", "..*..a".repeat(20)), &body), "steps");
}

#[test]
fn filters_in_filters() {
    let body = format!("[{}1]", "[1,2,3],".repeat(1000));
    let filter = "[?(@ in $..[?(@ in $..[?(@ in $..*)])])]";
    let outcome = select(&format!("$..{filter}"), &body);
    if let Err(error) = outcome {
        assert_ne!(error.kind(), ErrorKind::PathNotFound);
    }
}

#[test]
fn indexes_without_end() {
    let _ = select(&format!("$[{}0]", "0,".repeat(140_000)), "[1]");
    let _ = select(&format!("$[{}'a']", "'a',".repeat(70_000)), r#"{"a": 1}"#);
    let _ = select("$[0:2147483647]", "[1]");
    let _ = select("$[-2147483648:2147483647]", "[1]");
    let _ = select("$[99999999999999999999]", "[1]");
    let body = format!("[{}1]", "1,".repeat(1_000_000 / SMALLER));
    let _ = select(&format!("$[{}0]", "0,".repeat(100_000)), &body);
    let _ = select(&format!("${}", "[*,0]".repeat(50_000)), &body);
    let names = format!("$..[{}'a']", "'a',".repeat(70_000));
    let _ = select(&names, &body);
}

#[test]
fn every_element_by_every_element() {
    let body = format!("[{}1]", "1,".repeat(100_000 / SMALLER));
    for path in [
        "$[?(@ in $)]",
        "$[?(@ subsetof $)]",
        "$[?($ anyof $)]",
        "$[?(@ nin $)]",
        "$[?($ subsetof $)]",
        "$[?($ == $)]",
        "$[?($ noneof $)]",
        "$[?($ contains @)]",
    ] {
        let _ = select(path, &body);
    }
}

#[test]
fn functions_over_much() {
    let body = format!("[{}1]", "1,".repeat(100_000 / SMALLER));
    for function in
        ["append($)", "concat($)", "sum()", "stddev()", "keys()", "length()", "append($..*)", "index(-1)"]
    {
        let _ = select(&format!("$.{function}"), &body);
        let _ = select(&format!("$..*.{function}"), &body);
    }
}

/// `append` changes the document that later paths read.
#[test]
fn appended_in_a_loop() {
    let template =
        "#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $input.path('$.append($)'))#end#end";
    let _ = render(template, "[1]");
    let template =
        "#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $input.json('$.append(1)'))#end#end";
    let _ = render(template, "[1]");
}

#[test]
fn ever_new_paths() {
    let template = "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])\
                    $!input.path(\"$.a[?(@.x == $i$j$k)]\")#end#end#end";
    assert_limit(render(template, r#"{"a": [1]}"#), "steps");
}
