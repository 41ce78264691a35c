//! `vtlgate`: API Gateway mapping templates on the command line.
#![forbid(unsafe_code)]

mod arguments;
mod batch;
mod check;
mod completions;
mod coverage;
mod diagnostic;
mod event;
mod exchange;
mod explain;
mod failure;
mod files;
mod invoke;
mod limits;
mod output;
mod query;
mod reads;
mod render;
mod selection;
mod serve;
mod test;
mod variables;
mod watch;

use std::process::ExitCode;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let done = match Arguments::read().command {
        Command::Render(arguments) => render::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Query(arguments) => query::run(&arguments),
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Invoke(arguments) => invoke::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
