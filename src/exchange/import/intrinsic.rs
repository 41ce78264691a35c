//! CloudFormation's intrinsic functions, as far as literals allow.

use std::cell::Cell;

use super::members::scalar_text;
use super::node::{Node, NodeValue};
use super::notice::{Notice, Report};
use crate::exchange::table::Table;

/// Resolves intrinsic functions of one template.
pub(super) struct Resolver<'a> {
    pub(super) report: &'a Report,
    pub(super) template: &'a Node,
    /// Values given for parameters; the others have their defaults.
    pub(super) parameters: &'a Table<String>,
    left: Cell<usize>,
}

/// How much references may put in: a value counts by its characters, a condition as one.
const MOST: usize = 10_000_000;

impl<'a> Resolver<'a> {
    pub(super) fn new(report: &'a Report, template: &'a Node, parameters: &'a Table<String>) -> Resolver<'a> {
        Resolver { report, template, parameters, left: Cell::new(MOST) }
    }

    /// Counts what a reference puts in.
    pub(super) fn spend(&self, path: &str, line: usize, amount: usize) -> Result<(), Notice> {
        let left = self.left.get().checked_sub(amount.saturating_add(1));
        let left = left.ok_or_else(|| {
            self.report.error(line, path, format!("references make more than {MOST} characters"))
        })?;
        self.left.set(left);
        Ok(())
    }
}

/// Members that are never read: what they refer to need not be known.
const UNREAD: [&str; 8] = [
    "Credentials",
    "credentials",
    "AuthorizerId",
    "Tags",
    "Policy",
    "Auth",
    "Role",
    "x-amazon-apigateway-policy",
];

/// The region, account and the like of templates that leave them to the deployment.
const PSEUDO_PARAMETERS: [(&str, &str); 6] = [
    ("AWS::Region", "us-east-1"),
    ("AWS::AccountId", "123456789012"),
    ("AWS::Partition", "aws"),
    ("AWS::URLSuffix", "amazonaws.com"),
    ("AWS::StackName", "stack"),
    ("AWS::StackId", "stack"),
];

impl Resolver<'_> {
    /// `node`, which stands at `path`, with every intrinsic function replaced by its value.
    pub(super) fn resolve(&self, path: &str, node: &Node) -> Result<Node, Notice> {
        let value = match &node.value {
            NodeValue::Scalar(_) => return Ok(node.clone()),
            NodeValue::List(elements) => {
                let resolve = |(index, element)| self.resolve(&format!("{path}[{index}]"), element);
                NodeValue::List(elements.iter().enumerate().map(resolve).collect::<Result<_, _>>()?)
            }
            NodeValue::Object(members) => {
                if let [(name, argument)] = members.as_slice()
                    && (name == "Ref" || name.starts_with("Fn::"))
                {
                    return self.call(path, name, argument);
                }
                let resolve = |(name, member): &(String, Node)| {
                    let unread = UNREAD.contains(&name.as_str());
                    let member = if unread {
                        member.clone()
                    } else {
                        self.resolve(&format!("{path}.{name}"), member)?
                    };
                    Ok((name.clone(), member))
                };
                NodeValue::Object(members.iter().map(resolve).collect::<Result<_, _>>()?)
            }
        };
        Ok(Node { line: node.line, value })
    }

    fn call(&self, path: &str, function: &str, argument: &Node) -> Result<Node, Notice> {
        let value = self.value_of(path, function, argument)?;
        self.spend(path, argument.line, value.characters())?;
        Ok(value)
    }

    fn value_of(&self, path: &str, function: &str, argument: &Node) -> Result<Node, Notice> {
        let line = argument.line;
        let wrong = |message: &str| self.report.error(line, path, format!("`{function}` {message}"));
        match function {
            "Ref" => {
                let name = argument.as_str().ok_or_else(|| wrong("needs a name"))?;
                if name == "AWS::NoValue" {
                    Ok(Node::scalar(line, ()))
                } else {
                    self.reference(path, line, name)
                }
            }
            "Fn::GetAtt" => {
                let parts = match argument.as_str() {
                    Some(text) => {
                        text.split_once('.').map(|(name, attribute)| (name.to_owned(), attribute.to_owned()))
                    }
                    None => match argument.elements() {
                        [name, attribute] => scalar_text(name).zip(scalar_text(attribute)),
                        _ => None,
                    },
                };
                let (name, attribute) = parts.ok_or_else(|| wrong("needs a resource and an attribute"))?;
                Ok(Node::scalar(line, self.attribute(path, line, &name, &attribute)))
            }
            "Fn::Sub" => self.substitute(path, argument),
            "Fn::Join" => {
                let resolved = self.resolve(path, argument)?;
                let [separator, parts] = resolved.elements() else {
                    return Err(wrong("needs a separator and a list"));
                };
                let parts: Vec<String> = parts.elements().iter().filter_map(scalar_text).collect();
                Ok(Node::scalar(line, parts.join(separator.as_str().unwrap_or_default())))
            }
            "Fn::Select" => {
                let resolved = self.resolve(path, argument)?;
                let [index, list] = resolved.elements() else {
                    return Err(wrong("needs an index and a list"));
                };
                let index: Option<usize> = scalar_text(index).and_then(|index| index.parse().ok());
                let chosen = index.and_then(|index| list.elements().get(index));
                chosen.cloned().ok_or_else(|| wrong("finds no such element"))
            }
            "Fn::Split" => {
                let resolved = self.resolve(path, argument)?;
                let [separator, text] = resolved.elements() else {
                    return Err(wrong("needs a separator and text"));
                };
                let (Some(separator), Some(text)) = (separator.as_str(), text.as_str()) else {
                    return Err(wrong("needs a separator and text"));
                };
                let parts = text.split(separator).map(|part| Node::scalar(line, part)).collect();
                Ok(Node { line, value: NodeValue::List(parts) })
            }
            "Fn::If" => {
                let [name, holds, otherwise] = argument.elements() else {
                    return Err(wrong("needs a condition and two values"));
                };
                let held = self.condition(path, line, name.as_str().unwrap_or_default(), 0)?;
                self.resolve(path, if held { holds } else { otherwise })
            }
            "Fn::FindInMap" => {
                let resolved = self.resolve(path, argument)?;
                let mut keys = resolved.elements().iter().filter_map(Node::as_str);
                let mappings = self.template.get("Mappings").ok_or_else(|| wrong("finds no `Mappings`"))?;
                let found = keys.try_fold(mappings, |node, key| node.get(key));
                found.cloned().ok_or_else(|| wrong("finds no such entry in `Mappings`"))
            }
            _ => Err(wrong(
                "is known at deployment only: write its value out, or export the deployed API and use that",
            )),
        }
    }

