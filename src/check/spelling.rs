//! "Did you mean": the known name that an unknown one is closest to.

/// The closest of `known` to `name`, if any is close enough to be meant.
pub(super) fn closest<'known>(
    name: &str,
    known: impl IntoIterator<Item = &'known str>,
) -> Option<&'known str> {
    let lower = name.to_ascii_lowercase();
    known
        .into_iter()
        .map(|known| (strsim::jaro_winkler(&lower, &known.to_ascii_lowercase()), known))
        .filter(|(similarity, _)| *similarity > 0.85)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}

/// The advice for an unknown name.
pub(super) fn advice<'known>(
    name: &str,
    known: impl IntoIterator<Item = &'known str> + Clone,
    shown: impl Fn(&str) -> String,
) -> String {
    match closest(name, known.clone()) {
        Some(meant) => format!("did you mean `{}`?", shown(meant)),
        None => {
            let all: Vec<&str> = known.into_iter().collect();
            format!("there are {}", all.join(", "))
        }
    }
}
