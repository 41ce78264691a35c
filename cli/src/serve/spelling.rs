//! How a client spells the names of its headers. API Gateway hands them to templates as they came, and hyper knows them
//! in small letters only; so the bytes of a request's head are kept beside.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::LARGEST_HEAD;

/// The bytes of the head that a connection last received.
#[derive(Clone)]
pub(super) struct Spelling(Arc<Mutex<Vec<u8>>>);

/// A connection whose incoming bytes are kept.
pub(super) struct Recorded {
    stream: TcpStream,
    spelling: Spelling,
}

/// The names of one head, as they were spelled.
pub(super) struct Names(Vec<String>);

impl Spelling {
    pub(super) fn of(stream: TcpStream) -> (Recorded, Spelling) {
        let spelling = Spelling(Arc::default());
        (Recorded { stream, spelling: spelling.clone() }, spelling)
    }

    /// The names of the head that was just read.
    pub(super) fn names(&self) -> Names {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = bytes.split(|byte| *byte == b'\n').skip(1).map(<[u8]>::trim_ascii);
        let names = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
            let colon = line.iter().position(|byte| *byte == b':')?;
            Some(String::from_utf8_lossy(&line[..colon]).into_owned())
        });
        Names(names.collect())
    }

    /// The request is read to its end: what comes now is the next one's head. The head of a client that does not wait
    /// for its answers may have come before; then its names are in small letters.
    pub(super) fn expect_next(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn keep(&self, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let room = LARGEST_HEAD.saturating_sub(kept.len());
        kept.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}

impl Names {
    /// The client's spelling of the `occurrence`th header `name`, which is in small letters.
    pub(super) fn spelled<'a>(&'a self, name: &'a str, occurrence: usize) -> &'a str {
        let mut spelled = self.0.iter().filter(|known| known.eq_ignore_ascii_case(name));
        spelled.nth(occurrence).map_or(name, String::as_str)
    }
}

impl AsyncRead for Recorded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.spelling.keep(&buffer.filled()[before..]);
        polled
    }
}

impl AsyncWrite for Recorded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
