//! `## vtlgate: allow(code)`: what a template's comments silence.

/// The codes that comments silence, and in which lines.
pub(super) struct Allowed {
    lines: Vec<(u32, String)>,
    everywhere: Vec<String>,
}

impl Allowed {
    /// The comments of a template.
    pub(super) fn of(text: &str) -> Allowed {
        Allowed::in_comments(text, |line| {
            line.find("##").or_else(|| line.find("#*")).and_then(|at| line.get(at + 2..))
        })
    }

    /// The comments of a definition in YAML; those of the templates in it have two marks, and count there.
    pub(super) fn of_definition(text: &str) -> Allowed {
        Allowed::in_comments(text, |line| {
            let (before, comment) = line.split_once("# vtlgate:")?;
            (!before.ends_with('#')).then(|| line.get(line.len() - comment.len() - "vtlgate:".len()..))?
        })
    }

    fn in_comments(text: &str, comment: impl Fn(&str) -> Option<&str>) -> Allowed {
        let mut allowed = Allowed { lines: Vec::new(), everywhere: Vec::new() };
        for (line, text) in (1..).zip(text.lines()) {
            let Some(comment) = comment(text) else { continue };
            let Some((_, rest)) = comment.split_once("vtlgate:") else { continue };
            let rest = rest.trim_start();
            let codes = |open: &str| -> Vec<String> {
                let inside = rest.strip_prefix(open).and_then(|rest| rest.split(')').next());
                inside
                    .into_iter()
                    .flat_map(|codes| codes.split(','))
                    .map(|code| code.trim().to_owned())
                    .collect()
            };
            allowed.lines.extend(codes("allow(").into_iter().map(|code| (line, code)));
            allowed.everywhere.extend(codes("allow-all("));
        }
        allowed
    }

    /// Whether a finding of `code` in `line` is silenced: by a comment in that line or the one before.
    pub(super) fn silences(&self, code: &str, line: u32) -> bool {
        self.everywhere.iter().any(|allowed| allowed == code)
            || self
                .lines
                .iter()
                .any(|(at, allowed)| allowed == code && (*at == line || at.checked_add(1) == Some(line)))
    }
}
