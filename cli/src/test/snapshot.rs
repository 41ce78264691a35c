//! Snapshots: files with what a template printed, compared, or written where that is asked for.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::compare::{self, LEGEND};
use super::prepare::Case;
use super::run::Outcome;
use super::verify::Problems;
use crate::files;

/// The output is the snapshot's.
pub(super) fn verify(case: &Case, actual: &str, problems: &mut Problems) {
    let Some(path) = &case.snapshot else { return };
    let shown = path.display();
    if !files::is_there(path) && !path.is_dir() {
        return problems.add(format!("there is no snapshot `{shown}`; --update writes it"));
    }
    match files::read("snapshot", path) {
        Ok(known) => {
            if let Some(difference) = compare::text(&known, actual) {
                problems
                    .add(format!("the output differs from the snapshot `{shown}` ({LEGEND})\n{difference}"));
            }
        }
        Err(failure) => problems.add(failure.into_message()),
    }
}

/// Writes snapshots, and nothing over what is needed: another case's snapshot, or a file that cases read.
pub(super) struct Update<'run> {
    /// Every file that a case is made of, by its real path.
    inputs: &'run [PathBuf],
    /// What the snapshots hold by now, and the case that says so.
    known: HashMap<PathBuf, (String, &'run Case)>,
}

impl<'run> Update<'run> {
    pub(super) fn beside(inputs: &'run [PathBuf]) -> Update<'run> {
        Update { inputs, known: HashMap::new() }
    }

    /// The snapshot of `case` becomes what it printed; what then came of the case.
    pub(super) fn write(&mut self, case: &'run Case, printed: String, outcome: Outcome) -> Outcome {
        let Some(path) = &case.snapshot else { return outcome };
        match (self.put(path, case, printed), outcome) {
            (Ok(true), Outcome::Passed) => Outcome::Updated,
            (Ok(_), outcome) => outcome,
            (Err(problem), Outcome::Failed(before)) => Outcome::Failed(format!("{before}\n{problem}")),
            (Err(problem), _) => Outcome::Failed(problem),
        }
    }

    /// Whether the file is another than it was.
    fn put(&mut self, path: &Path, case: &'run Case, printed: String) -> Result<bool, String> {
        let shown = path.display();
        let cannot = |error| format!("cannot write the snapshot `{shown}`: {error}");
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(cannot)?;
        let real = real(path);
        if self.inputs.contains(&real) {
            return Err(format!(
                "the snapshot `{shown}` is a file that cases read, so it is not written; name another file"
            ));
        }
        if let Some((text, other)) = self.known.get(&real) {
            if *text == printed {
                return Ok(false);
            }
            return Err(format!(
                "the snapshot `{shown}` is that of {}:{}, which printed something else; name another file",
                other.file, other.line
            ));
        }
        let is_new = files::read_if_there(path).as_deref() != Some(printed.as_str());
        if is_new {
            files::write(path, &printed).map_err(cannot)?;
        }
        self.known.insert(real, (printed, case));
        Ok(is_new)
    }
}

/// The one name of a file that need not be there, in a folder that is.
pub(super) fn real(path: &Path) -> PathBuf {
    let in_folder = || {
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}
