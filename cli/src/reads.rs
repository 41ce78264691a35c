//! What a run of a command read, so that `--watch` knows when to run it again.
//!
//! It is kept for the whole process, as everything that reads goes through `files`; nothing is kept unless asked for.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

static READS: Mutex<Option<Reads>> = Mutex::new(None);

/// Everything that was read, by the path under which its changes are told.
#[derive(Default)]
pub(crate) struct Reads(BTreeMap<PathBuf, Read>);

/// A file or folder, and what it held.
struct Read {
    /// As it was named.
    path: PathBuf,
    /// Which entries of a folder count; none for a file.
    wanted: Option<Wanted>,
    /// Of the content; none if there was none to read.
    digest: Option<u64>,
}

/// Whether an entry of a folder counts.
pub(crate) type Wanted = fn(&Path) -> bool;

/// Forgets what was read before, and keeps what is read from now on.
pub(crate) fn start() {
    *READS.lock().unwrap_or_else(PoisonError::into_inner) = Some(Reads::default());
}

/// What was read since the start.
pub(crate) fn take() -> Reads {
    READS.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
}

/// A file was read, or written, with this content.
pub(crate) fn file(path: &Path, content: Option<&[u8]>) {
    keep(path, None, || content.map(digest));
}

/// The entries of a folder that count were listed.
pub(crate) fn folder(path: &Path, wanted: Wanted, entries: &[PathBuf]) {
    keep(path, Some(wanted), || Some(digest(entries)));
}

fn keep(path: &Path, wanted: Option<Wanted>, digest: impl FnOnce() -> Option<u64>) {
    let mut reads = READS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(Reads(reads)) = reads.as_mut() {
        let digest = digest();
        for key in keys(path) {
            reads.insert(key, Read { path: path.to_owned(), wanted, digest });
        }
    }
}

/// The entries of a folder that count, in the order of their names.
pub(crate) fn list(folder: &Path, wanted: Wanted) -> io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if wanted(&path) {
            entries.push(path);
        }
    }
    entries.sort();
    Ok(entries)
}

fn digest<T: Hash + ?Sized>(content: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

/// Where changes of `path` are told: at its name, and where a link leads to.
fn keys(path: &Path) -> Vec<PathBuf> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let named = match (absolute.parent(), absolute.file_name()) {
        (Some(folder), Some(name)) => existing(folder).join(name),
        _ => absolute,
    };
    let real = fs::canonicalize(path).ok().filter(|real| *real != named);
    [Some(named), real].into_iter().flatten().collect()
}

/// The folder by its one true name, as far as it is there.
fn existing(folder: &Path) -> PathBuf {
    match (fs::canonicalize(folder), folder.parent(), folder.file_name()) {
        (Ok(real), _, _) => real,
        (Err(_), Some(parent), Some(name)) => existing(parent).join(name),
        (Err(_), _, _) => folder.to_owned(),
    }
}

impl Reads {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn count(&self) -> usize {
        self.0.values().filter(|read| read.wanted.is_none() && read.digest.is_some()).count()
    }

    /// The folders in which changes show; those that are not there yet by the one above them.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for (key, read) in &self.0 {
            let folder = match &read.wanted {
                Some(_) => Some(key.as_path()),
                None => key.ancestors().skip(1).find(|folder| folder.is_dir()),
            };
            folders.extend(folder.map(Path::to_path_buf));
        }
        folders.sort();
        folders.dedup();
        folders
    }

    /// What is other than it was of everything.
    pub(crate) fn changed(&self) -> Vec<&Path> {
        self.0.values().filter(|read| read.has_changed()).map(|read| read.path.as_path()).collect()
    }

    /// What is other than it was of that which a change at `path` may be about.
    pub(crate) fn changed_at(&self, path: &Path) -> Vec<&Path> {
        let below = self.0.range(path.to_path_buf()..).take_while(|(key, _)| key.starts_with(path));
        let above = path.parent().and_then(|folder| self.0.get(folder)).filter(|read| read.wanted.is_some());
        let read = below.map(|(_, read)| read).chain(above);
        read.filter(|read| read.has_changed()).map(|read| read.path.as_path()).collect()
    }
}

impl Read {
    fn has_changed(&self) -> bool {
        let now = match self.wanted {
            Some(wanted) => list(&self.path, wanted).ok().map(|entries| digest(entries.as_slice())),
            None => fs::read(&self.path).ok().map(|content| digest(content.as_slice())),
        };
        now != self.digest
    }
}
