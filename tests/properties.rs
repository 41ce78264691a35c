//! Laws of rendering, tried with random bodies, texts, templates and limits.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value as Json;
use vtlgate::{Error, Inputs, Limits, Params, Rendered, Template};

fn render(template: &str, inputs: &Inputs) -> Result<Rendered, Error> {
    Template::parse(template)?.render(inputs)
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-1_000_000_i32..1_000_000).prop_map(|number| Json::from(f64::from(number) / 64.0)),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// Statements that mean something, in any order.
fn template() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "#set($a = 1)",
        "#set($a = $a + 1)",
        "#set($l = [1, 'x', $a])",
        "#set($m = {'a': $l, 'b': $a})",
        "#set($x = $l.add($m))",
        "#set($m.self = $m)",
        "#set($x = $l.add($l))",
        "#set($d = $input.path('$'))",
        "#set($d.added = $l)",
        "#set($s = \"$s$a$l\")",
        "#foreach($i in $l)$i#set($s = \"$s$s\")#end",
        "#foreach($i in [1..40])$i,#end",
        "#if($a == 3)yes#{else}no#end",
        "#define($b)[$a$!b]#end",
        "#macro(m $p)<$p>#end",
        "#m($a)",
        "$a $!s",
        "$l",
        "$m",
        "$m.hashCode()",
        "$l.equals($m.a)",
        "$!s.replaceAll('(1+)+', '$1')",
        "$input.json('$..*')",
        "$b",
        "#evaluate('$a#set($a = 7)')",
        "#set($context.responseOverride.status = $a)",
        "#set($context.requestOverride.header.x = \"$a\")",
        "$util.escapeJavaScript($s)",
        "text ",
    ]);
    prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
}

fn bounded(steps: u64, length: usize) -> Limits {
    let mut limits = Limits::default();
    limits.steps = steps;
    limits.output_bytes = length;
    limits.string_length = length;
    limits.list_length = length;
    limits
}

fn outcome(template: &str, inputs: &Inputs, limits: Limits) -> Result<Rendered, String> {
    let template = Template::builder().limits(limits).parse(template).map_err(|error| error.to_string())?;
    template.render(inputs).map_err(|error| error.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rendering_is_deterministic(template in template(), body in json()) {
        let inputs = Inputs::new(body.to_string());
        let limits = bounded(20_000, 20_000);
        prop_assert_eq!(
            outcome(&template, &inputs, limits.clone()),
            outcome(&template, &inputs, limits),
        );
    }

    #[test]
    fn raising_a_limit_never_changes_a_success(
        template in template(),
        steps in 1_u64..3_000,
        length in 1_usize..3_000,
        more_steps in 0_u64..3_000,
        more_length in 0_usize..3_000,
    ) {
        let inputs = Inputs::new(r#"{"a": {"b": [1, 2]}}"#);
        if let Ok(rendered) = outcome(&template, &inputs, bounded(steps, length)) {
            let raised = bounded(steps + more_steps, length + more_length);
            prop_assert_eq!(Ok(rendered), outcome(&template, &inputs, raised));
        }
    }

    #[test]
    fn json_of_the_body_is_the_body(body in json()) {
        let rendered = render("$input.json('$')", &Inputs::new(body.to_string()));
        // Null is nothing, which prints two quotes.
        if !body.is_null() {
            let text = rendered.unwrap().text;
            prop_assert_eq!(serde_json::from_str::<Json>(&text).unwrap(), body);
        }
    }

    #[test]
    fn encodings_are_undone_by_decoding(text in any::<String>()) {
        let inputs = Inputs::new(&*text);
        prop_assume!(!text.is_empty());
        for call in ["urlDecode($util.urlEncode($input.body))", "base64Decode($util.base64Encode($input.body))"] {
            prop_assert_eq!(&render(&format!("$util.{call}"), &inputs).unwrap().text, &text);
        }
    }

    #[test]
    fn overrides_stay_in_their_render(name in "[a-z]{1,8}", value in "[a-z]{1,8}") {
        let template = Template::parse(
            "#if($input.params('n') != '')\
             #set($context.requestOverride.header[$input.params('n')] = $input.params('v'))\
             #set($context.responseOverride.status = 404)#end$context.requestOverride.header.size()",
        ).unwrap();
        let with = Inputs::new("").params(Params::new().path("n", &*name).path("v", &*value));
        let without = Inputs::new("");
        let first = template.render(&without).unwrap();
        let changed = template.render(&with).unwrap();
        prop_assert!(first.overrides.is_empty());
        prop_assert_eq!(&changed.overrides.request["header"][&name], &Json::from(value));
        prop_assert_eq!(template.render(&without).unwrap(), first);
        prop_assert_eq!(template.render(&with).unwrap(), changed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_template_renders_equally_from_eight_threads(template in template(), body in json()) {
        let Ok(template) = Template::builder().limits(bounded(20_000, 20_000)).parse(&template) else {
            return Ok(());
        };
        let inputs = Arc::new(Inputs::new(body.to_string()));
        let render = |template: &Template, inputs: &Inputs| template.render(inputs).map_err(|error| error.to_string());
        let expected = render(&template, &inputs);
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let (template, inputs) = (template.clone(), inputs.clone());
                std::thread::spawn(move || (0..4).map(|_| render(&template, &inputs)).collect::<Vec<_>>())
            })
            .collect();
        for thread in threads {
            for outcome in thread.join().unwrap() {
                prop_assert_eq!(&outcome, &expected);
            }
        }
    }
}
