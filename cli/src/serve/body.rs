//! Reading the body of a request, within bounds.

use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::time::timeout;

/// The largest payload (AWS: "Amazon API Gateway quotas").
const LARGEST: usize = 10 * 1024 * 1024;

/// How much of what is too large is still read, so that its sender gets to read the answer.
const DRAINED: usize = 4 * LARGEST;

/// How long a body may take to come.
const TIME_OUT: Duration = Duration::from_secs(30);

/// Why there is no body.
pub(super) enum Unread {
    /// It took too long.
    TimedOut,
    /// The connection broke, or the body is no HTTP.
    Broken(hyper::Error),
}

/// The bytes of a body. Of one that is too large it keeps a byte more than may be, by which the exchange refuses it.
pub(super) async fn read(body: Incoming) -> Result<Vec<u8>, Unread> {
    timeout(TIME_OUT, collect(body)).await.map_err(|_| Unread::TimedOut)?.map_err(Unread::Broken)
}

async fn collect(mut body: Incoming) -> Result<Vec<u8>, hyper::Error> {
    let mut bytes = Vec::new();
    let mut count = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        count = count.saturating_add(data.len());
        let room = (LARGEST + 1).saturating_sub(bytes.len());
        bytes.extend_from_slice(&data[..data.len().min(room)]);
        if count > DRAINED {
            break;
        }
    }
    Ok(bytes)
}
