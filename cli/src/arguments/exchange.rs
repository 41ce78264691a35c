//! What `invoke` and `serve` are told: a definition, a stage, a backend.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::Args;

use super::{EXIT_CODES, LimitArguments, header, pair};

const DEFINITIONS: &str = "\
A definition is an OpenAPI 2.0 or 3.0 document with the x-amazon-apigateway extensions, a CloudFormation or SAM template, \
or the service's own JSON (aws apigateway get-export, get-resources, get-method, get-integration); YAML or JSON. What is \
not understood of it is a warning on standard error.";

const BACKENDS: &str = "\
A backend's answer, in the file of --backend and from the program of --backend-command, is one JSON object:
  {\"payload\": …}                         what a Lambda function returned
  {\"errorMessage\": …, \"errorType\": …}    how a Lambda function failed
  {\"statusCode\", \"headers\", \"body\"}      what any other backend answered
Bytes are base64 text under body, with \"isBase64Encoded\": true beside it. The program reads the integration request as JSON from its standard input:
  {\"uri\", \"method\", \"headers\", \"query\", \"body\"}
--backend-url calls http://localhost:PORT: a Lambda integration its invoke path \
/2015-03-31/functions/function/invocations, as local Lambda runtimes have it, any other the path of its own URI.";

const INVOKE_EXAMPLES: &str = "\
Examples:
  vtlgate invoke api.yaml PUT /pets/42 -H 'Content-Type: application/json' --body pet.json --backend not-found.json
  vtlgate invoke api.yaml GET '/pets?page=2' --backend-command 'node backend.js' --trace
  vtlgate invoke template.yaml GET /pets --stage-variable table=pets --backend-url http://localhost:9000 --json

The response is printed as an HTTP message whose lines end with a newline. With --json it is one object:
  {\"status\", \"headers\", \"body\", \"selected\", \"integrationRequest\", \"log\"}
selected is the key of the integration response (`default` for the default), null where the gateway answered itself; \
integrationRequest is {\"uri\", \"method\", \"headers\", \"query\", \"body\"}, null where no backend was called. A name with \
several values has a list; a body that is not UTF-8 is base64 text beside \"isBase64Encoded\": true.";

/// Take one request through an API, and print its response.
#[derive(Debug, Args)]
#[command(after_help = format!("{INVOKE_EXAMPLES}\n\n{BACKENDS}\n\n{DEFINITIONS}\n\n{EXIT_CODES}"))]
pub(crate) struct InvokeArguments {
    #[command(flatten)]
    pub(crate) api: ApiArguments,

    /// The verb of the request.
    pub(crate) method: String,

    /// The path of the request, after the stage, with its query: quote it.
    pub(crate) target: String,

    /// A header of the request, as 'NAME: VALUE' or NAME=VALUE; may be given several times.
    #[arg(short = 'H', long, value_name = "HEADER", value_parser = header)]
    pub(crate) header: Vec<(String, String)>,

    /// The body of the request; `-` is standard input; without one it is empty.
    #[arg(long, value_name = "FILE")]
    pub(crate) body: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) stage: StageArguments,

    #[command(flatten)]
    pub(crate) backend: BackendArguments,

    /// Print one JSON object instead of an HTTP message.
    #[arg(long)]
    pub(crate) json: bool,

    /// Tell the execution log, and the reason of each decision in it, on standard error.
    #[arg(long)]
    pub(crate) trace: bool,
}

const SERVE_EXAMPLES: &str = "\
Examples:
  vtlgate serve api.yaml --port 3000 --backend-url http://localhost:9000
  vtlgate serve api.yaml --port 0 --backend-command 'node backend.js' --trace

Paths begin after the stage: http://localhost:3000/pets, not /prod/pets. Every request is a line of the log. When the \
definition changes it is read again; one that cannot be read leaves the last one in place and says why. MOCK integrations \
need no backend; without one every other answers as if its backend could not be reached. The file of --backend is read \
for every request. Ctrl-C or SIGTERM ends it once the requests under way are answered; a second one ends it at once.

At once there may be 1024 connections and 256 requests; a body may have 10 MB, a request's head 16 KB; a head may take 10 \
seconds to come, a body 30, a backend 29.";

/// Serve an API over HTTP, for clients and front ends of your own.
#[derive(Debug, Args)]
#[command(after_help = format!("{SERVE_EXAMPLES}\n\n{BACKENDS}\n\n{DEFINITIONS}\n\n{EXIT_CODES}"))]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    pub(crate) api: ApiArguments,

    /// The port; 0 takes one that is free and tells which.
    #[arg(long, value_name = "N", default_value_t = 3000, value_parser = port, allow_negative_numbers = true)]
    pub(crate) port: u16,

    /// The address to listen on; who listens beyond this machine lets others use it.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = address)]
    pub(crate) host: IpAddr,

    #[command(flatten)]
    pub(crate) stage: StageArguments,

    #[command(flatten)]
    pub(crate) backend: BackendArguments,

    /// After each request's line, tell its execution log and the reason of each decision.
    #[arg(long)]
    pub(crate) trace: bool,
}

/// Where the API is defined.
#[derive(Debug, Clone, Args)]
pub(crate) struct ApiArguments {
    /// The definition of the API: OpenAPI, CloudFormation, SAM, or the service's JSON.
    #[arg(value_name = "API")]
    pub(crate) definition: PathBuf,

    /// Which API of a template that holds several, by its logical name.
    #[arg(long = "api", value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// The value of a parameter of a CloudFormation or SAM template.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) parameter: Vec<(String, String)>,

    #[command(flatten)]
    pub(crate) limits: LimitArguments,
}

/// What a deployment knows.
#[derive(Debug, Args)]
pub(crate) struct StageArguments {
    /// The name of the stage.
    #[arg(long, value_name = "NAME")]
    pub(crate) stage: Option<String>,

    /// A stage variable, on top of those of the definition.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) stage_variable: Vec<(String, String)>,

    /// Members of `$context`, in place of what would be made up: a JSON object.
    #[arg(long, value_name = "FILE")]
    pub(crate) context: Option<PathBuf>,
}

/// What stands in for the backend.
#[derive(Debug, Args)]
#[group(id = "backends", multiple = false)]
pub(crate) struct BackendArguments {
    /// The backend's answer, as JSON.
    #[arg(long, value_name = "FILE", group = "backends")]
    pub(crate) backend: Option<PathBuf>,

    /// A command of the shell that is run for each call: the integration request in, the answer out, both JSON.
    #[arg(long, value_name = "COMMAND", group = "backends")]
    pub(crate) backend_command: Option<String>,

    /// A backend on this machine: plain HTTP to a loopback address.
    #[arg(long, value_name = "URL", group = "backends")]
    pub(crate) backend_url: Option<String>,
}

fn address(text: &str) -> Result<IpAddr, String> {
    let address = if text == "localhost" { Ok(Ipv4Addr::LOCALHOST.into()) } else { text.parse() };
    address.map_err(|_| "write an IP address, such as 127.0.0.1, or localhost".to_owned())
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "write a whole number up to 65535; 0 takes a free port".to_owned())
}
