//! Files that are no case files: each case of `wrong.toml` is one, with what is said of it.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::{complained, folder, vtlgate};
use crate::schema::{read, validator};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// The ending of the file.
    #[serde(default = "yaml")]
    language: String,
    text: String,
    /// All that is said.
    says: String,
    /// Why the schema cannot tell.
    #[serde(default)]
    beyond_schema: Option<String>,
}

fn yaml() -> String {
    "yaml".to_owned()
}

fn cases() -> Vec<Case> {
    let cases: Cases = toml::from_str(include_str!("wrong.toml")).expect("the cases are TOML");
    assert!(cases.case.len() > 20, "the list holds the cases");
    cases.case
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_what_to_do() {
    for (number, case) in cases().into_iter().enumerate() {
        let file = format!("x.vtl-test.{}", case.language);
        let folder = folder(
            &format!("wrong-{number}"),
            &[(&file, &case.text), ("api.json", "{\"swagger\": \"2.0\"}")],
        );
        let output = vtlgate(&folder, &[]);
        assert_eq!(output.status.code(), Some(2), "{}: {}", case.name, complained(&output));
        assert_eq!(complained(&output).trim_end(), case.says.trim_end(), "{}", case.name);
    }
}

/// What the command refuses, editors mark.
#[test]
fn the_schema_refuses_what_is_wrong() {
    let validator = validator();
    for case in cases() {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("schema.vtl-test.{}", case.language));
        fs::write(&file, &case.text).expect("the file is written");
        let Some(json) = read(&file) else { continue };
        assert_eq!(validator.is_valid(&json), case.beyond_schema.is_some(), "{}", case.name);
    }
}
