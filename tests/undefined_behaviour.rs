//! A few templates that reach every kind of value and every statement: few enough for Miri, which interprets the library
//! and what it depends on, and fails at undefined behaviour and where memory is lost.
//!
//!     cargo +nightly miri test --test undefined_behaviour

use serde_json::json;
use vtlgate::{Dialect, Inputs, Params, Template};

/// A template and what it renders, in both dialects.
type Cases<'t> = &'t [(&'t str, &'t str)];

fn check(cases: Cases<'_>) {
    for (template, output) in cases {
        for dialect in [Dialect::ApiGateway, Dialect::Velocity] {
            let parsed = Template::builder().dialect(dialect).parse(template).expect(template);
            let rendered = parsed.render(&inputs()).expect(template);
            assert_eq!(rendered.text, *output, "{template}");
        }
    }
}

fn inputs() -> Inputs {
    Inputs::new(r#"{"a": [1, {"b": "x\u0041é😀"}, 2.5], "l": [1], "o": {"k": null}}"#)
        .params(Params::new().path("id", "7"))
        .context(&json!({"stage": "prod"}))
        .stage_variable("table", "pets")
}

#[test]
fn statements() {
    check(&[
        ("#foreach($i in [1..3])$i$foreach.count#if($foreach.hasNext),#else.#end#end", "11,22,33."),
        ("#define($b)[$!x]#end#set($x = 1)$b#set($x = \"$b$b\")$x", "[1][1][1]"),
        ("#foreach($i in [1, 2])#set($foreach.me = $foreach)$i#end#stop never", "12"),
        ("#literal()$a.b( 1 )#end \\#if #[[ $x ]]# ## c", "$a.b( 1 ) #if  $x  "),
    ]);
}

#[test]
fn values() {
    check(&[
        ("#set($l = [1, 'a', 2.5, true])#set($x = $l.add([]))$l.size()$l[1]$l", "5a[1, a, 2.5, true, []]"),
        ("#set($m = {'b': 1, 'a': [2]})#foreach($e in $m.entrySet())$e.key=$e.value #end", "b=1 a=[2] "),
        ("#set($s = 'a1é😀')$s.toUpperCase()$s.length()$s.indexOf('é')$s.substring(1, 2)", "A1É😀521"),
        ("#set($x = 99999999999999999999)$x.multiply($x)", "9999999999999999999800000000000000000001"),
        ("#set($x = 7 / 2 + 1.5 * 2)$x", "6.0"),
        ("#set($l = [1, 2, 3])#set($v = $l.subList(0, 2))#set($x = $v.remove(0))$l", "[2, 3]"),
    ]);
}

/// They are found at the end of a render, or memory would be lost.
#[test]
fn values_that_hold_themselves() {
    check(&[
        ("#set($l = [])#set($x = $l.add($l))$l.size()", "1"),
        ("#set($m = {})#set($x = $m.put('k', $m))#set($m.keys = $m.keySet())$m.size()", "2"),
        ("#set($d = $input.path('$'))#set($x = $d.l.add($d))$d.l.size()", "2"),
    ]);
}

#[test]
fn documents() {
    check(&[
        (
            "$input.json('$') $input.path('$.a[1].b') $!input.path('$.o').k.x",
            r#"{"a":[1,{"b":"xAé😀"},2.5],"l":[1],"o":{"k":null}} xAé😀 "#,
        ),
        ("$util.parseJson('{\"k\": [1, 2e1]}').k $input.params('id') $context.stage", "[1,20.0] 7 prod"),
        (
            "$util.base64Decode($util.base64Encode('é')) $util.urlEncode('a b') $stageVariables.table",
            "é a+b pets",
        ),
        ("#set($context.requestOverride.header.x = 'y')$context.requestOverride.header.x", "y"),
    ]);
}
