//! `vtlgate test`: outcomes, reports, snapshots and exit codes, through the built binary.

use std::fs;
use std::path::Path;
use std::process::Output;

#[path = "../binary/mod.rs"]
mod binary;
mod differences;
mod exchanges;
mod schema;
mod wrong;

use binary::{complained, folder, printed, run};

fn vtlgate(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, &[&["test"], arguments].concat(), "")
}

const TWO: &str = "
cases:
  - {name: good, inline: a, expect: {text: a}}
  - {name: bad, inline: a, expect: {text: b}}
  - {name: last, inline: c, expect: {text: c}}
";

#[test]
fn case_files_are_found_below_the_working_directory() {
    let folder =
        folder("found", &[("a/x.vtl-test.yaml", TWO), (".hidden/y.vtl-test.yaml", TWO), ("z.yaml", TWO)]);
    let output = vtlgate(&folder, &[]);
    assert_eq!(
        printed(&output),
        "FAILED a/x.vtl-test.yaml:4: bad\n    the output differs (- expected, + actual)\n    - b\n    + a\n\n\
         2 passed, 1 failed\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn aliases_in_aliases_nest_no_deeper_than_values() {
    let nested = |inside: &str| format!("{}{inside}{}", "[".repeat(100), "]".repeat(100));
    let mut cases = format!("a0: &a0 {}\n", nested("x"));
    for level in 1..500 {
        cases += &format!("a{level}: &a{level} {}\n", nested(&format!("*a{}", level - 1)));
    }
    let folder = folder("aliases", &[("x.vtl-test.yaml", &cases)]);
    let output = vtlgate(&folder, &[]);
    assert_eq!(output.status.code(), Some(2));
    let told = "error: values are nested more than 128 deep\n --> x.vtl-test.yaml:2:109\n";
    assert!(complained(&output).starts_with(told), "{}", complained(&output));
}

#[test]
fn the_filter_chooses_by_file_and_name() {
    let folder = folder("filter", &[("x.vtl-test.yaml", TWO)]);
    let output = vtlgate(&folder, &["--filter", "yaml good"]);
    assert_eq!((printed(&output).as_str(), output.status.code()), ("1 passed, 0 failed\n", Some(0)));
    let output = vtlgate(&folder, &["--filter", "nothing"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("no case contains `nothing`"));
}

#[test]
fn after_a_failure_no_case_is_started() {
    let folder = folder("fast", &[("x.vtl-test.yaml", TWO)]);
    let output = vtlgate(&folder, &["--fail-fast", "--jobs", "1"]);
    assert!(printed(&output).ends_with("1 passed, 1 failed, 1 not run\n"), "{}", printed(&output));
}

#[test]
fn only_snapshots_are_updated() {
    let cases = "[[cases]]\nname = \"s\"\ninline = \"new\"\nexpect = { snapshot = \"s.txt\" }\n\
                 [[cases]]\nname = \"t\"\ninline = \"new\"\nexpect = { text = \"old\" }\n";
    let folder = folder("update", &[("x.vtl-test.toml", cases), ("s.txt", "old")]);
    assert!(printed(&vtlgate(&folder, &[])).ends_with("0 passed, 2 failed\n"));
    let output = vtlgate(&folder, &["--update"]);
    assert!(
        printed(&output).ends_with("1 passed, 1 failed, 1 written to snapshots\n"),
        "{}",
        printed(&output)
    );
    assert_eq!(fs::read_to_string(folder.join("s.txt")).expect("the snapshot"), "new");
    assert_eq!(fs::read_to_string(folder.join("x.vtl-test.toml")).expect("the cases"), cases);
}

#[test]
fn junit_escapes_and_counts() {
    let cases = "cases:\n  - {name: 'a<b', inline: \"x\\uFFFE&\", expect: {text: y}}\n";
    let folder = folder("junit", &[("x.vtl-test.yaml", cases)]);
    vtlgate(&folder, &["--junit", "report.xml"]);
    let report = fs::read_to_string(folder.join("report.xml")).expect("the report");
    assert!(report.contains("tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\""), "{report}");
    assert!(report.contains("<testcase name=\"a&lt;b\" classname=\"x.vtl-test.yaml\""), "{report}");
    assert!(report.contains(" file=\"x.vtl-test.yaml\" line=\"2\" time=\"0."), "{report}");
    assert!(report.contains("+ x\u{fffd}&amp;"), "{report}");
}

#[test]
fn tap_numbers_the_cases() {
    let folder = folder("tap", &[("x.vtl-test.yaml", TWO)]);
    let expected = "TAP version 14\n1..3\nok 1 - x.vtl-test.yaml: good\nnot ok 2 - x.vtl-test.yaml: bad\n  ---\n  \
                    at: {file: \"x.vtl-test.yaml\", line: 4}\n  message: |\n    \
                    the output differs (- expected, + actual)\n    - b\n    + a\n  ...\nok 3 - x.vtl-test.yaml: last\n";
    assert_eq!(printed(&vtlgate(&folder, &["--tap"])), expected);
}

#[test]
fn github_is_told_of_failures() {
    let folder = folder("github", &[("x.vtl-test.yaml", TWO)]);
    let text = printed(&vtlgate(&folder, &["--github"]));
    assert!(text.contains("\n::error file=x.vtl-test.yaml,line=4,title=bad::the output differs (- expected, + actual)%0A- b%0A+ a\n"), "{text}");
}
