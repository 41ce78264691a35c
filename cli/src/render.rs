//! `vtlgate render`: one template, one event, its output.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::IgnoredAny;
use vtlgate::{Bindings, Dialect, Inputs, Limits, Template};

use crate::arguments::{DialectName, InputArguments, RenderArguments};
use crate::event::{Event, unknown_members};
use crate::failure::Failure;
use crate::{files, limits, output, variables, watch};

/// Renders a template and prints what it made.
pub(crate) fn run(arguments: &RenderArguments) -> Result<(), Failure> {
    if !arguments.watch {
        return render(arguments);
    }
    let InputArguments { body, context, event, vars, .. } = &arguments.inputs;
    let named = [body, context, event, vars].into_iter().flatten().chain([&arguments.template]);
    watch::run(named.map(PathBuf::as_path), || render(arguments))
}

fn render(arguments: &RenderArguments) -> Result<(), Failure> {
    let Read { template, inputs, bindings } = read(&arguments.template, &arguments.inputs)?;
    let failed = |error| Failure::render(error, template.text());
    if template.dialect() == Dialect::Velocity {
        return output::verbatim(&template.render_bindings(bindings).map_err(failed)?);
    }
    let rendered = template.render_with(&inputs, &bindings).map_err(failed)?;
    if arguments.overrides {
        output::lines(&rendered.text)?;
        return output::lines(&rendered.overrides.to_json().to_string());
    }
    output::verbatim(&rendered.text)
}

/// A template and what it is rendered with.
pub(crate) struct Read {
    pub(crate) template: Template,
    pub(crate) inputs: Inputs,
    pub(crate) bindings: Bindings,
}

/// Reads what a render needs.
pub(crate) fn read(template: &Path, arguments: &InputArguments) -> Result<Read, Failure> {
    one_source_each(template, arguments)?;
    let text = files::read_as_it_is("template", template)?;
    let inputs = inputs(arguments)?;
    let dialect = arguments.dialect.into();
    let limits = limits::of(dialect, &arguments.limits.limit);
    let bindings = bindings(arguments.vars.as_deref(), &limits)?;
    let template = Template::builder()
        .name(files::name(template))
        .dialect(dialect)
        .limits(limits)
        .parse(&text)
        .map_err(|error| Failure::render(error, &text))?;
    Ok(Read { template, inputs, bindings })
}

/// Standard input has one content, and plain Velocity has none of the gateway's variables.
fn one_source_each(template: &Path, arguments: &InputArguments) -> Result<(), Failure> {
    let around = [arguments.body.as_deref(), arguments.context.as_deref(), arguments.event.as_deref()];
    files::one_standard_input(around.into_iter().chain([Some(template), arguments.vars.as_deref()]))?;
    let named = [&arguments.path_param, &arguments.query_param, &arguments.header, &arguments.stage_variable];
    let gateway = around.iter().any(Option::is_some) || named.iter().any(|pairs| !pairs.is_empty());
    if gateway && matches!(arguments.dialect, DialectName::Velocity) {
        return Err(Failure::Usage(
            "the velocity dialect has no $input, $context and $stageVariables; give it variables with --vars"
                .to_owned(),
        ));
    }
    Ok(())
}

/// What the template is rendered with: the event, and on top of it what the other options say.
fn inputs(arguments: &InputArguments) -> Result<Inputs, Failure> {
    let (event_path, event) = optional("event", arguments.event.as_deref(), "{}")?;
    let (context_path, context) = optional("context", arguments.context.as_deref(), "null")?;
    let not_event = |error| Failure::json("event", event_path, &error);
    let not_context = |error| Failure::json("context", context_path, &error);

    for unknown in unknown_members(&event) {
        files::note(&unknown);
    }
    let mut event = Event::read(&event).map_err(not_event)?;
    let body = match &arguments.body {
        Some(path) => Arc::from(files::read_as_it_is("body", path)?),
        None => event.body().map_err(not_event)?,
    };
    let mut params = event.params().map_err(not_event)?;
    for (name, value) in &arguments.path_param {
        params = params.path(name.as_str(), value.as_str());
    }
    for (name, value) in &arguments.query_param {
        params = params.querystring(name.as_str(), value.as_str());
    }
    for (name, value) in &arguments.header {
        params = params.header(name.as_str(), value.as_str());
    }
    if arguments.context.is_some() {
        serde_json::from_str::<HashMap<Cow<'_, str>, IgnoredAny>>(&context).map_err(not_context)?;
        event.context = Some(serde_json::from_str(&context).map_err(not_context)?);
    }
    let mut inputs = event.inputs_with(body, params).map_err(not_event)?;
    for (name, value) in &arguments.stage_variable {
        inputs = inputs.stage_variable(name.as_str(), value.as_str());
    }
    Ok(inputs)
}

fn bindings(path: Option<&Path>, limits: &Limits) -> Result<Bindings, Failure> {
    let Some(path) = path else { return Ok(Bindings::new()) };
    let text = files::read_json("vars", path)?;
    // The messages of a reader that is as strict as what people mean by JSON.
    serde_json::from_str::<serde_json::Map<_, _>>(&text)
        .map_err(|error| Failure::json("vars", path, &error))?;
    variables::bindings(&text, limits).map_err(|error| Failure::Render { error, source: None })
}

/// The text of a file that need not be given.
fn optional<'path>(
    what: &str,
    path: Option<&'path Path>,
    otherwise: &str,
) -> Result<(&'path Path, String), Failure> {
    match path {
        Some(path) => Ok((path, files::read_json(what, path)?)),
        None => Ok((Path::new(""), otherwise.to_owned())),
    }
}
