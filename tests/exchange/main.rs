//! Exchanges: cases of our own, and recordings of the real service where `VTLGATE_CASES` names their folder.

mod case;
mod examples;
mod expect;
mod imports;
mod recorded;
mod websocket;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = case::trials();
    trials.extend(examples::trials());
    trials.extend(imports::trials());
    trials.extend(websocket::trials());
    trials.extend(recorded::trials());
    libtest_mimic::run(&arguments, trials).exit();
}
