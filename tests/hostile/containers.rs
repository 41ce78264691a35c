//! Lists and maps that hold themselves, hold one another many times, are deep, or have keys that collide.

use crate::harness::{assert_kind, assert_limit, assert_text, assert_thrown, render};
use vtlgate::ErrorKind;

const ITSELF: &str =
    "#set($l = [])#set($x = $l.add($l))#set($m = {})#set($m.m = $m)#set($k = [$l])#set($x = $l.add($k))";

/// `$l` holds itself twice removed; printing it needs more than a check for the list itself.
const RING: &str =
    "#set($l = [])#set($k = [$l])#set($x = $l.add($k))#set($m = {'a': $l})#set($x = $l.add($m))";

/// Sixty lists, each holding the one before twice.
const DOUBLED: &str = "#set($l = ['x'])#set($k = ['x'])\
                       #foreach($i in [1..60])#set($l = [$l, $l])#set($k = [$k, $k])#end";

#[test]
fn a_range_of_two_thousand_million() {
    assert_limit(render("#set($l = [1..2000000000])$l.size()", ""), "list_length");
    assert_limit(render("#foreach($i in [1..3])#set($l = [-2000000..2000000])#end", ""), "list_length");
    // The number of elements overflows in Java.
    assert!(render("#set($l = [-2000000000..2000000000])", "").is_err());
}

#[test]
fn lists_that_double() {
    let template = "#set($l = [1])#foreach($i in [1..1000])#set($x = $l.addAll($l))#end";
    assert_kind(render(template, ""), ErrorKind::Limit);
}

#[test]
fn much_memory_by_many_lists() {
    let template = "#set($all = [])#foreach($i in [1..1000])#set($x = $all.add([1..1000000]))#end";
    assert_limit(render(template, ""), "steps");
}

#[test]
fn printing_what_holds_itself() {
    for (name, expected) in [("$l", None), ("$m", Some("{m=(this Map)}")), ("$k", None)] {
        let outcome = render(format!("{ITSELF}{name}"), "");
        match expected {
            Some(text) => assert_text(outcome, text),
            None => assert!(outcome.is_err()),
        }
    }
    assert!(render(format!("{RING}$l"), "").is_err());
    assert!(render(format!("{RING}$l.toString()"), "").is_err());
    assert!(render(format!("{RING}\"$m\""), "").is_err());
}

#[test]
fn comparing_and_hashing_what_holds_itself() {
    let rings = "#set($a = [])#set($b = [])#set($x = $a.add($b))#set($x = $b.add($a))\
                 #set($c = [])#set($d = [])#set($x = $c.add($d))#set($x = $d.add($c))";
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
    ] {
        // Java overflows its stack in some of these and answers others.
        let _ = render(format!("{rings}{use_of}"), "");
    }
    assert_thrown(render(format!("{rings}$a.hashCode()"), ""), "StackOverflowError");
    assert_thrown(render(format!("{rings}$a.equals($c)"), ""), "StackOverflowError");
    assert_thrown(render(format!("{rings}#if($a == $c)x#end"), ""), "StackOverflowError");
}

#[test]
fn a_document_that_holds_itself() {
    let body = r#"{"a": {"b": [1]}}"#;
    for use_of in [
        "$input.json('$')",
        "$d",
        "$input.json('$..b')",
        "$input.path('$..*')",
        "$d.hashCode()",
        "$d.toString()",
    ] {
        let template = format!("#set($d = $input.path('$'))#set($x = $d.a.b.add($d)){use_of}");
        assert!(render(template, body).is_err(), "{use_of}");
    }
}

#[test]
fn lists_of_one_list_many_times() {
    for use_of in ["$l", "\"$l\"", "$l.toString()", "$l.hashCode()", "$l.equals($k)", "#if($l == $k)x#end"] {
        let outcome = render(format!("{DOUBLED}{use_of}"), "");
        assert!(outcome.is_err(), "{use_of} gave {:?}", outcome.map(|text| text.len()));
    }
}

#[test]
fn keys_of_one_list_many_times() {
    for use_of in [
        "#set($m = {$l: 1, $k: 2})$m.get($k)",
        "#set($m = {})#set($x = $m.put($l, 1))#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.put($k, 1))#end#end",
        "#set($m = {$l: 1})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.get($k))#end#end",
        "#set($m = {$l: 1})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.containsKey($k))#end#end",
        "#set($m = {$l: 1})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.remove($k))#end#end",
        "#foreach($i in [1..1000])#foreach($j in [1..1000])#set($m = {$l: 1, $k: 2})#end#end",
        "#set($m = {$l: 1})#set($n = {$k: 1})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.equals($n))#end#end",
        "#set($m = {$l: 1})#set($n = {$k: 1})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.putAll($n))#end#end",
        "#set($m = {$l: 1})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.keySet().contains($k))#end#end",
    ] {
        let _ = render(format!("{DOUBLED}{use_of}"), "");
    }
}

