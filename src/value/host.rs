//! The trait through which the evaluator meets objects that are not Java's: API Gateway's variables, an emulator's own.

use super::{Constant, Value};
use crate::error::Error;
use crate::limits::Budget;
use crate::output::{Output, Piece};

/// An object of the host that a template can use: `$util`, `$input`, or one that an emulator adds.
///
/// ```
/// use vtlgate::{Bindings, Budget, Error, HostObject, Template, Value};
///
/// struct Clock;
/// impl HostObject for Clock {
///     fn class_name(&self) -> &str {
///         "com.example.Clock"
///     }
///     fn call(&self, method: &str, _: &[Value], _: &mut Budget<'_>) -> Result<Option<Value>, Error> {
///         Ok((method == "now").then(|| Value::from("12:00")))
///     }
/// }
///
/// let mut bindings = Bindings::new();
/// bindings.set("clock", Value::Host(std::rc::Rc::new(Clock)));
/// let template = Template::parse("It is $clock.now().").unwrap();
/// assert_eq!(template.render_bindings(bindings).unwrap(), "It is 12:00.");
/// ```
pub trait HostObject {
    /// The name that `$object.class.name` prints.
    fn class_name(&self) -> &str;

    /// Calls `method`; `None` where there is no such method for these arguments, which Velocity treats as a reference
    /// to nothing.
    ///
    /// # Errors
    /// Whatever fails the render.
    fn call(
        &self,
        method: &str,
        arguments: &[Value],
        budget: &mut Budget<'_>,
    ) -> Result<Option<Value>, Error>;

    /// As [`call`](HostObject::call) for one argument that is a string literal of the template, which then need not be made
    /// a value; `None` where [`call`](HostObject::call) must be asked.
    #[doc(hidden)]
    fn call_of_literal(
        &self,
        method: &str,
        argument: &Constant,
        budget: &mut Budget<'_>,
    ) -> Result<Option<Value>, Error> {
        let _ = (method, argument, budget);
        Ok(None)
    }

    /// Reads the property `name`, as `$object.name` does; `None` where there is none.
    ///
    /// # Errors
    /// Whatever fails the render.
    fn property(&self, name: &str, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        let _ = (name, budget);
        Ok(None)
    }

    /// Sets the property `name`, as `#set($object.name = …)` does; `false` where there is none to set, which Velocity
    /// passes over.
    ///
    /// # Errors
    /// Whatever fails the render.
    fn set_property(&self, name: &str, value: &Value, budget: &mut Budget<'_>) -> Result<bool, Error> {
        let _ = (name, value, budget);
        Ok(false)
    }

    /// Whether [`print_call`](HostObject::print_call) prints the results of `method`.
    fn prints_calls(&self, method: &str) -> bool {
        let _ = method;
        false
    }

    /// Calls `method` where its result is printed at once, appended to `output`; `false` where [`call`] must be asked.
    /// For results that need not be built to be printed.
    ///
    /// [`call`]: HostObject::call
    ///
    /// # Errors
    /// Whatever fails the render.
    fn print_call(
        &self,
        method: &str,
        arguments: &[Value],
        output: &mut Output,
        budget: &mut Budget<'_>,
    ) -> Result<bool, Error> {
        let _ = (method, arguments, output, budget);
        Ok(false)
    }

    /// As [`print_call`](HostObject::print_call) for one argument that is a string, which then need not be made a value;
    /// `false`, with nothing printed, where it must be. It is asked of every method that is called so, whatever
    /// [`prints_calls`](HostObject::prints_calls) says.
    ///
    /// # Errors
    /// Whatever fails the render.
    fn print_call_of_text(
        &self,
        method: &str,
        argument: Piece<'_>,
        output: &mut Output,
        budget: &mut Budget<'_>,
    ) -> Result<bool, Error> {
        let _ = (method, argument, output, budget);
        Ok(false)
    }

    /// What it prints; a Java object prints its class and an identity.
    ///
    /// # Errors
    /// Whatever fails the render.
    fn print(&self, output: &mut Output, budget: &mut Budget<'_>) -> Result<(), Error> {
        let _ = budget;
        output.push_str(self.class_name());
        output.push_str("@0");
        Ok(())
    }

    /// Adds to `values` those that it keeps alive. A host that keeps what a template gives it tells so here, so that what
    /// then holds itself can be found and freed.
    fn held(&self, values: &mut Vec<Value>) {
        let _ = values;
    }

    /// Moves values that it holds to `values`, as nothing refers to it any more: a host that a template can make deep is
    /// then dropped without recursion.
    fn release(&self, values: &mut Vec<Value>) {
        let _ = values;
    }

    /// Whether the loop that it is the scope of has a next element; `None` for what is no scope of a loop.
    #[doc(hidden)]
    fn has_next(&self) -> Option<bool> {
        None
    }

    /// The object itself, for a host that wants to know its own again.
    fn as_any(&self) -> Option<&dyn std::any::Any> {
        None
    }
}
