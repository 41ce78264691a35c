//! The templates and definitions that paths stand for.

use std::path::{Path, PathBuf};

use vtlgate::check::DefinitionKind;

use crate::failure::Failure;
use crate::files;

/// The files of `paths`, those of folders in the order of their names.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            collect(path, &mut found)?;
            if found.len() == before {
                let shown = path.display();
                return Err(Failure::Usage(format!(
                    "the folder `{shown}` has no files that end in .vtl or .vm, and no definition of an API"
                )));
            }
        } else {
            found.push(path.clone());
        }
    }
    Ok(files::once_each(found))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for path in files::entries(folder, is_wanted)? {
        if path.is_dir() {
            collect(&path, files)?;
        } else if is_template(&path) || holds_methods(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether an entry of a folder is a template, what may be a definition, or a folder to look into.
fn is_wanted(path: &Path) -> bool {
    let is_left_out = path
        .file_name()
        .is_some_and(|name| name == "node_modules" || name.as_encoded_bytes().starts_with(b"."));
    match path.is_dir() {
        _ if is_left_out => false,
        // A link to a folder could lead around in a circle.
        true => !path.is_symlink(),
        false => is_template(path) || is_document(path),
    }
}

/// Whether the file `path` with this text is a definition; one that cannot be read is still one by its names.
pub(super) fn is_definition(path: &Path, text: &str) -> bool {
    !is_template(path)
        && (DefinitionKind::of(text).is_some()
            || is_document(path) && NAMES.iter().chain(&HEADS).any(|name| text.contains(name)))
}

/// Refuses a document that is neither a definition nor a template, which would be found to be without a fault.
pub(super) fn recognised(path: &Path, text: &str) -> Result<(), Failure> {
    let ends_in =
        |known: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(known));
    let is_yaml = ends_in("yaml") || ends_in("yml");
    // Some have templates in files that end in .json.
    let may_be_template = !is_document(path) || !is_yaml && text.contains(['$', '#']);
    if is_template(path) || may_be_template || is_definition(path, text) {
        return Ok(());
    }
    let shown = path.display();
    Err(Failure::Usage(match crate::test::has_its_ending(path) {
        true => format!("`{shown}` is a case file; `vtlgate test {shown}` runs it"),
        false => format!(
            "`{shown}` is no template and no definition of an API: a definition has `openapi`, `swagger`, `Resources`, \
             or is what `aws apigateway get-integration` and its like print"
        ),
    }))
}

fn is_template(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "vtl" || extension == "vm")
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["json", "yaml", "yml", "template"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Names that begin definitions, for a file that is named and cannot be read.
const HEADS: [&str; 3] = ["openapi", "swagger", "AWSTemplateFormatVersion"];

/// Names that only definitions of APIs have.
const NAMES: [&str; 5] = [
    "x-amazon-apigateway-integration",
    "AWS::ApiGateway::",
    "AWS::ApiGatewayV2::",
    "AWS::Serverless::Api",
    "\"methodIntegration\"",
];

/// Whether a document of a folder is a definition with methods; most documents are none, and told so by a look.
fn holds_methods(path: &Path) -> bool {
    let Some(text) = files::read_if_there(path) else { return false };
    NAMES.iter().any(|name| text.contains(name)) && DefinitionKind::of(&text).is_some()
}
