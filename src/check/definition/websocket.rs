//! The templates of WebSocket APIs. They stand under keys that a selection expression comes to, not under media types.

use super::Checker;
use super::method::{joined, member};
use super::templates::{checked, templates_in};
use crate::check::Options;
use crate::exchange::Node;

/// Checks the templates of an integration, of a response of one, or of a list of either; how many integrations these are.
pub(super) fn integrations(path: &str, part: &Node, checker: &mut Checker<'_>) -> usize {
    let Some(items) = part.get("Items") else { return one(path, part, checker) };
    let each = items.elements().iter().enumerate();
    each.map(|(index, item)| one(&joined(path, &format!("Items[{index}]")), item, checker)).sum()
}

fn one(path: &str, node: &Node, checker: &mut Checker<'_>) -> usize {
    let options = Options::clone(checker.options()).websocket(true);
    for kind in ["RequestTemplates", "ResponseTemplates"] {
        for (key, template) in templates_in(node, kind) {
            checked(template, &joined(path, &format!("{kind}.{key}")), &options, checker);
        }
    }
    usize::from(member(node, "IntegrationType").is_some())
}
