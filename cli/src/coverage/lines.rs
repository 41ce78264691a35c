//! Which lines and characters of a template were run.

use std::sync::atomic::Ordering;

use super::Covered;

/// How often each byte of a template was run; none where there is nothing to run: blanks, comments, `#else` and `#end`.
pub(super) fn bytes(covered: &Covered) -> Vec<Option<u64>> {
    let text = covered.template.text();
    let renders = covered.hits.renders.load(Ordering::Relaxed);
    let mut counts = vec![Some(renders); text.len()];
    // Regions come in the order they begin, inner ones after those around them.
    for (region, hits) in covered.template.regions().iter().zip(&covered.hits.regions) {
        // In a string all places are the string's.
        if region.body == region.span {
            continue;
        }
        fill(&mut counts, region.body.range(), Some(hits.runs.load(Ordering::Relaxed)));
    }
    for word in ["#else", "#end"] {
        for (at, _) in text.match_indices(word) {
            fill(&mut counts, at..at + word.len(), None);
        }
        let braced = format!("#{{{}}}", &word[1..]);
        for (at, _) in text.match_indices(&braced) {
            fill(&mut counts, at..at + braced.len(), None);
        }
    }
    for (at, _) in text.match_indices("#elseif") {
        // The condition belongs to what is around the branches, and is told with them.
        fill(&mut counts, at..at + "#elseif".len(), None);
    }
    comments(text, &mut counts);
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_whitespace() {
            fill(&mut counts, at..at + 1, None);
        }
    }
    counts
}

/// How often each line was run; none for lines with nothing to run.
pub(super) fn lines(text: &str, bytes: &[Option<u64>]) -> Vec<Option<u64>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end;
            bytes.get(range).into_iter().flatten().flatten().max().copied()
        })
        .collect()
}

fn fill(counts: &mut [Option<u64>], range: std::ops::Range<usize>, count: Option<u64>) {
    if let Some(part) = counts.get_mut(range) {
        part.fill(count);
    }
}

/// `## …` to the end of the line, and `#* … *#`.
fn comments(text: &str, counts: &mut [Option<u64>]) {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('#')) {
        let start = at + found;
        let rest = &text[start..];
        let end = if rest.starts_with("#[[") {
            // A text block is text.
            at = start + rest.find("]]#").map_or(rest.len(), |end| end + 3);
            continue;
        } else if rest.starts_with("##") {
            start + rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("#*") {
            start + rest.find("*#").map_or(rest.len(), |end| end + 2)
        } else {
            at = start + 1;
            continue;
        };
        fill(counts, start..end, None);
        at = end;
    }
}
