//! What `test` is told about coverage.

use std::path::PathBuf;

use clap::Args;

/// How much of the templates the cases exercise.
#[derive(Debug, Args)]
#[command(next_help_heading = "Coverage")]
pub(crate) struct CoverageArguments {
    /// Print how much of each template the cases exercise, and what they do not.
    #[arg(long)]
    pub(crate) coverage: bool,

    /// Write the coverage in lcov's format.
    #[arg(long, value_name = "FILE")]
    pub(crate) lcov: Option<PathBuf>,

    /// Write the coverage as pages with each template's source.
    #[arg(long, value_name = "DIR")]
    pub(crate) html: Option<PathBuf>,

    /// Fail unless so many percent of the outcomes were seen.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) min: Option<u8>,
}

impl CoverageArguments {
    /// Whether anything must be counted.
    pub(crate) fn is_wanted(&self) -> bool {
        self.coverage || self.lcov.is_some() || self.html.is_some() || self.min.is_some()
    }
}
