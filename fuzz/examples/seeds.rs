//! Makes the first corpora out of the cases of the tests: `cargo run --example seeds` in this folder, which fills `corpus/`,
//! or with `-- FOLDER` that one. Every target has a folder, though it be empty.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json};

/// Longer ones slow the fuzzer down more than they teach it.
const LONGEST: usize = 4_096;

#[derive(Default)]
struct Corpora(BTreeMap<&'static str, Vec<String>>);

impl Corpora {
    fn add(&mut self, target: &'static str, input: impl Into<String>) {
        let input = input.into();
        if !input.is_empty() && input.len() <= LONGEST {
            self.0.entry(target).or_default().push(input);
        }
    }

    fn template(&mut self, template: &str, body: &str) {
        self.add("parse", template);
        self.add("round_trip", template);
        self.add("render", format!("{}\n{template}", body.replace('\n', " ")));
        self.body(body);
    }

    fn body(&mut self, body: &str) {
        self.add("json", body);
    }

    fn path(&mut self, path: &str, body: &str) {
        self.add("jsonpath", format!("{path}\n{body}"));
    }

    /// A case of whatever kind, told by its members.
    fn case(&mut self, case: &Json) {
        let text = |name: &str| case[name].as_str();
        let body = text("body").or(text("json")).unwrap_or_default();
        if let Some(template) = text("template") {
            self.template(template, body);
        }
        if let Some(path) = text("path") {
            self.path(path, body);
        }
        if let (Some(pattern), Some(subject)) = (text("pattern"), text("text")) {
            self.add("regex", format!("{pattern}\n{}\n{subject}", text("flags").unwrap_or_default()));
        }
        self.body(body);
    }

    fn exchange(&mut self, case: &Json) {
        let message = |message: &Json, start: String| {
            let mut lines = start;
            for (name, value) in members(&message["headers"]) {
                lines += &format!("\n{name}: {}", plain(value));
            }
            lines + "\n\n" + message["body"].as_str().unwrap_or_default()
        };
        let (request, backend) = (&case["request"], &case["backend"]);
        let or = |value: &Json, other: &str| if value.is_null() { other.to_owned() } else { plain(value) };
        let request =
            message(request, format!("{} {}", or(&request["method"], "GET"), or(&request["path"], "/")));
        let backend = message(backend, or(&backend["status"], "200"));
        self.add("exchange", format!("{}\n---\n{request}\n---\n{backend}", case["api"]));
    }
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn members(value: &Json) -> impl Iterator<Item = (&String, &Json)> {
    value.as_object().into_iter().flatten()
}

/// `over` merged into `base`, as the cases of the exchange are merged into what their file shares.
fn merged(base: Json, over: Json) -> Json {
    match (base, over) {
        (Json::Object(mut base), Json::Object(over)) => {
            for (name, value) in over {
                let below = base.remove(&name).unwrap_or_default();
                base.insert(name, merged(below, value));
            }
            Json::Object(base)
        }
        (_, over) => over,
    }
}

fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|known| known == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = root.join("../tests");
    let folder = std::env::args_os().nth(1).map_or_else(|| root.join("corpus"), PathBuf::from);
    let mut corpora = Corpora::default();
    // It writes its templates by itself.
    corpora.0.entry("dialects").or_default();
    for file in files(&tests, "toml")? {
        let Ok(mut table) = toml::from_str::<Json>(&fs::read_to_string(&file)?) else { continue };
        let cases = table.as_object_mut().and_then(|table| table.remove("case")).unwrap_or_default();
        for case in cases.as_array().into_iter().flatten() {
            if table["api"].is_object() || case["api"].is_object() {
                corpora.exchange(&merged(table.clone(), case.clone()));
            } else {
                corpora.case(case);
            }
        }
    }
    for file in files(&tests, "jsonl")? {
        // A part of the many is enough.
        for line in fs::read_to_string(&file)?.lines().step_by(5) {
            corpora.case(&serde_json::from_str(line).unwrap_or(Json::Object(Map::new())));
        }
    }
    for extension in ["yaml", "json"] {
        for folder in ["tests/exchange/imports", "examples"] {
            for file in files(&root.join("..").join(folder), extension)? {
                corpora
                    .add("exchange", format!("{}\n---\nGET /\n---\n200\n\n{{}}", fs::read_to_string(&file)?));
            }
        }
    }
    for (target, inputs) in corpora.0 {
        let folder = folder.join(target);
        fs::create_dir_all(&folder)?;
        for input in &inputs {
            let mut hasher = DefaultHasher::new();
            input.hash(&mut hasher);
            fs::write(folder.join(format!("{:016x}", hasher.finish())), input)?;
        }
        println!("{target}: {} inputs", inputs.len());
    }
    Ok(())
}
