//! `vtlgate explain`: a render, told step by step.

mod draw;
mod json;
mod nothing;
mod record;
mod shown;

use vtlgate::Dialect;

use crate::arguments::ExplainArguments;
use crate::failure::Failure;
use crate::output;
use crate::render::{Read, read};
use record::Recorder;

/// Renders a template and tells what happened.
pub(crate) fn run(arguments: &ExplainArguments) -> Result<(), Failure> {
    let Read { template, inputs, bindings } = read(&arguments.template, &arguments.inputs)?;
    let mut recorder = Recorder::new(template.text(), arguments.first);
    let ended = match template.dialect() {
        Dialect::Velocity => template
            .render_bindings_observed(bindings, &mut recorder)
            .map(|text| (text, serde_json::json!({}))),
        _ => template
            .render_observed(&inputs, &bindings, &mut recorder)
            .map(|rendered| (rendered.text, rendered.overrides.to_json())),
    };
    let trace = recorder.finish();
    if arguments.json {
        output::lines(&json::document(&trace, template.text(), &ended))?;
    } else {
        draw::print(&trace, template.text(), ended.as_ref().ok())?;
    }
    ended.map(|_| ()).map_err(|error| Failure::render(error, template.text()))
}
