//! `vtlgate::java::regex` against what Java 17 answered, and its bounds.

use std::time::{Duration, Instant};

use toml::{Table, Value};
use vtlgate::java::regex::{Captures, Flags, MatchError, Pattern, PatternError};

fn flags(case: &Table) -> Flags {
    let letters = text(case, "flags").unwrap_or_default();
    let literal = if letters.contains('L') { Flags::LITERAL } else { Flags::NONE };
    literal | Flags::from_letters(&letters.replace('L', "")).expect("flag letters")
}

fn text<'c>(case: &'c Table, key: &str) -> Option<&'c str> {
    case.get(key).map(|value| value.as_str().expect("a string"))
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().expect("an array").iter().map(|item| item.as_str().expect("a string")).collect()
}

/// A match in the notation of the cases: `0..2 0..1 -`.
fn written(pattern: &Pattern, captures: &Captures) -> String {
    let groups = (0..=pattern.group_count()).map(|group| match captures.group(group) {
        Some(range) => format!("{}..{}", range.start, range.end),
        None => "-".to_owned(),
    });
    groups.collect::<Vec<_>>().join(" ")
}

/// Every difference between a case and what this library answers.
fn differences(case: &Table) -> Vec<String> {
    let source = text(case, "pattern").expect("a pattern");
    let compiled = Pattern::compile(source, flags(case));
    let pattern = match (compiled, text(case, "error")) {
        (Ok(pattern), None) => pattern,
        (Ok(_), Some(error)) => return vec![format!("compiles, Java refuses it: {error}")],
        (Err(error), Some(expected)) if error.to_string() == expected => return Vec::new(),
        (Err(error), expected) => return vec![format!("error {error:?}, in Java {expected:?}")],
    };
    let subject = text(case, "text").expect("a text");
    let mut found = Vec::new();
    let mut compare = |what: &str, ours: String, java: String| {
        if ours != java {
            found.push(format!("{what}: {ours}, in Java {java}"));
        }
    };
    if let Some(expected) = case.get("matches").and_then(Value::as_bool) {
        compare(
            "matches",
            format!("{:?}", pattern.is_match_whole(subject)),
            format!("{:?}", Ok::<_, MatchError>(expected)),
        );
    }
    if let Some(expected) = case.get("found") {
        let ours: Result<Vec<_>, _> = pattern
            .captures_iter(subject)
            .map(|found| found.map(|captures| written(&pattern, &captures)))
            .collect();
        compare("found", format!("{ours:?}"), format!("{:?}", Ok::<_, MatchError>(strings(expected))));
    }
    if let Some(replacement) = text(case, "replacement") {
        let replaced = |result: Result<String, _>| match result {
            Ok(replaced) => format!("{replaced:?}"),
            Err(error) => format!("{error}"),
        };
        let java = |key| text(case, key).map(|expected| format!("{expected:?}"));
        let exception = text(case, "exception").unwrap_or_default().to_owned();
        let all = replaced(pattern.replace_all(subject, replacement));
        compare("replaceAll", all, java("all").unwrap_or_else(|| exception.clone()));
        let first = replaced(pattern.replace_first(subject, replacement));
        compare("replaceFirst", first, java("first").unwrap_or(exception));
    }
    if let Some(expected) = case.get("parts") {
        let limit = case.get("limit").and_then(Value::as_integer).expect("a limit");
        let ours = pattern.split(subject, i32::try_from(limit).expect("an int"));
        compare("split", format!("{ours:?}"), format!("{:?}", Ok::<_, MatchError>(strings(expected))));
    }
    found
}

