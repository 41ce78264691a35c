//! From the tree to the program.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use num_bigint::BigInt;

use super::names::{Names, Slot};
use super::{
    Block, Call, ConstantValue, Expression, ExpressionId, Expressions, Foreach, LoopBody, Macro, Program,
    Reference, ReferenceId, Region, RegionId, RegionKind, Resource, Statement, Step, StepKind, reference,
    text,
};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::java::MethodName;
use crate::java::number::BigDecimal;
use crate::source::Span;
use crate::syntax::ast::{self, ExpressionKind as Kind};
use crate::value::{Constant, MemberHint};

/// Compiles the template `text`; the slots of its variables are added to `names`.
///
/// # Errors
/// Where the text is no template, or a directive is used as Velocity refuses it.
pub(crate) fn compile(
    text: &str,
    dialect: Dialect,
    nesting: u32,
    names: &mut Names,
) -> Result<Program, Error> {
    let tree = crate::syntax::parse(text, nesting)?;
    let mut compiler = Compiler {
        source: text.to_owned(),
        dialect,
        nesting,
        depth: 0,
        names,
        macro_names: HashSet::new(),
        inside: None,
        origin: text.as_ptr() as usize,
        around: None,
        is_run: true,
        program: Program {
            text: String::with_capacity(text.len()),
            statements: Vec::new(),
            expressions: Vec::new(),
            references: Vec::new(),
            steps: Vec::new(),
            literals: HashMap::new(),
            macros: Vec::new(),
            regions: Vec::new(),
            main: 0..0,
        },
    };
    compiler.program.main = compiler.block(&tree)?;
    Ok(compiler.program)
}

struct Compiler<'names> {
    /// The text that the tree at hand was read from.
    source: String,
    dialect: Dialect,
    nesting: u32,
    depth: u32,
    names: &'names mut Names,
    /// The macros defined so far, which the escapes after them know.
    macro_names: HashSet<Box<str>>,
    /// The string being compiled as a template of its own; all its places are the string's.
    inside: Option<Span>,
    /// The address of the text that the tree at hand was read from, whose parts the tree's are.
    origin: usize,
    /// The region being compiled.
    around: Option<usize>,
    /// Whether what is compiled can run; some is compiled only for its errors.
    is_run: bool,
    program: Program,
}

