//! Texts that may be templates.

use vtlgate::{Bindings, Dialect, ErrorKind, Inputs, Params, Template, Value, check};

use crate::limits;

const DIALECTS: [Dialect; 2] = [Dialect::ApiGateway, Dialect::Velocity];

/// Any text is a template, or an error whose place lies in it; and `check` has findings whose places lie in it.
pub fn parse(text: &str) {
    for dialect in DIALECTS {
        if let Err(error) = Template::builder().dialect(dialect).parse(text) {
            assert!(error.span().is_none_or(|span| text.get(span.range()).is_some()), "{error}");
        }
    }
    for finding in check::check(text, &check::Options::new()) {
        assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
    }
}

/// A template printed is read as the same template, which prints alike and renders alike.
pub fn round_trip(text: &str) {
    for dialect in DIALECTS {
        let read = |text: &str| Template::builder().dialect(dialect).limits(limits()).parse(text);
        let Ok(template) = read(text) else { continue };
        let printed = template.formatted();
        let again = match read(&printed) {
            Ok(again) => again,
            // Printing may add a few bytes and brackets.
            Err(error) if error.kind() == ErrorKind::Limit => continue,
            Err(error) => panic!("printed as {printed:?}, which is no template: {error}"),
        };
        assert_eq!(again.formatted(), printed, "printed again");
        let outcome = |template: &Template| {
            let outcome = template.render(&Inputs::new(r#"{"a": [1, {"b": "x"}]}"#));
            outcome.map(|rendered| rendered.text).map_err(|error| error.kind())
        };
        let (first, second) = (outcome(&template), outcome(&again));
        if first != Err(ErrorKind::Limit) && second != Err(ErrorKind::Limit) {
            assert_eq!(first, second, "rendered after printing as {printed:?}");
        }
    }
}

/// Any template ends on any body, in output or in an error, twice alike: the input's first line is the body.
pub fn render(input: &str) {
    let (body, text) = input.split_once('\n').unwrap_or(("", input));
    let inputs = Inputs::new(body)
        .params(Params::new().path("id", "7").querystring("q", "a b").header("X-A", "b"))
        .context(&serde_json::json!({"stage": "prod", "identity": {"sourceIp": "::1", "user": null}}))
        .stage_variable("table", "pets");
    // Made anew each time: what a template changes in a list of its host stays changed, as in Java.
    let bindings = || {
        let mut bindings = Bindings::new();
        bindings.set("list", Value::from_json(&serde_json::json!([1, "x", {"k": null}, 2.5])));
        bindings.set("map", Value::from_json(&serde_json::json!({"k": [true], "n": -3})));
        bindings
    };
    for dialect in DIALECTS {
        let Ok(template) = Template::builder().dialect(dialect).limits(limits()).parse(text) else { return };
        let outcome = || {
            let outcome = template.render_with(&inputs, &bindings());
            outcome.map_err(|error| {
                assert!(error.span().is_none_or(|span| text.get(span.range()).is_some()), "{error}");
                error.to_string()
            })
        };
        let once = outcome();
        assert_eq!(once, outcome(), "a render depends on nothing but its inputs");
        if let Ok(rendered) = once {
            assert!(rendered.text.len() <= limits().output_bytes);
        }
    }
}
