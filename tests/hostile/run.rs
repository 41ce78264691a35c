//! Runs the cases as tests, each on a small stack.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};

use vtlgate::Limits;

use crate::case::{Attack, Case};
use crate::outcome::outcome;

/// The stack a host may give a thread: that of musl's threads is smaller still, that of most others larger.
const STACK: usize = 512 * 1024;

/// Far more than any case needs, also in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

/// A debug build is slower and takes fewer steps: what a case ends in can only be the same, or that they are spent.
const FEWER_STEPS: u64 = 1_000_000;

fn steps() -> u64 {
    if cfg!(debug_assertions) { FEWER_STEPS } else { Limits::default().steps }
}

fn is_as_known(ended: &str, known: &str) -> bool {
    ended == known || cfg!(debug_assertions) && ended == "limit steps"
}

/// What `attack` ends in on a small stack.
pub(crate) fn attempt(
    attack: impl FnOnce() -> Attack + Send + 'static,
    steps: u64,
) -> Result<String, Failed> {
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        let ended = outcome(attack().render(steps));
        // Whoever waits may have given up.
        let _ = sender.send(ended);
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).map_err(|error| error.to_string())?;
    match receiver.recv_timeout(PATIENCE) {
        Ok(ended) => Ok(ended),
        Err(RecvTimeoutError::Timeout) => Err(format!("not done after {PATIENCE:?}").into()),
        Err(RecvTimeoutError::Disconnected) => match thread.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(()) => Err("the thread gave no result".into()),
        },
    }
}

/// What each case ends in, by name.
pub(crate) fn outcomes() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(file()).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_once(" => "))
        .map(|(name, ended)| (name.to_owned(), ended.to_owned()))
        .collect()
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/outcomes.txt")
}

pub(crate) fn all(cases: Vec<Case>) -> ExitCode {
    let arguments = Arguments::from_args();
    let update = std::env::var_os("VTLGATE_UPDATE").is_some();
    if update && cfg!(debug_assertions) {
        eprintln!("outcomes.txt is written by a release build, which takes all steps");
        return ExitCode::FAILURE;
    }
    let expected = Arc::new(outcomes());
    let found = Arc::new(Mutex::new((*expected).clone()));
    let mut trials = vec![every_outcome_has_its_case(&cases, &expected, update)];
    for case in cases {
        let (expected, found) = (expected.clone(), found.clone());
        trials.push(Trial::test(case.name.clone(), move || {
            let ended = attempt(case.attack, steps())?;
            if update {
                found.lock().map_err(|error| error.to_string())?.insert(case.name, ended);
                return Ok(());
            }
            match expected.get(&case.name) {
                Some(known) if is_as_known(&ended, known) => Ok(()),
                Some(known) => Err(format!("expected {known}\n   found {ended}").into()),
                None => Err(format!("outcomes.txt does not tell what it ends in; found {ended}").into()),
            }
        }));
    }
    let names: Vec<String> = trials.iter().map(|trial| trial.name().to_owned()).collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    if update && let Ok(mut found) = found.lock() {
        found.retain(|name, _| names.contains(name));
        let lines: String = found.iter().map(|(name, ended)| format!("{name} => {ended}\n")).collect();
        if let Err(error) = std::fs::write(file(), lines) {
            eprintln!("outcomes.txt cannot be written: {error}");
            return ExitCode::FAILURE;
        }
    }
    conclusion.exit_code()
}

fn every_outcome_has_its_case(cases: &[Case], expected: &BTreeMap<String, String>, update: bool) -> Trial {
    let without: Vec<String> =
        expected.keys().filter(|name| cases.iter().all(|case| case.name != **name)).cloned().collect();
    Trial::test("every outcome has its case", move || match without.is_empty() || update {
        true => Ok(()),
        false => Err(format!("no such cases: {without:#?}").into()),
    })
}
