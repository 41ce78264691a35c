//! Laws that hold for any text: places lie in the text and in order, fixed texts need no more fixes, and a text has a
//! finding of the code `syntax` exactly where it cannot be parsed.

use libtest_mimic::{Failed, Trial};
use vtlgate::Template;
use vtlgate::check::{Options, apply, check};

pub(crate) fn trials() -> Vec<Trial> {
    let pieces =
        ["", "#if(", "#end", "\"", "$a.b(", "{é", "#foreach($x in [1..", "#else", "\\#set($a = ", "]"];
    pieces
        .into_iter()
        .map(|piece| Trial::test(format!("laws, with {piece:?} at cuts"), move || cuts(piece)))
        // Found by fuzzing: the place of an output's end fell inside its last character.
        .chain([Trial::test("laws, at a wide character's end", || Ok(lawful("{\"a\": \"é")?))])
        .collect()
}

/// Good templates, cut at many places, with `piece` in the cut; cut short there without one.
fn cuts(piece: &str) -> Result<(), Failed> {
    for line in include_str!("good.jsonl").lines().step_by(4) {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let template = record["template"].as_str().ok_or("no template")?;
        for at in (0..template.len()).step_by(97).filter(|at| template.is_char_boundary(*at)) {
            let (before, after) = template.split_at(at);
            let text = if piece.is_empty() { before.to_owned() } else { format!("{before}{piece}{after}") };
            lawful(&text).map_err(|broken| format!("{broken}: {text}"))?;
        }
    }
    Ok(())
}

fn lawful(text: &str) -> Result<(), String> {
    let findings = check(text, &Options::new());
    for finding in &findings {
        if text.get(finding.span.range()).is_none() {
            return Err(format!("{finding:?} lies outside of the text"));
        }
    }
    if !findings.is_sorted_by_key(|finding| finding.span.start) {
        return Err("findings are out of order".to_owned());
    }
    if findings.iter().any(|finding| finding.code == "syntax") != Template::parse(text).is_err() {
        return Err(format!("check and parse disagree; {findings:?}"));
    }
    let (fixed, made) = apply(text, &findings);
    let again = check(&fixed, &Options::new());
    if made > 0 && again.iter().any(|finding| finding.fix.is_some()) {
        return Err(format!("a fix is not enough; {again:?}"));
    }
    Ok(())
}
