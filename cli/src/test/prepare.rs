//! From what is written to what runs: every file that a case names is read once, whoever names it.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ReferencingError, Validator};
use serde_json::Value as Json;
use vtlgate::exchange::{ClientRequest, Facts, RestApi};
use vtlgate::{Error, Inputs, Limits, Template};

use super::case::{
    Api, Backend as WrittenBackend, Event as WrittenEvent, Exchange, Request, Subject,
    Template as WrittenTemplate, Written,
};
use super::expect::{Content, Expect, Schema};
use super::tree::{Place, Wrong};
use crate::arguments::{ApiArguments, LimitArguments};
use crate::coverage::Coverage;
use crate::event::Event;
use crate::exchange::{Backend, Stage, load};
use crate::files;

/// A case that can run.
pub(super) struct Case {
    /// Its file as it is shown, and the line in it.
    pub(super) file: Arc<str>,
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) trial: Trial,
    pub(super) expect: Expect,
    /// The schemas that `expect` names: of the output, of what is sent, of the access log.
    pub(super) schemas: Schemas,
    /// The snapshot's file.
    pub(super) snapshot: Option<PathBuf>,
}

#[derive(Default)]
pub(super) struct Schemas {
    pub(super) content: Option<Arc<Validator>>,
    pub(super) sent: Option<Arc<Validator>>,
    pub(super) access_log: Option<Arc<Validator>>,
}

/// What is run.
pub(super) enum Trial {
    /// A template, or why it cannot be parsed, and what it is rendered with.
    Render {
        template: Arc<Result<Template, Error>>,
        inputs: Box<Inputs>,
    },
    Exchange {
        api: Arc<RestApi>,
        request: Box<ClientRequest>,
        facts: Box<Facts>,
        backend: Backend,
    },
}

/// The files that cases name.
pub(super) struct Shelf<'run> {
    limits: Limits,
    coverage: Option<&'run Coverage>,
    templates: Books<Arc<Result<Template, Error>>>,
    texts: Books<Arc<str>>,
    schemas: Books<Arc<Validator>>,
    apis: Books<Arc<RestApi>>,
    /// All of them.
    files: Mutex<BTreeSet<PathBuf>>,
}

/// What was made of each file, or why it could not be.
type Books<T> = Mutex<HashMap<String, Arc<OnceLock<Result<T, String>>>>>;

fn book<T: Clone>(
    books: &Books<T>,
    key: &str,
    read: impl FnOnce() -> Result<T, String>,
) -> Result<T, String> {
    let book = {
        let mut books = books.lock().unwrap_or_else(PoisonError::into_inner);
        match books.get(key) {
            Some(book) => Arc::clone(book),
            None => Arc::clone(books.entry(key.to_owned()).or_default()),
        }
    };
    book.get_or_init(read).clone()
}

fn text(what: &str, path: &Path) -> Result<String, String> {
    files::read(what, path).map_err(|failure| failure.into_message())
}

