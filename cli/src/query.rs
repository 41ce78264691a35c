//! `vtlgate query`: what a JSONPath selects from a body.

use std::sync::Arc;

use vtlgate::{Dialect, ErrorKind};

use crate::arguments::QueryArguments;
use crate::failure::Failure;
use crate::selection::Selection;
use crate::{files, limits, output};

/// Prints what a path selects.
pub(crate) fn run(arguments: &QueryArguments) -> Result<(), Failure> {
    let body = files::read_as_it_is("body", &arguments.body)?;
    // An empty body is `{}`, as it is on the service.
    let body: Arc<str> = if body.is_empty() { Arc::from("{}") } else { Arc::from(body) };
    let selection = match Selection::of(
        &arguments.path,
        &body,
        &limits::of(Dialect::ApiGateway, &arguments.limits.limit),
    ) {
        Ok(selection) => Some(selection).filter(|selection| !selection.is_null),
        Err(error) if error.kind() == ErrorKind::PathNotFound => {
            // What is printed is the service's answer; this is for the person who wonders.
            files::note(error.message());
            None
        }
        Err(error) => return Err(Failure::render(error, &arguments.path)),
    };
    match selection {
        Some(selection) if arguments.text => output::lines(&selection.text.to_str()),
        Some(selection) => output::lines(&selection.json.to_str()),
        None if arguments.text => output::lines(""),
        None => output::lines("\"\""),
    }
}
