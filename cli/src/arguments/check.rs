//! What `check` is told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  vtlgate check templates/
  vtlgate check request.vtl response.vtl --fix
  vtlgate check templates/ --format sarif > findings.sarif
  vtlgate check api.yaml

A definition is recognised by its text: OpenAPI with the x-amazon-apigateway extensions, CloudFormation, SAM, or the \
JSON of `aws apigateway get-integration` and its like. Every template in it is checked, and what of the definition itself \
fails or surprises; places are those of the file. A folder stands for the files in it that end in .vtl or .vm, and for \
the definitions in it; hidden folders and node_modules are left out. Levels are set in vtlgate.toml, in the working \
directory or one above it:
  [check]
  websocket = true          # the templates are those of a WebSocket API
  [check.levels]
  null-test = \"off\"         # or note, warning, error
A comment `## vtlgate: allow(code)` silences a code in its own line and the next one. The codes: \
https://github.com/vtlgate/vtlgate/blob/main/docs/checks.md

Exit codes:
  0  nothing of the level error
  1  something of the level error
  2  wrong usage, or a file that cannot be read or written";

/// Tell what fails in templates and definitions, or would surprise on the service.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArguments {
    /// Templates, definitions of APIs, and folders of them; `-` reads one from standard input.
    #[arg(required = true, value_name = "TEMPLATE")]
    pub(crate) templates: Vec<PathBuf>,

    /// How findings are told.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CheckFormat,

    /// Make the changes that are safe, in the files.
    #[arg(long)]
    pub(crate) fix: bool,

    /// The configuration, instead of the nearest vtlgate.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// Run again whenever a file that was read is changed, until Ctrl-C.
    #[arg(long)]
    pub(crate) watch: bool,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people: the line, a caret, what to do.
    #[default]
    Text,
    /// One JSON array of findings.
    Json,
    /// SARIF 2.1.0, which code scanning reads.
    Sarif,
    /// GitHub's annotations, for the log of a workflow.
    Github,
}
