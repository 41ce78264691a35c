//! The schema of case files takes what the command takes.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value as Json;

use super::{printed, vtlgate};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub(crate) fn validator() -> Validator {
    let text = fs::read_to_string(root().join("cli/schema/vtl-test.schema.json")).expect("the schema");
    jsonschema::validator_for(&serde_json::from_str(&text).expect("JSON")).expect("a schema")
}

/// A case file as JSON; nothing where it cannot be read.
pub(crate) fn read(path: &Path) -> Option<Json> {
    let text = fs::read_to_string(path).expect("the case file");
    match path.extension()?.to_str()? {
        "toml" => toml::from_str(&text).ok(),
        "json" => serde_json::from_str(&text).ok(),
        _ => serde_saphyr::from_str(&text).ok(),
    }
}

/// All case files below a folder.
fn case_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            case_files(&path, found);
        } else if path.to_string_lossy().contains(".vtl-test.") {
            found.push(path);
        }
    }
}

#[test]
fn every_case_file_of_the_project_fits_the_schema() {
    let validator = validator();
    let mut files = vec![root().join("cli/tests/cases/failing/failing.yaml")];
    case_files(&root().join("cli/tests/cases"), &mut files);
    case_files(&root().join("examples"), &mut files);
    assert!(files.len() > 5, "{files:?}");
    for file in files {
        let json = read(&file).unwrap_or_else(|| panic!("{} cannot be read", file.display()));
        let wrong: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", file.display());
    }
}

#[test]
fn the_schema_is_printed() {
    let output = vtlgate(&root(), &["--print-schema"]);
    let text = fs::read_to_string(root().join("cli/schema/vtl-test.schema.json")).expect("the schema");
    assert_eq!((printed(&output), output.status.code()), (text, Some(0)));
}
