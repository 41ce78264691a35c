//! `Matcher.replaceAll` and `replaceFirst`, with the references a replacement string may hold.

use super::error::{ReplaceError, ReplacementException};
use super::pattern::{Captures, Pattern};

impl Pattern {
    /// `Matcher.replaceAll(String)`.
    ///
    /// In the replacement `$1` and `${name}` stand for groups and a backslash makes the next character literal.
    ///
    /// # Errors
    /// [`ReplaceError::Replacement`] with Java's exception for a malformed replacement, which like Java's comes only
    /// if there is a match; [`ReplaceError::Match`] when the step limit is exceeded.
    ///
    /// ```
    /// use vtlgate::java::regex::{Flags, Pattern};
    /// assert_eq!(Pattern::compile("a(.)", Flags::NONE)?.replace_all("abac", r"$1\$")?, "b$c$");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replace_all(&self, text: &str, replacement: &str) -> Result<String, ReplaceError> {
        self.replace(text, replacement, usize::MAX, usize::MAX)
    }

    /// `Matcher.replaceFirst(String)`.
    ///
    /// # Errors
    /// Those of [`Pattern::replace_all`].
    ///
    /// ```
    /// use vtlgate::java::regex::{Flags, Pattern};
    /// assert_eq!(Pattern::compile("a", Flags::NONE)?.replace_first("aa", "b")?, "ba");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replace_first(&self, text: &str, replacement: &str) -> Result<String, ReplaceError> {
        self.replace(text, replacement, 1, usize::MAX)
    }

    /// [`Pattern::replace_all`], or the first `times` of it, with a limit of the result's length.
    ///
    /// # Errors
    /// Those of [`Pattern::replace_all`]; [`ReplaceError::TooLong`] where the result would have more than
    /// `maximum_length` bytes.
    pub fn replace(
        &self,
        text: &str,
        replacement: &str,
        times: usize,
        maximum_length: usize,
    ) -> Result<String, ReplaceError> {
        self.replace_counting(text, replacement, times, maximum_length, &mut 0)
    }

    /// [`Pattern::replace`], which counts its matches.
    pub(crate) fn replace_counting(
        &self,
        text: &str,
        replacement: &str,
        times: usize,
        maximum_length: usize,
        matches: &mut usize,
    ) -> Result<String, ReplaceError> {
        let mut result = String::with_capacity(text.len());
        let mut copied = 0;
        for captures in self.captures_iter(text).take(times) {
            let captures = captures?;
            *matches += 1;
            let range = captures.range();
            result.push_str(text.get(copied..range.start).unwrap_or_default());
            self.expand(text, &captures, replacement, &mut result, maximum_length)?;
            copied = range.end;
        }
        result.push_str(text.get(copied..).unwrap_or_default());
        check_length(&result, maximum_length)?;
        Ok(result)
    }

    /// `Matcher.appendReplacement`: the replacement with its references resolved.
    fn expand(
        &self,
        text: &str,
        captures: &Captures,
        replacement: &str,
        result: &mut String,
        maximum_length: usize,
    ) -> Result<(), ReplaceError> {
        let mut rest = replacement;
        while let Some(special) = rest.find(['\\', '$']) {
            let (plain, from_special) = rest.split_at(special);
            result.push_str(plain);
            let escaping = from_special.starts_with('\\');
            rest = from_special.get(1..).unwrap_or_default();
            if escaping {
                let mut letters = rest.chars();
                result.push(letters.next().ok_or_else(|| illegal("character to be escaped is missing"))?);
                rest = letters.as_str();
            } else {
                let (group, after) = self.reference(rest)?;
                if let Some(range) = captures.group(group) {
                    result.push_str(text.get(range).unwrap_or_default());
                }
                check_length(result, maximum_length)?;
                rest = after;
            }
        }
        result.push_str(rest);
        check_length(result, maximum_length)
    }

    /// The group a reference names, and what follows the reference; `rest` starts after the dollar sign.
    fn reference<'r>(&self, rest: &'r str) -> Result<(usize, &'r str), ReplacementException> {
        if let Some(named) = rest.strip_prefix('{') {
            return self.named_reference(named);
        }
        let mut letters = rest.chars();
        let first =
            letters.next().ok_or_else(|| illegal("Illegal group reference: group index is missing"))?;
        let mut group = decimal(first).ok_or_else(|| illegal("Illegal group reference"))?;
        let mut after = letters.as_str();
        if group > self.group_count() {
            let message = format!("No group {group}");
            return Err(ReplacementException { class: "java.lang.IndexOutOfBoundsException", message });
        }
        // As many digits as still name a group.
        while let Some(digit) = letters.next().and_then(decimal) {
            let longer = group * 10 + digit;
            if longer > self.group_count() {
                break;
            }
            group = longer;
            after = letters.as_str();
        }
        Ok((group, after))
    }

    /// `rest` starts after `${`.
    fn named_reference<'r>(&self, rest: &'r str) -> Result<(usize, &'r str), ReplacementException> {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            return Err(illegal("named capturing group has 0 length name"));
        }
        let after = after
            .strip_prefix('}')
            .ok_or_else(|| illegal("named capturing group is missing trailing '}'"))?;
        if name.starts_with(|letter: char| letter.is_ascii_digit()) {
            return Err(illegal(format!("capturing group name {{{name}}} starts with digit character")));
        }
        match self.group_named(name) {
            Some(group) => Ok((group, after)),
            None => Err(illegal(format!("No group with name {{{name}}}"))),
        }
    }
}

fn check_length(result: &str, maximum_length: usize) -> Result<(), ReplaceError> {
    if result.len() > maximum_length { Err(ReplaceError::TooLong { maximum_length }) } else { Ok(()) }
}

fn decimal(letter: char) -> Option<usize> {
    letter.to_digit(10).and_then(|digit| usize::try_from(digit).ok())
}

fn illegal(message: impl Into<String>) -> ReplacementException {
    ReplacementException { class: "java.lang.IllegalArgumentException", message: message.into() }
}
