//! How the arguments of a function are told apart.
//!
//! Jayway does it with one pass that counts brackets and double quotes: an argument that starts with `{`, a digit, `-` or
//! a double quote is JSON, one that starts with `$` or `@` is a path, and whatever starts otherwise is overlooked up to
//! the next character that starts one of these. So `concat('a')` has no argument, and `sum([1,2])` has the one `1,2]`.

/// One argument.
pub(super) enum Text {
    Json(String),
    Path(String),
}

#[derive(Clone, Copy)]
enum Kind {
    Json,
    Path,
}

/// The arguments in `text`, which stands between the parentheses of a function; `None` where brackets or quotes are not
/// closed as this way of counting wants it.
pub(super) fn split(text: &str) -> Option<Vec<Text>> {
    let mut arguments = Vec::new();
    let mut current = String::new();
    let mut kind = None;
    let (mut parentheses, mut brackets, mut braces, mut quotes) = (1_i32, 0_i32, 0_i32, 0_i32);
    let mut previous = '\0';
    // The closing parenthesis of the function ends the last argument.
    let mut characters = text.chars().chain([')']).peekable();
    let mut ended = false;
    while let Some(character) = characters.next() {
        if ended {
            return None;
        }
        if kind.is_none() {
            kind = match character {
                ' ' | '\t' | '\r' | '\n' => continue,
                '{' | '"' | '-' | '0'..='9' => Some(Kind::Json),
                '$' | '@' => Some(Kind::Path),
                _ => None,
            };
        }
        match character {
            '"' if previous != '\\' && quotes > 0 => quotes -= 1,
            '"' => quotes += 1,
            '(' => parentheses += 1,
            '{' => braces += 1,
            '[' => brackets += 1,
            '}' if braces == 0 => return None,
            '}' => braces -= 1,
            ']' if brackets == 0 => return None,
            ']' => brackets -= 1,
            ')' | ',' => {
                if character == ')' {
                    parentheses -= 1;
                    if parentheses < 0 || previous == '(' {
                        current.push(character);
                    }
                }
                let outermost = quotes == 0 && braces == 0 && brackets == 0;
                if outermost && (parentheses == 0 && character == ')' || parentheses == 1) {
                    ended = parentheses == 0;
                    match kind.take() {
                        Some(Kind::Json) => arguments.push(Text::Json(std::mem::take(&mut current))),
                        Some(Kind::Path) => arguments.push(Text::Path(std::mem::take(&mut current))),
                        None => {}
                    }
                }
            }
            '\\' if quotes == 1 => {
                if let Some(next @ (',' | '"')) = characters.peek().copied() {
                    current.push(next);
                    characters.next();
                    previous = '\0';
                    continue;
                }
            }
            _ => {}
        }
        if kind.is_some() && !(character == ',' && braces == 0 && brackets == 0 && parentheses == 1) {
            current.push(character);
        }
        previous = character;
    }
    // A quote that is not closed takes the last argument along, and nobody minds.
    (parentheses == 0 && braces == 0 && brackets == 0).then_some(arguments)
}
