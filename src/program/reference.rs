//! What a reference prints, told from how it is written (`ASTReference.getRoot` of Velocity 1.7).

use super::text;
use crate::syntax::ast::Reference;

/// How a reference prints.
pub(super) struct Printing {
    /// The name of the variable, none where escapes inside the mark leave nothing to look up.
    pub name: Option<String>,
    /// Whether a backslash escapes it.
    pub escaped: bool,
    /// Backslashes, half of those written.
    pub escapes: String,
    /// `$`s that are only text.
    pub dollars: String,
    /// What is printed for null.
    pub nothing: String,
}

/// How many bytes of a reference's mark Velocity cuts off its token: escapes and `$`s that are only text.
pub(super) fn image_start(mark: &str) -> usize {
    if mark.contains("\\!") { 0 } else { mark.rfind('$').unwrap_or(0) }
}

/// Tells how `reference` prints.
pub(super) fn printing(reference: &Reference<'_>) -> Printing {
    let mark = reference.mark;
    if mark.contains("\\!") {
        return Printing {
            name: None,
            escaped: false,
            escapes: String::new(),
            dollars: String::new(),
            nothing: without_backslash(reference),
        };
    }
    let unescaped = mark.trim_start_matches('\\');
    let backslashes = mark.len() - unescaped.len();
    let start = image_start(mark);
    let escaped = backslashes % 2 == 1;
    let quiet = mark.ends_with('!');
    Printing {
        name: Some([reference.inside, reference.name].concat()),
        escaped,
        escapes: "\\".repeat(backslashes / 2),
        dollars: mark[backslashes.min(start)..start].to_owned(),
        nothing: if quiet && !escaped { String::new() } else { text::reference(reference, start) },
    }
}

/// `$\!a`: the first token with one backslash less, and no more than that token.
fn without_backslash(reference: &Reference<'_>) -> String {
    let token = if reference.formal {
        [reference.mark, "{"].concat()
    } else {
        [reference.mark, reference.name].concat()
    };
    let dollar = token.find('$').unwrap_or(0);
    match token[dollar..].find('\\') {
        Some(backslash) => {
            let at = dollar + backslash;
            [&token[..at], &token[at + 1..]].concat()
        }
        None => token,
    }
}

/// The variable a reference without a path is assigned to as the target of `#set`, `#define` or a macro's parameter:
/// the token after its first character. With braces or a `!` that is no name that a reference can read.
pub(super) fn assigned<'text>(reference: &Reference<'text>) -> Option<&'text str> {
    let readable = !reference.formal && !reference.mark.ends_with('!') && !reference.mark.contains("\\!");
    readable.then_some(reference.name)
}
