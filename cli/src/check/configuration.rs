//! `vtlgate.toml`: the levels of findings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use vtlgate::check::{Level, Options, rules};

use crate::failure::Failure;
use crate::files;
use crate::test::nearest as nearest_code;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Configuration {
    #[serde(default)]
    check: Check,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    #[serde(default)]
    websocket: bool,
    #[serde(default)]
    levels: BTreeMap<String, Setting>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Setting {
    Off,
    Note,
    Warning,
    Error,
}

/// The options that the file `path` sets, or the nearest vtlgate.toml.
pub(super) fn options(path: Option<&Path>) -> Result<Options, Failure> {
    let Some(path) = path.map(Path::to_path_buf).or_else(nearest) else { return Ok(Options::new()) };
    let text = files::read_json("configuration", &path)?;
    let shown = path.display();
    let configuration: Configuration = toml::from_str(&text).map_err(|error| {
        let error = error.to_string();
        Failure::Usage(format!("the configuration `{shown}` is not what it should be: {}", error.trim_end()))
    })?;
    let mut options = Options::new().websocket(configuration.check.websocket);
    for (code, setting) in configuration.check.levels {
        if rules().iter().all(|rule| rule.code != code) {
            let codes: Vec<&str> = rules().iter().map(|rule| rule.code).collect();
            let next = match nearest_code(&code, &codes) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("there are {}", codes.join(", ")),
            };
            return Err(Failure::Usage(format!(
                "the configuration `{shown}` names no check with `{code}`; {next}"
            )));
        }
        options = options.level(code, setting.level());
    }
    Ok(options)
}

impl Setting {
    fn level(self) -> Option<Level> {
        match self {
            Setting::Off => None,
            Setting::Note => Some(Level::Note),
            Setting::Warning => Some(Level::Warning),
            Setting::Error => Some(Level::Error),
        }
    }
}

fn nearest() -> Option<PathBuf> {
    let folder = std::env::current_dir().ok()?;
    folder.ancestors().map(|folder| folder.join("vtlgate.toml")).find(|path| files::is_there(path))
}
