//! Bodies whose text is the weapon.

use crate::case::{Attack, Case, case};

const ROOM: &str = "bodies";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = deep();
    cases.extend(long());
    cases.extend(members());
    cases
}

fn deep() -> Vec<Case> {
    let mut cases = Vec::new();
    for template in ["$input.json('$')", "$input.path('$')", "$input.path('$..*').size()"] {
        // After strict JSON what is not: another reader has it.
        for (open, close) in
            [("[", "]"), ("[", ""), ("[a,", ""), ("{a:", ""), ("{\"a\":", ""), ("[{'a':", "}]")]
        {
            cases.push(case(ROOM, format!("{template} of 100,000 {open}{close}"), move || {
                Attack::new(template).body(open.repeat(100_000) + &close.repeat(100_000))
            }));
        }
    }
    for template in [
        "$input.json('$')",
        "$input.path('$')",
        "$input.json('$..*').length()",
        "$input.path('$').hashCode()",
    ] {
        for (open, inner, close) in [("[", "", "]"), ("[", "a", "]"), ("{\"x\":", "a", "}")] {
            cases.push(case(ROOM, format!("{template} of 98 {open}{inner}{close}"), move || {
                Attack::new(template).body(format!("{}{inner}{}", open.repeat(98), close.repeat(98)))
            }));
        }
    }
    cases.push(case(ROOM, "a text of the template that is deep", || {
        Attack::new("#set($s = '[')#set($s = $s.repeat(100000))$util.parseJson($s)")
    }));
    cases
}

fn long() -> Vec<Case> {
    let mut cases = Vec::new();
    for template in ["$input.json('$')", "$input.body", "x"] {
        cases.push(case(ROOM, format!("{template} of 40 MB"), move || {
            Attack::new(template).body("x".repeat(40_000_000))
        }));
    }
    for piece in ["[],", "1,", "{},", "\"\",", "\"\\u0041\",", "a,", "1e5,", "{\"a\":1},", "{a:1},"] {
        let ten_megabytes = move || format!("[{}0]", piece.repeat(10_000_000 / piece.len()));
        for template in [
            "$input.path('$').size()",
            "$input.path('$').get(5)",
            "$input.json('$').length()",
            "#set($d = $input.path('$'))#set($d[0] = 1)$d.get(0)",
            "$input.path('$..*').size()",
            "#set($s = \"$input.path('$')\")$s.length()",
            "$input.path('$').hashCode()",
        ] {
            cases.push(case(ROOM, format!("{template} of 10 MB of {piece}"), move || {
                Attack::new(template).body(ten_megabytes())
            }));
        }
    }
    cases.push(case(ROOM, "parsed again and again", || {
        Attack::new("#foreach($i in [1..1000])#foreach($j in [1..1000])#set($d = $util.parseJson($input.body))#end#end")
            .body(format!("[{}0]", "[],".repeat(1_000_000)))
    }));
    cases
}

fn members() -> Vec<Case> {
    let many = || {
        let members: Vec<String> = (0..60_000).map(|index| format!("\"m{index}\":1")).collect();
        format!("{{{}}}", members.join(","))
    };
    let thousands = |statement: &str| {
        format!(
            "#set($d = $input.path('$'))#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])\
             {statement}#end#end#end"
        )
    };
    let mut cases = Vec::new();
    for template in
        ["$input.path('$').size()".to_owned(), "#set($d = $input.path('$'))#set($d.m0 = 2)$d.m0".to_owned()]
    {
        cases.push(case(ROOM, format!("{template} of 60,000 members"), move || {
            Attack::new(template.clone()).body(many())
        }));
    }
    // To look each up would take as long as there are members, for each.
    for (elements, statement) in [
        ("$d", ""),
        ("$d.keySet()", ""),
        ("$d.entrySet()", "#set($x = $it.value)"),
        ("$d.entrySet()", "#set($it.value = 2)"),
    ] {
        let template = format!("#set($d = $input.path('$'))#foreach($it in {elements}){statement}#end$d.m1");
        cases.push(case(ROOM, format!("{template} of 60,000 members"), move || {
            Attack::new(template.clone()).body(many()).velocity()
        }));
    }
    // Each look-up reads the whole text of the object.
    for statement in [
        "$!d.nothing",
        "$!input.path('$.nothing')",
        "#set($x = $d.get($i))",
        "#set($x = $d.containsValue($i))",
        "#set($x = $d.size())",
        "#set($x = $d.keySet().size())",
        "#set($x = $d.hashCode())",
        "#set($x = $d.keySet().iterator())",
        "#foreach($x in $d)#break#end",
        "#set($x = $d.equals($i))",
        "#set($x = $d.values().contains($i))",
    ] {
        cases.push(case(ROOM, format!("{statement} of 60,000 members, often"), move || {
            Attack::new(thousands(statement)).body(many())
        }));
    }
    // Where a member was found last it is looked for first.
    let moving = move || {
        let many = many();
        let inside = many.trim_matches(['{', '}']);
        format!(
            "[{{{inside},\"m\":1}},{{\"m\":[],{inside}}},{{\"m\":[],{inside},\"l\":2}},{{\"m\":[],{inside},\"l\":2}}]"
        )
    };
    for statement in
        ["$o.m$o.l", "#if($o.l > 1)#end", "$util.escapeJavaScript($o.m)", "#set($x = $o.l)", "$o.get($n)"]
    {
        cases.push(case(ROOM, format!("{statement} of 60,000 members, now here, now there"), move || {
            let statement = format!("#foreach($o in $d){statement}#end");
            Attack::new(format!("#set($n = 'm'){}", thousands(&statement))).body(moving())
        }));
    }
    cases.push(case(ROOM, "a million members of one name", || {
        Attack::new("$input.path('$.a')").body(format!("{{{}\"a\":1}}", "\"a\":1,".repeat(1_000_000)))
    }));
    cases.push(case(ROOM, "a million members of two names", || {
        Attack::new("$input.path('$.a')").body(format!("{{{}\"a\":1}}", "\"a\":1,'b':2,".repeat(700_000)))
    }));
    cases
}
