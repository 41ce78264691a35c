//! `vtlgate test`: cases of templates and of APIs.

mod case;
mod compare;
mod expect;
mod junit;
mod load;
mod members;
mod prepare;
mod report;
mod run;
mod snapshot;
mod tree;
mod verify;

use std::io::Write;
use std::path::PathBuf;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::ThreadPool;
use rayon::prelude::*;
use tokio::runtime;

use crate::arguments::TestArguments;
use crate::coverage::Coverage;
use crate::failure::Failure;
use crate::{files, watch};
use load::Loaded;
use prepare::Case;
use run::Outcome;
use snapshot::Update;

pub(crate) use load::has_its_ending;
pub(crate) use members::nearest;

/// The schema of case files, as editors take it.
const SCHEMA: &str = include_str!("../../schema/vtl-test.schema.json");

/// How long the cases may take before a person is told how far they are.
const UNTOLD: Duration = Duration::from_millis(300);

/// A case and what came of it.
struct Tried<'cases> {
    case: &'cases Case,
    outcome: Outcome,
    /// What its snapshot is to hold, where snapshots are written.
    printed: Option<String>,
    elapsed: Duration,
}

/// Runs the cases and tells what came of them.
pub(crate) fn run(arguments: &TestArguments) -> Result<(), Failure> {
    if arguments.print_schema {
        return crate::output::lines(SCHEMA);
    }
    match arguments.watch {
        true => watch::run(arguments.paths.iter().map(PathBuf::as_path), || run_once(arguments)),
        false => run_once(arguments),
    }
}

fn run_once(arguments: &TestArguments) -> Result<(), Failure> {
    let jobs = arguments.jobs.map_or(0, |jobs| jobs.get());
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().map_err(|error| {
        Failure::Usage(format!("cannot start {jobs} threads: {error}; ask for fewer with --jobs"))
    })?;
    let coverage = arguments.coverage.is_wanted().then(Coverage::default);
    let Loaded { cases, inputs } = threads.install(|| load::cases(arguments, coverage.as_ref()))?;
    spare(&inputs, [("--junit", &arguments.junit), ("--lcov", &arguments.coverage.lcov)])?;
    let mut results = outcomes(&cases, &threads, arguments)?;
    if arguments.update {
        update(&mut results, &inputs);
    }
    let text = match arguments.tap {
        true => report::tap(&results),
        false => report::text(&results, arguments.github),
    };
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    drop(output);
    if let Some(path) = &arguments.junit {
        files::write_report("report", path, &junit::report(&results))?;
    }
    let mut is_enough = true;
    if let Some(coverage) = coverage {
        coverage.unused(&arguments.paths)?;
        // A line that is no result is a comment in TAP.
        is_enough = coverage.tell(&arguments.coverage, if arguments.tap { "# " } else { "" })?;
    }
    match is_enough && !results.iter().any(Tried::failed) {
        true => Ok(()),
        false => Err(Failure::Told),
    }
}

/// Refuses reports over files that cases read, as who takes the option for one without a file would have it.
fn spare(inputs: &[PathBuf], reports: [(&str, &Option<PathBuf>); 2]) -> Result<(), Failure> {
    for (option, report) in reports {
        if let Some(path) = report
            && (has_its_ending(path) || inputs.contains(&snapshot::real(path)))
        {
            return Err(Failure::Usage(format!(
                "`{}` is no file for the report of {option}: cases are read from it; write {option}=FILE with another",
                path.display()
            )));
        }
    }
    Ok(())
}

/// What came of each case, in the order of the files.
fn outcomes<'cases>(
    cases: &'cases [Case],
    threads: &ThreadPool,
    arguments: &TestArguments,
) -> Result<Vec<Tried<'cases>>, Failure> {
    // Exchanges wait for backends in it; a case's backend answers at once.
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|error| Failure::Usage(format!("cannot start a thread: {error}")))?;
    // It draws on standard error, and only where that is a terminal.
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let progress = ProgressBar::with_draw_target(Some(cases.len() as u64), ProgressDrawTarget::hidden());
    let progress = progress.with_style(style);
    let (begun, shown) = (Instant::now(), Once::new());
    let stopped = AtomicBool::new(false);
    let results = threads.install(|| {
        let tried = cases.par_iter().map(|case| {
            let start = Instant::now();
            if stopped.load(Ordering::Relaxed) {
                return Tried { case, outcome: Outcome::NotRun, printed: None, elapsed: Duration::ZERO };
            }
            let (outcome, printed) = run::outcome(case, &runtime, arguments.update);
            if arguments.fail_fast && matches!(outcome, Outcome::Failed(_)) {
                stopped.store(true, Ordering::Relaxed);
            }
            if begun.elapsed() > UNTOLD {
                shown.call_once(|| progress.set_draw_target(ProgressDrawTarget::stderr()));
            }
            progress.inc(1);
            Tried { case, outcome, printed, elapsed: start.elapsed() }
        });
        tried.collect()
    });
    progress.finish_and_clear();
    Ok(results)
}

/// Writes the snapshots, in the order of the cases.
fn update<'cases>(results: &mut [Tried<'cases>], inputs: &'cases [PathBuf]) {
    if results.iter().all(|tried| tried.case.snapshot.is_none()) {
        files::note("--update wrote nothing, as no case expects a `snapshot`");
    }
    let mut snapshots = Update::beside(inputs);
    for tried in results {
        if let Some(printed) = tried.printed.take() {
            let outcome = std::mem::replace(&mut tried.outcome, Outcome::NotRun);
            tried.outcome = snapshots.write(tried.case, printed, outcome);
        }
    }
}

impl Tried<'_> {
    fn failed(&self) -> bool {
        matches!(self.outcome, Outcome::Failed(_))
    }
}
