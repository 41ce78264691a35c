//! Case files and their cases, as they are written.

use std::collections::HashMap;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value as Json;
use vtlgate::Template;

/// All cases that run, and the templates of their files.
pub(super) struct Suite {
    pub(super) cases: Vec<Case>,
    pub(super) templates: HashMap<PathBuf, Result<Template, vtlgate::Error>>,
}

/// A case, and where it comes from.
pub(super) struct Case {
    /// The case file as it is shown.
    pub(super) file: String,
    /// The folder that paths start from.
    pub(super) folder: PathBuf,
    pub(super) name: String,
    pub(super) template: Source,
    /// The event as JSON.
    pub(super) event: String,
    pub(super) expect: Expect,
}

/// Where a case's template is.
pub(super) enum Source {
    File(PathBuf),
    Inline(String),
}

/// A case file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseFile {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    /// The template of all cases that name none.
    #[serde(default)]
    pub(super) template: Option<String>,
    pub(super) cases: Vec<WrittenCase>,
}

/// A case as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenCase {
    pub(super) name: String,
    #[serde(default)]
    pub(super) template: Option<String>,
    #[serde(default)]
    pub(super) inline: Option<String>,
    /// An event, or the name of a file with one.
    #[serde(default)]
    pub(super) event: Option<Json>,
    pub(super) expect: Expect,
}

/// What is expected; everything that is said must hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expect {
    /// The output, character by character.
    #[serde(default)]
    pub(super) text: Option<String>,
    /// The output as JSON, equal whatever the order of members.
    #[serde(default)]
    pub(super) json: Option<Json>,
    /// What the output as JSON holds at least: of objects these members, of lists these elements in their places.
    #[serde(default)]
    pub(super) json_contains: Option<Json>,
    /// The overrides that the template sets.
    #[serde(default)]
    pub(super) overrides: Option<Json>,
    /// A file with the output.
    #[serde(default)]
    pub(super) snapshot: Option<String>,
    /// The failure of the template.
    #[serde(default)]
    pub(super) error: Option<ExpectedError>,
}

/// A failure, as far as it is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectedError {
    #[serde(default)]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) line: Option<u32>,
    #[serde(default)]
    pub(super) column: Option<u32>,
    /// A part of the message.
    #[serde(default)]
    pub(super) message: Option<String>,
}

impl Expect {
    /// Whether nothing is expected, so that the case could not fail.
    pub(super) fn is_empty(&self) -> bool {
        let output =
            [self.text.is_some(), self.json.is_some(), self.json_contains.is_some(), self.snapshot.is_some()];
        !output.contains(&true) && self.overrides.is_none() && self.error.is_none()
    }
}
