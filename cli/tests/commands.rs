//! What the commands print, and the exit codes they end with.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value as Json, json};

mod binary;

use binary::run;

/// Runs the binary in the top folder of the project.
fn vtlgate(arguments: &[&str], input: &[u8]) -> Output {
    run(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), arguments, input)
}

fn printed(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

/// The exit code, and the first line of what is said on standard error.
fn failed(arguments: &[&str], input: &[u8]) -> (i32, String) {
    let output = vtlgate(arguments, input);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!said.contains("panicked"), "{said}");
    (output.status.code().expect("an exit code"), said.lines().next().unwrap_or_default().to_owned())
}

fn scratch(name: &str, content: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    std::fs::write(&path, content).expect("a scratch file");
    path
}

/// The answers of `batch` to lines.
fn batch(arguments: &[&str], lines: &str) -> Vec<Json> {
    let output = vtlgate(&[&["batch"], arguments].concat(), lines.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    printed(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn render_takes_its_inputs_from_options() {
    let template =
        b"$input.params('id') $input.params('page') $input.params('X-A') $stageVariables.table $input.body";
    let arguments = [
        "render",
        "-",
        "--path-param",
        "id=42",
        "--query-param",
        "page=2",
        "--header",
        "X-A: h",
        "--stage-variable",
        "table=pets",
    ];
    let output = vtlgate(&arguments, template);
    assert_eq!(printed(&output), "42 2 h pets {}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn options_go_on_top_of_an_event() {
    let event = scratch(
        "event.json",
        br#"{"body": "b", "params": {"path": {"id": "1"}}, "context": {"stage": "prod"}}"#,
    );
    let event = event.to_str().expect("UTF-8");
    let template = b"$input.body $input.params('id') $input.params('q') $context.stage";
    let output =
        vtlgate(&["render", "-", "--event", event, "--path-param", "id=2", "--query-param", "q=3"], template);
    assert_eq!(printed(&output), "b 2 3 prod");
}

#[test]
fn variables_are_plain_java_values() {
    let vars =
        scratch("vars.json", br#"{"i": 1, "l": 3000000000, "d": 1.5, "a": [1], "m": {"k": "v"}, "n": null}"#);
    let vars = vars.to_str().expect("UTF-8");
    let template = b"$i.class.name $l.class.name $d.class.name $a.class.name $m.class.name $n $a $m";
    let output = vtlgate(&["render", "-", "--dialect", "velocity", "--vars", vars], template);
    assert_eq!(
        printed(&output),
        "java.lang.Integer java.lang.Long java.lang.Double java.util.ArrayList java.util.LinkedHashMap $n [1] {k=v}"
    );
}

#[test]
fn overrides_follow_the_output_on_a_line_of_their_own() {
    let template = b"x#set($context.responseOverride.status = 404)";
    let output = vtlgate(&["render", "-", "--overrides"], template);
    assert_eq!(printed(&output), "x\n{\"responseOverride\":{\"status\":404}}\n");
}

#[test]
fn an_empty_template_renders_nothing() {
    let output = vtlgate(&["render", "-"], b"");
    assert_eq!((printed(&output), output.status.code()), ("", Some(0)));
}

#[test]
fn bad_input_is_told_with_exit_code_2() {
    let (code, said) = failed(&["render", "no-such.vtl"], b"");
    assert_eq!((code, said.as_str()), (2, "error: there is no template `no-such.vtl`; check the path"));
    let (code, said) = failed(&["render", "src"], b"");
    assert_eq!((code, said.as_str()), (2, "error: the template `src` is a directory; name a file in it"));
    let (code, said) = failed(&["render", "-", "--body", "-"], b"");
    assert_eq!(
        (code, said.as_str()),
        (2, "error: `-` can be given once only: standard input has one content")
    );
    let (code, said) = failed(&["render", "examples/created/response.vtl", "--event", "-"], b"[1]");
    assert_eq!(code, 2, "{said}");
    let (code, said) = failed(&["render", "examples/created/response.vtl", "--context", "-"], b"[1]");
    assert_eq!(code, 2, "{said}");
    let (code, _) = failed(&["render", "examples/created/response.vtl", "--path-param", "id"], b"");
    assert_eq!(code, 2);
    let (code, said) =
        failed(&["render", "examples/created/response.vtl", "--dialect", "velocity", "--body", "-"], b"");
    assert_eq!(code, 2, "{said}");
}

#[test]
fn what_an_event_does_not_have_is_noted() {
    let noted = |event: &str| {
        let event = scratch("event.json", event.as_bytes());
        let output = vtlgate(&["render", "-", "--event", event.to_str().expect("UTF-8")], b"$input.body");
        assert_eq!(output.status.code(), Some(0));
        (printed(&output).to_owned(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let expected = |output: &str, note: &str| (output.to_owned(), note.to_owned());
    let none = "note: the event has none of `body`, `params`, `context`, `stageVariables`, so the template is told nothing of \
                it; give a body with --body\n";
    assert_eq!(noted("{\"name\": \"Rex\"}"), expected("{}", none));
    assert_eq!(noted("\u{feff}{\"body\": \"a\"}"), expected("a", ""));
    let note = "note: the event has no member `bdy`; did you mean `body`?\n";
    assert_eq!(noted("{\"bdy\": \"a\"}"), expected("{}", note));
    let note = "note: `params` has no member `query`; did you mean `querystring`?\n";
    assert_eq!(noted("{\"body\": \"a\", \"params\": {\"query\": {}}}"), expected("a", note));
    let note = "note: the event has no members `headers`, `httpMethod`; its members are body, params, context, stageVariables\n";
    assert_eq!(noted("{\"body\": \"a\", \"httpMethod\": \"GET\", \"headers\": {}}"), expected("a", note));
}

#[test]
fn data_on_the_command_line_is_no_file() {
    let (code, said) = failed(&["render", "-", "--body", "{\"a\": 1}"], b"x");
    assert_eq!(code, 2);
    let told = "error: the body is read from a file, and `{\"a\": 1}` is none; write it into one, or pipe it in and name `-`";
    assert_eq!(said, told);
}

#[test]
fn a_byte_order_mark_is_noted_where_it_is_taken() {
    let marked = scratch("marked", "\u{feff}{\"a\": 1}".as_bytes());
    let marked = marked.to_str().expect("UTF-8");
    let said = |arguments: &[&str]| failed(arguments, b"x").1;
    assert!(said(&["render", "-", "--body", marked]).contains("the body `"));
    assert!(said(&["render", marked]).contains("the template `"));
    assert!(said(&["query", "$.a", "--body", marked]).contains("begins with a byte order mark"));
    assert_eq!(said(&["render", "-", "--context", marked]), "");
    assert_eq!(said(&["render", "-", "--vars", marked]), "");
    let answers = batch(&[], "\u{feff}{\"id\": 1, \"template\": \"a\"}\n[1]\n");
    assert_eq!(answers[0], json!({"id": 1, "output": "a"}));
    assert_eq!(answers[1]["id"], Json::Null);
}

#[test]
fn a_failing_template_is_told_with_exit_code_1() {
    let (code, said) = failed(&["render", "-"], b"#if(");
    assert_eq!(code, 1, "{said}");
    let (code, said) = failed(&["query", "$["], b"{}");
    assert_eq!(code, 1, "{said}");
    let (code, said) = failed(&["query", "$"], b"{a");
    assert_eq!(code, 1, "{said}");
}

#[test]
fn a_body_of_a_hundred_megabytes_is_refused() {
    let mut body = vec![b' '; 100_000_000];
    body.extend_from_slice(b"{}");
    let body = scratch("large.json", &body);
    let path = body.to_str().expect("UTF-8");
    // The service takes no such payload, whatever its template reads.
    for template in [&b"$input.json('$')"[..], b"x"] {
        let (code, said) = failed(&["render", "-", "--body", path], template);
        assert_eq!(code, 1);
        assert!(said.contains("10485760 bytes"), "{said}");
    }
    std::fs::remove_file(body).expect("the scratch file");
}

#[test]
fn query_prints_what_the_functions_print() {
    let body = br#"{"a": {"b": "x"}, "n": null, "l": [1, "y"]}"#;
    for (arguments, expected) in [
        (&["query", "$.a"][..], "{\"b\":\"x\"}\n"),
        (&["query", "$.a", "--text"], "{b=x}\n"),
        (&["query", "$.a.b"], "\"x\"\n"),
        (&["query", "$.a.b", "--text"], "x\n"),
        (&["query", "l"], "[1,\"y\"]\n"),
        (&["query", "$.n"], "\"\"\n"),
        (&["query", "$.nope"], "\"\"\n"),
        (&["query", "$.nope", "--text"], "\n"),
    ] {
        let output = vtlgate(arguments, body);
        assert_eq!((printed(&output), output.status.code()), (expected, Some(0)), "{arguments:?}");
    }
}

#[test]
fn batch_answers_every_kind_of_line() {
    let lines = r##"{"id": 1, "template": "Hi $input.path('$.name')", "body": {"name": "Rex"}}
{"id": {"a": [2]}, "template": "$input.body", "body": "raw"}
{"id": 3, "template": "#set($context.responseOverride.status = 404)x"}
{"id": 4, "path": "$.a", "body": "{\"a\": [1]}"}
{"id": 5, "template": "a\n #if("}
{"id": 6, "template": "$l[9]", "vars": {"l": []}}
{"id": 7, "template": "$input.json('$')", "body": "{a"}
{"id": 8, "path": "$.q", "body": "{}"}
{"id": 9, "path": "$.[", "body": "{}"}
{"id": 10}
nonsense

{"id": 11, "template": "$v ${v.class.name}", "dialect": "velocity", "vars": {"v": 1.0}}
{"id": 12, "template": "$input.params('p')$stageVariables.s$context.stage", "params": {"path": {"p": "1"}}, "stageVariables": {"s": "2"}, "context": {"stage": "3"}}
{"id": 13, "path": "$.n", "body": {"n": null}}"##;
    let answers = batch(&["--jobs", "1"], lines);
    assert_eq!(answers.len(), lines.lines().count());
    assert_eq!(answers[0], json!({"id": 1, "output": "Hi Rex"}));
    assert_eq!(answers[1], json!({"id": {"a": [2]}, "output": "raw"}));
    assert_eq!(
        answers[2],
        json!({"id": 3, "output": "x", "overrides": {"responseOverride": {"status": 404}}})
    );
    assert_eq!(answers[3], json!({"id": 4, "json": "[1]", "text": "[1]"}));
    let kinds: Vec<&Json> = answers[4..12].iter().map(|answer| &answer["error"]["kind"]).collect();
    assert_eq!(
        kinds,
        ["parse", "runtime", "body", "path-not-found", "invalid-path", "request", "request", "request"]
    );
    assert_eq!(answers[4]["error"]["line"], 2);
    assert_eq!(answers[4]["error"]["column"], 2);
    assert_eq!(answers[9]["id"], 10);
    assert_eq!(answers[10]["id"], Json::Null);
    assert_eq!(answers[12], json!({"id": 11, "output": "1.0 java.lang.Double"}));
    assert_eq!(answers[13], json!({"id": 12, "output": "123"}));
    assert_eq!(answers[14], json!({"id": 13, "json": "null", "text": "null"}));
}

#[test]
fn batch_keeps_the_order_whatever_the_number_of_jobs() {
    let template = "#set($n = $input.path('$.n'))#foreach($i in [1..$n])$i#end";
    let lines: String = (0..20_000)
        .map(|id| format!("{}\n", json!({"id": id, "template": template, "body": {"n": id % 97}})))
        .collect();
    let one = batch(&["--jobs", "1"], &lines);
    assert_eq!(one, batch(&["--jobs", "5"], &lines));
    assert!(one.iter().enumerate().all(|(index, answer)| answer["id"] == index));
}

#[test]
fn batch_answers_a_line_before_the_next_is_written() {
    for jobs in ["1", "3"] {
        let mut process = Command::new(env!("CARGO_BIN_EXE_vtlgate"))
            .args(["batch", "--jobs", jobs])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut stdin = process.stdin.take().expect("its input");
        let mut answers = BufReader::new(process.stdout.take().expect("its output")).lines();
        for id in 0..10 {
            writeln!(stdin, "{}", json!({"id": id, "template": "x"})).expect("a request");
            let answer = answers.next().expect("an answer").expect("a line");
            assert_eq!(answer, format!("{{\"id\":{id},\"output\":\"x\"}}"));
        }
        drop(stdin);
        assert!(process.wait().expect("its end").success());
    }
}

#[test]
fn a_closed_output_ends_batch_quietly() {
    for jobs in ["1", "3"] {
        let mut process = Command::new(env!("CARGO_BIN_EXE_vtlgate"))
            .args(["batch", "--jobs", jobs])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        drop(process.stdout.take());
        let mut stdin = process.stdin.take().expect("its input");
        writeln!(stdin, "{}", json!({"template": "x"})).expect("a request");
        // The input stays open: the end of the output alone ends it.
        let output = process.wait_with_output().expect("its end");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "--jobs {jobs}");
        drop(stdin);
    }
}

#[test]
fn batch_lines_contain_no_other_line_ends() {
    let answers = vtlgate(&["batch"], "{\"template\": \"a\u{2028}b\u{85}c\u{2029}\\n\"}".as_bytes());
    assert_eq!(printed(&answers), "{\"id\":null,\"output\":\"a\\u2028b\\u0085c\\u2029\\n\"}\n");
}

#[test]
fn batch_renders_one_template_for_all_lines() {
    let template = scratch("all.vtl", b"<$input.path('$.n')>");
    let arguments = ["--template", template.to_str().expect("UTF-8")];
    let answers =
        batch(&arguments, "{\"body\": {\"n\": 1}}\n{\"body\": {\"n\": 2}}\n{\"template\": \"own\"}\n");
    let outputs: Vec<&Json> = answers.iter().map(|answer| &answer["output"]).collect();
    assert_eq!(outputs, ["<1>", "<2>", "own"]);
}

#[test]
fn help_completions_and_version_are_there() {
    for arguments in [
        &["--help"][..],
        &["render", "--help"],
        &["query", "--help"],
        &["batch", "--help"],
        &["check", "--help"],
        &["test", "--help"],
        &["explain", "--help"],
        &["invoke", "--help"],
        &["serve", "--help"],
        &["completions", "--help"],
    ] {
        let output = vtlgate(arguments, b"");
        assert!(printed(&output).contains("Examples:"), "{arguments:?}");
        assert_eq!(output.status.code(), Some(0));
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(printed(&vtlgate(&["completions", shell], b"")).contains("vtlgate"));
    }
    assert_eq!(printed(&vtlgate(&["--version"], b"")), format!("vtlgate {}\n", env!("CARGO_PKG_VERSION")));
}
