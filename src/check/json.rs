//! Templates that print JSON: follows what every branch and loop prints, as far as that can be told, and looks for commas
//! and brackets that are missing or too many.
//!
//! Nothing is claimed of a template that does not begin with a bracket, and nothing after the first reference that could
//! print more than a value. A comma that alone is guarded by a condition is taken to be printed where it belongs.

use super::automaton::{At, Problem, State};
use super::holes;
use super::iteration::{Iteration, decide};
use super::names::Names;
use super::report::Report;
use super::walk::Site;
use crate::source::Span;
use crate::syntax::ast::{Block, Directive, Expression, If, Statement};

/// As many states are followed at once, and as many statements visited; beyond, nothing is claimed.
const MOST_STATES: usize = 24;
const MOST_STEPS: u32 = 60_000;

/// Checks a template whose output begins like JSON.
pub(super) fn check(tree: &[Statement<'_>], report: &mut Report<'_>) {
    let names = Names::of(tree);
    let mut follower = Follower { names: &names, report, steps: 0, problems: Vec::new() };
    let ends = follower.block(tree, vec![Path::start()], None);
    let (exhausted, problems) = (follower.steps > MOST_STEPS, follower.problems);
    if exhausted {
        return;
    }
    let certain = problems.iter().any(|problem| !problem.assumed);
    for problem in problems {
        tell(&problem, report);
    }
    if !certain
        && let Some(end) = ends.iter().find(|end| end.state.is_open())
        && ends.iter().all(|end| end.state.is_open() || end.state.at == At::Unknown)
    {
        let text = report.text.trim_end();
        let last = text.chars().next_back().map_or(0, char::len_utf8);
        let length = text.len();
        let code = if end.assumed { "json-branch" } else { "json-shape" };
        let place = Span::new(length - last, length);
        report.add(
            code,
            place,
            "the output ends inside an object, array or string",
            "close what the template opens",
        );
    }
}

/// One way through the template so far.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Path {
    state: State,
    /// Whether other ways led elsewhere: what is found from here on holds on some branch only.
    assumed: bool,
    /// What conditions were taken to be, by their text.
    decisions: Vec<(String, bool)>,
}

impl Path {
    fn start() -> Path {
        Path { state: State::new(), assumed: false, decisions: Vec::new() }
    }
}

/// What was found, and whether on some branch only.
struct Found {
    span: Span,
    problem: Problem,
    assumed: bool,
}

struct Follower<'check, 'text> {
    names: &'check Names,
    report: &'check mut Report<'text>,
    steps: u32,
    problems: Vec<Found>,
}

