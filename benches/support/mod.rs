//! The workloads: a template, the event it is rendered with, and what Apache Velocity 1.7 prints.

// Each bench is a program of its own and uses its part of this.
#![allow(dead_code)]

use std::path::Path;
use std::sync::Arc;

use serde_json::Value as Json;
use vtlgate::{Inputs, Params};

/// Names and texts, shared with whoever asks for them.
type Pairs = Vec<(Arc<str>, Arc<str>)>;

pub(crate) struct Workload {
    pub(crate) name: String,
    pub(crate) template: String,
    pub(crate) event: Event,
    pub(crate) expected: String,
}

/// What an emulator holds of a request before it renders: plain strings and maps.
pub(crate) struct Event {
    pub(crate) body: Arc<str>,
    path: Pairs,
    querystring: Pairs,
    header: Pairs,
    context: Json,
    stage_variables: Pairs,
}

impl Workload {
    /// The workload `name` of benches/workloads.
    pub(crate) fn load(name: &str) -> Workload {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/workloads");
        let read = |extension: &str| {
            let file = folder.join(format!("{name}.{extension}"));
            std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        };
        let event: Json = serde_json::from_str(&read("json")).expect("an event is JSON");
        Workload {
            name: name.to_owned(),
            template: read("vtl"),
            event: Event::of(&event),
            expected: read("velocity17.out"),
        }
    }
}

impl Event {
    fn of(event: &Json) -> Event {
        let params = |place: &str| pairs(&event["params"][place]);
        Event {
            body: event["body"].as_str().unwrap_or_default().into(),
            path: params("path"),
            querystring: params("querystring"),
            header: params("header"),
            context: event["context"].clone(),
            stage_variables: pairs(&event["stageVariables"]),
        }
    }

    /// Fresh inputs, as an emulator makes them for each request.
    pub(crate) fn inputs(&self) -> Inputs {
        let mut params = Params::new();
        for (name, value) in &self.path {
            params = params.path(name.clone(), value.clone());
        }
        for (name, value) in &self.querystring {
            params = params.querystring(name.clone(), value.clone());
        }
        for (name, value) in &self.header {
            params = params.header(name.clone(), value.clone());
        }
        let inputs = Inputs::new(self.body.clone()).params(params).context(&self.context);
        self.stage_variables
            .iter()
            .fold(inputs, |inputs, (name, value)| inputs.stage_variable(name.clone(), value.clone()))
    }
}

fn pairs(object: &Json) -> Pairs {
    object
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str().into(), value.as_str().unwrap_or_default().into()))
        .collect()
}
