//! A `vtlgate serve` that a test started.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

pub(crate) struct Server {
    child: Child,
    /// What it prints. A test that does not read it proves that the server does not wait for that.
    log: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Serves `definition` on a free port.
    pub(crate) fn start(definition: &Path, options: &[&str]) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vtlgate"))
            .arg("serve")
            .arg(definition)
            .args(["--port", "0"])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut log = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert!(log.read_line(&mut line).expect("a log") > 0, "the server ended before it served");
            if let Some((_, rest)) = line.split_once(" on http://") {
                break rest.split(',').next().and_then(|address| address.parse().ok()).expect("an address");
            }
        };
        Server { child, log, address }
    }

    /// The server of the tests' API.
    pub(crate) fn of_api(options: &[&str]) -> Server {
        Server::start(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/serve/api.json"), options)
    }

    /// Reads the log up to a line that has `text`.
    pub(crate) fn wait_for_log(&mut self, text: &str) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.log.read_line(&mut line).expect("a log") > 0, "the log ended without {text:?}");
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Tells it to stop, as a service manager does.
    pub(crate) fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
    }

    /// Waits until it has ended.
    pub(crate) fn end(&mut self, within: Duration) -> ExitStatus {
        let start = Instant::now();
        while start.elapsed() < within {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return status;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server is still there after {within:?}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
