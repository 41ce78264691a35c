//! Regular expressions that backtrack without end.

use crate::case::{Attack, Case, case};

const ROOM: &str = "patterns";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for pattern in [
        "(a+)+b",
        "(a|a)*b",
        "(a|aa)+c",
        "(.*a){20}b",
        "([a-z]+)*=",
        "^(\\w+\\s?)*\\1c",
        "(a*)*\\1b",
        "(?=(a+)+b)a",
        "(x+x+)+y",
    ] {
        cases.push(case(ROOM, format!("{pattern} over 50,000 letters, often"), move || {
            let text = "a".repeat(50_000);
            Attack::new(format!("#set($s = \"{text}\")#foreach($i in [1..1000])$s.matches('{pattern}')#end"))
        }));
    }
    for pattern in
        ["(?=(a+)+$)(?<=b)x", "(a*)*\\1\\1\\1x", "(?>(a+)+)+x(?!.*)", "(?=.*x)", "(?<=a.*)b", "(?<!b+)a"]
    {
        for length in [10_000, 20_000] {
            cases.push(case(ROOM, format!("{pattern} replaced in {} letters", 2 * length), move || {
                let text = "ab".repeat(length);
                Attack::new(format!("#set($s = \"{text}\")$s.replaceAll('{pattern}', '-').length()"))
            }));
        }
    }
    for (open, inner, close, count) in [
        ("(", "a", ")", 100_000),
        ("[", "", "", 100_000),
        ("(?:", "", "", 90_000),
        ("(?=", "a", ")", 60_000),
        ("(?i)", "a", "", 60_000),
        ("a|", "a", "", 100_000),
        ("[a", "b", "]", 100_000),
        ("\\p{L}", "", "", 40_000),
        ("(?<=a)", "a", "", 40_000),
        ("a*", "b", "", 100_000),
    ] {
        cases.push(case(ROOM, format!("{open}{inner}{close}, {count} times"), move || {
            let pattern = format!("{}{inner}{}", open.repeat(count), close.repeat(count));
            Attack::new(format!("#set($s = 'a')$s.matches('{pattern}')"))
        }));
    }
    for pattern in [
        "((((a{1000}){1000}){1000}){1000})",
        "(((a{0,9999}){0,9999}){0,9999})b",
        "a{2147483647}",
        "(a{1000}){10}",
        "([^a]{1,200}){50}",
        "(\\p{L}{100}){20}",
        "(?i)[\\p{L}&&[^a]]{500}",
    ] {
        cases
            .push(case(ROOM, pattern, move || Attack::new(format!("#set($s = 'a')$s.matches('{pattern}')"))));
        cases.push(case(ROOM, format!("{pattern}, made often"), move || {
            Attack::new(format!(
                "#set($s = 'a')#foreach($i in [1..1000])#foreach($j in [1..1000])$s.matches(\"{pattern}$j\")#end#end"
            ))
        }));
    }
    cases.push(case(ROOM, "a new pattern each time", || {
        Attack::new(
            "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])\
             #set($s = \"x\")$s.matches(\"[a-z]{9}$i$j$k\")#end#end#end",
        )
    }));
    for pattern in ["(a+)+b", "(a*)*\\\\1b", "(?=.*b)a"] {
        cases.push(case(ROOM, format!("{pattern} in a path"), move || {
            let body = format!(r#"{{"a": [{{"s": "{}"}}]}}"#, "a".repeat(50_000));
            Attack::new(format!("$input.json('$.a[?(@.s =~ /{pattern}/)]')")).body(body)
        }));
        cases.push(case(ROOM, format!("{pattern} in a path, over many texts"), move || {
            let text = format!(r#"{{"s": "{}"}},"#, "a".repeat(50));
            let body = format!(r#"{{"a": [{}1]}}"#, text.repeat(20_000));
            Attack::new(format!("$input.json('$.a[?(@.s =~ /{pattern}/)]')")).body(body)
        }));
    }
    for call in [
        "replaceAll('', 'xxxxxxxxxx')",
        "replaceAll('(x)', '$1$1$1$1')",
        "split('')",
        "split('x')",
        "replaceAll('x', '')",
        "replaceFirst('x*$', '')",
    ] {
        cases.push(case(ROOM, format!("{call} of ten million letters"), move || {
            Attack::new(format!(
                "#set($s = 'x')#set($s = $s.repeat(10000000))#set($t = $s.{call})$t.length()"
            ))
        }));
    }
    cases
}
