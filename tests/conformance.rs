//! The conformance suite: what the service, its documentation, Velocity 1.7 and Jayway JsonPath do, as cases that are
//! data, each a test of its own with the grade of its evidence.
//!
//! `cargo test --test conformance -- NAME` runs the cases with NAME in their name. `VTLGATE_CASES=FOLDER` adds the case
//! files (`*.jsonl`) of a folder.

mod conformance {
    pub(crate) mod answer;
    pub(crate) mod case;
    pub(crate) mod chapters;
    pub(crate) mod compare;
    pub(crate) mod gaps;
    pub(crate) mod lines;
    pub(crate) mod observed;
    pub(crate) mod page;
    pub(crate) mod tally;
}

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use conformance::{chapters, gaps, lines, page, tally::Tally};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut cases = chapters::read(&home);
    cases.extend(lines::read(&home.join("corpus")));
    gaps::mark(&home.join("gaps.toml"), &mut cases);
    let totals = page::totals(&cases);
    if let Some(folder) = std::env::var_os("VTLGATE_CASES") {
        cases.extend(lines::read(Path::new(&folder)));
    }

    let tally = Arc::new(Tally::default());
    let trials = cases.into_iter().map(|case| {
        let tally = Arc::clone(&tally);
        let grade = case.grade.name();
        Trial::test(case.name.clone(), move || tally.count(&case)).with_kind(grade)
    });
    let shown = Trial::test("COMPATIBILITY.md shows the totals", move || {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("COMPATIBILITY.md");
        page::check(&path, &totals).map_err(Failed::from)
    });
    let trials: Vec<Trial> = std::iter::once(shown).chain(trials).collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list {
        print!("{tally}");
    }
    conclusion.exit_code()
}
