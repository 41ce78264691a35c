//! The transcripts of the README and of the manual are what the built binary prints.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A command and what follows it in a transcript, up to the next command.
#[derive(Debug, PartialEq)]
struct Step {
    line: usize,
    command: String,
    printed: String,
}

/// The steps of all blocks of `text` marked `console`: a line with `$ ` is a command, the lines below are its output.
fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut within = false;
    for (number, line) in text.lines().enumerate() {
        match line.strip_prefix("$ ") {
            _ if line.starts_with("```") => within = line == "```console",
            Some(command) if within => {
                steps.push(Step { line: number + 1, command: command.to_owned(), printed: String::new() });
            }
            None if within => {
                let step = steps.last_mut().expect("a command before its output");
                step.printed.push_str(line);
                step.printed.push('\n');
            }
            _ => {}
        }
    }
    steps
}

/// What a shell prints for `command` with the built binary in reach, in the top folder of the project.
fn run(command: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_vtlgate"));
    let folder = binary.parent().expect("a folder of binaries").display().to_string();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .env("PATH", path)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("a shell");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    if printed.is_empty() || printed.ends_with('\n') { printed } else { format!("{printed}\n") }
}

fn check(document: &str, least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(document);
    let steps = steps(&fs::read_to_string(path).expect("the document"));
    assert!(steps.len() >= least, "{document} has only {} commands; is it still read aright?", steps.len());
    for step in steps {
        let printed = run(&step.command);
        assert_eq!(printed, step.printed, "{document}:{}: $ {}", step.line, step.command);
    }
}

#[test]
fn the_readme_tells_what_is_printed() {
    check("README.md", 5);
}

#[test]
fn the_manual_tells_what_is_printed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let files = fs::read_dir(folder).expect("docs").map(|entry| entry.expect("an entry").file_name());
    let mut pages: Vec<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
    pages.retain(|name| name.ends_with(".md"));
    assert!(pages.len() > 15, "only {pages:?}");
    for page in pages {
        let least = match page.as_str() {
            "tutorial.md" => 10,
            "check.md" | "coverage.md" => 5,
            "explain.md" | "test.md" => 3,
            _ => 0,
        };
        check(&format!("docs/{page}"), least);
    }
}

#[test]
fn a_transcript_is_read_command_by_command() {
    let text = "$ no\n```console\n$ one\na\nb\n$ two\n```\n$ no\n";
    let step = |line, command: &str, printed: &str| Step {
        line,
        command: command.to_owned(),
        printed: printed.to_owned(),
    };
    assert_eq!(steps(text), [step(3, "one", "a\nb\n"), step(6, "two", "")]);
}
