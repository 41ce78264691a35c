//! Reading what is named on the command line.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use crate::failure::Failure;
use crate::reads::{self, Wanted};

/// What some editors write before the first character of a file.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// As much of a file, or of standard input, is read: more is no template and no body, and may have no end.
const MOST: u64 = 1 << 30;

/// The text of a file that is JSON, without a byte order mark.
pub(crate) fn read_json(what: &str, path: &Path) -> Result<String, Failure> {
    let mut text = read(what, path)?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    Ok(text)
}

/// The text of a file that is taken as it is, with a note where a byte order mark is taken, too.
pub(crate) fn read_as_it_is(what: &str, path: &Path) -> Result<String, Failure> {
    let text = read(what, path)?;
    if text.starts_with(BYTE_ORDER_MARK) {
        note(&format!(
            "the {what} {} begins with a byte order mark, which does not show and is a part of it; save it without",
            shown(path)
        ));
    }
    Ok(text)
}

/// Tells what does not stop the command.
pub(crate) fn note(message: &str) {
    let _ = writeln!(anstream::stderr(), "note: {message}");
}

/// The text of the file `path`, `-` being standard input; `what` names it in messages.
pub(crate) fn read(what: &str, path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_bytes(what, path)?)
        .map_err(|error| Failure::Usage(format!("the {what} {} {}", shown(path), not_utf8(&error))))
}

/// Where bytes are not UTF-8, or what they are instead.
fn not_utf8(error: &FromUtf8Error) -> String {
    let bytes = error.as_bytes();
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return "is UTF-16, as its first two bytes tell; save it as UTF-8".to_owned();
    }
    let (before, rest) = bytes.split_at(error.utf8_error().valid_up_to());
    let before = String::from_utf8_lossy(before);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let byte = rest.first().copied().unwrap_or_default();
    format!(
        "is not UTF-8: byte {byte:#04X} at line {line}, column {column} begins no character; save it as UTF-8"
    )
}

/// The bytes of the file `path`, `-` being standard input.
pub(crate) fn read_bytes(what: &str, path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = match is_standard_input(path) {
        true => {
            tell_who_types(what);
            read_all(io::stdin().lock())
        }
        false => File::open(path).and_then(read_all),
    };
    reads::file(path, bytes.as_deref().ok());
    bytes.map_err(|error| Failure::Usage(cannot_read(what, path, &error)))
}

/// Tells a person before an empty terminal that the `what` is theirs to write.
pub(crate) fn tell_who_types(what: &str) {
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        let key = if cfg!(windows) { "Ctrl-Z" } else { "Ctrl-D" };
        note(&format!("the {what} is read from this terminal; {key} on a line of its own ends it"));
    }
}

/// The text of a file that need not be there.
pub(crate) fn read_if_there(path: &Path) -> Option<String> {
    let bytes = fs::read(path).ok();
    reads::file(path, bytes.as_deref());
    String::from_utf8(bytes?).ok()
}

/// Whether a file is there; one that comes or goes is a change.
pub(crate) fn is_there(path: &Path) -> bool {
    let is_there = path.is_file();
    if !is_there {
        reads::file(path, None);
    }
    is_there
}

/// The entries of a folder that are `wanted`, in the order of their names; others that come or go are no change.
pub(crate) fn entries(folder: &Path, wanted: Wanted) -> Result<Vec<PathBuf>, Failure> {
    let entries = reads::list(folder, wanted)
        .map_err(|error| Failure::Usage(format!("cannot read the folder `{}`: {error}", folder.display())))?;
    reads::folder(folder, wanted, &entries);
    Ok(entries)
}

/// `paths` without those that are named again, by another name too.
pub(crate) fn once_each(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut known = HashSet::new();
    paths.retain(|path| known.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
    paths
}

/// Writes a report into a file whose folder need not be there.
pub(crate) fn write_report(what: &str, path: &Path, text: &str) -> Result<(), Failure> {
    if is_standard_input(path) {
        return Err(Failure::Usage(format!("the {what} is written to a file, and `-` is none; name one")));
    }
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Failure::Usage(format!("cannot write the {what} `{}`: {error}", path.display())))
}

/// Writes a file that the command itself reads.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)?;
    reads::file(path, Some(text.as_bytes()));
    Ok(())
}

/// The name of a file in messages.
pub(crate) fn name(path: &Path) -> String {
    if is_standard_input(path) { "standard input".to_owned() } else { path.display().to_string() }
}

/// Whether `path` stands for standard input.
fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Two files cannot both be standard input.
pub(crate) fn one_standard_input<'paths>(
    paths: impl IntoIterator<Item = Option<&'paths Path>>,
) -> Result<(), Failure> {
    match paths.into_iter().flatten().filter(|path| is_standard_input(path)).count() {
        0 | 1 => Ok(()),
        _ => Err(Failure::Usage("`-` can be given once only: standard input has one content".to_owned())),
    }
}

fn read_all(file: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file.take(MOST + 1).read_to_end(&mut bytes)? as u64 > MOST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn cannot_read(what: &str, path: &Path, error: &io::Error) -> String {
    let shown = shown(path);
    match error.kind() {
        // As some programs take data on the command line.
        _ if path.to_string_lossy().starts_with(['{', '[']) => {
            format!(
                "the {what} is read from a file, and {shown} is none; write it into one, or pipe it in and name `-`"
            )
        }
        io::ErrorKind::NotFound => format!("there is no {what} {shown}; check the path"),
        io::ErrorKind::IsADirectory => format!("the {what} {shown} is a directory; name a file in it"),
        io::ErrorKind::PermissionDenied => {
            format!("the {what} {shown} may not be read; check its permissions")
        }
        io::ErrorKind::FileTooLarge => {
            format!("the {what} {shown} is larger than {MOST} bytes, which is more than any template reads")
        }
        _ => format!("cannot read the {what} {shown}: {error}"),
    }
}

fn shown(path: &Path) -> String {
    if is_standard_input(path) { "on standard input".to_owned() } else { format!("`{}`", path.display()) }
}
