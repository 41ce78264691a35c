//! JSONPath: cases recorded from Jayway JsonPath 2.9, laws, limits, and `JSONPATH.md`.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use vtlgate::jsonpath::JsonPath;
use vtlgate::value::JsonStyle;
use vtlgate::{Budget, Error, ErrorKind, Limits, Value, json as reader};

fn select(path: &str, body: &str) -> Result<(String, String), Error> {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    let document = reader::read(&body.into(), &mut budget)?;
    let value = JsonPath::parse(path)?.select(&document, &mut budget)?;
    let (mut json, mut text) = (String::new(), String::new());
    value.print_json(JsonStyle::Compact, &mut json, &mut budget)?;
    value.print(&mut text, &mut budget)?;
    Ok((json, text))
}

/// Runs every case of a file, and tells of all that differ at once.
fn check(cases: &str) {
    let mut differing = Vec::new();
    for line in cases.lines() {
        let case: Json = serde_json::from_str(line).expect("a case is a line of JSON");
        let (path, body) =
            (case["path"].as_str().unwrap_or_default(), case["body"].as_str().unwrap_or_default());
        let expect = &case["expect"];
        let right = match (select(path, body), expect["error"].as_str()) {
            (Err(error), Some(kind)) => {
                (error.kind() == ErrorKind::PathNotFound) == (kind == "path-not-found")
            }
            (Ok((json, text)), None) => {
                expect["json"] == json && expect["text"].as_str().is_none_or(|expected| expected == text)
            }
            _ => false,
        };
        if !right {
            differing.push(format!("{path}  of  {body}\n  wants {expect}\n  gives {:?}", select(path, body)));
        }
    }
    assert!(differing.is_empty(), "{} cases differ:\n{}", differing.len(), differing.join("\n"));
}

#[test]
fn the_dialect_is_jayways() {
    check(include_str!("jsonpath/dialect.jsonl"));
}

#[test]
fn random_paths_over_random_documents_are_jayways() {
    check(include_str!("jsonpath/random.jsonl"));
}

/// Made with Jayway 2.9: comparisons, scans that ask for existence, chains of functions, arguments.
#[test]
fn filters_and_functions_are_jayways() {
    check(include_str!("jsonpath/filters_and_functions.jsonl"));
}

/// Every row of the tables of `JSONPATH.md` is tried: a document, a path, what Jayway gives, what RFC 9535 gives.
#[test]
fn the_differences_to_rfc_9535_are_as_documented() {
    let mut rows = 0;
    for line in include_str!("../JSONPATH.md").lines() {
        let cells: Vec<&str> = line.split(" | ").map(|cell| cell.trim_matches(['|', ' ', '`'])).collect();
        let [_, document, path, jayway, rfc] = cells.as_slice() else { continue };
        let Ok(parsed) = serde_json::from_str::<Json>(document) else { continue };
        // A pipe inside a table is written as an entity.
        let path = path.replace("&#124;", "|");
        rows += 1;
        match JsonPath::parse(&path).and_then(|compiled| compiled.query(&parsed)) {
            Ok(found) => assert_eq!(found.to_string(), *jayway, "{path}"),
            Err(error) if error.kind() == ErrorKind::PathNotFound => {
                assert_eq!(*jayway, "not found", "{path}")
            }
            Err(_) => assert_eq!(*jayway, "invalid", "{path}"),
        }
        // The peer takes some paths that the standard refuses.
        if *rfc != "invalid" {
            let found = rfc_9535(&path, &parsed).expect("the path is one of RFC 9535");
            assert_eq!(Json::Array(found).to_string(), *rfc, "{path}");
        }
    }
    assert!(rows >= 15, "only {rows} rows were found");
}

fn rfc_9535(path: &str, document: &Json) -> Option<Vec<Json>> {
    use jsonpath_rust::JsonPath as _;
    document.query(path).ok().map(|found| found.into_iter().cloned().collect())
}

fn document() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-9_i64..9).prop_map(Json::from),
        "[a-c]{0,2}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec(("[a-d]", inner), 0..4)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// Steps that Jayway and RFC 9535 take alike.
