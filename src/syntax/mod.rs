//! The language: from a template's text to its tree and back.

pub(crate) mod ast;
mod blocks;
mod depth;
mod explain;
mod expressions;
mod grammar;
mod print;
mod recover;
mod states;

use crate::error::Error;
use grammar::Refusal;
pub(crate) use print::print;
pub(crate) use recover::errors;

/// Reads `text` as a template; brackets and blocks are nested at most `nesting` deep.
///
/// # Errors
/// Where the text is no template, with the place and what to do.
pub(crate) fn parse(text: &str, nesting: u32) -> Result<ast::Block<'_>, Error> {
    depth::check(text, nesting)?;
    blocks::tree(text, items(text)?, nesting)
}

fn items(text: &str) -> Result<Vec<grammar::Item<'_>>, Error> {
    states::items(text).map_err(|refusal| match refusal {
        Refusal::Stopped(offset) => explain::stopped(text, offset),
        Refusal::Broken(error) => error,
    })
}
