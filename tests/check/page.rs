//! `docs/checks.md` says of every rule what its row says; `VTLGATE_UPDATE=1` writes it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use libtest_mimic::{Failed, Trial};
use vtlgate::check::{Subject, rules};

pub(crate) fn trials() -> Vec<Trial> {
    vec![Trial::test("docs/checks.md is up to date", up_to_date)]
}

fn up_to_date() -> Result<(), Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let page = page();
    if std::env::var_os("VTLGATE_UPDATE").is_some() {
        fs::write(&path, &page)?;
    }
    if fs::read_to_string(&path)? != page {
        return Err(
            "docs/checks.md is out of date: write it with VTLGATE_UPDATE=1 cargo test --test check".into()
        );
    }
    Ok(())
}

fn page() -> String {
    let mut page = String::from(
        "# What `vtlgate check` tells\n\n\
         Each finding has a code. This page lists them with an example that has the finding and one that has not; both are \
         tests. The later codes are about definitions of APIs; their examples are integrations as \
         `aws apigateway get-integration` prints them. [check.md](check.md) says how to run the checks, set levels and silence a finding.\n\n\
         | code | level | |\n|---|---|---|\n",
    );
    for rule in rules() {
        let _ = writeln!(page, "| [`{0}`](#{0}) | {1} | {2} |", rule.code, rule.level.name(), rule.summary);
    }
    for rule in rules() {
        let _ = write!(
            page,
            "\n## {}\n\n{} Level: {}.\n\n{}\n",
            rule.code,
            rule.summary,
            rule.level.name(),
            rule.explanation
        );
        if !rule.bad.is_empty() {
            let language = if rule.subject == Subject::Template { "vtl" } else { "json" };
            let (bad, good) = (rule.bad, rule.good);
            let _ = write!(page, "\n```{language}\n{bad}\n```\n\nBetter:\n\n```{language}\n{good}\n```\n");
        }
    }
    page
}
