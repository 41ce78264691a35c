//! From blocks of lines to blocks of answers, on many threads and in order.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use super::blocks::Blocks;
use super::worker::Worker;
use crate::failure::Failure;

/// How many blocks may wait before and behind each worker: this bounds the memory, and keeps a worker busy while the
/// others' blocks are written.
const WAITING: usize = 2;

/// Answers all blocks; what is answered is flushed, as whoever reads it may wait for it before writing more.
pub(super) fn run<R>(
    blocks: Blocks<R>,
    worker: &Worker,
    jobs: usize,
    output: &mut impl Write,
) -> Result<(), Failure>
where
    R: Read + Send + 'static,
{
    if jobs == 1 { in_turn(blocks, worker.clone(), output) } else { in_lanes(blocks, worker, jobs, output) }
}

fn in_turn(
    mut blocks: Blocks<impl Read>,
    mut worker: Worker,
    output: &mut impl Write,
) -> Result<(), Failure> {
    while let Some(block) = blocks.next().map_err(cannot_read)? {
        output.write_all(&worker.answer(&block))?;
        output.flush()?;
    }
    Ok(())
}

/// A lane a worker; the reader deals blocks to the lanes in turn and the answers are collected in the same turn, which
/// keeps the order. The threads are not waited for when the output is closed: the reader may be waiting for input that
/// nobody will write.
fn in_lanes<R>(
    blocks: Blocks<R>,
    worker: &Worker,
    jobs: usize,
    output: &mut impl Write,
) -> Result<(), Failure>
where
    R: Read + Send + 'static,
{
    let mut entries = Vec::with_capacity(jobs);
    let mut exits = Vec::with_capacity(jobs);
    let mut workers = Vec::with_capacity(jobs);
    for _ in 0..jobs {
        let (entry, blocks) = sync_channel(WAITING);
        let (answers, exit) = sync_channel(WAITING);
        let worker = worker.clone();
        entries.push(entry);
        exits.push(exit);
        workers.push(spawn(move || work(worker, blocks, answers))?);
    }
    let reader = spawn(move || deal(blocks, &entries))?;

    // The first lane that has nothing more is the one after the last block.
    for answers in exits.iter().cycle().map_while(|exit| exit.recv().ok()) {
        output.write_all(&answers)?;
        output.flush()?;
    }
    for worker in workers {
        finished(worker);
    }
    finished(reader).map_err(cannot_read)
}

fn work(mut worker: Worker, blocks: Receiver<Vec<u8>>, answers: SyncSender<Vec<u8>>) {
    for block in blocks {
        if answers.send(worker.answer(&block)).is_err() {
            break;
        }
    }
}

fn deal(mut blocks: Blocks<impl Read>, lanes: &[SyncSender<Vec<u8>>]) -> io::Result<()> {
    for lane in lanes.iter().cycle() {
        let Some(block) = blocks.next()? else { break };
        if lane.send(block).is_err() {
            break;
        }
    }
    Ok(())
}

fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<JoinHandle<T>, Failure> {
    thread::Builder::new()
        .spawn(work)
        .map_err(|error| Failure::Usage(format!("cannot start a thread: {error}; ask for fewer with --jobs")))
}

/// What a thread returned; its panic is a panic here, not a short output.
fn finished<T>(thread: JoinHandle<T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn cannot_read(error: io::Error) -> Failure {
    Failure::Usage(match error.kind() {
        io::ErrorKind::IsADirectory => "standard input is a directory; feed it a file".to_owned(),
        _ => format!("cannot read standard input: {error}"),
    })
}
