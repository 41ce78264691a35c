//! Looks at what the oracle makes of the generated templates: a mix that could find differences, or the run is wasted.

use libtest_mimic::Failed;

use crate::generator::case;
use crate::oracle::Installation;
use crate::tally::Tally;

pub(crate) fn survey(installation: &Installation, dialect: &str) -> Result<(), Failed> {
    let mut tally = Tally::default();
    installation
        .start()
        .ask(dialect, (0..2_000).map(|number| case(1, number)), |_, truth| tally.count(&truth));
    println!("{dialect}: {tally}");
    if tally.is_useful() { Ok(()) } else { Err(format!("the generator lost its mix: {tally}").into()) }
}
