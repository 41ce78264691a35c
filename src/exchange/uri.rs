//! The backend's address: stage variables and path parameters put in, ARNs of AWS services turned to addresses.

use super::query::Query;
use super::table::Table;

/// The address and its query, or nothing where no address comes of it: `Invalid endpoint address` (recorded of a host
/// that is an undefined stage variable).
///
/// A missing stage variable is empty. `{name}` takes what is mapped to `integration.request.path.name`; a path
/// parameter of the resource is not put in by itself (recorded).
pub(super) fn resolve(
    uri: &str,
    path: &Table<String>,
    stage_variables: &Table<String>,
) -> Option<(String, Query)> {
    let uri = replaced(uri, "${stageVariables.", |name| {
        Some(stage_variables.get(name).cloned().unwrap_or_default())
    });
    let uri = replaced(&uri, "{", |name| path.get(name).cloned());
    let address = if uri.starts_with("arn:") { service_address(&uri)? } else { uri };
    let (address, query) = address.split_once('?').unwrap_or((&address, ""));
    let (scheme, rest) = address.split_once("://")?;
    let (host, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
    if host.is_empty() || !matches!(scheme, "http" | "https") {
        return None;
    }
    // A stage variable that ends with the slash the URI goes on with reached the backend as one slash (recorded).
    let path = path.map(|path| format!("/{}", path.trim_start_matches('/'))).unwrap_or_default();
    Some((format!("{scheme}://{host}{path}"), Query::parse(query)))
}

/// `uri` with every `<opening>name}` replaced by what `value` says of the name; what it does not know stays.
fn replaced(uri: &str, opening: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut output = String::with_capacity(uri.len());
    let mut rest = uri;
    while let Some((before, after)) = rest.split_once(opening) {
        output.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((value(name)?, after))) {
            Some((value, after)) => {
                output.push_str(&value);
                rest = after;
            }
            None => {
                output.push_str(opening);
                rest = after;
            }
        }
    }
    output + rest
}

/// The address of `arn:aws:apigateway:<region>:[<subdomain>.]<service>:{path|action}/<what>` (AWS: "Integration",
/// member `uri`).
fn service_address(arn: &str) -> Option<String> {
    let mut parts = arn.splitn(6, ':');
    let (_arn, _partition, gateway) = (parts.next()?, parts.next()?, parts.next()?);
    let (region, service, call) = (parts.next()?, parts.next()?, parts.next()?);
    let host = match service.rsplit_once('.') {
        Some((subdomain, service)) => format!("{subdomain}.{service}.{region}"),
        None => format!("{service}.{region}"),
    };
    let (kind, what) = call.split_once('/')?;
    match kind {
        _ if gateway != "apigateway" => None,
        "path" => Some(format!("https://{host}.amazonaws.com/{what}")),
        "action" => Some(format!("https://{host}.amazonaws.com/?Action={what}")),
        _ => None,
    }
}
