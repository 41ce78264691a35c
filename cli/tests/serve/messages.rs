//! Messages as they are on the wire: names, bytes, verbs, bounds.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::client::{Client, send};
use crate::server::Server;

#[tokio::test]
async fn templates_see_the_names_of_headers_as_the_client_spelled_them() {
    let server = Server::of_api(&[]);
    let mut stream = TcpStream::connect(server.address).expect("the server listens");
    // Twice on one connection, with another value.
    for value in ["one", "two"] {
        let head = format!("GET /echo/1?q=a HTTP/1.1\r\nHost: localhost\r\nX-Mixed-CASE: {value}\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("it is sent");
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).expect("an answer");
        let answer = String::from_utf8_lossy(&buffer[..count]);
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with(value), "{answer}");
    }
}

#[tokio::test]
async fn one_connection_takes_request_after_request() {
    let server = Server::of_api(&[]);
    let mut client = Client::connect(server.address).await;
    for number in 0..20 {
        let target = format!("/echo/{number}?q=a&q=b%20c");
        let response = client.send("GET", &target, &[], "").await.expect("a response");
        assert!(response.text().starts_with(&format!("{number} b c ")), "{}", response.text());
    }
}

#[tokio::test]
async fn head_has_no_body_and_options_answers_a_browser() {
    let server = Server::of_api(&[]);
    let mut client = Client::connect(server.address).await;
    let response = client.send("HEAD", "/echo/1", &[], "").await.expect("a response");
    assert_eq!((response.status, response.body.len()), (200, 0));
    assert_eq!(response.headers["content-length"], "4");

    let response = client.send("OPTIONS", "/echo/1", &[], "").await.expect("a response");
    assert_eq!((response.status, response.body.len()), (204, 0));
    assert_eq!(response.headers["access-control-allow-origin"], "*");
}

#[tokio::test]
async fn a_header_may_have_several_values_and_must_be_one_of_http() {
    let mut server = Server::of_api(&[]);
    let response = send(server.address, "GET", "/override", "").await;
    assert_eq!(response.text(), "ok");
    let several: Vec<_> = response.headers.get_all("several").iter().collect();
    assert_eq!(several, ["one", "two"]);
    assert!(!response.headers.contains_key("broken"));
    server.wait_for_log("header \"Broken\": \"a\\nb\" is no HTTP and is not sent");
}

#[tokio::test]
async fn bytes_reach_the_backend_and_come_back_as_they_are() {
    let command = r#"sed 's/.*"body":"\([^"]*\)","isBase64Encoded":true.*/{"statusCode": 200, "headers": {"Content-Type": "application\/octet-stream"}, "body": "\1", "isBase64Encoded": true}/'"#;
    let server = Server::of_api(&["--backend-command", command]);
    let bytes: Vec<u8> = (0..=255).collect();
    let headers = [("Content-Type", "application/octet-stream"), ("Accept", "application/octet-stream")];
    let mut client = Client::connect(server.address).await;
    let response = client.send("POST", "/proxy/1", &headers, bytes.clone()).await.expect("a response");
    assert_eq!((response.status, response.body), (200, bytes));
}

#[tokio::test]
async fn without_a_backend_only_mocks_answer() {
    let mut server = Server::of_api(&[]);
    let response = send(server.address, "POST", "/function", "{}").await;
    assert_eq!(response.status, 504);
    server.wait_for_log("say what it answers with --backend FILE");
    assert_eq!(send(server.address, "GET", "/echo/1?q=a", "").await.status, 200);
    assert_eq!(send(server.address, "GET", "/nowhere", "").await.status, 403);
    server.wait_for_log("no method fits GET /nowhere; the API has GET /echo/{id}");
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let server = Server::of_api(&["--backend-command", "echo '{\"payload\": 1}'"]);
    let mut client = Client::connect(server.address).await;
    let ten = vec![b' '; 10 << 20];
    let response = client.send("POST", "/function", &[], ten.clone()).await.expect("a response");
    assert_eq!(response.status, 200, "10 MB may be sent");
    let response =
        client.send("POST", "/function", &[], [ten, vec![b' ']].concat()).await.expect("a response");
    assert_eq!((response.status, response.text()), (413, r#"{"message":"Request Too Long"}"#));

    let long = "a".repeat(20_000);
    let mut client = Client::connect(server.address).await;
    let response = client.send("GET", "/echo/1", &[("X-Long", &long)], "").await.expect("a response");
    assert_eq!(response.status, 431);
}

#[tokio::test]
async fn a_client_that_says_nothing_is_not_waited_for() {
    let server = Server::of_api(&[]);
    let mut stream = TcpStream::connect(server.address).expect("the server listens");
    stream.write_all(b"GET /echo/1 HTTP/1.1\r\n").expect("it is sent");
    stream.set_read_timeout(Some(Duration::from_secs(25))).expect("a time-out");
    let start = Instant::now();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the connection is closed");
    assert!(start.elapsed() > Duration::from_secs(5), "{:?}", start.elapsed());
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let server = Server::of_api(&[]);
    let output = Command::new(env!("CARGO_BIN_EXE_vtlgate"))
        .args(["serve", "tests/serve/api.json", "--port", &server.address.port().to_string()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the binary runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("cannot listen on") && told.contains("choose another --port"), "{told}");
}

#[tokio::test]
async fn a_backend_that_is_not_there_is_told_before_any_request() {
    let mut server = Server::of_api(&["--backend", "no-such-answer.json"]);
    server.wait_for_log("warning: there is no backend's answer `no-such-answer.json`; check the path");
}
