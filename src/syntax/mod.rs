//! The language: from a template's text to its tree and back.
//!
//! `lexer` and `parser` read as the token manager and the parser of Velocity 1.7 do, oddities included;
//! `grammar/vtl.pest` states the language as an author means it.

pub(crate) mod ast;
mod blocks;
mod directives;
mod explain;
mod expressions;
mod few;
mod lexer;
mod parser;
mod print;
mod recover;
mod references;
mod scan;
mod token;
mod values;

use crate::dialect::Dialect;
use crate::error::Error;
pub(crate) use parser::Macros;
pub(crate) use print::print;
pub(crate) use recover::errors;
pub(crate) use token::Tokens;

/// Reads `text` as a template; brackets and blocks are nested at most `nesting` deep.
///
/// # Errors
/// Where the text is no template, with the place and what to do.
pub(crate) fn parse(text: &str, dialect: Dialect, nesting: u32) -> Result<ast::Block<'_>, Error> {
    parse_with(text, dialect, nesting, &mut Macros::default()).map(|(block, _)| block)
}

/// As [`parse`], with the macros that the text may name, and its tokens.
///
/// # Errors
/// As [`parse`].
pub(crate) fn parse_with<'text>(
    text: &'text str,
    dialect: Dialect,
    nesting: u32,
    macros: &mut Macros,
) -> Result<(ast::Block<'text>, Tokens), Error> {
    parser::parse(text, dialect, nesting, macros).map_err(|refusal| explain::refusal(text, refusal))
}
