//! A case: its name, and what makes the template and the event.

use vtlgate::{Dialect, Error, Inputs, Limits, Template};

/// A template and its event.
pub(crate) struct Attack {
    template: String,
    body: String,
    dialect: Dialect,
    limits: Limits,
}

impl Attack {
    pub(crate) fn new(template: impl Into<String>) -> Attack {
        Attack {
            template: template.into(),
            body: String::new(),
            dialect: Dialect::ApiGateway,
            limits: Limits::default(),
        }
    }

    pub(crate) fn body(mut self, body: impl Into<String>) -> Attack {
        self.body = body.into();
        self
    }

    /// In plain Velocity, which has macros and `#evaluate`.
    pub(crate) fn velocity(mut self) -> Attack {
        self.dialect = Dialect::Velocity;
        self.limits = Limits::of(Dialect::Velocity);
        self
    }

    pub(crate) fn template_bytes(mut self, bytes: usize) -> Attack {
        self.limits.template_bytes = bytes;
        self
    }

    pub(crate) fn list_length(mut self, elements: usize) -> Attack {
        self.limits.list_length = elements;
        self
    }

    /// What becomes of it when a render may take so many steps.
    pub(crate) fn render(mut self, steps: u64) -> Result<String, Error> {
        self.limits.steps = steps;
        let template = Template::builder().dialect(self.dialect).limits(self.limits).parse(&self.template)?;
        drop(self.template);
        Ok(template.render(&Inputs::new(self.body))?.text)
    }
}

pub(crate) struct Case {
    pub(crate) name: String,
    /// Makes the attack when it is its turn: all together would fill the memory.
    pub(crate) attack: Box<dyn Fn() -> Attack + Send + Sync>,
}

/// A case of the file `room`.
pub(crate) fn case(
    room: &str,
    name: impl AsRef<str>,
    attack: impl Fn() -> Attack + Send + Sync + 'static,
) -> Case {
    Case { name: format!("{room}: {}", name.as_ref().escape_default()), attack: Box::new(attack) }
}

/// `repeated` as often as it fits into a template.
pub(crate) fn filling(repeated: &str) -> String {
    repeated.repeat(290_000 / repeated.len())
}
