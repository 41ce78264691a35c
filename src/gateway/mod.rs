//! API Gateway's variables around a template: `$input`, `$util`, `$context`, `$stageVariables`, and the overrides.

mod context;
mod encoding;
mod input;
mod inputs;
mod overrides;
mod pairs;
mod util;

use std::rc::Rc;

use crate::error::Error;
use crate::eval::{Environment, Observer};
use crate::limits::Budget;
use crate::source::Span;
use crate::template::{Bindings, Template};
use crate::value::{Containers, Value};
pub use context::Context;
use input::Input;
pub use inputs::{Inputs, Params, StageVariables};
pub use overrides::Overrides;
use util::Util;

/// What a mapping template made of its inputs.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Rendered {
    /// The mapped body.
    pub text: String,
    /// The same in Java's UTF-16, where it has half of a surrogate pair, for which UTF-8 has only a `?`.
    pub text_utf16: Option<Vec<u16>>,
    /// What the template set under `$context.requestOverride` and `$context.responseOverride`.
    pub overrides: Overrides,
    /// The loops that ended for the limit of iterations with elements left, which the service does without a word.
    ///
    /// ```
    /// use vtlgate::{Inputs, Span, Template};
    /// let template = Template::parse("#foreach($i in [1..2000])$i #end")?;
    /// assert_eq!(template.render(&Inputs::new(""))?.limited_loops, [Span::new(0, 25)]);
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    pub limited_loops: Vec<Span>,
}

impl Template {
    /// Renders the template as API Gateway does: with `$input`, `$util`, `$context` and `$stageVariables`.
    ///
    /// # Errors
    /// Where the template fails or reaches a limit, and with [`Body`](crate::ErrorKind::Body) where it reads a body that
    /// is no JSON.
    pub fn render(&self, inputs: &Inputs) -> Result<Rendered, Error> {
        self.render_with(inputs, &Bindings::new())
    }

    /// As [`render`](Template::render), with further variables, which the gateway's own names hide.
    ///
    /// # Errors
    /// As [`render`](Template::render).
    pub fn render_with(&self, inputs: &Inputs, bindings: &Bindings) -> Result<Rendered, Error> {
        self.render_gateway(inputs, bindings, None)
    }

    /// As [`render_with`](Template::render_with), telling `observer` what happens.
    ///
    /// # Errors
    /// As [`render`](Template::render).
    pub fn render_observed(
        &self,
        inputs: &Inputs,
        bindings: &Bindings,
        observer: &mut dyn Observer,
    ) -> Result<Rendered, Error> {
        self.render_gateway(inputs, bindings, Some(observer))
    }

    fn render_gateway(
        &self,
        inputs: &Inputs,
        bindings: &Bindings,
        observer: Option<&mut dyn Observer>,
    ) -> Result<Rendered, Error> {
        let most = self.limits().payload_bytes;
        if inputs.body.len() > most {
            return Err(Error::limit("payload_bytes", format_args!("the body is longer than {most} bytes")));
        }
        let mut containers = Containers::default();
        let rendered = self.rendered(Variables::new(inputs, bindings), &mut containers, observer);
        containers.sweep();
        rendered
    }

    fn rendered(
        &self,
        mut variables: Variables<'_>,
        containers: &mut Containers,
        observer: Option<&mut dyn Observer>,
    ) -> Result<Rendered, Error> {
        let printed = self.run(&mut variables, containers, observer)?;
        Ok(Rendered {
            text: printed.text,
            text_utf16: printed.utf16,
            overrides: variables.overrides.unwrap_or_default(),
            limited_loops: printed.limited,
        })
    }
}

/// The variables of one render, each made when the template uses it.
struct Variables<'render> {
    inputs: &'render Inputs,
    bindings: &'render Bindings,
    context: Option<Value>,
    /// What the template set, once it has ended and where it changed the context.
    overrides: Option<Overrides>,
}

impl<'render> Variables<'render> {
    fn new(inputs: &'render Inputs, bindings: &'render Bindings) -> Variables<'render> {
        Variables { inputs, bindings, context: None, overrides: None }
    }
}

impl Environment for Variables<'_> {
    fn variable(&mut self, name: &str) -> Option<Value> {
        match name {
            "input" => Some(Value::Host(Rc::new(Input::new(self.inputs)))),
            "util" => Some(Value::Host(Rc::new(Util))),
            "context" => {
                let context = context::value(self.inputs);
                self.context = Some(context.clone());
                Some(context)
            }
            "stageVariables" => Some(self.inputs.stage_variables.map()),
            name => self.bindings.get(name).cloned(),
        }
    }

    fn take(&mut self, budget: &mut Budget<'_>) -> Result<(), Error> {
        if let Some(context) = &self.context {
            self.overrides = overrides::set_in(context, self.inputs, budget)?;
        }
        Ok(())
    }
}
