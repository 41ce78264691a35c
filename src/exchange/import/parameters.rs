//! Values given for the parameters of a CloudFormation template, held against what it declares.

use super::ImportOptions;
use super::members::scalar_text;
use super::node::Node;
use super::notice::{Notice, Report};

/// Refuses a value of a parameter that the template does not have, or does not allow, as CloudFormation does.
pub(super) fn check(report: &Report, template: &Node, options: &ImportOptions) -> Result<(), Notice> {
    let declared = template.get("Parameters").map(Node::members).unwrap_or_default();
    for (name, value) in options.parameters.iter() {
        let Some((_, parameter)) = declared.iter().find(|(known, _)| known == name) else {
            let known: Vec<&str> = declared.iter().map(|(known, _)| known.as_str()).collect();
            let line = template.get("Parameters").map_or(1, |parameters| parameters.line);
            let message = match known.is_empty() {
                true => format!("has no parameter `{name}`, and no other: leave it out"),
                false => format!("has no parameter `{name}`: there are {}", known.join(", ")),
            };
            return Err(report.error(line, "Parameters", message));
        };
        let Some(allowed) = parameter.get("AllowedValues") else { continue };
        let allowed: Vec<String> = allowed.elements().iter().filter_map(scalar_text).collect();
        if !allowed.contains(value) {
            let message = format!("does not allow `{value}`: there are {}", allowed.join(", "));
            return Err(report.error(parameter.line, &format!("Parameters.{name}"), message));
        }
    }
    Ok(())
}

/// Tells of options for a definition that has no parameters and is one API.
pub(super) fn tell_unused(report: &Report, options: &ImportOptions) {
    if let Some(name) = &options.api {
        report.warn(1, "", format!("is one API, so that the name `{name}` chooses none"));
    }
    for (name, _) in options.parameters.iter() {
        report.warn(1, "", format!("is no CloudFormation template, and has no parameter `{name}`"));
    }
}
