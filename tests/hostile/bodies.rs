//! Bodies whose text is the weapon.

use crate::harness::{SMALLER, assert_limit, assert_text, render};

#[test]
fn arrays_in_arrays() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for template in ["$input.json('$')", "$input.path('$')", "$input.path('$..*').size()"] {
        assert_limit(render(template, deep.clone()), "nesting");
        assert_limit(render(template, "[".repeat(100_000)), "nesting");
        // Not strict JSON: the other reader has it.
        assert_limit(render(template, "[a,".repeat(100_000)), "nesting");
        assert_limit(render(template, "{a:".repeat(100_000)), "nesting");
        assert_limit(render(template, "{\"a\":".repeat(100_000)), "nesting");
    }
}

#[test]
fn arrays_as_deep_as_allowed() {
    let deep = format!("{}{}", "[".repeat(98), "]".repeat(98));
    for template in [
        "$input.json('$')",
        "$input.path('$')",
        "$input.json('$..*').length()",
        "$input.path('$').hashCode()",
    ] {
        assert!(render(template, deep.clone()).is_ok(), "{template}");
        assert!(render(template, format!("{}a{}", "[".repeat(98), "]".repeat(98))).is_ok(), "{template}");
        assert!(
            render(template, format!("{}a{}", "{\"x\":".repeat(98), "}".repeat(98))).is_ok(),
            "{template}"
        );
    }
}

#[test]
fn a_text_of_the_template_that_is_deep() {
    let template = "#set($s = '[')#set($s = $s.repeat(100000))$util.parseJson($s)";
    assert_limit(render(template, ""), "nesting");
}

#[test]
fn a_hundred_megabytes() {
    for template in ["$input.json('$')", "$input.body", "x"] {
        assert_limit(render(template, "x".repeat(100_000_000)), "payload_bytes");
    }
}

#[test]
fn ten_megabytes_of_small_things() {
    for piece in ["[],", "1,", "{},", "\"\",", "\"\\u0041\",", "a,", "1e5,"] {
        let count = 10_000_000 / SMALLER / piece.len();
        let body = format!("[{}0]", piece.repeat(count));
        assert_text(render("$input.path('$').size()", body), &(count + 1).to_string());
    }
}

#[test]
fn ten_megabytes_changed() {
    let body = format!("[{}0]", "[],".repeat(3_000_000 / SMALLER));
    let template = "#set($d = $input.path('$'))#set($d[0] = 1)$d.get(0)";
    assert_text(render(template, body), "1");
}

#[test]
fn many_members() {
    let members: Vec<String> = (0..60_000).map(|index| format!("\"m{index}\":1")).collect();
    let body = format!("{{{}}}", members.join(","));
    assert_text(render("$input.path('$').size()", body.clone()), "60000");
    assert_text(render("#set($d = $input.path('$'))#set($d.m0 = 2)$d.m0", body.clone()), "2");
    // Each look-up reads the whole text of the object.
    let template = "#set($d = $input.path('$'))#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])$!d.nothing#end#end#end";
    assert_limit(render(template, body.clone()), "steps");
    let template = "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])$!input.path('$.nothing')#end#end#end";
    assert_limit(render(template, body), "steps");
}

#[test]
fn members_of_one_name() {
    let body = format!("{{{}\"a\":1}}", "\"a\":1,".repeat(1_000_000 / SMALLER));
    assert!(render("$input.path('$.a')", body).is_ok());
}
