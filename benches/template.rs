//! Parsing and rendering: the workloads, larger ones to see that time grows linearly, and the grammar's worst cases.

mod support;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use support::Workload;
use vtlgate::{Inputs, Limits, Template};

fn workloads() -> [Workload; 3] {
    ["S", "M", "L"].map(Workload::load)
}

/// Parses where the limits, which keep the service's, would not let a text of ten times the size through.
fn parsed(text: &str) -> Template {
    let mut limits = Limits::default();
    limits.template_bytes = usize::MAX;
    limits.payload_bytes = usize::MAX;
    limits.loop_iterations = u32::MAX;
    Template::builder().limits(limits).parse(text).expect("the template parses")
}

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for workload in workloads() {
        for times in [1, 10] {
            let text = workload.template.repeat(times);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(BenchmarkId::new(&workload.name, times), |bencher| {
                bencher.iter(|| parsed(black_box(&text)));
            });
        }
    }
    group.finish();
}

fn render(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("render");
    for workload in workloads() {
        let template = parsed(&workload.template);
        group.throughput(Throughput::Bytes(workload.expected.len() as u64));
        group.bench_function(&workload.name, |bencher| {
            bencher.iter(|| template.render(&workload.event.inputs()));
        });
    }
    group.finish();
}

/// L with a body of ten times the size.
fn render_scaled(criterion: &mut Criterion) {
    let workload = Workload::load("L");
    let template = parsed(&workload.template);
    let items = workload.event.body.trim_start_matches("{\"items\": [").trim_end_matches("]}");
    let mut group = criterion.benchmark_group("render scaled");
    for times in [1, 10] {
        let body = format!("{{\"items\": [{}]}}", vec![items; times].join(", "));
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function(BenchmarkId::new("L", times), |bencher| {
            bencher.iter(|| template.render(&Inputs::new(body.as_str())));
        });
    }
    group.finish();
}

/// What a grammar with shared prefixes reads in quadratic or exponential time.
fn worst_cases(criterion: &mut Criterion) {
    type Case = (&'static str, fn(usize) -> String);
    let cases: [Case; 5] = [
        ("nested brackets", |size| {
            let depth = 90;
            format!("#set($a = {}1{})", "[".repeat(depth), "]".repeat(depth)).repeat(size / 10)
        }),
        ("unclosed calls", |size| "$a.b(".repeat(size)),
        ("unclosed mustaches", |size| "${a.b $!{c ".repeat(size)),
        ("long text", |size| "plain text, and more of it; ".repeat(size)),
        ("many references", |size| "$a.b.c[1] $!{d.e('x')} ".repeat(size)),
    ];
    let mut group = criterion.benchmark_group("parse, worst cases");
    for (name, text) in cases {
        for size in [100, 1_000] {
            let text = text(size);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                let mut limits = Limits::default();
                limits.template_bytes = usize::MAX;
                // Some of them are no templates: the error takes no longer to find.
                bencher.iter(|| Template::builder().limits(limits.clone()).parse(black_box(&text)).is_ok());
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    targets = parse, render, render_scaled, worst_cases
}
criterion_main!(benches);
