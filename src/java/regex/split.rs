//! `Pattern.split`, which is `String.split`.

use super::error::MatchError;
use super::pattern::Pattern;

impl Pattern {
    /// `Pattern.split(CharSequence, int)`.
    ///
    /// A positive limit is the greatest number of parts; with zero there is no limit and trailing empty parts are
    /// dropped; with a negative number there is no limit and they stay. An empty match at the start of the text does
    /// not split off an empty part.
    ///
    /// # Errors
    /// [`MatchError`] when a match would take more steps than the limit allows.
    ///
    /// ```
    /// use vtlgate::java::regex::{Flags, Pattern};
    /// let comma = Pattern::compile(",", Flags::NONE)?;
    /// assert_eq!(comma.split(",a,,", 0)?, ["", "a"]);
    /// assert_eq!(comma.split(",a,,", -1)?, ["", "a", "", ""]);
    /// assert_eq!(comma.split(",a,,", 2)?, ["", "a,,"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn split<'t>(&self, text: &'t str, limit: i32) -> Result<Vec<&'t str>, MatchError> {
        self.split_bounded(text, limit, usize::MAX)
    }

    /// [`Pattern::split`], which stops at more than `longest` parts.
    pub(crate) fn split_bounded<'t>(
        &self,
        text: &'t str,
        limit: i32,
        longest: usize,
    ) -> Result<Vec<&'t str>, MatchError> {
        let most = usize::try_from(limit).ok().filter(|&most| most > 0);
        let mut parts = Vec::new();
        let mut index = 0;
        for captures in self.captures_iter(text) {
            if most.is_some_and(|most| parts.len() + 1 >= most) {
                break;
            }
            let range = captures?.range();
            if index == 0 && range.end == 0 {
                continue;
            }
            parts.push(text.get(index..range.start).unwrap_or_default());
            index = range.end;
            if parts.len() > longest {
                return Ok(parts);
            }
        }
        if index == 0 {
            return Ok(vec![text]);
        }
        parts.push(text.get(index..).unwrap_or_default());
        if limit == 0 {
            let kept = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
            parts.truncate(kept);
        }
        Ok(parts)
    }
}
