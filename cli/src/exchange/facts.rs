//! What an exchange cannot know by itself: ids, times, the stage.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;
use vtlgate::exchange::{Facts, RestApi};

use crate::arguments::StageArguments;
use crate::failure::Failure;
use crate::files;

/// What all requests of a stage have in common.
pub(crate) struct Stage {
    facts: Facts,
    variables: Vec<(String, String)>,
}

impl Stage {
    /// The stage of the command line.
    pub(crate) fn read(arguments: &StageArguments) -> Result<Stage, Failure> {
        let context = match &arguments.context {
            Some(path) => {
                let text = files::read_json("context", path)?;
                serde_json::from_str(&text).map_err(|error| Failure::json("context", path, &error))?
            }
            None => Map::new(),
        };
        Ok(Stage::new(context, arguments.stage.as_deref(), arguments.stage_variable.clone()))
    }

    /// A stage with these members of `$context`, this name and these variables.
    pub(crate) fn new(
        context: Map<String, Value>,
        stage: Option<&str>,
        variables: Vec<(String, String)>,
    ) -> Stage {
        let mut facts = Facts { context, ..Facts::default() };
        let context = &facts.context;
        let known = [
            (&mut facts.api_id, "apiId"),
            (&mut facts.account_id, "accountId"),
            (&mut facts.deployment_id, "deploymentId"),
            (&mut facts.domain_name, "domainName"),
            (&mut facts.stage, "stage"),
            (&mut facts.request_id, "requestId"),
            (&mut facts.extended_request_id, "extendedRequestId"),
            (&mut facts.trace_id, "xrayTraceId"),
        ];
        for (fact, name) in known {
            put(fact, context, name);
        }
        if let Some(stage) = stage {
            facts.stage = stage.to_owned();
            facts.context.remove("stage");
        }
        Stage { facts, variables }
    }

    /// The facts of a request that are the same each time: what the stage does not say has the value of an example.
    pub(crate) fn fixed_facts(&self, api: &RestApi) -> Facts {
        let mut facts = self.facts.clone();
        facts.stage_variables = api.stage_variables.clone();
        for (name, value) in &self.variables {
            facts.stage_variables.insert(name.as_str(), value.clone());
        }
        facts
    }

    /// The facts of a request that comes now from `source_ip`; what `--context` says of them stands.
    pub(crate) fn facts(&self, api: &RestApi, source_ip: &str) -> Facts {
        let mut facts = self.fixed_facts(api);
        facts.source_ip = source_ip.to_owned();

        let now = Timestamp::now();
        facts.request_time = now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string();
        facts.request_time_epoch = now.as_millisecond();
        facts.log_time = now.strftime("%a %b %d %H:%M:%S UTC %Y").to_string();

        facts.request_id = Uuid::new_v4().to_string();
        let chance = Uuid::new_v4();
        // Eleven bytes make the fifteen characters and the `=` that such an id has.
        facts.extended_request_id = STANDARD.encode(&chance.as_bytes()[..11]);
        facts.trace_id = format!("Root=1-{:08x}-{}", now.as_second(), &chance.simple().to_string()[..24]);

        put(&mut facts.request_id, &self.facts.context, "requestId");
        put(&mut facts.extended_request_id, &self.facts.context, "extendedRequestId");
        put(&mut facts.trace_id, &self.facts.context, "xrayTraceId");
        facts
    }
}

/// A member of `$context` that is text is the fact of its name.
fn put(fact: &mut String, context: &Map<String, Value>, name: &str) {
    if let Some(Value::String(text)) = context.get(name) {
        fact.clone_from(text);
    }
}
