//! The real engine, in a process beside the test: starts it, asks it, reads its answers.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;

use serde_json::Value;

use crate::generator::Case;
use crate::outcome::Outcome;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential/Oracle.java");

/// Where Debian's package `velocity` puts its jars; `VTLGATE_VELOCITY_CLASSPATH` names other places.
const JARS: &str =
    "/usr/share/java/velocity.jar:/usr/share/java/commons-collections3.jar:/usr/share/java/commons-lang.jar";

/// The compiled program. Its folder goes when this goes.
pub(crate) struct Installation {
    jars: String,
    classes: PathBuf,
}

impl Installation {
    /// Compiles the program, or says what this machine lacks.
    pub(crate) fn prepare() -> Result<Self, String> {
        let jars = std::env::var("VTLGATE_VELOCITY_CLASSPATH").unwrap_or_else(|_| JARS.to_owned());
        if let Some(missing) = jars.split(':').find(|jar| !Path::new(jar).exists()) {
            return Err(format!("no {missing}: install Debian's package velocity"));
        }
        for program in ["java", "javac"] {
            let found =
                Command::new(program).arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status();
            if !found.is_ok_and(|status| status.success()) {
                return Err(format!("no {program}: install a JDK, 17 or later"));
            }
        }
        let classes = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("oracle-{}", std::process::id()));
        let installation = Self { jars, classes };
        let compiler = Command::new("javac")
            .args(["-cp", &installation.jars, "-d"])
            .arg(&installation.classes)
            .arg(SOURCE)
            .output()
            .map_err(|error| error.to_string())?;
        // A program of ours that does not compile is a fault here, not something the machine lacks.
        assert!(compiler.status.success(), "javac: {}", String::from_utf8_lossy(&compiler.stderr));
        Ok(installation)
    }

    pub(crate) fn start(&self) -> Oracle {
        let mut process = Command::new("java")
            // A template runs once: the quick compiler answers twice as many as the thorough one.
            .args(["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"])
            .args(["-Duser.language=en", "-Duser.country=US", "-Duser.timezone=UTC", "-cp"])
            .arg(format!("{}:{}", self.jars, self.classes.display()))
            .arg("Oracle")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("java was there a moment ago");
        let requests = process.stdin.take().expect("the pipe was asked for");
        let answers = process.stdout.take().expect("the pipe was asked for");
        Oracle { process, requests: BufWriter::new(requests), answers: BufReader::new(answers) }
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        // What stays behind lies in the build folder and does no harm.
        let _ = std::fs::remove_dir_all(&self.classes);
    }
}

pub(crate) struct Oracle {
    process: Child,
    requests: BufWriter<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Oracle {
    /// Asks all the cases and hands each with its answer to `judge`, in order.
    ///
    /// Questions are written on a thread of their own, so that neither side waits for the other with a full pipe.
    pub(crate) fn ask<C>(&mut self, dialect: &str, cases: C, mut judge: impl FnMut(Case, Outcome))
    where
        C: Iterator<Item = Case> + Send,
    {
        let (requests, answers) = (&mut self.requests, &mut self.answers);
        let (sender, asked) = mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for case in cases {
                    let request = request(dialect, &case);
                    if requests.write_all(request.as_bytes()).is_err() || sender.send(case).is_err() {
                        return;
                    }
                }
                // A process that is gone is noticed, with better words, where its answers are read.
                let _ = requests.flush();
            });
            for case in asked {
                let mut line = String::new();
                let read = answers.read_line(&mut line).expect("the oracle's answers can be read");
                assert!(read > 0, "the oracle ended without an answer to {:?}", case.template);
                judge(case, answer(line.trim_end_matches('\n')));
            }
        });
    }

    pub(crate) fn ask_all(&mut self, dialect: &str, cases: &[Case]) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(cases.len());
        self.ask(dialect, cases.iter().cloned(), |_, outcome| outcomes.push(outcome));
        outcomes
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        // It ends by itself when its input does; nothing is left to do should it be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn request(dialect: &str, case: &Case) -> String {
    let mut request = format!("{dialect}\t");
    push_digits(&mut request, &case.template);
    request.push('\t');
    push_map(&mut request, &case.variables);
    request.push('\n');
    request
}

fn push_digits(request: &mut String, text: &str) {
    for byte in text.bytes() {
        write!(request, "{byte:02x}").expect("a String takes all text");
    }
}

fn push_map(request: &mut String, map: &serde_json::Map<String, Value>) {
    request.push('m');
    for (key, value) in map {
        push_digits(request, key);
        request.push(';');
        push_value(request, value);
    }
    request.push('.');
}

fn push_value(request: &mut String, value: &Value) {
    match value {
        Value::Null => request.push('n'),
        Value::Bool(true) => request.push('t'),
        Value::Bool(false) => request.push('f'),
        Value::Number(number) => {
            request.push(if number.is_f64() { 'd' } else { 'i' });
            request.push_str(&number.to_string());
            request.push(';');
        }
        Value::String(text) => {
            request.push('s');
            push_digits(request, text);
            request.push(';');
        }
        Value::Array(items) => {
            request.push('l');
            for item in items {
                push_value(request, item);
            }
            request.push('.');
        }
        Value::Object(map) => push_map(request, map),
    }
}

fn answer(line: &str) -> Outcome {
    let (kind, digits) = line.split_once('\t').unwrap_or_else(|| panic!("not an answer: {line:?}"));
    let units: Vec<u16> = digits
        .as_bytes()
        .chunks(4)
        .map(|unit| std::str::from_utf8(unit).ok().and_then(|unit| u16::from_str_radix(unit, 16).ok()))
        .collect::<Option<_>>()
        .unwrap_or_else(|| panic!("not hexadecimal digits: {digits:?}"));
    // Java writes a half of a surrogate pair as `?`.
    let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or('?')).collect();
    match kind {
        "output" => Outcome::Output(text),
        "parse" => Outcome::Parse(text),
        "runtime" => Outcome::Runtime(text),
        "unanswered" => Outcome::Unanswered(text),
        _ => panic!("not a kind of answer: {kind:?}"),
    }
}
