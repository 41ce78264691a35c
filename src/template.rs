//! A template: parsed once, rendered many times, from any thread.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::dialect::Dialect;
use crate::error::Error;
use crate::eval::{self, Environment, Observer, Observers, Printed};
use crate::limits::Limits;
use crate::output::Output;
use crate::program::{Names, Program, Region, compile};
use crate::syntax;
use crate::value::{Containers, Value};

/// A parsed template. Cloning it is cheap; it is `Send + Sync`, and rendering does not change it.
///
/// ```
/// use vtlgate::{Inputs, Template};
///
/// let template = Template::parse(r#"{"name": "$input.path('$.name')"}"#)?;
/// let rendered = template.render(&Inputs::new(r#"{"name": "Rex"}"#))?;
/// assert_eq!(rendered.text, r#"{"name": "Rex"}"#);
/// # Ok::<(), vtlgate::Error>(())
/// ```
#[derive(Clone)]
pub struct Template {
    parsed: Arc<Parsed>,
    observers: Option<Arc<dyn Observers>>,
}

struct Parsed {
    name: Arc<str>,
    text: Arc<str>,
    dialect: Dialect,
    limits: Limits,
    program: Arc<Program>,
    names: Names,
    /// How long the last output was: the best guess of how long the next one gets.
    output_length: AtomicUsize,
}

/// What a template is parsed with; made by [`Template::builder`].
#[derive(Debug, Clone)]
pub struct TemplateBuilder {
    name: Arc<str>,
    dialect: Dialect,
    limits: Option<Limits>,
}

impl Template {
    /// Parses `text` in the gateway's dialect, under the default limits.
    ///
    /// # Errors
    /// Of kind [`Parse`](crate::ErrorKind::Parse) where the text is no template, with the place.
    pub fn parse(text: &str) -> Result<Template, Error> {
        Template::builder().parse(text)
    }

    /// What else a template can be parsed with.
    ///
    /// ```
    /// use vtlgate::{Bindings, Dialect, Template};
    /// let template = Template::builder().name("greeting.vm").dialect(Dialect::Velocity).parse("Hello $who")?;
    /// assert_eq!(template.render_bindings(Bindings::new())?, "Hello $who");
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    pub fn builder() -> TemplateBuilder {
        TemplateBuilder { name: Arc::from("template"), dialect: Dialect::default(), limits: None }
    }

    /// Its name in errors.
    pub fn name(&self) -> &str {
        &self.parsed.name
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.parsed.text
    }

    /// The text printed again from the tree it was read as: one blank between operators and arguments; as it was all that
    /// can show in the output, where null shows as it is written. It is read as a template that renders the same.
    ///
    /// ```
    /// let template = vtlgate::Template::parse("#set( $a=[1,2] )#if($a.size()  ==2 ) $a[ 5 ] #end")?;
    /// assert_eq!(template.formatted(), "#set($a = [1, 2])#if($a.size() == 2) $a[ 5 ] #end");
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    pub fn formatted(&self) -> String {
        // The text was read once, so it is read again.
        syntax::parse(&self.parsed.text, self.parsed.dialect, self.parsed.limits.nesting)
            .map(|tree| syntax::print(&self.parsed.text, self.parsed.dialect, &tree))
            .unwrap_or_default()
    }

    /// Its parts that a render may pass over or run more than once, in the order they begin.
    pub fn regions(&self) -> &[Region] {
        &self.parsed.program.regions
    }

    /// The same template, whose renders are watched: also those that an exchange makes. A render that is given an observer
    /// of its own has that one alone.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicUsize, Ordering};
    /// use vtlgate::{Inputs, Observation, Observer, Observers, Template};
    ///
    /// #[derive(Default)]
    /// struct Renders(AtomicUsize);
    /// struct Quiet;
    ///
    /// impl Observers for Renders {
    ///     fn observer(&self) -> Box<dyn Observer + '_> {
    ///         self.0.fetch_add(1, Ordering::Relaxed);
    ///         Box::new(Quiet)
    ///     }
    /// }
    /// impl Observer for Quiet {
    ///     fn observe(&mut self, _: &Observation<'_>) {}
    /// }
    ///
    /// let renders = Arc::new(Renders::default());
    /// let template = Template::parse("Hello")?.observed_by(renders.clone());
    /// template.render(&Inputs::new(""))?;
    /// assert_eq!(renders.0.load(Ordering::Relaxed), 1);
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    #[must_use]
    pub fn observed_by(&self, observers: Arc<dyn Observers>) -> Template {
        Template { parsed: self.parsed.clone(), observers: Some(observers) }
    }

    /// Its dialect.
    pub fn dialect(&self) -> Dialect {
        self.parsed.dialect
    }

    /// The limits it renders under.
    pub fn limits(&self) -> &Limits {
        &self.parsed.limits
    }

    /// Renders with variables and nothing else, as a plain Velocity engine does.
    ///
    /// # Errors
    /// Where the template fails or reaches a limit.
    pub fn render_bindings(&self, bindings: Bindings) -> Result<String, Error> {
        self.print(bindings, None).map(|printed| printed.text)
    }

