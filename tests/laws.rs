//! Laws that hold for every template and every event.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use vtlgate::{Bindings, Dialect, Inputs, Limits, Params, Template};

/// Parts that templates are made of, whole and broken.
const PARTS: [&str; 64] = [
    "$a",
    "${a}",
    "$!a",
    "$!{a.b}",
    "$a.b",
    "$a.size()",
    "$a[0]",
    "$a['k']",
    "$input.json('$')",
    "$input.path('$.l')",
    "$util.parseJson('[1]')",
    "$context.stage",
    "$foreach.index",
    "\\$a",
    "\\\\$a",
    "\\#if",
    "#set($a = ",
    "#set($a.b = 1)",
    "#set($a = [1..3])",
    "#set($a = {'k': $b})",
    "#if($a)",
    "#if($a == 1 && !$b)",
    "#elseif(true)",
    "#else",
    "#{else}",
    "#end",
    "#foreach($x in $a)",
    "#foreach($x in [1..3])",
    "#break",
    "#stop",
    "#define($d)",
    "$d",
    "#macro(m $x)",
    "#m('a')",
    "#evaluate('$a')",
    "## c\n",
    "#* c *#",
    "#[[ $a ]]#",
    "#literal()",
    "'s'",
    "\"$a\"",
    "1",
    "1.5",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    " ",
    "\n",
    "\r\n",
    "text",
    "é😀",
    "$",
    "#",
    "${nope$}",
    "$nope.b( 1,'x' )",
    "$a.b( ",
    " + ",
    "#set($s = 'a' + $nope.b( 1 )  )$s",
    "#if( 'a' + ($nope  + 1)  == ",
    "#nope( $a,  1 )",
    "#literal()",
];

/// Texts that are often nearly a template.
fn template() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PARTS[..]), 0..24).prop_map(|parts| parts.concat())
}

fn document() -> impl Strategy<Value = Json> {
    let scalar = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        "\\PC{0,8}".prop_map(Json::from),
    ];
    scalar.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::hash_map("[a-z]{1,3}", inner, 0..4).prop_map(|members| json!(members)),
        ]
    })
}

/// Small enough for a test of many cases; whatever reaches them is an error and no panic.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.steps = 100_000;
    limits.output_bytes = 100_000;
    limits
}

fn parse(text: &str, dialect: Dialect) -> Option<Template> {
    Template::builder().dialect(dialect).limits(limits()).parse(text).ok()
}

const DIALECTS: [Dialect; 2] = [Dialect::ApiGateway, Dialect::Velocity];

/// What is printed is mostly copied by windows of 32 bytes, of a text that may end sooner.
#[test]
fn pieces_of_every_length_are_printed_whole() {
    for length in 0..80 {
        for other in 0..80 {
            let (text, value) = ("é".repeat(length / 2) + &"t".repeat(length % 2), "v".repeat(other));
            let template = format!("#set($d = $input.path('$')){text}${{d.a}}{text}${{d.b}}$d.a");
            let body = json!({"b": text, "a": value}).to_string();
            let rendered =
                Template::parse(&template).and_then(|template| template.render(&Inputs::new(body)));
            assert_eq!(rendered.expect("it renders").text, format!("{text}{value}{text}{text}{value}"));
        }
    }
}

/// `$util.escapeJavaScript` looks at a text by windows of 32 bytes, and at its end by fewer: what needs an escape stands at each
/// place of such windows, in a text of a document, of the parameters and of the template's own making.
#[test]
fn what_needs_an_escape_is_escaped_wherever_it_stands() {
    let special = ["'", "\"/", "\\", "\n", "\u{1}", "\u{7f}", "é", "€😀"];
    let template = "#set($d = $input.path('$'))#set($own = $d.t + $d.t)$util.escapeJavaScript($d.t)|\
                    $util.escapeJavaScript($input.params('t'))|$util.escapeJavaScript($own)";
    let template = Template::parse(template).expect("it is a template");
    for (before, after) in (0..70).flat_map(|before| [0, 1, 40].map(|after| (before, after))) {
        for special in special {
            let text = "b".repeat(before) + special + &"a".repeat(after);
            let params = Params::new().path("t", text.as_str());
            let inputs = Inputs::new(json!({"t": text}).to_string()).params(params);
            let wanted: String = text.encode_utf16().map(escaped).collect();
            let rendered = template.render(&inputs).expect("it renders").text;
            assert_eq!(rendered, format!("{wanted}|{wanted}|{wanted}{wanted}"));
        }
    }
}

/// What commons-lang 2's `escapeJavaScript` makes of a unit.
fn escaped(unit: u16) -> String {
    match char::from_u32(u32::from(unit)) {
        Some('\n') => "\\n".to_owned(),
        Some(mark @ ('\'' | '"' | '/' | '\\')) => format!("\\{mark}"),
        Some(plain @ ' '..='\u{7f}') => plain.to_string(),
        _ => format!("\\u{unit:04X}"),
    }
}

