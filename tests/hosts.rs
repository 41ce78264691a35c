//! Objects of the host: how often they are asked, and what they are given.

use std::cell::RefCell;
use std::rc::Rc;

use vtlgate::{Bindings, Budget, Error, HostObject, Template, Value};

/// Notes what it is asked for. It has the method `text`, which gives the text of its argument, and nothing else.
#[derive(Default)]
struct Notes(RefCell<Vec<String>>);

impl HostObject for Notes {
    fn class_name(&self) -> &str {
        "Notes"
    }

    fn call(
        &self,
        method: &str,
        arguments: &[Value],
        budget: &mut Budget<'_>,
    ) -> Result<Option<Value>, Error> {
        if let ("text", [argument]) = (method, arguments) {
            let text = argument.to_text(budget)?;
            self.0.borrow_mut().push(format!("text of {}", text.to_str()));
            return Ok(Some(Value::String(text)));
        }
        self.0.borrow_mut().push(format!("{method}, {} arguments", arguments.len()));
        Ok(None)
    }

    fn property(&self, name: &str, _: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        self.0.borrow_mut().push(name.to_owned());
        Ok(None)
    }
}

/// What `template` prints with the variable `$host`, and what that was asked for.
fn render(template: &str) -> (String, Vec<String>) {
    let host = Rc::new(Notes::default());
    let mut bindings = Bindings::new();
    bindings.set("host", Value::Host(host.clone()));
    let printed = Template::parse(template).unwrap().render_bindings(bindings).unwrap();
    (printed, host.0.take())
}

#[test]
fn a_host_is_asked_once_for_what_it_does_not_have() {
    for (template, asked) in [
        ("$host.unknown(1)", "unknown, 1 arguments"),
        ("$host.get('x')", "get, 1 arguments"),
        ("#set($v = $host.hashCode())", "hashCode, 0 arguments"),
        ("#set($v = $host.unknown)", "unknown"),
    ] {
        assert_eq!(render(template).1, [asked], "{template}");
    }
}

#[test]
fn a_host_has_the_methods_of_an_object() {
    assert_eq!(render("$host.class.name $host.equals($host)").0, "Notes true");
}

#[test]
fn a_host_is_given_the_texts_of_blocks() {
    let block = "#define($block)<$!host.text(1)>#end";
    let (printed, asked) = render(&format!("{block}$host.text([$block, $block])"));
    assert_eq!(printed, "[<1>, <1>]");
    assert_eq!(asked, ["text of 1", "text of 1", "text of [<1>, <1>]"]);
}