impl Follower<'_, '_> {
    fn block(
        &mut self,
        block: &[Statement<'_>],
        mut paths: Vec<Path>,
        inside: Option<Iteration>,
    ) -> Vec<Path> {
        for statement in block {
            self.steps = self.steps.saturating_add(1);
            if self.steps > MOST_STEPS || paths.iter().all(|path| path.state.at == At::Unknown) {
                return paths;
            }
            paths = self.statement(statement, paths, inside);
        }
        paths
    }

    fn statement(
        &mut self,
        statement: &Statement<'_>,
        mut paths: Vec<Path>,
        inside: Option<Iteration>,
    ) -> Vec<Path> {
        match statement {
            Statement::Comment(_) | Statement::Set(_) => {}
            Statement::Text { text, .. } => self.text(text, &mut paths),
            Statement::TextBlock { printed, .. } => self.text(printed, &mut paths),
            Statement::Output(reference) => {
                for path in &mut paths {
                    holes::look(reference, path.state.at, self.names, self.report);
                    path.state.hole();
                    if reference.mark.contains('\\') && !in_text(path) {
                        path.state = State::unknown();
                    }
                }
            }
            Statement::Runt(_) => {
                for path in paths.iter_mut().filter(|path| !in_text(path)) {
                    path.state = State::unknown();
                }
            }
            Statement::If(condition) => return self.condition(condition, paths, inside),
            Statement::Directive(directive) => return self.directive(directive, paths),
        }
        paths
    }

    fn text(&mut self, text: &str, paths: &mut [Path]) {
        for path in paths {
            if let Err((offset, problem)) = path.state.text(text) {
                let start = offset_in(self.report.text, text) + offset;
                let found = Found { span: Span::new(start, start + 1), problem, assumed: path.assumed };
                self.problems.push(found);
            }
        }
    }

    fn directive(&mut self, directive: &Directive<'_>, paths: Vec<Path>) -> Vec<Path> {
        match (directive.name, &directive.block) {
            ("foreach", Some(body)) if directive.arguments.is_some() => self.foreach(body, paths),
            ("define" | "macro", _) => paths,
            _ => paths.into_iter().map(|path| Path { state: State::unknown(), ..path }).take(1).collect(),
        }
    }

    /// No, one and two iterations.
    fn foreach(&mut self, body: &Block<'_>, paths: Vec<Path>) -> Vec<Path> {
        let once = self.block(body, paths.clone(), Some(Iteration { first: true, last: true }));
        let first = self.block(body, paths.clone(), Some(Iteration { first: true, last: false }));
        let twice = self.block(body, first, Some(Iteration { first: false, last: true }));
        let mut ends = once;
        ends.extend(twice);
        for mut none in paths {
            none.assumed |= ends.iter().any(|end| end.state != none.state);
            ends.push(none);
        }
        merged(ends)
    }

    fn condition(&mut self, condition: &If<'_>, paths: Vec<Path>, inside: Option<Iteration>) -> Vec<Path> {
        let mut ends = Vec::new();
        let comma = is_comma(condition);
        for path in paths {
            ends.extend(self.branches(condition, path, inside, comma));
        }
        merged(ends)
    }

    /// Every branch that one path can take.
    fn branches(
        &mut self,
        condition: &If<'_>,
        path: Path,
        inside: Option<Iteration>,
        comma: bool,
    ) -> Vec<Path> {
        let mut ends: Vec<Path> = Vec::new();
        let mut rest = path;
        let mut open = false;
        for branch in &condition.branches {
            let text = self.written(&branch.condition);
            let known = rest.decisions.iter().find(|(known, _)| *known == text).map(|(_, value)| *value);
            match decide(&branch.condition, inside).or(known) {
                Some(false) => continue,
                Some(true) => {
                    ends.extend(self.block(&branch.block, vec![rest], inside));
                    return self.diverged(ends, open);
                }
                None if comma => {
                    rest.state.comma_if_needed();
                    return vec![rest];
                }
                None => {
                    open = true;
                    let mut taken = rest.clone();
                    taken.decisions.push((text.clone(), true));
                    rest.decisions.push((text, false));
                    ends.extend(self.block(&branch.block, vec![taken], inside));
                }
            }
        }
        match &condition.otherwise {
            Some((_, block)) => ends.extend(self.block(block, vec![rest], inside)),
            None => ends.push(rest),
        }
        self.diverged(ends, open)
    }

    /// Where branches that nothing decided led apart, each is an assumption.
    fn diverged(&self, mut ends: Vec<Path>, open: bool) -> Vec<Path> {
        let apart = ends.iter().any(|end| Some(&end.state) != ends.first().map(|first| &first.state));
        for end in &mut ends {
            end.assumed |= open && apart;
        }
        ends
    }

    fn written(&self, expression: &Expression<'_>) -> String {
        let text = self.report.text.get(Site::TOP.span(expression.place).range());
        text.unwrap_or_default().split_whitespace().collect()
    }
}

/// Paths in the same state are one; what only one of them assumes is forgotten.
fn merged(paths: Vec<Path>) -> Vec<Path> {
    let mut merged: Vec<Path> = Vec::new();
    for path in paths {
        let room = merged.len() < MOST_STATES;
        match merged.iter_mut().find(|known| known.state == path.state) {
            Some(known) => {
                known.assumed &= path.assumed;
                known.decisions.retain(|decision| path.decisions.contains(decision));
            }
            None if room => merged.push(path),
            None => return vec![Path { state: State::unknown(), assumed: true, decisions: Vec::new() }],
        }
    }
    merged
}

/// Whether every branch prints a comma or nothing.
fn is_comma(condition: &If<'_>) -> bool {
    let prints_comma = |block: &Block<'_>| {
        let mut text = String::new();
        for statement in block {
            match statement {
                Statement::Text { printed, .. } => text.push_str(printed),
                Statement::Comment(_) | Statement::Set(_) => {}
                _ => return false,
            }
        }
        matches!(text.trim(), "" | ",")
    };
    condition.branches.iter().map(|branch| &branch.block).all(prints_comma)
        && condition.otherwise.as_ref().is_none_or(|(_, block)| prints_comma(block))
}

fn in_text(path: &Path) -> bool {
    matches!(path.state.at, At::Text { .. })
}

/// Where `piece`, a part of `whole`, starts in it.
fn offset_in(whole: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

fn tell(found: &Found, report: &mut Report<'_>) {
    let (code, message, help) = match found.problem {
        Problem::MissingComma => (
            "json-comma",
            "a comma is missing before this",
            "in a loop, end the element with `#if($foreach.hasNext),#end`",
        ),
        Problem::TrailingComma => (
            "json-comma",
            "a comma stands before this closing bracket",
            "print the comma only between elements: `#if($foreach.hasNext),#end`",
        ),
        Problem::DoubleComma => ("json-comma", "a comma follows another one", "remove one of them"),
        Problem::MissingColon => {
            ("json-shape", "a key has no value: a colon is missing before this", "add `: value`")
        }
        Problem::MissingValue => {
            ("json-shape", "a value is missing before this", "print `null` or `\"\"` there")
        }
        Problem::ClosesNothing => {
            ("json-shape", "this bracket closes nothing", "remove it, or add what it closes")
        }
        Problem::ClosesOther => {
            ("json-shape", "this bracket closes the other kind", "close with the kind that was opened")
        }
    };
    if found.assumed {
        let message = format!("on some branch {message}");
        return report.add("json-branch", found.span, message, help);
    }
    report.add(code, found.span, message, help);
}
