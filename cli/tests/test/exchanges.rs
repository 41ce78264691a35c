//! Cases of APIs.

use super::{complained, folder, printed, vtlgate};

/// An API with a function behind `/pets/{id}` and two servers behind `/both/{id}`, as one can be called at a time.
const API: &str = r##"{
  "swagger": "2.0",
  "paths": {
    "/pets/{id}": {"get": {"x-amazon-apigateway-integration": {
      "type": "aws", "httpMethod": "POST",
      "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:pets/invocations",
      "requestTemplates": {"application/json": "#set($context.requestOverride.header.X-A = 'a'){\"id\": \"$input.params('id')\", \"q\": \"$input.params('q')\", \"s\": \"$stageVariables.s\", \"stage\": \"$context.stage\"}"},
      "responses": {
        "default": {"statusCode": "200", "responseTemplates": {"application/json": "#set($context.responseOverride.status = 202)$input.json('$')"}},
        "no .*": {"statusCode": "404"}}}}},
    "/dogs": {"get": {"x-amazon-apigateway-integration": {
      "type": "http", "httpMethod": "GET", "uri": "https://dogs.example/all",
      "requestParameters": {"integration.request.querystring.page": "method.request.querystring.page"},
      "responses": {"default": {"statusCode": "200"}}}, "parameters": [{"name": "page", "in": "query", "type": "string"}]}},
    "/mock": {"get": {"x-amazon-apigateway-integration": {
      "type": "mock", "requestTemplates": {"application/json": "{\"statusCode\": 200}"},
      "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": "ok"}}}}}}
  }
}"##;

fn run(name: &str, cases: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let folder = folder(
        &format!("exchange-{name}"),
        &[("api.json", API), ("found.json", "{\"payload\": {\"a\": 1}}"), ("x.vtl-test.yaml", cases)],
    );
    let output = vtlgate(&folder, arguments);
    (format!("{}{}", printed(&output), complained(&output)), output.status.code())
}

#[test]
fn everything_about_an_exchange_can_be_expected() {
    let cases = r#"
api: api.json
backends: {"function:pets": found.json, "GET https://dogs": {statusCode: 200, headers: {X-Dogs: [a, b]}, body: dogs}}
cases:
  - name: function
    request: {method: get, path: /pets/7?q=1, headers: {Accept: text/plain}, stage: prod, stageVariables: {s: t}}
    expect:
      status: 202
      headers: {content-type: {contains: json}, X-Nothing: false}
      json: {a: 1}
      json_schema: {type: object}
      selected: default
      sent: {method: POST, headers: {X-A: a}, json: {id: "7", q: "1", s: t, stage: prod}}
      overrides: {requestOverride: {header: {X-A: a}}, responseOverride: {status: 202}}
      log: [Method completed with status, Successfully completed]
      access_log: {format: '{"status": $context.status}', json: {status: 202}}
  - name: server
    request: {method: GET, path: /dogs, query: {page: 2}}
    expect:
      text: dogs
      sent: {uri: "https://dogs.example/all", query: {page: "2"}, text: ""}
  - {name: mock, request: GET /mock, expect: {text: ok, snapshot: mock.txt}}
  - {name: failed, request: GET /pets/7, backend: {errorMessage: no pet}, expect: {status: 404}}
  - {name: gone, request: GET /dogs, backend: {failure: unreachable}, expect: {status: 504}}
  - {name: nowhere, request: GET /cats, expect: {status: 403, selected: null, sent: null}}
"#;
    assert_eq!(
        run("all", cases, &["--update"]),
        ("6 passed, 0 failed, 1 written to snapshots\n".to_owned(), Some(0))
    );
}

#[test]
fn what_is_not_as_expected_is_told_with_the_gateways_reason() {
    let cases = r#"
api: api.json
cases:
  - name: wrong
    request: GET /pets/7
    backend: found.json
    expect:
      status: 200
      headers: {X-Amzn-Nothing: x, Content-Type: null}
      text: '{"a": 1}'
      selected: no .*
      sent: {uri: x, query: {a: b}, headers: {X-A: [a, b]}, json_contains: {id: 8}}
      log: nonsense
      access_log: {format: $context.status, text: "200"}
  - {name: nowhere, request: GET /cats, expect: {status: 200, sent: {method: GET}}}
  - {name: called, request: GET /pets/1, backend: found.json, expect: {sent: null}}
  - {name: silent, request: GET /dogs, expect: {status: 200}}
  - {name: unmapped, request: GET /dogs, backends: {cats: found.json}, expect: {status: 200}}
  - {name: unfit, request: GET /dogs, backend: found.json, expect: {status: 200}}
"#;
    let function = "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:pets/invocations";
    let expected = format!(
        "FAILED x.vtl-test.yaml:4: wrong
    the status: expected 200, got 202
    the header `X-Amzn-Nothing`: expected `x`, got none
    the header `Content-Type`: expected none, got `application/json`
    the integration response: expected `no .*`, got `default`
    the URI that the backend is sent differs (- expected, + actual)
    - x
    + {function}
    the query that the backend is sent differs (- expected, + actual)
    - $.a: \"b\" (missing)
    the backend's header `X-A`: expected `a`, `b`, got `a`
    the body that the backend is sent differs as JSON (- expected, + actual)
    - $.id: 8
    + $.id: \"7\"
    the execution log does not contain: nonsense
    the access log's line differs (- expected, + actual)
    - 200
        ^
    + 202
        ^
    the body differs (- expected, + actual)
    - {{\"a\":·1}}
           ^
    + {{\"a\":1}}

FAILED x.vtl-test.yaml:15: nowhere
    the status: expected 200, got 403
    the backend was not called
    note: no method fits GET /cats; the API has GET /pets/{{id}}, GET /dogs, GET /mock

FAILED x.vtl-test.yaml:16: called
    the backend was called: POST {function}

FAILED x.vtl-test.yaml:17: silent
    the integration calls GET https://dogs.example/all; say what it answers under `backend`

FAILED x.vtl-test.yaml:18: unmapped
    the integration calls GET https://dogs.example/all, of which no member of `backends` is a part

FAILED x.vtl-test.yaml:19: unfit
    the backend's answer is a Lambda function's, and the integration calls none; write {{\"statusCode\", \"headers\", \"body\"}}

0 passed, 6 failed
"
    );
    assert_eq!(run("wrong", cases, &[]), (expected, Some(1)));
}

#[test]
fn a_definition_that_cannot_be_read_is_wrong_usage() {
    let cases = "cases: [{name: a, api: no.json, request: GET /, expect: {status: 200}}]";
    let (text, code) = run("no-api", cases, &[]);
    assert_eq!(code, Some(2));
    assert!(
        text.starts_with(
            "error: there is no definition `no.json`; check the path\n --> x.vtl-test.yaml:1:24\n"
        ),
        "{text}"
    );
}
