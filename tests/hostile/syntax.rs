//! Templates whose text is the weapon.

use crate::case::{Attack, Case, case, filling};

const ROOM: &str = "syntax";

const DEEP: usize = 100_000;

/// `open`, `inner` and `close` between `start` and `end`, `count` deep.
fn nested(
    start: &'static str,
    [open, inner, close]: [&'static str; 3],
    end: &'static str,
    count: usize,
) -> Case {
    case(ROOM, format!("{start}{open}{inner}{close}{end}, {count} deep"), move || {
        Attack::new(format!("{start}{}{inner}{}{end}", open.repeat(count), close.repeat(count)))
    })
}

/// `repeated` between `start` and `end`, `count` times.
fn in_a_row(start: &'static str, repeated: &'static str, end: &'static str, count: usize) -> Case {
    nested(start, [repeated, "", ""], end, count)
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = brackets();
    cases.extend(rows());
    cases.extend(texts());
    cases.extend(marks());
    cases
}

fn brackets() -> Vec<Case> {
    let mut cases = Vec::new();
    for (start, parts, end) in [
        ("#set($a = ", ["(", "1", ")"], ")"),
        ("#if(", ["(", "true", ")"], ")x#end"),
        ("#set($b = ", ["[", "", "]"], ")"),
        ("#set($a = ", ["[", "1", "]"], ")"),
        ("#set($a = ", ["!(", "1", ")"], ")"),
        ("#set($a = ", ["{'a':", "1", "}"], ")"),
        ("#set($a = ", ["$a.b(", "1", ")"], ")"),
        ("#set($a = ", ["$a[", "1", "]"], ")"),
        ("", ["$a.b(", "1", ")"], ""),
        ("", ["$a[", "1", "]"], ""),
        ("", ["${a.b(", "1", ")}"], ""),
        ("#a(", ["[", "1", "]"], ")"),
        ("", ["#if(1==1)", "x", "#end"], ""),
        ("", ["#if(true)#else", "x", "#end"], ""),
        ("", ["#foreach($a in [1])", "x", "#end"], ""),
        ("", ["#define($a)", "x", "#end"], ""),
        ("", ["#macro(a)", "x", "#end"], ""),
        ("", ["#@a()", "x", "#end"], ""),
        ("", ["#literal()", "x", "#end"], ""),
    ] {
        let longest = 290_000 / (parts[0].len() + parts[2].len());
        for count in [98, 101, longest.min(DEEP)] {
            cases.push(nested(start, parts, end, count));
        }
        cases.push(nested(start, [parts[0], "", ""], "", longest.min(DEEP)));
    }
    cases
}

fn rows() -> Vec<Case> {
    let mut cases = vec![
        in_a_row("", "$a.b(1)", "", 40_000),
        in_a_row("#if(false)a", "#elseif(false)b", "#end", 18_000),
        in_a_row("#if(", "!", "true)yes#end", 290_000),
        in_a_row("#if(", "not ", "true)yes#{else}no#end", 70_001),
        in_a_row("#set($a = 0", "+1", ")$a", 145_000),
        in_a_row("#set($a = 0", "+$a", ")$a", 90_000),
        in_a_row("#if(false", " || true && true", ")yes#end", 18_000),
        in_a_row("#if(1", " == 1 < 2 + 3 * 4 ", ")yes#end", 15_000),
        in_a_row("$!", "a", "", 290_000),
        in_a_row("$!a", ".b", "", 145_000),
        in_a_row("#set($a = {})$!a", ".b", "", 140_000),
        in_a_row("$!a", "[0]", "", 90_000),
        in_a_row("$!a", ".b()", "", 70_000),
        in_a_row("#set($a = ''){$a", ".trim()", "}", 40_000),
        in_a_row("#macro(a", " $x", ")#end", 90_000),
        in_a_row("#a(", " 1", ")", 140_000),
        in_a_row("#set($a = [", "1,", "1])$a.size()", 140_000),
        in_a_row("#set($a = {", "'a':1,", "'a':1})$a.size()", 45_000),
        in_a_row("", "#macro(a)x#end", "", 20_000),
        in_a_row("", "#macro(a)x#end#a()", "", 15_000),
        in_a_row("", "#set($a = 1) ", "", 20_000),
        in_a_row("", "#set($a = \"$a$a\")", "", 15_000),
    ];
    cases.push(case(ROOM, "calls after calls without end", || {
        Attack::new("$a.b( ".repeat(90) + &"$a.b(1) ".repeat(30_000))
    }));
    for (name, count, each) in [
        ("macros", 15_000, (|index| format!("#macro(a{index})#end")) as fn(usize) -> String),
        ("macros and calls", 9_000, |index| format!("#macro(a{index})x#end#a{index}() ")),
        ("variables", 18_000, |index| format!("#set($a{index}=1)")),
        ("undefined names", 30_000, |index| format!("$!a{index} ")),
    ] {
        cases.push(case(ROOM, format!("{count} {name}"), move || {
            Attack::new((0..count).map(each).collect::<String>()).velocity()
        }));
    }
    cases.push(case(ROOM, "50,000 macros where the limit is raised", || {
        let text: String = (0..50_000).map(|index| format!("#macro(a{index})x#end#a{index}() ")).collect();
        Attack::new(text).velocity().template_bytes(8_000_000)
    }));
    cases
}

fn texts() -> Vec<Case> {
    vec![
        case(ROOM, "strings in strings", || {
            let template = (0..14)
                .fold("$a".to_owned(), |inner, _| format!("#set($a = \"{}\")", inner.replace('"', "\"\"")));
            Attack::new(template)
        }),
        case(ROOM, "longer than allowed", || Attack::new("x".repeat(300 * 1024 + 1))),
        case(ROOM, "blanks and directives", || {
            Attack::new(" ".repeat(200_000) + &" #set($a = 1)".repeat(5_000))
        }),
        case(ROOM, "a long string", || {
            Attack::new(format!("#set($a = '{}')$a.length()", "x".repeat(290_000)))
        }),
        case(ROOM, "a long comment", || Attack::new(format!("#*{}*#", "*".repeat(290_000)))),
        case(ROOM, "text that is not parsed", || Attack::new(format!("#[[{}]]#", "]".repeat(290_000)))),
    ]
}

fn marks() -> Vec<Case> {
    let mut cases = Vec::new();
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
        for (name, after) in [("x", " x"), ("backslashes", "\\"), ("blanks", " "), ("a name", "#{a")] {
            cases.push(case(ROOM, format!("{mark} many times, then {name}"), move || {
                let half = mark.repeat(145_000 / mark.len());
                let (first, last) = after.split_at(after.len() - 1);
                Attack::new(format!("{half}{first}{}", last.repeat(140_000)))
            }));
        }
    }
    cases.push(in_a_row("#a(", "$b.c(", "", 50_000));
    cases.push(in_a_row("", "#a($b.c(", "", 35_000));
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
        "#foreach(",
        "#foreach($a in ",
        "#macro(",
        "#define(",
        "$a.b(\"",
        "'",
        "#if($a) ",
        "]]#",
        "*#",
        "\\$a",
        "$a",
        "$!a.",
        "#{if",
        "\r",
        "\u{fffd}",
        "#set($a = [1..",
        "#elseif(",
    ] {
        cases.push(case(ROOM, format!("{mark} without end"), move || Attack::new(filling(mark))));
        cases.push(case(ROOM, format!("x {mark} without end"), move || {
            Attack::new(format!("x {}", filling(mark)))
        }));
    }
    for start in
        ["#set($a =", "#if(", "#foreach", "$a.b(", "#a(", " ", "#set(", "x ", "#else", "#end", "#if(true)"]
    {
        cases.push(case(ROOM, format!("{start} and blanks"), move || {
            Attack::new(format!("{start}{}", " ".repeat(290_000)))
        }));
        cases.push(case(ROOM, format!("{start} and empty lines"), move || {
            Attack::new(format!("{start}{}x", " \n".repeat(145_000)))
        }));
    }
    cases
}
