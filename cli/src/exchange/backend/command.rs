//! A backend that is a command of the shell, run for each call.

use std::io::ErrorKind;
use std::process::Stdio;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use vtlgate::exchange::IntegrationRequest;

use super::super::json;
use super::LARGEST_ANSWER;

/// Runs `command` with the request as JSON on its standard input, and gives what it prints. It is stopped if nobody waits
/// for it any more.
pub(super) async fn run(
    command: &str,
    request: &IntegrationRequest,
    outlives_interrupt: bool,
) -> Result<String, String> {
    let failed = |error| format!("the backend command `{command}` cannot be run: {error}");
    let mut shell = shell(command);
    #[cfg(unix)]
    if outlives_interrupt {
        // A terminal's Ctrl-C goes to every process of the group.
        shell.process_group(0);
    }
    #[cfg(not(unix))]
    let _ = outlives_interrupt;
    let mut child =
        shell.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn().map_err(failed)?;

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