    /// As [`render_bindings`](Template::render_bindings), telling `observer` what happens.
    ///
    /// # Errors
    /// As [`render_bindings`](Template::render_bindings).
    pub fn render_bindings_observed(
        &self,
        bindings: Bindings,
        observer: &mut dyn Observer,
    ) -> Result<String, Error> {
        self.print(bindings, Some(observer)).map(|printed| printed.text)
    }

    /// As [`render_bindings`](Template::render_bindings), in Java's UTF-16: a template can print half of a surrogate
    /// pair, for which UTF-8 has only a `?`.
    ///
    /// ```
    /// use vtlgate::{Bindings, Template};
    /// let template = Template::parse("#set($smile = '😀')$smile.substring(1)")?;
    /// assert_eq!(template.render_bindings(Bindings::new())?, "?");
    /// assert_eq!(template.render_bindings_utf16(Bindings::new())?, [0xde00]);
    /// # Ok::<(), vtlgate::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`render_bindings`](Template::render_bindings).
    pub fn render_bindings_utf16(&self, bindings: Bindings) -> Result<Vec<u16>, Error> {
        let printed = self.print(bindings, None)?;
        Ok(printed.utf16.unwrap_or_else(|| printed.text.encode_utf16().collect()))
    }

    fn print(&self, mut bindings: Bindings, observer: Option<&mut dyn Observer>) -> Result<Printed, Error> {
        let mut containers = Containers::default();
        let printed = self.run(&mut bindings, &mut containers, observer);
        drop(bindings);
        containers.sweep();
        printed
    }

    /// Renders with the variables of `environment`, telling `observer` what happens. Whoever drops those sweeps `containers` afterwards.
    pub(crate) fn run(
        &self,
        environment: &mut dyn Environment,
        containers: &mut Containers,
        observer: Option<&mut dyn Observer>,
    ) -> Result<Printed, Error> {
        let parsed = &*self.parsed;
        if let (None, Some(observers)) = (&observer, &self.observers) {
            let mut observer = observers.observer();
            return self.run(environment, containers, Some(&mut *observer));
        }
        let length = parsed.output_length.load(Ordering::Relaxed);
        let output = Output::with_capacity(length, parsed.limits.output_bytes);
        let rendered = eval::render(
            &parsed.program,
            &parsed.names,
            parsed.dialect,
            &parsed.limits,
            environment,
            output,
            containers,
            observer,
        )
        .map_err(|error| error.in_template(&parsed.name, &parsed.text))?;
        parsed.output_length.store(rendered.text.len(), Ordering::Relaxed);
        Ok(rendered)
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Template")
            .field("name", &self.parsed.name)
            .field("dialect", &self.parsed.dialect)
            .finish()
    }
}

impl TemplateBuilder {
    /// Names the template in errors, by its file for example.
    #[must_use]
    pub fn name(mut self, name: impl Into<Arc<str>>) -> TemplateBuilder {
        self.name = name.into();
        self
    }

    /// Sets the dialect; the gateway's unless set.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> TemplateBuilder {
        self.dialect = dialect;
        self
    }

    /// Sets the limits; unless set, the defaults, with a plain Velocity template's loops unlimited.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> TemplateBuilder {
        self.limits = Some(limits);
        self
    }

    /// Parses `text`.
    ///
    /// # Errors
    /// Of kind [`Parse`](crate::ErrorKind::Parse) where the text is no template, with the place; of kind
    /// [`Limit`](crate::ErrorKind::Limit) where it is too long or nested too deep.
    pub fn parse(self, text: &str) -> Result<Template, Error> {
        let limits = self.limits.unwrap_or_else(|| Limits::of(self.dialect));
        if text.len() > limits.template_bytes {
            let message = format_args!("the template is longer than {} bytes", limits.template_bytes);
            return Err(Error::limit("template_bytes", message).in_template(&self.name, text));
        }
        let mut names = Names::default();
        let program = compile(text, self.dialect, limits.nesting, &mut names)
            .map_err(|error| error.in_template(&self.name, text))?;
        let parsed = Arc::new(Parsed {
            name: self.name,
            text: Arc::from(text),
            dialect: self.dialect,
            limits,
            output_length: AtomicUsize::new(program.text.len() * 2),
            program: Arc::new(program),
            names,
        });
        Ok(Template { parsed, observers: None })
    }
}

/// Variables of a template by name.
///
/// ```
/// use vtlgate::{Bindings, Dialect, Template};
/// let mut bindings = Bindings::new();
/// bindings.set("who", "world");
/// let template = Template::builder().dialect(Dialect::Velocity).parse("Hello $who!")?;
/// assert_eq!(template.render_bindings(bindings)?, "Hello world!");
/// # Ok::<(), vtlgate::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Bindings(Vec<(String, Value)>);

impl Bindings {
    /// No variables.
    pub fn new() -> Bindings {
        Bindings::default()
    }

    /// Sets the variable `name`.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        let name = name.into();
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value.into()));
    }

    /// The variable `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

impl Environment for Bindings {
    fn variable(&mut self, name: &str) -> Option<Value> {
        self.get(name).cloned()
    }
}

// Emulators share templates between threads.
const fn shareable<T: Send + Sync>() {}
const _: () = shareable::<Template>();
const _: () = shareable::<Error>();
