//! A Lambda function's outcome, seen from the gateway.

use serde_json::Value;

use super::message::{BackendResponse, FUNCTION_ERROR};

/// The text that patterns are tried against (the "Lambda Error Regex"): a failure's `errorMessage`, and of a success
/// nothing. Nothing else of a failure counts: not its type, not its trace.
///
/// The failure's shape is the runtime's: `{errorMessage, errorType, trace}` of Node, `stackTrace` and `requestId` of
/// Python, `cause` nested by Java. A failure without a message has an empty text.
///
/// ```
/// use vtlgate::exchange::{BackendResponse, lambda_error_text};
/// let failure = r#"{"errorMessage":"[NotFound] no pet 42","errorType":"Error","stackTrace":[]}"#;
/// assert_eq!(lambda_error_text(&BackendResponse::lambda_failure(failure)), "[NotFound] no pet 42");
/// assert_eq!(lambda_error_text(&BackendResponse::lambda_success(failure)), "");
/// ```
pub fn lambda_error_text(response: &BackendResponse) -> String {
    if !response.headers.contains(FUNCTION_ERROR) {
        return String::new();
    }
    let payload: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    match payload.get("errorMessage") {
        Some(Value::String(message)) => message.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}
