//! `vtlgate batch`: a stream of requests, one JSON object a line in, one a line out, in order.

mod answer;
mod blocks;
mod line;
mod pipeline;
mod request;
mod templates;
mod worker;

use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;

use crate::arguments::BatchArguments;
use crate::failure::Failure;
use crate::files;
use blocks::Blocks;
use worker::Worker;

/// Answers every line of standard input.
pub(crate) fn run(arguments: &BatchArguments) -> Result<(), Failure> {
    let template =
        arguments.template.as_deref().map(|path| files::read_as_it_is("template", path)).transpose()?;
    let worker = Worker::new(template.map(Arc::from), &arguments.limits.limit);
    files::tell_who_types("stream of requests");
    let blocks = Blocks::of(io::stdin());
    let jobs = arguments.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    pipeline::run(blocks, &worker, jobs, &mut io::stdout())
}
