//! JSONPaths whose text is the weapon.

use crate::case::{Attack, Case, case};

const ROOM: &str = "paths";

/// Selects `path` out of `body`.
fn select(path: &str, body: impl Into<String>) -> Attack {
    Attack::new(format!("$input.json('{}')", path.replace('\'', "''"))).body(body)
}

/// The case that follows `path` through what `body` makes.
fn following(path: impl Into<String>, body: impl Fn() -> String + Send + Sync + 'static) -> Case {
    let path = path.into();
    case(ROOM, &*path.clone(), move || select(&path, body()))
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = brackets();
    cases.extend(scans());
    cases.extend(selections());
    cases.extend(texts());
    cases.extend(loops());
    cases
}

fn brackets() -> Vec<Case> {
    let mut cases = Vec::new();
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
        for count in [1_000, 290_000 / part.len()] {
            cases.push(case(ROOM, format!("{part}, {count} times"), move || {
                select(&format!("${}", part.repeat(count)), r#"{"a": [[1]]}"#)
            }));
        }
    }
    for (open, inner, close) in [
        ("[?(@.a", "", ")]"),
        ("[?(", "", ")]"),
        ("[?(!(", "", "))]"),
        ("[?((", "", "))]"),
        (".concat($", "", ")"),
        ("[?(@ == $.a[?(@", "", ")])]"),
        ("[?(@.a || (", "", "))]"),
        ("[?(((", "@.a", ")))]"),
        ("[?(!(", "@.a", "))]"),
        ("[?(@ in $..", "a", ")]"),
    ] {
        for count in [10, 24, 25, 100, 20_000] {
            cases.push(case(ROOM, format!("{open}{inner}{close}, {count} times"), move || {
                select(&format!("$.a{}{inner}{}", open.repeat(count), close.repeat(count)), r#"{"a": [[1]]}"#)
            }));
        }
    }
    for (start, repeated, inner, closed, end) in [
        ("$.a[?(", "(", "@.a", ")", ")]"),
        ("$.a[?(", "!", "@.a", "", ")]"),
        ("$.a[?(@ in ", "[", "1", "]", ")]"),
        ("$.a[?(@.a", " && @.a", "", "", ")]"),
        ("$.a[?(@.a", " || @.a", "", "", ")]"),
    ] {
        for count in [10, 22, 25, 100, 9_000] {
            cases.push(case(
                ROOM,
                format!("{start}{repeated}{inner}{closed}{end}, {count} times"),
                move || {
                    let path =
                        format!("{start}{}{inner}{}{end}", repeated.repeat(count), closed.repeat(count));
                    select(&path, r#"{"a": [[1]]}"#)
                },
            ));
        }
    }
    cases
}

/// `$..` at every level: the number of matches grows exponentially with the steps.
fn scans() -> Vec<Case> {
    let lists = || format!("{}1{}", "[".repeat(60), "]".repeat(60));
    let maps = || format!("{}1{}", "{\"a\":".repeat(60), "}".repeat(60));
    let wide = || format!("[{}1]", "[1,2,3],".repeat(1_000));
    vec![
        following(format!("${}", "..*".repeat(20)), lists),
        following(format!("${}", "..[*]".repeat(20)), lists),
        following(format!("${}", "..a".repeat(20)), maps),
        following(format!("${}", "..*..a".repeat(20)), maps),
        following("$..[?(@ in $..[?(@ in $..[?(@ in $..*)])])]", wide),
        following("$..[?(@ == $)]", wide),
        following("$..[?(@..* == $..*)]", wide),
        following("$..*.append($..[*])", wide),
    ]
}

fn selections() -> Vec<Case> {
    let million = || format!("[{}1]", "1,".repeat(1_000_000));
    let hundred_thousand = || format!("[{}1]", "1,".repeat(100_000));
    let names = format!("[{}'a']", "'a',".repeat(10_000));
    let mut cases = vec![
        following("$[0:2147483647]", million),
        following("$[-2147483648:2147483647]", million),
        following("$[99999999999999999999]", million),
        case(ROOM, "140,000 indexes", || select(&format!("$[{}0]", "0,".repeat(140_000)), "[1]")),
        case(ROOM, "30,000 indexes of a million elements", move || {
            select(&format!("$[{}0]", "0,".repeat(30_000)), million())
        }),
        case(ROOM, "5,000 wildcards of a million elements", move || {
            select(&format!("${}", "[*,0]".repeat(5_000)), million())
        }),
        case(ROOM, "900 wildcards of a million elements", move || {
            select(&format!("${}", "[*]".repeat(900)), million())
        }),
    ];
    let all_names = names.clone();
    cases.push(case(ROOM, "10,000 names", move || select(&format!("${names}"), r#"{"a": 1}"#)));
    cases.push(case(ROOM, "10,000 names everywhere", move || select(&format!("$..{all_names}"), million())));
    for operator in [
        "@ in $",
        "@ subsetof $",
        "$ anyof $",
        "@ nin $",
        "$ subsetof $",
        "$ == $",
        "$ noneof $",
        "$ contains @",
        "$ contains $",
        "@ == $",
        "$ sizeof $",
        "$ size 3",
        "$ empty false",
        "@ in $..*",
        "$..* == $..*",
    ] {
        cases.push(following(format!("$[?({operator})]"), hundred_thousand));
    }
    for function in [
        "append($)",
        "concat($)",
        "sum()",
        "stddev()",
        "keys()",
        "length()",
        "append($..*)",
        "index(-1)",
        "concat($..*, $..*)",
    ] {
        cases.push(following(format!("$.{function}"), hundred_thousand));
        cases.push(following(format!("$..*.{function}"), hundred_thousand));
    }
    cases
}

/// Elements that are read as paths or as JSON before they are compared.
fn texts() -> Vec<Case> {
    let of = |text: &'static str| move || format!("[{}1]", format!("\"{text}\",").repeat(2_000));
    let mut cases = Vec::new();
    for text in ["$[?(@.a == 1 || @.b == 2)]", "[[[[[[[[1]]]]]]]]", "{a:{a:{a:1}}}"] {
        for operator in ["@ in $", "@ nin $", "$ subsetof $", "$ anyof $", "$ contains @"] {
            cases.push(case(ROOM, format!("$[?({operator})] of {text}"), move || {
                select(&format!("$[?({operator})]"), of(text)())
            }));
        }
    }
    cases
}

fn loops() -> Vec<Case> {
    let often = |statement: &str| {
        format!(
            "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000]){statement}#end#end#end"
        )
    };
    let mut cases = Vec::new();
    // `append` changes the document that later paths read.
    for statement in [
        "#set($x = $input.path('$.append($)'))",
        "#set($x = $input.json('$.append(1)'))",
        "#set($x = $input.path('$.append($.length())'))",
        "$!input.path(\"$.a[?(@.x == $i$j$k)]\")",
        "$!input.path(\"$.a$i$j$k\")",
        "#set($x = $input.path('$'))",
        "#set($x = $input.json('$'))",
    ] {
        cases.push(case(ROOM, format!("{statement}, often"), move || {
            Attack::new(often(statement)).body("[1]")
        }));
    }
    cases
}
