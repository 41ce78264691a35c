//! What happened and why: the lines of a test invocation's log, and the reason of each decision between them.

use super::facts::Facts;

/// The story of one exchange, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace(Vec<TraceEntry>);

/// One entry of a [`Trace`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceEntry {
    /// A line of the execution log, in the service's own words, without its date.
    Log(String),
    /// Why something was decided so, in ours: which template, which response.
    Reason(String),
}

/// Header lists longer than this are cut in the log (recorded).
const LONGEST_LIST: usize = 998;

impl Trace {
    pub(super) fn log(&mut self, line: impl Into<String>) {
        self.0.push(TraceEntry::Log(line.into()));
    }

    pub(super) fn reason(&mut self, why: impl Into<String>) {
        self.0.push(TraceEntry::Reason(why.into()));
    }

    /// The entries, in order.
    pub fn entries(&self) -> &[TraceEntry] {
        &self.0
    }

    /// The reasons alone.
    pub fn reasons(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|entry| match entry {
            TraceEntry::Reason(why) => Some(why.as_str()),
            TraceEntry::Log(_) => None,
        })
    }

    /// The execution log as `aws apigateway test-invoke-method` returns it: the first line names the request, every
    /// other one begins with the date.
    pub fn execution_log(&self, facts: &Facts) -> String {
        let mut log = format!("Execution log for request {}\n", facts.request_id);
        for entry in &self.0 {
            if let TraceEntry::Log(line) = entry {
                log.extend([facts.log_time.as_str(), " : ", line, "\n"]);
            }
        }
        log
    }
}

/// `{name=value, name=value}`: how Java prints a map, cut where the log cuts it.
pub(super) fn java_map<N: AsRef<str>, V: AsRef<str>>(entries: impl IntoIterator<Item = (N, V)>) -> String {
    let entries: Vec<String> =
        entries.into_iter().map(|(name, value)| format!("{}={}", name.as_ref(), value.as_ref())).collect();
    let list = format!("{{{}}}", entries.join(", "));
    match list.char_indices().nth(LONGEST_LIST) {
        Some((end, _)) => format!("{} [TRUNCATED]", list.get(..end).unwrap_or_default()),
        None => list,
    }
}
