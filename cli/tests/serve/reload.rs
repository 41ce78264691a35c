//! Changing the definition while it is served.

use std::fs;
use std::path::{Path, PathBuf};

use crate::client::{Client, send};
use crate::server::Server;

fn definition(status: u16) -> String {
    format!(
        r#"
swagger: "2.0"
paths:
  /:
    get:
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: {{ application/json: '{{"statusCode": 200}}' }}
        responses: {{ default: {{ statusCode: "{status}" }} }}
"#
    )
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).expect("the file is written");
    path
}

#[tokio::test]
async fn a_changed_definition_is_taken_and_a_broken_one_is_not() {
    let path = file("reload.yaml", &definition(201));
    let mut server = Server::start(&path, &[]);
    let mut client = Client::connect(server.address).await;
    assert_eq!(send(server.address, "GET", "/", "").await.status, 201);

    fs::write(&path, definition(202)).expect("the file is written");
    server.wait_for_log("again; methods: 1");
    let response = client.send("GET", "/", &[], "").await.expect("a response");
    assert_eq!(response.status, 202, "connections that were open before see it too");

    fs::write(&path, "swagger: [").expect("the file is written");
    let told = server.wait_for_log("is not taken, the last one stays");
    assert!(told.contains("reload.yaml:"), "{told}");
    assert_eq!(send(server.address, "GET", "/", "").await.status, 202);

    // As editors do: a new file in the place of the old one.
    let beside = file("reload.yaml.new", &definition(203));
    fs::rename(beside, &path).expect("the file is replaced");
    server.wait_for_log("again; methods: 1");
    assert_eq!(send(server.address, "GET", "/", "").await.status, 203);

    fs::remove_file(&path).expect("the file is removed");
    server.wait_for_log("is not taken, the last one stays: there is no definition");
    assert_eq!(send(server.address, "GET", "/", "").await.status, 203);
}

#[tokio::test]
async fn the_file_of_a_backend_is_read_for_every_request() {
    let answer = file("answer.json", r#"{"payload": 1}"#);
    let server = Server::of_api(&["--backend", answer.to_str().expect("a path of text")]);
    assert_eq!(send(server.address, "POST", "/function", "").await.text(), "1");
    file("answer.json", r#"{"payload": 2}"#);
    assert_eq!(send(server.address, "POST", "/function", "").await.text(), "2");
}
