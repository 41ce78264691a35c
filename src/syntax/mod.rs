//! The language: from a template's text to its tree and back.

pub(crate) mod ast;
mod blocks;
mod depth;
mod explain;
mod expressions;
mod grammar;
mod print;
mod states;

use crate::error::Error;
use grammar::Refusal;
pub(crate) use print::print;

/// Reads `text` as a template; brackets and blocks are nested at most `nesting` deep.
///
/// # Errors
/// Where the text is no template, with the place and what to do.
pub(crate) fn parse(text: &str, nesting: u32) -> Result<ast::Block<'_>, Error> {
    depth::check(text, nesting)?;
    let items = states::items(text).map_err(|refusal| match refusal {
        Refusal::Stopped(offset) => explain::stopped(text, offset),
        Refusal::Broken(error) => error,
    })?;
    blocks::tree(text, items, nesting)
}
