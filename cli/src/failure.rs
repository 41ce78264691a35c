//! Why a command ended early, and the exit code it ends with.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::diagnostic;
use crate::limits::in_words;

/// What stopped a command.
pub(crate) enum Failure {
    /// The template, the path or the body failed: exit code 1. The text it is about is shown with it.
    Render { error: vtlgate::Error, source: Option<String> },
    /// The definition of an API cannot be understood: exit code 1.
    Definition(vtlgate::exchange::Notice),
    /// Usage, or a file: exit code 2.
    Usage(String),
    /// Usage, or a file, drawn as a person reads it: exit code 2.
    Drawn(String),
    /// What was asked about failed, and was told already: exit code 1.
    Told,
    /// A signal ended it, for which shells have this exit code.
    Ended(u8),
    /// Whoever read the output has gone away, as `head` does: nothing to tell.
    Gone,
}

impl Failure {
    /// An error of the library about `source`, the text that its span counts in.
    pub(crate) fn render(error: vtlgate::Error, source: &str) -> Failure {
        Failure::Render { error, source: Some(source.to_owned()) }
    }

    /// A file that should be JSON is not.
    pub(crate) fn json(what: &str, path: &Path, error: &serde_json::Error) -> Failure {
        let is_json = error.is_data();
        // Serde's words, which are not JSON's; a value as a whole has no place.
        let error = error.to_string().replace("sequence, expected a map", "a list, expected an object");
        let error = error.strip_suffix(" at line 1 column 0").unwrap_or(&error);
        let shown = path.display();
        Failure::Usage(match is_json {
            true => format!("the {what} `{shown}` is not what it should be: {error}"),
            false => format!("the {what} `{shown}` is no JSON: {error}"),
        })
    }

    /// What a person would be told, without its colours.
    pub(crate) fn into_message(self) -> String {
        match self {
            Failure::Render { error, .. } => in_words(&error.to_string()),
            Failure::Definition(notice) => notice.to_string(),
            Failure::Usage(message) | Failure::Drawn(message) => message,
            Failure::Told | Failure::Ended(_) | Failure::Gone => String::new(),
        }
    }

    /// Tells a person, and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        let (text, code) = match self {
            Failure::Render { error, source } => {
                (diagnostic::draw(&error, source.as_deref()), ExitCode::from(1))
            }
            Failure::Definition(notice) => (diagnostic::line(&notice.to_string()), ExitCode::from(1)),
            Failure::Usage(message) => (diagnostic::line(&message), ExitCode::from(2)),
            Failure::Drawn(text) => (text, ExitCode::from(2)),
            Failure::Told => return ExitCode::from(1),
            Failure::Ended(code) => return ExitCode::from(code),
            Failure::Gone => return ExitCode::SUCCESS,
        };
        // Nobody is left to tell if standard error is closed too.
        let _ = writeln!(anstream::stderr(), "{text}");
        code
    }
}

impl From<io::Error> for Failure {
    /// Writing the output failed.
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Gone,
            _ => Failure::Usage(format!("cannot write the output: {error}")),
        }
    }
}
