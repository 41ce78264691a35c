//! JSON as json-smart reads and prints it: recorded cases, laws, limits.

use proptest::prelude::*;
use serde_json::Value as Json;
use vtlgate::value::{JsonStyle, Text};
use vtlgate::{Budget, Error, ErrorKind, Limits, Value, json};

fn read(text: &str) -> Result<Value, Error> {
    let limits = Limits::default();
    json::read(&text.into(), &mut Budget::new(&limits))
}

fn compact(value: &Value) -> String {
    let limits = Limits::default();
    let mut output = String::new();
    value.print_json(JsonStyle::Compact, &mut output, &mut Budget::new(&limits)).expect("it is small");
    output
}

/// The cases select members of the document; reading is what they are about.
fn check(cases: &str) {
    let mut differing = Vec::new();
    for line in cases.lines() {
        let case: Json = serde_json::from_str(line).expect("a case is a line of JSON");
        let (path, body) =
            (case["path"].as_str().unwrap_or_default(), case["body"].as_str().unwrap_or_default());
        let limits = Limits::default();
        let mut budget = Budget::new(&limits);
        let found = read(body).and_then(|document| {
            vtlgate::jsonpath::JsonPath::parse(path)?
                .select(&document, &mut budget)
                .map(|value| compact(&value))
        });
        let right = match (&found, case["expect"]["error"].as_str()) {
            (Err(error), Some(kind)) => {
                (error.kind() == ErrorKind::PathNotFound) == (kind == "path-not-found")
            }
            (Ok(json), None) => case["expect"]["json"] == *json,
            _ => false,
        };
        if !right {
            differing.push(format!("{path}  of  {body}\n  wants {}\n  gives {found:?}", case["expect"]));
        }
    }
    assert!(differing.is_empty(), "{} cases differ:\n{}", differing.len(), differing.join("\n"));
}

#[test]
fn documents_are_read_as_json_smart_reads_them() {
    check(include_str!("json/bodies.jsonl"));
}

#[test]
fn what_is_almost_json_is_read_as_json_smart_reads_it() {
    check(include_str!("json/random.jsonl"));
}

#[test]
fn refusals_have_json_smarts_words() {
    for (text, words) in [
        ("{a", "Unexpected End Of File position 1: null"),
        ("[a", "Unexpected End Of File position 1: EOF"),
        ("{", "Unexpected End Of File position 0: null"),
        ("{\"a\":", "Unexpected End Of File position 4: EOF"),
        ("[}", "Unexpected character (}) at position 1."),
        ("{\"a\":\"b\" x}", "Unexpected token x at position 8."),
        ("\"abc", "Unexpected End Of File position 4: null"),
        ("[\"\\u12x4\"]", "Unexpected unicode escape sequence x at position 6."),
        ("}", "Unexpected character (}) at position 0."),
    ] {
        let error = read(text).map(|value| compact(&value)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Body, "{text}");
        assert_eq!(error.message(), format!("net.minidev.json.parser.ParseException: {words}"), "{text}");
    }
}

#[test]
fn numbers_have_javas_classes() {
    for (text, class) in [
        ("2147483647", "java.lang.Integer"),
        ("-2147483648", "java.lang.Integer"),
        ("2147483648", "java.lang.Long"),
        ("-9223372036854775808", "java.lang.Long"),
        ("9223372036854775808", "java.math.BigInteger"),
        ("-0", "java.lang.Integer"),
        ("1.0", "java.lang.Double"),
        ("1e2", "java.lang.Double"),
        ("0.5", "java.lang.Double"),
        ("1234567.1234567", "java.lang.Double"),
        ("1234567.12345678", "java.lang.Double"),
        ("1.5e2", "java.lang.Double"),
        ("0.1234567890123456", "java.lang.Double"),
        ("0.12345678901234567", "java.math.BigDecimal"),
        ("NaN", "java.lang.Float"),
        ("007", "java.lang.Integer"),
        ("1 2", "java.lang.String"),
    ] {
        assert_eq!(read(text).expect("it is read").class_name(), class, "{text}");
    }
}

