//! One render of a mapping template within an exchange.

use serde_json::{Map, Value};

use super::headers::Headers;
use super::mapping_template::MappingTemplate;
use super::overrides::Overrides;
use super::query::Query;
use super::table::Table;
use super::trace::Trace;
use crate::error::Error;
use crate::gateway::{Inputs, Params};
use crate::source::Position;

/// What a template sees: a body, and around it what the client sent.
pub(super) struct TemplateInputs<'a> {
    pub(super) body: &'a str,
    pub(super) path: &'a Table<String>,
    pub(super) query: &'a Query,
    pub(super) headers: &'a Headers,
    pub(super) context: &'a Map<String, Value>,
    pub(super) stage_variables: &'a Table<String>,
}

/// Renders `template`; what it overrides is added to `overrides`, which it sees as they are, and what cannot be told from
/// its output to `trace`.
pub(super) fn render(
    template: &MappingTemplate,
    inputs: &TemplateInputs<'_>,
    overrides: &mut Overrides,
    trace: &mut Trace,
) -> Result<String, Error> {
    let rendered = template.parsed()?.render(&engine_inputs(inputs, overrides))?;
    overrides.merge(rendered.overrides);
    for span in rendered.limited_loops {
        let position = Position::of(template.text(), span.start as usize);
        trace.reason(format!(
            "the #foreach at {position} of {} ended at the limit of iterations, with elements left",
            template.name()
        ));
    }
    Ok(rendered.text)
}

fn engine_inputs(inputs: &TemplateInputs<'_>, overrides: &Overrides) -> Inputs {
    let mut context = inputs.context.clone();
    overrides.add_to(&mut context);
    let mut params = Params::new();
    for (name, value) in inputs.path.iter() {
        params = params.path(name, value.as_str());
    }
    for (name, value) in inputs.query.iter() {
        params = params.querystring(name, value);
    }
    for (name, values) in inputs.headers.grouped() {
        params = params.header(name, values.last().copied().unwrap_or_default());
    }
    let engine = Inputs::new(inputs.body).params(params).context(&Value::Object(context));
    inputs
        .stage_variables
        .iter()
        .fold(engine, |engine, (name, value)| engine.stage_variable(name, value.as_str()))
}
