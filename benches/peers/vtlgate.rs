//! vtlgate, measured as benches/peers/README.md says all engines are.

#[path = "../support/mod.rs"]
mod support;

mod by_hand;

use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use by_hand::Request;
use support::Workload;
use vtlgate::{Budget, Limits, Template, json};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["serve"] => serve().expect("the one who asks reads the answers"),
        ["once", name] => print!("{}", output(name)),
        ["repeat", what, name, times] => {
            let times: usize = times.parse().expect("how often is a number");
            let mut operation = operation(what, name);
            (0..times).for_each(|_| operation());
        }
        // `cargo bench` runs every bench; this one is asked by benches/peers/run and benches/instructions/run.
        _ => {}
    }
}

/// Answers questions until there are no more: `output S` is answered by the output as a JSON string, `render S 300` by
/// the nanoseconds of one render, measured for 300 milliseconds.
fn serve() -> io::Result<()> {
    let mut answers = io::stdout().lock();
    for question in io::stdin().lock().lines() {
        let question = question?;
        match question.split(' ').collect::<Vec<_>>()[..] {
            ["output", name] => {
                writeln!(answers, "{}", serde_json::Value::String(output(name)))?;
            }
            [what, name, milliseconds] => {
                let milliseconds = milliseconds.parse().expect("a duration is a number");
                let nanoseconds = measure(Duration::from_millis(milliseconds), operation(what, name));
                writeln!(answers, "{nanoseconds:.1}")?;
            }
            _ => writeln!(answers, "null")?,
        }
        answers.flush()?;
    }
    Ok(())
}

/// What the template prints.
fn output(name: &str) -> String {
    let workload = Workload::load(name);
    Template::parse(&workload.template)
        .and_then(|template| template.render(&workload.event.inputs()))
        .map_or_else(|error| error.to_string(), |rendered| rendered.text)
}

/// What is measured.
fn operation(what: &str, name: &str) -> Box<dyn FnMut()> {
    let Workload { template: text, event, expected, .. } = Workload::load(name);
    let parse = |text: &str| Template::parse(text).expect("a workload's template parses");
    match what {
        "parse" => Box::new(move || {
            black_box(parse(black_box(&text)));
        }),
        "render" => {
            let template = parse(&text);
            Box::new(move || {
                black_box(template.render(&event.inputs())).expect("a workload renders");
            })
        }
        "cold" => Box::new(move || {
            black_box(parse(black_box(&text)).render(&event.inputs())).expect("a workload renders");
        }),
        "hand" => {
            let request = Request::of(&Workload::event(name));
            assert_eq!(request.output(name), expected, "what is written by hand prints the same");
            let name = name.to_owned();
            Box::new(move || {
                black_box(black_box(&request).output(&name));
            })
        }
        // The body is read; of S, whose body has JSON in a string, that too.
        "read" => {
            let limits = Limits::default();
            let inner: Option<String> = serde_json::from_str(&event.body)
                .ok()
                .and_then(|body: serde_json::Value| Some(body["errorMessage"].as_str()?.to_owned()));
            Box::new(move || {
                let mut budget = Budget::new(&limits);
                black_box(json::read(black_box(&event.body), &mut budget)).expect("a body is JSON");
                if let Some(inner) = &inner {
                    let text = Arc::from(black_box(inner.as_str()));
                    black_box(json::read(&text, &mut budget)).expect("it is JSON, too");
                }
            })
        }
        // What no engine can do without, done by the quickest there is: the body is read, the output is written.
        "limit" => Box::new(move || {
            black_box(sonic_rs::from_str::<sonic_rs::Value>(black_box(&event.body))).expect("a body is JSON");
            black_box(black_box(&expected).to_owned());
        }),
        _ => panic!("`{what}` is nothing that is measured"),
    }
}

/// The median of batches that each take about a millisecond, so that asking the clock costs nothing.
fn measure(duration: Duration, mut operation: impl FnMut()) -> f64 {
    const BATCH: Duration = Duration::from_micros(500);
    let mut batch = |size: u32| {
        let start = Instant::now();
        (0..size).for_each(|_| operation());
        start.elapsed()
    };
    let end = Instant::now() + duration;
    let mut size = 1;
    while batch(size) < BATCH {
        size *= 2;
    }
    let mut times = Vec::new();
    while times.is_empty() || Instant::now() < end {
        times.push(batch(size).as_nanos() as f64 / f64::from(size));
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
