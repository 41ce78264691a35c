//! What to do about an argument that is one too many.

use std::ffi::OsString;
use std::path::Path;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Adds to an error of the command line what may be meant.
pub(super) fn with_tip(mut error: clap::Error, line: &[OsString]) -> clap::Error {
    let kind = match error.kind() {
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        _ => return error,
    };
    let Some(ContextValue::String(argument)) = error.get(kind) else { return error };
    let command = line.get(1).and_then(|command| command.to_str()).unwrap_or_default();
    if let Some(tip) = tip(command, argument) {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    }
    error
}

/// What may be meant by `argument`, which `command` does not take; nothing of an option.
fn tip(command: &str, argument: &str) -> Option<String> {
    if argument.starts_with('-') {
        return None;
    }
    let ends_in = |ending: &str| Path::new(argument).extension().is_some_and(|known| known == ending);
    match command {
        "render" | "explain" | "query" | "invoke" => {
            Some(format!("a body is given with '--body {argument}'"))
        }
        "batch" => Some(format!("the requests are read from standard input: 'vtlgate batch < {argument}'")),
        _ if command == argument && (ends_in("vtl") || ends_in("vm")) => {
            Some(format!("to render it: 'vtlgate render {argument}'"))
        }
        _ => None,
    }
}
