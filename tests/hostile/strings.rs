//! Strings that grow, and methods whose work grows with them.

use crate::case::{Attack, Case, case};

const ROOM: &str = "strings";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = growing();
    cases.extend(printed());
    cases.extend(often());
    cases.extend(once());
    cases
}

/// The case whose name is what the template does after it has made `$s`.
fn with(string: &'static str, statement: impl Into<String>) -> Case {
    let statement = statement.into();
    case(ROOM, format!("{string}: {statement}"), move || {
        Attack::new(format!("#set($s = 'x')#set($s = {string}){statement}"))
    })
}

fn growing() -> Vec<Case> {
    let step = |start: &'static str, growth: &'static str| {
        case(ROOM, format!("{start} that becomes {growth} in a loop"), move || {
            Attack::new(format!(
                "#set($s = {start})#foreach($i in [1..1000])#set($s = {growth})#end$s.length()"
            ))
        })
    };
    vec![
        step("'x'", "\"$s$s\""),
        step("'x'", "$s + $s"),
        step("'x'", "$s.concat($s)"),
        step("'x'", "$s.replace('x', 'xx')"),
        step("'x'", "$s.replaceAll('x', 'xx')"),
        step("'x'", "$s.replaceAll('(x)', '$1$1')"),
        step("'x'", "$s.replaceAll('', 'x')"),
        step("'x'", "$s.replace('', 'x')"),
        step("'xy'", "$s.format('%1$s%1$s', $s)"),
        step("'x'", "$s.join($s, [$s, $s])"),
        step("'x'", "\"$s.toCharArray()$s\""),
        step("'%'", "$util.urlEncode($s)"),
        step("'%'", "$util.base64Encode($s)"),
        step("'\"'", "$util.escapeJavaScript($s)"),
        step("'x'", "[$s, $s].toString()"),
    ]
}

fn printed() -> Vec<Case> {
    let million = "$s.repeat(1000000)";
    let mut cases: Vec<Case> = [
        "#foreach($i in [1..1000])$s#end",
        "#set($t = \"#foreach($i in [1..1000])$s#end\")",
        "#define($b)#foreach($i in [1..1000])$s#end#end#set($t = \"$b\")",
        "#define($b)#foreach($i in [1..1000])$s#end#end$b.toString().length()",
        "#set($l = [])#foreach($i in [1..1000])#set($x = $l.add($s))#end$l",
        "#set($l = [])#foreach($i in [1..1000])#set($x = $l.add($s))#end#set($t = $l.toString())",
        "#set($l = [])#foreach($i in [1..1000])#set($x = $l.add($s))#end#set($t = $s.join($s, $l))",
        "#set($l = [])#foreach($i in [1..1000])#set($x = $l.add(\"$s$i\"))#end$l.size()",
        "#set($m = {})#foreach($i in [1..1000])#set($x = $m.put(\"$s$i\", $s))#end$m.size()",
    ]
    .map(|statement| with(million, statement))
    .into();
    for format in [
        "%2000000000d",
        "%-2000000000d",
        "%.2000000000f",
        "%.2000000000e",
        "%02000000000x",
        "%,2000000000d",
        "%2000000000s",
        "%-2000000000s",
        "%.2000000000s",
    ] {
        cases.push(with("''", format!("$s.format('{format}', 1)")));
        cases.push(with("''", format!("$s.format('{format}', 1.5)")));
    }
    for statement in [
        "$x.indexOf($s)",
        "$x.endsWith($s)",
        "$x.equalsIgnoreCase($s)",
        "$x.compareTo($s)",
        "$x.replace($s, 'a')",
        "$x.charAt(0).codePointAt($s, 5)",
        "$l.stream().sorted().count()",
    ] {
        cases.push(case(ROOM, format!("{statement} of 8 MB, often"), move || {
            Attack::new(format!(
                "#set($x = 'x')#set($s = 'aaaaaaaaaaaaaaaa')#foreach($i in [1..19])#set($s = \"$s$s\")#end\
                 #set($l = [$x, $s])#foreach($i in [1..1000])#foreach($j in [1..1000])#set($v = {statement})#end#end"
            ))
        }));
    }
    // All would be at hand at once, if each were copied.
    for argument in ["$s", "[$s]", "{1: $s}"] {
        cases.push(case(
            ROOM,
            format!("two hundred of {argument} for a format that prints none"),
            move || {
                Attack::new(format!(
                    "#set($s = 'aaaaaaaaaaaaaaaa')#foreach($i in [1..19])#set($s = \"$s$s\")#end#set($l = [])\
                 #foreach($i in [1..200])#set($v = $l.add({argument}))#end$s.format('x', $l.toArray())"
                ))
            },
        ));
    }
    cases.push(case(ROOM, "a format of many wide parts", || {
        Attack::new(format!("#set($s = '')$s.format('{}', 1)", "%1$10000000d".repeat(1_000)))
    }));
    cases.push(with("'x'", "$s.repeat(2000000000)"));
    cases.push(with("$s.repeat(16000000)", "$s.repeat(2147483647)"));
    cases.push(with("$s.repeat(16000000)", "\"$s$s\""));
    cases
}

