//! The methods of a definition as they are written, in whichever of its forms.

use serde_json::Value;

use crate::exchange::{IntegrationType, Node, NodeValue};

/// As deep definitions are looked into.
const DEEPEST: usize = 100;

/// The integration of a method.
pub(super) struct Method<'node> {
    /// Where it stands.
    pub(super) path: String,
    pub(super) integration: &'node Node,
    pub(super) kind: Option<IntegrationType>,
    pub(super) responses: Vec<Response<'node>>,
    /// The status codes of the method's responses; `None` where the method itself is not there.
    pub(super) method_responses: Option<Vec<Status<'node>>>,
}

/// A status code, and where it stands: the name of a member, or a value.
pub(super) struct Status<'node> {
    pub(super) text: String,
    pub(super) place: Place<'node>,
}

/// What a finding of a definition is about.
#[derive(Clone, Copy)]
pub(super) enum Place<'node> {
    /// The name of this member.
    Name(&'node Node),
    /// This value.
    Value(&'node Node),
}

/// An integration response.
pub(super) struct Response<'node> {
    pub(super) path: String,
    pub(super) node: &'node Node,
    /// Its pattern, unless it is the default.
    pub(super) pattern: Option<(String, Place<'node>)>,
    pub(super) status: Option<Status<'node>>,
}

impl<'node> Response<'node> {
    /// Where it can be pointed at.
    pub(super) fn place(&self) -> Place<'node> {
        match (&self.pattern, &self.status) {
            (Some((_, place)), _) => *place,
            _ if self.node.origin.name.is_some() => Place::Name(self.node),
            (None, Some(status)) => status.place,
            _ => Place::Value(self.node),
        }
    }
}

impl<'node> Method<'node> {
    fn of(path: String, integration: &'node Node, method: Option<&'node Node>) -> Method<'node> {
        let kind = member(integration, "type").and_then(Node::as_str).and_then(IntegrationType::parse);
        Method {
            kind,
            responses: responses(&path, integration),
            method_responses: method.map(method_responses),
            path,
            integration,
        }
    }

    /// Whether the backend is a Lambda function; `None` where the address does not tell.
    pub(super) fn is_lambda(&self) -> Option<bool> {
        match self.kind? {
            IntegrationType::Aws | IntegrationType::AwsProxy => {
                let uri = member(self.integration, "uri").and_then(Node::as_str)?;
                if uri.contains(":lambda:path/") {
                    Some(true)
                } else {
                    (uri.starts_with("arn:") && !uri.starts_with("arn:${")).then_some(false)
                }
            }
            _ => Some(false),
        }
    }
}

/// Every method in `part` of a definition, which stands at `path`.
pub(super) fn methods<'node>(path: &str, part: &'node Node) -> Vec<Method<'node>> {
    let mut methods = Vec::new();
    if is_integration(part) {
        methods.push(Method::of(path.to_owned(), part, None));
    }
    collect(path, part, 0, &mut methods);
    methods
}

fn collect<'node>(path: &str, node: &'node Node, depth: usize, methods: &mut Vec<Method<'node>>) {
    if depth > DEEPEST {
        return;
    }
    for (name, inside) in node.members() {
        let path = joined(path, name);
        let named = matches!(
            name.as_str(),
            "x-amazon-apigateway-integration" | "methodIntegration" | "Integration" | "integration"
        );
        if named && is_integration(inside) {
            methods.push(Method::of(path, inside, Some(node)));
        } else {
            collect(&path, inside, depth + 1, methods);
        }
    }
    for (index, element) in node.elements().iter().enumerate() {
        collect(&format!("{path}[{index}]"), element, depth + 1, methods);
    }
}

/// The path of the member `name` of what stands at `path`.
pub(super) fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn is_integration(node: &Node) -> bool {
    let has = |name| member(node, name).is_some();
    has("type") && ["requestTemplates", "responses", "integrationResponses", "uri"].into_iter().any(has)
        || member(node, "type").and_then(Node::as_str).and_then(IntegrationType::parse).is_some()
}

/// The member `name`, which CloudFormation writes with a capital.
pub(super) fn member<'node>(node: &'node Node, name: &str) -> Option<&'node Node> {
    let same = |known: &str| {
        known.len() == name.len()
            && known.get(1..) == name.get(1..)
            && known
                .get(..1)
                .is_some_and(|first| name.get(..1).is_some_and(|wanted| first.eq_ignore_ascii_case(wanted)))
    };
    node.members().iter().find(|(known, _)| same(known)).map(|(_, member)| member)
}

/// The text of a scalar.
fn text(node: &Node) -> Option<String> {
    match &node.value {
        NodeValue::Scalar(Value::String(text)) => Some(text.clone()),
        NodeValue::Scalar(Value::Null) => None,
        NodeValue::Scalar(other) => Some(other.to_string()),
        _ => None,
    }
}

fn status_of(node: &Node) -> Option<Status<'_>> {
    let node = member(node, "statusCode")?;
    Some(Status { text: text(node)?, place: Place::Value(node) })
}

/// The integration responses: in OpenAPI under their patterns, in the service's JSON under their status codes, in
/// CloudFormation a list.
fn responses<'node>(path: &str, integration: &'node Node) -> Vec<Response<'node>> {
    let mut responses = Vec::new();
    for (pattern, node) in member(integration, "responses").map(Node::members).unwrap_or_default() {
        responses.push(Response {
            path: joined(path, &format!("responses.{pattern}")),
            node,
            pattern: (pattern != "default").then(|| (pattern.clone(), Place::Name(node))),
            status: status_of(node),
        });
    }
    let Some(listed) = member(integration, "integrationResponses") else { return responses };
    let own = |path: String, node: &'node Node| {
        let pattern = member(node, "selectionPattern");
        let pattern = pattern.and_then(|node| Some((text(node)?, Place::Value(node))));
        let pattern = pattern.filter(|(pattern, _)| !pattern.is_empty());
        Response { path, node, pattern, status: status_of(node) }
    };
    for (index, node) in listed.elements().iter().enumerate() {
        responses.push(own(joined(path, &format!("integrationResponses[{index}]")), node));
    }
    for (status, node) in listed.members() {
        let mut response = own(joined(path, &format!("integrationResponses.{status}")), node);
        let by_name = || Status { text: status.clone(), place: Place::Name(node) };
        response.status = response.status.or_else(|| Some(by_name()));
        responses.push(response);
    }
    responses
}

/// The status codes that a method declares.
fn method_responses(method: &Node) -> Vec<Status<'_>> {
    let Some(listed) = member(method, "methodResponses").or_else(|| member(method, "responses")) else {
        return Vec::new();
    };
    let named = listed
        .members()
        .iter()
        .map(|(status, node)| Status { text: status.clone(), place: Place::Name(node) });
    named.chain(listed.elements().iter().filter_map(status_of)).collect()
}
