//! `java.lang.Integer` and its siblings: reading whole numbers.

use crate::java::Exception;

/// The complaint of `Integer.parseInt` about its input.
pub(super) fn malformed(text: &str, radix: i32) -> Exception {
    let suffix = if radix == 10 { String::new() } else { format!(" under radix {radix}") };
    Exception::number_format(format!("For input string: \"{text}\"{suffix}"))
}
