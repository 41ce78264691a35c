//! Writing results to standard output.

use std::io::{self, IsTerminal, Write};

use crate::failure::Failure;

/// Writes `text` and nothing else, save for a last line's end where a person looks at it.
pub(crate) fn verbatim(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    if output.is_terminal() && !text.ends_with('\n') {
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(())
}

/// Writes `text` as whole lines.
pub(crate) fn lines(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(())
}

/// Writes bytes and nothing else.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    output.write_all(bytes)?;
    output.flush()?;
    Ok(())
}
