//! The format of `lcov`, which editors and services that show coverage read.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vtlgate::check::TextLines;

use super::outcome::{Of, Outcome};
use super::{Coverage, Covered, Start, lines};

/// A template with its outcomes.
type Seen = (Arc<Covered>, Vec<Outcome>);

/// The files with templates, each a record: files that are templates, and those that templates are parts of. A template
/// is a function, as macros and blocks are; an `#if` and a loop are decisions with branches: those of the `#if` with that
/// it takes none, and no iteration, one, more.
pub(super) fn report(coverage: &Coverage) -> String {
    let mut text = String::new();
    let mut parts: BTreeMap<PathBuf, Vec<Seen>> = BTreeMap::new();
    for (covered, outcomes) in coverage.sorted() {
        match &covered.within {
            None if covered.is_file() => {
                let mut record = Record::default();
                record.add("template", &covered, &outcomes, Some);
                record.write(&covered.name, &mut text);
            }
            None => {}
            Some(within) => parts.entry(within.file.clone()).or_default().push((covered, outcomes)),
        }
    }
    for (file, templates) in parts {
        let record = of_parts(&file, &templates);
        record.write(&file.display().to_string(), &mut text);
    }
    text
}

/// The templates in a file; those of which the lines cannot be told are left out.
fn of_parts(file: &Path, templates: &[Seen]) -> Record {
    let mut record = Record::default();
    // It was read before, so it is there unless somebody took it away just now.
    let document = fs::read_to_string(file).unwrap_or_default();
    // Places of case files count without a mark of the byte order.
    let of_cases = TextLines::of(document.strip_prefix('\u{feff}').unwrap_or(&document));
    let mut of_definition = None;
    for (covered, outcomes) in templates {
        let lines = match covered.within.as_ref().map(|within| within.start) {
            Some(Start::Place(line, column)) => of_cases.text(line, column, covered.template.text()),
            Some(Start::Byte(start)) => {
                let lines = of_definition.get_or_insert_with(|| TextLines::of(&document).templates());
                lines.get(&start).cloned()
            }
            None => None,
        };
        let Some(lines) = lines else { continue };
        let name = covered.name.strip_prefix(&format!("{}: ", file.display())).unwrap_or(&covered.name);
        record.add(name, covered, outcomes, |line| lines.get(line.checked_sub(1)?).copied());
    }
    record
}

/// What is told of one file.
#[derive(Default)]
struct Record {
    /// Line, name, count.
    functions: Vec<(usize, String, u64)>,
    /// Line, decision, branch, and how often it was taken if it was come by.
    branches: Vec<(usize, usize, usize, Option<u64>)>,
    lines: BTreeMap<usize, u64>,
    decisions: usize,
}

impl Record {
    /// Adds a template, whose lines stand on `line_of` those of the file.
    fn add(
        &mut self,
        name: &str,
        covered: &Covered,
        outcomes: &[Outcome],
        line_of: impl Fn(usize) -> Option<usize>,
    ) {
        let mut last = 0;
        for outcome in outcomes {
            let own_line = outcome.position.line as usize;
            let line = line_of(own_line).unwrap_or(1);
            match outcome.of {
                Of::Template => self.functions.push((line, name.replace(',', ""), outcome.count)),
                Of::Block => {
                    let name = format!("{}:{line}", outcome.about.replace([',', ' '], ""));
                    self.functions.push((line, name, outcome.count));
                }
                Of::Branch | Of::Loop => {
                    let (decision, branch) = outcome.decision;
                    let taken = outcome.is_reached.then_some(outcome.count);
                    self.branches.push((line, self.decisions + decision, branch, taken));
                    last = last.max(decision);
                }
            }
        }
        self.decisions += last;
        // Lines of a template may share one of the file, which was run as often as the one that was run most.
        let mut counted: BTreeMap<usize, u64> = BTreeMap::new();
        let counts = lines::lines(covered.template.text(), &lines::bytes(covered));
        for (number, count) in (1..).zip(counts) {
            if let Some((line, count)) = line_of(number).zip(count) {
                let most = counted.entry(line).or_default();
                *most = count.max(*most);
            }
        }
        for (line, count) in counted {
            *self.lines.entry(line).or_default() += count;
        }
    }

    fn write(&self, file: &str, text: &mut String) {
        let _ = writeln!(text, "TN:\nSF:{file}");
        for (line, name, _) in &self.functions {
            let _ = writeln!(text, "FN:{line},{name}");
        }
        for (_, name, count) in &self.functions {
            let _ = writeln!(text, "FNDA:{count},{name}");
        }
        let hit = self.functions.iter().filter(|(_, _, count)| *count > 0).count();
        let _ = writeln!(text, "FNF:{}\nFNH:{hit}", self.functions.len());
        for (line, decision, branch, taken) in &self.branches {
            let taken = taken.map_or("-".to_owned(), |count| count.to_string());
            let _ = writeln!(text, "BRDA:{line},{decision},{branch},{taken}");
        }
        let hit = self.branches.iter().filter(|(.., taken)| taken.is_some_and(|count| count > 0)).count();
        let _ = writeln!(text, "BRF:{}\nBRH:{hit}", self.branches.len());
        for (line, count) in &self.lines {
            let _ = writeln!(text, "DA:{line},{count}");
        }
        let hit = self.lines.values().filter(|count| **count > 0).count();
        let _ = writeln!(text, "LF:{}\nLH:{hit}\nend_of_record", self.lines.len());
    }
}
