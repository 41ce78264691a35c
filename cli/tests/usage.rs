//! What is wrong with a command line, or with the files that it names: each case of `usage.toml` is one.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::Deserialize;

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

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("usage-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder is made");
    folder
}

fn vtlgate(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_vtlgate"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A command that fails early does not read it.
    let _ = process.stdin.take().expect("its input").write_all(input);
    process.wait_with_output().expect("its output")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

#[test]
fn what_is_wrong_and_what_to_do_is_told() {
    let cases: Cases = toml::from_str(include_str!("usage.toml")).expect("the cases are TOML");
    assert!(cases.case.len() > 20, "the list holds the cases");
    for (number, case) in cases.case.iter().enumerate() {
        let folder = folder(&number.to_string());
        for (file, text) in &case.files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
            fs::write(path, text).expect("the file is written");
        }
        let arguments: Vec<&str> = case.run.split_whitespace().collect();
        let output = vtlgate(&folder, &arguments, case.input.as_bytes());
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
    let folder = folder("bytes");
    let said = |input: &[u8]| {
        let output = vtlgate(&folder, &["render", "-"], input);
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
    let folder = folder("coverage");
    let cases = "cases: [{name: a, inline: b, expect: {text: b}}]";
    fs::write(folder.join("x.vtl-test.yaml"), cases).expect("the cases");
    fs::write(folder.join("latin1.vtl"), b"\xe9").expect("a template");
    let output = vtlgate(&folder, &["test", "--coverage", "--min", "100"], b"");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}
