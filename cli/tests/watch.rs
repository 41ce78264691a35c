//! `--watch` on `render`, `test` and `check`, through the built binary.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

mod binary;

use binary::folder;

/// Far more than it takes, for machines that are busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// A command that watches a folder of its own, and what it has printed so far on both streams.
struct Watching {
    folder: PathBuf,
    process: Child,
    told: Receiver<String>,
    printed: String,
}

impl Watching {
    fn start(name: &str, files: &[(&str, &str)], arguments: &[&str]) -> Watching {
        let folder = folder(name, files);
        let mut process = Command::new(env!("CARGO_BIN_EXE_vtlgate"))
            .args(arguments)
            .arg("--watch")
            .current_dir(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let (tell, told) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] = [
            Box::new(process.stdout.take().expect("its output")),
            Box::new(process.stderr.take().expect("its errors")),
        ];
        for mut stream in streams {
            let tell = tell.clone();
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(count @ 1..) = stream.read(&mut buffer) {
                    let _ = tell.send(String::from_utf8_lossy(&buffer[..count]).into_owned());
                }
            });
        }
        Watching { folder, process, told, printed: String::new() }
    }

    /// Waits until `expected` is printed, and takes all up to its end.
    fn expect(&mut self, expected: &str) -> String {
        let start = Instant::now();
        loop {
            if let Some(found) = self.printed.find(expected) {
                let rest = self.printed.split_off(found + expected.len());
                return std::mem::replace(&mut self.printed, rest);
            }
            let left = PATIENCE.saturating_sub(start.elapsed());
            match self.told.recv_timeout(left) {
                Ok(more) => self.printed.push_str(&more),
                Err(_) => panic!("{expected:?} is not printed; printed is {:?}", self.printed),
            }
        }
    }

    fn write(&self, file: &str, text: &str) {
        write(&self.folder.join(file), text);
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
    // At once: whoever looks between emptying and filling a file sees an empty one.
    let new = path.with_extension("new");
    fs::write(&new, text).expect("the file is written");
    fs::rename(new, path).expect("the file is renamed");
}

#[test]
fn render_follows_template_and_event() {
    let files = [("t.vtl", "one $input.body"), ("e.json", "{\"body\": \"a\"}")];
    let mut watching = Watching::start("render", &files, &["render", "t.vtl", "--event", "e.json"]);
    watching.expect("one a");
    watching.write("t.vtl", "two $input.body");
    assert_eq!(watching.expect("two a"), "\n--- changed: t.vtl\ntwo a");
    watching.write("e.json", "{\"body\": \"b\"}");
    assert_eq!(watching.expect("two b"), "\n--- changed: e.json\ntwo b");
}

#[test]
fn a_file_that_is_replaced_or_moved_is_followed() {
    let mut watching = Watching::start("replaced", &[("t.vtl", "one")], &["render", "t.vtl"]);
    watching.expect("one");
    watching.write("t.vtl.new", "two");
    fs::rename(watching.folder.join("t.vtl.new"), watching.folder.join("t.vtl")).expect("it is renamed");
    watching.expect("two");
    fs::rename(watching.folder.join("t.vtl"), watching.folder.join("t.vtl~")).expect("it is renamed");
    watching.write("t.vtl", "three");
    watching.expect("three");
}

#[test]
fn errors_end_nothing() {
    let mut watching = Watching::start("errors", &[("t.vtl", "#if(")], &["render", "t.vtl"]);
    watching.expect("#if cannot be read");
    fs::remove_file(watching.folder.join("t.vtl")).expect("it is removed");
    watching.expect("there is no template `t.vtl`");
    fs::write(watching.folder.join("t.vtl"), "fine").expect("it is written");
    watching.expect("fine");
}

#[test]
fn a_folder_that_is_gone_for_a_while_is_followed() {
    let mut watching = Watching::start("folder", &[("a/b/t.vtl", "one")], &["render", "a/b/t.vtl"]);
    watching.expect("one");
    fs::remove_dir_all(watching.folder.join("a")).expect("it is removed");
    watching.expect("there is no template `a/b/t.vtl`");
    for folder in ["a", "a/b"] {
        fs::create_dir(watching.folder.join(folder)).expect("it is made");
        thread::sleep(Duration::from_millis(50));
    }
    watching.write("a/b/t.vtl", "two");
    watching.expect("two");
}

#[test]
fn what_is_not_read_is_no_change() {
    let mut watching = Watching::start("unread", &[("t.vtl", "one")], &["render", "t.vtl"]);
    watching.expect("one");
    watching.write("other.vtl", "other");
    watching.write("t.vtl", "one");
    watching.write("t.vtl", "two");
    assert_eq!(watching.expect("two"), "\n--- changed: t.vtl\ntwo");
}

