//! Lists and maps that hold themselves, hold one another many times, are deep, many, or have keys that collide.

use crate::case::{Attack, Case, case};

const ROOM: &str = "containers";

const ITSELF: &str =
    "#set($l = [])#set($x = $l.add($l))#set($m = {})#set($m.m = $m)#set($k = [$l])#set($x = $l.add($k))";

/// `$l` holds itself twice removed; printing it needs more than a check for the list itself.
const RING: &str =
    "#set($l = [])#set($k = [$l])#set($x = $l.add($k))#set($m = {'a': $l})#set($x = $l.add($m))";

/// Two rings of two lists each.
const RINGS: &str = "#set($a = [])#set($b = [])#set($x = $a.add($b))#set($x = $b.add($a))\
                     #set($c = [])#set($d = [])#set($x = $c.add($d))#set($x = $d.add($c))";

/// Sixty lists, each holding the one before twice.
const DOUBLED: &str = "#set($l = ['x'])#set($k = ['x'])\
                       #foreach($i in [1..60])#set($l = [$l, $l])#set($k = [$k, $k])#end";

/// The views of a map that are in it.
const VIEWED: &str = "#set($m = {'a': 1})#set($m.e = $m.entrySet())#set($m.k = $m.values())";

/// A case whose name is what the template does after `start`.
fn after(name: &'static str, start: &'static str, use_of: impl Into<String>) -> Case {
    let use_of = use_of.into();
    case(ROOM, format!("{name}: {use_of}"), move || Attack::new(format!("{start}{use_of}")))
}

/// `statement` a million times.
fn often(statement: &str) -> String {
    format!("#foreach($i in [1..1000])#foreach($j in [1..1000]){statement}#end#end")
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = many();
    cases.extend(cyclic());
    cases.extend(shared());
    cases.extend(keys());
    cases.extend(deep());
    cases
}

fn many() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        "#set($l = [1..2000000000])$l.size()",
        "#set($l = [-2000000000..2000000000])",
        "#foreach($i in [1..3])#set($l = [-2000000..2000000])#end",
        "#foreach($i in [1..2000000000])#end",
        "#set($all = [])#foreach($i in [1..1000])#set($x = $all.add([1..1000000]))#end",
        "#set($l = [1..1000000])#set($k = [])#foreach($i in [1..1000])#set($x = $k.addAll($l))#end",
        "#set($l = [1..1000000])#set($k = [])#foreach($i in [1..1000])#set($x = $k.add($l.toArray()))#end",
        "#set($l = [1..1000000])#foreach($i in [1..1000])#set($x = $l.clone())#end",
    ]
    .map(|template| case(ROOM, template, move || Attack::new(template)))
    .into();
    cases.push(case(ROOM, "a list that doubles", || {
        Attack::new("#set($l = [1])#foreach($i in [1..1000])#set($x = $l.addAll($l))#end")
            .list_length(100_000)
    }));
    for kept in [
        "[]",
        "{}",
        "[$i, $j]",
        "{'a': $i}",
        "{$i: $j}",
        "\"$i $j\"",
        "$i.toString()",
        "[[[]]]",
        "$l.iterator()",
        "$m.entrySet()",
        "[1..100]",
        "$util.parseJson('{}')",
        "$util.parseJson('[1]')",
        "$input.path('$')",
        "$s.split(' ')",
        "$i.class",
        "$s.toCharArray()",
        "99999999999999999999",
        "$n.multiply($n)",
        "$s.substring(1)",
        "$l.stream()",
        "$foreach",
    ] {
        cases.push(case(ROOM, format!("kept without end: {kept}"), move || {
            Attack::new(
                "#set($l = [1])#set($m = {'a': 1})#set($s = 'a b')#set($n = 99999999999999999999)#set($all = [])".to_owned()
                    + &often(&format!("#set($x = $all.add({kept}))")),
            )
            .body("{\"a\": 1}")
        }));
    }
    for put in [
        "$m.put(\"$i $j\", 1)",
        "$m.put($i * 1000 + $j, [])",
        "$m.putAll({\"$i $j\": 1})",
        "$m.put([$i, $j], {})",
    ] {
        cases.push(after(
            "a map without end",
            "#set($m = {})",
            often(&format!("#set($x = {put})")) + "$m.size()",
        ));
    }
    for change in [
        "#set($x = $l.remove(0))",
        "#set($x = $l.add(0, 1))#set($x = $l.remove(0))",
        "#set($x = $l.indexOf(-1))",
        "#set($x = $l.contains(-1))",
        "#set($x = $l.subList(0, 80000))",
        "#set($x = $l.subList(0, 80000).size())",
        "#set($x = $l.hashCode())",
        "#set($x = $l.equals($k))",
        "#set($x = $l.toString())",
        "#set($x = $l.toArray())",
        "#set($x = $l.clone())",
        "#set($x = $l.isEmpty())",
        "#set($x = $l.removeAll($k))",
        "#set($x = $l.retainAll($k))",
        "#set($x = $l.containsAll($k))",
        "#set($x = $l.stream().count())",
        "#foreach($e in $l)#break#end",
        "#set($x = $l.sort(null))",
    ] {
        cases.push(after(
            "90,000 numbers, often",
            "#set($l = [1..90000])#set($k = [1..90000])",
            often(change),
        ));
    }
    cases
}

