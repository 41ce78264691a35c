//! What a mapping template is rendered with.

use std::sync::{Arc, LazyLock};

use serde_json::{Value as Json, json};

use super::Context;
use super::pairs::{Pairs, SharedTape};
use crate::value::{
    ARRAY_LIST, DocumentClasses, HASH_MAP, IGNORE_CASE_MAP, LINKED_HASH_MAP, Order, TapeWriter, Value,
};

/// The body and everything around it. Cloning is cheap; inputs are `Send + Sync`.
///
/// ```
/// use serde_json::json;
/// use vtlgate::{Inputs, Params, Template};
///
/// let inputs = Inputs::new(r#"{"age": 3}"#)
///     .params(Params::new().path("petId", "42"))
///     .context(&json!({"stage": "prod"}))
///     .stage_variable("table", "pets");
/// let template = Template::parse("$input.params('petId') $input.path('$.age') $context.stage $stageVariables.table")?;
/// assert_eq!(template.render(&inputs)?.text, "42 3 prod pets");
/// # Ok::<(), vtlgate::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Inputs {
    pub(super) body: Arc<str>,
    pub(super) params: Arc<Params>,
    pub(super) context: Context,
    pub(super) stage_variables: Arc<StageVariables>,
}

/// The parameters of the method request: the last value of each, in the order they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params {
    pub(super) path: Pairs,
    pub(super) querystring: Pairs,
    pub(super) header: Pairs,
    tape: SharedTape,
}

/// The variables of a stage, in the order they are given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StageVariables {
    variables: Pairs,
    tape: SharedTape,
}

impl StageVariables {
    /// No variables.
    pub fn new() -> StageVariables {
        StageVariables::default()
    }

    /// Adds a variable; one given again keeps its place and takes the new value.
    #[must_use]
    pub fn variable(mut self, name: impl Into<Arc<str>>, value: impl Into<Arc<str>>) -> StageVariables {
        self.set(name.into(), value.into());
        self
    }

    fn set(&mut self, name: Arc<str>, value: Arc<str>) {
        self.variables.set(name, value);
        self.tape = SharedTape::default();
    }

    /// `$stageVariables`. How the service orders them is not recorded; here they keep the order they are given in.
    pub(super) fn map(&self) -> Value {
        let write = |writer: &mut TapeWriter| self.variables.write(Order::Insertion, writer);
        self.tape.open(&STAGE_VARIABLES, write)
    }
}

/// Classes of a map that holds texts alone.
static STAGE_VARIABLES: DocumentClasses =
    DocumentClasses { root: &LINKED_HASH_MAP, nested: &LINKED_HASH_MAP, members: &[], list: &ARRAY_LIST };

/// Classes of the maps of parameters, in the map of the three.
static PARAMS: DocumentClasses = DocumentClasses {
    root: &LINKED_HASH_MAP,
    nested: &LINKED_HASH_MAP,
    members: &[&LINKED_HASH_MAP, &HASH_MAP, &IGNORE_CASE_MAP],
    list: &ARRAY_LIST,
};

impl Params {
    /// No parameters.
    pub fn new() -> Params {
        Params::default()
    }

    /// Adds a path parameter.
    #[must_use]
    pub fn path(mut self, name: impl Into<Arc<str>>, value: impl Into<Arc<str>>) -> Params {
        self.path.set(name, value);
        self.tape = SharedTape::default();
        self
    }

    /// Adds a query string parameter; one given again has its last value, as on the service.
    #[must_use]
    pub fn querystring(mut self, name: impl Into<Arc<str>>, value: impl Into<Arc<str>>) -> Params {
        self.querystring.set(name, value);
        self.tape = SharedTape::default();
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<Arc<str>>, value: impl Into<Arc<str>>) -> Params {
        self.header.set(name, value);
        self.tape = SharedTape::default();
        self
    }

    /// Reads `{"path": {…}, "querystring": {…}, "header": {…}}`; values that are no strings are taken as their text.
    pub fn from_json(params: &Json) -> Params {
        let pairs = |place: &str| {
            params.get(place).and_then(Json::as_object).map(Pairs::from_json).unwrap_or_default()
        };
        Params {
            path: pairs("path"),
            querystring: pairs("querystring"),
            header: pairs("header"),
            tape: SharedTape::default(),
        }
    }

