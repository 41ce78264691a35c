//! `vtlgate check`: what fails in templates, or would surprise.

pub(crate) mod annotate;
mod configuration;
mod draw;
mod json;
mod sarif;
mod sources;

use std::fs;
use std::io::Write;
use std::path::Path;

use vtlgate::check::{Finding, Level, Options, apply, check};

use crate::arguments::{CheckArguments, CheckFormat};
use crate::failure::Failure;
use crate::{files, output};

/// A template and what was found in it.
struct Checked {
    name: String,
    text: String,
    findings: Vec<Finding>,
}

/// Checks templates and tells what was found.
pub(crate) fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    let options = configuration::options(arguments.config.as_deref())?;
    files::one_standard_input(arguments.templates.iter().map(|path| Some(path.as_path())))?;
    let mut checked = Vec::new();
    let mut fixes = 0;
    for path in sources::templates(&arguments.templates)? {
        let mut text = files::read("template", &path)?;
        if arguments.fix {
            fixes += fix(&path, &mut text, &options)?;
        }
        let findings = check(&text, &options);
        checked.push(Checked { name: files::name(&path), text, findings });
    }
    match arguments.format {
        CheckFormat::Text => draw::print(&checked, fixes)?,
        CheckFormat::Json => output::lines(&json::report(&checked))?,
        CheckFormat::Sarif => output::lines(&sarif::report(&checked))?,
        CheckFormat::Github => write!(std::io::stdout(), "{}", annotate::report(&checked))?,
    }
    let is_error = |finding: &Finding| finding.level == Level::Error;
    match checked.iter().flat_map(|checked| &checked.findings).any(is_error) {
        true => Err(Failure::Told),
        false => Ok(()),
    }
}

/// Makes the fixes in a file; how many.
fn fix(path: &Path, text: &mut String, options: &Options) -> Result<usize, Failure> {
    let (fixed, made) = apply(text, &check(text, options));
    if made == 0 {
        return Ok(0);
    }
    if path == Path::new("-") {
        return Err(Failure::Usage(
            "--fix changes files, and standard input is none; name the file".to_owned(),
        ));
    }
    fs::write(path, &fixed).map_err(|error| {
        Failure::Usage(format!("cannot write the template `{}`: {error}", path.display()))
    })?;
    *text = fixed;
    Ok(made)
}
