//! Reading JSON, against serde_json reading the same into its own values.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vtlgate::value::JsonStyle;
use vtlgate::{Budget, Limits, json};

/// 150 KB of orders.
fn document() -> String {
    let items: Vec<String> = (0..1_000)
        .map(|index| {
            format!(
                r#"{{"id": {index}, "sku": "SKU-{index:05}", "name": "Item number {index}", "price": {}.25, "currency": "USD", "quantity": {}, "active": {}, "note": "note for item {index}"}}"#,
                index * 7 % 500,
                index % 9,
                index % 2 == 0
            )
        })
        .collect();
    format!(r#"{{"items": [{}]}}"#, items.join(", "))
}

fn read(criterion: &mut Criterion) {
    let limits = Limits::default();
    let strict: Arc<str> = document().into();
    let permissive: Arc<str> = strict.replace('"', "'").into();
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(strict.len() as u64));
    group.bench_function("strict", |bencher| {
        bencher.iter(|| json::read(black_box(&strict), &mut Budget::new(&limits)));
    });
    group.bench_function("permissive", |bencher| {
        bencher.iter(|| json::read(black_box(&permissive), &mut Budget::new(&limits)));
    });
    group.bench_function("serde_json", |bencher| {
        bencher.iter(|| serde_json::from_str::<serde_json::Value>(black_box(&strict)));
    });
    group.finish();
}

fn print(criterion: &mut Criterion) {
    let limits = Limits::default();
    let text: Arc<str> = document().into();
    let value = json::read(&text, &mut Budget::new(&limits)).expect("the document is JSON");
    let mut group = criterion.benchmark_group("print");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("unchanged document", |bencher| {
        bencher.iter(|| {
            let mut output = String::with_capacity(text.len());
            black_box(&value)
                .print_json(JsonStyle::Compact, &mut output, &mut Budget::new(&limits))
                .map(|()| output)
        });
    });
    group.finish();
}

criterion_group!(benches, read, print);
criterion_main!(benches);
