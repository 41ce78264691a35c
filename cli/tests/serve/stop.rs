//! Stopping: what is under way is answered.

use std::net::TcpStream;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::client::{Client, send};
use crate::server::Server;

const REQUESTS: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn requests_under_way_are_answered() {
    let mut server = Server::of_api(&["--backend-command", "sleep 2; echo '{\"payload\": \"late\"}'"]);
    // A connection without a request, as a client keeps it for later, holds nothing up.
    let mut idle = Client::connect(server.address).await;
    assert_eq!(idle.send("GET", "/echo/1", &[], "").await.expect("a response").status, 200);

    let address = server.address;
    let mut clients = JoinSet::new();
    for _ in 0..REQUESTS {
        clients.spawn(async move { send(address, "POST", "/function", "{}").await });
    }
    sleep(Duration::from_secs(1)).await;
    server.terminate();
    server.wait_for_log("stopping");
    let mut answered = 0;
    while let Some(response) = clients.join_next().await {
        let response = response.expect("the client does not panic");
        assert_eq!((response.status, response.text()), (200, "\"late\""));
        answered += 1;
    }
    assert_eq!(answered, REQUESTS);
    server.wait_for_log("Z stopped");
    assert_eq!(server.end(Duration::from_secs(10)).code(), Some(0));
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_does_not_wait() {
    let mut server = Server::of_api(&["--backend-command", "sleep 20"]);
    let address = server.address;
    let client = tokio::spawn(async move {
        let mut client = Client::connect(address).await;
        client.send("POST", "/function", &[], "{}").await.is_ok()
    });
    sleep(Duration::from_millis(500)).await;
    server.terminate();
    server.wait_for_log("stopping");
    server.terminate();
    server.wait_for_log("stopped, with requests unanswered");
    assert_eq!(server.end(Duration::from_secs(10)).code(), Some(0));
    assert!(!client.await.expect("the client does not panic"), "the request is not answered");
}
