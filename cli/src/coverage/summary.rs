//! Coverage as a person reads it on the terminal.

use std::fmt::Write;

use super::outcome::{Of, Outcome};
use super::{Coverage, Covered, Share, lines};

const GOOD: &str = "\x1b[32m";
const SOME: &str = "\x1b[33m";
const BAD: &str = "\x1b[31m";
const FAINT: &str = "\x1b[2m";
const HEADING: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// At how many places of one template lacks are told.
const MOST: usize = 30;

/// One row of the table.
#[derive(Clone, Copy, Default)]
pub(super) struct Row {
    pub(super) all: Share,
    pub(super) branches: Share,
    pub(super) loops: Share,
    pub(super) blocks: Share,
    pub(super) lines: Share,
}

impl Row {
    pub(super) fn of(covered: &Covered, outcomes: &[Outcome]) -> Row {
        let share = |of: Of| {
            Share::count(outcomes.iter().filter(|outcome| outcome.of == of).map(|outcome| outcome.count > 0))
        };
        let lines = lines::lines(covered.template.text(), &lines::bytes(covered));
        Row {
            all: Share::count(outcomes.iter().map(|outcome| outcome.count > 0)),
            branches: share(Of::Branch),
            loops: share(Of::Loop),
            blocks: share(Of::Block),
            lines: Share::count(lines.into_iter().flatten().map(|count| count > 0)),
        }
    }

    pub(super) fn and(self, other: Row) -> Row {
        Row {
            all: self.all.and(other.all),
            branches: self.branches.and(other.branches),
            loops: self.loops.and(other.loops),
            blocks: self.blocks.and(other.blocks),
            lines: self.lines.and(other.lines),
        }
    }

    pub(super) fn shares(&self) -> [Share; 4] {
        [self.branches, self.loops, self.blocks, self.lines]
    }
}

/// The table, and below each template what no case did.
pub(super) fn summary(coverage: &Coverage) -> String {
    let templates = coverage.sorted();
    let width = templates.iter().map(|(covered, _)| covered.name.chars().count()).max().unwrap_or(0).max(20);
    let mut text =
        format!("{HEADING}{:width$}   all  branches    loops   blocks    lines{PLAIN}\n", "Coverage");
    let (mut total, mut inline, mut inlines) = (Row::default(), Row::default(), 0);
    for (covered, outcomes) in &templates {
        let row = Row::of(covered, outcomes);
        total = total.and(row);
        // Templates of single cases are many, and worth a line only where they lack something.
        if covered.is_inline() && row.all.percent() == 100 {
            inline = inline.and(row);
            inlines += 1;
        } else {
            text.push_str(&line(&covered.name, width, row));
            text.push_str(&lacks(outcomes));
        }
    }
    match inlines {
        0 => {}
        1 => text.push_str(&line("1 inline template", width, inline)),
        many => text.push_str(&line(&format!("{many} inline templates"), width, inline)),
    }
    text.push_str(&line("Total", width, total));
    text
}

/// What is told where less than `least` percent are covered; how much is, and which templates lack what.
pub(super) fn lacking(coverage: &Coverage, least: usize, is_told: bool) -> Option<String> {
    let templates = coverage.sorted();
    let rows = templates.iter().map(|(covered, outcomes)| Row::of(covered, outcomes));
    let total = rows.fold(Row::default(), Row::and).all;
    if total.percent() >= least {
        return None;
    }
    let mut text = format!(
        "the coverage is {} %, and --min asks for {least} %: {} of {} outcomes were seen",
        total.percent(),
        total.covered,
        total.of
    );
    if !is_told {
        for (covered, outcomes) in &templates {
            let lacks = lacks(outcomes);
            if !lacks.is_empty() {
                let _ = write!(text, "\n{}\n{}", covered.name, lacks.trim_end());
            }
        }
    }
    Some(text)
}

fn line(name: &str, width: usize, row: Row) -> String {
    let colour = colour(row.all);
    let mut text = format!("{name:width$}  {colour}{:>3}%{PLAIN}", row.all.percent());
    for (share, wide) in row.shares().into_iter().zip([9, 8, 8, 8]) {
        match share.of {
            0 => {
                let _ = write!(text, "{FAINT} {:>wide$}{PLAIN}", "-");
            }
            of => {
                let _ = write!(text, " {:>wide$}", format!("{}/{of}", share.covered));
            }
        }
    }
    text.push('\n');
    text
}

fn colour(share: Share) -> &'static str {
    match share.percent() {
        100 => GOOD,
        50.. => SOME,
        _ => BAD,
    }
}

/// What no case did, where a render came by: what is inside of that is understood.
fn lacks(outcomes: &[Outcome]) -> String {
    let lacks = told(outcomes);
    let mut text = String::new();
    // The lacks of one place stand on one line.
    let places: Vec<&[&Outcome]> = lacks.chunk_by(|one, other| one.span == other.span).collect();
    for place in places.iter().take(MOST) {
        let Some(first) = place.first() else { continue };
        let lacking: Vec<&str> = place.iter().map(|outcome| outcome.lacking).collect();
        let lacking = lacking.join(", ");
        let _ = match first.of {
            Of::Template => writeln!(text, "    {SOME}{lacking}{PLAIN}"),
            _ => {
                writeln!(text, "    {FAINT}{}{PLAIN} {}: {SOME}{lacking}{PLAIN}", first.position, first.about)
            }
        };
    }
    if places.len() > MOST {
        let _ = writeln!(text, "    and {} more places", places.len() - MOST);
    }
    text
}

/// The outcomes never seen that are worth telling, in the order of the text.
pub(super) fn told(outcomes: &[Outcome]) -> Vec<&Outcome> {
    let is_told = |outcome: &&Outcome| outcome.is_reached || outcome.of == Of::Template;
    let mut told: Vec<&Outcome> =
        outcomes.iter().filter(|outcome| outcome.count == 0).filter(is_told).collect();
    told.sort_by_key(|outcome| outcome.span.start);
    told
}