    /// `$input.params()`: the maps `path`, `querystring` and `header`, in that order; recorded.
    pub(super) fn map(&self) -> Value {
        let places = [("path", &self.path), ("querystring", &self.querystring), ("header", &self.header)];
        self.tape.open(&PARAMS, |writer| {
            writer.object(|writer| {
                for ((name, pairs), class) in places.into_iter().zip(PARAMS.members) {
                    writer.name(name);
                    pairs.write(class.order, writer);
                }
            });
        })
    }
}

impl Inputs {
    /// Inputs with this body, which may be empty, and nothing around it.
    pub fn new(body: impl Into<Arc<str>>) -> Inputs {
        static NOTHING: LazyLock<Inputs> = LazyLock::new(|| Inputs {
            body: Arc::default(),
            params: Arc::default(),
            context: Context::default(),
            stage_variables: Arc::default(),
        });
        Inputs { body: body.into(), ..NOTHING.clone() }
    }

    /// Sets the parameters; an `Arc` of them is shared.
    #[must_use]
    pub fn params(mut self, params: impl Into<Arc<Params>>) -> Inputs {
        self.params = params.into();
        self
    }

    /// Sets `$context`: a [`Context`], or a JSON object that one is made of.
    #[must_use]
    pub fn context(mut self, context: impl Into<Context>) -> Inputs {
        self.context = context.into();
        self
    }

    /// Sets the stage variables; an `Arc` of them is shared.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use vtlgate::{Inputs, StageVariables, Template};
    ///
    /// let variables = Arc::new(StageVariables::new().variable("table", "pets"));
    /// let template = Template::parse("$input.body $stageVariables.table")?;
    /// for body in ["1", "2"] {
    ///     let inputs = Inputs::new(body).stage_variables(variables.clone());
    ///     assert_eq!(template.render(&inputs)?.text, format!("{body} pets"));
    /// }
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    #[must_use]
    pub fn stage_variables(mut self, variables: impl Into<Arc<StageVariables>>) -> Inputs {
        self.stage_variables = variables.into();
        self
    }

    /// Adds a stage variable.
    #[must_use]
    pub fn stage_variable(mut self, name: impl Into<Arc<str>>, value: impl Into<Arc<str>>) -> Inputs {
        Arc::make_mut(&mut self.stage_variables).set(name.into(), value.into());
        self
    }

    /// Reads an event: an object with the members `body`, `params`, `context` and `stageVariables`, each of which may be
    /// missing. A body that is no string is taken as its JSON text.
    ///
    /// ```
    /// use serde_json::json;
    /// let inputs = vtlgate::Inputs::from_json(&json!({"body": {"a": 1}, "params": {"path": {"id": "7"}}}));
    /// let template = vtlgate::Template::parse("$input.json('$.a') $input.params('id')").unwrap();
    /// assert_eq!(template.render(&inputs).unwrap().text, "1 7");
    /// ```
    pub fn from_json(event: &Json) -> Inputs {
        let mut inputs = match event.get("body") {
            None | Some(Json::Null) => Inputs::new(""),
            Some(Json::String(text)) => Inputs::new(text.as_str()),
            Some(body) => Inputs::new(body.to_string()),
        };
        if let Some(params) = event.get("params") {
            inputs = inputs.params(Params::from_json(params));
        }
        if let Some(context) = event.get("context") {
            inputs = inputs.context(context);
        }
        if let Some(Json::Object(variables)) = event.get("stageVariables") {
            let (variables, tape) = (Pairs::from_json(variables), SharedTape::default());
            inputs.stage_variables = Arc::new(StageVariables { variables, tape });
        }
        inputs
    }

    /// The event that [`from_json`](Inputs::from_json) reads as these inputs.
    ///
    /// ```
    /// use serde_json::json;
    /// let inputs = vtlgate::Inputs::new("x").stage_variable("table", "pets");
    /// let event = inputs.to_json();
    /// assert_eq!(event["stageVariables"], json!({"table": "pets"}));
    /// assert_eq!(vtlgate::Inputs::from_json(&event).to_json(), event);
    /// ```
    pub fn to_json(&self) -> Json {
        json!({
            "body": &*self.body,
            "params": {
                "path": self.params.path.json(),
                "querystring": self.params.querystring.json(),
                "header": self.params.header.json(),
            },
            "context": self.context.json(),
            "stageVariables": self.stage_variables.variables.json(),
        })
    }

    /// The body.
    pub fn body(&self) -> &str {
        &self.body
    }
}
