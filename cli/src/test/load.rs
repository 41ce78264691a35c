//! Finds and reads case files.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use vtlgate::Template;

use super::case::{Case, CaseFile, Source, Suite, WrittenCase};
use crate::failure::Failure;
use crate::files;

const ENDINGS: [&str; 4] = [".vtl-test.yaml", ".vtl-test.yml", ".vtl-test.toml", ".vtl-test.json"];

/// The cases of `paths` whose file and name contain `filter`, and their templates.
pub(super) fn suite(paths: &[PathBuf], filter: Option<&str>) -> Result<Suite, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() { search(path, &mut found)? } else { found.push(path.clone()) }
    }
    let mut suite = Suite { cases: Vec::new(), templates: HashMap::new() };
    for path in &found {
        let file = read(path)?;
        for written in file.cases {
            let case = case(path, file.template.as_deref(), written)?;
            if filter.is_none_or(|filter| format!("{} {}", case.file, case.name).contains(filter)) {
                suite.cases.push(case);
            }
        }
    }
    if suite.cases.is_empty() {
        return Err(Failure::Usage(match filter {
            Some(filter) => format!("no case contains `{filter}` in its file and name"),
            None => "there are no cases: a case file's name ends in .vtl-test.yaml, .vtl-test.toml or .vtl-test.json"
                .to_owned(),
        }));
    }
    for case in &suite.cases {
        let Source::File(path) = &case.template else { continue };
        if !suite.templates.contains_key(path) {
            let text = files::read("template", path)?;
            let template = Template::builder().name(files::name(path)).parse(&text);
            suite.templates.insert(path.clone(), template);
        }
    }
    Ok(suite)
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let mut entries = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()
        })
        .map_err(|error| Failure::Usage(format!("cannot read the folder `{}`: {error}", folder.display())))?;
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            // A link to a folder could lead around in a circle; hidden folders are no place for cases.
            if !path.is_symlink() && !name.starts_with('.') {
                search(&path, found)?;
            }
        } else if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            // As it is written without the `./` of the folder that is searched unless told otherwise.
            found.push(path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path));
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<CaseFile, Failure> {
    let text = files::read("case file", path)?;
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let read = match ending.as_str() {
        "toml" => toml::from_str(&text).map_err(|error| error.to_string()),
        "json" => serde_json::from_str(&text).map_err(|error| error.to_string()),
        _ => serde_saphyr::from_str(&text).map_err(|error| error.to_string()),
    };
    read.map_err(|error| {
        Failure::Usage(format!("the case file {} is not what it should be: {error}", path.display()))
    })
}

fn case(path: &Path, template: Option<&str>, written: WrittenCase) -> Result<Case, Failure> {
    let wrong =
        |what: &str| Failure::Usage(format!("{}: the case `{}` {what}", path.display(), written.name));
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    if written.expect.is_empty() {
        return Err(wrong(
            "expects nothing; say what with text, json, json_contains, snapshot, overrides or error",
        ));
    }
    let source = match (&written.inline, written.template.as_deref().or(template)) {
        (Some(_), _) if written.template.is_some() => {
            return Err(wrong("has a template and an inline one; keep one"));
        }
        (Some(text), _) => Source::Inline(text.clone()),
        (None, Some(name)) => Source::File(folder.join(name)),
        (None, None) => {
            return Err(wrong("has no template; name its file with template, or write it under inline"));
        }
    };
    let event = match &written.event {
        None | Some(Json::Null) => "{}".to_owned(),
        Some(Json::String(name)) => files::read("event", &folder.join(name))?,
        Some(event) => event.to_string(),
    };
    Ok(Case {
        file: path.display().to_string(),
        folder,
        name: written.name,
        template: source,
        event,
        expect: written.expect,
    })
}
