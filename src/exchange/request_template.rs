//! Which request template a payload is for, and what happens where there is none.

use super::definition::PassthroughBehavior;
use super::media_type;
use super::table::Table;

/// What becomes of a request's payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestTemplateChoice<'a, T> {
    /// The template of this media type makes the body.
    Transform(&'a str, &'a T),
    /// The body goes on as it is.
    PassThrough,
    /// It is refused: 415.
    Refuse,
}

/// Chooses by the `Content-Type` header: its media type's template, then `$default`, then what `behavior` says
/// (AWS: "Method request behavior for payloads without mapping templates"). Without the header it is
/// `application/json`.
///
/// ```
/// use vtlgate::exchange::{PassthroughBehavior, RequestTemplateChoice, Table, choose_request_template};
/// let templates = Table::from_iter([("application/json", "{}")]);
/// let chosen = |content_type| choose_request_template(&templates, content_type, PassthroughBehavior::Never).0;
/// assert_eq!(chosen(None), RequestTemplateChoice::Transform("application/json", &"{}"));
/// assert_eq!(chosen(Some("text/xml")), RequestTemplateChoice::Refuse);
/// ```
pub fn choose_request_template<'a, T>(
    templates: &'a Table<T>,
    content_type: Option<&str>,
    behavior: PassthroughBehavior,
) -> (RequestTemplateChoice<'a, T>, String) {
    let media_type = media_type::of_content_type(content_type);
    let origin = if content_type.is_some() { "by Content-Type" } else { "no Content-Type was sent" };
    if let Some((name, template)) = templates.get_ignore_case(&media_type) {
        let why = format!("request template `{name}` ({origin})");
        return (RequestTemplateChoice::Transform(name, template), why);
    }
    if let Some((name, template)) = templates.get_ignore_case("$default") {
        let why = format!("request template `$default`: none is for `{media_type}` ({origin})");
        return (RequestTemplateChoice::Transform(name, template), why);
    }
    let missing = match templates.len() {
        0 => "there is no request template".to_owned(),
        count => format!("none of {count} request templates is for `{media_type}` ({origin})"),
    };
    let passes = match behavior {
        PassthroughBehavior::WhenNoMatch => true,
        PassthroughBehavior::WhenNoTemplates => templates.is_empty(),
        PassthroughBehavior::Never => false,
    };
    let (choice, verdict) = if passes {
        (RequestTemplateChoice::PassThrough, "the body passes through")
    } else {
        (RequestTemplateChoice::Refuse, "415")
    };
    (choice, format!("{missing}; passthroughBehavior {}: {verdict}", behavior.name()))
}
