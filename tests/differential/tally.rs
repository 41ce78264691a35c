//! What became of the templates of a run, on the oracle.

use std::fmt;

use crate::outcome::Outcome;

#[derive(Default)]
pub(crate) struct Tally {
    output: usize,
    parse: usize,
    runtime: usize,
    unanswered: usize,
}

impl Tally {
    pub(crate) fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Output(_) => self.output += 1,
            Outcome::Parse(_) => self.parse += 1,
            Outcome::Runtime(_) => self.runtime += 1,
            Outcome::Unanswered(_) => self.unanswered += 1,
        }
    }

    fn sum(&self) -> usize {
        self.output + self.parse + self.runtime + self.unanswered
    }

    /// Templates that all fail, or hardly ever do, would prove little: 55 to 90 in a hundred should render.
    pub(crate) fn is_useful(&self) -> bool {
        self.sum() < 1_000 || (55..=90).contains(&(100 * self.output / self.sum()))
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Self { output, parse, runtime, unanswered } = self;
        write!(formatter, "{} templates: {output} rendered, {parse} had a syntax error, ", self.sum())?;
        write!(formatter, "{runtime} failed, {unanswered} went without an answer")
    }
}
