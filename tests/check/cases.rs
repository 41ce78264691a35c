//! Cases of cases.toml: a template, and the codes that it has with line and column.

use libtest_mimic::{Failed, Trial};
use vtlgate::check::{Options, apply, check};

pub(crate) fn trials() -> Vec<Trial> {
    let cases: toml::Table = toml::from_str(include_str!("cases.toml")).expect("cases.toml is TOML");
    let cases = cases["case"].as_array().expect("cases are a list").clone();
    cases
        .into_iter()
        .map(|case| {
            let name = format!("case {}", case["name"].as_str().unwrap_or("?"));
            Trial::test(name, move || run(&case))
        })
        .collect()
}

fn run(case: &toml::Value) -> Result<(), Failed> {
    let template = case["template"].as_str().ok_or("no template")?;
    let websocket = case.get("websocket").and_then(toml::Value::as_bool).unwrap_or(false);
    let options = Options::new().websocket(websocket);
    let findings = check(template, &options);
    let told: Vec<String> =
        findings.iter().map(|finding| format!("{} {}", finding.position, finding.code)).collect();
    let expected: Vec<&str> =
        case["findings"].as_array().ok_or("no findings")?.iter().filter_map(toml::Value::as_str).collect();
    if told != expected {
        return Err(format!("expected {expected:?}\n    told {findings:#?}").into());
    }
    for help in case
        .get("says")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|says| says.as_str())
    {
        if !findings.iter().any(|finding| finding.message.contains(help) || finding.help.contains(help)) {
            return Err(format!("nothing says {help:?}: {findings:#?}").into());
        }
    }
    if let Some(fixed) = case.get("fixed").and_then(toml::Value::as_str)
        && apply(template, &findings).0 != fixed
    {
        return Err(format!("fixed to {}", apply(template, &findings).0).into());
    }
    Ok(())
}
