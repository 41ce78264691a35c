//! One run: templates are written, both engines answer, what differs is shrunk and told.

use std::sync::atomic::{AtomicBool, Ordering};

use libtest_mimic::Failed;

use crate::engine;
use crate::generator::{Case, case};
use crate::oracle::{Installation, Oracle};
use crate::outcome::Outcome;
use crate::shrink::shrink;
use crate::tally::Tally;

pub(crate) fn differential(installation: &Installation, dialect: &str) -> Result<(), Failed> {
    let templates = setting("VTLGATE_DIFFERENTIAL", 20_000)?;
    let seed = setting("VTLGATE_SEED", 1)?;
    // A run ends early with so many differences: they tend to have a few causes.
    let most = setting("VTLGATE_DIFFERENCES", 20)? as usize;
    let (mut tally, mut differing, enough) = (Tally::default(), Vec::new(), AtomicBool::new(false));
    // A hash code of an object without one of its own is another in another process: the oracle must repeat itself.
    let (mut oracle, mut other) = (installation.start(), installation.start());
    let cases =
        (0..templates).map(|number| case(seed, number)).take_while(|_| !enough.load(Ordering::Relaxed));
    oracle.ask(dialect, cases, |case, truth| {
        tally.count(&truth);
        let Some(way) = differs(dialect, &case, &truth) else { return };
        if differing.len() < most && truth.agrees_with(&ask(&mut other, dialect, &case)) {
            differing.push((case, way));
            enough.store(differing.len() == most, Ordering::Relaxed);
        }
    });

    println!("{dialect}, seed {seed}: {tally}");
    let told = tell(dialect, seed, &mut oracle, differing);
    if !told.is_empty() {
        return Err(told.into());
    }
    if !tally.is_useful() {
        return Err(format!("the generator lost its mix: {tally}").into());
    }
    Ok(())
}

pub(crate) fn setting(name: &str, default: u64) -> Result<u64, Failed> {
    match std::env::var(name) {
        Ok(value) => {
            value.replace('_', "").parse().map_err(|_| format!("{name}={value}: give a whole number").into())
        }
        Err(_) => Ok(default),
    }
}

/// How the engines differ, as the pair of kinds; a shrunk case must differ in the same way.
type Way = (&'static str, &'static str);

fn differs(dialect: &str, case: &Case, truth: &Outcome) -> Option<Way> {
    if let Outcome::Unanswered(_) = truth {
        return None;
    }
    let ours = engine::render(dialect, case);
    (!ours.agrees_with(truth)).then(|| (truth.kind(), ours.kind()))
}

fn tell(dialect: &str, seed: u64, oracle: &mut Oracle, differing: Vec<(Case, Way)>) -> String {
    let mut told = String::new();
    let mut seen = Vec::new();
    for (case, way) in differing {
        let small = shrink(case, |candidates| {
            let truths = oracle.ask_all(dialect, candidates);
            let ways = candidates.iter().zip(&truths).map(|(case, truth)| differs(dialect, case, truth));
            ways.map(|found| found == Some(way)).collect()
        });
        if seen.contains(&small.template) {
            continue;
        }
        let truth = ask(oracle, dialect, &small);
        told += &format!(
            "\n\n{dialect}, seed {seed}\n  template  {:?}\n  variables {}\n  velocity  {truth}\n  vtlgate   {}",
            small.template,
            serde_json::Value::Object(small.variables.clone()),
            engine::render(dialect, &small),
        );
        seen.push(small.template);
    }
    told
}

fn ask(oracle: &mut Oracle, dialect: &str, case: &Case) -> Outcome {
    let answers = oracle.ask_all(dialect, std::slice::from_ref(case));
    answers.into_iter().next().unwrap_or_else(|| Outcome::Unanswered("the oracle is gone".to_owned()))
}
