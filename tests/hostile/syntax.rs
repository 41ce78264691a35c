//! Templates whose text is the weapon.

use crate::harness::{assert_kind, assert_limit, assert_text, on_small_stack, render};
use vtlgate::{ErrorKind, Limits, Template};

const DEEP: usize = 100_000;

#[test]
fn parentheses() {
    assert_limit(render(format!("#set($a = {}1{})", "(".repeat(DEEP), ")".repeat(DEEP)), ""), "nesting");
    assert_limit(render(format!("#set($a = {}", "(".repeat(DEEP)), ""), "nesting");
    assert_limit(render(format!("#if({}true{})x#end", "(".repeat(DEEP), ")".repeat(DEEP)), ""), "nesting");
}

#[test]
fn brackets() {
    assert_limit(render(format!("#set($a = {}{})", "[".repeat(DEEP), "]".repeat(DEEP)), ""), "nesting");
    assert_limit(render(format!("#set($a = {}", "[".repeat(DEEP)), ""), "nesting");
    assert_limit(
        render(format!("#set($a = {}1{})", "{'a':".repeat(50_000), "}".repeat(50_000)), ""),
        "nesting",
    );
}

#[test]
fn brackets_in_brackets() {
    let deepest = 98;
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{'a':", "}"), ("$a.b(", ")"), ("$a[$b[", "]]"), ("!(", ")")]
    {
        let deep = deepest / open.matches(['(', '[', '{']).count();
        let template = format!("#set($a = {}1{})", open.repeat(deep), close.repeat(deep));
        let _ = render(template, "");
    }
}

#[test]
fn calls_without_end() {
    assert_limit(render("$a.b(".repeat(60_000), ""), "nesting");
    assert_limit(render("$a[$".repeat(60_000), ""), "nesting");
    assert_limit(render(format!("#a({}", "$b.c(".repeat(50_000)), ""), "nesting");
    assert_kind(render("#a($b.c(".repeat(35_000), ""), ErrorKind::Parse);
}

#[test]
fn calls_side_by_side() {
    let template = "$a.b( ".repeat(90) + &"$a.b(1) ".repeat(30_000);
    let _ = render(template, "");
    assert!(render("$a.b(1)".repeat(40_000), "").is_ok());
}

#[test]
fn runs_of_marks() {
    for mark in [
        "$",
        "#",
        "\\",
        "$!",
        "#$",
        "$\\",
        "# ",
        "$ ",
        "${",
        "$a{",
        "$a.b$",
        "$a.b#set($x = 1)",
        "##\n",
        "#[[",
    ] {
        let template = mark.repeat(290_000 / mark.len());
        let _ = render(template.clone(), "");
        let _ = render(template.clone() + " x", "");
        let _ = render(template[..template.len() / 2].to_owned() + &"\\".repeat(140_000), "");
        let _ = render(template[..template.len() / 2].to_owned() + &" ".repeat(140_000), "");
        let _ = render(template[..template.len() / 2].to_owned() + "#{" + &"a".repeat(140_000), "");
    }
}

#[test]
fn conditions() {
    assert_limit(render("#if(true)".repeat(30_000), ""), "nesting");
    assert_limit(render(format!("{}{}", "#if(1==1)".repeat(20_000), "#end".repeat(20_000)), ""), "nesting");
    assert_limit(render("#foreach($a in $b)".repeat(15_000), ""), "nesting");
    assert_limit(render("#define($a)".repeat(20_000), ""), "nesting");
}

#[test]
fn a_hundred_thousand_branches() {
    let template = format!("#if(false)a{}#end", "#elseif(false)b".repeat(18_000));
    assert_text(render(template, ""), "");
}

#[test]
fn negations() {
    assert_text(render(format!("#if({}true)yes#end", "!".repeat(290_000)), ""), "yes");
    assert_text(render(format!("#if({}true)yes#{{else}}no#end", "not ".repeat(70_001)), ""), "no");
}

#[test]
fn sums() {
    assert_text(render(format!("#set($a = 0{})$a", "+1".repeat(145_000)), ""), "145000");
    let template = format!("#if(false{})yes#end", " || true && true".repeat(18_000));
    assert_text(render(template, ""), "yes");
    let template = format!("#if(1{})yes#end", " == 1 < 2 + 3 * 4 ".repeat(15_000));
    let _ = render(template, "");
}

#[test]
fn strings_in_strings() {
    let mut template = "$a".to_owned();
    for _ in 0..14 {
        template = format!("#set($a = \"{}\")", template.replace('"', "\"\""));
    }
    assert!(template.len() < 300_000);
    let _ = render(template, "");
}

#[test]
fn strings_in_strings_deeper_than_allowed() {
    // Each level doubles the quotes, so two kinds of them are not enough to nest deep: #evaluate is.
    let template = "#set($t = '#evaluate($t)')#evaluate($t)";
    let _ = render(template, "");
}

#[test]
fn evaluations_that_grow() {
    let template = "#set($t = '#set($t = $t + $t)#evaluate($t)')#evaluate($t)";
    let _ = render(template, "");
}

