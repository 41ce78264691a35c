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
    cases.extend(comparisons());
    cases.extend(large_documents());
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

/// Comparisons of every element with something long.
fn comparisons() -> Vec<Case> {
    let body = |big: String, copy: String| {
        move || format!(r#"{{"big":"{big}","copy":"{copy}","list":[{}1]}}"#, "1,".repeat(300_000))
    };
    let long = || "a".repeat(4_000_000);
    let many = || format!("[\"{}b\"]", format!("{}\",\"", "a".repeat(40_000)).repeat(100));
    vec![
        following("$.list[?($.big == $.copy)]", body(long(), long())),
        following("$.list[?($.big < $.copy)]", body(long(), long())),
        following("$.list[?($.big contains 'b')]", body(long(), String::new())),
        following("$.list[?($.big contains '\\ud83d')]", body(long(), String::new())),
        following("$.list[?($.big size 3)]", body(long(), String::new())),
        following("$.list[?($.big =~ /b/)]", body(long(), String::new())),
        following("$.list[?(5 == $.big)]", body("1".repeat(4_000_000), String::new())),
        case(ROOM, "$.list[?(5 == $.big)] of 20,000 digits", move || {
            select("$.list[?(5 == $.big)]", body("1".repeat(20_000), String::new())())
        }),
        following("$.list[?($.big in $.many)]", move || {
            format!(
                r#"{{"big":"{}","many":{},"list":[{}1]}}"#,
                "a".repeat(40_000),
                many(),
                "1,".repeat(300_000)
            )
        }),
    ]
}

/// Paths that take little, as often as may be, of documents that are large.
fn large_documents() -> Vec<Case> {
    let numbers = || format!(r#"{{"list":[{}1]}}"#, "1,".repeat(3_000_000));
    let texts = || format!(r#"{{"list":[{}"ab"]}}"#, r#""ab","#.repeat(1_000_000));
    let members = || {
        let members: Vec<String> = (0..300_000).map(|index| format!("\"{index}\":1")).collect();
        format!(r#"{{"list":{{{}}}}}"#, members.join(","))
    };
    let often = |path: &str, body: &(dyn Fn() -> String + Send + Sync)| {
        let statement = format!("$!input.json('{path}')");
        Attack::new(format!("#foreach($i in [1..1000])#foreach($j in [1..1000]){statement}#end#end"))
            .body(body())
    };
    let mut cases = Vec::new();
    for path in
        ["$.list[0:1]", "$.list[-1:]", "$.list[-5]", "$.list[-5].a.b()", "$.list.sum()", "$.list.last()"]
    {
        cases.push(case(ROOM, format!("{path} of three million numbers, often"), move || {
            often(path, &numbers)
        }));
    }
    for path in ["$..x", "$.list[*].x", "$.list.concat()"] {
        cases.push(case(ROOM, format!("{path} of a million texts, often"), move || often(path, &texts)));
    }
    for path in ["$.list[\"a\",\"b\"]", "$..a", "$.list.keys()"] {
        cases.push(case(ROOM, format!("{path} of 300,000 members, often"), move || often(path, &members)));
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
