//! Texts that print otherwise than they stand: marks, escapes, the text of directives that are none.

use crate::syntax::ast::{
    Before, Directive, Expression, ExpressionKind, Mark, MarkBefore, Reference, Statement, StepKind,
};

/// What a lone `$` or `#` prints, as `NodeUtils.getSpecialText` of Velocity 1.7 has it: the marks themselves and the
/// backslashes before a `$`; a `!` is dropped, unless a brace, bracket or number is read along, which keeps all.
pub(super) fn mark(mark: &Mark<'_>) -> String {
    match mark.before {
        _ if mark.text.ends_with(['{', '}', '[', '.']) || is_number(mark.text) => mark.text.to_owned(),
        MarkBefore::Directive | MarkBefore::Comment => String::new(),
        MarkBefore::Word => mark.text.to_owned(),
        MarkBefore::Text => {
            let mut printed = String::new();
            let mut backslashes = 0;
            let mut characters = mark.text.chars();
            while let Some(character) = characters.next() {
                match character {
                    '\\' => backslashes += 1,
                    '#' => printed.push('#'),
                    '$' => {
                        printed.extend(std::iter::repeat_n('\\', backslashes));
                        printed.push('$');
                        if backslashes > 0 {
                            // What follows an escaped `$` is passed over.
                            characters.next();
                        }
                        backslashes = 0;
                    }
                    _ => backslashes = 0,
                }
            }
            printed
        }
    }
}

/// Whether a lone mark is a `#` read along with a number.
fn is_number(mark: &str) -> bool {
    mark.starts_with('#') && mark.ends_with(|last: char| last.is_ascii_digit() || last == '.')
}

/// What a runt prints: the brace, or the name.
pub(super) fn runt(text: &str) -> &str {
    let name =
        text.find(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '_' | '-'));
    &text[..name.unwrap_or(text.len()).max(1)]
}

/// What `\#name` prints: half of the backslashes before a directive that exists, all of them otherwise.
pub(super) fn escaped_directive(text: &str, exists: impl Fn(&str) -> bool) -> String {
    let last = text.rfind('\\').unwrap_or(0);
    let directive = &text[last + 1..];
    let name =
        directive[1..].strip_prefix('{').map_or(&directive[1..], |braced| braced.trim_end_matches('}'));
    if exists(name) || matches!(name, "if" | "else" | "elseif" | "end" | "set") {
        format!("{}{directive}", &text[..last / 2])
    } else {
        text.to_owned()
    }
}

/// What backslashes print: half of an even number of them before a directive that exists, all of them otherwise.
pub(super) fn backslashes<'text>(
    text: &'text str,
    before: Option<&Before<'_>>,
    exists: impl Fn(&str) -> bool,
) -> &'text str {
    let halved = text.len().is_multiple_of(2)
        && match before {
            Some(Before::Condition) => true,
            Some(Before::Directive(name)) => exists(name),
            None => false,
        };
    if halved { &text[..text.len() / 2] } else { text }
}

/// What a text block prints; the characters of a mark before it shift what Velocity cuts off.
pub(super) fn text_block(text: &str, marks: usize) -> &str {
    &text[3 - marks.min(3)..text.len() - 3]
}

/// The text of a call of a macro that does not exist: its tokens as Velocity has them once it has read it. References
/// have lost the escapes and `$`s before them, lone marks are lost, comments keep only their end.
pub(super) fn call(directive: &Directive<'_>, exists: impl Fn(&str) -> bool) -> String {
    let mut cuts = Cuts { text: directive.text, comments: true, exists: &exists, edits: Vec::new() };
    directive.arguments.iter().flatten().for_each(|argument| cuts.expression(argument));
    cuts.between_arguments(directive);
    cuts.block(directive.block.as_deref().unwrap_or_default());
    cuts.apply(0, directive.text.len())
}

/// The text of `#literal() … #end`: as a call's, but comments in `#* *#` are lost and lone marks kept.
pub(super) fn literal_block(directive: &Directive<'_>, exists: impl Fn(&str) -> bool) -> String {
    let mut cuts = Cuts { text: directive.text, comments: false, exists: &exists, edits: Vec::new() };
    let block = directive.block.as_deref().unwrap_or_default();
    cuts.block(block);
    // Before the `#end` a mark is lost with that.
    if let Some(Statement::Mark(mark)) = block.last()
        && mark.is_taken()
    {
        cuts.replace(mark.text, "");
    }
    let head = (directive.place.0.end - directive.place.0.start) as usize;
    cuts.apply(head, directive.text.len() - directive.end.len())
}

/// A reference as its author wrote it, from byte `start` on: the references in it have lost the escapes and `$`s before
/// them, and its own properties the marks before the dot.
pub(super) fn reference(reference: &Reference<'_>, start: usize) -> String {
    if reference.path.is_empty() {
        return reference.text[start..].to_owned();
    }
    let mut cuts = Cuts { text: reference.text, comments: true, exists: &|_| false, edits: Vec::new() };
    cuts.path(reference);
    cuts.apply(start, reference.text.len())
}

/// Edits of a directive's text.
struct Cuts<'text> {
    text: &'text str,
    /// Whether a comment keeps its end, and lone marks are lost.
    comments: bool,
    /// Whether a directive or macro exists, so that escaping it costs a backslash.
    exists: &'text dyn Fn(&str) -> bool,
    /// Where, how many bytes are cut, and what stands in their place.
    edits: Vec<(usize, usize, String)>,
}

