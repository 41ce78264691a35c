//! `vtlgate serve`: an API over HTTP.

mod body;
mod handler;
mod log;
mod reload;
mod spelling;
pub(crate) mod stop;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime;
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use crate::arguments::ServeArguments;
use crate::exchange::{Backend, Stage};
use crate::failure::Failure;
use crate::files;
use handler::Handler;
use log::Log;
use reload::Watched;
use spelling::Spelling;
use stop::Stop;

/// How many connections are open at once; others wait to be accepted.
const CONNECTIONS: usize = 1024;

/// How long a request's head may take to come, and a connection may stay without one.
const HEAD_TIME_OUT: Duration = Duration::from_secs(10);

/// How much a request's head may hold; the exchange itself refuses what the service refuses, which is less.
const LARGEST_HEAD: usize = 16 * 1024;

/// How long requests under way may take after a stop: longer than a backend may.
const GRACE: Duration = Duration::from_secs(35);

/// Serves an API until it is told to stop.
pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    for path in [Some(&arguments.api.definition), arguments.backend.backend.as_ref()].into_iter().flatten() {
        if path == Path::new("-") {
            let message =
                "`serve` reads its files again and again, which standard input cannot be; name a file";
            return Err(Failure::Usage(message.to_owned()));
        }
    }
    let backend = Backend::read(&arguments.backend)?;
    let stage = Stage::read(&arguments.stage)?;
    let runtime = runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Usage(format!("cannot start the threads: {error}")))?;
    let served = runtime.block_on(serve(arguments, stage, backend));
    runtime.shutdown_timeout(Duration::from_secs(1));
    served
}

async fn serve(arguments: &ServeArguments, stage: Stage, backend: Backend) -> Result<(), Failure> {
    let (watched, definition) = Watched::load(&arguments.api)?;
    let address = SocketAddr::new(arguments.host, arguments.port);
    let bound = TcpListener::bind(address).await.and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (address, listener) = bound.map_err(|error| {
        Failure::Usage(format!(
            "cannot listen on {address}: {error}; choose another --port, or 0 for a free one"
        ))
    })?;
    let mut stop =
        Stop::new().map_err(|error| Failure::Usage(format!("cannot listen for signals: {error}")))?;

    let log = Log::start();
    log.warnings(&definition.warnings);
    log.line(&format!("serving {} on http://{address}, Ctrl-C ends it", arguments.api.definition.display()));
    if let Some(path) = &arguments.backend.backend
        && let Err(failure) = files::read("backend's answer", path)
    {
        // It may be written later, as it is read for every request.
        log.line(&format!("warning: {}", failure.into_message()));
    }
    let (publish, api) = watch::channel(Arc::new(definition.api));
    let reloading = tokio::spawn(watched.follow(publish, Arc::clone(&log)));
    let handler = Arc::new(Handler::new(api, stage, backend, Arc::clone(&log), arguments.trace));

    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = async {
            let place = Arc::clone(&connections).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            biased;
            _ = stop.told() => break,
            accepted = accepted => accepted,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file descriptors, most likely: those that are open will be closed.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let connection = graceful.watch(connection(stream, peer, Arc::clone(&handler)));
        tokio::spawn(async move {
            // Whatever breaks a connection, its client knows.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    reloading.abort();
    log.line("stopping: requests under way are answered first, Ctrl-C again ends them");
    let finished = tokio::select! {
        finished = timeout(GRACE, graceful.shutdown()) => finished.is_ok(),
        _ = stop.told() => false,
    };
    log.line(if finished { "stopped" } else { "stopped, with requests unanswered" });
    log.finish();
    Ok(())
}

/// What hyper makes of a connection.
fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    handler: Arc<Handler>,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + Send {
    let (stream, spelling) = Spelling::of(stream);
    let service = service_fn(move |request| {
        let (handler, spelling) = (Arc::clone(&handler), spelling.clone());
        async move { Ok::<_, std::convert::Infallible>(handler.respond(request, peer.ip(), &spelling).await) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_OUT)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
}
