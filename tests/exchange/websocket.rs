//! WebSocket APIs: what selection expressions come to, by AWS's documentation.

use libtest_mimic::{Failed, Trial};
use serde_json::json;
use vtlgate::exchange::{
    Headers, MappingTemplate, Query, Table, WebSocketMessage, select_integration_response_key,
};

use super::expect::check;

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = EXPRESSIONS
        .iter()
        .map(|(expression, expected)| {
            Trial::test(format!("websocket::{expression}"), move || {
                let got = message().evaluate(expression);
                check(got == *expected, || format!("expected {expected:?}, got {got:?}"))
                    .map_err(Failed::from)
            })
        })
        .collect();
    trials.push(Trial::test("websocket::a template sees the message and the connection", template));
    trials.push(Trial::test("websocket::response keys", response_keys));
    trials
}

const EXPRESSIONS: &[(&str, &str)] = &[
    ("$request.body.action", "join"),
    ("$request.body.nested.n", "7"),
    ("$request.body.missing", ""),
    ("$request.header.x-a", "h"),
    ("$request.multivalueheader.X-A", "g,h"),
    ("$request.querystring.q", "v"),
    ("$context.connectionId", "c-1"),
    ("$stageVariables.table", "rooms"),
    ("${request.body.action}/${context.eventType}", "join/MESSAGE"),
    ("$integration.response.statuscode", "404"),
    ("$integration.response.body.action", "join"),
    ("$integration.response.header.X-A", "h"),
    (r"\$default", "$default"),
    ("$request.nonsense.x", ""),
    ("constant", "constant"),
];

fn message() -> WebSocketMessage {
    let context = json!({"connectionId": "c-1", "eventType": "MESSAGE"});
    WebSocketMessage {
        body: r#"{"action": "join", "nested": {"n": 7}}"#.to_owned(),
        headers: Headers::from([("X-A", "g"), ("X-A", "h")]),
        query: Query::parse("q=v"),
        status: Some(404),
        context: context.as_object().cloned().unwrap_or_default(),
        stage_variables: Table::from_iter([("table", "rooms".to_owned())]),
    }
}

fn template() -> Result<(), Failed> {
    let template =
        MappingTemplate::new("join", "$input.path('$.action') $context.connectionId $stageVariables.table");
    let got = message().render(&template)?;
    check(got == "join c-1 rooms", || got.clone()).map_err(Failed::from)
}

fn response_keys() -> Result<(), Failed> {
    let table = Table::from_iter([("$default", 0), (r"/4\d\d/", 4), ("201", 201)]);
    for (value, expected) in [("404", 4), ("4040", 0), ("201", 201), ("", 0)] {
        let got = select_integration_response_key(&table, value).map(|(_, number)| *number);
        check(got == Some(expected), || format!("{value}: {got:?}"))?;
    }
    Ok(())
}
