//! `$input`: the body, its JSON, the parameters.

use std::cell::OnceCell;
use std::sync::Arc;

use super::{Inputs, Params};
use crate::error::{Error, ErrorKind};
use crate::json;
use crate::jsonpath::JsonPath;
use crate::limits::Budget;
use crate::output::Output;
use crate::value::{Constant, HostObject, JsonStyle, Text, Value, halves};

/// `$input` of one render. The body is parsed once, when a path is first asked, and every path answers from that one
/// document, changes included; recorded.
pub(super) struct Input {
    body: Arc<str>,
    params: Arc<Params>,
    document: OnceCell<Result<Value, Error>>,
    /// The parameters as the template sees them.
    params_map: OnceCell<Value>,
}

impl Input {
    pub(super) fn new(inputs: &Inputs) -> Input {
        Input {
            body: inputs.body.clone(),
            params: inputs.params.clone(),
            document: OnceCell::new(),
            params_map: OnceCell::new(),
        }
    }

    /// The body as text: `{}` where it is empty; recorded.
    fn body(&self) -> Text {
        if self.body.is_empty() { Text::from_static("{}") } else { Text::from(self.body.clone()) }
    }

    fn document(&self, budget: &mut Budget<'_>) -> Result<&Value, Error> {
        let read = || {
            if self.body.is_empty() {
                json::read(&Arc::from("{}"), budget)
            } else {
                json::read(&self.body, budget)
            }
        };
        self.document.get_or_init(read).as_ref().map_err(Error::clone)
    }

    /// What a path selects; null where it finds nothing.
    fn select(&self, path: &Text, budget: &mut Budget<'_>) -> Result<Value, Error> {
        let document = self.document(budget)?;
        // A path that the template makes is read each time.
        budget.step(if path.is_literal() { 1 } else { 100 + path.length() as u64 * 4 })?;
        let limits = budget.limits();
        match path.derived(|path| JsonPath::parse_within(path, limits)) {
            Some(path) => selected(document, &path, budget),
            None => Err(Error::runtime("a JSONPath cannot contain half of a surrogate pair")),
        }
    }

    /// The same for a path that is a literal of the template.
    fn select_literal(&self, path: &Constant, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        let document = self.document(budget)?;
        budget.step(1)?;
        let limits = budget.limits();
        let path = path.derived(|path| JsonPath::parse_within(path, limits));
        if let Ok(path) = &*path
            && let Some(place) = path.standing(document, budget)?
        {
            return Ok(Some(place.value()));
        }
        selected(document, &path, budget).map(Some)
    }

    fn print_json(&self, path: &Text, output: &mut Output, budget: &mut Budget<'_>) -> Result<(), Error> {
        match self.select(path, budget)? {
            // A path that finds nothing prints two quotes; recorded.
            Value::Null => output.push_str("\"\""),
            value => value.write_json(JsonStyle::Compact, output, budget)?,
        }
        Ok(())
    }

    /// `$input.params(name)`: the first of path, query string and header that has the name, whose case counts (AWS's
    /// page on mapping template variables).
    fn param(&self, name: &str) -> Value {
        let params = &*self.params;
        [&params.path, &params.querystring, &params.header]
            .into_iter()
            .find_map(|pairs| pairs.get(name))
            .map_or(Value::Null, |text| Value::String(Text::from(text.clone())))
    }
}

/// What `path` selects of `document`; null where it finds nothing.
fn selected(
    document: &Value,
    path: &Result<JsonPath, Error>,
    budget: &mut Budget<'_>,
) -> Result<Value, Error> {
    let selected = match path {
        Ok(path) => path.select(document, budget),
        Err(error) => Err(error.clone()),
    };
    selected.or_else(|error| match error.kind() {
        ErrorKind::PathNotFound => Ok(Value::Null),
        ErrorKind::InvalidPath => Err(Error::runtime(error.message())),
        _ => Err(error),
    })
}

impl HostObject for Input {
    /// Nobody has recorded the name; this one stands beside those of `$context`'s maps, which are. Unverified.
    fn class_name(&self) -> &str {
        "com.amazonaws.backplane.executioncore.frontend.proxy.transform.Input"
    }

    fn property(&self, name: &str, _: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        Ok(matches!(name, "body" | "Body").then(|| Value::String(self.body())))
    }

    fn call(
        &self,
        method: &str,
        arguments: &[Value],
        budget: &mut Budget<'_>,
    ) -> Result<Option<Value>, Error> {
        Ok(match (method, arguments) {
            ("path", [Value::String(path)]) => Some(self.select(path, budget)?),
            ("json", [Value::String(path)]) => {
                let mut text = Output::new();
                self.print_json(path, &mut text, budget)?;
                Some(Value::String(halves::text(text.into_string(), budget)))
            }
            ("getBody", []) => Some(Value::String(self.body())),
            ("params", []) => Some(self.params_map.get_or_init(|| self.params.map()).clone()),
            ("params", [Value::String(name)]) => {
                Some(name.as_str().map_or(Value::Null, |name| self.param(name)))
            }
            _ => None,
        })
    }

    fn call_of_literal(
        &self,
        method: &str,
        argument: &Constant,
        budget: &mut Budget<'_>,
    ) -> Result<Option<Value>, Error> {
        if method == "path" { self.select_literal(argument, budget) } else { Ok(None) }
    }

    /// `$input` by itself prints nothing or an empty map; the recording does not tell which.
    fn print(&self, output: &mut Output, _: &mut Budget<'_>) -> Result<(), Error> {
        output.push_str("{}");
        Ok(())
    }

    fn held(&self, values: &mut Vec<Value>) {
        values.extend(self.document.get().into_iter().flatten().cloned());
        values.extend(self.params_map.get().cloned());
    }

    fn prints_calls(&self, method: &str) -> bool {
        method == "json"
    }

    fn print_call(
        &self,
        method: &str,
        arguments: &[Value],
        output: &mut Output,
        budget: &mut Budget<'_>,
    ) -> Result<bool, Error> {
        match (method, arguments) {
            ("json", [Value::String(path)]) => self.print_json(path, output, budget).map(|()| true),
            _ => Ok(false),
        }
    }
}