#[test]
fn evaluations_of_long_templates() {
    let template =
        "#set($t = '$a.b(1) ')#set($t = $t.repeat(1000000))#foreach($i in [1..1000])#evaluate($t)#end";
    let _ = render(template, "");
}

#[test]
fn evaluations_of_ever_new_names() {
    let template = "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])\
                    #evaluate(\"#set($a${i}b${j}c$k = 1)\")#end#end#end";
    let _ = render(template, "");
}

#[test]
fn evaluations_of_ever_new_macros() {
    let template = "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])\
                    #evaluate(\"#macro(a${i}b${j}c$k)x#end\")#end#end#end";
    let _ = render(template, "");
}

#[test]
fn long_names() {
    let name = "a".repeat(290_000);
    assert_text(render(format!("$!{name}"), ""), "");
    assert_text(render(format!("$!a{}", ".b".repeat(145_000)), ""), "");
    assert_text(render(format!("#set($a = {{}})$!a{}", ".b".repeat(140_000)), ""), "");
    assert_text(render(format!("#set($a = [])$!a{}", "[0]".repeat(3)), "").or(Ok(String::new())), "");
    assert_text(render(format!("$!a{}", "[0]".repeat(90_000)), ""), "");
    assert_text(render(format!("$!a{}", ".b()".repeat(70_000)), ""), "");
}

#[test]
fn a_hundred_thousand_macros() {
    let template = "#macro(a)x#end".repeat(21_000);
    assert!(render(template, "").is_ok());
    let template: String = (0..15_000).map(|index| format!("#macro(a{index})#end")).collect();
    assert!(render(template.clone(), "").is_ok());
    let calls: String = (0..9_000).map(|index| format!("#macro(a{index})x#end#a{index}() ")).collect();
    assert!(render(calls, "").is_ok());
}

#[test]
fn a_hundred_thousand_macros_where_they_fit() {
    let outcome: Result<String, vtlgate::Error> = on_small_stack(|| {
        let mut limits = Limits::default();
        limits.template_bytes = 8_000_000;
        let text: String = (0..100_000).map(|index| format!("#macro(a{index})x#end#a{index}() ")).collect();
        Ok(Template::builder().limits(limits).parse(&text)?.render(&vtlgate::Inputs::new(""))?.text)
    });
    assert!(outcome.is_ok());
}

#[test]
fn macros_that_call_each_other() {
    let _ = render("#macro(a)#b()#end#macro(b)#a()#end#a()", "");
    let _ = render("#macro(a)#a()#a()#end#a()", "");
    // Twenty deep, two calls a level: a million calls, each accounted for.
    let template: String =
        (0..19).map(|level| format!("#macro(m{level})#m{0}()#m{0}()#m{0}()#end", level + 1)).collect();
    let _ = render(format!("{template}#macro(m19)x#end#m0()"), "");
}

#[test]
fn arguments_that_name_themselves() {
    let _ = render("#macro(a $x)$x#end#a($x)", "");
    let _ = render("#macro(a $x)#a(\"$x$x\")#end#a('y')", "");
    let _ = render("#macro(a $x $y)#b($y $x)#end#macro(b $x $y)#a(\"$y\" \"$x\")#end#a($y $x)", "");
}

#[test]
fn blocks_that_print_each_other() {
    let _ = render("#define($a)$b$b#end#define($b)$a$a#end$a", "");
    let _ = render("#define($a)[$a$a]#end$a", "");
    let defines: String =
        (0..60).map(|index| format!("#define($b{index})$b{0}$b{0}#end", index + 1)).collect();
    assert!(render(format!("{defines}#define($b60)x#end$b0"), "").is_err());
}

#[test]
fn marks_without_end() {
    for mark in [
        "$",
        "#",
        "\\",
        "!",
        "$!",
        "#[[",
        "#*",
        "##",
        "{",
        "${",
        "$!{",
        "#{",
        "\"",
        "#@",
        "$\\!",
        "#set",
        "#set(",
        "#if(",
        "[",
        "$[",
        "$a[",
        "$a{",
        "$a.",
        "#end",
        "#else",
        "\\#if",
        "#a(",
        "#set($a=",
        "#set($a=\"",
        "$a.b('",
        "#**",
    ] {
        let count = 290_000 / mark.len();
        let _ = render(mark.repeat(count), "");
        let _ = render(format!("x {}", mark.repeat(count)), "");
    }
}

#[test]
fn blanks_without_end() {
    for start in
        ["#set($a =", "#if(", "#foreach", "$a.b(", "#a(", " ", "#set(", "x ", "#else", "#end", "#if(true)"]
    {
        let _ = render(format!("{start}{}", " ".repeat(290_000)), "");
        let _ = render(format!("{start}{}x", " \n".repeat(145_000)), "");
    }
    let _ = render(" ".repeat(200_000) + &" #set($a = 1)".repeat(5_000), "");
}

#[test]
fn a_template_too_long() {
    assert_limit(render("x".repeat(300 * 1024 + 1), ""), "template_bytes");
}

#[test]
fn loops_in_loops() {
    let template = "#foreach($i in [1..1000])".repeat(9) + "x" + &"#end".repeat(9);
    let outcome = render(template, "");
    assert_limit(outcome, "steps");
}
