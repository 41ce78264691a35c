//! Java's regular expressions.

use vtlgate::java::regex::{Flags, Pattern};

const STEPS: usize = 10_000;
const LENGTH: usize = 100_000;

/// Any pattern is read or refused, and matched to an end: the first line is the pattern, then a line of flags, then the
/// text. Where the crate `regex` gives a pattern the same meaning, it finds the same.
pub fn regex(input: &str) {
    let (source, rest) = input.split_once('\n').unwrap_or((input, "\naaab"));
    let (letters, text) = rest.split_once('\n').unwrap_or(("", rest));
    let flags = Flags::from_letters(letters).unwrap_or(Flags::NONE);
    let Ok(pattern) = Pattern::compile_bounded(source, flags, STEPS) else {
        assert!(!is_common(source), "{source:?} is refused");
        return;
    };
    let _ = pattern.is_match_whole(text);
    let _ = pattern.replace(text, "<$0>", usize::MAX, LENGTH);
    let _ = pattern.split(text, 0);
    let mut last = 0;
    let mut found = Vec::new();
    for captures in pattern.captures_iter(text) {
        let Ok(captures) = captures else { return };
        let range = captures.range();
        assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
        assert!(last <= range.start, "{range:?} after {last}");
        for group in 0..=pattern.group_count() {
            assert!(captures.group(group).is_none_or(|range| text.get(range).is_some()));
        }
        last = range.end;
        found.push(range);
    }
    if flags == Flags::NONE && is_common(source) && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        let theirs = regex::Regex::new(source).expect("a pattern both know");
        if let Some(first) = found.first() {
            assert_eq!(
                theirs.find(text).map(|found| found.range()).as_ref(),
                Some(first),
                "{source:?} in {text:?}"
            );
        } else {
            assert!(!theirs.is_match(text), "{source:?} in {text:?}");
        }
    }
}

/// Whether a pattern is made of nothing but what Java and the crate `regex` mean alike: letters, digits, dots, groups,
/// alternatives, simple classes, and repetitions greedy or lazy.
fn is_common(source: &str) -> bool {
    let mut rest = source.as_bytes();
    let mut open = 0_u32;
    let mut repeatable = false;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'_' | b'-' | b',' | b'.' => repeatable = true,
            b'(' => {
                rest = rest.strip_prefix(b"?:").unwrap_or(rest);
                // An empty alternative that is repeated counts as a turn in one and not in the other.
                if open == 20 || matches!(rest.first(), Some(b'|' | b')') | None) {
                    return false;
                }
                open += 1;
                repeatable = false;
            }
            b')' if open > 0 => {
                open -= 1;
                // So does a repetition whose turn may be empty.
                if matches!(rest.first(), Some(b'*' | b'+' | b'?' | b'{')) && may_be_empty(source) {
                    return false;
                }
                repeatable = true;
            }
            b'|' => {
                if matches!(rest.first(), Some(b'|' | b')') | None) {
                    return false;
                }
                repeatable = false;
            }
            b'[' => match class(rest) {
                Some(after) => (rest, repeatable) = (after, true),
                None => return false,
            },
            b'*' | b'+' | b'?' if repeatable => {
                rest = rest.strip_prefix(b"?").unwrap_or(rest);
                repeatable = false;
            }
            _ => return false,
        }
    }
    open == 0 && source.len() < 200
}

/// Whether some part can be left out, so that a turn of a repetition around it might be empty.
fn may_be_empty(source: &str) -> bool {
    source.contains(['*', '?'])
}

/// What follows a class of letters, digits and ranges of them.
fn class(rest: &[u8]) -> Option<&[u8]> {
    let mut rest = rest.strip_prefix(b"^").unwrap_or(rest);
    let mut members = 0;
    loop {
        match *rest {
            [b']', ref after @ ..] if members > 0 => return Some(after),
            [low, b'-', high, ref after @ ..]
                if low.is_ascii_alphanumeric() && high.is_ascii_alphanumeric() && low <= high =>
            {
                rest = after;
            }
            [one, ref after @ ..] if one.is_ascii_alphanumeric() => rest = after,
            _ => return None,
        }
        members += 1;
    }
}
