//! A context read from text is the one made of the same JSON in memory.

use serde_json::Value as Json;
use vtlgate::{Context, Inputs};

#[test]
fn read_from_text_or_made_of_json_it_is_the_same() {
    let texts = [
        "{}",
        " { } ",
        r#"{"stage":"prod"}"#,
        r#" {"stage": "prod", "identity": {"sourceIp": "203.0.113.7", "user": null}} "#,
        r#"{"responseOverride":{"header":{}},"a":[1,2.5,true,"\u00e9\n"]}"#,
        r#"{"requestOverride":{"path":{},"header":{"x":"y"},"querystring":{}},"responseOverride":{"header":{}}}"#,
    ];
    for text in texts {
        let json: Json = serde_json::from_str(text).expect("it is JSON");
        let read = Context::read(text).expect("it is a strict JSON object");
        assert_eq!(
            Inputs::new("").context(read).to_json(),
            Inputs::new("").context(&json).to_json(),
            "{text}"
        );
    }
}

#[test]
fn what_readers_disagree_on_is_not_read() {
    let texts = [
        "",
        "[]",
        "null",
        "\"{}\"",
        "{'a': 1}",
        r#"{"a":1,"a":2}"#,
        r#"{"a":12345678901234567890}"#,
        r#"{"a":1.2345678901234567890}"#,
        r#"{"requestOverride":{"header":{}}}"#,
        r#"{"requestOverride":null}"#,
    ];
    for text in texts {
        assert!(Context::read(text).is_none(), "{text}");
    }
}
