//! The members of one object, read one by one; those nobody read are warned about.

use std::cell::Cell;
use std::collections::HashSet;

use super::intrinsic;
use super::node::{Node, NodeValue};
use super::notice::{Notice, Report};
use crate::exchange::table::Table;
use serde_json::Value;

/// Of what a deployment puts in where an object should be.
pub(super) const NOT_LOOKED_AT: &str = "is known at deployment only: it is not looked at";

/// An object being read.
///
/// Names are compared without the case of their first letter: CloudFormation writes `HttpMethod` what the service and
/// OpenAPI write `httpMethod`.
pub(super) struct Members<'a> {
    report: &'a Report,
    path: String,
    line: usize,
    entries: Vec<(&'a str, &'a Node, Cell<bool>)>,
}

impl<'a> Members<'a> {
    /// The members of `node`, which stands at `path` and must be an object.
    pub(super) fn of(
        report: &'a Report,
        path: impl Into<String>,
        node: &'a Node,
    ) -> Result<Members<'a>, Notice> {
        let path = path.into();
        let members = match &node.value {
            NodeValue::Object(members) => members.as_slice(),
            // As `AWS::Include` puts one in.
            NodeValue::Scalar(_) if report.is_lenient() && intrinsic::is_placeholder(node) => {
                report.warn(node.line, &path, NOT_LOOKED_AT);
                &[]
            }
            _ => return Err(report.error(node.line, &path, "must be an object")),
        };
        let entries =
            members.iter().map(|(name, member)| (name.as_str(), member, Cell::new(false))).collect();
        Ok(Members { report, path, line: node.line, entries })
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// The dotted path of the member `name`.
    pub(super) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// The member, unless it is missing or null.
    pub(super) fn get(&self, name: &str) -> Option<&'a Node> {
        let (_, member, read) = self.entries.iter().find(|(known, ..)| same_name(known, name))?;
        read.set(true);
        (!member.is_null()).then_some(*member)
    }

    /// The member as text; numbers and booleans are taken at their face value, as YAML authors leave quotes out.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Notice> {
        let Some(member) = self.get(name) else { return Ok(None) };
        scalar_text(member).map(Some).ok_or_else(|| self.error(name, member, "must be text"))
    }

    /// The member as a boolean, which may be in quotes.
    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, Notice> {
        let Some(member) = self.get(name) else { return Ok(None) };
        boolean(member).map(Some).ok_or_else(|| self.error(name, member, "must be true or false"))
    }

    /// The member as a status code, which may be in quotes.
    pub(super) fn status(&self, name: &str) -> Result<Option<u16>, Notice> {
        let Some(member) = self.get(name) else { return Ok(None) };
        let status = scalar_text(member).and_then(|text| text.parse().ok());
        status.map(Some).ok_or_else(|| self.error(name, member, "must be a status code such as 200"))
    }

    /// The member as names and texts; entries that are null are left out, as the service stores an empty template.
    pub(super) fn texts(&self, name: &str) -> Result<Table<String>, Notice> {
        self.table(name, "must be text", scalar_text)
    }

    /// The member as names and booleans.
    pub(super) fn booleans(&self, name: &str) -> Result<Table<bool>, Notice> {
        self.table(name, "must be true or false", boolean)
    }

    fn table<T>(
        &self,
        name: &str,
        demand: &str,
        read: impl Fn(&Node) -> Option<T>,
    ) -> Result<Table<T>, Notice> {
        let Some(member) = self.get(name) else { return Ok(Table::new()) };
        let NodeValue::Object(entries) = &member.value else {
            return Err(self.error(name, member, "must be an object"));
        };
        entries
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| {
                let entry = format!("{name}.{key}");
                read(value).map(|value| (key.clone(), value)).ok_or_else(|| self.error(&entry, value, demand))
            })
            .collect::<Result<Vec<_>, _>>()
            .map(Table::from_iter)
    }

    /// The member read by `parse`, which knows the `allowed` names.
    pub(super) fn named<T>(
        &self,
        name: &str,
        allowed: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Notice> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let line = self.get(name).map_or(self.line, |member| member.line);
        let message = || format!("`{text}` is not known: write one of {allowed}");
        parse(&text).map(Some).ok_or_else(|| self.report.error(line, &self.path_of(name), message()))
    }

    /// Marks members as understood that do not matter here.
    pub(super) fn ignore(&self, names: &[&str]) {
        for (known, _, read) in &self.entries {
            if names.iter().any(|name| same_name(known, name)) {
                read.set(true);
            }
        }
    }

    /// Marks members as understood by their names.
    pub(super) fn ignore_where(&self, matches: impl Fn(&str) -> bool) {
        for (known, _, read) in &self.entries {
            if matches(known) {
                read.set(true);
            }
        }
    }

    /// Every member, marked as read, with its path.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'a str, &'a Node, String)> {
        self.entries.iter().map(|(name, member, read)| {
            read.set(true);
            (*name, *member, self.path_of(name))
        })
    }

    /// An error about the member `name`.
    pub(super) fn error(&self, name: &str, node: &Node, message: &str) -> Notice {
        self.report.error(node.line, &self.path_of(name), message)
    }

    /// Warns about every member that nobody read; that a name is there twice is told elsewhere.
    pub(super) fn finish(self) {
        let mut names = HashSet::with_capacity(self.entries.len());
        for (name, member, read) in &self.entries {
            if names.insert(*name) && !read.get() {
                let message = "is not known here and has no effect: is it misspelt or misplaced?";
                self.report.warn(member.line, &self.path_of(name), message);
            }
        }
    }
}

fn same_name(left: &str, right: &str) -> bool {
    match (left.split_at_checked(1), right.split_at_checked(1)) {
        (Some((left_first, left_rest)), Some((right_first, right_rest))) => {
            left_rest == right_rest && left_first.eq_ignore_ascii_case(right_first)
        }
        _ => left == right,
    }
}

/// A scalar's text.
pub(super) fn scalar_text(node: &Node) -> Option<String> {
    match &node.value {
        NodeValue::Scalar(Value::String(text)) => Some(text.clone()),
        NodeValue::Scalar(Value::Null) => None,
        NodeValue::Scalar(other) => Some(other.to_string()),
        _ => None,
    }
}

fn boolean(node: &Node) -> Option<bool> {
    scalar_text(node)?.to_ascii_lowercase().parse().ok()
}