impl<'run> Shelf<'run> {
    /// An empty one; templates are parsed under `limits`, and count in `coverage`.
    pub(super) fn new(limits: Limits, coverage: Option<&'run Coverage>) -> Shelf<'run> {
        Shelf {
            limits,
            coverage,
            templates: Books::default(),
            texts: Books::default(),
            schemas: Books::default(),
            apis: Books::default(),
            files: Mutex::default(),
        }
    }

    /// All files that cases named.
    pub(super) fn into_files(self) -> BTreeSet<PathBuf> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file that a case in `folder` names.
    fn named(&self, folder: &Path, file: &str) -> PathBuf {
        let path = folder.join(file);
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if !files.contains(&path) {
            files.insert(path.clone());
        }
        path
    }

    fn parse(&self, name: &str, text: &str) -> Result<Template, Error> {
        Template::builder().name(name).limits(self.limits.clone()).parse(text)
    }

    /// Makes a case of the file `file` in `folder` ready.
    pub(super) fn prepare(&self, written: Written, file: &Arc<str>, folder: &Path) -> Result<Case, Wrong> {
        let Written { place, name, subject, expect } = written;
        let trial = match subject {
            Subject::Template { template, event } => Trial::Render {
                template: self.template(template, file, &name, folder)?,
                inputs: Box::new(self.inputs(event, folder)?),
            },
            Subject::Exchange(exchange) => self.exchange(*exchange, folder)?,
        };
        let sent = expect.sent.as_ref().and_then(|sent| sent.as_ref()).map(|sent| &sent.content);
        let schemas = Schemas {
            content: self.schema(Some(&expect.content), folder)?,
            sent: self.schema(sent, folder)?,
            access_log: self.schema(expect.access_log.as_ref().map(|line| &line.content), folder)?,
        };
        let snapshot = expect.snapshot.as_ref().map(|name| folder.join(name));
        Ok(Case { file: Arc::clone(file), line: place.line, name, trial, expect, schemas, snapshot })
    }

    fn template(
        &self,
        template: WrittenTemplate,
        file: &str,
        case: &str,
        folder: &Path,
    ) -> Result<Arc<Result<Template, Error>>, Wrong> {
        let (place, name) = match template {
            WrittenTemplate::Inline(place, text) => {
                let template = self.parse(case, &text);
                return Ok(Arc::new(match self.coverage {
                    Some(coverage) => {
                        let place = (place.line, place.column);
                        template.map(|template| coverage.inline(file, place, case, &template))
                    }
                    None => template,
                }));
            }
            WrittenTemplate::File(place, name) => (place, name),
        };
        let path = self.named(folder, &name);
        let shown = files::name(&path);
        let read = || {
            let template = self.parse(&shown, &text("template", &path)?);
            Ok(Arc::new(match self.coverage {
                Some(coverage) => template.map(|template| coverage.file(&path, &template)),
                None => template,
            }))
        };
        book(&self.templates, &shown, read).map_err(|why| Wrong::new(place, why))
    }

    fn inputs(&self, event: WrittenEvent, folder: &Path) -> Result<Inputs, Wrong> {
        let (place, text) = match event {
            WrittenEvent::Inline(place, text) => (place, Arc::from(text)),
            WrittenEvent::File(place, file) => {
                (place, self.text("event", place, &self.named(folder, &file))?)
            }
        };
        let inputs = Event::read(&text).and_then(|event| event.inputs());
        inputs.map_err(|error| {
            // The place in the message counts within a part of the event.
            let error = error.to_string();
            let error = error.split(" at line ").next().unwrap_or(&error);
            Wrong::new(place, format!("the event is not what it should be: {error}"))
                .next("an event is an object with any of `body`, `params`, `context` and `stageVariables`")
        })
    }

    fn text(&self, what: &str, place: Place, path: &Path) -> Result<Arc<str>, Wrong> {
        let text = book(&self.texts, &files::name(path), || text(what, path).map(Arc::from));
        text.map_err(|why| Wrong::new(place, why))
    }

    fn exchange(&self, exchange: Exchange, folder: &Path) -> Result<Trial, Wrong> {
        let api = self.api(&exchange.api, folder)?;
        let Request { method, path, query, headers, body, stage, stage_variables, context } =
            exchange.request;
        let facts = Stage::new(context, stage.as_deref(), stage_variables).fixed_facts(&api);
        let mut request = ClientRequest::new(method, &path).body(body);
        for (name, value) in query {
            request.query.add(name, value);
        }
        for (name, value) in headers {
            request = request.header(&name, &value);
        }
        let backend = exchange.backend.map_or(Ok(Backend::None), |backend| self.backend(backend, folder))?;
        Ok(Trial::Exchange { api, request: Box::new(request), facts: Box::new(facts), backend })
    }

    fn api(&self, api: &Api, folder: &Path) -> Result<Arc<RestApi>, Wrong> {
        let path = self.named(folder, &api.file);
        let key = format!("{} {:?} {:?}", path.display(), api.name, api.parameters);
        let read = || {
            let arguments = ApiArguments {
                definition: path.clone(),
                name: api.name.clone(),
                parameter: api.parameters.clone(),
                limits: LimitArguments::default(),
            };
            load(&arguments)
                .map(|mut definition| {
                    if self.limits != Limits::default() {
                        definition.api.set_limits(&self.limits);
                    }
                    if let Some(coverage) = self.coverage {
                        coverage.api(&path, &mut definition.api);
                    }
                    Arc::new(definition.api)
                })
                .map_err(|failure| failure.into_message())
        };
        book(&self.apis, &key, read).map_err(|why| Wrong::new(api.place, why))
    }

    fn schema(&self, content: Option<&Content>, folder: &Path) -> Result<Option<Arc<Validator>>, Wrong> {
        let compile = |schema: &Json| {
            jsonschema::validator_for(schema).map(Arc::new).map_err(|error| match error.kind() {
                // The validator would tell how to compile it so that it fetches them.
                ValidationErrorKind::Referencing(ReferencingError::Unretrievable { uri, .. }) => {
                    format!("the JSON Schema refers to `{uri}`, and nothing is fetched; write that into it")
                }
                _ => {
                    let place = error.instance_path();
                    format!("the JSON Schema is not what it should be: {error}, at `{place}`")
                }
            })
        };
        let (place, schema) = match content.and_then(|content| content.json_schema.as_ref()) {
            None => return Ok(None),
            Some(Schema::Inline(place, schema)) => (*place, compile(schema)),
            Some(Schema::File(place, file)) => {
                let path = self.named(folder, file);
                let read = || {
                    let text = text("JSON Schema", &path)?;
                    let schema = serde_json::from_str(&text);
                    let shown = path.display();
                    let schema =
                        schema.map_err(|error| format!("the JSON Schema `{shown}` is no JSON: {error}"));
                    compile(&schema?).map_err(|why| format!("{shown}: {why}"))
                };
                (*place, book(&self.schemas, &files::name(&path), read))
            }
        };
        schema.map(Some).map_err(|why| Wrong::new(place, why))
    }

    fn backend(&self, backend: WrittenBackend, folder: &Path) -> Result<Backend, Wrong> {
        Ok(match backend {
            WrittenBackend::Answer(text) => Backend::Answer(Arc::from(text)),
            WrittenBackend::TimedOut => Backend::TimedOut,
            WrittenBackend::Unreachable => Backend::Unreachable,
            WrittenBackend::File(place, file) => {
                Backend::Answer(self.text("backend's answer", place, &self.named(folder, &file))?)
            }
            WrittenBackend::Mapped(mapped) => {
                let mapped = mapped.into_iter().map(|(part, one)| Ok((part, self.backend(one, folder)?)));
                Backend::Mapped(mapped.collect::<Result<_, Wrong>>()?)
            }
        })
    }
}
