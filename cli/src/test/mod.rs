//! `vtlgate test`: cases of templates.

mod case;
mod compare;
mod junit;
mod load;
mod report;
mod run;

use std::fs;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::arguments::TestArguments;
use crate::failure::Failure;
use case::Suite;
use run::Outcome;

/// Runs the cases and tells what came of them.
pub(crate) fn run(arguments: &TestArguments) -> Result<(), Failure> {
    let suite = load::suite(&arguments.paths, arguments.filter.as_deref())?;
    let results = outcomes(&suite, arguments)?;
    if let Some(path) = &arguments.junit {
        fs::write(path, junit::report(&results)).map_err(|error| {
            Failure::Usage(format!("cannot write the report `{}`: {error}", path.display()))
        })?;
    }
    let text = match arguments.tap {
        true => report::tap(&results),
        false => report::text(&results, arguments.github),
    };
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    match results.iter().any(|(_, outcome)| matches!(outcome, Outcome::Failed(_))) {
        true => Err(Failure::Told),
        false => Ok(()),
    }
}

/// What came of each case, in the order of the files.
fn outcomes<'suite>(
    suite: &'suite Suite,
    arguments: &TestArguments,
) -> Result<report::Results<'suite>, Failure> {
    let jobs = arguments.jobs.map_or(0, |jobs| jobs.get());
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().map_err(|error| {
        Failure::Usage(format!("cannot start {jobs} threads: {error}; ask for fewer with --jobs"))
    })?;
    // It draws on standard error, and only where that is a terminal.
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let progress = ProgressBar::new(suite.cases.len() as u64).with_style(style);
    let stopped = AtomicBool::new(false);
    let results = threads.install(|| {
        suite
            .cases
            .par_iter()
            .map(|case| {
                if stopped.load(Ordering::Relaxed) {
                    return (case, Outcome::NotRun);
                }
                let outcome = run::outcome(case, suite, arguments.update);
                if arguments.fail_fast && matches!(outcome, Outcome::Failed(_)) {
                    stopped.store(true, Ordering::Relaxed);
                }
                progress.inc(1);
                (case, outcome)
            })
            .collect()
    });
    progress.finish_and_clear();
    Ok(results)
}
