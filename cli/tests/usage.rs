//! What is wrong with a command line, or with the files that it names: each case of `usage.toml` is one.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

mod binary;

use binary::{folder, run};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// The command line, in words.
    run: String,
    #[serde(default)]
    input: String,
    /// The files that are there.
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default = "wrong_usage")]
    code: i32,
    #[serde(default)]
    prints: String,
    /// All that is said on standard error.
    says: String,
    /// Files that are there afterwards.
    #[serde(default)]
    leaves: BTreeMap<String, String>,
}

fn wrong_usage() -> i32 {
    2
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

#[test]
fn what_is_wrong_and_what_to_do_is_told() {
    let cases: Cases = toml::from_str(include_str!("usage.toml")).expect("the cases are TOML");
    assert!(cases.case.len() > 20, "the list holds the cases");
    for (number, case) in cases.case.iter().enumerate() {
        let files: Vec<(&str, &str)> =
            case.files.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
        let folder = folder(&number.to_string(), &files);
        let arguments: Vec<&str> = case.run.split_whitespace().collect();
        let output = run(&folder, &arguments, &case.input);
        let told = (output.status.code(), text(&output.stdout), text(&output.stderr));
        let expected = (Some(case.code), text(case.prints.as_bytes()), text(case.says.as_bytes()));
        assert_eq!(told, expected, "{}", case.name);
        for (file, text) in &case.leaves {
            let left = fs::read_to_string(folder.join(file)).expect("the file is there");
            assert_eq!(left, *text, "{}: {file}", case.name);
        }
    }
}

#[test]
fn what_is_not_utf8_is_told_with_its_place() {
    let folder = folder("bytes", &[]);
    let said = |input: &[u8]| {
        let output = run(&folder, &["render", "-"], input);
        (output.status.code(), text(&output.stderr))
    };
    let expected = |told: &str| (Some(2), format!("error: the template on standard input {told}"));
    assert_eq!(
        said("a\nbé\u{1f600}c".bytes().chain([0xe9, b'x']).collect::<Vec<_>>().as_slice()),
        expected("is not UTF-8: byte 0xE9 at line 2, column 5 begins no character; save it as UTF-8")
    );
    let utf16 = expected("is UTF-16, as its first two bytes tell; save it as UTF-8");
    assert_eq!(said(b"\xff\xfea\0"), utf16);
    assert_eq!(said(b"\xfe\xff\0a"), utf16);
}

#[test]
fn coverage_leaves_out_what_is_not_utf8() {
    let cases = "cases: [{name: a, inline: b, expect: {text: b}}]";
    let folder = folder("coverage", &[("x.vtl-test.yaml", cases)]);
    fs::write(folder.join("latin1.vtl"), b"\xe9").expect("a template");
    let output = run(&folder, &["test", "--coverage", "--min", "100"], "");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}
