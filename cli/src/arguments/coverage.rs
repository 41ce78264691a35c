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
    #[arg(long, value_name = "PERCENT", value_parser = percent, allow_negative_numbers = true)]
    pub(crate) min: Option<u8>,
}

fn percent(text: &str) -> Result<u8, String> {
    let percent = text.parse().ok().filter(|percent| *percent <= 100);
    percent.ok_or_else(|| "write a whole number from 0 to 100".to_owned())
}

impl CoverageArguments {
    /// Whether anything must be counted.
    pub(crate) fn is_wanted(&self) -> bool {
        self.coverage || self.lcov.is_some() || self.html.is_some() || self.min.is_some()
    }
}
