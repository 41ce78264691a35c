//! The pattern of an integration response, compiled when it is first tried.

use std::sync::{Arc, OnceLock};

use crate::java::regex::{Flags, Pattern};

/// A Java regular expression that chooses an integration response (the console's "Lambda Error Regex").
///
/// A text that is no pattern is no error here: the service takes it with the definition, too.
///
/// ```
/// use vtlgate::exchange::SelectionPattern;
/// let pattern = SelectionPattern::from(".*NotFound.*");
/// assert_eq!(pattern.as_str(), ".*NotFound.*");
/// assert_eq!(pattern.matches("NotFound: no pet"), Ok(true));
/// assert_eq!(pattern.matches("NotFound:\nno pet"), Ok(false));
/// ```
#[derive(Debug, Clone)]
pub struct SelectionPattern(Arc<Definition>);

#[derive(Debug)]
struct Definition {
    text: String,
    compiled: OnceLock<Result<Pattern, String>>,
}

impl SelectionPattern {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Whether it matches the whole of `text`.
    ///
    /// # Errors
    /// Where it is no pattern, or takes more steps than a pattern may.
    pub fn matches(&self, text: &str) -> Result<bool, String> {
        let compile = || Pattern::compile(&self.0.text, Flags::NONE).map_err(|error| error.to_string());
        let pattern = self.0.compiled.get_or_init(compile).as_ref().map_err(String::clone)?;
        pattern.is_match_whole(text).map_err(|error| error.to_string())
    }
}

impl From<String> for SelectionPattern {
    fn from(text: String) -> SelectionPattern {
        SelectionPattern(Arc::new(Definition { text, compiled: OnceLock::new() }))
    }
}

impl From<&str> for SelectionPattern {
    fn from(text: &str) -> SelectionPattern {
        text.to_owned().into()
    }
}
