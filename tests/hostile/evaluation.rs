//! Loops, macros, blocks and evaluations that call themselves or one another.

use crate::case::{Attack, Case, case};

const ROOM: &str = "evaluation";

/// `statement` a thousand million times.
fn often(statement: &str) -> String {
    format!(
        "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000]){statement}#end#end#end"
    )
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = loops();
    for template in [
        "#set($t = '#evaluate($t)')#evaluate($t)",
        "#set($t = '#set($t = $t + $t)#evaluate($t)')#evaluate($t)",
        "#set($t = '$a.b(1) ')#set($t = $t.repeat(1000000))#foreach($i in [1..1000])#evaluate($t)#end",
        "#set($t = '(((((((((((')#foreach($i in [1..1000])#evaluate(\"#set($x = $t\")#end",
        "#macro(a)#b()#end#macro(b)#a()#end#a()",
        "#macro(a)#a()#a()#end#a()",
        "#macro(a $x)$x#end#a($x)",
        "#macro(a $x)#a(\"$x$x\")#end#a('y')",
        "#macro(a $x $y)#b($y $x)#end#macro(b $x $y)#a(\"$y\" \"$x\")#end#a($y $x)",
        "#macro(a)$bodyContent$bodyContent#end#@a()#@a()#@a()x#end#end#end",
        "#macro(a)#@a()$bodyContent#end#end#@a()x#end",
        "#define($a)$b$b#end#define($b)$a$a#end$a",
        "#define($a)[$a$a]#end$a",
        "#define($a)$a.toString()#end$a.length()",
        "#define($a)#set($b = \"$a\")#end$a",
        "#macro(a)#define($b)#a()#end$b$b#end#a()",
    ] {
        cases.push(case(ROOM, template, move || Attack::new(template).velocity()));
        // The service has no macros and no `#evaluate`.
        cases.push(case(ROOM, format!("on the service: {template}"), move || Attack::new(template)));
    }
    for statement in [
        "#evaluate(\"#set($a${i}b${j}c$k = 1)\")",
        "#evaluate(\"#macro(a${i}b${j}c$k)x#end\")",
        "#evaluate(\"x $i $j $k\")",
        "#evaluate('#set($x = 1)')",
    ] {
        cases.push(case(ROOM, format!("often: {statement}"), move || {
            Attack::new(often(statement)).velocity()
        }));
    }
    // Nineteen deep, three calls a level: a thousand million calls, each accounted for.
    cases.push(case(ROOM, "macros that call each the next thrice", || {
        let macros: String =
            (0..19).map(|level| format!("#macro(m{level})#m{0}()#m{0}()#m{0}()#end", level + 1)).collect();
        Attack::new(format!("{macros}#macro(m19)x#end#m0()")).velocity()
    }));
    cases.push(case(ROOM, "blocks that print each the next twice", || {
        let blocks: String =
            (0..60).map(|index| format!("#define($b{index})$b{0}$b{0}#end", index + 1)).collect();
        Attack::new(format!("{blocks}#define($b60)x#end$b0"))
    }));
    cases
}

fn loops() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        "x",
        "$i",
        "$nope",
        "#set($x = $k)",
        "#set($x = $i + $j)",
        "#set($x = [])",
        "#set($x = {})",
        "#set($x = \"$i$j$k\")",
        "#set($x = 'a')",
        "#if($i == $j)x#end",
        "#if($i > 5 && $j < 7 || !$nope)#end",
        "$input.params('x')",
        "$input.body",
        "$context.requestId",
        "$stageVariables.x",
        "$util.urlEncode('a b')",
        "$foreach.count",
        "$velocityCount",
        "##\n",
        "$!x",
        "#break",
        "#set($context.requestOverride.header.x = 'y')",
        "#set($context.responseOverride.header[\"$i$j$k\"] = 'y')",
        "#set($x = $input.params())",
        "#set($x = $context.identity)",
        "#foreach($l in [])#end",
        "#foreach($l in {})#end",
        "#foreach($l in $nope)#end",
        "\\$x",
        "#set($x = 1.5 * $i)",
        "#set($x = 9223372036854775807 + $k)",
        "#set($x = $i.toString().length())",
        "#literal()x#end",
        "#define($b)x#end$b",
    ]
    .map(|statement| {
        case(ROOM, format!("often: {statement}"), move || Attack::new(often(statement)).body("x"))
    })
    .into();
    cases.push(case(ROOM, "nine loops in one another", || {
        Attack::new("#foreach($i in [1..1000])".repeat(9) + "x" + &"#end".repeat(9))
    }));
    cases.push(case(ROOM, "an endless loop of plain Velocity", || {
        Attack::new("#foreach($i in [1..1000000])#foreach($j in [1..1000000])x#end#end").velocity()
    }));
    cases
}
