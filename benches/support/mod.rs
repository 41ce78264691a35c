//! The workloads: a template, the event it is rendered with, and what Apache Velocity 1.7 prints.

// Each bench is a program of its own and uses its part of this.
#![allow(dead_code)]

use std::path::Path;
use std::sync::Arc;

use serde_json::Value as Json;
use vtlgate::{Context, Inputs, Params, StageVariables};

pub(crate) struct Workload {
    pub(crate) name: String,
    pub(crate) template: String,
    pub(crate) event: Event,
    pub(crate) expected: String,
}

/// What an emulator holds of a request before it renders: strings, and maps that renders share.
pub(crate) struct Event {
    pub(crate) body: Arc<str>,
    params: Arc<Params>,
    context: Context,
    stage_variables: Arc<StageVariables>,
}

impl Workload {
    /// The workload `name` of benches/workloads.
    pub(crate) fn load(name: &str) -> Workload {
        let read = |extension: &str| Workload::read(name, extension);
        Workload {
            name: name.to_owned(),
            template: read("vtl"),
            event: Event::of(&Workload::event(name)),
            expected: read("velocity17.out"),
        }
    }

    /// The event of the workload `name`.
    pub(crate) fn event(name: &str) -> Json {
        serde_json::from_str(&Workload::read(name, "json")).expect("an event is JSON")
    }

    fn read(name: &str, extension: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/workloads");
        let file = folder.join(format!("{name}.{extension}"));
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }
}

impl Event {
    fn of(event: &Json) -> Event {
        Event {
            body: event["body"].as_str().unwrap_or_default().into(),
            params: Params::from_json(&event["params"]).into(),
            context: Context::from(&event["context"]),
            stage_variables: stage_variables(&event["stageVariables"]).into(),
        }
    }

    /// Fresh inputs, as an emulator makes them for each request.
    pub(crate) fn inputs(&self) -> Inputs {
        Inputs::new(self.body.clone())
            .params(self.params.clone())
            .context(self.context.clone())
            .stage_variables(self.stage_variables.clone())
    }
}

fn stage_variables(object: &Json) -> StageVariables {
    object.as_object().into_iter().flatten().fold(StageVariables::new(), |variables, (name, value)| {
        variables.variable(name.as_str(), value.as_str().unwrap_or_default())
    })
}
