//! Strings that grow, and methods whose work grows with them.

use crate::harness::{assert_kind, assert_limit, assert_text, render};
use vtlgate::ErrorKind;

#[test]
fn doubled_in_a_loop() {
    let template = "#set($s = 'x')#foreach($i in [1..1000])#set($s = \"$s$s\")#end$s.length()";
    assert_kind(render(template, ""), ErrorKind::Limit);
}

#[test]
fn doubled_by_a_sum() {
    let template = "#set($s = 'x')#foreach($i in [1..1000])#set($s = $s + $s)#end$s.length()";
    assert_kind(render(template, ""), ErrorKind::Limit);
}

#[test]
fn doubled_by_concat() {
    let template = "#set($s = 'x')#foreach($i in [1..1000])#set($s = $s.concat($s))#end$s.length()";
    assert_kind(render(template, ""), ErrorKind::Limit);
}

#[test]
fn doubled_by_replace() {
    let template = "#set($s = 'x')#foreach($i in [1..1000])#set($s = $s.replace('x', 'xx'))#end$s.length()";
    assert_kind(render(template, ""), ErrorKind::Limit);
}

#[test]
fn doubled_by_replace_all() {
    let template =
        "#set($s = 'x')#foreach($i in [1..1000])#set($s = $s.replaceAll('x', 'xx'))#end$s.length()";
    assert_kind(render(template, ""), ErrorKind::Limit);
}

#[test]
fn grown_by_encoding() {
    let template = "#set($s = '%')#foreach($i in [1..1000])#set($s = $util.urlEncode($s))#end$s.length()";
    assert_text(render(template, ""), "2001");
    let template = "#set($s = '%')#foreach($i in [1..1000])#set($s = $util.base64Encode($s))#end$s.length()";
    assert_kind(render(template, ""), ErrorKind::Limit);
    let template =
        "#set($s = '\"')#foreach($i in [1..1000])#set($s = $util.escapeJavaScript($s))#end$s.length()";
    assert_kind(render(template, ""), ErrorKind::Limit);
}

#[test]
fn repeated() {
    assert_limit(render("#set($s = 'xy')$s.repeat(2000000000)", ""), "string_length");
    assert_limit(
        render("#set($s = 'x')#set($s = $s.repeat(16000000))$s.repeat(2147483647)", ""),
        "string_length",
    );
}

#[test]
fn joined() {
    let template =
        "#set($s = 'x,')#set($l = $s.repeat(1000).split(','))#set($s = $s.repeat(100000))$s.join($s, $l)";
    assert_kind(render(template, ""), ErrorKind::Limit);
}

#[test]
fn printed_past_all_bounds() {
    let template = "#set($s = 'x')#set($s = $s.repeat(1000000))#foreach($i in [1..1000])$s#end";
    assert_limit(render(template, ""), "output_bytes");
}

#[test]
fn captured_past_all_bounds() {
    let template =
        "#set($s = 'x')#set($s = $s.repeat(1000000))#set($t = \"#foreach($i in [1..1000])$s#end\")";
    assert_kind(render(template, ""), ErrorKind::Limit);
    let template = "#set($s = 'x')#set($s = $s.repeat(1000000))#define($b)#foreach($i in [1..1000])$s#end#end#set($t = \"$b\")";
    assert_kind(render(template, ""), ErrorKind::Limit);
}

#[test]
fn widths_of_format() {
    assert_limit(render("#set($s = '')$s.format('%2000000000d', 1)", ""), "string_length");
    assert_limit(render("#set($s = '')$s.format('%-2000000000s', 'x')", ""), "string_length");
    assert_limit(render("#set($s = '')$s.format('%.2000000000f', 1.5)", ""), "string_length");
    assert_limit(render("#set($s = '')$s.format('%.2000000000e', 1.5)", ""), "string_length");
    assert_limit(render("#set($s = '')$s.format('%02000000000x', 1)", ""), "string_length");
}

#[test]
fn a_format_of_many_wide_parts() {
    let format = "%1$10000000d".repeat(1000);
    assert_limit(render(format!("#set($s = '')$s.format('{format}', 1)"), ""), "string_length");
}

#[test]
fn searched_often() {
    // Each search reads 16 MB, which its steps account for.
    let template = "#set($s = 'x')#set($s = $s.repeat(16000000))#set($t = $s.substring(1) + 'y')\
                    #foreach($i in [1..1000])#foreach($j in [1..1000])$s.indexOf('y')$s.equals($t)#end#end";
    assert_limit(render(template, ""), "steps");
}

#[test]
fn searched_for_something_nearly_found_everywhere() {
    let template = "#set($s = 'x')#set($n = $s.repeat(4000000) + 'y')#set($s = $s.repeat(8000000))\
                    #foreach($i in [1..1000])$s.indexOf($n)$s.contains($n)$s.lastIndexOf($n)#end";
    assert_limit(render(template, ""), "steps");
}

#[test]
fn copied_often() {
    for method in
        ["toUpperCase()", "trim()", "hashCode()", "length()", "toCharArray().size()", "getBytes().size()"]
    {
        let template = format!(
            "#set($s = 'x')#set($s = ' é' + $s.repeat(10000000))#foreach($i in [1..1000])#foreach($j in [1..1000])\
             #set($t = $s.{method})#end#end"
        );
        let outcome = render(template, "");
        match method {
            // What takes no time may be done often.
            "length()" => assert_kind(outcome, ErrorKind::Limit),
            // The arrays are longer than lists may be.
            "toCharArray().size()" | "getBytes().size()" => assert_kind(outcome, ErrorKind::Limit),
            _ => assert_limit(outcome, "steps"),
        }
    }
}

#[test]
fn compared_often() {
    let template = "#set($s = 'x')#set($t = $s.repeat(10000000) + 'y')#set($s = $s.repeat(10000000) + 'z')\
                    #foreach($i in [1..1000])#foreach($j in [1..1000])#if($s == $t)#end#end#end";
    assert_limit(render(template, ""), "steps");
}

#[test]
fn encoded_often() {
    for call in
        ["$util.urlEncode($s)", "$util.base64Encode($s)", "$util.escapeJavaScript($s)", "$util.urlDecode($s)"]
    {
        let template = format!(
            "#set($s = 'x')#set($s = $s.repeat(8000000))#foreach($i in [1..1000])#foreach($j in [1..1000])\
             #set($t = {call})#end#end"
        );
        assert_limit(render(template, ""), "steps");
    }
}

#[test]
fn split_into_everything() {
    let template = "#set($s = 'x,')#set($s = $s.repeat(4000000))$s.split(',').size()";
    assert_kind(render(template, ""), ErrorKind::Limit);
    let template = "#set($s = ',x')#set($s = $s.repeat(4000000))$s.split(',').size()";
    assert_kind(render(template, ""), ErrorKind::Limit);
}
