//! JSONPath: a definite path against the same lookups by hand, scans and filters against jsonpath-rust.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use jsonpath_rust::parser::parse_json_path;
use jsonpath_rust::query::js_path_process;
use vtlgate::jsonpath::JsonPath;
use vtlgate::{Budget, Limits, Value, json};

/// 150 KB: a thousand orders, and beside them what `$.a.b.c[3].d` finds.
fn document() -> String {
    let items: Vec<String> = (0..1_000)
        .map(|index| {
            format!(
                r#"{{"id": {index}, "sku": "SKU-{index:05}", "name": "Item number {index}", "price": {}.5, "currency": "USD", "quantity": {}, "active": {}, "note": "note for item {index}"}}"#,
                index * 7 % 500,
                index % 9,
                index % 2 == 0
            )
        })
        .collect();
    format!(r#"{{"items": [{}], "a": {{"b": {{"c": [0, 1, 2, {{"d": "found"}}]}}}}}}"#, items.join(", "))
}

fn definite(criterion: &mut Criterion) {
    let text: Arc<str> = document().into();
    let limits = Limits::default();
    let document = json::read(&text, &mut Budget::new(&limits)).expect("the document is JSON");
    let path = JsonPath::parse("$.a.b.c[3].d").expect("the path is one");
    let mut group = criterion.benchmark_group("$.a.b.c[3].d");
    group.bench_function("path", |bencher| {
        let mut budget = Budget::new(&limits);
        bencher.iter(|| {
            budget = Budget::new(&limits);
            path.select(black_box(&document), &mut budget)
        });
    });
    group.bench_function("by hand", |bencher| bencher.iter(|| by_hand(black_box(&document))));
    group.finish();
}

fn by_hand(document: &Value) -> Option<Value> {
    let Value::Map(root) = document else { return None };
    let Value::Map(a) = root.get_str("a")? else { return None };
    let Value::Map(b) = a.get_str("b")? else { return None };
    let Value::List(c) = b.get_str("c")? else { return None };
    let Value::Map(fourth) = c.get(3)? else { return None };
    fourth.get_str("d")
}

fn indefinite(criterion: &mut Criterion) {
    let text: Arc<str> = document().into();
    let limits = Limits::default();
    let ours = json::read(&text, &mut Budget::new(&limits)).expect("the document is JSON");
    let theirs: serde_json::Value = serde_json::from_str(&text).expect("the document is JSON");
    for path in ["$..price", "$.items[?(@.price < 100)].sku", "$..[?(@.quantity == 3)]", "$.items[*].name"] {
        let mut group = criterion.benchmark_group(path);
        let compiled = JsonPath::parse(path).expect("the path is one");
        group.bench_function("vtlgate", |bencher| {
            bencher.iter(|| compiled.select(black_box(&ours), &mut Budget::new(&limits)));
        });
        let peer = parse_json_path(path).expect("the path is one of RFC 9535");
        group.bench_function("jsonpath-rust", |bencher| {
            bencher.iter(|| js_path_process(&peer, black_box(&theirs)).map(|found| found.len()));
        });
        group.finish();
    }
}

criterion_group!(benches, definite, indefinite);
criterion_main!(benches);