#[test]
fn answers_as_java_does() {
    let file: Table = include_str!("java_regex/cases.toml").parse().expect("valid TOML");
    let cases = file["case"].as_array().expect("cases");
    assert!(cases.len() > 300, "only {} cases", cases.len());
    let mut report = String::new();
    for case in cases {
        let case = case.as_table().expect("a case");
        let found = differences(case);
        if let Some(reason) = text(case, "gap") {
            if found.is_empty() {
                report += &format!("{:?}: the gap is closed, delete its line: {reason}\n", case["pattern"]);
            }
            continue;
        }
        for difference in found {
            report += &format!("{:?} on {:?}: {difference}\n", case["pattern"], case.get("text"));
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn what_cannot_be_translated_is_named() {
    for (pattern, construct) in [
        (r"\N{LATIN SMALL LETTER A}", r"\N{…}"),
        (r"\b{g}", r"\b{g}"),
        ("(?c)é", "the flag c (canonical equivalence)"),
        (r"(?<=\Xa)b", r"\X in a look-behind"),
        ("(?<=a*b*c)d", "several endless repetitions in one look-behind"),
    ] {
        match Pattern::compile(pattern, Flags::NONE) {
            Err(PatternError::Untranslatable { construct: named, advice }) => {
                assert_eq!(named, construct, "{pattern}");
                assert!(!advice.is_empty(), "{pattern}");
            }
            other => panic!("{pattern}: {other:?}"),
        }
    }
}

#[test]
fn catastrophic_backtracking_ends() {
    let text = "a".repeat(40) + "b";
    for pattern in [
        "(a+)+$",
        r"(a+)+\1$",
        "(?:a|a)*+c|(?=(a*)*)(a*)*(?<=c)",
        r"^(?:(a+)+)+\1c$",
        r"(?:a*)*\bx",
        r"(?:(?:(a?)\1){2000000000}){2000000000}c",
    ] {
        let started = Instant::now();
        let outcome = Pattern::compile(pattern, Flags::NONE).expect(pattern).find_at(&text, 0);
        assert!(matches!(outcome, Ok(None) | Err(MatchError::StepLimit { .. })), "{pattern}: {outcome:?}");
        assert!(started.elapsed() < Duration::from_secs(20), "{pattern}: {:?}", started.elapsed());
    }
}

#[test]
fn the_step_limit_is_the_callers() {
    let pattern = Pattern::compile_bounded(r"(a*)*\1b", Flags::NONE, 100).expect("a pattern");
    assert_eq!(pattern.is_match_whole(&"a".repeat(50)), Err(MatchError::StepLimit { limit: 100 }));
}

#[test]
fn looking_around_without_a_bound_is_for_short_texts() {
    let text = "1".repeat(30_000);
    let behind = Pattern::compile(r"\w+(?<=\d+)z", Flags::NONE).expect("a pattern");
    assert!(matches!(behind.find_at(&text, 0), Err(MatchError::StepLimit { .. })));
    let long = "a1".repeat(50_000);
    let ahead = Pattern::compile(r"(?=.*\d)(?=.*[a-z]).{8,}", Flags::NONE).expect("a pattern");
    assert_eq!(ahead.is_match_whole(&long), Ok(true));
    for pattern in [&ahead, &behind] {
        assert!(matches!(pattern.find_at(&long, 0), Err(MatchError::TextTooLong { .. })));
    }
    let near = Pattern::compile(r"(?<=a)1(?=a|$)", Flags::NONE).expect("a pattern");
    assert_eq!(near.captures_iter(&long).count(), 50_000);
}

#[test]
fn huge_repetitions_are_refused() {
    for pattern in
        ["(a{1000}){1000}", r"(?:(?:\w{1000}){1000}){1000}", "a{2147483647}", r"(?:\p{L}{500}){500}"]
    {
        let refused = Pattern::compile(pattern, Flags::NONE);
        assert!(matches!(refused, Err(PatternError::TooComplex { .. })), "{pattern}: {refused:?}");
    }
}

#[test]
fn long_patterns_are_refused() {
    for pattern in ["a".repeat(100_000), r"\p{L}".repeat(3_000), "(?i)[a-z&&[^x]]".repeat(5_000)] {
        let refused = Pattern::compile(&pattern, Flags::NONE);
        assert!(
            matches!(refused, Err(PatternError::TooComplex { .. })),
            "{:.20}: {:?}",
            pattern,
            refused.err()
        );
    }
}

#[test]
fn deep_nesting_needs_little_stack() {
    let nests = [
        ("(", ")", 14),
        ("(?:", ")*", 15),
        ("(?=", ")", 14),
        ("(?<=", ")", 14),
        ("[", "]", 15),
        ("[a&&", "]", 15),
        ("(?>", ")+", 10),
        ("(a|b", ")*", 6),
        ("(a|", ")?+", 5),
        (r"(\1$|\X", ")*", 5),
        (r"(?:\b|", ")++", 5),
    ];
    let run = move || {
        for (open, close, supported) in nests {
            for depth in (1..=40).chain([5_000]) {
                let pattern = open.repeat(depth) + "a" + &close.repeat(depth);
                match Pattern::compile(&pattern, Flags::NONE) {
                    Ok(pattern) => assert!(pattern.find_at("aa", 0).is_ok(), "{open} {depth}"),
                    Err(PatternError::TooComplex { .. } | PatternError::TooDeep { .. }) => {
                        assert!(depth > supported, "{open} {depth}");
                    }
                    Err(other) => panic!("{open} {depth}: {other}"),
                }
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(run).expect("a thread");
    thread.join().expect("no overflow");
}

#[test]
fn offsets_inside_a_character_find_nothing() {
    let pattern = Pattern::compile("", Flags::NONE).expect("a pattern");
    assert_eq!(pattern.find_at("é", 1), Ok(None));
    assert_eq!(pattern.find_at("é", 3), Ok(None));
    assert_eq!(pattern.find_at("é", 2).map(|found| found.map(|it| it.range())), Ok(Some(2..2)));
}

#[test]
fn patterns_are_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(&Pattern::compile("a", Flags::NONE).expect("a pattern"));
}