#[test]
fn test_follows_cases_templates_and_new_files() {
    let cases = "cases: [{name: a, template: ../t.vtl, expect: {snapshot: s.txt}}]";
    let files = [("t.vtl", "one"), ("cases/a.vtl-test.yaml", cases), ("cases/s.txt", "one")];
    let mut watching = Watching::start("test", &files, &["test"]);
    watching.expect("1 passed, 0 failed");
    watching.write("t.vtl", "two");
    watching.expect("0 passed, 1 failed");
    watching.write("cases/s.txt", "two");
    watching.expect("1 passed, 0 failed");
    watching.write("cases/b.vtl-test.yaml", "cases: [{name: b, inline: x, expect: {txt: x}}]");
    watching.expect("did you mean `text`?");
    watching.write("cases/b.vtl-test.yaml", "cases: [{name: b, inline: x, expect: {text: x}}]");
    watching.expect("2 passed, 0 failed");
    watching.write(
        "more/deep/c.vtl-test.json",
        "{\"cases\": [{\"name\": \"c\", \"inline\": \"x\", \"expect\": {\"text\": \"x\"}}]}",
    );
    watching.expect("3 passed, 0 failed");
    fs::remove_file(watching.folder.join("cases/b.vtl-test.yaml")).expect("it is removed");
    watching.expect("2 passed, 0 failed");
}

#[test]
fn test_follows_the_definition_and_the_backend() {
    let api = |status: &str| {
        format!(
            "{{\"swagger\": \"2.0\", \"paths\": {{\"/\": {{\"get\": {{\"x-amazon-apigateway-integration\": {{\"type\": \
             \"http\", \"httpMethod\": \"GET\", \"uri\": \"https://a.example/\", \"responses\": {{\"default\": \
             {{\"statusCode\": \"{status}\"}}}}}}}}}}}}}}"
        )
    };
    let cases =
        "api: api.json\nbackend: b.json\ncases: [{name: a, request: GET /, expect: {status: 200, text: b}}]";
    let answer = |body: &str| format!("{{\"statusCode\": 200, \"body\": \"{body}\"}}");
    let files = [("api.json", api("200")), ("a.vtl-test.yaml", cases.to_owned()), ("b.json", answer("b"))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let mut watching = Watching::start("definition", &files, &["test"]);
    watching.expect("1 passed, 0 failed");
    watching.write("api.json", &api("201"));
    watching.expect("expected 200, got 201");
    watching.write("api.json", &api("200"));
    watching.expect("1 passed, 0 failed");
    watching.write("b.json", &answer("c"));
    watching.expect("- b");
}

#[test]
fn check_follows_folders_and_its_configuration() {
    let files = [("t/a.vtl", "#if($x)a#end")];
    let mut watching = Watching::start("check", &files, &["check", "t"]);
    let first = watching.expect("1 template");
    watching.write("t/b.vtl", "#if(");
    watching.expect("b.vtl");
    watching.write("vtlgate.toml", "[check.levels]\nnonsense = \"off\"\n");
    watching.expect("names no check with `nonsense`");
    drop(first);
}

#[test]
fn updated_snapshots_are_no_change() {
    let cases = "cases: [{name: a, template: t.vtl, expect: {snapshot: s.txt}}]";
    let files = [("t.vtl", "one"), ("a.vtl-test.yaml", cases)];
    let mut watching = Watching::start("update", &files, &["test", "--update"]);
    watching.expect("1 written to snapshots");
    watching.write("t.vtl", "two");
    assert_eq!(
        watching.expect("to snapshots\n"),
        "\n\n--- changed: t.vtl\n1 passed, 0 failed, 1 written to snapshots\n"
    );
}

#[test]
fn standard_input_cannot_be_watched() {
    for arguments in
        [&["render", "-"][..], &["render", "t.vtl", "--body", "-"], &["check", "-"], &["test", "-"]]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_vtlgate")).args(arguments).arg("--watch").output();
        let output = output.expect("the binary runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with("error: --watch reads files again and again"), "{said}");
    }
}

#[test]
fn wrong_usage_is_not_watched() {
    let output = Command::new(env!("CARGO_BIN_EXE_vtlgate"))
        .args(["render", "t.vtl", "--watch", "--dialect", "velocity", "--body", "b.json"])
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_with_130() {
    let mut watching = Watching::start("interrupt", &[("t.vtl", "one")], &["render", "t.vtl"]);
    watching.expect("one");
    let id = watching.process.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill runs").success());
    let ended = watching.process.wait().expect("it ends");
    assert_eq!(ended.code(), Some(130));
}