#[test]
fn a_lone_surrogate_stays_one() {
    let Ok(Value::List(list)) = read(r#"["\ud83d"]"#) else { panic!("it is a list") };
    let Some(Value::String(text)) = list.get(0) else { panic!("it has a string") };
    assert_eq!(Text::to_utf16(&text), [0xd83d]);
}

/// Each kind of escape, what is like one, and characters of each length in UTF-8.
const PIECES: [&str; 20] = [
    r#"\""#,
    r"\\",
    r"\/",
    r"\b",
    r"\f",
    r"\n",
    r"\r",
    r"\t",
    r"\u0041",
    r"\u0000",
    r"\u00E9",
    r"\u20ac",
    r"\ud83d\ude00",
    r"\uDBFF\uDFFF",
    r"\\u0041",
    "x",
    "\u{80}",
    "é",
    "€",
    "😀",
];

/// The strict reader, which refuses what it is not sure of, reads `text`, and as serde_json does.
fn is_read_strictly(text: &str) {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    let tape = json::read_strict(&text.into(), &mut budget).expect("it is small");
    assert!(tape.is_some(), "the strict reader leaves {text}");
    let value = json::read(&text.into(), &mut budget).expect("it is JSON");
    let wanted: Json = serde_json::from_str(text).expect("it is JSON");
    assert_eq!(value.to_json(&mut budget).expect("it is small"), wanted, "{text}");
}

/// Strings with escapes are read sixteen bytes at a time, from their start and anew after each escape that does not stand for
/// its second character: so pieces stand at each place of such chunks, after an escape that does not begin them anew, one
/// that does, and none.
#[test]
fn escapes_are_read_wherever_they_stand() {
    for lead in ["", r#"\""#, r"\n"] {
        for offset in 0..=70 {
            for filler in ["a".repeat(offset), "é".repeat(offset / 2) + &"a".repeat(offset % 2)] {
                let start = format!("{lead}{filler}");
                let mut strings = Vec::new();
                for (piece, next) in PIECES.iter().zip(PIECES.iter().cycle().skip(offset)) {
                    // At the end of the document too little is left for chunks.
                    is_read_strictly(&format!("\"{start}{piece}\""));
                    is_read_strictly(&format!("{{\"{start}{piece}\":\"{start}{piece}{filler}\"}}"));
                    strings.push(format!("\"{start}{piece}{next}{filler}{piece}\""));
                }
                is_read_strictly(&format!("[{}]", strings.join(",")));
            }
        }
    }
}

/// What strict JSON does not have in a string is not read strictly, wherever it stands.
#[test]
fn what_no_string_has_is_left_to_the_permissive_reader() {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    for lead in ["", r#"\""#, r"\n"] {
        for offset in 0..=70 {
            for piece in [
                "\n",
                "\0",
                "\u{1f}",
                r"\x41",
                r"\q",
                r"\u00g0",
                r"\ud83d",
                r"\ude00",
                r"\ud83d\u0041",
                r"\'",
            ] {
                for tail in [0, 40] {
                    let text = format!("[\"{lead}{}{piece}{}\"]", "a".repeat(offset), "a".repeat(tail));
                    let tape = json::read_strict(&text.as_str().into(), &mut budget).expect("it is small");
                    assert!(tape.is_none(), "{text:?}");
                }
            }
        }
    }
}

/// U+007F stays in a string without escapes, and is dropped from one that has some, wherever they stand.
#[test]
fn delete_characters_are_dropped_beside_escapes() {
    for (text, printed) in [
        ("[\"a\u{7f}b\"]", r#"["a\u007Fb"]"#),
        ("[\"a\u{7f}\\n\"]", r#"["a\n"]"#),
        ("[\"a\\n\u{7f}\"]", r#"["a\n"]"#),
        ("{\"a\u{7f}\\n\":1}", r#"{"a\n":1}"#),
    ] {
        assert_eq!(read(text).map(|value| compact(&value)).expect("it is JSON"), printed, "{text:?}");
    }
}

#[test]
fn limits_end_reading() {
    let mut limits = Limits::default();
    limits.nesting = 3;
    for body in ["[[[[]]]]", "[[[[", "[[{'a':["] {
        let error =
            json::read(&body.into(), &mut Budget::new(&limits)).map(|value| compact(&value)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit, "{body}");
    }
    limits.payload_bytes = 4;
    let error =
        json::read(&"[1,2]".into(), &mut Budget::new(&limits)).map(|value| compact(&value)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    for number in ["1".repeat(100_000), format!("0.{}", "1".repeat(100_000))] {
        assert_eq!(read(&number).map(|value| compact(&value)).unwrap_err().kind(), ErrorKind::Limit);
    }
}

#[test]
fn depth_costs_no_stack() {
    let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(|| {
        let mut limits = Limits::default();
        limits.nesting = u32::MAX;
        for body in [
            format!("{}{}", "[".repeat(200_000), "]".repeat(200_000)),
            format!("{}1", "{a:[".repeat(200_000)),
        ] {
            let _ = json::read(&body.as_str().into(), &mut Budget::new(&limits));
        }
    });
    thread.expect("a thread starts").join().expect("the stack is enough");
}

#[test]
fn deep_documents_are_read_alike_by_both_roads() {
    let mut limits = Limits::default();
    limits.nesting = 1_000;
    let mut budget = Budget::new(&limits);
    for depth in [127, 128, 129, 500] {
        let text = format!("{}1{}", "[{\"a\":".repeat(depth / 2), "}]".repeat(depth / 2));
        let value = json::read(&text.as_str().into(), &mut budget).expect("it is not too deep");
        let mut printed = String::new();
        value.print_json(JsonStyle::Compact, &mut printed, &mut budget).expect("it is not too deep");
        assert_eq!(printed, text);
    }
}

#[test]
fn lists_of_objects_that_are_almost_alike() {
    let texts = [
        r#"[{"a":1,"b":2},{"a":1,"b":2},{"a":3},{"b":1,"a":2},{"a":1,"b":2,"c":3},{},{"a":1,"b":2}]"#,
        r#"[{"a":{"x":1}},{"a":{"x":1,"y":2}},{"a":[{"x":1},{"y":1}]},{"a":{"x":{"x":1}}}]"#,
        r#"[{"a":1,"b":[]},{"a":1,"b":[{"a":1}]},{"a":"}","b":"]"},{"a":1,"b":null}]"#,
    ];
    for text in texts {
        assert_eq!(read(text).map(|value| compact(&value)).expect("it is JSON"), text);
    }
    // Where the guess fails only the permissive reader says what the rest is.
    for (text, printed) in [
        (r#"[{"a":1,"b":2},{"a":1,"b":2,}]"#, r#"[{"a":1,"b":2},{"a":1,"b":2}]"#),
        (r#"[{"a":1,"b":2},{"a":1,"b":2,"a":3}]"#, r#"[{"a":1,"b":2},{"a":3,"b":2}]"#),
        (r#"[{"a":1,"b":2},{"a":1,"b":x}]"#, r#"[{"a":1,"b":2},{"a":1,"b":"x"}]"#),
    ] {
        assert_eq!(read(text).map(|value| compact(&value)).expect("json-smart reads it"), printed);
    }
}

#[test]
fn keys_that_come_twice_are_found_whatever_they_look_like() {
    let members = |keys: &[&str]| {
        let members: Vec<String> =
            keys.iter().enumerate().map(|(index, key)| format!("\"{key}\":{index}")).collect();
        format!("{{{}}}", members.join(","))
    };
    let many: Vec<String> = (0..100).map(|index| format!("a long key {index:03} of many")).collect();
    let mut many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(matches!(read(&members(&many)), Ok(Value::Map(map)) if map.len() == 100));
    many.push("a long key 042 of many");
    assert!(matches!(read(&members(&many)), Ok(Value::Map(map)) if map.len() == 100));
    for keys in [
        ["a", "b", "a"],
        ["", "x", ""],
        ["ab", "\\u0061b", "c"],
        ["same-size-1-x", "same-size-2-x", "same-size-1-x"],
    ] {
        assert!(matches!(read(&members(&keys)), Ok(Value::Map(map)) if map.len() == 2), "{keys:?}");
    }
}

/// An object with most of a few members: a list of these is what the reader of strict JSON makes guesses about.
fn record(value: impl Strategy<Value = Json>) -> impl Strategy<Value = Json> {
    const NAMES: [&str; 4] = ["id", "name", "currency code", "with \"quotes\""];
    prop::collection::vec((prop::bool::weighted(0.8), value), NAMES.len()).prop_map(|members| {
        let members = NAMES.iter().zip(members).filter(|(_, (there, _))| *there);
        Json::Object(members.map(|(name, (_, value))| ((*name).to_owned(), value)).collect())
    })
}

fn document() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        // Longer ones are BigDecimals, which serde_json does not have.
        (-99_999_i32..99_999, 0_u32..5)
            .prop_map(|(digits, scale)| Json::from(f64::from(digits) / 10_f64.powi(scale as i32))),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::vec((any::<String>(), inner.clone()), 0..6)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
            prop::collection::vec(record(inner), 0..6).prop_map(Json::from),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// What serde_json prints is read as what it was, but for U+007F beside an escape, which json-smart drops.
    #[test]
    fn strict_json_is_read_as_serde_json_reads_it(document in document(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
        let text = text.expect("it is printed");
        prop_assume!(!text.contains('\u{7f}'));
        let limits = Limits::default();
        let mut budget = Budget::new(&limits);
        let value = json::read(&text.as_str().into(), &mut budget).expect("strict JSON is read");
        prop_assert_eq!(value.to_json(&mut budget).expect("it is small"), document);
    }

    /// What is printed is read as the same again.
    #[test]
    fn printing_and_reading_are_inverse(document in document()) {
        let printed = compact(&Value::from_json(&document));
        let again = compact(&read(&printed).expect("it is JSON"));
        prop_assert_eq!(again, printed);
    }

    /// Both roads read strict JSON alike.
    #[test]
    fn both_roads_lead_to_the_same_value(document in document()) {
        let text = document.to_string();
        // A comma that strict JSON does not have sends the reader down the other road.
        let sloppy = format!("[{text},]");
        let Ok(Value::List(list)) = read(&sloppy) else { panic!("it is a list") };
        let other = list.get(0).unwrap_or(Value::Null);
        prop_assert_eq!(compact(&other), compact(&read(&text).expect("it is JSON")));
    }

    /// Any text at all is read or refused.
    #[test]
    fn any_text_is_read_or_refused(text in r#"[\[\]{}:,'"\\a-cntfuxNe0-9+. \n\x01\x1a\x7fé😀-]{0,40}"#) {
        match read(&text) {
            Ok(value) => drop(compact(&value)),
            Err(error) => prop_assert_eq!(error.kind(), ErrorKind::Body),
        }
    }
}
