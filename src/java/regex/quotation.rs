//! `\Q…\E`: Java removes it before it reads the pattern, escaping what it quotes.

/// The code points of a pattern with every `\Q…\E` replaced by escapes.
///
/// The positions in error messages count in the result, as Java's do.
pub(super) fn without_quotations(pattern: &[u32]) -> Vec<u32> {
    let backslash = u32::from('\\');
    let at = |index: usize| pattern.get(index).copied();
    let mut index = 0;
    while index + 1 < pattern.len() {
        if at(index) != Some(backslash) {
            index += 1;
        } else if at(index + 1) != Some('Q'.into()) {
            index += 2;
        } else {
            break;
        }
    }
    if index + 1 >= pattern.len() {
        return pattern.to_vec();
    }
    let mut result = pattern.get(..index).unwrap_or_default().to_vec();
    index += 2;
    let mut quoting = true;
    let mut just_begun = true;
    while let Some(code) = at(index) {
        index += 1;
        let ascii = char::from_u32(code).filter(char::is_ascii);
        match ascii {
            None => result.push(code),
            Some(letter) if letter.is_ascii_alphabetic() => result.push(code),
            Some(digit) if digit.is_ascii_digit() => {
                // A digit just after the start could prolong an escape before it, so it becomes one itself.
                if just_begun {
                    result.extend(['\\', 'x', '3'].map(u32::from));
                }
                result.push(code);
            }
            Some('\\') if quoting => {
                if at(index) == Some('E'.into()) {
                    index += 1;
                    quoting = false;
                } else {
                    result.extend([backslash, backslash]);
                }
            }
            Some('\\') => {
                if at(index) == Some('Q'.into()) {
                    index += 1;
                    quoting = true;
                    just_begun = true;
                    continue;
                }
                result.push(code);
                if let Some(escaped) = at(index) {
                    result.push(escaped);
                    index += 1;
                }
            }
            Some(_) => {
                if quoting {
                    result.push(backslash);
                }
                result.push(code);
            }
        }
        just_begun = false;
    }
    result
}
