//! The log of requests. It is written by a thread of its own, so that nobody who does not read it stops the server: lines
//! that find no room are counted instead.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use vtlgate::exchange::Notice;

/// How many lines wait to be written.
const WAITING: usize = 4096;

/// How long the last lines may take.
const FINISH: Duration = Duration::from_secs(1);

pub(super) struct Log {
    lines: SyncSender<Line>,
    lost: Arc<AtomicU64>,
}

enum Line {
    Text(String),
    /// The last one; answered when all are written.
    Last(SyncSender<()>),
}

impl Log {
    /// A log on standard output.
    pub(super) fn start() -> Arc<Log> {
        let (lines, waiting) = sync_channel(WAITING);
        let lost = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&lost);
        thread::spawn(move || write(&waiting, &counted));
        Arc::new(Log { lines, lost })
    }

    /// A line, under the time.
    pub(super) fn line(&self, text: &str) {
        self.entry(text, &[]);
    }

    /// A line, and below it what explains it.
    pub(super) fn entry(&self, text: &str, explanations: &[String]) {
        let time = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ");
        let mut entry = format!("{time} {text}\n");
        for line in explanations.iter().flat_map(|explanation| explanation.lines()) {
            entry.extend(["    ", line, "\n"]);
        }
        if self.lines.try_send(Line::Text(entry)).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// What was not understood of a definition.
    pub(super) fn warnings(&self, warnings: &[Notice]) {
        for warning in warnings {
            self.line(&format!("warning: {warning}"));
        }
    }

    /// Waits until what was told is written, but not for long.
    pub(super) fn finish(&self) {
        let (done, is_done) = sync_channel(1);
        if self.lines.try_send(Line::Last(done)).is_ok() {
            let _ = is_done.recv_timeout(FINISH);
        }
    }
}

/// A log that nobody reads any more is no reason to stop.
fn write(waiting: &Receiver<Line>, lost: &AtomicU64) {
    let mut output = anstream::stdout();
    while let Ok(line) = waiting.recv() {
        let lost = lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            let _ = writeln!(output, "({lost} lines are missing here: they came faster than they were read)");
        }
        match line {
            Line::Text(text) => {
                let _ = output.write_all(text.as_bytes());
                let _ = output.flush();
            }
            Line::Last(done) => {
                let _ = done.try_send(());
            }
        }
    }
}
