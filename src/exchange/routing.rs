//! Which method a request is for, and the path parameters it brings.

use super::definition::{Method, RestApi};
use super::table::Table;

/// The method for `verb` and `path`, and the values of its path parameters, still percent-encoded as the service hands
/// them on (recorded).
///
/// Of several resources that fit the one that is literal for longer wins, then `{name}`, then `{name+}`; a resource
/// without the verb leaves the request to a less literal one (recorded: OPTIONS of a hard-coded path whose methods
/// lack it goes to its `{proxy+}` sibling). Slashes at both ends do not count, those inside do.
///
/// ```
/// use vtlgate::exchange::{Method, RestApi, route};
/// let method = |verb: &str, path: &str| Method {
///     http_method: verb.into(),
///     resource_path: path.into(),
///     ..Method::default()
/// };
/// let methods = vec![method("ANY", "/{proxy+}"), method("GET", "/pets/{id}")];
/// let api = RestApi { methods, ..RestApi::default() };
/// let (method, parameters) = route(&api, "GET", "/pets/42").unwrap();
/// assert_eq!(method.resource_path, "/pets/{id}");
/// assert_eq!(parameters.get("id").unwrap(), "42");
/// assert_eq!(route(&api, "POST", "/pets/42").unwrap().0.resource_path, "/{proxy+}");
/// ```
pub fn route<'a>(api: &'a RestApi, verb: &str, path: &str) -> Option<(&'a Method, Table<String>)> {
    api.methods
        .iter()
        .filter(|method| method.http_method == verb || method.http_method == "ANY")
        .filter_map(|method| {
            let (ranks, parameters) = matching(&method.resource_path, path)?;
            Some(((ranks, method.http_method == verb), method, parameters))
        })
        .max_by(|(left, ..), (right, ..)| left.cmp(right))
        .map(|(_, method, parameters)| (method, parameters))
}

/// How literal each segment of a resource's path is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Rest,
    Parameter,
    Literal,
}

/// Whether `path` fits the resource, how literally, and with which parameters.
fn matching(resource_path: &str, path: &str) -> Option<(Vec<Rank>, Table<String>)> {
    let mut remaining = path.trim_matches('/');
    let mut ranks = Vec::new();
    let mut parameters = Table::new();
    let template = resource_path.trim_matches('/');
    for segment in template.split('/').filter(|segment| !segment.is_empty()) {
        if remaining.is_empty() {
            return None;
        }
        if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix("+}")) {
            parameters.insert(name, remaining.to_owned());
            ranks.push(Rank::Rest);
            remaining = "";
            continue;
        }
        let (first, rest) = remaining.split_once('/').unwrap_or((remaining, ""));
        if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            parameters.insert(name, first.to_owned());
            ranks.push(Rank::Parameter);
        } else if segment == first {
            ranks.push(Rank::Literal);
        } else {
            return None;
        }
        remaining = rest;
    }
    remaining.is_empty().then_some((ranks, parameters))
}

/// The path parameters that `path` has under `resource_path`; none where it does not fit (recorded of test
/// invocations, which let any path through).
pub(super) fn path_parameters(resource_path: &str, path: &str) -> Table<String> {
    matching(resource_path, path).map(|(_, parameters)| parameters).unwrap_or_default()
}
