//! Runs a case on a small stack, and gives up on one that does not end.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use vtlgate::{Error, ErrorKind, Inputs, Limits, Template};

/// The stack a host may give a thread: that of musl's threads is smaller still, that of most others larger.
const STACK: usize = 512 * 1024;

/// Far more than any case needs, also in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

/// By how much a debug build tries smaller input.
pub(crate) const SMALLER: usize = if cfg!(debug_assertions) { 10 } else { 1 };

/// What `work` gives on a thread with a small stack.
pub(crate) fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || {
        // Whoever waits may have given up.
        let _ = sender.send(work());
    });
    let result = receiver.recv_timeout(PATIENCE);
    match result {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("not done after {PATIENCE:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => match thread.map(thread::JoinHandle::join) {
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            _ => panic!("the thread gave no result"),
        },
    }
}

/// What `template` makes of an event with this body.
pub(crate) fn render(template: impl Into<String>, body: impl Into<String>) -> Result<String, Error> {
    let (template, body) = (template.into(), body.into());
    on_small_stack(move || {
        let mut limits = Limits::default();
        if cfg!(debug_assertions) {
            limits.steps /= 10;
        }
        Ok(Template::builder().limits(limits).parse(&template)?.render(&Inputs::new(body))?.text)
    })
}

/// Asserts that `outcome` is an error of kind `limit` that names the limit and how to raise it.
#[track_caller]
pub(crate) fn assert_limit(outcome: Result<String, Error>, limit: &str) {
    match outcome {
        Ok(text) => panic!("rendered {} bytes", text.len()),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Limit, "{}", start(&error));
            assert!(error.message().contains(&format!("raise `Limits::{limit}`")), "{}", start(&error));
        }
    }
}

/// Asserts that `outcome` is the exception `class`.
#[track_caller]
pub(crate) fn assert_thrown(outcome: Result<String, Error>, class: &str) {
    match outcome {
        Ok(text) => panic!("rendered {} bytes", text.len()),
        Err(error) => assert!(error.to_string().contains(class), "{}", start(&error)),
    }
}

/// Asserts that `outcome` is an error of this kind.
#[track_caller]
pub(crate) fn assert_kind(outcome: Result<String, Error>, kind: ErrorKind) {
    match outcome {
        Ok(text) => panic!("rendered {} bytes", text.len()),
        Err(error) => assert_eq!(error.kind(), kind, "{}", start(&error)),
    }
}

/// Asserts that `outcome` is this text.
#[track_caller]
pub(crate) fn assert_text(outcome: Result<String, Error>, text: &str) {
    match outcome {
        Ok(rendered) if rendered == text => {}
        Ok(rendered) => panic!("rendered {} bytes: {:.200}", rendered.len(), rendered),
        Err(error) => panic!("{}", start(&error)),
    }
}

/// An error's message, which may quote much of its template.
fn start(error: &Error) -> String {
    error.to_string().chars().take(300).collect()
}
