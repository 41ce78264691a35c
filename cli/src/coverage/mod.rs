//! What of the templates the cases of `test` exercised.

mod hits;
mod html;
mod lcov;
mod lines;
mod outcome;
mod summary;
mod told;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use vtlgate::exchange::{MappingTemplate, RestApi, Table};
use vtlgate::{Observer, Observers, Template};

use crate::failure::Failure;
use crate::files;
use hits::{Counter, Hits};
use outcome::Outcome;

/// The templates of a test run, which count what their renders do.
#[derive(Default)]
pub(crate) struct Coverage(Mutex<HashMap<Source, Arc<Covered>>>);

/// One template.
struct Covered {
    source: Source,
    name: String,
    within: Option<Within>,
    template: Template,
    hits: Hits,
}

/// Where a template's text stands, which tells whether two are the same.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Source {
    /// A file of its own, by its real path.
    File(PathBuf),
    /// A part of an API's definition, by what it is for, and its text.
    Api(String, String),
    /// A part of a case file, by its case, and its text.
    Inline(String, String),
}

/// Where a template stands that is a part of another file.
struct Within {
    /// The file as it is shown.
    file: PathBuf,
    start: Start,
}

/// Where the text of a template begins in its file.
#[derive(Clone, Copy)]
enum Start {
    Byte(usize),
    /// Line and column in characters, from 1.
    Place(usize, usize),
}

impl Coverage {
    /// The template of a file, counting.
    pub(crate) fn file(&self, path: &Path, template: &Template) -> Template {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        self.counting(Source::File(real), path.display().to_string(), None, template)
    }

    /// The template of a case, written in its file at this line and column, counting.
    pub(crate) fn inline(
        &self,
        file: &str,
        (line, column): (usize, usize),
        case: &str,
        template: &Template,
    ) -> Template {
        let name = format!("{file}: {case}");
        let within = Within { file: PathBuf::from(file), start: Start::Place(line, column) };
        let source = Source::Inline(name.clone(), template.text().to_owned());
        self.counting(source, name, Some(within), template)
    }

    /// Has the templates of an API count, those that can be read.
    pub(crate) fn api(&self, definition: &Path, api: &mut RestApi) {
        for method in &mut api.methods {
            let place = format!("{}: {} {}", definition.display(), method.http_method, method.resource_path);
            let integration = &mut method.integration;
            self.table(definition, &format!("{place}, request"), &mut integration.request_templates);
            for response in &mut integration.responses {
                let name = format!("{place}, response {}", response.status_code);
                self.table(definition, &name, &mut response.response_templates);
            }
        }
    }

    fn table(&self, definition: &Path, place: &str, templates: &mut Table<MappingTemplate>) {
        let mut counting = Vec::new();
        for (media_type, written) in templates.iter() {
            if let Ok(template) = written.parsed() {
                let start = written.start().map(Start::Byte);
                let within = start.map(|start| Within { file: definition.to_path_buf(), start });
                let name = format!("{place}, {media_type}");
                let source = Source::Api(name.clone(), template.text().to_owned());
                counting.push((media_type.to_owned(), self.counting(source, name, within, template)));
            }
        }
        for (media_type, template) in counting {
            templates.insert(media_type, MappingTemplate::of(template));
        }
    }

    /// Adds the templates in the folders among `paths` that no case has named; those that cannot be read are left out.
    pub(crate) fn unused(&self, paths: &[PathBuf]) -> Result<(), Failure> {
        for path in paths.iter().filter(|path| path.is_dir()) {
            self.folder(path)?;
        }
        Ok(())
    }

    fn folder(&self, folder: &Path) -> Result<(), Failure> {
        for path in files::entries(folder, is_wanted)? {
            if path.is_dir() {
                self.folder(&path)?;
            } else {
                let Some(text) = files::read_if_there(&path) else { continue };
                if let Ok(template) = Template::builder().name(files::name(&path)).parse(&text) {
                    self.file(path.strip_prefix(".").unwrap_or(&path), &template);
                }
            }
        }
        Ok(())
    }

    fn counting(
        &self,
        source: Source,
        name: String,
        within: Option<Within>,
        template: &Template,
    ) -> Template {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let covered = all.entry(source).or_insert_with_key(|source| {
            let (source, hits) = (source.clone(), Hits::of(template.regions()));
            Arc::new(Covered { source, name, within, template: template.clone(), hits })
        });
        template.observed_by(covered.clone())
    }

    /// All templates with their outcomes, files first, by name.
    fn sorted(&self) -> Vec<(Arc<Covered>, Vec<Outcome>)> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sorted: Vec<_> =
            all.values().map(|covered| (covered.clone(), outcome::outcomes(covered))).collect();
        sorted.sort_by(|(one, _), (other, _)| one.order().cmp(&other.order()));
        sorted
    }
}

/// Whether an entry of a folder is a template or a folder to look into; a link to a folder could lead around in a circle.
fn is_wanted(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    match path.is_dir() {
        true => !is_hidden && !path.is_symlink(),
        false => path.extension().is_some_and(|extension| extension == "vtl" || extension == "vm"),
    }
}

impl Covered {
    fn is_file(&self) -> bool {
        matches!(self.source, Source::File(_))
    }

    fn is_inline(&self) -> bool {
        matches!(self.source, Source::Inline(..))
    }

    fn order(&self) -> (bool, bool, &str, &Source) {
        (!self.is_file(), self.is_inline(), &self.name, &self.source)
    }
}

impl Observers for Covered {
    fn observer(&self) -> Box<dyn Observer + '_> {
        Box::new(Counter::of(&self.hits))
    }
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Share {
    of: usize,
    covered: usize,
}

impl Share {
    fn count(items: impl Iterator<Item = bool>) -> Share {
        items.fold(Share::default(), |share, is_covered| Share {
            of: share.of + 1,
            covered: share.covered + usize::from(is_covered),
        })
    }

    fn and(self, other: Share) -> Share {
        Share { of: self.of + other.of, covered: self.covered + other.covered }
    }

    /// In percent, rounded down so that 100 means all; of nothing, all is covered.
    fn percent(self) -> usize {
        (self.covered * 100).checked_div(self.of).unwrap_or(100)
    }
}