fn step() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-d]".prop_map(|name| format!(".{name}")),
        "[a-d]".prop_map(|name| format!("['{name}']")),
        Just(".*".to_owned()),
        Just("[*]".to_owned()),
        (-3_i32..4).prop_map(|index| format!("[{index}]")),
        (0_i32..3, 0_i32..4).prop_map(|(from, to)| format!("[{from}:{to}]")),
        (-3_i32..3).prop_map(|from| format!("[{from}:]")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// What RFC 9535 finds, a list, is what Jayway finds: the list, or for a definite path its only value.
    #[test]
    fn jayway_agrees_with_rfc_9535_on_plain_steps(document in document(), steps in prop::collection::vec(step(), 0..4)) {
        let path = format!("${}", steps.concat());
        prop_assume!(!document.is_null());
        let expected = rfc_9535(&path, &document).expect("the path is one of RFC 9535");
        let compiled = JsonPath::parse(&path).expect("the path is one of Jayway's");
        match compiled.query(&document) {
            Ok(found) if compiled.is_definite() => prop_assert_eq!(vec![found], expected),
            Ok(found) => prop_assert_eq!(found, Json::Array(expected)),
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::PathNotFound);
                prop_assert_eq!(expected, Vec::<Json>::new());
            }
        }
    }

    /// `..name` finds the same members; Jayway's order is that of the document.
    #[test]
    fn jayway_scans_for_the_same_members(document in document(), name in "[a-d]") {
        prop_assume!(!document.is_null());
        let path = format!("$..{name}");
        let mut expected: Vec<String> =
            rfc_9535(&path, &document).unwrap_or_default().iter().map(Json::to_string).collect();
        let found = JsonPath::parse(&path).and_then(|path| path.query(&document)).expect("a scan finds a list");
        let mut found: Vec<String> = found.as_array().into_iter().flatten().map(Json::to_string).collect();
        expected.sort();
        found.sort();
        prop_assert_eq!(found, expected);
    }

    /// A document that was built and one that stands on its tape are the same to every path.
    #[test]
    fn a_document_on_its_tape_is_followed_as_one_that_was_built(document in document(), steps in prop::collection::vec(step(), 0..3)) {
        let text = document.to_string();
        for path in [format!("${}", steps.concat()), format!("$..{}", steps.concat()), format!("$[?(@{})]", steps.concat())] {
            let Ok(path) = JsonPath::parse(&path) else { continue };
            let limits = Limits::default();
            let mut budget = Budget::new(&limits);
            let standing = reader::read(&text.as_str().into(), &mut budget).expect("serde_json prints JSON");
            let answer = |value: &Value, budget: &mut Budget<'_>| {
                path.select(value, budget).and_then(|found| found.to_json(budget)).map_err(|error| error.kind())
            };
            prop_assert_eq!(answer(&standing, &mut budget), answer(&Value::from_json(&document), &mut budget));
        }
    }

    /// Any text is a path or refused, with a place inside it.
    #[test]
    fn any_text_is_read_or_refused(text in r#"[$@]?[\.\[\]()?'"a-c0-2*:,&|!=<>~/{}\\ \n-]{0,40}"#) {
        match JsonPath::parse(&text) {
            Ok(path) => {
                prop_assert_eq!(path.to_string(), text);
                let _ = path.query(&json!({"a": [{"b": 1, "c": "x"}, [0, 1]], "b": {"a": null}}));
            }
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::InvalidPath);
                let span = error.span().expect("an invalid path has a place");
                prop_assert!(span.start <= span.end && span.end as usize <= text.len() + 1, "{:?} of {:?}", span, text);
            }
        }
    }
}

#[test]
fn a_path_is_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<JsonPath>();
}

#[test]
fn what_stands_alone_after_a_scan_is_refused_when_it_is_followed() {
    let error = JsonPath::parse("$..length()").expect("it is read").query(&json!([1])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidPath);
}

#[test]
fn append_changes_the_document() {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    let document = reader::read(&r#"{"a":[1]}"#.into(), &mut budget).expect("it is JSON");
    let path = JsonPath::parse("$.a.append(2)").expect("it is a path");
    path.select(&document, &mut budget).expect("it is followed");
    assert_eq!(document.to_json(&mut budget).expect("it is small"), json!({"a": [1, 2]}));
}

/// Runs on a stack of 512 KiB.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(test).expect("a thread starts");
    thread.join().expect("the stack is enough");
}

