//! Recorded cases that cannot be compared, each with the reason: a fact about the recording.

/// Id of the case, reason.
pub(super) const GAPS: &[(&str, &str)] = &[];