fn cyclic() -> Vec<Case> {
    let mut cases = Vec::new();
    for use_of in [
        "$l",
        "$m",
        "$k",
        "$l.toString()",
        "\"$k\"",
        "$l.hashCode()",
        "$m.hashCode()",
        "$l.equals($k)",
        "$l.size()",
    ] {
        cases.push(after("holding itself", ITSELF, use_of));
        cases.push(after("a ring", RING, use_of));
    }
    for use_of in [
        "$a.equals($c)",
        "#if($a == $c)x#end",
        "$a.hashCode()",
        "$a.indexOf($c)",
        "$a.contains($c)",
        "$a.remove($c)",
        "#set($m = {})#set($x = $m.put($a, 1))#set($x = $m.put($c, 2))$m.size()",
        "#set($m = {$a: 1, $c: 2})$m.get($d)",
        "$a.containsAll($c)",
        "#set($m = {})#set($x = $m.put($m, 1))$m.size()",
        "#set($m = {})#set($x = $m.put([$m], 1))$m.size()",
        "#set($m = {})#set($m.m = $m)#set($x = $m.containsValue($m))$x",
        "#set($m = {})#set($n = {})#set($m.m = $n)#set($n.m = $m)$m.equals($n)",
        "#foreach($i in $a)$i#end",
        "$util.escapeJavaScript($a)",
    ] {
        cases.push(after("rings", RINGS, use_of));
    }
    // As Java 17: the first put hashes an empty map, whatever hashes the map afterwards overflows the stack.
    for use_of in [
        "$m.size() $m",
        "$m.put($m, 2)",
        "$m.get($m)",
        "#set($x = $m.put('k', 1))$m.size()",
        "#set($n = {'a': 1})#set($x = $n.put($n, 1))$n.size()",
        "#set($n = {'a': 1})#set($x = $n.put($n, 1))$n.get($n)",
        "#set($n = {})#set($l = [$n])#set($x = $n.put($l, 1))$n.size()",
        "#set($n = {})#set($l = [$n])#set($x = $n.put($l, 1))$n.get($l)",
    ] {
        cases.push(after("a map that is its own key", "#set($m = {})#set($x = $m.put($m, 1))", use_of));
    }
    for use_of in [
        "$input.json('$')",
        "$d",
        "$input.json('$..b')",
        "$input.path('$..*')",
        "$d.hashCode()",
        "$d.toString()",
        "$d.a.size()",
    ] {
        cases.push(case(ROOM, format!("a document that holds itself: {use_of}"), move || {
            Attack::new(format!("#set($d = $input.path('$'))#set($x = $d.a.b.add($d)){use_of}"))
                .body(r#"{"a": {"b": [1]}}"#)
        }));
    }
    for use_of in
        ["$m", "$m.e", "$m.k", "$m.hashCode()", "$m.e.hashCode()", "$m.equals({'a': $m})", "$m.k.size()"]
    {
        cases.push(after("a map of its views", VIEWED, use_of));
    }
    cases
}

fn shared() -> Vec<Case> {
    let mut cases = Vec::new();
    for use_of in [
        "$l",
        "\"$l\"",
        "$l.toString()",
        "$l.hashCode()",
        "$l.equals($k)",
        "#if($l == $k)x#end",
        "$l.contains($k)",
        "$l.size()",
        "#set($x = $util.urlEncode($l))",
    ] {
        cases.push(after("one list many times", DOUBLED, use_of));
    }
    cases.push(after("one list many times", DOUBLED, "#set($m = {$l: 1, $k: 2})$m.get($k)"));
    for statement in [
        "#set($x = $m.put($k, 1))",
        "#set($x = $m.get($k))",
        "#set($x = $m.containsKey($k))",
        "#set($x = $m.remove($k))",
        "#set($x = $m.keySet().contains($k))",
        "#set($x = $m.equals({$k: 1}))",
        "#set($x = $m.putAll({$k: 1}))",
    ] {
        cases.push(after(
            "a key of one list many times",
            DOUBLED,
            format!("#set($m = {{$l: 1}}){}", often(statement)),
        ));
    }
    for statement in [
        // Lists as keys are found among those of their length.
        "#set($x = $m.put([$i, $j], 1))",
        "#set($x = $m.put($s.getClass(), 1))",
        "#set($e = {'a': \"$i-$j\"})#foreach($f in $e.entrySet())#set($x = $m.put($f, 1))#end",
        "#set($x = $m.put($l.iterator(), 1))",
        "#set($x = $m.put([[$i], [$j]], 1))",
        "#set($x = $m.put({$i: $j}, 1))",
    ] {
        cases.push(after(
            "keys of one shape",
            "#set($m = {})#set($s = '')#set($l = [1])",
            format!("{}$m.size()", often(statement)),
        ));
    }
    cases
}

/// Strings of one Java hash code.
fn keys() -> Vec<Case> {
    let body = |count: usize| {
        let keys = (0..count).map(|index| {
            let name: String = (0..18).map(|bit| if index >> bit & 1 == 0 { "Aa" } else { "BB" }).collect();
            format!("\"{name}\": 1")
        });
        format!("{{{}}}", keys.collect::<Vec<_>>().join(","))
    };
    let mut cases = Vec::new();
    for template in [
        "$input.path('$').size()",
        "#set($d = $input.path('$'))#set($d.x = 1)$d.size()",
        "#set($d = $input.path('$'))#set($m = $input.params().querystring)#set($x = $m.putAll($d))$m.size()",
        "#set($d = $input.path('$'))#set($m = {})#foreach($i in [1..1000])#set($x = $m.putAll($d))#end$m.size()",
        "#set($d = $input.path('$'))#set($m = {})#foreach($i in [1..1000])#foreach($k in $d.keySet())#set($x = $m.get($k))#end#end",
    ] {
        for count in [10_000, 100_000] {
            cases.push(case(ROOM, format!("{count} keys of one hash: {template}"), move || {
                Attack::new(template).body(body(count))
            }));
        }
    }
    cases
}

fn deep() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut build = |name: &str, start: &'static str, step: &'static str, uses: &[&'static str]| {
        for &use_of in uses {
            cases.push(case(ROOM, format!("deep, {name}: {use_of}"), move || {
                Attack::new(format!(
                    "{start}#foreach($i in [1..1000])#foreach($j in [1..20])#set($l = {step})#end#end{use_of}"
                ))
            }));
        }
    };
    let uses = &["", "$l", "$l.hashCode()", "$l.equals([$l])", "$l.size()", "\"$l\"", "#set($m = {$l: 1})"];
    build("lists", "#set($l = [])", "[$l]", uses);
    build("maps", "#set($l = {})", "{'a': $l}", uses);
    // As a key each is hashed, which for one so deep overflows Java's stack.
    build("keys", "#set($l = {})", "{$l: 1}", &[""]);
    for step in
        ["$l.subList(0, 1)", "[$l.iterator()]", "[$l.subList(0, 1)]", "[$l.listIterator()]", "[$l.stream()]"]
    {
        build(step, "#set($l = [1])", step, &["$l.size()", "$l.hashCode()"]);
    }
    for step in [
        "{'a': $l.entrySet()}",
        "{'a': $l.keySet()}",
        "{'a': $l.values()}",
        "{'a': $l.entrySet().iterator().next()}",
    ] {
        build(step, "#set($l = {'a': 1})", step, &["$l.size()", "$l.hashCode()"]);
    }
    cases.push(case(ROOM, "deep entries", || {
        Attack::new(
            "#set($m = {'a': 1})#set($e = $m.entrySet().iterator().next())#foreach($i in [1..1000])#foreach($j in [1..60])\
             #set($n = {'a': $e})#set($e = $n.entrySet().iterator().next())#end#end$e",
        )
    }));
    cases.push(case(ROOM, "deep entries of no map", || {
        Attack::new("#set($m = {'a': 1})#set($e = 1)#foreach($i in [1..1000])#foreach($j in [1..60])#set($e = $m.entry($e, $e))#end#end")
    }));
    cases.push(case(ROOM, "loops that are kept", || {
        Attack::new(
            "#set($s = 1)#foreach($i in [1..1000])#foreach($j in [1..60])#set($foreach.x = $s)#set($s = [$foreach])#end#end",
        )
    }));
    cases
}