#[test]
fn many_keys_of_one_shape() {
    // Lists as keys are found among those of their length.
    let template = "#set($m = {})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.put([$i, $j], 1))#end#end$m.size()";
    let _ = render(template, "");
    let template = "#set($m = {})#set($s = '')#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.put($s.getClass(), 1))#end#end$m.size()";
    let _ = render(template, "");
    let template = "#set($m = {})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($e = {'a': \"$i-$j\"})\
                    #foreach($f in $e.entrySet())#set($x = $m.put($f, 1))#end#end#end$m.size()";
    let _ = render(template, "");
}

/// Strings of one Java hash code.
#[test]
fn many_keys_of_one_hash() {
    let body = |count: usize| {
        let keys = (0..count).map(|index| {
            let name: String = (0..18).map(|bit| if index >> bit & 1 == 0 { "Aa" } else { "BB" }).collect();
            format!("\"{name}\": 1")
        });
        format!("{{{}}}", keys.collect::<Vec<_>>().join(","))
    };
    assert_text(render("$input.path('$').size()", body(10_000)), "10000");
    let template = "#set($d = $input.path('$'))#set($d.x = 1)$d.size()";
    assert_text(render(template, body(10_000)), "10001");
    let template =
        "#set($d = $input.path('$'))#set($m = $input.params().querystring)#set($x = $m.putAll($d))$m.size()";
    assert_text(render(template, body(10_000)), "10000");
}

#[test]
fn deep_lists() {
    let deep = "#set($l = [])#foreach($i in [1..1000])#foreach($j in [1..100])#set($l = [$l])#end#end";
    assert_text(render(deep, ""), "");
    assert_limit(render(format!("{deep}$l"), ""), "nesting");
    assert_thrown(render(format!("{deep}$l.hashCode()"), ""), "StackOverflowError");
    let deep = "#set($l = {})#foreach($i in [1..1000])#foreach($j in [1..100])#set($l = {'a': $l})#end#end";
    assert_text(render(deep, ""), "");
    // As a key each is hashed, which for one so deep overflows Java's stack.
    let deep = "#set($l = {})#foreach($i in [1..1000])#foreach($j in [1..100])#set($l = {$l: 1})#end#end";
    assert_thrown(render(deep, ""), "StackOverflowError");
}

#[test]
fn deep_views() {
    for step in
        ["$l.subList(0, 1)", "[$l.iterator()]", "[$l.subList(0, 1)]", "[$l.listIterator()]", "[$l.stream()]"]
    {
        let template = format!(
            "#set($l = [1])#foreach($i in [1..1000])#foreach($j in [1..60])#set($l = {step})#end#end$l.size()"
        );
        assert_text(render(template, ""), "1");
    }
    for step in [
        "{'a': $l.entrySet()}",
        "{'a': $l.keySet()}",
        "{'a': $l.values()}",
        "{'a': $l.entrySet().iterator().next()}",
    ] {
        let template = format!(
            "#set($l = {{'a': 1}})#foreach($i in [1..1000])#foreach($j in [1..60])#set($l = {step})#end#end$l.size()"
        );
        assert_text(render(template, ""), "1");
    }
}

#[test]
fn deep_entries() {
    let template = "#set($m = {'a': 1})#set($e = $m.entrySet().iterator().next())\
                    #foreach($i in [1..1000])#foreach($j in [1..60])#set($n = {'a': $e})#set($e = $n.entrySet().iterator().next())#end#end";
    assert_text(render(template, ""), "");
    assert!(render(format!("{template}$e"), "").is_err());
    let template = "#set($m = {'a': 1})#set($e = 1)#foreach($i in [1..1000])#foreach($j in [1..60])#set($e = $m.entry($e, $e))#end#end";
    assert_text(render(template, ""), "");
}

#[test]
fn loops_that_are_kept() {
    let template = "#set($s = 1)#foreach($i in [1..1000])#foreach($j in [1..60])#set($foreach.x = $s)#set($s = [$foreach])#end#end";
    assert_text(render(template, ""), "");
}

#[test]
fn views_compared_and_printed() {
    let template = "#set($m = {'a': 1})#set($m.e = $m.entrySet())#set($m.k = $m.values())";
    for use_of in ["$m", "$m.e", "$m.k", "$m.hashCode()", "$m.e.hashCode()"] {
        assert!(render(format!("{template}{use_of}"), "").is_err(), "{use_of}");
    }
}

#[test]
fn removed_one_by_one() {
    let template = "#set($l = [1..90000])#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $l.remove(0))#end#end$l.size()";
    let _ = render(template, "");
    let template = "#set($l = [1..90000])#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $l.add(0, 1))#set($x = $l.remove(0))#end#end";
    let _ = render(template, "");
}
