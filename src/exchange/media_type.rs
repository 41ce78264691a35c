//! Media types: which one counts, and whether an API calls it binary.

/// The type that stands for a missing `Content-Type` and for most else.
pub(super) const JSON: &str = "application/json";

/// The media type of a `Content-Type`: parameters dropped, in lower case; of none, `application/json` (documented).
pub(super) fn of_content_type(header: Option<&str>) -> String {
    first(header).unwrap_or_else(|| JSON.to_owned())
}

/// The first media type of an `Accept`, its parameters dropped: the others never count (recorded).
pub(super) fn of_accept(header: Option<&str>) -> Option<String> {
    first(header)
}

fn first(header: Option<&str>) -> Option<String> {
    let value = header?.split([',', ';']).next()?.trim();
    (!value.is_empty()).then(|| value.to_ascii_lowercase())
}

/// Whether `media_type` is among an API's `binaryMediaTypes`: exactly, by `type/*`, or because everything is (`*/*`).
/// `*/x` never matches (recorded).
pub(super) fn is_binary(media_type: Option<&str>, binary_media_types: &[String]) -> bool {
    binary_media_types.iter().any(|binary| {
        if binary == "*/*" {
            return true;
        }
        let Some(media_type) = media_type else { return false };
        if binary.starts_with("*/") {
            return false;
        }
        match binary.strip_suffix("/*") {
            Some(kind) => media_type.split('/').next().is_some_and(|found| found.eq_ignore_ascii_case(kind)),
            None => media_type.eq_ignore_ascii_case(binary),
        }
    })
}
