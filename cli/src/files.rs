//! Reading what is named on the command line.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;

/// The text of the file `path`, `-` being standard input; `what` names it in messages.
pub(crate) fn read(what: &str, path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_bytes(what, path)?).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        Failure::Usage(format!(
            "the {what} {} is not UTF-8: byte {offset} starts no character; save it as UTF-8",
            shown(path)
        ))
    })
}

/// The bytes of the file `path`, `-` being standard input.
pub(crate) fn read_bytes(what: &str, path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = if is_standard_input(path) { read_standard_input() } else { fs::read(path) };
    bytes.map_err(|error| Failure::Usage(cannot_read(what, path, &error)))
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

fn read_standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn cannot_read(what: &str, path: &Path, error: &io::Error) -> String {
    let shown = shown(path);
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no {what} {shown}; check the path"),
        io::ErrorKind::IsADirectory => format!("the {what} {shown} is a directory; name a file in it"),
        io::ErrorKind::PermissionDenied => {
            format!("the {what} {shown} may not be read; check its permissions")
        }
        _ => format!("cannot read the {what} {shown}: {error}"),
    }
}

fn shown(path: &Path) -> String {
    if is_standard_input(path) { "on standard input".to_owned() } else { format!("`{}`", path.display()) }
}
