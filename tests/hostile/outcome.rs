//! What a case ends in, in one line.

use vtlgate::{Error, ErrorKind};

/// The longest text that is told in full.
const SHORT: usize = 60;

pub(crate) fn outcome(rendered: Result<String, Error>) -> String {
    match rendered {
        Ok(text) if text.len() <= SHORT => format!("text {text:?}"),
        Ok(text) => format!("text of {} bytes, {:016x}", text.len(), fingerprint(&text)),
        Err(error) if error.kind() == ErrorKind::Limit => match limit(&error) {
            Some(limit) => format!("limit {limit}"),
            None => format!("limit that is fixed: {}", error.message()),
        },
        Err(error) => match error.exception() {
            Some(exception) => format!("{} {exception}", error.kind().name()),
            None => error.kind().name().to_owned(),
        },
    }
}

/// The member of `Limits` that the error says to raise; a few sizes are fixed.
fn limit(error: &Error) -> Option<&str> {
    let (_, advice) = error.message().split_once("raise `Limits::")?;
    advice.split('`').next()
}

/// FNV-1a, which is the same in every release of Rust.
fn fingerprint(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}