#[test]
fn nesting_is_limited_before_the_stack_is() {
    on_a_small_stack(|| {
        for (open, close) in [
            ("[?(@.a", ")]"),
            ("[?((", "))]"),
            ("[?(@[?(", ")])]"),
            (".f($", ")"),
            ("[?(@.a in [", "])]"),
            ("[?(!(", "))]"),
        ] {
            for depth in [1, 4, 8, 12, 24, 5_000] {
                let path = format!("${}1{}", open.repeat(depth), close.repeat(depth));
                if let Ok(path) = JsonPath::parse(&path) {
                    let _ = path.query(&json!([[{"a": [[1]]}]]));
                }
            }
        }
        let error = JsonPath::parse(&"[".repeat(100)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
        let error = JsonPath::parse(&format!("${}", ".a".repeat(100_000))).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
        let negations = format!("$[?({}@.a)]", "!".repeat(10_000));
        assert!(JsonPath::parse(&negations).is_ok());
    });
}

#[test]
fn a_deep_document_is_scanned_without_recursion() {
    on_a_small_stack(|| {
        let mut limits = Limits::default();
        limits.nesting = 100_000;
        let body = format!("{}1{}", r#"{"a":["#.repeat(40_000), "]}".repeat(40_000));
        let mut budget = Budget::new(&limits);
        let document = reader::read(&body.as_str().into(), &mut budget).expect("it is JSON");
        let found =
            JsonPath::parse("$..a").and_then(|path| path.select(&document, &mut budget)).expect("a list");
        assert!(matches!(found, Value::List(list) if list.len() == 40_000));
    });
}

#[test]
fn work_is_counted() {
    let mut limits = Limits::default();
    limits.steps = 1_000;
    let body = format!("[{}0]", "0,".repeat(200));
    let mut budget = Budget::new(&limits);
    let document = reader::read(&body.as_str().into(), &mut budget).expect("it is JSON");
    let path = JsonPath::parse("$[?($[*] anyof $[*])]").expect("it is a path");
    assert_eq!(path.select(&document, &mut budget).err().map(|error| error.kind()), Some(ErrorKind::Limit));
}

#[test]
fn errors_say_what_to_do() {
    for (path, start, advice) in [
        ("", 0, "write `$` for the whole document"),
        ("$.a.", 4, "must not end with a dot"),
        ("$.my name", 4, "['my name']"),
        ("items.my name", 8, "['my name']"),
        ("$a", 1, "write a dot or a bracket"),
        ("$[?]", 1, "write the condition"),
        ("$[a]", 1, "a name in quotes"),
        ("$[?(@.a == abc)]", 11, "check the brackets"),
        ("$[?(@.a =~ /(/)]", 11, "regular expression"),
        ("$[?(1)]", 4, "compare it"),
        ("$[99999999999]", 1, "[0,2]"),
    ] {
        let error = JsonPath::parse(path).unwrap_err();
        assert!(error.message().contains(advice), "{path}: {error}");
        assert_eq!(error.span().map(|span| span.start), Some(start), "{path}: {error}");
    }
}

#[test]
fn what_is_missing_is_told_as_jayway_tells_it() {
    let document = json!({"a": {"b": 1}, "n": null});
    for (path, message) in [
        ("$.a.c", "No results for path: $['a']['c']"),
        ("$.x.y", "Missing property in path $['x']"),
        ("$.n[0]", "The path $['n'] is null"),
        (
            "$.a.b.c",
            "Expected to find an object with property ['c'] in path $['a']['b'] but found 'java.lang.Integer'.",
        ),
    ] {
        let error = JsonPath::parse(path).and_then(|path| path.query(&document)).unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::PathNotFound, message));
    }
}

/// Found by fuzzing: the place of an error in a function's argument fell inside a character.
#[test]
fn an_error_in_an_argument_lies_on_characters() {
    let text = "$['size'].max(@[?(@.price empty  '\u{2028}')]['size'].max(@.price empty  '\u{2028}')])";
    for start in 0..text.len() {
        let Some(path) = text.get(start..) else { continue };
        if let Err(error) = JsonPath::parse(path) {
            assert!(error.span().is_none_or(|span| path.get(span.range()).is_some()), "{path}");
        }
    }
}
