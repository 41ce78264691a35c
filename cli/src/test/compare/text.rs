//! How two texts differ: the lines that do, and under them the characters.

use std::time::Duration;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

/// As many lines are shown in all.
const MOST: usize = 60;

/// As many lines that are equal are shown around those that are not.
const CONTEXT: usize = 2;

/// As many characters of a line are shown.
const WIDEST: usize = 120;

/// As many characters of a long line are shown before the first that differs.
const BEFORE: usize = 30;

/// Lines up to this length are compared character by character, longer ones by their beginnings and ends.
const COMPARED: usize = 400;

/// How long a comparison may take before it becomes coarser.
const PATIENCE: Duration = Duration::from_millis(500);

/// How the text `actual` differs from `expected`.
pub(in super::super) fn difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(expected, actual);
    let mut lines = Vec::new();
    let groups = diff.grouped_ops(CONTEXT);
    for group in &groups {
        if let (true, Some(first)) = (groups.len() > 1, group.first()) {
            lines.push(format!("@ line {}", first.new_range().start + 1));
        }
        for op in group {
            match op {
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    let (old, new) = (diff.old_slices(), diff.new_slices());
                    let old = old.get(*old_index..old_index + old_len).unwrap_or_default();
                    let new = new.get(*new_index..new_index + new_len).unwrap_or_default();
                    replaced(old, new, &mut lines);
                }
                op => {
                    for change in diff.iter_changes(op) {
                        lines.push(match change.tag() {
                            ChangeTag::Delete => format!("- {}", whole(change.value())),
                            ChangeTag::Insert => format!("+ {}", whole(change.value())),
                            ChangeTag::Equal => format!("  {}", cut(change.value().trim_end_matches('\n'))),
                        });
                    }
                }
            }
        }
    }
    Some(bounded(lines))
}

/// The beginning of a text, with its white space visible.
pub(in super::super) fn excerpt(text: &str) -> String {
    let lines = text.split_inclusive('\n').take(MOST + 1).map(|line| format!("  {}", whole(line)));
    bounded(lines.collect())
}

fn bounded(mut lines: Vec<String>) -> String {
    let more = lines.len().saturating_sub(MOST);
    if more > 0 {
        lines.truncate(MOST);
        lines.push(format!("… and {more} more lines"));
    }
    lines.join("\n")
}

/// Lines that others take the place of: by pairs, then what is left over.
fn replaced(old: &[&str], new: &[&str], lines: &mut Vec<String>) {
    for (old, new) in old.iter().zip(new) {
        pair(old, new, lines);
    }
    lines.extend(old.iter().skip(new.len()).map(|line| format!("- {}", whole(line))));
    lines.extend(new.iter().skip(old.len()).map(|line| format!("+ {}", whole(line))));
}

/// A line and the one in its place, with marks under the characters that differ where most do not.
fn pair(old: &str, new: &str, lines: &mut Vec<String>) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let prefix = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old_changed, new_changed) = changed(&old, &new, prefix);
    let count = |flags: &[bool]| flags.iter().filter(|flag| **flag).count();
    let alike = (count(&old_changed) + count(&new_changed)) * 2 <= old.len() + new.len();
    for (sign, line, flags) in [('-', &old, &old_changed), ('+', &new, &new_changed)] {
        let start = if line.len() > WIDEST { prefix.saturating_sub(BEFORE).min(line.len()) } else { 0 };
        let end = (start + WIDEST).min(line.len());
        let (mut text, mut marks) = (format!("{sign} "), "  ".to_owned());
        if start > 0 {
            text.push('…');
            marks.push(' ');
        }
        for (character, changed) in line.iter().zip(flags).take(end).skip(start) {
            let before = text.chars().count();
            push_visible(*character, &mut text);
            let width = text.chars().count() - before;
            marks.extend(std::iter::repeat_n(if *changed { '^' } else { ' ' }, width));
        }
        if end < line.len() {
            text.push('…');
        }
        lines.push(text);
        let marks = marks.trim_end();
        if alike && !marks.is_empty() {
            lines.push(marks.to_owned());
        }
    }
}

/// Which characters of two lines are not in the other.
fn changed(old: &[char], new: &[char], prefix: usize) -> (Vec<bool>, Vec<bool>) {
    if old.len() <= COMPARED && new.len() <= COMPARED {
        let mut flags = (vec![false; old.len()], vec![false; new.len()]);
        for op in capture_diff_slices(Algorithm::Myers, old, new) {
            if !matches!(op, DiffOp::Equal { .. }) {
                op.old_range().for_each(|index| flags.0[index] = true);
                op.new_range().for_each(|index| flags.1[index] = true);
            }
        }
        return flags;
    }
    let rest = (&old[prefix..], &new[prefix..]);
    let suffix = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(one, other)| one == other).count();
    let flags = |length: usize| (0..length).map(|index| index >= prefix && index < length - suffix).collect();
    (flags(old.len()), flags(new.len()))
}

/// A line with all of its white space visible, up to a length.
fn whole(line: &str) -> String {
    let mut visible = String::new();
    for character in line.chars().take(WIDEST) {
        push_visible(character, &mut visible);
    }
    if line.chars().nth(WIDEST).is_some() {
        visible.push('…');
    }
    visible
}

/// A line as it is, up to a length.
fn cut(line: &str) -> String {
    match line.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

fn push_visible(character: char, visible: &mut String) {
    match character {
        ' ' => visible.push('·'),
        '\t' => visible.push('→'),
        '\r' => visible.push('␍'),
        '\n' => visible.push('⏎'),
        other if other.is_control() || (other.is_whitespace() && !other.is_ascii()) => {
            visible.extend(other.escape_unicode());
        }
        other => visible.push(other),
    }
}