    fn reference(&self, path: &str, line: usize, name: &str) -> Result<Node, Notice> {
        if let Some((_, value)) = PSEUDO_PARAMETERS.iter().find(|(pseudo, _)| *pseudo == name) {
            return Ok(Node::scalar(line, *value));
        }
        if let Some(value) = self.parameters.get(name) {
            return Ok(Node::scalar(line, value.as_str()));
        }
        if let Some(parameter) = self.template.get("Parameters").and_then(|parameters| parameters.get(name)) {
            let message = format!("parameter `{name}` has no default: give its value");
            return parameter.get("Default").cloned().ok_or_else(|| self.report.error(line, path, message));
        }
        if self.resource(name).is_some() || name.starts_with("Serverless") {
            return Ok(Node::scalar(line, name));
        }
        Err(self.report.error(
            line,
            path,
            format!("`{name}` is neither a parameter nor a resource of this template"),
        ))
    }

    fn resource(&self, name: &str) -> Option<&Node> {
        self.template.get("Resources")?.get(name)
    }

    /// An attribute of a resource: the ARN of a function is made of its name; for what only a deployment knows a
    /// placeholder stands, with a warning.
    fn attribute(&self, path: &str, line: usize, name: &str, attribute: &str) -> String {
        let resource = self.resource(name);
        let kind = resource.and_then(|resource| resource.get("Type")?.as_str()).unwrap_or_default();
        match (kind, attribute) {
            ("AWS::Lambda::Function" | "AWS::Serverless::Function", "Arn") => function_arn(name, resource),
            (_, "RootResourceId") => format!("{name}.RootResourceId"),
            _ => {
                let placeholder = format!("${{{name}.{attribute}}}");
                let message = format!(
                    "`{name}.{attribute}` is known at deployment only: `{placeholder}` stands for it"
                );
                self.report.warn(line, path, message);
                placeholder
            }
        }
    }

    /// `Fn::Sub`: text, or text and the values of its own names.
    fn substitute(&self, path: &str, argument: &Node) -> Result<Node, Notice> {
        let (text, own) = match argument.elements() {
            [text, own] => (text, Some(self.resolve(path, own)?)),
            _ => (argument, None),
        };
        let Some(mut rest) = text.as_str() else {
            return Err(self.report.error(argument.line, path, "`Fn::Sub` needs text"));
        };
        let line = text.line;
        let mut output = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once("${") {
            output.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                return Err(self.report.error(line, path, "`Fn::Sub` has a `${` without its `}`"));
            };
            rest = after;
            let before = output.len();
            let value = own.as_ref().and_then(|own| scalar_text(own.get(name)?));
            match (value, name.strip_prefix('!'), name.split_once('.')) {
                (Some(value), ..) => output.push_str(&value),
                (_, Some(literal), _) => output.extend(["${", literal, "}"]),
                (_, _, Some((resource, attribute))) => {
                    output.push_str(&self.attribute(path, line, resource, attribute))
                }
                _ => output.push_str(&scalar_text(&self.reference(path, line, name)?).unwrap_or_default()),
            }
            self.spend(path, line, output.len() - before)?;
        }
        Ok(Node::scalar(line, output + rest))
    }
}

/// The ARN that a function has under its own name, or under its logical one where CloudFormation makes one up.
pub(super) fn function_arn(logical_name: &str, resource: Option<&Node>) -> String {
    let name = resource.and_then(|resource| resource.get("Properties")?.get("FunctionName")?.as_str());
    format!("arn:aws:lambda:us-east-1:123456789012:function:{}", name.unwrap_or(logical_name))
}
