//! CloudFormation's intrinsic functions, as far as literals allow.

use std::cell::Cell;
use std::sync::Arc;

use super::branches::Branches;
use super::members::scalar_text;
use super::node::{Node, NodeValue, Piece};
use super::notice::{Notice, Report};
use crate::exchange::table::Table;

/// Resolves intrinsic functions of one template.
pub(super) struct Resolver<'a> {
    pub(super) report: &'a Report,
    pub(super) template: &'a Node,
    /// Values given for parameters; the others have their defaults.
    pub(super) parameters: &'a Table<String>,
    /// The branches of `Fn::If` that a look at the template takes, whatever the conditions are.
    branches: Option<&'a Branches>,
    left: Cell<usize>,
}

/// How much references may put in: a value counts by its characters, a condition as one.
const MOST: usize = 10_000_000;

impl<'a> Resolver<'a> {
    pub(super) fn new(report: &'a Report, template: &'a Node, parameters: &'a Table<String>) -> Resolver<'a> {
        Resolver { report, template, parameters, branches: None, left: Cell::new(MOST) }
    }

    /// One that takes the branches it is told to.
    pub(super) fn taking(self, branches: &'a Branches) -> Resolver<'a> {
        Resolver { branches: Some(branches), ..self }
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
                let resolve = |(index, element)| self.resolve_part(&format!("{path}[{index}]"), element);
                let resolved = elements.iter().enumerate().map(resolve);
                NodeValue::List(resolved.filter_map(Result::transpose).collect::<Result<_, _>>()?)
            }
            NodeValue::Object(members) => {
                if let Some((name, argument)) = function_call(node) {
                    let mut value = self.call(path, name, argument)?;
                    value.origin.start = value.origin.start.or(node.origin.start);
                    value.origin.name = node.origin.name;
                    value.origin.is_name_numeric = node.origin.is_name_numeric;
                    return Ok(value);
                }
                let resolve = |(name, member): &(String, Node)| {
                    let unread = UNREAD.contains(&name.as_str());
                    let member = if unread {
                        Some(member.clone())
                    } else {
                        self.resolve_part(&format!("{path}.{name}"), member)?
                    };
                    Ok(member.map(|member| (name.clone(), member)))
                };
                let resolved = members.iter().map(resolve);
                NodeValue::Object(resolved.filter_map(Result::transpose).collect::<Result<_, _>>()?)
            }
        };
        Ok(Node { line: node.line, origin: node.origin.clone(), value })
    }

    /// An element or a member; none where it comes to `AWS::NoValue`, which removes it.
    fn resolve_part(&self, path: &str, node: &Node) -> Result<Option<Node>, Notice> {
        let value = self.resolve(path, node)?;
        Ok((!value.is_null() || function_call(node).is_none()).then_some(value))
    }

