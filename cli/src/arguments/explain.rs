//! What `explain` is told.

use std::path::PathBuf;

use clap::Args;

use super::{EXIT_CODES, InputArguments};

const EXAMPLES: &str = "\
Examples:
  vtlgate explain response.vtl --body lambda-error.json
  vtlgate explain request.vtl --event event.json --json > trace.ndjson

Told is each reference with its value and class, why one printed nothing, each branch, iteration and assignment, and at \
last the output with the overrides. With --json each is an object on a line of its own, as \
https://github.com/vtlgate/vtlgate/blob/main/cli/schema/explain.schema.json describes them.";

/// Render a template and tell what happened, step by step: why did it print nothing?
#[derive(Debug, Args)]
#[command(after_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct ExplainArguments {
    /// The template; `-` reads it from standard input.
    pub(crate) template: PathBuf,

    #[command(flatten)]
    pub(crate) inputs: InputArguments,

    /// Tell for programs: one JSON object a line.
    #[arg(long)]
    pub(crate) json: bool,

    /// How many steps are told, at most.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = steps, allow_negative_numbers = true)]
    pub(crate) first: usize,
}

fn steps(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "write a whole number, such as 100".to_owned())
}
