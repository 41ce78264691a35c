//! Recorded cases that cannot be compared, each with the reason: a fact about the recording.

/// Id of the case, reason.
pub(crate) const GAPS: &[(&str, &str)] = &[];
