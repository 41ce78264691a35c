//! Collects findings: levels, what comments allow, positions.

use super::allow::Allowed;
use super::finding::{Finding, Fix};
use super::{Options, rules};
use crate::source::{Position, Span};

/// The findings of one template.
pub(super) struct Report<'text> {
    pub(super) text: &'text str,
    pub(super) options: &'text Options,
    /// In a definition, the path of the member that is looked at.
    pub(super) member: String,
    allowed: Allowed,
    findings: Vec<Finding>,
}

/// A template with more findings of one code needs no more of them told.
const MOST_OF_A_CODE: usize = 100;

impl<'text> Report<'text> {
    pub(super) fn new(text: &'text str, options: &'text Options) -> Report<'text> {
        Report { text, options, member: String::new(), allowed: Allowed::of(text), findings: Vec::new() }
    }

    /// For the text of a definition.
    pub(super) fn of_definition(text: &'text str, options: &'text Options) -> Report<'text> {
        Report { allowed: Allowed::of_definition(text), ..Report::new(text, options) }
    }

    /// Adds a finding of `code`.
    pub(super) fn add(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add_with(code, span, message.into(), help.into(), None);
    }

    /// Adds a finding of `code` that `fix` sets right.
    pub(super) fn add_fixable(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
        fix: Fix,
    ) {
        self.add_with(code, span, message.into(), help.into(), Some(fix));
    }

    fn add_with(&mut self, code: &'static str, span: Span, message: String, help: String, fix: Option<Fix>) {
        let own = rules::level(code);
        let Some(level) = self.options.levels.get(code).copied().unwrap_or(Some(own)) else { return };
        let position = Position::of(self.text, span.start as usize);
        let member = self.member.clone();
        self.push(Finding { code, level, span, position, member, message, help, fix });
    }

    /// Adds a finding as it is, unless it is known or silenced.
    pub(super) fn push(&mut self, finding: Finding) {
        let known = self.findings.iter().filter(|known| known.code == finding.code);
        if known.clone().count() >= MOST_OF_A_CODE || known.clone().any(|known| known.span == finding.span) {
            return;
        }
        if !self.allowed.silences(finding.code, finding.position.line) {
            self.findings.push(finding);
        }
    }

    /// The findings in the order of their places.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.span.start, std::cmp::Reverse(finding.level)));
        self.findings
    }
}

/// What an error's message says is wrong, and what it says to do.
pub(super) fn split(message: &str) -> (&str, &str) {
    let at = message.find("; ").or_else(|| message.find(": "));
    at.and_then(|at| Some((message.get(..at)?, message.get(at + 2..)?))).unwrap_or((message, ""))
}
