//! What a reference prints, told from how it is written (`ASTReference.getRoot` of Velocity 1.7).

use std::borrow::Cow;

use crate::syntax::ast::{Reference, image_start};

/// How a reference prints.
pub(super) struct Printing<'text> {
    /// The name of the variable, none where escapes inside the mark leave nothing to look up.
    pub name: Option<Cow<'text, str>>,
    /// Whether a backslash escapes it.
    pub escaped: bool,
    /// What is printed before the value: half of the backslashes, and unless it is escaped the `$`s that are only text.
    pub before: Cow<'text, str>,
    /// What is printed for null.
    pub nothing: Cow<'text, str>,
}

/// Tells how `reference` prints.
pub(super) fn printing<'tree>(reference: &'tree Reference<'_>) -> Printing<'tree> {
    let mark = reference.mark;
    if matches!(mark, "$" | "$!") && reference.inside.is_empty() {
        let nothing = Cow::Borrowed(if mark == "$" { reference.literal() } else { "" });
        let name = Some(Cow::Borrowed(reference.name));
        return Printing { name, escaped: false, before: Cow::Borrowed(""), nothing };
    }
    if mark.contains("\\!") {
        let nothing = Cow::Owned(without_backslash(reference));
        return Printing { name: None, escaped: false, before: Cow::Borrowed(""), nothing };
    }
    let unescaped = mark.trim_start_matches('\\');
    let backslashes = mark.len() - unescaped.len();
    let start = image_start(mark);
    let escaped = backslashes % 2 == 1;
    let quiet = mark.ends_with('!');
    let name = if reference.inside.is_empty() {
        Cow::Borrowed(reference.name)
    } else {
        Cow::Owned([reference.inside, reference.name].concat())
    };
    let (escapes, dollars) = (&mark[..backslashes / 2], &mark[backslashes.min(start)..start]);
    let before = if escaped || dollars.is_empty() {
        Cow::Borrowed(escapes)
    } else {
        Cow::Owned([escapes, dollars].concat())
    };
    let nothing = Cow::Borrowed(if quiet && !escaped { "" } else { reference.literal() });
    Printing { name: Some(name), escaped, before, nothing }
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