impl Cuts<'_> {
    /// The text from `start` to `end` with the edits made.
    fn apply(mut self, start: usize, end: usize) -> String {
        self.edits.sort_by_key(|(at, ..)| *at);
        let mut edited = String::with_capacity(end - start);
        let mut copied = start;
        for (at, length, instead) in &self.edits {
            edited.push_str(self.text.get(copied..*at).unwrap_or_default());
            edited.push_str(instead);
            copied = at + length;
        }
        edited.push_str(self.text.get(copied..end).unwrap_or_default());
        edited
    }

    /// Replaces `part`, a slice of the text.
    fn replace(&mut self, part: &str, instead: impl Into<String>) {
        let at = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        self.edits.push((at, part.len(), instead.into()));
    }

    /// Cuts the marks that were passed over between a directive's arguments.
    fn between_arguments(&mut self, directive: &Directive<'_>) {
        let (text, whole) = (self.text, directive.place.0.range());
        let Some(open) = text.find('(') else { return };
        let arguments = directive.arguments.iter().flatten().map(|argument| argument.place.0.range());
        let mut gap = open + 1;
        for next in arguments.chain(std::iter::once(whole.end - directive.close.len()..whole.end)) {
            let between = text.get(gap..next.start - whole.start).unwrap_or_default();
            if between.contains(['$', '#']) {
                self.replace(between, between.replace(['$', '#', '!', '\\'], ""));
            }
            gap = next.end - whole.start;
        }
    }

    fn block(&mut self, block: &[Statement<'_>]) {
        block.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &Statement<'_>) {
        match statement {
            Statement::Mark(mark)
                if self.comments && !mark.text.ends_with(['{', '}', '[', '.']) && !is_number(mark.text) =>
            {
                self.replace(mark.text, "")
            }
            // As part of a directive it prints with that.
            Statement::Mark(mark) if mark.before == MarkBefore::Directive => {}
            Statement::Mark(mark) => self.replace(mark.text, self::mark(mark)),
            Statement::EscapedDirective(text) => self.replace(text, escaped_directive(text, self.exists)),
            Statement::Comment(comment) if comment.starts_with("##") => {
                let line_end = comment.trim_start_matches(|character| !matches!(character, '\n' | '\r'));
                // The lexer passes over the line, but for what could begin something directly before its end.
                let line = &comment[..comment.len() - line_end.len()];
                let kept = line.trim_end_matches(['$', '#']).len().max(2);
                self.replace(&line[2..kept], "");
            }
            // Of a comment with nothing in it the lexer has nothing to pass over.
            Statement::Comment("#**#") if self.comments => {}
            Statement::Comment(comment) => {
                let kept = self.comments || comment.starts_with("#**") && comment.len() > 4;
                self.replace(comment, if kept { "*#" } else { "" });
            }
            Statement::Output(reference) => self.reference(reference),
            Statement::Set(set) => {
                self.reference(&set.target);
                self.expression(&set.value);
            }
            Statement::If(condition) => {
                for branch in &condition.branches {
                    self.expression(&branch.condition);
                    self.block(&branch.block);
                }
                condition.otherwise.iter().for_each(|(_, block)| self.block(block));
            }
            Statement::Directive(directive) => {
                directive.arguments.iter().flatten().for_each(|argument| self.expression(argument));
                self.block(directive.block.as_deref().unwrap_or_default());
            }
            Statement::Text(_)
            | Statement::Backslashes { .. }
            | Statement::Runt(_)
            | Statement::Dotted { .. }
            | Statement::TextBlock { .. } => {}
        }
    }

    fn expression(&mut self, expression: &Expression<'_>) {
        match &expression.kind {
            ExpressionKind::Reference(reference) => self.reference(reference),
            ExpressionKind::List(items) => items.iter().for_each(|item| self.expression(item)),
            ExpressionKind::Range(bounds) => {
                self.expression(&bounds.0);
                self.expression(&bounds.1);
            }
            ExpressionKind::Map(entries) => entries.iter().for_each(|(key, value)| {
                self.expression(key);
                self.expression(value);
            }),
            ExpressionKind::Not(_, inside) | ExpressionKind::Group(inside) => self.expression(inside),
            ExpressionKind::Chain(first, rest) => {
                self.expression(first);
                rest.iter().for_each(|(_, operand)| self.expression(operand));
            }
            ExpressionKind::String(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Word(_) => {}
        }
    }

    fn reference(&mut self, reference: &Reference<'_>) {
        let extra = super::reference::image_start(reference.mark);
        if extra > 0 {
            self.replace(&reference.mark[..extra], "");
        }
        self.path(reference);
    }

    /// Cuts the marks before the dot before `name`, a slice of `text`.
    fn joined(&mut self, text: &str, name: &str) {
        let dot = (name.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize).wrapping_sub(1);
        let head = text.get(..dot).unwrap_or_default();
        let kept = head.trim_end_matches(['$', '!', '\\']).len();
        if kept < head.len() {
            self.replace(&head[kept..], "");
        }
    }

    fn path(&mut self, reference: &Reference<'_>) {
        for step in &reference.path {
            match &step.kind {
                StepKind::Method(name, arguments) => {
                    self.joined(reference.text, name);
                    arguments.iter().for_each(|argument| self.expression(argument));
                }
                StepKind::Index(index) => self.expression(index),
                StepKind::Property(name) => self.joined(reference.text, name),
            }
        }
    }
}
