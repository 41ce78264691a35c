//! How many cases hold, by the grade of their evidence.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::Failed;

use super::case::{Case, Grade};

#[derive(Default)]
struct Counts {
    held: AtomicUsize,
    gaps: AtomicUsize,
    failed: AtomicUsize,
}

/// Counts as the cases run, on whatever threads.
#[derive(Default)]
pub(crate) struct Tally([Counts; Grade::ALL.len()]);

impl Tally {
    /// Runs a case: it must hold, or be a gap that is still one.
    pub(crate) fn count(&self, case: &Case) -> Result<(), Failed> {
        let counts = &self.0[case.grade as usize];
        let (counter, result) = match (case.check(), &case.gap) {
            (Ok(()), None) => (&counts.held, Ok(())),
            (Err(_), Some(_)) => (&counts.gaps, Ok(())),
            (Err(wrong), None) => (&counts.failed, Err(wrong)),
            (Ok(()), Some(gap)) => (
                &counts.failed,
                Err(format!("this case is listed as a gap and holds now; take it off the list: {gap}")),
            ),
        };
        counter.fetch_add(1, Ordering::Relaxed);
        result.map_err(Failed::from)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "grade    hold   gaps   fail")?;
        for (grade, counts) in Grade::ALL.iter().zip(&self.0) {
            let [held, gaps, failed] =
                [&counts.held, &counts.gaps, &counts.failed].map(|counter| counter.load(Ordering::Relaxed));
            writeln!(formatter, "{:<5} {held:>7} {gaps:>6} {failed:>6}", grade.name())?;
        }
        Ok(())
    }
}
