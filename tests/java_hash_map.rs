//! The order of `java.util.HashMap`: growing tables, bins that become trees and lists again, against Java 17.

use std::rc::Rc;

use vtlgate::java::{MethodName, call};
use vtlgate::value::{HASH_MAP, JavaObject, LINKED_HASH_MAP, Map};
use vtlgate::{Budget, Limits, Value};

fn key(word: &str) -> Value {
    match word.strip_prefix('s') {
        Some(text) => Value::from(text),
        None => Value::Integer(word.parse().expect("an int")),
    }
}

fn spell(key: &Value) -> String {
    match key {
        Value::String(text) => format!("s{}", text.to_str()),
        Value::Integer(number) => number.to_string(),
        other => panic!("a key of class {}", other.class_name()),
    }
}

fn invoke(receiver: &Value, method: &str, arguments: &[Value]) -> Value {
    let limits = Limits::default();
    let name = MethodName::resolve(method).expect("a method");
    let result = call(receiver, name, arguments, &mut Budget::new(&limits));
    result.expect("no exception").expect("a method of this class")
}

/// Runs one operation: `+k` puts, `-k` removes, `~k` removes by an iterator, `*k,k` puts all, `c` clones, `!` clears.
fn run(map: &mut Value, operation: &str) {
    let (kind, rest) = operation.split_at(1);
    match kind {
        "+" => drop(invoke(map, "put", &[key(rest), Value::Integer(1)])),
        "-" => drop(invoke(map, "remove", &[key(rest)])),
        "*" => {
            let added = Map::new(&LINKED_HASH_MAP);
            for word in rest.split(',') {
                added.insert(key(word), Value::Integer(1));
            }
            invoke(map, "putAll", &[Value::Map(added)]);
        }
        "~" => {
            let wanted = key(rest);
            let iterator = invoke(&invoke(map, "keySet", &[]), "iterator", &[]);
            while invoke(&iterator, "hasNext", &[]).equals(&Value::Boolean(true)) {
                if invoke(&iterator, "next", &[]).equals(&wanted) {
                    invoke(&iterator, "remove", &[]);
                    break;
                }
            }
        }
        "c" => *map = invoke(map, "clone", &[]),
        "!" => drop(invoke(map, "clear", &[])),
        other => panic!("no operation {other}"),
    }
}

#[test]
fn maps_iterate_as_in_java() {
    let mut count = 0;
    for line in include_str!("java_hash_map/cases.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (operations, expected) = line.split_once('\t').expect("a tab after the operations");
        let mut map = Value::Map(Map::new(&HASH_MAP));
        for operation in operations.split(' ') {
            run(&mut map, operation);
        }
        let Value::Map(map) = map else { panic!("clone gives a map") };
        let keys: Vec<_> = map.keys().iter().map(spell).collect();
        assert_eq!(keys.join(" "), expected, "after {operations}");
        count += 1;
    }
    assert!(count > 100, "the cases were read");
}

#[test]
fn views_share_the_order() {
    let map = Map::new(&HASH_MAP);
    for word in ["sb", "sa", "17", "1"] {
        map.insert(key(word), Value::from(word));
    }
    let keys = map.keys().iter().map(spell).collect::<Vec<_>>();
    let entries = JavaObject::entries_of(&map);
    let spelled = entries.iter().map(|entry| spell(&invoke(entry, "getKey", &[]))).collect::<Vec<_>>();
    assert_eq!(keys, spelled);
    let values = Value::Object(Rc::new(JavaObject::Values(map)));
    assert_eq!(invoke(&values, "size", &[]).hash_code(), 4);
}
