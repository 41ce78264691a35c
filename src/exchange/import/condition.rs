//! CloudFormation's conditions, as far as literals allow.

use super::intrinsic::Resolver;
use super::node::Node;
use super::notice::Notice;

/// How deep conditions may refer to each other.
const DEEPEST: usize = 50;

impl Resolver<'_> {
    /// Whether the condition of this name holds.
    pub(super) fn condition(
        &self,
        path: &str,
        line: usize,
        name: &str,
        depth: usize,
    ) -> Result<bool, Notice> {
        self.spend(path, line, 1)?;
        let condition = self.template.get("Conditions").and_then(|conditions| conditions.get(name));
        match condition {
            Some(condition) if depth < DEEPEST => self.holds(path, condition, depth + 1),
            Some(_) => Err(self.report.error(line, path, format!("condition `{name}` refers to itself"))),
            None => Err(self.report.error(line, path, format!("`{name}` is no condition of this template"))),
        }
    }

    fn holds(&self, path: &str, node: &Node, depth: usize) -> Result<bool, Notice> {
        let wrong = |message: &str| self.report.error(node.line, path, message);
        let [(function, argument)] = node.members() else {
            return Err(wrong("a condition is `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` or `Condition`"));
        };
        let mut parts = argument.elements().iter().map(|part| self.holds(path, part, depth));
        match function.as_str() {
            "Condition" => self.condition(path, node.line, argument.as_str().unwrap_or_default(), depth),
            "Fn::Equals" => match argument.elements() {
                [left, right] => {
                    Ok(self.resolve(path, left)?.to_json() == self.resolve(path, right)?.to_json())
                }
                _ => Err(wrong("`Fn::Equals` needs two values")),
            },
            "Fn::And" => parts.try_fold(true, |all, part| Ok(part? && all)),
            "Fn::Or" => parts.try_fold(false, |any, part| Ok(part? || any)),
            "Fn::Not" => {
                parts.next().unwrap_or_else(|| Err(wrong("`Fn::Not` needs a condition"))).map(|held| !held)
            }
            _ => Err(wrong("a condition is `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` or `Condition`")),
        }
    }
}
