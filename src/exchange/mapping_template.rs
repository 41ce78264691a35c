//! A mapping template of a definition: its text, parsed when it is first called for.

use std::sync::{Arc, OnceLock};

use crate::error::Error;
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
    parsed: OnceLock<Result<Template, Error>>,
}

impl MappingTemplate {
    /// A template with the name it has in errors.
    pub fn new(name: &str, text: &str) -> MappingTemplate {
        let (name, text) = (name.to_owned(), text.to_owned());
        MappingTemplate(Arc::new(Definition { name, text, parsed: OnceLock::new() }))
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
        let (name, text) = (template.name().to_owned(), template.text().to_owned());
        MappingTemplate(Arc::new(Definition { name, text, parsed: OnceLock::from(Ok(template)) }))
    }

    /// Its name in errors.
    pub fn name(&self) -> &str {
        &self.0.name
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
        let Definition { name, text, parsed } = &*self.0;
        parsed
            .get_or_init(|| Template::builder().name(name.as_str()).parse(text))
            .as_ref()
            .map_err(Error::clone)
    }
}
