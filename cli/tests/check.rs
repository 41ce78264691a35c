//! `vtlgate check`: formats, configuration, fixes and exit codes, through the built binary.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value as Json;

/// A folder of its own for one test, with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("check-{name}"));
    let _ = fs::remove_dir_all(&folder);
    for (file, text) in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        fs::write(path, text).expect("the file is written");
    }
    folder
}

fn vtlgate(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtlgate"));
    command.current_dir(folder).arg("check").args(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it is read");
    child.wait_with_output().expect("it ends")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn codes(output: &Output) -> Vec<String> {
    let findings: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = findings.as_array().expect("a list");
    findings.iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn a_folder_stands_for_its_templates_in_order() {
    let folder = folder(
        "folder",
        &[("b.vtl", "$ctx.a"), ("a/c.vm", "#evaluate('x')"), ("notes.txt", "$ctx.a"), ("d.vtl", "fine")],
    );
    let output = vtlgate(&folder, &[".", "--format", "json"], "");
    assert_eq!(codes(&output), ["evaluate", "appsync"]);
    assert_eq!(output.status.code(), Some(0), "warnings alone are no failure");
    let output = vtlgate(&folder, &["a", "nowhere.vtl"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no template `nowhere.vtl`"));
}

#[test]
fn errors_make_the_exit_code_one() {
    let folder = folder("errors", &[("a.vtl", "#if(")]);
    assert_eq!(vtlgate(&folder, &["a.vtl"], "").status.code(), Some(1));
}

#[test]
fn the_nearest_configuration_sets_levels() {
    let configuration = "[check.levels]\nevaluate = \"error\"\nappsync = \"off\"\n";
    let folder = folder("levels", &[("vtlgate.toml", configuration), ("a/b.vtl", "$ctx.a#evaluate('x')")]);
    let output = vtlgate(&folder.join("a"), &["b.vtl", "--format", "json"], "");
    assert_eq!(codes(&output), ["evaluate"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_configuration_with_an_unknown_code_is_wrong_usage() {
    let folder = folder("unknown", &[("other.toml", "[check.levels]\nnope = \"off\"\n"), ("a.vtl", "")]);
    let output = vtlgate(&folder, &["a.vtl", "--config", "other.toml"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("names no check with `nope`"));
}

#[test]
fn a_websocket_api_has_other_names() {
    let folder = folder("websocket", &[("vtlgate.toml", "[check]\nwebsocket = true\n")]);
    assert!(codes(&vtlgate(&folder, &["-", "--format", "json"], "$context.connectionId")).is_empty());
}

#[test]
fn fixes_are_written_into_files_only() {
    let folder = folder("fixes", &[("a.vtl", "#set($a = 1)$a-b")]);
    let output = vtlgate(&folder, &["a.vtl", "--fix"], "");
    assert_eq!(printed(&output), "1 template: nothing found; 1 set right\n");
    assert_eq!(fs::read_to_string(folder.join("a.vtl")).expect("the file"), "#set($a = 1)${a}-b");
    let output = vtlgate(&folder, &["-", "--fix"], "#set($a = 1)$a-b");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn sarif_names_rules_and_places() {
    let folder = folder("sarif", &[("a.vtl", "\n é $ctx.a")]);
    let output = vtlgate(&folder, &["a.vtl", "--format", "sarif"], "");
    let log: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(result["ruleId"], "appsync");
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "appsync");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a.vtl");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&2.into(), &5.into()));
}

#[test]
fn annotations_escape_what_github_reads() {
    let folder = folder("github", &[("a,b.vtl", "$context.a")]);
    let text = printed(&vtlgate(&folder, &["a,b.vtl", "--format", "github"], ""));
    assert!(text.starts_with("::warning file=a%2Cb.vtl,line=1,col=10,title=context-member::"), "{text}");
}
