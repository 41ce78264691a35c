//! Differential test against the engine that the service runs: Apache Velocity 1.7 under Java.
//!
//! `oracle::*` proves that the real engine here is configured as the service's; `generator::*`, that the templates
//! written for it are worth comparing.
//!
//! It needs a JDK, 17 or later, and Debian's package `velocity` (`VTLGATE_VELOCITY_CLASSPATH` names the three jars where
//! they lie elsewhere); without them every trial is skipped by name, with the reason.

mod configuration;
mod directives;
mod expressions;
mod generator;
mod methods;
mod mutation;
mod oracle;
mod outcome;
mod random;
mod survey;
mod tally;
mod variables;
mod words;

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use oracle::Installation;

type Check = fn(&Installation, &str) -> Result<(), Failed>;

const CHECKS: [(&str, Check); 2] = [("oracle", configuration::check), ("generator", survey::survey)];
const DIALECTS: [&str; 2] = ["apigateway", "velocity"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let installation =
        if arguments.list { Err("not needed for a list".to_owned()) } else { Installation::prepare() };
    let installation = installation.map(Arc::new);
    let trials = CHECKS.into_iter().flat_map(|(name, check)| {
        DIALECTS.map(|dialect| trial(format!("{name}::{dialect}"), check, dialect, &installation))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn trial(
    name: String,
    check: Check,
    dialect: &'static str,
    installation: &Result<Arc<Installation>, String>,
) -> Trial {
    match installation {
        Ok(installation) => {
            let installation = Arc::clone(installation);
            Trial::test(name, move || check(&installation, dialect))
        }
        Err(lack) => Trial::test(name, || Err("skipped trials do not run".into()))
            .with_kind(lack)
            .with_ignored_flag(true),
    }
}
