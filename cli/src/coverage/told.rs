//! Telling the coverage as the command line asks for it.

use std::io::Write;

use super::{Coverage, html, lcov, summary};
use crate::arguments::CoverageArguments;
use crate::failure::Failure;
use crate::files;

impl Coverage {
    /// Writes and prints what is asked for; each printed line begins with `prefix`. Whether enough is covered.
    pub(crate) fn tell(&self, arguments: &CoverageArguments, prefix: &str) -> Result<bool, Failure> {
        if let Some(path) = &arguments.lcov {
            files::write_report("coverage", path, &lcov::report(self))?;
        }
        if let Some(folder) = &arguments.html {
            html::write(self, folder)?;
        }
        let mut text = String::new();
        if arguments.coverage {
            text.push('\n');
            text.push_str(&summary::summary(self));
        }
        let lacking =
            arguments.min.and_then(|least| summary::lacking(self, usize::from(least), arguments.coverage));
        if let Some(lacking) = &lacking {
            text.push('\n');
            text.push_str(lacking);
            text.push('\n');
        }
        let mut output = anstream::stdout().lock();
        for line in text.lines() {
            writeln!(output, "{}", [prefix, line].concat().trim_end())?;
        }
        output.flush()?;
        Ok(lacking.is_none())
    }
}
