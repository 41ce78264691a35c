//! What `test` is told.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

const EXAMPLES: &str = "\
Examples:
  vtlgate test
  vtlgate test templates/ --filter 'pets' --fail-fast
  vtlgate test --junit report.xml

A case file's name ends in .vtl-test.yaml, .vtl-test.toml or .vtl-test.json; schema/vtl-test.schema.json describes it:
  template: pets.vtl
  cases:
    - name: one pet
      event: {body: {pets: [{name: Rex}]}}
      expect:
        json: {names: [Rex]}

Exit codes:
  0  every case passed
  1  a case failed
  2  wrong usage, no cases, or a file that cannot be read or written";

/// Run the cases of case files against their templates.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct TestArguments {
    /// Case files, and folders that are searched for them.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// Run only the cases whose file and name contain this text.
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,

    /// How many threads run cases; all cores if not said.
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Start no further case once one failed.
    #[arg(long)]
    pub(crate) fail_fast: bool,

    /// Write what the templates print into the snapshots that cases name; nothing else is changed.
    #[arg(long)]
    pub(crate) update: bool,

    /// Write a report as JUnit's XML.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,

    /// Print the results as TAP 14, the Test Anything Protocol.
    #[arg(long, conflicts_with = "github")]
    pub(crate) tap: bool,

    /// Print failures also as GitHub's annotations, for the log of a workflow.
    #[arg(long)]
    pub(crate) github: bool,
}
