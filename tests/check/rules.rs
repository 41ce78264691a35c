//! Every rule's bad example has a finding of its code, at its level; the good one has none, and is no worse.

use libtest_mimic::{Failed, Trial};
use vtlgate::check::{Finding, Options, Rule, Subject, apply, check, check_definition, rules};

pub(crate) fn trials() -> Vec<Trial> {
    rules().iter().map(|rule| Trial::test(format!("rule {}", rule.code), move || examples(rule))).collect()
}

/// What is found in an example of `rule`.
fn found(rule: &Rule, text: &str, options: &Options) -> Vec<Finding> {
    match rule.subject {
        Subject::Template => check(text, options),
        Subject::Definition => check_definition("example.json", text, options).findings,
    }
}

fn examples(rule: &Rule) -> Result<(), Failed> {
    let bad = match rule.code {
        "template-size" => "x".repeat(300 * 1024 + 1),
        _ => rule.bad.to_owned(),
    };
    let findings = found(rule, &bad, &Options::new());
    let finding = findings.iter().find(|finding| finding.code == rule.code);
    let finding = finding.ok_or_else(|| format!("the bad example has only {findings:?}"))?;
    if finding.level != rule.level {
        return Err(format!("told as {:?}", finding.level).into());
    }
    if finding.message.is_empty() || finding.help.is_empty() {
        return Err(format!("says too little: {finding:?}").into());
    }
    let findings = found(rule, rule.good, &Options::new());
    if !findings.is_empty() {
        return Err(format!("the good example has {findings:?}").into());
    }
    if finding.fix.is_some() {
        let (fixed, _) = apply(&bad, &check(&bad, &Options::new()));
        if fixed != rule.good {
            return Err(format!("the fix makes {fixed}").into());
        }
    }
    if !found(rule, &bad, &Options::new().level(rule.code, None))
        .iter()
        .all(|finding| finding.code != rule.code)
    {
        return Err("told although it is off".into());
    }
    Ok(())
}
