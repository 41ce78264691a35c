//! `--limit NAME=VALUE`: other limits than the service's and the library's own.

use std::num::{IntErrorKind, ParseIntError};

use vtlgate::{Dialect, Limits};

use crate::test::nearest;

/// A limit by its name, and how it is set.
type Row = (&'static str, fn(&mut Limits, u64) -> Result<(), String>);

/// The greatest nesting that the stack of a thread holds, whatever nests.
const DEEPEST: u64 = 250;

/// Every member of [`Limits`].
const LIMITS: [Row; 11] = [
    ("loop_iterations", |limits, value| put(&mut limits.loop_iterations, value)),
    ("strict_loops", |limits, value| {
        limits.strict_loops = value != 0;
        Ok(())
    }),
    ("template_bytes", |limits, value| put(&mut limits.template_bytes, value)),
    ("payload_bytes", |limits, value| put(&mut limits.payload_bytes, value)),
    ("nesting", |limits, value| match value {
        0..=DEEPEST => put(&mut limits.nesting, value),
        _ => {
            Err(format!("`nesting` is at most {DEEPEST}: what is deeper needs more stack than a thread has"))
        }
    }),
    ("steps", |limits, value| put(&mut limits.steps, value)),
    ("output_bytes", |limits, value| put(&mut limits.output_bytes, value)),
    ("string_length", |limits, value| put(&mut limits.string_length, value)),
    ("list_length", |limits, value| put(&mut limits.list_length, value)),
    ("regex_steps", |limits, value| put(&mut limits.regex_steps, value)),
    ("number_bits", |limits, value| put(&mut limits.number_bits, value)),
];

/// A limit as the command line sets it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    row: usize,
    value: u64,
}

/// Reads `NAME=VALUE`.
pub(crate) fn parse(text: &str) -> Result<Limit, String> {
    let names = LIMITS.map(|(name, _)| name);
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    let Some(row) = names.iter().position(|known| *known == name) else {
        return Err(match nearest(name, &names) {
            Some(nearest) => format!("there is no limit `{name}`; did you mean `{nearest}`?"),
            None => format!("there is no limit `{name}`; there are {}", names.join(", ")),
        });
    };
    let value = match (name, value) {
        ("strict_loops", "true") => 1,
        ("strict_loops", "false") => 0,
        ("strict_loops", _) => return Err("`strict_loops` is true or false".to_owned()),
        _ => value.replace('_', "").parse().map_err(|error: ParseIntError| match error.kind() {
            IntErrorKind::PosOverflow => format!("{value} is more than a limit can be"),
            _ => format!("`{value}` is no whole number; write {name}=1000 or the like"),
        })?,
    };
    let (_, set) = LIMITS[row];
    set(&mut Limits::default(), value)?;
    Ok(Limit { row, value })
}

/// The limits of a dialect with those of the command line.
pub(crate) fn of(dialect: Dialect, settings: &[Limit]) -> Limits {
    let mut limits = Limits::of(dialect);
    for setting in settings {
        if let Some((_, set)) = LIMITS.get(setting.row) {
            // It was tried when it was read.
            let _ = set(&mut limits, setting.value);
        }
    }
    limits
}

fn put<T: TryFrom<u64>>(limit: &mut T, value: u64) -> Result<(), String> {
    *limit = T::try_from(value).map_err(|_| format!("{value} is more than a limit can be"))?;
    Ok(())
}

/// A message of the library, whose limits are members of a struct, in words of the command line.
pub(crate) fn in_words(message: &str) -> String {
    let raised = message.split_once("raise `Limits::").and_then(|(before, rest)| {
        let (name, after) = rest.split_once("` to allow more")?;
        Some(format!("{before}--limit {name}=N allows more{after}"))
    });
    raised.unwrap_or_else(|| message.to_owned())
}