/// What is null shows as it is written, so it is printed as it is written. Each line's template, and what Velocity 1.7
/// renders it as.
#[test]
fn what_can_show_is_printed_as_it_was() {
    let cases = [
        ("${l$}", "${l$}"),
        ("${l$!}", "${l$!}"),
        ("${a.b$}", "${a.b$}"),
        ("${l\\$}", "${l\\$}"),
        ("$a.b( 1,2 )", "$a.b( 1,2 )"),
        ("$a.b(1,2$)", "$a.b(1,2$)"),
        ("$a[ 0$ ]", "$a[ 0$ ]"),
        ("#nope( $a,  $b )", "#nope( $a,  $b )"),
        ("#nope(1,2$)", "#nope(1,2)"),
        ("#literal()#if($a  == 1)x#end#end", "#if($a  == 1)x#end"),
        ("#set($x = 'a' + $b.c( 1 ))$x", "a$b.c( 1 )"),
        ("#set($x = 'a'  +  ($b  + 1))$x", "a$b  + 1"),
        ("#set($x = 'a' + [1..  $b])$x", "a[1..  $b]"),
        ("#if(('a' + $b.c( 1 )) == 'a$b.c( 1 )')same#end", "same"),
        ("#foreach($x in [1]  $b.c( 1 ))x#end", "$b.c( 1 )"),
        ("#macro(m $a.b('c')d)x#end#m(1,2)", "x"),
        ("#set($x = $u.f(am$.get( $k )))y", "y"),
    ];
    for (text, output) in cases {
        let render = |text: &str| {
            let template = parse(text, Dialect::Velocity).expect("a template");
            (template.formatted(), template.render(&Inputs::new("")).map(|rendered| rendered.text).ok())
        };
        let (printed, rendered) = render(text);
        assert_eq!(rendered.as_deref(), Some(output), "{text}");
        assert_eq!(render(&printed), (printed.clone(), rendered), "{text} is printed as {printed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// What a template is printed as is read as the same tree, which is printed the same.
    #[test]
    fn a_template_printed_is_the_same_template(text in template()) {
        for dialect in DIALECTS {
            if let Some(template) = parse(&text, dialect) {
                let printed = template.formatted();
                let again = parse(&printed, dialect);
                prop_assert!(again.is_some(), "{text:?} is printed as {printed:?}, which is no template");
                prop_assert_eq!(again.map(|again| again.formatted()), Some(printed.clone()), "{:?}", text);
            }
        }
    }

    /// And it does the same.
    #[test]
    fn a_template_printed_renders_the_same(text in template(), body in document()) {
        let inputs = Inputs::new(body.to_string());
        if let Some(template) = parse(&text, Dialect::ApiGateway) {
            let again = parse(&template.formatted(), Dialect::ApiGateway);
            let rendered = |template: &Template| template.render(&inputs).map_err(|error| error.kind());
            prop_assert_eq!(again.as_ref().map(rendered), Some(rendered(&template)), "{:?}", text);
        }
    }

    /// Text is text.
    #[test]
    fn a_template_without_marks_renders_itself(text in "[^$#\\\\]{0,200}") {
        for dialect in DIALECTS {
            let template = parse(&text, dialect);
            prop_assert!(template.is_some());
            let rendered = template.map(|template| template.render_bindings(Bindings::new()).ok());
            prop_assert_eq!(rendered, Some(Some(text.clone())));
        }
    }

    #[test]
    fn no_text_makes_a_render_panic(text in "\\PC{0,200}", body in "\\PC{0,60}") {
        render_anything(&text, &body);
    }

    #[test]
    fn nothing_nearly_a_template_makes_a_render_panic(text in template(), body in document()) {
        render_anything(&text, &body.to_string());
    }

    /// A place that an error tells lies in the template, on characters.
    #[test]
    fn an_error_points_into_the_template(text in template()) {
        let Err(error) = Template::parse(&text) else { return Ok(()) };
        if let Some(span) = error.span() {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
            prop_assert!(error.position().is_some());
        }
    }

    #[test]
    fn a_render_is_deterministic(text in template(), body in document()) {
        if let Some(template) = parse(&text, Dialect::ApiGateway) {
            let inputs = Inputs::new(body.to_string());
            let render = || template.render(&inputs).map_err(|error| error.to_string());
            prop_assert_eq!(render(), render());
        }
    }

    /// `$input.json('$')` is the body. (A null is none that a path could be followed through.)
    #[test]
    fn the_whole_document_is_printed_as_an_equal_one(body in document()) {
        prop_assume!(!body.is_null());
        let template = Template::parse("$input.json('$')").expect("a template");
        let printed = template.render(&Inputs::new(body.to_string())).expect("a render").text;
        prop_assert_eq!(serde_json::from_str::<Json>(&printed).ok(), Some(body), "{}", printed);
    }

    #[test]
    fn what_is_encoded_is_decoded(text in "\\PC{0,60}") {
        let template = Template::parse(
            "$util.urlDecode($util.urlEncode($input.body))|$util.base64Decode($util.base64Encode($input.body))",
        ).expect("a template");
        let body = format!("x{text}");
        let rendered = template.render(&Inputs::new(body.as_str())).expect("a render").text;
        prop_assert_eq!(rendered, format!("{body}|{body}"));
    }
}

fn render_anything(text: &str, body: &str) {
    for dialect in DIALECTS {
        if let Some(template) = parse(text, dialect) {
            let mut bindings = Bindings::new();
            bindings.set("a", vtlgate::Value::from_json(&json!([1, "x", {"k": null}])));
            // Success or failure, it returns.
            let _ = template.render_bindings(bindings.clone());
            let _ = template.render_with(&Inputs::new(body), &bindings);
        }
    }
}
