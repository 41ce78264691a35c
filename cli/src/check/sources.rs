//! The templates and definitions that paths stand for.

use std::fs;
use std::path::{Path, PathBuf};

use vtlgate::check::DefinitionKind;

use crate::failure::Failure;

/// The files of `paths`, those of folders in the order of their names.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            collect(path, &mut files)?;
            if files.len() == before {
                let shown = path.display();
                return Err(Failure::Usage(format!(
                    "the folder `{shown}` has no files that end in .vtl or .vm, and no definition of a REST API"
                )));
            }
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let cannot = |error| Failure::Usage(format!("cannot read the folder `{}`: {error}", folder.display()));
    let mut entries = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()
        })
        .map_err(cannot)?;
    entries.sort();
    for path in entries {
        let is_left_out = path
            .file_name()
            .is_some_and(|name| name == "node_modules" || name.as_encoded_bytes().starts_with(b"."));
        if is_left_out {
            continue;
        }
        // A link to a folder could lead around in a circle.
        if path.is_dir() && !path.is_symlink() {
            collect(&path, files)?;
        } else if is_template(&path) || is_document(&path) && holds_methods(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether the file `path` with this text is a definition; one that cannot be read is still one by its names.
pub(super) fn is_definition(path: &Path, text: &str) -> bool {
    !is_template(path)
        && (DefinitionKind::of(text).is_some()
            || is_document(path) && NAMES.iter().any(|name| text.contains(name)))
}

fn is_template(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "vtl" || extension == "vm")
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["json", "yaml", "yml", "template"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Names that only definitions of REST APIs have.
const NAMES: [&str; 4] =
    ["x-amazon-apigateway-integration", "AWS::ApiGateway::", "AWS::Serverless::Api", "\"methodIntegration\""];

/// Whether a document of a folder is a definition with methods; most documents are none, and told so by a look.
fn holds_methods(path: &Path) -> bool {
    let Ok(text) = fs::read_to_string(path) else { return false };
    NAMES.iter().any(|name| text.contains(name)) && DefinitionKind::of(&text).is_some()
}
