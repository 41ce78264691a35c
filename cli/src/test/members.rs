//! Taking a tree apart into what it should be, with errors that help.

use super::tree::{Name, Node, Place, Value, Wrong};

/// The members of an object, taken one by one.
pub(super) struct Members {
    pub(super) place: Place,
    members: Vec<(Name, Node)>,
}

impl Members {
    /// The members of `node`, which is `what`; of others than the `known` ones it has none.
    pub(super) fn of(node: Node, what: &str, known: &[&str]) -> Result<Members, Wrong> {
        let kind = node.kind();
        let Value::Object(members) = node.value else {
            let wrong = Wrong::new(node.place, format!("{what} is an object, and this is {kind}"));
            return Err(wrong.next(format!("its members are {}", list(known))));
        };
        match members.iter().find(|(name, _)| !known.contains(&name.text.as_str())) {
            Some((name, _)) => Err(unknown(name.place, &name.text, what, known)),
            None => Ok(Members { place: node.place, members }),
        }
    }

    /// Takes a member.
    pub(super) fn take(&mut self, name: &str) -> Option<Node> {
        let index = self.members.iter().position(|(known, _)| known.text == name)?;
        Some(self.members.swap_remove(index).1)
    }

    /// Takes a member that is a text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Wrong> {
        self.take(name).map(|node| text(node, &format!("`{name}`"))).transpose()
    }

    /// Takes a member that is a whole number from `least` on.
    pub(super) fn number(&mut self, name: &str, least: u32) -> Result<Option<u32>, Wrong> {
        let Some(node) = self.take(name) else { return Ok(None) };
        let number = match &node.value {
            Value::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
            _ => None,
        };
        let wrong = || {
            let wrong = Wrong::new(node.place, format!("`{name}` is a whole number from {least} on"));
            match &node.value {
                Value::Text(text) if text.parse::<u32>().is_ok() => wrong.next("leave the quotes out"),
                _ => wrong,
            }
        };
        number.filter(|number| *number >= least).map(Some).ok_or_else(wrong)
    }
}

/// The text that `node` is.
pub(super) fn text(node: Node, what: &str) -> Result<String, Wrong> {
    let kind = node.kind();
    match node.value {
        Value::Text(text) => Ok(text),
        _ => {
            let wrong = Wrong::new(node.place, format!("{what} is a text, and this is {kind}"));
            Err(wrong.next("quote it"))
        }
    }
}

/// Text, or a number or boolean as its text.
pub(super) fn scalar(node: Node, what: &str) -> Result<String, Wrong> {
    match &node.value {
        Value::Number(number) => Ok(number.to_string()),
        Value::Boolean(value) => Ok(value.to_string()),
        _ => text(node, what),
    }
}

/// The names and values of an object that may have any.
pub(super) fn entries(node: Node, what: &str) -> Result<Vec<(Name, Node)>, Wrong> {
    let kind = node.kind();
    match node.value {
        Value::Object(members) => Ok(members),
        _ => Err(Wrong::new(node.place, format!("{what} is an object, and this is {kind}"))),
    }
}

/// There is no member with that name.
pub(super) fn unknown(place: Place, name: &str, what: &str, known: &[&str]) -> Wrong {
    let wrong = Wrong::new(place, format!("{what} has no member `{name}`"));
    match nearest(name, known) {
        Some(nearest) => wrong.next(format!("did you mean `{nearest}`?")),
        None => wrong.next(format!("its members are {}", list(known))),
    }
}

/// The one of `known` that `name` is likely meant to be.
pub(crate) fn nearest<'known>(name: &str, known: &[&'known str]) -> Option<&'known str> {
    let plain = |text: &str| text.to_ascii_lowercase().replace(['-', '_'], "");
    let name = plain(name);
    let rated = known.iter().map(|known| (strsim::jaro_winkler(&name, &plain(known)), *known));
    rated
        .filter(|(rate, _)| *rate > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}

/// Names in a sentence.
pub(super) fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
