//! Input that means harm: each case ends as `outcomes.txt` says, on a stack of 512 KiB, alike in every build.
//!
//! `VTLGATE_UPDATE=1 cargo test --release --test hostile` writes the outcomes down. `cargo test --release --test hostile -- --measure`
//! runs each case under the default limits in a process of its own, and tells its time and memory.

mod bodies;
mod case;
mod containers;
mod evaluation;
mod measure;
mod numbers;
mod outcome;
mod paths;
mod patterns;
mod run;
mod strings;
mod syntax;

use std::process::ExitCode;

use case::Case;

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for room in [
        bodies::cases,
        containers::cases,
        evaluation::cases,
        numbers::cases,
        paths::cases,
        patterns::cases,
        strings::cases,
        syntax::cases,
    ] {
        cases.extend(room());
    }
    cases
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((first, filter)) if first == "--measure" => measure::all(cases(), filter.first()),
        Some((first, name)) if first == measure::ALONE => measure::one(cases(), name.first()),
        _ => run::all(cases()),
    }
}
