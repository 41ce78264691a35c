//! `vtlgate invoke`, through the binary: each case of `cases.toml` is a command with what it prints.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::thread;

use libtest_mimic::{Arguments, Failed, Trial};
use serde::Deserialize;
use serde_json::Value;

#[path = "../binary/mod.rs"]
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
    /// After `invoke`. `FOLDER` is a folder with the case's files, `SERVER` the address of the case's server.
    arguments: Vec<String>,
    /// Standard input.
    #[serde(default)]
    input: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
    /// What a server answers, byte by byte, to the one request it gets.
    server: Option<String>,
    /// What that request holds.
    #[serde(default)]
    served: Vec<String>,
    #[serde(default)]
    exit: i32,
    /// All of standard output, where `<…>` is anything.
    stdout: Option<String>,
    /// Members of the object that `--json` prints, by JSON pointers.
    #[serde(default)]
    json: BTreeMap<String, Value>,
    /// Parts of standard error.
    #[serde(default)]
    stderr: Vec<String>,
}

fn main() {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).expect("the cases are TOML");
    assert!(cases.case.len() > 20, "the list holds the cases");
    let trials = cases.case.into_iter().enumerate().map(|(number, case)| {
        Trial::test(case.name.clone(), move || verify(number, &case).map_err(Failed::from))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn verify(number: usize, case: &Case) -> Result<(), String> {
    let files: Vec<(&str, &str)> =
        case.files.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    let folder = folder(&number.to_string(), &files);
    let server = case.server.as_ref().map(|answer| serve_once(answer.clone()));
    let address = server.as_ref().map(|(address, _)| address.clone()).unwrap_or_default();
    let arguments = case.arguments.iter().map(|argument| {
        argument.replace("FOLDER", &folder.display().to_string()).replace("SERVER", &address)
    });
    let arguments: Vec<String> = ["invoke".to_owned()].into_iter().chain(arguments).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples"), &arguments, &case.input);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let context = || format!("\nstdout: {stdout}\nstderr: {stderr}");

    if output.status.code() != Some(case.exit) {
        return Err(format!("ended with {}, expected {}{}", output.status, case.exit, context()));
    }
    if let Some(expected) = case.stdout.as_ref().filter(|expected| !masked_eq(expected, &stdout)) {
        return Err(format!("expected {expected}{}", context()));
    }
    if !case.json.is_empty() {
        let printed: Value =
            serde_json::from_str(&stdout).map_err(|error| format!("{error}{}", context()))?;
        for (pointer, expected) in &case.json {
            let found = printed.pointer(pointer).unwrap_or(&Value::Null);
            // TOML has no null.
            let same = if expected == "<null>" { found.is_null() } else { found == expected };
            if !same {
                return Err(format!("{pointer}: expected {expected}, got {found}{}", context()));
            }
        }
    }
    for expected in &case.stderr {
        if !stderr.contains(expected.as_str()) {
            return Err(format!("standard error lacks {expected:?}{}", context()));
        }
    }
    if let Some((_, request)) = server {
        let request = request.join().map_err(|_| "the server panicked".to_owned())?;
        for expected in &case.served {
            if !request.contains(expected.as_str()) {
                return Err(format!("the server was not sent {expected:?}: {request}"));
            }
        }
    }
    Ok(())
}

/// A server for one request; gives its address and, in the end, the request.
fn serve_once(answer: String) -> (String, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound").to_string();
    let serving = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a request");
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !is_complete(&request) {
            match stream.read(&mut buffer) {
                Ok(count) if count > 0 => request.extend_from_slice(&buffer[..count]),
                _ => break,
            }
        }
        stream.write_all(answer.as_bytes()).expect("the answer is sent");
        String::from_utf8_lossy(&request).into_owned()
    });
    (address, serving)
}

fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

/// Whether `actual` is `expected`, where `<…>` in expected text stands for anything within a line.
fn masked_eq(expected: &str, actual: &str) -> bool {
    let (mut expected, mut actual) = (expected.lines(), actual.lines());
    loop {
        match (expected.next(), actual.next()) {
            (None, None) => return true,
            (Some(expected), Some(actual)) if line_eq(expected, actual) => {}
            _ => return false,
        }
    }
}

fn line_eq(expected: &str, actual: &str) -> bool {
    match expected.split_once('<').and_then(|(before, rest)| Some((before, rest.split_once('>')?.1))) {
        None => expected == actual,
        Some((before, after)) => actual.strip_prefix(before).is_some_and(|rest| {
            (0..=rest.len()).filter(|end| rest.is_char_boundary(*end)).any(|end| line_eq(after, &rest[end..]))
        }),
    }
}
