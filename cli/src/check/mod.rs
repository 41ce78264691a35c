//! `vtlgate check`: what fails in templates and definitions, or would surprise.

pub(crate) mod annotate;
mod configuration;
mod draw;
mod json;
mod sarif;
mod sources;

use std::io::Write;
use std::path::{Path, PathBuf};

use vtlgate::check::{
    CheckedDefinition, DefinitionKind, Finding, Level, Options, apply, check, check_definition,
};

use crate::arguments::{CheckArguments, CheckFormat};
use crate::failure::Failure;
use crate::{files, output, watch};

/// A template or a definition, and what was found in it.
struct Checked {
    name: String,
    text: String,
    findings: Vec<Finding>,
    /// For a definition, what it is in words.
    definition: Option<String>,
}

/// Checks templates and definitions, and tells what was found.
pub(crate) fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    match arguments.watch {
        true => watch::run(arguments.templates.iter().map(PathBuf::as_path), || check_once(arguments)),
        false => check_once(arguments),
    }
}

fn check_once(arguments: &CheckArguments) -> Result<(), Failure> {
    let options = configuration::options(arguments.config.as_deref())?;
    files::one_standard_input(arguments.templates.iter().map(|path| Some(path.as_path())))?;
    let mut checked = Vec::new();
    let mut fixes = 0;
    let mut unread = Vec::new();
    for path in sources::files(&arguments.templates)? {
        match check_file(&path, &options, arguments.fix) {
            Ok((file, made)) => {
                checked.push(file);
                fixes += made;
            }
            // The others are checked all the same.
            Err(failure) => unread.push(failure),
        }
    }
    let last = unread.pop();
    for failure in unread {
        failure.report();
    }
    if checked.is_empty()
        && let Some(failure) = last
    {
        return Err(failure);
    }
    match arguments.format {
        CheckFormat::Text => draw::print(&checked, fixes)?,
        CheckFormat::Json => output::lines(&json::report(&checked))?,
        CheckFormat::Sarif => output::lines(&sarif::report(&checked))?,
        CheckFormat::Github => write!(std::io::stdout(), "{}", annotate::report(&checked))?,
    }
    let is_error = |finding: &Finding| finding.level == Level::Error;
    match last {
        Some(failure) => Err(failure),
        None if checked.iter().flat_map(|checked| &checked.findings).any(is_error) => Err(Failure::Told),
        None => Ok(()),
    }
}

/// Checks a file, and sets right what can be where `fixes` are wanted; how many were.
fn check_file(path: &Path, options: &Options, fixes: bool) -> Result<(Checked, usize), Failure> {
    let mut text = files::read("template", path)?;
    let name = files::name(path);
    sources::recognised(path, &text)?;
    let is_definition = sources::is_definition(path, &text);
    let look = |text: &str| match is_definition {
        true => {
            let checked = check_definition(&name, text, options);
            (Some(described(&checked)), checked.findings)
        }
        false => (None, check(text, options)),
    };
    let (mut definition, mut findings) = look(&text);
    let made = if fixes { fix(path, &mut text, &findings)? } else { 0 };
    if made > 0 {
        (definition, findings) = look(&text);
    }
    Ok((Checked { name, text, findings, definition }, made))
}

/// What a definition is, in words.
fn described(checked: &CheckedDefinition) -> String {
    let counted = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    };
    let kind = checked.kind.map_or("a definition that cannot be read", DefinitionKind::name);
    format!(
        "{kind}: {}, {}",
        counted(checked.integrations, "integration"),
        counted(checked.templates, "template")
    )
}

/// Makes the fixes of findings in a file; how many.
fn fix(path: &Path, text: &mut String, findings: &[Finding]) -> Result<usize, Failure> {
    let (fixed, made) = apply(text, findings);
    if made == 0 {
        return Ok(0);
    }
    if path == Path::new("-") {
        return Err(Failure::Usage(
            "--fix changes files, and standard input is none; name the file".to_owned(),
        ));
    }
    files::write(path, &fixed).map_err(|error| {
        Failure::Usage(format!("cannot write the template `{}`: {error}", path.display()))
    })?;
    *text = fixed;
    Ok(made)
}
