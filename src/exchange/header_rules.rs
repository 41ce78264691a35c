//! The headers with a will of their own. All tables are recorded (one probe a header, of every integration type).

use super::definition::IntegrationType;

/// Whether templates and parameter mappings cannot see this header of the client's request.
pub(super) fn is_hidden(name: &str) -> bool {
    const HIDDEN: [&str; 12] = [
        "Connection",
        "Content-Length",
        "Content-MD5",
        "Expect",
        "Max-Forwards",
        "Proxy-Authenticate",
        "Server",
        "TE",
        "Transfer-Encoding",
        "Trailer",
        "Upgrade",
        "WWW-Authenticate",
    ];
    listed(&HIDDEN, name)
}

/// Whether an HTTP proxy does not send this header of the client's on, though templates may see it: a body is
/// decoded on its way through.
pub(super) fn is_kept_from_http_proxy(name: &str) -> bool {
    name.eq_ignore_ascii_case("Content-Encoding")
}

/// Whether mapping or overriding this header onto an integration request is a configuration error.
pub(crate) fn is_illegal_on_request(name: &str, integration_type: IntegrationType) -> bool {
    const EVERYWHERE: [&str; 2] = ["Content-Length", "Transfer-Encoding"];
    const AWS: [&str; 5] = ["Authorization", "Connection", "Expect", "Proxy-Authenticate", "TE"];
    match integration_type {
        IntegrationType::Mock => false,
        IntegrationType::Http | IntegrationType::HttpProxy => listed(&EVERYWHERE, name),
        IntegrationType::Aws | IntegrationType::AwsProxy => listed(&EVERYWHERE, name) || listed(&AWS, name),
    }
}

/// Whether a mapped header is lost on the way out to an HTTP backend.
pub(super) fn is_dropped_on_request(name: &str, integration_type: IntegrationType) -> bool {
    const HTTP: [&str; 5] = ["Expect", "Proxy-Authenticate", "TE", "Via", "Connection"];
    matches!(integration_type, IntegrationType::Http | IntegrationType::HttpProxy) && listed(&HTTP, name)
}

/// What becomes of a header that is mapped onto the client's response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ResponseHeader {
    /// It goes out under its name.
    Kept,
    /// It goes out as `x-amzn-Remapped-<name>`.
    Remapped,
    /// It does not go out.
    Dropped,
}

/// The prefix of headers that the gateway keeps for itself.
pub(super) const REMAPPED: &str = "x-amzn-Remapped-";

/// What becomes of the header `name` on the client's response.
pub(super) fn on_response(name: &str, integration_type: IntegrationType) -> ResponseHeader {
    const EVERYWHERE: [&str; 4] = ["Connection", "Content-Length", "Date", "Server"];
    const BEHIND_TEMPLATES: [&str; 10] = [
        "Authorization",
        "Content-MD5",
        "Expect",
        "Host",
        "Max-Forwards",
        "Proxy-Authenticate",
        "Trailer",
        "Upgrade",
        "User-Agent",
        "WWW-Authenticate",
    ];
    let proxied_id =
        integration_type == IntegrationType::HttpProxy && name.eq_ignore_ascii_case("x-amzn-RequestId");
    if name.eq_ignore_ascii_case("Transfer-Encoding") {
        ResponseHeader::Dropped
    } else if listed(&EVERYWHERE, name)
        || proxied_id
        || (matches!(integration_type, IntegrationType::Http | IntegrationType::Aws)
            && listed(&BEHIND_TEMPLATES, name))
    {
        ResponseHeader::Remapped
    } else {
        ResponseHeader::Kept
    }
}

/// How an edge-optimised endpoint spells a header in a Lambda proxy event: a few standard names come in their own
/// spelling whatever the client's was, all others as they were sent (recorded).
pub(super) fn spelled_in_event(name: &str) -> &str {
    const STANDARD: [&str; 6] =
        ["Accept", "Accept-Encoding", "Authorization", "Content-Type", "Host", "User-Agent"];
    STANDARD.iter().find(|standard| standard.eq_ignore_ascii_case(name)).copied().unwrap_or(name)
}

fn listed(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}
