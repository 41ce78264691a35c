//! A backend command ends with all that it started.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Far more than it takes, for machines that are busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// Starts `invoke` with a command that starts another and waits for it, and tells the number of its group.
fn start(name: &str) -> (Child, String) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{name}"));
    let _ = fs::remove_file(&file);
    let command = format!("echo $$ > {0}.new; mv {0}.new {0}; sleep 600 & wait; true", file.display());
    let process = Command::new(env!("CARGO_BIN_EXE_vtlgate"))
        .args(["invoke", "pitfalls/api.yaml", "GET", "/unmapped", "--backend-command", &command])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    wait_until("the command runs", || file.is_file());
    let group = fs::read_to_string(PathBuf::from(&file)).expect("its number").trim().to_owned();
    assert!(signal("0", &format!("-{group}")), "the group is there");
    (process, group)
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "{what}: not so after {PATIENCE:?}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Sends a signal with the shell's own tool; whether there was a process for it.
fn signal(signal: &str, process: &str) -> bool {
    let sent = Command::new("kill").args(["-s", signal, "--", process]).stderr(Stdio::null()).status();
    sent.expect("kill runs").success()
}

fn ends_with(name: &str, told: &str, code: i32) {
    let (mut process, group) = start(name);
    assert!(signal(told, &process.id().to_string()));
    assert_eq!(process.wait().expect("it ends").code(), Some(code));
    wait_until("the group is gone", || !signal("0", &format!("-{group}")));
}

#[test]
fn an_interrupt_ends_the_whole_group() {
    ends_with("interrupt", "INT", 130);
}

#[test]
fn a_termination_ends_the_whole_group() {
    ends_with("terminate", "TERM", 143);
}