/// What is done again and again with long strings: the work is counted whatever the method.
fn often() -> Vec<Case> {
    let mut cases = Vec::new();
    for call in [
        "$s.toUpperCase()",
        "$s.trim()",
        "$s.strip()",
        "$s.hashCode()",
        "$s.length()",
        "$s.charAt(9000000)",
        "$s.codePointAt(9000000)",
        "$s.substring(1)",
        "$s.substring(9000000)",
        "$s.startsWith('x', 9000000)",
        "$s.isBlank()",
        "$s.isEmpty()",
        "$s.indexOf('y')",
        "$s.lastIndexOf('y')",
        "$s.contains('y')",
        "$s.replace('y', 'z')",
        "$s.replace('x', 'y')",
        "$s.equals($t)",
        "$s.equalsIgnoreCase($t)",
        "$s.compareTo($t)",
        "$s.compareToIgnoreCase($t)",
        "$s.contentEquals($t)",
        "$s.matches('x*')",
        "$s.matches('.*y')",
        "$s.split('y')",
        "$s.lines()",
        "$s.intern()",
        "$s.toString()",
        "$s.concat('x')",
        "$s.toCharArray()",
        "$s.chars()",
        "($s == $t)",
        "($s < $t)",
        "($s + 'x')",
        "\"$s\"",
        "{$s: 1}",
        "[$s].hashCode()",
        "[$s].contains($t)",
        "[$s].toString()",
        "$m.get($t)",
        "$m.put($t, 1)",
        "$util.urlEncode($s)",
        "$util.urlDecode($s)",
        "$util.base64Encode($s)",
        "$util.base64Decode($s)",
        "$util.escapeJavaScript($s)",
        "$util.parseJson($s)",
    ] {
        for string in ["$s.repeat(10000000)", "'é' + $s.repeat(9999999)"] {
            cases.push(with(
                string,
                format!(
                    "#set($t = 'x' + $s.substring(1))#set($m = {{$s: 1}})#foreach($i in [1..1000])#foreach($j in [1..1000])\
                     #set($r = {call})#end#end"
                ),
            ));
        }
    }
    cases.push(with(
        "$s.repeat(8000000)",
        "#set($n = $s.substring(4000000) + 'y')#foreach($i in [1..1000])$s.indexOf($n)$s.contains($n)$s.lastIndexOf($n)#end",
    ));
    cases
}

fn once() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        "$s.split(',').size()",
        "$s.split('x').size()",
        "$s.split('').size()",
        "$s.toCharArray().size()",
        "$s.getBytes().size()",
        "$s.lines().count()",
        "$s.chars().count()",
        "$s.replace(',', '').length()",
        "$s.replaceAll('[x,]', 'é').length()",
        "$util.urlEncode($s).length()",
        "$util.escapeJavaScript($s).length()",
        "$util.base64Encode($s).length()",
        "$util.parseJson(\"[${s}1]\").size()",
        "$s.toUpperCase().toLowerCase().hashCode()",
    ]
    .map(|statement| {
        case(ROOM, format!("eight million letters with commas: {statement}"), move || {
            Attack::new(format!("#set($s = 'x,')#set($s = $s.repeat(4000000)){statement}"))
        })
    })
    .into();
    cases.push(case(ROOM, "joined", || {
        Attack::new(
            "#set($s = 'x,')#set($l = $s.repeat(1000).split(','))#set($s = $s.repeat(100000))$s.join($s, $l)",
        )
    }));
    cases
}
