//! Watching a render from outside.

use crate::program::Region;
use crate::source::Span;
use crate::value::Value;

/// Is told what a render does, while it does it. A render that nobody watches pays nothing for it.
///
/// ```
/// use vtlgate::{Bindings, Inputs, Observation, Observer, Template};
///
/// /// The references that lead nowhere.
/// #[derive(Default)]
/// struct Lost(Vec<String>);
///
/// impl Observer for Lost {
///     fn observe(&mut self, observation: &Observation<'_>) {
///         if let Observation::Reference { text, dead_end: Some(_), .. } = observation {
///             self.0.push(text.to_string());
///         }
///     }
/// }
///
/// let template = Template::parse("#set($pet = $input.path('$'))$pet.name $pet.nmae")?;
/// let mut lost = Lost::default();
/// let rendered = template.render_observed(&Inputs::new(r#"{"name": "Rex"}"#), &Bindings::new(), &mut lost)?;
/// assert_eq!(rendered.text, "Rex ");
/// assert_eq!(lost.0, ["$pet.nmae"]);
/// # Ok::<(), vtlgate::Error>(())
/// ```
pub trait Observer {
    /// Something happened. Values are the render's own: what changes one changes the render.
    fn observe(&mut self, observation: &Observation<'_>);
}

/// Gives each render of a template an observer: see [`Template::observed_by`](crate::Template::observed_by).
pub trait Observers: Send + Sync {
    /// The observer of a render that begins.
    fn observer(&self) -> Box<dyn Observer + '_>;
}

/// Something that happened in a render. Spans are of the template's text; inside a string that is a template of its own
/// they are the string's, and in a text that `#evaluate` read those of the `#evaluate`.
#[non_exhaustive]
pub enum Observation<'render> {
    /// A reference was evaluated.
    Reference {
        /// Where it stands.
        span: Span,
        /// How it is written.
        text: &'render str,
        /// What it evaluates to: in the gateway's dialect an empty string where there is nothing.
        value: &'render Value,
        /// Where it led to nothing.
        dead_end: Option<DeadEnd<'render>>,
        /// Whether its value is printed: it is no part of an expression, and not escaped.
        printed: bool,
    },
    /// A `#set` was run.
    Set {
        /// Where it stands.
        span: Span,
        /// What is assigned to.
        target: &'render str,
        /// What is assigned; a null leaves the target as it is.
        value: &'render Value,
    },
    /// The condition of a branch was evaluated; where it held, the branch is run until it is [`Left`](Observation::Left).
    Condition {
        /// The branch.
        region: &'render Region,
        /// Whether it held.
        held: bool,
    },
    /// No condition of an `#if` held: its `#else` is run until it is [`Left`](Observation::Left); there is nothing to run
    /// and to leave where it has none.
    Otherwise {
        /// The `Else` or `NoElse`.
        region: &'render Region,
    },
    /// A loop begins.
    Foreach {
        /// The loop.
        region: &'render Region,
        /// What it is to run over; none for a range, which is counted through.
        list: Option<&'render Value>,
        /// Whether that is something that can be run over; nothing else of the loop is observed where it is not.
        iterable: bool,
    },
    /// A loop begins an iteration.
    Iteration {
        /// The loop.
        region: &'render Region,
        /// How many iterations there were before.
        index: u32,
        /// The element.
        element: &'render Value,
    },
    /// A loop ends.
    ForeachEnd {
        /// The loop.
        region: &'render Region,
        /// How many iterations it began.
        iterations: u32,
        /// Whether it ended for [`Limits::loop_iterations`](crate::Limits::loop_iterations), with elements left.
        limited: bool,
    },
    /// A `#define` made a block the value of a variable.
    Define {
        /// The block.
        region: &'render Region,
    },
    /// The block of a `#define` is rendered, until it is [`Left`](Observation::Left).
    Block {
        /// The block.
        region: &'render Region,
    },
    /// A macro is called; its body is run until it is [`Left`](Observation::Left).
    Call {
        /// Where the call stands.
        span: Span,
        /// The macro.
        region: &'render Region,
    },
    /// A branch, block or macro ends.
    Left {
        /// Which.
        region: &'render Region,
    },
    /// `#evaluate` renders a text, until [`EvaluateEnd`](Observation::EvaluateEnd).
    Evaluate {
        /// Where it stands.
        span: Span,
        /// The text.
        text: &'render str,
    },
    /// `#evaluate` ends.
    EvaluateEnd,
}

/// Where a reference led to nothing.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum DeadEnd<'render> {
    /// The variable holds nothing.
    Variable,
    /// The receiver gave nothing for the property.
    Property {
        /// What was asked.
        receiver: &'render Value,
        /// The property.
        name: &'render str,
        /// Where the step stands.
        span: Span,
    },
    /// The receiver has no such method for these arguments, or it gave null.
    Method {
        /// What was asked.
        receiver: &'render Value,
        /// The method.
        name: &'render str,
        /// Whether the receiver's class has a method of this name; false of a [`HostObject`](crate::HostObject), which
        /// does not tell.
        known: bool,
        /// The arguments.
        arguments: &'render [Value],
        /// Where the step stands.
        span: Span,
    },
    /// The receiver has no such element.
    Index {
        /// What was asked.
        receiver: &'render Value,
        /// The index or key.
        index: &'render Value,
        /// Where the step stands.
        span: Span,
    },
}
