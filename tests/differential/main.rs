//! Differential test against the engine that the service runs: Apache Velocity 1.7 under Java.
//!
//!     cargo test --test differential                               20,000 templates a dialect, seed 1
//!     VTLGATE_DIFFERENTIAL=1_000_000 VTLGATE_SEED=7 cargo test --release --test differential
//!     cargo test --test differential differential::velocity        one dialect
//!
//! The same seed writes the same templates. `differential::*` compares the output, or the kind of the failure, of both
//! engines; what differs is shrunk before it is shown. `oracle::*` proves that the real engine here is configured as the
//! service's. `itself::*` compares our engine with itself.
//!
//! All but `itself::*` needs a JDK, 17 or later, and Debian's package `velocity` (`VTLGATE_VELOCITY_CLASSPATH` names the three jars where
//! they lie elsewhere); without them every trial is skipped by name, with the reason.

mod configuration;
mod directives;
mod engine;
mod expressions;
mod generator;
mod itself;
mod methods;
mod mutation;
mod oracle;
mod outcome;
mod random;
mod run;
mod shrink;
mod soup;
mod tally;
mod variables;
mod words;

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use oracle::Installation;

type Check = fn(&Installation, &str) -> Result<(), Failed>;

const CHECKS: [(&str, Check); 2] = [("oracle", configuration::check), ("differential", run::differential)];
const DIALECTS: [&str; 2] = ["apigateway", "velocity"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let installation =
        if arguments.list { Err("not needed for a list".to_owned()) } else { Installation::prepare() };
    let installation = installation.map(Arc::new);
    let trials = CHECKS.into_iter().flat_map(|(name, check)| {
        DIALECTS.map(|dialect| trial(format!("{name}::{dialect}"), check, dialect, &installation))
    });
    let itself =
        DIALECTS.map(|dialect| Trial::test(format!("itself::{dialect}"), move || itself::check(dialect)));
    libtest_mimic::run(&arguments, trials.chain(itself).collect()).exit_code()
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
