//! The totals that COMPATIBILITY.md shows, and the gaps it lists, are those of the cases.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::case::{Case, Grade};

const START: &str = "<!-- totals: made by `VTLGATE_UPDATE=1 cargo test --test conformance` -->\n";
const END: &str = "<!-- end of totals -->\n";

/// What the page shows of `cases`.
pub(crate) fn totals(cases: &[Case]) -> String {
    let mut page = String::from("| grade | what it is | cases | known gaps |\n|---|---|---:|---:|\n");
    for grade in Grade::ALL {
        let of_grade = || cases.iter().filter(|case| case.grade == grade);
        let gaps = of_grade().filter(|case| case.gap.is_some()).count();
        let _ =
            writeln!(page, "| {} | {} | {} | {gaps} |", grade.name(), grade.meaning(), of_grade().count());
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for gap in cases.iter().filter_map(|case| case.gap.as_deref()) {
        *reasons.entry(gap).or_default() += 1;
    }
    page.push_str("\nThe known gaps, with the number of cases:\n\n");
    for (reason, count) in reasons {
        let _ = writeln!(page, "- {reason} ({count})");
    }
    page
}

/// Whether the page at `path` shows `totals`; with `VTLGATE_UPDATE` set it is made to.
pub(crate) fn check(path: &Path, totals: &str) -> Result<(), String> {
    let page = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let shown = page.split_once(START).and_then(|(before, rest)| Some((before, rest.split_once(END)?)));
    let Some((before, (shown, after))) = shown else {
        return Err(format!("{} has no totals", path.display()));
    };
    if shown == totals {
        return Ok(());
    }
    if std::env::var_os("VTLGATE_UPDATE").is_some() {
        let page = [before, START, totals, END, after].concat();
        return fs::write(path, page).map_err(|error| error.to_string());
    }
    Err(format!("{} shows other totals; run with VTLGATE_UPDATE=1, and look at what changed", path.display()))
}
