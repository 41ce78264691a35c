//! What can be said on the command line, and its help.

mod check;
mod coverage;
mod exchange;
mod explain;
mod test;
mod tips;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::limits::Limit;

pub(crate) use check::{CheckArguments, CheckFormat};
pub(crate) use coverage::CoverageArguments;
pub(crate) use exchange::{ApiArguments, BackendArguments, InvokeArguments, ServeArguments, StageArguments};
pub(crate) use explain::ExplainArguments;
pub(crate) use test::TestArguments;

const EXIT_CODES: &str = "\
Exit codes:
  0  rendered, or answered with whatever status
  1  the template, the path, the body or the definition failed
  2  wrong usage, or a file that cannot be read or written";

/// Those of all commands together; each has its own in its help.
const ALL_EXIT_CODES: &str = "\
Exit codes:
  0  rendered, answered with whatever status, no error found, every case passed
  1  the template, the path, the body or the definition failed, or has an error, or a case failed
  2  wrong usage, or a file that cannot be read or written";

const EXAMPLES: &str = "\
Examples:
  vtlgate render response.vtl --body lambda-error.json
  vtlgate explain response.vtl --body lambda-error.json
  vtlgate query '$.items[0].id' --body order.json
  vtlgate batch --template response.vtl < events.ndjson > bodies.ndjson
  vtlgate check templates/ api.yaml
  vtlgate test --watch
  vtlgate invoke api.yaml GET /pets/42 --backend answer.json
  vtlgate serve api.yaml --port 3000 --backend-url http://localhost:9000";

/// Runs API Gateway mapping templates offline, exactly as the real service runs them.
#[derive(Debug, Parser)]
#[command(name = "vtlgate", version, max_term_width = 120, after_help = format!("{EXAMPLES}\n\n{ALL_EXIT_CODES}"))]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Arguments {
    /// What the command line says; where it is wrong, or asks for help, the process ends.
    pub(crate) fn read() -> Arguments {
        let line: Vec<OsString> = std::env::args_os().collect();
        Arguments::try_parse_from(&line).unwrap_or_else(|error| tips::with_tip(error, &line).exit())
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Render(RenderArguments),
    Explain(ExplainArguments),
    Query(QueryArguments),
    Batch(BatchArguments),
    Check(CheckArguments),
    Test(TestArguments),
    Invoke(InvokeArguments),
    Serve(ServeArguments),
    Completions(CompletionsArguments),
}

const RENDER_EXAMPLES: &str = "\
Examples:
  vtlgate render response.vtl --body lambda-error.json
  vtlgate render request.vtl --path-param petId=42 --query-param page=2 --header 'Accept: text/plain'
  vtlgate render request.vtl --event event.json --overrides
  echo '{\"name\": \"Rex\"}' | vtlgate render request.vtl --body -
  vtlgate render page.vm --dialect velocity --vars variables.json

An event is one JSON object with any of the members body, params (path, querystring, header), context and \
stageVariables, all as the template sees them. Options given beside --event replace or add to what it says.";

/// Render a template and print its output.
#[derive(Debug, Args)]
#[command(after_help = format!("{RENDER_EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct RenderArguments {
    /// The template; `-` reads it from standard input.
    pub(crate) template: PathBuf,

    #[command(flatten)]
    pub(crate) inputs: InputArguments,

    /// After the output, print the overrides that the template set, as one line of JSON.
    #[arg(long)]
    pub(crate) overrides: bool,

    /// Run again whenever a file that was read is changed, until Ctrl-C.
    #[arg(long)]
    pub(crate) watch: bool,
}

/// What a template is rendered with.
#[derive(Debug, Args)]
pub(crate) struct InputArguments {
    /// The body: what `$input` reads. `-` is standard input; without one the body is empty.
    #[arg(long, value_name = "FILE")]
    pub(crate) body: Option<PathBuf>,

    /// A path parameter of the request.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) path_param: Vec<(String, String)>,

    /// A query string parameter of the request; of a name given twice the last value counts.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) query_param: Vec<(String, String)>,

    /// A header of the request, as NAME=VALUE or 'NAME: VALUE'.
    #[arg(short = 'H', long, value_name = "NAME=VALUE", value_parser = header)]
    pub(crate) header: Vec<(String, String)>,

    /// A stage variable.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) stage_variable: Vec<(String, String)>,

    /// What `$context` holds: a JSON object.
    #[arg(long, value_name = "FILE")]
    pub(crate) context: Option<PathBuf>,

    /// Body, params, context and stageVariables in one JSON object.
    #[arg(long, value_name = "FILE")]
    pub(crate) event: Option<PathBuf>,

    /// Further variables: a JSON object whose members become strings, numbers, lists and maps of Java.
    #[arg(long, value_name = "FILE")]
    pub(crate) vars: Option<PathBuf>,

    /// Which engine's behaviour the template gets.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) dialect: DialectName,

