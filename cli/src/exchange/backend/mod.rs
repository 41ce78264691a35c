//! What stands in for the backend.

mod answer;
mod command;
mod url;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::time::timeout;
use vtlgate::exchange::{
    BackendOutcome, BackendResponse, Facts, Integration, IntegrationRequest, IntegrationType,
};

use crate::arguments::BackendArguments;
use crate::failure::Failure;
use crate::files;
use url::LocalUrl;

/// How long an integration may take (AWS: "Amazon API Gateway quotas", integration timeout).
const TIME_OUT: Duration = Duration::from_secs(29);

/// The largest answer that is taken, above the 10 MB of the service so that base64 text of as much fits.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// Who is asked.
pub(crate) enum Backend {
    /// Nobody: enough for MOCK integrations.
    None,
    /// A file that holds the answer.
    File(PathBuf),
    /// A command of the shell.
    Command(String),
    /// A server on this machine.
    Url(LocalUrl),
    /// This answer, as a file would hold it.
    Answer(Arc<str>),
    /// Nobody within the time there is.
    TimedOut,
    /// Nobody, as there is no connection.
    Unreachable,
    /// The first whose text is a part of what is called: the verb, a blank, the URL.
    Mapped(Vec<(String, Backend)>),
}

/// What kind of answer an integration takes.
#[derive(Clone, Copy)]
pub(super) enum Integrated {
    Lambda,
    LambdaProxy,
    Otherwise,
}

/// An answer, and what a person should know about it.
pub(super) struct Called {
    pub(super) outcome: BackendOutcome,
    pub(super) note: Option<String>,
}

impl Integrated {
    pub(super) fn of(integration: &Integration) -> Integrated {
        match (integration.is_lambda(), integration.integration_type) {
            (true, IntegrationType::AwsProxy) => Integrated::LambdaProxy,
            (true, _) => Integrated::Lambda,
            (false, _) => Integrated::Otherwise,
        }
    }
}

impl Backend {
    /// The backend of the command line.
    pub(crate) fn read(arguments: &BackendArguments) -> Result<Backend, Failure> {
        if let Some(path) = &arguments.backend {
            return Ok(Backend::File(path.clone()));
        }
        if let Some(command) = &arguments.backend_command {
            return Ok(Backend::Command(command.clone()));
        }
        match &arguments.backend_url {
            Some(url) => LocalUrl::parse(url).map(Backend::Url).map_err(Failure::Usage),
            None => Ok(Backend::None),
        }
    }

    /// Calls it.
    pub(super) async fn call(
        &self,
        integrated: Integrated,
        request: &IntegrationRequest,
        facts: &Facts,
    ) -> Result<Called, String> {
        let start = Instant::now();
        let backend = self.asked(request)?;
        let Ok(answered) = timeout(TIME_OUT, backend.answer(integrated, request, facts)).await else {
            let note = format!("the backend did not answer within {} seconds", TIME_OUT.as_secs());
            return Ok(Called { outcome: BackendOutcome::TimedOut, note: Some(note) });
        };
        let mut called = answered?;
        if let (BackendOutcome::Answered(response), false) =
            (&mut called.outcome, matches!(backend, Backend::File(_) | Backend::Answer(_)))
        {
            response.latency_milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        }
        Ok(called)
    }

    /// The backend that `request` goes to.
    fn asked(&self, request: &IntegrationRequest) -> Result<&Backend, String> {
        let Backend::Mapped(mapped) = self else { return Ok(self) };
        let call = format!("{} {}", request.method, request.url());
        match mapped.iter().find(|(part, _)| call.contains(part.as_str())) {
            Some((_, backend)) => backend.asked(request),
            None => Err(format!("the integration calls {call}, of which no member of `backends` is a part")),
        }
    }

    async fn answer(
        &self,
        integrated: Integrated,
        request: &IntegrationRequest,
        facts: &Facts,
    ) -> Result<Called, String> {
        match self {
            Backend::None => Err(format!(
                "the integration calls {} {}; say what it answers with --backend FILE, --backend-command COMMAND or \
                 --backend-url URL",
                request.method, request.uri
            )),
            Backend::File(path) => {
                let text = files::read_json("backend's answer", path).map_err(Failure::into_message)?;
                answer::read(&text, integrated)
                    .map_err(|why| format!("the backend's answer `{}` {why}", path.display()))
            }
            Backend::Command(command) => {
                let output = command::run(command, request).await?;
                answer::read(&output, integrated)
                    .map_err(|why| format!("what the backend command `{command}` printed {why}"))
            }
            Backend::Url(url) => url.call(integrated, request, facts).await,
            Backend::Answer(text) => {
                answer::read(text, integrated).map_err(|why| format!("the backend's answer {why}"))
            }
            Backend::TimedOut => Ok(Called { outcome: BackendOutcome::TimedOut, note: None }),
            // A mapping is followed before.
            Backend::Unreachable | Backend::Mapped(_) => {
                Ok(Called { outcome: BackendOutcome::Unreachable, note: None })
            }
        }
    }
}

impl From<BackendResponse> for Called {
    fn from(response: BackendResponse) -> Called {
        Called { outcome: response.into(), note: None }
    }
}
