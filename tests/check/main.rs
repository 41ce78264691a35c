//! The checks: every rule's own examples, cases, the fixes, and templates that are good.

mod cases;
mod good;
mod laws;
mod page;
mod rules;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let mut trials = rules::trials();
    trials.extend(cases::trials());
    trials.extend(good::trials());
    trials.extend(laws::trials());
    trials.extend(page::trials());
    libtest_mimic::run(&arguments, trials).exit();
}