    #[command(flatten)]
    pub(crate) limits: LimitArguments,
}

/// Other limits than those that are declared.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct LimitArguments {
    /// Another limit than the declared one, such as steps=20000000 or strict_loops=true; may be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = crate::limits::parse)]
    pub(crate) limit: Vec<Limit>,
}

const QUERY_EXAMPLES: &str = "\
Examples:
  vtlgate query '$.items[0].id' --body order.json
  vtlgate query '$..price' --text < order.json

A path that leads nowhere prints two quotes, or nothing with --text, as it does on the service.";

/// Print what a JSONPath selects from a body.
#[derive(Debug, Args)]
#[command(after_help = format!("{QUERY_EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct QueryArguments {
    /// The JSONPath; quote it, as a shell reads `$` itself.
    pub(crate) path: String,

    /// The body; `-` is standard input.
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(crate) body: PathBuf,

    /// Print what `$input.path(PATH)` prints instead of `$input.json(PATH)`.
    #[arg(long)]
    pub(crate) text: bool,

    #[command(flatten)]
    pub(crate) limits: LimitArguments,
}

const BATCH_HELP: &str = "\
Examples:
  vtlgate batch < requests.ndjson
  vtlgate batch --template response.vtl --jobs 4 < events.ndjson > bodies.ndjson
  echo '{\"id\": 1, \"template\": \"Hi $input.path(\\u0027$.name\\u0027)\", \"body\": {\"name\": \"Rex\"}}' | vtlgate batch

Each line in is one JSON object:
  id              any JSON value, echoed
  template        the template's text, unless --template is given
  dialect         apigateway (if not said) or velocity
  body            a string, or any JSON value, whose text is the body
  params          {\"path\": {…}, \"querystring\": {…}, \"header\": {…}}
  context         what $context holds
  stageVariables  what $stageVariables holds
  vars            further variables, as plain Java values
  path            instead of a template: a JSONPath to ask the body

Each line out is one JSON object, in the order of the lines in:
  {\"id\", \"output\"}, and \"overrides\" where the template set any
  {\"id\", \"json\", \"text\"} for a path: what it selects, as JSON and as $input.path prints it
  {\"id\", \"error\": {\"kind\", \"message\", \"line\", \"column\"}} where it failed; line and column where they are known
kind is parse, runtime, limit, path-not-found, invalid-path, body, or request for a line that is no such object.

A failed line is an answer: the exit code is 0 when every line was answered.";

/// Render a stream: one JSON object a line in, one a line out.
#[derive(Debug, Args)]
#[command(after_help = format!("{BATCH_HELP}\n\n{EXIT_CODES}"))]
pub(crate) struct BatchArguments {
    /// The template of all lines that do not bring their own.
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,

    /// How many threads render; all cores if not said.
    #[arg(short, long, value_name = "N", value_parser = jobs, allow_negative_numbers = true)]
    pub(crate) jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    pub(crate) limits: LimitArguments,
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  vtlgate completions bash > ~/.local/share/bash-completion/completions/vtlgate
  vtlgate completions zsh > ~/.zfunc/_vtlgate
  vtlgate completions fish > ~/.config/fish/completions/vtlgate.fish";

/// Print the completions of a shell.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub(crate) struct CompletionsArguments {
    pub(crate) shell: Shell,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum DialectName {
    /// Velocity 1.7 as API Gateway runs it.
    #[default]
    Apigateway,
    /// Velocity 1.7 as released; without `$input` and its like.
    Velocity,
}

impl From<DialectName> for vtlgate::Dialect {
    fn from(name: DialectName) -> vtlgate::Dialect {
        match name {
            DialectName::Apigateway => vtlgate::Dialect::ApiGateway,
            DialectName::Velocity => vtlgate::Dialect::Velocity,
        }
    }
}

/// As many threads `--jobs` may ask for: far more than help, far fewer than a system refuses.
const MOST_JOBS: usize = 1024;

fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    let jobs = text.parse().ok().filter(|jobs: &NonZeroUsize| jobs.get() <= MOST_JOBS);
    jobs.ok_or_else(|| format!("write a whole number from 1 to {MOST_JOBS}"))
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as NAME=VALUE".to_owned()),
    }
}

/// A header may be written as it is in HTTP; a name contains neither `=` nor `:`, so the first of them ends it.
fn header(text: &str) -> Result<(String, String), String> {
    // What a token of RFC 9110 is made of.
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    match text.split_once(['=', ':']) {
        Some((name, value)) if !name.trim().is_empty() => match name.trim() {
            name if name.bytes().all(is_of_name) => Ok((name.to_owned(), value.trim().to_owned())),
            name => Err(format!("`{name}` is no name of a header; write it as NAME=VALUE or 'NAME: VALUE'")),
        },
        _ => Err("write it as NAME=VALUE or 'NAME: VALUE'".to_owned()),
    }
}
