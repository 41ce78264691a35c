//! `java.lang.Boolean`.

/// `Boolean.parseBoolean(String)`: whether the text is "true", in whatever case; no other text is true.
///
/// ```
/// assert!(vtlgate::java::number::parse_boolean("True"));
/// ```
pub fn parse_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}
