//! The format of `lcov`, which editors and services that show coverage read.

use std::fmt::Write;

use super::outcome::Of;
use super::{Coverage, lines};

/// The templates that are files, each a record. The template is a function, as macros and blocks are; an `#if` and a loop
/// are decisions with branches: those of the `#if` with that it takes none, and no iteration, one, more.
pub(super) fn report(coverage: &Coverage) -> String {
    let mut text = String::new();
    for (covered, outcomes) in coverage.sorted() {
        if !covered.is_file() {
            continue;
        }
        let _ = writeln!(text, "TN:\nSF:{}", covered.name);
        let functions: Vec<_> = outcomes
            .iter()
            .filter(|outcome| matches!(outcome.of, Of::Template | Of::Block))
            .map(|outcome| {
                let line = outcome.position.line;
                let name = match outcome.of {
                    Of::Template => "template".to_owned(),
                    _ => format!("{}:{line}", outcome.about.replace([',', ' '], "")),
                };
                (line, name, outcome.count)
            })
            .collect();
        for (line, name, _) in &functions {
            let _ = writeln!(text, "FN:{line},{name}");
        }
        for (_, name, count) in &functions {
            let _ = writeln!(text, "FNDA:{count},{name}");
        }
        let hit = functions.iter().filter(|(_, _, count)| *count > 0).count();
        let _ = writeln!(text, "FNF:{}\nFNH:{hit}", functions.len());

        let branches: Vec<_> =
            outcomes.iter().filter(|outcome| matches!(outcome.of, Of::Branch | Of::Loop)).collect();
        for outcome in &branches {
            let (decision, branch) = outcome.decision;
            let taken = if outcome.is_reached { outcome.count.to_string() } else { "-".to_owned() };
            let _ = writeln!(text, "BRDA:{},{decision},{branch},{taken}", outcome.position.line);
        }
        let hit = branches.iter().filter(|outcome| outcome.count > 0).count();
        let _ = writeln!(text, "BRF:{}\nBRH:{hit}", branches.len());

        let lines = lines::lines(covered.template.text(), &lines::bytes(&covered));
        let counted = lines.iter().enumerate().filter_map(|(index, count)| Some((index + 1, (*count)?)));
        let (mut found, mut hit) = (0, 0);
        for (number, count) in counted {
            let _ = writeln!(text, "DA:{number},{count}");
            found += 1;
            hit += usize::from(count > 0);
        }
        let _ = writeln!(text, "LF:{found}\nLH:{hit}\nend_of_record");
    }
    text
}
