//! A mapping template of a definition: its text, parsed when it is first called for.

use std::sync::{Arc, OnceLock};

use crate::error::Error;
use crate::limits::Limits;
use crate::template::Template;

/// A mapping template.
///
/// A text that is no template is no error here: the service takes it with the definition too, and fails when the
/// method is called.
///
/// ```
/// use vtlgate::exchange::MappingTemplate;
/// let template = MappingTemplate::new("GET /pets, application/json", r##"{"id": "$input.params('id')"##);
/// assert!(template.parsed().is_ok());
/// assert!(MappingTemplate::new("broken", "#if(").parsed().is_err());
/// ```
#[derive(Debug, Clone)]
pub struct MappingTemplate(Arc<Definition>);

#[derive(Debug)]
struct Definition {
    name: String,
    text: String,
    limits: Limits,
    start: Option<usize>,
    parsed: OnceLock<Result<Template, Error>>,
}

impl MappingTemplate {
    /// A template with the name it has in errors.
    pub fn new(name: &str, text: &str) -> MappingTemplate {
        let (name, text) = (name.to_owned(), text.to_owned());
        MappingTemplate(Arc::new(Definition {
            name,
            text,
            limits: Limits::default(),
            start: None,
            parsed: OnceLock::new(),
        }))
    }

    /// The same, which begins at this byte of its definition.
    pub(super) fn starting_at(self, start: Option<usize>) -> MappingTemplate {
        let Definition { name, text, limits, .. } = &*self.0;
        let (name, text, limits) = (name.clone(), text.clone(), limits.clone());
        MappingTemplate(Arc::new(Definition { name, text, limits, start, parsed: OnceLock::new() }))
    }

    /// The same template under other limits.
    ///
    /// ```
    /// use vtlgate::{Limits, exchange::MappingTemplate};
    /// let mut limits = Limits::default();
    /// limits.template_bytes = 3;
    /// assert!(MappingTemplate::new("a", "long").with_limits(&limits).parsed().is_err());
    /// ```
    pub fn with_limits(&self, limits: &Limits) -> MappingTemplate {
        MappingTemplate(Arc::new(Definition {
            name: self.0.name.clone(),
            text: self.0.text.clone(),
            limits: limits.clone(),
            start: self.0.start,
            parsed: OnceLock::new(),
        }))
    }

    /// A template that was parsed elsewhere, or that is watched.
    ///
    /// ```
    /// use vtlgate::{Template, exchange::MappingTemplate};
    /// let template = Template::builder().name("GET /pets").parse("[]")?;
    /// assert_eq!(MappingTemplate::of(template).name(), "GET /pets");
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    pub fn of(template: Template) -> MappingTemplate {
        MappingTemplate(Arc::new(Definition {
            name: template.name().to_owned(),
            text: template.text().to_owned(),
            limits: template.limits().clone(),
            start: None,
            parsed: OnceLock::from(Ok(template)),
        }))
    }

    /// Its name in errors.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The byte of the definition at which it begins, if it was read from one.
    pub fn start(&self) -> Option<usize> {
        self.0.start
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The template, parsed once.
    ///
    /// # Errors
    /// Where the text is no template.
    pub fn parsed(&self) -> Result<&Template, Error> {
        let Definition { name, text, limits, parsed, .. } = &*self.0;
        parsed
            .get_or_init(|| Template::builder().name(name.as_str()).limits(limits.clone()).parse(text))
            .as_ref()
            .map_err(Error::clone)
    }
}
