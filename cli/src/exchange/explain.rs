//! Telling a person how an answer came about.

use vtlgate::exchange::{Answer, Facts, RestApi, TraceEntry, route};

use crate::limits::in_words;

/// How many routes a message names.
const ROUTES: usize = 20;

/// The execution log, with the reason of each decision where it was made.
pub(crate) fn trace(answer: &Answer, facts: &Facts) -> String {
    let mut text = format!("Execution log for request {}\n", facts.request_id);
    for entry in answer.trace.entries() {
        match entry {
            TraceEntry::Log(line) => text.extend([facts.log_time.as_str(), " : ", &in_words(line), "\n"]),
            TraceEntry::Reason(why) => text.extend(["  because: ", &in_words(why), "\n"]),
        }
    }
    text
}

/// Why the gateway answered on its own account, if it did: its client is told next to nothing.
pub(crate) fn why(api: &RestApi, method: &str, path: &str, answer: &Answer) -> Option<String> {
    let reasons: Vec<&str> = answer.trace.reasons().collect();
    let (refusal, before) = reasons.split_last().filter(|(last, _)| last.starts_with("gateway response "))?;
    if route(api, method, path).is_none() {
        return Some(format!("no method fits {method} {path}; {}", routes(api)));
    }
    let log = answer.trace.entries().iter().rev().find_map(|entry| match entry {
        TraceEntry::Log(line) if line.starts_with("Execution failed") => Some(line.as_str()),
        _ => None,
    });
    // What precedes a failure of the call itself is no reason of it.
    let cause = before.last().copied().filter(|_| !refusal.starts_with("gateway response INTEGRATION_"));
    let parts: Vec<&str> = [Some(*refusal), log, cause].into_iter().flatten().collect();
    Some(in_words(&parts.join("; ")))
}

fn routes(api: &RestApi) -> String {
    if api.methods.is_empty() {
        return "the definition has no methods".to_owned();
    }
    let named = api.methods.iter().take(ROUTES);
    let names: Vec<String> =
        named.map(|method| format!("{} {}", method.http_method, method.resource_path)).collect();
    let more = match api.methods.len().saturating_sub(ROUTES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("the API has {}{more}", names.join(", "))
}