    fn call(&self, path: &str, function: &str, argument: &Node) -> Result<Node, Notice> {
        let value = match self.value_of(path, function, argument) {
            Err(notice) if self.report.is_lenient() => {
                self.report.push(notice);
                Node::scalar(argument.line, format!("${{{function}}}"))
            }
            value => value?,
        };
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
                Ok(joined(line, separator.as_str().unwrap_or_default(), parts.elements()))
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
                Ok(Node::list(line, parts))
            }
            "Fn::If" => {
                let [name, holds, otherwise] = argument.elements() else {
                    return Err(wrong("needs a condition and two values"));
                };
                let name = name.as_str().unwrap_or_default();
                let mut held = self.condition(path, line, name, 0)?;
                if let Some(branches) = self.branches {
                    held = branches.choose(name, held, [holds.origin.start, otherwise.origin.start]);
                }
                self.resolve(path, if held { holds } else { otherwise })
            }
            "Fn::FindInMap" => {
                let resolved = self.resolve(path, argument)?;
                let mut keys = resolved.elements().iter().filter_map(Node::as_str);
                let mappings = self.template.get("Mappings").ok_or_else(|| wrong("finds no `Mappings`"))?;
                let found = keys.try_fold(mappings, |node, key| node.get(key));
                found.cloned().ok_or_else(|| wrong("finds no such entry in `Mappings`"))
            }
            // A check looks at what is written, not at what a deployment adds.
            _ if self.report.is_lenient() => Ok(Node::scalar(line, placeholder(function))),
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
            return match parameter.get("Default") {
                Some(default) => Ok(default.clone()),
                None if self.report.is_lenient() => Ok(Node::scalar(line, format!("${{{name}}}"))),
                None => {
                    let message = format!("parameter `{name}` has no default: give its value");
                    Err(self.report.error(line, path, message))
                }
            };
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
                if !self.report.is_lenient() {
                    let message = format!(
                        "`{name}.{attribute}` is known at deployment only: `{placeholder}` stands for it"
                    );
                    self.report.warn(line, path, message);
                }
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
        let length = rest.len();
        let mut output = String::with_capacity(length);
        let mut pieces = Vec::new();
        while let Some((before, after)) = rest.split_once("${") {
            let from = length - rest.len();
            output.push_str(before);
            pieces.push((before.len(), from, from + before.len()));
            let placeholder = from + before.len();
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
            pieces.push((output.len() - before, placeholder, length - rest.len()));
        }
        pieces.push((rest.len(), length - rest.len(), length));
        let mut node = Node::scalar(line, output + rest);
        if let Some(start) = text.origin.start {
            let source: Arc<str> = Arc::from(text.as_str().unwrap_or_default());
            let piece = |(length, from, until)| Piece { length, source: source.clone(), start, from, until };
            node.origin.pieces = pieces.into_iter().map(piece).collect();
        }
        Ok(node)
    }
}

/// The intrinsic function that `node` calls, and its argument.
fn function_call(node: &Node) -> Option<(&str, &Node)> {
    match node.members() {
        [(name, argument)] if name == "Ref" || name.starts_with("Fn::") => Some((name, argument)),
        _ => None,
    }
}

/// The texts of `parts` in one, which knows where each of them was written.
fn joined(line: usize, separator: &str, parts: &[Node]) -> Node {
    let mut text = String::new();
    let mut pieces = Vec::<Piece>::new();
    let mut is_placed = true;
    let texts = parts.iter().filter_map(|part| Some((part, scalar_text(part)?)));
    for (index, (part, value)) in texts.enumerate() {
        let own = if part.origin.pieces.is_empty() {
            let whole = |start| Piece {
                length: value.len(),
                source: Arc::from(value.as_str()),
                start,
                from: 0,
                until: value.len(),
            };
            part.origin.start.map(whole).into_iter().collect()
        } else {
            part.origin.pieces.clone()
        };
        is_placed &= !own.is_empty();
        if index > 0 {
            text.push_str(separator);
            // A separator stands where the part before it ends.
            if let Some(before) = pieces.last().cloned() {
                pieces.push(Piece { length: separator.len(), from: before.until, ..before });
            }
        }
        text.push_str(&value);
        pieces.extend(own);
    }
    let mut node = Node::scalar(line, text);
    if is_placed {
        node.origin.pieces = pieces;
    }
    node
}

/// The ARN that a function has under its own name, or under its logical one where CloudFormation makes one up.
pub(super) fn function_arn(logical_name: &str, resource: Option<&Node>) -> String {
    let name = resource.and_then(|resource| resource.get("Properties")?.get("FunctionName")?.as_str());
    format!("arn:aws:lambda:us-east-1:123456789012:function:{}", name.unwrap_or(logical_name))
}

/// What stands in a look at a definition for what the function gives.
fn placeholder(function: &str) -> String {
    format!("${{{function}}}")
}

/// Whether the node stands for what a function gives at deployment only.
pub(super) fn is_placeholder(node: &Node) -> bool {
    node.as_str().is_some_and(|text| text.starts_with("${Fn::") && text.ends_with('}'))
}
