//! `vtlgate invoke`: one request through an API, and its response.

use std::io::Write;

use hyper::StatusCode;
use tokio::runtime;
use vtlgate::exchange::{ClientRequest, ClientResponse};

use crate::arguments::InvokeArguments;
use crate::exchange::{Backend, Stage, load, run as run_exchange, to_json, trace, why};
use crate::failure::Failure;
use crate::serve::stop::Stop;
use crate::{diagnostic, files, output};

/// Takes a request through an API and prints the response.
pub(crate) fn run(arguments: &InvokeArguments) -> Result<(), Failure> {
    files::one_standard_input([
        Some(arguments.api.definition.as_path()),
        arguments.body.as_deref(),
        arguments.stage.context.as_deref(),
        arguments.backend.backend.as_deref(),
    ])?;
    let backend = Backend::read(&arguments.backend)?;
    let request = request(arguments)?;
    let definition = load(&arguments.api)?;
    for warning in &definition.warnings {
        tell(&diagnostic::warning(&warning.to_string()));
    }
    let facts = Stage::read(&arguments.stage)?.facts(&definition.api, "127.0.0.1");

    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|error| Failure::Usage(format!("cannot start a thread: {error}")))?;
    let (method, path) = (request.method.clone(), request.path.clone());
    let exchange = run_exchange(&definition.api, request, &facts, &backend);
    let exchanged = runtime.block_on(async {
        // A command has a group of its own, to which the terminal's Ctrl-C does not go.
        let Backend::Command(_) = backend else { return Ok(exchange.await) };
        let mut stop =
            Stop::new().map_err(|error| Failure::Usage(format!("cannot listen for signals: {error}")))?;
        tokio::select! {
            exchanged = exchange => Ok(exchanged),
            code = stop.told() => Err(Failure::Ended(code)),
        }
    })?;
    let answer = &exchanged.answer;
    if arguments.trace {
        tell(trace(answer, &facts).trim_end());
    }
    if let Some(problem) = exchanged.problem {
        return Err(Failure::Usage(problem));
    }
    for note in exchanged.notes.into_iter().chain(why(&definition.api, &method, &path, answer)) {
        tell(&diagnostic::note_line(&note));
    }
    if arguments.json {
        return output::lines(&to_json(answer, &facts).to_string());
    }
    output::bytes(&message(&answer.response))
}

fn request(arguments: &InvokeArguments) -> Result<ClientRequest, Failure> {
    let (method, target) = (arguments.method.to_ascii_uppercase(), &arguments.target);
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    {
        return Err(Failure::Usage(format!("`{}` is no verb; write GET, POST and so on", arguments.method)));
    }
    if !target.starts_with('/') {
        let message = format!("the path `{target}` does not begin with `/`: write the path after the stage");
        return Err(Failure::Usage(message));
    }
    let mut request = ClientRequest::new(method, target.split('#').next().unwrap_or_default());
    for (name, value) in &arguments.header {
        request = request.header(name, value);
    }
    if let Some(path) = &arguments.body {
        request = request.body(files::read_bytes("body", path)?);
    }
    Ok(request)
}

/// The response as an HTTP message.
fn message(response: &ClientResponse) -> Vec<u8> {
    let reason = StatusCode::from_u16(response.status).ok().and_then(|status| status.canonical_reason());
    let mut head =
        format!("HTTP/1.1 {} {}", response.status, reason.unwrap_or_default()).trim_end().to_owned();
    head.push('\n');
    for (name, value) in response.headers.iter() {
        head.extend([name, ": ", value, "\n"]);
    }
    head.push('\n');
    let mut message = head.into_bytes();
    message.extend_from_slice(&response.body);
    if !message.ends_with(b"\n") && !response.body.is_empty() && std::str::from_utf8(&response.body).is_ok() {
        message.push(b'\n');
    }
    message
}

/// To whoever watches; the answer is standard output's.
fn tell(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}
