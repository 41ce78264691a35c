//! Status codes: texts of three digits, declared by the method.

use super::Checker;
use super::method::{Method, Place, Status};
use crate::exchange::Node;

/// As the service's API declares the type of a status code: `[1-5]\d\d`.
fn is_status(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'])
}

/// The status codes of a method and of its integration.
pub(super) fn codes(method: &Method<'_>, checker: &mut Checker<'_>) {
    let declared = method.method_responses.as_deref().unwrap_or_default();
    for status in declared.iter().filter(|status| status.text != "default") {
        written(&method.path, status, checker);
    }
    for response in &method.responses {
        let Some(status) = &response.status else {
            checker.add(
                "status-code",
                &response.path,
                response.place(),
                "this integration response has no status code",
                "add `statusCode`, such as \"200\"",
            );
            continue;
        };
        if !written(&response.path, status, checker) {
            continue;
        }
        // A proxy's responses are not used, and old exports have them.
        let is_proxy = method.kind.is_some_and(|kind| kind.is_proxy());
        let known = |declared: &[Status<'_>]| declared.iter().any(|known| known.text == status.text);
        if !is_proxy && method.method_responses.as_deref().is_some_and(|declared| !known(declared)) {
            let message =
                format!("the method declares no response {}, so the definition is refused", status.text);
            let help = format!("add {} to the responses of the method", status.text);
            checker.add("method-response", &response.path, status.place, message, help);
        }
    }
}

fn written(path: &str, status: &Status<'_>, checker: &mut Checker<'_>) -> bool {
    if is_status(&status.text) {
        return true;
    }
    // What only a deployment knows.
    if !status.text.contains("${") {
        let message = format!("`{}` is no status code: it takes three digits, 100 to 599", status.text);
        checker.add("status-code", path, status.place, message, "write one, such as \"200\"");
    }
    false
}

/// CloudFormation refuses names that are numbers (a template format error: map keys must be strings).
pub(super) fn numeric_names(path: &str, node: &Node, depth: usize, checker: &mut Checker<'_>) {
    if depth > 100 {
        return;
    }
    for (name, member) in node.members() {
        let path = format!("{path}.{name}");
        if member.origin.is_name_numeric {
            let message = format!("CloudFormation refuses the number `{name}` as a name: names are texts");
            checker.add("status-code", &path, Place::Name(member), message, format!("write `\"{name}\"`"));
        }
        numeric_names(&path, member, depth + 1, checker);
    }
    for (index, element) in node.elements().iter().enumerate() {
        numeric_names(&format!("{path}[{index}]"), element, depth + 1, checker);
    }
}
