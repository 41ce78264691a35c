//! Text or bytes: what `contentHandling` makes of a payload. Every cell of both tables is recorded.

use super::base64;
use super::definition::ContentHandling;

/// A payload on its way through the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Payload {
    /// Characters: a template can read them.
    Text(String),
    /// Bytes.
    Binary(Vec<u8>),
}

impl Payload {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        match self {
            Payload::Text(text) => text.into_bytes(),
            Payload::Binary(bytes) => bytes,
        }
    }

    /// As the log shows it.
    pub(super) fn shown(&self) -> String {
        match self {
            Payload::Text(text) => text.clone(),
            Payload::Binary(_) => "[Binary Data]".to_owned(),
        }
    }
}

/// The payload was to be decoded and is not base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotBase64;

/// A client's body before templates.
pub(super) fn of_request(
    body: &[u8],
    is_binary: bool,
    handling: Option<ContentHandling>,
) -> Result<Payload, NotBase64> {
    use ContentHandling::{ConvertToBinary, ConvertToText};
    match (is_binary, handling) {
        (false, None | Some(ConvertToText)) => Ok(text(body)),
        (false, Some(ConvertToBinary)) => decoded(body),
        (true, None | Some(ConvertToBinary)) => Ok(Payload::Binary(body.to_vec())),
        (true, Some(ConvertToText)) => Ok(Payload::Text(base64::encode(body))),
    }
}

/// A backend's body before templates; `accepts_binary` says what the client's `Accept` asks for.
pub(super) fn of_response(
    body: &[u8],
    is_binary: bool,
    accepts_binary: bool,
    handling: Option<ContentHandling>,
) -> Result<Payload, NotBase64> {
    use ContentHandling::{ConvertToBinary, ConvertToText};
    match (is_binary, accepts_binary, handling) {
        (false, false, None) | (false, _, Some(ConvertToText)) => Ok(text(body)),
        (false, true, None) | (false, _, Some(ConvertToBinary)) => decoded(body),
        (true, false, None) | (true, _, Some(ConvertToText)) => Ok(Payload::Text(base64::encode(body))),
        (true, true, None) | (true, _, Some(ConvertToBinary)) => Ok(Payload::Binary(body.to_vec())),
    }
}

fn text(body: &[u8]) -> Payload {
    Payload::Text(String::from_utf8_lossy(body).into_owned())
}

fn decoded(body: &[u8]) -> Result<Payload, NotBase64> {
    base64::decode(body).map(Payload::Binary).ok_or(NotBase64)
}
