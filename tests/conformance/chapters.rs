//! The cases of `*.toml`: a file a chapter.
//!
//! A file has `[sources]`, which tells by grade what its cases rest on, and `[[case]]` tables:
//!
//!     name       what is so, in words
//!     grade      rec, doc, vel, jay, user or guess
//!     source     instead of the chapter's
//!     dialect    apigateway, if not said, or velocity
//!     template   or `path` with `body`, for a JSONPath
//!     body       the body's text
//!     event      JSON: `params`, `context`, `stageVariables`
//!     variables  JSON: plain Java values by name
//!     output     the text; or `error`, the kind it fails with; of a path `json` and `text`
//!     overrides  JSON
//!     gap        why this library answers otherwise; the case fails once it does not

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use toml::{Table, Value};
use vtlgate::Dialect;

use super::answer::Question;
use super::case::{Case, Grade, Judge};
use super::compare;

const MEMBERS: [&str; 15] = [
    "name",
    "grade",
    "source",
    "dialect",
    "template",
    "path",
    "body",
    "event",
    "variables",
    "output",
    "error",
    "json",
    "text",
    "overrides",
    "gap",
];

/// All cases of the chapters under `home`, by file name.
pub(crate) fn read(home: &Path) -> Vec<Case> {
    chapters(home).iter().flat_map(|path| chapter(home, path)).collect()
}

fn chapters(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of the cases");
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("a case file").path()).collect();
    entries.sort();
    let is_chapter = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "toml") && !path.ends_with("gaps.toml")
    };
    entries
        .into_iter()
        .flat_map(|path| if path.is_dir() { chapters(&path) } else { vec![path] })
        .filter(is_chapter)
        .collect()
}

fn chapter(home: &Path, path: &Path) -> Vec<Case> {
    let title = path.strip_prefix(home).unwrap_or(path).with_extension("");
    let title = title.display().to_string().replace('\\', "/");
    let text = fs::read_to_string(path).expect("a case file");
    let table: Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cases = table["case"].as_array().expect("[[case]] tables");
    cases.iter().map(|case| read_case(&title, &table, case.as_table().expect("a table"))).collect()
}

fn read_case(title: &str, chapter: &Table, case: &Table) -> Case {
    let text = |member: &str| case.get(member).map(|value| value.as_str().expect("a string"));
    let name = format!("{title}/{}", text("name").expect("a name"));
    for member in case.keys() {
        assert!(MEMBERS.contains(&member.as_str()), "{name}: no member of a case is called `{member}`");
    }
    let parsed = |member: &str| -> Json {
        let json = text(member).unwrap_or("{}");
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{name}: {member}: {error}"))
    };

    let grade =
        Grade::of(text("grade").unwrap_or_default()).unwrap_or_else(|| panic!("{name}: no such grade"));
    let source = text("source").or_else(|| {
        chapter.get("sources").and_then(|sources| sources.get(grade.name())).and_then(Value::as_str)
    });
    assert!(
        source.is_some(),
        "{name}: neither the case nor its chapter tells a source of the grade {}",
        grade.name()
    );

    let body = text("body").unwrap_or_default().to_owned();
    let question = match (text("template"), text("path")) {
        (Some(template), None) => {
            let mut event = parsed("event");
            event["body"] = json!(body);
            Question::Render {
                template: template.to_owned(),
                dialect: dialect(text("dialect")),
                event,
                variables: text("variables").unwrap_or("{}").to_owned(),
            }
        }
        (None, Some(path)) => Question::Select { path: path.to_owned(), body },
        _ => panic!("{name}: a case has either a template or a path"),
    };
    let overrides = case.contains_key("overrides").then(|| parsed("overrides"));
    let judge: Judge = match (text("output"), text("error"), text("json")) {
        (Some(output), None, None) => compare::output(output.to_owned(), None, overrides),
        (None, Some(kind), None) => compare::failure(kind.to_owned()),
        (None, None, Some(json)) => compare::selection(json.to_owned(), text("text").map(str::to_owned)),
        _ => panic!("{name}: a case expects one of output, error and json"),
    };
    Case { name, grade, question, judge, gap: text("gap").map(str::to_owned) }
}

fn dialect(name: Option<&str>) -> Dialect {
    match name {
        None | Some("apigateway") => Dialect::ApiGateway,
        Some("velocity") => Dialect::Velocity,
        Some(other) => panic!("no dialect is called {other}"),
    }
}
