//! Answers requests.

use std::sync::Arc;

use serde_json::value::RawValue;
use vtlgate::value::Text;
use vtlgate::{Bindings, Dialect, Error, Limits, Overrides, Position, Template};

use super::answer::Answer;
use super::blocks::lines;
use super::request::{self, Request, without_place};
use super::templates::Templates;
use crate::limits::{self, Limit};
use crate::selection::Selection;
use crate::variables;

/// What one thread answers with: the templates it knows, and the one of the command line.
#[derive(Clone)]
pub(super) struct Worker {
    template: Option<Arc<str>>,
    templates: Templates,
    /// The limits of the dialects, as the command line sets them.
    limits: [Limits; 2],
}

impl Worker {
    /// A worker; `template` is of the lines that do not bring their own.
    pub(super) fn new(template: Option<Arc<str>>, limits: &[Limit]) -> Worker {
        let limits = [Dialect::ApiGateway, Dialect::Velocity].map(|dialect| limits::of(dialect, limits));
        Worker { template, templates: Templates::new(limits.clone()), limits }
    }

    /// The answers to a block of lines, a line each.
    pub(super) fn answer(&mut self, block: &[u8]) -> Vec<u8> {
        let mut answers = Vec::with_capacity(block.len());
        for line in lines(block) {
            self.line(line, &mut answers);
        }
        answers
    }

    fn line(&mut self, line: &[u8], answers: &mut Vec<u8>) {
        let Ok(line) = str::from_utf8(line) else {
            return Answer::NoRequest("the line is not UTF-8".to_owned()).write(None, answers);
        };
        // Some programs begin a stream with a byte order mark.
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        match Request::read(line) {
            Ok(request) => {
                let answer = self.request(&request).unwrap_or_else(Answer::NoRequest);
                answer.write(request.id, answers);
            }
            Err(message) => Answer::NoRequest(message).write(request::id(line), answers),
        }
    }

    /// The answer to a request, or why it is none.
    fn request(&mut self, request: &Request<'_>) -> Result<Answer, String> {
        if let Some(path) = &request.path {
            let body = request.event().body().map_err(|error| format!("body: {}", without_place(&error)))?;
            return Ok(match Selection::of(&path.0, &body, &self.limits[0]) {
                Ok(selection) => Answer::Selected(selection),
                Err(error) => {
                    let position = error.span().map(|span| Position::of(&path.0, span.start as usize));
                    Answer::Failed { error, position }
                }
            });
        }
        let template = self.template(request)?;
        let answer = match (template, bindings(request.vars, &self.limits[0])?) {
            (Ok(template), Ok(bindings)) => render(&template, request, &bindings)?,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        Ok(answer.unwrap_or_else(|error| Answer::Failed { position: error.position(), error }))
    }

    fn template(&mut self, request: &Request<'_>) -> Result<Result<Template, Error>, String> {
        let dialect = request.dialect.into();
        match (request.template, &self.template) {
            (Some(template), _) => self.templates.parsed(template.get(), dialect, || {
                serde_json::from_str(template.get())
                    .map_err(|error| format!("template: {}", without_place(&error)))
            }),
            (None, Some(template)) => self.templates.parsed("", dialect, || Ok(template.to_string())),
            (None, None) => {
                Err("a request has a `template` or a `path`; --template FILE gives all one".to_owned())
            }
        }
    }
}

/// The variables of a request; the outer error is that they are none.
fn bindings(vars: Option<&RawValue>, limits: &Limits) -> Result<Result<Bindings, Error>, String> {
    match vars.map(RawValue::get) {
        None | Some("null") => Ok(Ok(Bindings::new())),
        Some(object) if object.starts_with('{') => Ok(variables::bindings(object, limits)),
        Some(_) => Err("vars: they are the members of a JSON object".to_owned()),
    }
}

fn render(
    template: &Template,
    request: &Request<'_>,
    bindings: &Bindings,
) -> Result<Result<Answer, Error>, String> {
    if template.dialect() == Dialect::Velocity {
        let output = template.render_bindings_utf16(bindings.clone());
        return Ok(output.map(|output| Answer::Rendered {
            output: Text::from_utf16(&output),
            overrides: Overrides::default(),
        }));
    }
    let inputs = request.event().inputs().map_err(|error| without_place(&error))?;
    let rendered = template.render_with(&inputs, bindings);
    Ok(rendered.map(|rendered| Answer::Rendered {
        output: rendered.text_utf16.map_or_else(|| rendered.text.into(), |units| Text::from_utf16(&units)),
        overrides: rendered.overrides,
    }))
}
