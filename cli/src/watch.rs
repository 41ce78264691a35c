//! `--watch`: a command again and again, whenever something that it read is changed.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::Failure;
use crate::reads::{self, Reads};
use crate::serve::stop::INTERRUPTED;

/// How long nothing may happen before a change counts as over: programs write a file in several steps.
const QUIET: Duration = Duration::from_millis(15);

/// How long a change may take at most before it is looked at.
const LONGEST: Duration = Duration::from_millis(60);

/// How long a file may be gone: some editors move a file away and write another one.
const GONE: Duration = Duration::from_millis(30);

/// How often files are looked at where the system tells no changes.
const INTERVAL: Duration = Duration::from_millis(100);

/// How many changed files a line names.
const NAMED: usize = 3;

/// Runs `command` now and after every change of what it read, until Ctrl-C. `named` are the files of the command line.
pub(crate) fn run<'paths>(
    named: impl IntoIterator<Item = &'paths Path>,
    command: impl Fn() -> Result<(), Failure>,
) -> Result<(), Failure> {
    if named.into_iter().any(|path| path == Path::new("-")) {
        let message = "--watch reads files again and again, which standard input cannot be; name a file";
        return Err(Failure::Usage(message.to_owned()));
    }
    end_on_interrupt()?;
    // A terminal that cannot be cleared is called dumb.
    let on_terminal =
        io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    loop {
        reads::start();
        let ended = command();
        let reads = reads::take();
        match ended {
            Ok(()) => {}
            Err(Failure::Gone) => return Ok(()),
            // No change of a file helps.
            Err(failure) if reads.is_empty() => return Err(failure),
            Err(failure) => {
                failure.report();
            }
        }
        let changed = wait(&reads)?;
        announce(&changed, on_terminal)?;
    }
}

/// Tells what was changed: on a terminal on a page of its own, elsewhere on a line that sets the outputs apart.
fn announce(changed: &BTreeSet<PathBuf>, on_terminal: bool) -> Result<(), Failure> {
    let mut output = anstream::stdout().lock();
    if on_terminal {
        // The screen; what was scrolled out of it stays.
        output.write_all(b"\x1b[2J\x1b[H")?;
    } else {
        let mut names: Vec<String> =
            changed.iter().take(NAMED).map(|path| path.display().to_string()).collect();
        if changed.len() > NAMED {
            names.push(format!("and {} more", changed.len() - NAMED));
        }
        writeln!(output, "\n--- changed: {}", names.join(", "))?;
    }
    output.flush()?;
    Ok(())
}

/// Waits until something that was read is other than it was.
fn wait(reads: &Reads) -> Result<BTreeSet<PathBuf>, Failure> {
    let mut told_to_person = false;
    loop {
        let folders = reads.folders();
        let (tell, told) = mpsc::channel();
        let _watcher = match watcher(&folders, &tell) {
            Ok(watcher) => watcher,
            // One of them went before it was watched, and may be there again.
            Err(error) if is_gone(&error) => {
                thread::sleep(GONE);
                continue;
            }
            Err(error) => return Err(Failure::Usage(format!("cannot watch the files: {error}"))),
        };
        // What was changed before anybody watched.
        let changed = owned(reads.changed());
        if !changed.is_empty() {
            return Ok(changed);
        }
        if reads.folders() != folders {
            continue;
        }
        if !told_to_person && io::stderr().is_terminal() {
            let files = if reads.count() == 1 { "file" } else { "files" };
            let line = format!("\x1b[2mwatching {} {files}; Ctrl-C ends it\x1b[0m\n", reads.count());
            let _ = anstream::stderr().write_all(line.as_bytes());
        }
        told_to_person = true;
        loop {
            let touched = gather(&told);
            let changed: BTreeSet<PathBuf> =
                touched.iter().flat_map(|path| owned(reads.changed_at(path))).collect();
            if changed.iter().all(|path| path.exists()) && !changed.is_empty() {
                return Ok(changed);
            }
            if !changed.is_empty() {
                thread::sleep(GONE);
                break;
            }
            // A folder that came, went or was replaced is watched anew.
            if folders.iter().any(|folder| touched.contains(folder)) || reads.folders() != folders {
                break;
            }
        }
    }
}

fn owned(paths: Vec<&Path>) -> BTreeSet<PathBuf> {
    paths.into_iter().map(Path::to_path_buf).collect()
}

/// The paths of the next change, with those of what follows at once.
fn gather(told: &Receiver<PathBuf>) -> BTreeSet<PathBuf> {
    let mut touched = BTreeSet::new();
    // The sender lives as long as the watcher.
    let Ok(first) = told.recv() else { return touched };
    touched.insert(first);
    let start = Instant::now();
    while start.elapsed() < LONGEST
        && let Ok(next) = told.recv_timeout(QUIET)
    {
        touched.insert(next);
    }
    touched
}

/// Tells changes in folders: as the system does, or where it cannot by looking.
fn watcher(folders: &[PathBuf], tell: &Sender<PathBuf>) -> notify::Result<Box<dyn Watcher>> {
    let handler = |tell: Sender<PathBuf>| {
        move |event: notify::Result<Event>| {
            let touched = match event {
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => Vec::new(),
                // What the system lost count of is everything.
                Ok(event) if event.need_rescan() => vec![PathBuf::new()],
                Ok(event) => event.paths,
                // A folder that is not there to be looked at: it is watched anew.
                Err(error) => error.paths,
            };
            for path in touched {
                // Nobody listens any more once the command runs again.
                let _ = tell.send(path);
            }
        }
    };
    let told = RecommendedWatcher::new(handler(tell.clone()), Config::default());
    match told.and_then(|mut watcher| watch(&mut watcher, folders).map(|()| watcher)) {
        Ok(watcher) => return Ok(Box::new(watcher)),
        Err(error) if is_gone(&error) => return Err(error),
        Err(_) => {}
    }
    let config = Config::default().with_poll_interval(INTERVAL).with_compare_contents(true);
    let mut watcher = PollWatcher::new(handler(tell.clone()), config)?;
    watch(&mut watcher, folders)?;
    Ok(Box::new(watcher))
}

/// Whether a folder was not there to be watched.
fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

fn watch(watcher: &mut impl Watcher, folders: &[PathBuf]) -> notify::Result<()> {
    folders.iter().try_for_each(|folder| watcher.watch(folder, RecursiveMode::NonRecursive))
}

/// Ends the process on Ctrl-C, whatever it does.
fn end_on_interrupt() -> Result<(), Failure> {
    let cannot = |error: io::Error| Failure::Usage(format!("cannot listen for signals: {error}"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(cannot)?;
    // The signal is listened for from here on, not from when the thread gets its turn.
    let guard = runtime.enter();
    #[cfg(unix)]
    let mut interrupt =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt()).map_err(cannot)?;
    #[cfg(not(unix))]
    let mut interrupt = tokio::signal::windows::ctrl_c().map_err(cannot)?;
    drop(guard);
    thread::spawn(move || {
        runtime.block_on(async { interrupt.recv().await });
        let mut output = io::stderr();
        if output.is_terminal() {
            // Takes the place of a progress bar and of the terminal's `^C`.
            let _ = output.write_all(b"\r\x1b[K");
        }
        std::process::exit(i32::from(INTERRUPTED));
    });
    Ok(())
}
