//! Renders give back all memory they take, also of lists and maps that hold themselves.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicIsize, Ordering};

use serde_json::json;
use vtlgate::{Inputs, Template};

/// The system's allocator, counting what is in use.
struct Counting;

static IN_USE: AtomicIsize = AtomicIsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size() as isize, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size() as isize, Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Templates that leave something behind that holds itself, unless it is found.
const CYCLES: [&str; 19] = [
    "#set($l = [])#set($x = $l.add($l))",
    "#set($m = {})#set($m.self = $m)",
    "#set($m = {})#set($x = $m.put($m, 1))#set($x = $m.put('k', $m))",
    "#set($a = [])#set($b = {'a': $a})#set($x = $a.add($b))",
    "#set($a = [1])#set($b = [$a])#set($a[0] = $b)",
    "#set($d = $input.path('$'))#set($x = $d.list.add($d))",
    "#set($d = $input.path('$'))#set($o = $d.object)#set($d.object.up = $o)#set($x = $d.list.add($o))",
    "#set($d = $input.path('$'))#set($t = $d.text)#set($x = $d.list.add($t))",
    "#set($d = $input.path('$'))#set($x = $d.list.add($input))",
    "#set($x = $input.path('$.list.append($)'))",
    "#set($m = {'a': 1})#set($e = $m.entrySet().iterator().next())#set($l = [$e])#set($x = $e.setValue($l))",
    "#set($m = {'a': 1})#set($m.keys = $m.keySet())#set($m.all = $m.values())#set($m.it = $m.entrySet().iterator())",
    "#set($l = [1, 2])#set($x = $l.add($l.subList(0, 1)))#set($x = $l.add($l.iterator()))",
    "#set($l = [1])#set($i = $l.listIterator())#set($x = $i.next())#set($x = $i.set($i))#set($x = $i.add([$l]))",
    "#set($l = [1])#set($a = $l.toArray())#set($a[0] = $a)#set($k = [$a])#set($x = $k.toArray($a))",
    "#foreach($i in [1, 2])#set($foreach.me = $foreach)#set($foreach.all = [$foreach])#end",
    "#set($context.requestOverride.header.x = $context)",
    "#set($l = [])#foreach($i in [1..200])#set($m = {'up': $l})#set($x = $l.add($m))#end",
    "#set($l = [])#foreach($i in [1..9])#set($x = $l.add($l))#end$l.hashCode()",
];

/// Templates that make much and leave nothing behind.
const PLAIN: &str = "#set($d = $input.path('$'))#set($d.added = [1, {'a': $d.text}])#foreach($i in [1..20])\
                     #set($x = $d.list.add(\"$i\"))$foreach.count#end$input.json('$') $d.text.split(',').size()";

fn inputs() -> Inputs {
    Inputs::new(r#"{"list": [1, 2], "object": {"a": "x"}, "text": "some text, \u0061"}"#)
        .context(&json!({"stage": "prod"}))
}

/// What the process may take in between for its own ends: less than a tenth of what the smallest leak would be.
const ONCE: isize = 2_000;

/// What is in use after as many renders as `renders`, beyond what was after the first.
fn growth(template: &str, renders: usize) -> isize {
    let template = Template::parse(template).unwrap();
    let inputs = inputs();
    for _ in 0..2 {
        let _ = template.render(&inputs);
    }
    let before = IN_USE.load(Ordering::Relaxed);
    for _ in 0..renders {
        let _ = template.render(&inputs);
    }
    IN_USE.load(Ordering::Relaxed) - before
}

/// One test, as what other threads use would be counted too.
#[test]
fn memory_stays_flat() {
    let renders = std::env::var("VTLGATE_RENDERS").map_or(200, |renders| renders.parse().unwrap());
    for template in CYCLES {
        let grown = growth(template, renders);
        assert!(grown < ONCE, "{template}: {grown} bytes");
    }
    let grown = growth(PLAIN, renders * 5);
    assert!(grown < ONCE, "{grown} bytes");
}
