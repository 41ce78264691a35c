//! What to tell about a text that the grammar could not read: where it stopped, what began there, what to do.

use super::parser::Refusal;
use crate::error::{Error, ErrorKind};
use crate::source::Span;

/// The error for a text that is no template.
pub(super) fn refusal(text: &str, refusal: Refusal) -> Error {
    match refusal {
        Refusal::Stopped(offset) => stopped(text, offset),
        Refusal::Broken(error) | Refusal::Misplaced(error) => error,
    }
}

/// The error for a text that could be read up to `offset`.
fn stopped(text: &str, offset: usize) -> Error {
    let (start, message) = explain(text, offset.min(text.len()));
    let end = text[start..].chars().next().map_or(start, |first| start + first.len_utf8());
    Error::new(ErrorKind::Parse, message).at(Span::new(start, end.max(offset.min(text.len()))))
}

fn explain(text: &str, offset: usize) -> (usize, String) {
    let start = construct(text, offset);
    let rest = &text[start..];
    let here = text[offset..].chars().next();
    let found = match here {
        None => "the template ends here".to_owned(),
        Some('\n' | '\r') => "the line ends here".to_owned(),
        Some(character) => format!("`{character}` is unexpected here"),
    };
    if rest.starts_with("#*") {
        return (start, "this comment is never closed: add `*#` where it ends".to_owned());
    }
    if rest.starts_with("#[[") {
        return (start, "this text block is never closed: add `]]#` where it ends".to_owned());
    }
    if matches!(rest, "$" | "#" | "$!") {
        let message =
            format!("a template cannot end in a bare `{rest}`: add a character after it, or a `#stop`");
        return (start, message);
    }
    if rest.starts_with('#') {
        let name: String = rest.chars().take_while(|character| !"( \t\r\n".contains(*character)).collect();
        if matches!(name.trim_matches(['#', '{', '}']), "if" | "elseif")
            && !rest[name.len()..].trim_start().starts_with('(')
        {
            return (start, format!("{name} needs its condition in parentheses: {name}($a == 1)"));
        }
        if let Some(quote) = unclosed_quote(rest, offset - start) {
            let message = format!(
                "a string in {name} is never closed: add the {quote} that ends it, or write it twice inside the string"
            );
            return (start, message);
        }
        let advice = match here {
            None => format!("close {name} with `)`"),
            // What is read stands in another line, and no list or map is open: the directive was taken for closed.
            _ if text[start..offset].contains('\n') && open_brackets(&text[start..offset]) == 1 => {
                return (start, format!("{name} is not closed in its line: add `)` where it ends"));
            }
            Some('=') => "compare with `==`; only #set assigns, with one `=`".to_owned(),
            Some('-') => {
                "put a blank after the minus: `-1` directly after an operand is read as a number".to_owned()
            }
            Some('&' | '|') => "conditions are joined with `&&` and `||`".to_owned(),
            Some('?') => "VTL has no `?:`; use #if … #else … #end".to_owned(),
            _ => format!("check the parentheses and commas of {name}"),
        };
        let place = if here.is_some() { offset } else { start };
        return (place, format!("{name} cannot be read: {found}; {advice}"));
    }
    if rest.starts_with(['$', '\\']) {
        if let Some(word) = ["true", "false"].iter().find(|word| {
            rest.trim_start_matches(['$', '!', '\\', '{']).strip_prefix(**word).is_some_and(|after| {
                !after.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_' || next == '-')
            })
        }) {
            return (start, format!("`{word}` cannot be the name of a variable: choose another"));
        }
        let advice = if rest.starts_with("${") || rest.starts_with("$!{") {
            "close the reference with `}`; inside it only names, `.`, `[…]` and `(…)` may stand"
        } else if rest[..offset - start].contains('[') {
            "close the index with `]`, or write the `[` of plain text after `${…}`, with the name in braces"
        } else if rest[..offset - start].contains('(') {
            "close the call with `)`; its arguments are strings, numbers, lists, maps and references, without operators"
        } else {
            "put the name in braces, `${name}`, to end the reference before the text"
        };
        if here.is_some() && text[start..offset].contains('\n') && open_brackets(&text[start..offset]) == 1 {
            return (start, format!("this reference is not closed in its line; {advice}"));
        }
        let place = if here.is_some() { offset } else { start };
        return (place, format!("this reference cannot be read: {found}; {advice}"));
    }
    (offset, format!("this cannot be read as VTL: {found}"))
}

/// Where the directive or reference begins that was being read at `offset`: the last one that nothing closed.
pub(super) fn construct(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    if rest.starts_with("#*") || rest.starts_with("#[[") || matches!(rest, "$" | "#" | "$!") {
        return offset;
    }
    let open = unclosed(text.get(..offset).unwrap_or(text));
    let begins = rest.starts_with(['$', '#']);
    open.filter(|open| !begins || open_brackets(&text[*open..offset]) > 0).unwrap_or(offset)
}

/// The last directive or reference of `head` that nothing in it closed.
fn unclosed(head: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in head.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            '#' if depth == 0 => return Some(at),
            '$' if depth == 0 => {
                // A reference inside a directive's parentheses: the directive is the better place to name.
                let line = head[..at].rfind('#').filter(|hash| {
                    let between = &head[*hash..at];
                    between.matches('(').count() > between.matches(')').count()
                });
                return Some(line.unwrap_or(at));
            }
            _ => {}
        }
    }
    head.rfind(['#', '$'])
}

/// How many brackets `code` opens and does not close.
fn open_brackets(code: &str) -> usize {
    let count = |brackets: [char; 3]| code.matches(brackets).count();
    count(['(', '[', '{']).saturating_sub(count([')', ']', '}']))
}

/// The quote of a string that never closes, which opens in the code `rest` up to where it could be read, or there.
fn unclosed_quote(rest: &str, read: usize) -> Option<char> {
    let mut inside = None;
    for (at, character) in rest.char_indices() {
        match (inside, character) {
            (None, '"' | '\'') if at <= read => inside = Some(character),
            (None, _) if at > read => break,
            (Some(quote), _) if quote == character => inside = None,
            _ => {}
        }
    }
    inside.filter(|_| rest.contains('('))
}
