//! The templates that paths stand for.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The files of `paths`, those of folders in the order of their names.
pub(super) fn templates(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut templates = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = templates.len();
            collect(path, &mut templates)?;
            if templates.len() == before {
                let shown = path.display();
                return Err(Failure::Usage(format!(
                    "the folder `{shown}` has no files that end in .vtl or .vm"
                )));
            }
        } else {
            templates.push(path.clone());
        }
    }
    Ok(templates)
}

fn collect(folder: &Path, templates: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let cannot = |error| Failure::Usage(format!("cannot read the folder `{}`: {error}", folder.display()));
    let mut entries = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()
        })
        .map_err(cannot)?;
    entries.sort();
    for path in entries {
        // A link to a folder could lead around in a circle.
        if path.is_dir() && !path.is_symlink() {
            collect(&path, templates)?;
        } else if path.extension().is_some_and(|extension| extension == "vtl" || extension == "vm") {
            templates.push(path);
        }
    }
    Ok(())
}
