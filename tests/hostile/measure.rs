//! The time and memory of each case, in a process of its own.

use std::process::{Command, ExitCode};

use vtlgate::Limits;

use crate::case::Case;
use crate::run::{attempt, outcomes};

/// Runs the case of the name that follows.
pub(crate) const ALONE: &str = "--alone";

/// Processor time beyond which a case fails. All are meant to end within one second; a busy machine takes longer.
const MOST_MILLISECONDS: u64 = 5_000;

/// Memory beyond which a case fails, in KiB: its input and the test around it included.
const MOST_MEMORY: u64 = 256 * 1024;

struct Measure {
    name: String,
    milliseconds: u64,
    memory: u64,
    problem: Option<String>,
}

/// Measures the cases whose names hold `filter`, prints a table, and fails where one is beyond a bound.
pub(crate) fn all(cases: Vec<Case>, filter: Option<&String>) -> ExitCode {
    if !cfg!(target_os = "linux") {
        println!("skipped: only Linux tells what a process used in /proc");
        return ExitCode::SUCCESS;
    }
    let names = cases.into_iter().map(|case| case.name);
    let chosen = names.filter(|name| filter.is_none_or(|filter| name.contains(filter)));
    let mut measures: Vec<Measure> = chosen.map(in_a_process).collect();
    measures.sort_by_key(|measure| (measure.milliseconds, measure.memory));
    println!("{:>8} {:>8}  case", "ms", "MiB");
    for Measure { name, milliseconds, memory, problem } in &measures {
        let problem = problem.as_deref().unwrap_or_default();
        println!("{milliseconds:>8} {:>8}  {name}  {problem}", memory / 1024);
    }
    let slowest = measures.iter().map(|measure| measure.milliseconds).max().unwrap_or(0);
    let largest = measures.iter().map(|measure| measure.memory).max().unwrap_or(0);
    let slow = measures.iter().filter(|measure| measure.milliseconds > 1_000).count();
    println!(
        "{} cases: at most {slowest} ms of processor time and {} MiB; {slow} took more than a second",
        measures.len(),
        largest / 1024
    );
    let failed = measures.iter().filter(|measure| measure.problem.is_some()).count();
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn in_a_process(name: String) -> Measure {
    let output = std::env::current_exe()
        .and_then(|program| Command::new(program).args([ALONE, &name]).output())
        .map_err(|error| error.to_string());
    let (milliseconds, memory, mut problem) = match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let mut numbers = text.split_whitespace().map_while(|word| word.parse().ok());
            let problem = (!output.status.success())
                .then(|| format!("{} {} {}", output.status, text, String::from_utf8_lossy(&output.stderr)));
            (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0), problem)
        }
        Err(error) => (0, 0, Some(error)),
    };
    if milliseconds > MOST_MILLISECONDS {
        problem.get_or_insert_with(|| format!("took more than {MOST_MILLISECONDS} ms"));
    }
    if memory > MOST_MEMORY {
        problem.get_or_insert_with(|| format!("took more than {} MiB", MOST_MEMORY / 1024));
    }
    Measure { name, milliseconds, memory, problem }
}

/// Runs one case under the default limits; prints its processor time in milliseconds and its memory in KiB.
pub(crate) fn one(cases: Vec<Case>, name: Option<&String>) -> ExitCode {
    let Some(case) = cases.into_iter().find(|case| Some(&case.name) == name) else {
        eprintln!("there is no such case");
        return ExitCode::FAILURE;
    };
    let ended = attempt(case.attack, Limits::default().steps);
    println!("{} {}", processor_time().unwrap_or(0), most_memory().unwrap_or(0));
    let expected = outcomes().remove(&case.name).unwrap_or_default();
    match ended {
        Ok(ended) if ended == expected => ExitCode::SUCCESS,
        Ok(ended) => {
            eprintln!("expected {expected}, found {ended}");
            ExitCode::FAILURE
        }
        Err(failed) => {
            eprintln!("{}", failed.message().unwrap_or("failed"));
            ExitCode::FAILURE
        }
    }
}

/// This process's time in user mode and in the kernel, in milliseconds; Linux counts it in hundredths of a second.
fn processor_time() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some((ticks()? + ticks()?) * 10)
}

/// The most memory this process had at once, in KiB.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
