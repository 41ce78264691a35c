//! Many requests at once, and none lost.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::time::Instant;

use tokio::task::JoinSet;

use crate::client::Client;
use crate::server::Server;

/// How many requests a test sends ...
const REQUESTS: usize = 1000;

/// ... and how many of them at once, each on a connection of its own: less than the open files a process may have.
const AT_ONCE: usize = 250;

/// Sends the requests and checks that each gets its own answer; gives the ids of the requests.
async fn send_all(address: SocketAddr, folder: &str) -> HashSet<String> {
    let mut ids = HashSet::new();
    let start = Instant::now();
    for batch in (0..REQUESTS).collect::<Vec<_>>().chunks(AT_ONCE) {
        let mut clients = JoinSet::new();
        for number in batch {
            let (target, number) = (format!("/{folder}/{number}?q=n{number}"), *number);
            clients.spawn(async move {
                let mut client = Client::connect(address).await;
                (number, client.send("GET", &target, &[], "").await)
            });
        }
        while let Some(answered) = clients.join_next().await {
            let (number, response) = answered.expect("the client does not panic");
            let response = response.expect("a response");
            assert_eq!(response.status, 200, "{}", response.text());
            let mut words = response.text().split(' ');
            assert_eq!(words.next(), Some(number.to_string().as_str()));
            assert_eq!(words.next(), Some(format!("n{number}").as_str()));
            ids.insert(words.next().expect("an id").to_owned());
        }
    }
    let milliseconds = start.elapsed().as_millis();
    println!("{REQUESTS} requests to /{folder}, {AT_ONCE} at once, none lost: {milliseconds} ms");
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_requests_are_answered_each_with_its_own() {
    let server = Server::of_api(&[]);
    let ids = send_all(server.address, "echo").await;
    assert_eq!(ids.len(), REQUESTS, "no two requests have the same id");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_requests_reach_a_backend_and_come_back() {
    let backend = Server::of_api(&[]);
    let url = format!("http://{}", backend.address);
    let server = Server::of_api(&["--backend-url", &url]);
    let ids = send_all(server.address, "proxy").await;
    assert_eq!(ids.len(), REQUESTS, "each request reached the backend");
}
