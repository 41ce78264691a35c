//! Templates of the corpus that render valid JSON: none has a finding of the level error.

use libtest_mimic::{Failed, Trial};
use vtlgate::check::{Level, Options, check};

pub(crate) fn trials() -> Vec<Trial> {
    include_str!("good.jsonl")
        .lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).expect("good.jsonl is JSON");
            let id = record["id"].as_str().unwrap_or("?").to_owned();
            let template = record["template"].as_str().unwrap_or_default().to_owned();
            Trial::test(format!("good {id}"), move || without_errors(&template))
        })
        .collect()
}

fn without_errors(template: &str) -> Result<(), Failed> {
    let findings = check(template, &Options::new());
    if std::env::var_os("VTLGATE_SHOW_FINDINGS").is_some() {
        findings.iter().for_each(|finding| println!("FINDING {} {finding:?}\n{template}\n", finding.code));
    }
    match findings.iter().find(|finding| finding.level == Level::Error) {
        Some(finding) => Err(format!("{finding:?}\n{template}").into()),
        None => Ok(()),
    }
}