/// Adds `items` to a table, one run.
fn run<T>(table: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Range<u32> {
    let start = table.len() as u32;
    table.extend(items);
    start..table.len() as u32
}

impl Compiler<'_> {
    fn span(&self, place: ast::Place) -> Span {
        self.inside.unwrap_or(place.0)
    }

    /// Where a part of the tree at hand stands: a slice of its text.
    fn place_of(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.origin);
        self.span(ast::Place(Span::new(start, start + part.len())))
    }

    /// Adds the regions of the branches of an `#if`; the first of them.
    fn branches(&mut self, condition: &ast::If<'_>) -> RegionId {
        let end = self.place_of(condition.end);
        let mut heads = Vec::with_capacity(condition.branches.len() + 1);
        for branch in &condition.branches {
            let kind = if heads.is_empty() { RegionKind::If } else { RegionKind::ElseIf };
            heads.push((kind, self.span(branch.place)));
        }
        heads.push(match condition.otherwise {
            Some((otherwise, _)) => (RegionKind::Else, self.place_of(otherwise.trim_end())),
            None => (RegionKind::NoElse, Span { start: end.start, end: end.start }),
        });
        let ends: Vec<Span> = heads.iter().skip(1).map(|(_, head)| *head).chain([end]).collect();
        let mut first = RegionId::MAX;
        for ((kind, head), next) in heads.into_iter().zip(ends) {
            first = first.min(self.region(kind, head, next));
        }
        first
    }

    /// Adds the region of a directive with a block.
    fn directive_region(&mut self, directive: &ast::Directive<'_>, kind: RegionKind) -> RegionId {
        let (head, end) = (self.span(directive.place), self.place_of(directive.end));
        self.region(kind, head, end)
    }

    /// Adds a region that begins with `head` and ends where `next` begins.
    fn region(&mut self, kind: RegionKind, span: Span, next: Span) -> RegionId {
        if !self.is_run {
            return RegionId::MAX;
        }
        let body = self.inside.unwrap_or(Span { start: span.end.min(next.start), end: next.start });
        let index = self.program.regions.len();
        self.program.regions.push(Region { kind, span, body, parent: self.around, index: Some(index) });
        index as RegionId
    }

    /// Compiles the block of a region.
    fn block_of(&mut self, region: RegionId, statements: &[ast::Statement<'_>]) -> Result<Block, Error> {
        let outer = self.around;
        if self.is_run {
            self.around = Some(region as usize);
        }
        let block = self.block(statements);
        self.around = outer;
        block
    }

    /// Compiles what is never run.
    fn unrun<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.is_run, false);
        let compiled = compile(self);
        self.is_run = outer;
        compiled
    }

    fn exists(&self, name: &str) -> bool {
        self.dialect.has_directive(name) || self.macro_names.contains(name)
    }

    fn block(&mut self, statements: &[ast::Statement<'_>]) -> Result<Block, Error> {
        let mut block = Vec::with_capacity(statements.len());
        for statement in statements {
            self.statement(statement, &mut block)?;
        }
        Ok(run(&mut self.program.statements, block))
    }

    fn statement(&mut self, statement: &ast::Statement<'_>, block: &mut Vec<Statement>) -> Result<(), Error> {
        match statement {
            ast::Statement::Text(text) => self.text(text, block),
            ast::Statement::Mark(mark) => self.text(&text::mark(mark), block),
            ast::Statement::Backslashes { text, before } => {
                let printed = text::backslashes(text, before.as_ref(), |name| self.exists(name));
                self.text(printed, block);
            }
            ast::Statement::EscapedDirective(text) => {
                let printed = text::escaped_directive(text, |name| self.exists(name));
                self.text(&printed, block);
            }
            ast::Statement::Comment(_) => {}
            ast::Statement::TextBlock { text, marks } => self.text(text::text_block(text, *marks), block),
            ast::Statement::Runt(text) => self.text(text::runt(text), block),
            ast::Statement::Dotted { name, .. } => self.text(&[".", name].concat(), block),
            ast::Statement::Output(reference) => {
                let reference = self.reference(reference)?;
                block.push(Statement::Print(reference));
            }
            ast::Statement::Set(set) => {
                let value = self.expression(&set.value)?;
                let span = self.span(set.place);
                block.push(if !set.target.path.is_empty() {
                    Statement::SetPath { target: self.reference(&set.target)?, value, span }
                } else if let Some(name) = reference::assigned(&set.target) {
                    Statement::SetVariable { slot: self.names.slot(name), value, span }
                } else {
                    Statement::Discard(value)
                });
            }
            ast::Statement::If(condition) => {
                let mut region = self.branches(condition);
                let first = region;
                let mut branches = Vec::with_capacity(condition.branches.len() + 1);
                for branch in &condition.branches {
                    let condition = Some(self.expression(&branch.condition)?);
                    let block = self.block_of(region, &branch.block)?;
                    branches.push(Statement::Branch { condition, block });
                    region = region.saturating_add(1);
                }
                if let Some((_, otherwise)) = &condition.otherwise {
                    let block = self.block_of(region, otherwise)?;
                    branches.push(Statement::Branch { condition: None, block });
                }
                let branches = run(&mut self.program.statements, branches);
                block.push(Statement::If(branches, first));
            }
            ast::Statement::Directive(directive) => self.directive(directive, block)?,
        }
        Ok(())
    }

    /// Adds constant text, joined with constant text directly before it.
    fn text(&mut self, text: &str, block: &mut Vec<Statement>) {
        if text.is_empty() {
            return;
        }
        let start = self.program.text.len() as u32;
        self.program.text.push_str(text);
        let end = self.program.text.len() as u32;
        match block.last_mut() {
            Some(Statement::Text(before)) if before.end == start => before.end = end,
            _ => block.push(Statement::Text(start..end)),
        }
    }

    fn directive(&mut self, directive: &ast::Directive<'_>, block: &mut Vec<Statement>) -> Result<(), Error> {
        let known = !directive.disguised && self.dialect.has_directive(directive.name);
        if !known {
            return self.call(directive, block);
        }
        let span = self.span(directive.place);
        let arguments = directive.arguments.as_deref().unwrap_or_default();
        for (index, argument) in arguments.iter().enumerate() {
            let wanted = directive.name == "macro" && index == 0 || directive.name == "foreach" && index == 1;
            if let (Kind::Word(word), false) = (&argument.kind, wanted) {
                return Err(self.refused(
                    argument.place,
                    format!(
                        "#{} takes no bare word `{word}` here: write \"{word}\" for the text",
                        directive.name
                    ),
                ));
            }
        }
        match directive.name {
            "foreach" => self.foreach(directive, arguments, span, block),
            "macro" => self.macro_definition(directive, arguments),
            "define" => {
                let name = arguments.first().map_or(span, |argument| argument.place.0);
                let name = RegionKind::Define(self.source.get(name.range()).unwrap_or_default().into());
                let region = self.directive_region(directive, name);
                let body = self.block_of(region, directive.block.as_deref().unwrap_or_default())?;
                let [name] = arguments else {
                    return Err(self.failing(span, "#define takes one reference: #define($name) … #end"));
                };
                self.expression(name)?;
                let slot = match &name.kind {
                    Kind::Reference(reference) => {
                        reference::assigned(reference).map(|name| self.names.slot(name))
                    }
                    _ => None,
                };
                block.push(Statement::Define { slot, block: body, region });
                Ok(())
            }
            "literal" => {
                let Some(body) = &directive.block else {
                    return Err(self.failing(span, "#literal needs parentheses: #literal() … #end"));
                };
                // Block and arguments are compiled for their errors, which Velocity reports too, and for macros in them.
                self.unrun(|compiler| compiler.block(body))?;
                self.expressions(arguments)?;
                let is_lost = |statement: &ast::Statement<'_>| matches!(statement, ast::Statement::Mark(mark) if mark.is_taken());
                if body.iter().all(is_lost) && arguments.is_empty() {
                    return Err(self.failing(span, "#literal() of nothing fails in Velocity: remove it"));
                }
                match arguments.first() {
                    Some(argument) => {
                        let place = argument.place.0;
                        let start = (place.start - directive.place.0.start) as usize;
                        let end = (place.end - directive.place.0.start) as usize;
                        self.text(&directive.text[start..end], block);
                    }
                    None => {
                        let printed = text::literal_block(directive, |name| self.exists(name));
                        self.text(&printed, block);
                    }
                }
                Ok(())
            }
            "break" => {
                match arguments {
                    [] => block.push(Statement::Break),
                    [scope] => {
                        let scope = self.expression(scope)?;
                        block.push(Statement::BreakScope(scope, span));
                    }
                    _ => {
                        return Err(self.failing(span, "#break takes no more than a scope: #break($foreach)"));
                    }
                }
                Ok(())
            }
            "stop" => {
                if arguments.len() > 1 {
                    return Err(self.failing(span, "#stop takes no more than a message"));
                }
                let message = self.expressions(arguments)?;
                block.extend(message.map(Statement::Discard));
                block.push(Statement::Stop);
                Ok(())
            }
            "evaluate" => {
                let [template] = arguments else {
                    return Err(self.refused(directive.place, "#evaluate takes one string or reference"));
                };
                if !matches!(template.kind, Kind::String(_) | Kind::Reference(_)) {
                    return Err(self.refused(template.place, "#evaluate takes a string or a reference"));
                }
                let template = self.expression(template)?;
                block.push(Statement::Evaluate(template, span));
                Ok(())
            }
            _ => {
                let resource = if directive.name == "include" { Resource::Include } else { Resource::Parse };
                if resource == Resource::Parse && arguments.is_empty() {
                    return Err(
                        self.failing(span, "#parse names no template, and the service has none to read")
                    );
                }
                let arguments = self.expressions(arguments)?;
                block.push(Statement::Resource { directive: resource, arguments, span });
                Ok(())
            }
        }
    }

    fn foreach(
        &mut self,
        directive: &ast::Directive<'_>,
        arguments: &[ast::Expression<'_>],
        span: Span,
        block: &mut Vec<Statement>,
    ) -> Result<(), Error> {
        const USE: &str = "#foreach needs a variable and a list: #foreach($item in $list)";
        let Some(body) = &directive.block else { return Err(self.failing(span, USE)) };
        let Some(element) = arguments.first().filter(|_| arguments.len() > 1) else {
            // Velocity notices when the loop is to run.
            self.expressions(arguments)?;
            self.unrun(|compiler| compiler.block(body))?;
            block.push(Statement::Fail(USE.into(), span));
            return Ok(());
        };
        let element = match &element.kind {
            Kind::Reference(reference) => {
                reference::printing(reference).name.map(|name| self.names.slot(&name))
            }
            _ => None,
        };
        let list = arguments.get(2).map(|list| self.expression(list)).transpose()?;
        let region = self.directive_region(directive, RegionKind::Foreach);
        let inside = self.block_of(region, body)?;
        let body = match arguments.get(3) {
            Some(instead) => LoopBody::Print(self.expression(instead)?),
            None => LoopBody::Block(inside),
        };
        block.push(Statement::Foreach(Box::new(Foreach { element, list, body, span, region })));
        Ok(())
    }

    fn macro_definition(
        &mut self,
        directive: &ast::Directive<'_>,
        arguments: &[ast::Expression<'_>],
    ) -> Result<(), Error> {
        let Some((first, parameters)) = arguments.split_first() else {
            return Err(self.refused(directive.place, "#macro needs a name: #macro(name $parameter) … #end"));
        };
        let Kind::Word(name) = first.kind else {
            return Err(
                self.refused(first.place, "the name of a #macro is a bare word: #macro(name $parameter)")
            );
        };
        self.macro_names.insert(name.into());
        // Compiled for the errors in them: Velocity reads the strings among them, though it uses no more than a name.
        self.expressions(parameters)?;
        let body = directive.block.as_deref().unwrap_or_default();
        let (block, region) = if self.dialect.inline_macros() {
            let region = self.directive_region(directive, RegionKind::Macro(name.into()));
            (self.block_of(region, body)?, region)
        } else {
            (self.unrun(|compiler| compiler.block(body))?, RegionId::MAX)
        };
        let parameters = parameters
            .iter()
            .map(|parameter| match &parameter.kind {
                Kind::Reference(reference) => {
                    reference::assigned(reference).map(|name| self.names.slot(name))
                }
                _ => None,
            })
            .collect();
        if self.dialect.inline_macros() {
            self.program.macros.push(Macro { name: name.into(), parameters, block, region });
        }
        Ok(())
    }

    /// A call of a macro, or text that looks like one.
    fn call(&mut self, directive: &ast::Directive<'_>, block: &mut Vec<Statement>) -> Result<(), Error> {
        let bodied = directive.name.strip_prefix('@');
        let arguments = directive.arguments.as_deref().unwrap_or_default();
        let body = directive.block.as_deref();
        if bodied.is_some() && directive.arguments.is_none() || directive.disguised {
            self.text(directive.text, block);
            return Ok(());
        }
        let literal = text::call(directive, |name| self.exists(name));
        let macro_body = match body {
            Some(body) if self.dialect.inline_macros() => Some(self.block(body)?),
            Some(body) => Some(self.unrun(|compiler| compiler.block(body))?),
            None => None,
        };
        let bare_word = arguments.iter().find_map(|argument| match argument.kind {
            Kind::Word(word) => Some(word.into()),
            _ => None,
        });
        let arguments = self.expressions(arguments)?;
        if !self.dialect.inline_macros() {
            self.text(&literal, block);
            return Ok(());
        }
        block.push(Statement::Call(Box::new(Call {
            name: bodied.unwrap_or(directive.name).into(),
            arguments,
            literal: literal.into(),
            body: macro_body,
            bare_word,
            span: self.span(directive.place),
        })));
        Ok(())
    }

    fn expressions(&mut self, expressions: &[ast::Expression<'_>]) -> Result<Expressions, Error> {
        let compiled =
            expressions.iter().map(|expression| self.compiled(expression)).collect::<Result<Vec<_>, _>>()?;
        Ok(run(&mut self.program.expressions, compiled))
    }

    fn expression(&mut self, expression: &ast::Expression<'_>) -> Result<ExpressionId, Error> {
        let compiled = self.compiled(expression)?;
        Ok(self.push(compiled))
    }

    fn push(&mut self, expression: Expression) -> ExpressionId {
        self.program.expressions.push(expression);
        self.program.expressions.len() as u32 - 1
    }

    fn compiled(&mut self, expression: &ast::Expression<'_>) -> Result<Expression, Error> {
        if self.depth >= self.nesting {
            let message = format_args!("expressions are nested more than {} deep", self.nesting);
            return Err(Error::limit("nesting", message).at(self.span(expression.place)));
        }
        self.depth += 1;
        let compiled = self.compiled_inside(expression);
        self.depth -= 1;
        compiled
    }

    fn compiled_inside(&mut self, expression: &ast::Expression<'_>) -> Result<Expression, Error> {
        Ok(match &expression.kind {
            Kind::String(text) => self.string(text, expression.place)?,
            Kind::Number(text) if text.starts_with('#') => {
                let message = format!("`{text}` is no number: remove the `#`");
                return Err(self.failing(self.span(expression.place), &message));
            }
            Kind::Number(text) => Expression::Constant(number(text)),
            Kind::Boolean(boolean) => Expression::Constant(ConstantValue::Boolean(*boolean)),
            Kind::Word(_) => Expression::Constant(ConstantValue::Null),
            Kind::Reference(reference) => Expression::Reference(self.reference(reference)?),
            Kind::List(items) => Expression::List(self.expressions(items)?),
            Kind::Range(bounds) => Expression::Range(
                self.expression(&bounds.0)?,
                self.expression(&bounds.1)?,
                self.span(expression.place),
            ),
            Kind::Map(entries) => {
                let mut compiled = Vec::with_capacity(entries.len() * 2);
                for (key, value) in entries {
                    compiled.push(self.compiled(key)?);
                    compiled.push(self.compiled(value)?);
                }
                Expression::Map(run(&mut self.program.expressions, compiled))
            }
            Kind::Not(count, operand) => Expression::Not(count % 2 == 1, self.expression(operand)?),
            Kind::Group(inside) => self.compiled(inside)?,
            Kind::Chain(first, rest) => {
                let adds = rest.iter().any(|(operator, _)| *operator == ast::Operator::Add);
                let written = self.written(first).filter(|_| adds);
                let first = self.expression(first)?;
                self.program.literals.extend(written.map(|written| (first, written)));
                let (mut links, mut results) = (Vec::with_capacity(rest.len()), Vec::new());
                for (operator, operand) in rest {
                    let (written, result) = (self.written(operand), self.with_blanks(operand.place));
                    let operand = self.expression(operand)?;
                    links.push(Expression::Link(*operator, operand));
                    if adds {
                        self.program.literals.extend(written.map(|written| (operand, written)));
                        results.push(result);
                    }
                }
                let rest = run(&mut self.program.expressions, links);
                self.program.literals.extend(rest.clone().zip(results));
                Expression::Chain { first, rest, span: self.span(expression.place) }
            }
        })
    }

    /// How Velocity writes an operand that turned out null: the part of it that it read last.
    fn written(&self, operand: &ast::Expression<'_>) -> Option<Box<str>> {
        let range = operand.place.0.range();
        match &operand.kind {
            Kind::Group(_) => self.source.get(range.start + 1..range.end - 1).map(Into::into),
            Kind::Range(_) => self.source.get(range).map(Into::into),
            Kind::Chain(_, rest) => rest.last().map(|(_, last)| self.with_blanks(last.place)),
            _ => None,
        }
    }

    /// What stands at `place`, with the blanks around it.
    fn with_blanks(&self, place: ast::Place) -> Box<str> {
        const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];
        let range = place.0.range();
        let before = self.source.get(..range.start).unwrap_or_default();
        let after = self.source.get(range.end..).unwrap_or_default();
        let start = before.trim_end_matches(BLANKS).len();
        let end = range.end + after.len() - after.trim_start_matches(BLANKS).len();
        self.source.get(start..end).unwrap_or_default().into()
    }

    /// A string literal: in double quotes and with a `$` or `#` it is a template.
    fn string(&mut self, quoted: &str, place: ast::Place) -> Result<Expression, Error> {
        let quote = &quoted[..1];
        let inner = &quoted[1..quoted.len() - 1];
        let doubled = [quote, quote].concat();
        let mut text =
            if inner.contains(&doubled) { inner.replace(&doubled, quote) } else { inner.to_owned() };
        if quote == "\"" && inner.contains("\\u") {
            text = unescape(&text).ok_or_else(|| {
                self.failing(self.span(place), "`\\u` in a string needs four hexadecimal digits")
            })?;
        }
        if quote == "'" || !inner.contains(['$', '#']) {
            return Ok(Expression::Constant(ConstantValue::Text(Arc::new(Constant::new(text)))));
        }
        // Velocity reads the text with a blank added and cuts the last character off the output; a text with a line
        // comment it reads as it is.
        let whole = if text.contains("##") { text } else { text + " " };
        let outer = self.inside.replace(self.span(place));
        let block = self.interpolated(&whole);
        self.inside = outer;
        Ok(Expression::Interpolated(block.map_err(|error| self.within(error, place))?))
    }

    fn interpolated(&mut self, text: &str) -> Result<Block, Error> {
        let tree = crate::syntax::parse(text, self.nesting)?;
        let outer = std::mem::replace(&mut self.source, text.to_owned());
        let origin = std::mem::replace(&mut self.origin, text.as_ptr() as usize);
        let block = self.block(&tree);
        self.source = outer;
        self.origin = origin;
        let mut block = block?;
        if text.contains("##") {
            return Ok(block);
        }
        // The last character is the blank, which is text unless a directive took it along.
        if let Some(Statement::Text(last)) = self.program.statements.get_mut(block.end as usize - 1)
            && self
                .program
                .text
                .get(last.start as usize..last.end as usize)
                .is_some_and(|text| text.ends_with(' '))
        {
            last.end -= 1;
            if last.start == last.end {
                block.end -= 1;
            }
            return Ok(block);
        }
        Ok(block)
    }

    fn within(&self, error: Error, place: ast::Place) -> Error {
        let message = format!("in this string: {}", error.message());
        Error::new(error.kind(), message).at(self.span(place))
    }

    fn reference(&mut self, reference: &ast::Reference<'_>) -> Result<ReferenceId, Error> {
        let printing = reference::printing(reference);
        let mut steps = Vec::with_capacity(reference.path.len());
        for step in &reference.path {
            let kind = match &step.kind {
                ast::StepKind::Property(name) => StepKind::Property((*name).into(), MemberHint::default()),
                ast::StepKind::Method(name, arguments) => StepKind::Method {
                    name: (*name).into(),
                    resolved: MethodName::resolve(name),
                    arguments: self.expressions(arguments)?,
                },
                ast::StepKind::Index(index) => StepKind::Index(self.expression(index)?),
            };
            steps.push(Step { kind, span: self.span(step.place) });
        }
        // `class` is a property of every object.
        let is_member = |step: &Step| matches!(&step.kind, StepKind::Property(name, _) if !matches!(&**name, "class" | "Class"));
        let members = !steps.is_empty() && steps.iter().all(is_member);
        let steps = run(&mut self.program.steps, steps);
        let slot: Option<Slot> = printing.name.map(|name| self.names.slot(&name));
        self.program.references.push(Reference {
            slot,
            steps,
            members,
            before: if printing.escaped { printing.escapes } else { printing.escapes + &printing.dollars }
                .into(),
            nothing: printing.nothing.into(),
            escaped: printing.escaped,
            literal: text::reference(reference, reference::image_start(reference.mark)).into(),
            span: self.span(reference.place),
        });
        Ok(self.program.references.len() as u32 - 1)
    }

    fn refused(&self, place: ast::Place, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Parse, message).at(self.span(place))
    }

    /// A use of a directive that Velocity takes for a failure of the running template, though it fails at once.
    fn failing(&self, span: Span, message: &str) -> Error {
        Error::runtime(message).at(span)
    }
}

/// A number literal: Integer, Long or BigInteger by size, or Double.
fn number(text: &str) -> ConstantValue {
    if !text.contains(['.', 'e', 'E']) {
        return if let Ok(integer) = text.parse() {
            ConstantValue::Integer(integer)
        } else if let Ok(long) = text.parse() {
            ConstantValue::Long(long)
        } else {
            ConstantValue::BigInteger(Arc::new(text.parse::<BigInt>().unwrap_or_default()))
        };
    }
    match text.parse() {
        Ok(double) => ConstantValue::Double(double),
        Err(_) => text
            .parse::<BigDecimal>()
            .map_or(ConstantValue::Null, |number| ConstantValue::BigDecimal(Arc::new(number))),
    }
}

/// `\uXXXX` in a double-quoted string; `None` where the digits are missing.
fn unescape(text: &str) -> Option<String> {
    let mut units = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        units.extend(rest[..at].encode_utf16());
        let digits = rest.get(at + 2..at + 6)?;
        units.push(u16::from_str_radix(digits, 16).ok()?);
        rest = &rest[at + 6..];
    }
    units.extend(rest.encode_utf16());
    Some(String::from_utf16_lossy(&units))
}
