//! Finds and reads case files, in parallel.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use vtlgate::Dialect;

use super::case::{CaseFile, Written};
use super::prepare::{Case, Shelf};
use super::snapshot;
use super::tree::{self, Wrong};
use crate::arguments::TestArguments;
use crate::coverage::Coverage;
use crate::failure::Failure;
use crate::{diagnostic, files, limits};

const ENDINGS: [&str; 4] = [".vtl-test.yaml", ".vtl-test.yml", ".vtl-test.toml", ".vtl-test.json"];

const NAMES: &str = "the name of one ends in .vtl-test.yaml, .vtl-test.toml or .vtl-test.json";

/// A case file that was read.
struct Source {
    path: PathBuf,
    text: String,
    cases: Vec<Written>,
}

/// Cases that can run, and the real paths of the files that they are made of.
pub(super) struct Loaded {
    pub(super) cases: Vec<Case>,
    pub(super) inputs: Vec<PathBuf>,
}

/// The cases that are asked for, in the order of the files, ready to run; their templates count in `coverage`.
pub(super) fn cases(arguments: &TestArguments, coverage: Option<&Coverage>) -> Result<Loaded, Failure> {
    let filter = arguments.filter.as_deref();
    let mut found = Vec::new();
    for path in &arguments.paths {
        if path.is_dir() { search(path, &mut found)? } else { found.push(path.clone()) }
    }
    let found = files::once_each(found);
    let is_found = !found.is_empty();
    let mut inputs: Vec<PathBuf> = found.iter().map(|path| snapshot::real(path)).collect();
    let sources: Vec<Source> = found.into_par_iter().map(read).collect::<Result<_, _>>()?;
    let shelf = Shelf::new(limits::of(Dialect::ApiGateway, &arguments.limits.limit), coverage);
    let cases: Vec<Vec<Case>> =
        sources.into_par_iter().map(|source| prepare(source, filter, &shelf)).collect::<Result<_, _>>()?;
    let cases: Vec<Case> = cases.into_iter().flatten().collect();
    if cases.is_empty() {
        return Err(Failure::Usage(match filter {
            Some(filter) => format!("no case contains `{filter}` in its file and name"),
            None if is_found => "there are no cases: the case files hold none under `cases`".to_owned(),
            None => {
                let paths: Vec<String> =
                    arguments.paths.iter().map(|path| format!("`{}`", path.display())).collect();
                format!("there are no case files in {}; {NAMES}", paths.join(", "))
            }
        }));
    }
    inputs.extend(shelf.into_files().iter().map(|path| snapshot::real(path)));
    Ok(Loaded { cases, inputs })
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for path in files::entries(folder, is_wanted)? {
        if path.is_dir() {
            search(&path, found)?;
        } else {
            // As it is written without the `./` of the folder that is searched unless told otherwise.
            found.push(path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path));
        }
    }
    Ok(())
}

/// Whether an entry of a folder is a case file, or a folder to look into.
fn is_wanted(path: &Path) -> bool {
    match path.is_dir() {
        // A link to a folder could lead around in a circle; hidden folders are no place for cases.
        true => !path.is_symlink() && !name(path).starts_with('.'),
        false => has_its_ending(path),
    }
}

/// Whether the name of a file is one of a case file.
pub(crate) fn has_its_ending(path: &Path) -> bool {
    ENDINGS.iter().any(|ending| name(path).ends_with(ending))
}

fn name(path: &Path) -> Cow<'_, str> {
    path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default()
}

fn read(path: PathBuf) -> Result<Source, Failure> {
    let text = files::read_json("case file", &path)?;
    match tree::read(&path, &text).and_then(CaseFile::read) {
        Ok(file) => Ok(Source { path, text, cases: file.cases }),
        // Somebody named a file of another kind.
        Err(wrong) if !has_its_ending(&path) && !text.contains("cases") => Err(failure(
            &path,
            &text,
            Wrong { next: Some(format!("if this is no case file: {NAMES}")), ..wrong },
        )),
        Err(wrong) => Err(failure(&path, &text, wrong)),
    }
}

fn prepare(source: Source, filter: Option<&str>, shelf: &Shelf<'_>) -> Result<Vec<Case>, Failure> {
    let file: Arc<str> = Arc::from(source.path.display().to_string());
    let folder = source.path.parent().unwrap_or(Path::new(""));
    let wanted =
        |case: &Written| filter.is_none_or(|filter| format!("{file} {}", case.name).contains(filter));
    // A few files of many cases keep all threads busy, too.
    let cases = source.cases.into_par_iter().filter(wanted).map(|case| shelf.prepare(case, &file, folder));
    cases.collect::<Result<Vec<Case>, Wrong>>().map_err(|wrong| failure(&source.path, &source.text, wrong))
}

/// What is wrong with a case file, shown in its line.
fn failure(path: &Path, text: &str, wrong: Wrong) -> Failure {
    let Wrong { place, message, next } = wrong;
    let place = (place.line, place.column);
    Failure::Drawn(diagnostic::in_line(&files::name(path), text, place, &message, next.as_deref()))
}
