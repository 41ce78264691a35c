//! A backend that is a command of the shell, run for each call.

use std::io::ErrorKind;
use std::process::Stdio;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use vtlgate::exchange::IntegrationRequest;

use super::super::json;
use super::LARGEST_ANSWER;

/// Runs `command` with the request as JSON on its standard input, and gives what it prints. It and what it started are
/// ended if nobody waits for it any more.
pub(super) async fn run(command: &str, request: &IntegrationRequest) -> Result<String, String> {
    let failed = |error| format!("the backend command `{command}` cannot be run: {error}");
    let mut shell = shell(command);
    // A group of its own: a terminal's Ctrl-C goes to every process of a group, and so does what ends this one.
    #[cfg(unix)]
    shell.process_group(0);
    let mut child =
        shell.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn().map_err(failed)?;
    #[cfg(unix)]
    let group = Group::of(&child);

    let text = json::integration_request(request).to_string();
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let write = async {
        let Some(mut input) = input else { return Ok(()) };
        input.write_all(text.as_bytes()).await?;
        input.shutdown().await
    };
    let read = async {
        let mut bytes = Vec::new();
        if let Some(output) = output {
            output.take(LARGEST_ANSWER as u64 + 1).read_to_end(&mut bytes).await?;
        }
        Ok(bytes)
    };
    let (written, read) = tokio::join!(write, read);
    // A program need not read what it is told.
    written
        .or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
        .map_err(failed)?;
    let bytes = read.map_err(failed)?;
    if bytes.len() > LARGEST_ANSWER {
        return Err(format!("the backend command `{command}` printed more than {} MB", LARGEST_ANSWER >> 20));
    }
    let status = child.wait().await.map_err(failed)?;
    #[cfg(unix)]
    group.forget();
    if !status.success() {
        return Err(format!(
            "the backend command `{command}` ended with {status}; a failure of the function is printed as \
             {{\"errorMessage\": …}} and ends with 0"
        ));
    }
    String::from_utf8(bytes).map_err(|_| {
        format!("the backend command `{command}` printed what is not UTF-8; write bytes as base64")
    })
}

/// The processes that a command started, itself among them; they are killed when it is dropped.
#[cfg(unix)]
struct Group(Option<rustix::process::Pid>);

#[cfg(unix)]
impl Group {
    /// The group that `child` leads. The number is its own as long as nobody waited for it.
    fn of(child: &tokio::process::Child) -> Group {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Group(id.and_then(rustix::process::Pid::from_raw))
    }

    /// The command has ended; what it left running was meant to stay.
    fn forget(mut self) {
        self.0 = None;
    }
}

#[cfg(unix)]
impl Drop for Group {
    fn drop(&mut self) {
        if let Some(id) = self.0 {
            // It may have ended by itself.
            let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
        }
    }
}

#[cfg(unix)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.arg("-c").arg(command);
    shell
}

#[cfg(not(unix))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.arg("/C").arg(command);
    shell
}
