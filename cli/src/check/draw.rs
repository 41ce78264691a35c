//! Findings as people read them.

use std::io::Write;

use annotate_snippets::{AnnotationKind, Level as Title, Snippet};
use vtlgate::check::{Finding, Level};

use super::Checked;
use crate::diagnostic::{renderer, within};
use crate::failure::Failure;

/// Prints all findings and how many they are.
pub(super) fn print(checked: &[Checked], fixes: usize) -> Result<(), Failure> {
    let mut output = anstream::stdout().lock();
    for template in checked {
        if let Some(definition) = &template.definition {
            let blank = if template.findings.is_empty() { "" } else { "\n" };
            writeln!(output, "{} is {definition}{blank}", template.name)?;
        }
        for finding in &template.findings {
            writeln!(output, "{}\n", draw(finding, template))?;
        }
    }
    writeln!(output, "{}", summary(checked, fixes))?;
    output.flush()?;
    Ok(())
}

fn draw(finding: &Finding, template: &Checked) -> String {
    let level = match finding.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Note => Title::NOTE,
    };
    let mark = AnnotationKind::Primary.span(within(&template.text, finding.span.range()));
    let snippet = Snippet::source(&template.text).path(&template.name).annotation(mark);
    let mut group = level.primary_title(&finding.message).id(finding.code).element(snippet);
    if !finding.member.is_empty() {
        group = group.element(Title::NOTE.message(format!("at {}", finding.member)));
    }
    if !finding.help.is_empty() {
        group = group.element(Title::HELP.message(&finding.help));
    }
    renderer().render(&[group])
}

fn summary(checked: &[Checked], fixes: usize) -> String {
    let all = || checked.iter().flat_map(|checked| &checked.findings);
    let mut parts = Vec::new();
    for level in [Level::Error, Level::Warning, Level::Note] {
        match all().filter(|finding| finding.level == level).count() {
            0 => {}
            1 => parts.push(format!("1 {}", level.name())),
            many => parts.push(format!("{many} {}s", level.name())),
        }
    }
    let found = if parts.is_empty() { "nothing found".to_owned() } else { parts.join(", ") };
    let definitions = checked.iter().filter(|checked| checked.definition.is_some()).count();
    let counted = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    };
    let templates = match (checked.len() - definitions, definitions) {
        (templates, 0) => counted(templates, "template"),
        (0, definitions) => counted(definitions, "definition"),
        (templates, definitions) => {
            format!("{}, {}", counted(templates, "template"), counted(definitions, "definition"))
        }
    };
    let fixable = all().filter(|finding| finding.fix.is_some()).count();
    match (fixes, fixable) {
        (0, 0) => format!("{templates}: {found}"),
        (0, fixable) => format!("{templates}: {found}; --fix sets {fixable} right"),
        (fixes, _) => format!("{templates}: {found}; {fixes} set right"),
    }
}
