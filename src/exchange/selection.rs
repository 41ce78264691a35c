//! Which integration response an answer selects.

use super::definition::{IntegrationResponse, IntegrationType};

/// The integration response that was selected, if one was, and why.
#[derive(Debug, Clone)]
pub struct Selection<'a> {
    /// The response; `None` where no pattern matched and there is no default.
    pub response: Option<&'a IntegrationResponse>,
    /// Why, in words: ``pattern `.*NotFound.*` matches``, `3 patterns tried, default`.
    pub reason: String,
    /// The patterns that match as well and lost.
    pub also_matching: Vec<&'a str>,
}

/// Tries each pattern, a Java regular expression, against the whole of `text`: the error's message for Lambda, the
/// status code for every other backend. `.` does not match a newline, which is why the documented catch-all is
/// `(\n|.)+`.
///
/// Of several that match the one with the lowest status code wins, which fits everything recorded (404 beat a 500
/// catch-all, 405 beat 502); for MOCK the response whose own status is the backend's comes first.
///
/// ```
/// use vtlgate::exchange::{IntegrationResponse, IntegrationType, select_response};
/// let response = |status, pattern: &str| IntegrationResponse {
///     status_code: status,
///     selection_pattern: Some(pattern.into()),
///     ..IntegrationResponse::default()
/// };
/// let responses = [response(200, ""), response(500, "(\\n|.)+"), response(404, ".*NotFound.*")];
/// let selected = |text| select_response(&responses, text, IntegrationType::Aws);
/// assert_eq!(selected("[NotFound] 42").response.unwrap().status_code, 404);
/// assert_eq!(selected("[NotFound]\n42").response.unwrap().status_code, 500);
/// assert_eq!(selected("").reason, "2 patterns tried, default");
/// ```
pub fn select_response<'a>(
    responses: &'a [IntegrationResponse],
    text: &str,
    integration_type: IntegrationType,
) -> Selection<'a> {
    let mut unreadable = Vec::new();
    let mut matching: Vec<(&IntegrationResponse, &str)> = Vec::new();
    let mut tried = 0_usize;
    for response in responses {
        let (Some(pattern), Some(compiled)) = (response.pattern(), &response.selection_pattern) else {
            continue;
        };
        tried += 1;
        match compiled.matches(text) {
            Ok(true) => matching.push((response, pattern)),
            Ok(false) => {}
            Err(why) => unreadable.push(format!("; pattern `{pattern}` cannot be used: {why}")),
        }
    }
    let own_status = |response: &IntegrationResponse| {
        integration_type == IntegrationType::Mock && response.status_code.to_string() == text
    };
    matching.sort_by_key(|(response, _)| (!own_status(response), response.status_code));

    let default = responses.iter().find(|response| response.pattern().is_none());
    let (response, why) = match (matching.first(), default) {
        (Some((response, pattern)), _) => (Some(*response), format!("pattern `{pattern}` matches")),
        (None, Some(default)) => (Some(default), format!("{} tried, default", counted(tried))),
        (None, None) => (None, format!("{} tried, none matches and there is no default", counted(tried))),
    };
    Selection {
        response,
        reason: why + &unreadable.concat(),
        also_matching: matching.iter().skip(1).map(|(_, pattern)| *pattern).collect(),
    }
}

fn counted(patterns: usize) -> String {
    match patterns {
        1 => "1 pattern".to_owned(),
        count => format!("{count} patterns"),
    }
}
