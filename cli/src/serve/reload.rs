//! Reading the definition again when its file changes.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tokio::task::block_in_place;
use tokio::time::sleep;
use vtlgate::exchange::RestApi;

use super::log::Log;
use crate::arguments::ApiArguments;
use crate::exchange::{Definition, load};
use crate::failure::Failure;

/// How often the file is looked at. Looking works on every file system and however an editor replaces the file.
const INTERVAL: Duration = Duration::from_millis(300);

/// A definition's file, and what it looked like when it was read.
pub(super) struct Watched {
    arguments: ApiArguments,
    stamp: Option<Stamp>,
}

/// What changes when a file does.
type Stamp = (SystemTime, u64);

impl Watched {
    /// Reads the definition for the first time.
    pub(super) fn load(arguments: &ApiArguments) -> Result<(Watched, Definition), Failure> {
        // Before the file is read: a change in between is then seen.
        let stamp = stamp(&arguments.definition);
        let definition = load(arguments)?;
        Ok((Watched { arguments: arguments.clone(), stamp }, definition))
    }

    /// Publishes every later definition that can be understood, and tells why one cannot.
    pub(super) async fn follow(mut self, publish: watch::Sender<Arc<RestApi>>, log: Arc<Log>) {
        loop {
            sleep(INTERVAL).await;
            let now = stamp(&self.arguments.definition);
            if now == self.stamp {
                continue;
            }
            self.stamp = now;
            let path = self.arguments.definition.display();
            match block_in_place(|| load(&self.arguments)) {
                Ok(definition) => {
                    let methods = definition.api.methods.len();
                    publish.send_replace(Arc::new(definition.api));
                    // Whoever reads this has the new definition.
                    log.warnings(&definition.warnings);
                    log.line(&format!("read {path} again; methods: {methods}"));
                }
                Err(failure) => {
                    let why = failure.into_message();
                    log.line(&format!("the changed {path} is not taken, the last one stays: {why}"));
                }
            }
        }
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
