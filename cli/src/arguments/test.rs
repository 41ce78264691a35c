//! What `test` is told.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use super::{CoverageArguments, LimitArguments};

const EXAMPLES: &str = "\
Examples:
  vtlgate test
  vtlgate test templates/ --filter 'pets' --fail-fast
  vtlgate test --watch
  vtlgate test --junit report.xml
  vtlgate test --print-schema > vtl-test.schema.json

A case file's name ends in .vtl-test.yaml, .vtl-test.toml or .vtl-test.json:
  template: pets.vtl
  api: api.yaml
  cases:
    - name: one pet
      event: {body: {pets: [{name: Rex}]}}
      expect:
        json: {names: [Rex]}
    - name: no such pet
      request: GET /pets/42
      backend: {errorMessage: no pet 42}
      expect:
        status: 404
        sent: {json: {id: 42}}
Expected are text, json, json_contains, json_schema, snapshot, status, headers and overrides; of templates error; of \
requests selected, sent, log and access_log. All of it: \
https://github.com/vtlgate/vtlgate/blob/main/docs/test.md

Exit codes:
  0  every case passed
  1  a case failed, or less is covered than --min asks for
  2  wrong usage, no cases, or a file that cannot be read or written";

/// Run cases of templates and of APIs.
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
    #[arg(short, long, value_name = "N", value_parser = super::jobs, allow_negative_numbers = true)]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Start no further case once one failed.
    #[arg(long)]
    pub(crate) fail_fast: bool,

    /// Write what the templates print into the snapshots that cases name; nothing else is changed.
    #[arg(long)]
    pub(crate) update: bool,

    /// Run again whenever a file that was read is changed, until Ctrl-C.
    #[arg(long)]
    pub(crate) watch: bool,

    /// Write a report as JUnit's XML.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,

    /// Print the results as TAP 14, the Test Anything Protocol.
    #[arg(long, conflicts_with = "github")]
    pub(crate) tap: bool,

    /// Print the JSON Schema of case files, for editors, and run nothing.
    #[arg(long, exclusive = true)]
    pub(crate) print_schema: bool,

    /// Print failures also as GitHub's annotations, for the log of a workflow.
    #[arg(long)]
    pub(crate) github: bool,

    #[command(flatten)]
    pub(crate) limits: LimitArguments,

    #[command(flatten)]
    pub(crate) coverage: CoverageArguments,
}
