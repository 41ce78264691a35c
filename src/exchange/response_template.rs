//! Which response template an answer is for.

use super::media_type;
use super::table::Table;

/// Chooses by the first media type of the `Accept` header, then `application/json`, then the first template there is;
/// without templates the body passes through. The second value says why.
///
/// ```
/// use vtlgate::exchange::{Table, choose_response_template};
/// let templates = Table::from_iter([("text/html", 1), ("application/json", 2)]);
/// assert_eq!(choose_response_template(&templates, Some("text/html, */*")).0, Some(("text/html", &1)));
/// assert_eq!(choose_response_template(&templates, Some("image/png")).0, Some(("application/json", &2)));
/// ```
pub fn choose_response_template<'a, T>(
    templates: &'a Table<T>,
    accept: Option<&str>,
) -> (Option<(&'a str, &'a T)>, String) {
    let accepted = media_type::of_accept(accept);
    if let Some(found) = accepted.as_deref().and_then(|accepted| templates.get_ignore_case(accepted)) {
        return (Some(found), format!("response template `{}` (by Accept)", found.0));
    }
    let reason = match &accepted {
        Some(accepted) => format!("none is for `{accepted}` of Accept"),
        None => "no Accept was sent".to_owned(),
    };
    if let Some(found) = templates.get_ignore_case(media_type::JSON) {
        return (Some(found), format!("response template `{}`: {reason}", found.0));
    }
    match templates.first() {
        Some(found) => (Some(found), format!("response template `{}`, the first one: {reason}", found.0)),
        None => (None, "there is no response template: the body passes through".to_owned()),
    }
}
