//! From the tree to the program.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use num_bigint::BigInt;

use super::names::{Names, Slot};
use super::{
    Block, Call, ConstantValue, Expression, ExpressionId, Expressions, Foreach, LoopBody, Macro, Program,
    Reference, ReferenceId, Region, RegionId, RegionKind, Resource, Statement, Step, StepKind, reference,
};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::java::MethodName;
use crate::java::number::BigDecimal;
use crate::output::Output;
use crate::source::Span;
use crate::syntax::ast::{self, ExpressionKind as Kind};
use crate::syntax::{Macros, Tokens, parse_with};
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
    let mut macros = Macros::default();
    let (tree, tokens) = parse_with(text, dialect, nesting, &mut macros)?;
    let mut program = Program {
        // Most of a template is text and references, which are kept as they print.
        text: String::with_capacity(text.len() * 2),
        statements: Vec::with_capacity(tokens.count() / 3 + 4),
        expressions: Vec::with_capacity(tokens.count() / 6 + 4),
        references: Vec::with_capacity(tokens.count() / 6 + 4),
        objects: Vec::new(),
        steps: Vec::with_capacity(tokens.count() / 6 + 4),
        literals: Vec::new(),
        macros: Vec::new(),
        regions: Vec::with_capacity(10),
        main: 0..0,
    };
    let mut compiler = Compiler {
        source: text,
        tokens: &tokens,
        dialect,
        nesting,
        depth: 0,
        inside: None,
        around: None,
        is_run: true,
        names,
        macros: &mut macros,
        program: &mut program,
        spare: &mut Vec::new(),
    };
    let main = compiler.block(&tree)?;
    program.main = main;
    program.text.push_str(Output::ROOM);
    program.literals.sort_by_key(|(expression, _)| *expression);
    Ok(program)
}

pub(super) struct Compiler<'a> {
    /// The text that the tree at hand was read from, and its tokens.
    source: &'a str,
    tokens: &'a Tokens,
    dialect: Dialect,
    nesting: u32,
    depth: u32,
    /// The string being compiled as a template of its own; all its places are the string's.
    inside: Option<Span>,
    /// The region being compiled.
    around: Option<usize>,
    /// Whether what is compiled can run; some is compiled only for its errors.
    is_run: bool,
    pub(super) names: &'a mut Names,
    macros: &'a mut Macros,
    pub(super) program: &'a mut Program,
    /// Empty runs of statements, to be used again.
    spare: &'a mut Vec<Vec<Statement>>,
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
        let start = (part.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        self.span(ast::Place(Span::new(start, start + part.len())))
    }

    /// Adds the regions of the branches of an `#if`; the first of them.
    fn branches(&mut self, condition: &ast::If<'_>) -> RegionId {
        let end = self.place_of(condition.end);
        let (last, last_head) = match condition.otherwise {
            Some((otherwise, _)) => (RegionKind::Else, self.place_of(otherwise.trim_end())),
            None => (RegionKind::NoElse, Span { start: end.start, end: end.start }),
        };
        let mut first = RegionId::MAX;
        let mut kind = RegionKind::If;
        for (index, branch) in condition.branches.iter().enumerate() {
            let next = condition.branches.get(index + 1).map_or(last_head, |next| self.span(next.place));
            first = first.min(self.region(kind, self.span(branch.place), next));
            kind = RegionKind::ElseIf;
        }
        self.region(last, last_head, end);
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

    fn block(&mut self, statements: &[ast::Statement<'_>]) -> Result<Block, Error> {
        let mut block = self.spare.pop().unwrap_or_default();
        block.reserve(statements.len());
        for statement in statements {
            self.statement(statement, &mut block)?;
        }
        Ok(self.move_to_program(block))
    }

    /// Adds statements to the program, one run.
    fn move_to_program(&mut self, mut statements: Vec<Statement>) -> Block {
        let start = self.program.statements.len() as u32;
        self.program.statements.append(&mut statements);
        self.spare.push(statements);
        start..self.program.statements.len() as u32
    }

    fn statement(&mut self, statement: &ast::Statement<'_>, block: &mut Vec<Statement>) -> Result<(), Error> {
        match statement {
            ast::Statement::Text { printed, .. } => self.text(printed, block),
            ast::Statement::TextBlock { printed, .. } => self.text(printed, block),
            ast::Statement::Comment(_) => {}
            ast::Statement::Runt(reference) => {
                // Its arguments are read for their errors, and never evaluated.
                self.reference(reference)?;
                self.text(if reference.formal { "{" } else { reference.name }, block);
            }
            ast::Statement::Output(reference) => {
                let reference = self.reference(reference)?;
                self.print(reference, block);
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
                let mut branches = self.spare.pop().unwrap_or_default();
                for branch in &condition.branches {
                    let condition = Some(self.condition(&branch.condition)?);
                    let block = self.block_of(region, &branch.block)?;
                    branches.push(Statement::Branch { condition, block });
                    region = region.saturating_add(1);
                }
                if let Some((_, otherwise)) = &condition.otherwise {
                    let block = self.block_of(region, otherwise)?;
                    branches.push(Statement::Branch { condition: None, block });
                }
                let branches = self.move_to_program(branches);
                self.push_if(branches, first, block);
            }
            ast::Statement::Directive(directive) => self.directive(directive, block)?,
        }
        Ok(())
    }

    /// Keeps `text`, and tells where.
    fn kept(&mut self, text: &str) -> Range<u32> {
        let start = self.program.text.len() as u32;
        self.program.text.push_str(text);
        start..self.program.text.len() as u32
    }

    /// Adds constant text, joined with constant text directly before it.
    fn text(&mut self, text: &str, block: &mut Vec<Statement>) {
        if text.is_empty() {
            return;
        }
        let added = self.kept(text);
        match block.last_mut() {
            Some(Statement::Text(before)) if before.end == added.start => before.end = added.end,
            _ => block.push(Statement::Text(added)),
        }
    }

    fn directive(&mut self, directive: &ast::Directive<'_>, block: &mut Vec<Statement>) -> Result<(), Error> {
        if !self.dialect.has_directive(directive.name) {
            return self.call(directive, block);
        }
        let span = self.span(directive.place);
        let arguments = directive.arguments.as_deref().unwrap_or_default();
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
                let inside = Span { start: directive.place.0.end, end: directive.end_place.0.start };
                let place = arguments.first().map_or(inside, |argument| argument.place.0);
                if self.tokens.is_empty(place.start, place.end) {
                    return Err(self.failing(span, "#literal() of nothing fails in Velocity: remove it"));
                }
                let printed = self.tokens.literal(self.source, place.start, place.end);
                self.text(&printed, block);
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
            Some(instead) => {
                let printed = self.expression(instead)?;
                match &instead.kind {
                    Kind::Reference(runt) if runt.is_runt() => {
                        let text = Statement::Text(self.kept(runt.name));
                        LoopBody::Block(run(&mut self.program.statements, [text]))
                    }
                    _ => LoopBody::Print(printed),
                }
            }
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
        let Some((Kind::Word(name), parameters)) =
            arguments.split_first().map(|(first, rest)| (&first.kind, rest))
        else {
            return Ok(());
        };
        // Compiled for the errors in them: Velocity reads the strings among them, though it uses no more than a name.
        self.expressions(parameters)?;
        let body = directive.block.as_deref().unwrap_or_default();
        let (block, region) = if self.dialect.inline_macros() {
            let region = self.directive_region(directive, RegionKind::Macro((*name).into()));
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
            self.macros.define(name);
            self.program.macros.push(Macro { name: (*name).into(), parameters, block, region });
        }
        Ok(())
    }

    /// A call of a macro, or text that looks like one.
    fn call(&mut self, directive: &ast::Directive<'_>, block: &mut Vec<Statement>) -> Result<(), Error> {
        let bodied = directive.name.strip_prefix('@');
        let arguments = directive.arguments.as_deref().unwrap_or_default();
        let body = directive.block.as_deref();
        if bodied.is_some() && directive.arguments.is_none() {
            self.text("#", block);
            self.text(directive.name, block);
            return Ok(());
        }
        let literal = self.tokens.images(self.source, directive.place.0.start, self.end(directive));
        let macro_body = match body {
            Some(body) if self.dialect.inline_macros() => Some(self.block(body)?),
            Some(body) => Some(self.unrun(|compiler| compiler.block(body))?),
            None => None,
        };
        let bare_word = arguments.iter().find_map(|argument| match argument.kind {
            Kind::Word(word) => Some(word.into()),
            _ => None,
        });
        let expressions = self.expressions(arguments)?;
        if !self.dialect.inline_macros() {
            self.text(&literal, block);
            return Ok(());
        }
        for (expression, argument) in expressions.clone().zip(arguments) {
            let Span { start, end } = argument.place.0;
            let written = self.tokens.value(self.source, start, end);
            self.program.literals.push((expression, written.into()));
        }
        block.push(Statement::Call(Box::new(Call {
            name: bodied.unwrap_or(directive.name).into(),
            arguments: expressions,
            literal: literal.into(),
            body: macro_body,
            bare_word,
            span: self.span(directive.place),
        })));
        Ok(())
    }

    /// Where a directive ends, its block and `#end` included.
    fn end(&self, directive: &ast::Directive<'_>) -> u32 {
        directive.place.0.end.max(directive.end_place.0.end)
    }

    fn expressions(&mut self, expressions: &[ast::Expression<'_>]) -> Result<Expressions, Error> {
        if let [one] = expressions {
            let id = self.expression(one)?;
            return Ok(id..id + 1);
        }
        let mut compiled = Vec::with_capacity(expressions.len());
        for expression in expressions {
            compiled.push(self.compiled(expression)?);
        }
        Ok(run(&mut self.program.expressions, compiled))
    }

    pub(super) fn expression(&mut self, expression: &ast::Expression<'_>) -> Result<ExpressionId, Error> {
        let compiled = self.compiled(expression)?;
        Ok(self.push(compiled))
    }

    pub(super) fn push(&mut self, expression: Expression) -> ExpressionId {
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
            // Marks that the lexer found no use for stand in the token, which Java then reads.
            Kind::Number(text) if text.starts_with(['#', '$']) => {
                let marks = text.len() - text.trim_start_matches(['#', '$']).len();
                let message =
                    format!("`{text}` is no number: remove the `{}`", text.get(..marks).unwrap_or_default());
                return Err(self.failing(self.span(expression.place), &message));
            }
            Kind::Number(text) => Expression::Constant(number(text)),
            Kind::Boolean(boolean) => Expression::Constant(ConstantValue::Boolean(*boolean)),
            Kind::Word(_) => Expression::Constant(ConstantValue::Null),
            Kind::Reference(reference) => {
                let id = self.reference(reference)?;
                if reference.is_runt() {
                    Expression::Constant(ConstantValue::Null)
                } else {
                    Expression::Reference(id)
                }
            }
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
            Kind::Not(count, operand) => Expression::Not(count % 2 == 1, self.condition(operand)?),
            Kind::Group(inside) => self.compiled(inside)?,
            Kind::Chain(first, rest) => {
                if let Some((ast::Operator::And | ast::Operator::Or, _)) = rest.first() {
                    return self.alternatives(first, rest, expression.place);
                }
                let adds = rest.iter().any(|(operator, _)| *operator == ast::Operator::Add);
                let written = if adds { self.written(first) } else { None };
                let first = self.expression(first)?;
                self.program.literals.extend(written.map(|written| (first, written)));
                let (mut links, mut results) = (Vec::with_capacity(rest.len()), Vec::new());
                for (operator, operand) in rest {
                    let written = if adds { self.written(operand) } else { None };
                    if adds {
                        results.push(self.with_blanks(operand.place));
                    }
                    let operand = self.expression(operand)?;
                    links.push(Expression::Link(*operator, operand));
                    self.program.literals.extend(written.map(|written| (operand, written)));
                }
                let rest = run(&mut self.program.expressions, links);
                self.program.literals.extend(rest.clone().zip(results));
                Expression::Chain { first, rest, span: self.span(expression.place) }
            }
        })
    }

    /// Conditions joined by `&&` or `||`.
    fn alternatives(
        &mut self,
        first: &ast::Expression<'_>,
        rest: &[(ast::Operator, ast::Expression<'_>)],
        place: ast::Place,
    ) -> Result<Expression, Error> {
        let first = self.condition(first)?;
        let mut links = Vec::with_capacity(rest.len());
        for (operator, operand) in rest {
            links.push(Expression::Link(*operator, self.condition(operand)?));
        }
        let rest = run(&mut self.program.expressions, links);
        Ok(Expression::Chain { first, rest, span: self.span(place) })
    }

    /// How Velocity writes an operand that turned out null: the part of it that it read last.
    fn written(&self, operand: &ast::Expression<'_>) -> Option<Box<str>> {
        let Span { start, end } = operand.place.0;
        match &operand.kind {
            Kind::Group(_) => Some(self.tokens.value(self.source, start + 1, end - 1).into()),
            Kind::Range(_) => Some(self.tokens.value(self.source, start, end).into()),
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
        self.tokens.value(self.source, start as u32, end as u32).into()
    }

    /// A string literal: in double quotes and with a `$` or `#` it is a template.
    fn string(&mut self, quoted: &str, place: ast::Place) -> Result<Expression, Error> {
        let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
        let (is_template, doubled, quote) =
            if quoted.starts_with('"') { (true, "\"\"", "\"") } else { (false, "''", "'") };
        let mut text = if inner.contains(quote) { inner.replace(doubled, quote) } else { inner.to_owned() };
        if is_template && inner.contains("\\u") {
            text = unescape(&text).ok_or_else(|| {
                self.failing(self.span(place), "`\\u` in a string needs four hexadecimal digits")
            })?;
        }
        if !is_template || !inner.contains(['$', '#']) {
            return Ok(Expression::Constant(constant(text)));
        }
        // Velocity reads the text with a blank added and cuts the last character off the output; a text with a line
        // comment it reads as it is.
        let whole = if text.contains("##") { text } else { text + " " };
        let outer = self.inside.replace(self.span(place));
        let block = self.interpolated(&whole);
        self.inside = outer;
        block.map_err(|error| self.within(error, place))
    }

    fn interpolated(&mut self, text: &str) -> Result<Expression, Error> {
        let (tree, tokens) = parse_with(text, self.dialect, self.nesting, self.macros)?;
        let mut compiler = Compiler {
            source: text,
            tokens: &tokens,
            dialect: self.dialect,
            nesting: self.nesting,
            depth: self.depth,
            inside: self.inside,
            around: self.around,
            is_run: self.is_run,
            names: self.names,
            macros: self.macros,
            program: self.program,
            spare: self.spare,
        };
        let mut block = compiler.block(&tree)?;
        if text.contains("##") {
            return Ok(Expression::Interpolated(block));
        }
        let last = block.clone().next_back().and_then(|last| self.program.statements.get_mut(last as usize));
        let ends_in_blank = |last: &Range<u32>| {
            self.program.text.get(..last.end as usize).is_some_and(|text| text.ends_with(' '))
        };
        match last {
            Some(Statement::Text(last)) if ends_in_blank(last) => {
                last.end -= 1;
                if last.start == last.end {
                    block.end -= 1;
                }
                Ok(Expression::Interpolated(block))
            }
            // The blank is in a comment that nothing closes.
            _ => Ok(Expression::Cut(block)),
        }
    }

    fn within(&self, error: Error, place: ast::Place) -> Error {
        let message = format!("in this string: {}", error.message());
        Error::new(error.kind(), message).at(self.span(place))
    }

    fn reference(&mut self, reference: &ast::Reference<'_>) -> Result<ReferenceId, Error> {
        let printing = reference::printing(reference);
        let literal = self.kept(reference.literal());
        let steps = match &*reference.path {
            [] => 0..0,
            [one] => {
                let step = self.step(reference, &literal, one)?;
                run(&mut self.program.steps, [step])
            }
            path => {
                let mut steps = Vec::with_capacity(path.len());
                for step in path {
                    steps.push(self.step(reference, &literal, step)?);
                }
                run(&mut self.program.steps, steps)
            }
        };
        let slot: Option<Slot> = printing.name.map(|name| self.names.slot(&name));
        let usual = self.usual(reference, slot, &steps);
        let before = self.kept(&printing.before);
        let nothing = match &printing.nothing {
            Cow::Borrowed("") => 0..0,
            Cow::Borrowed(_) => literal.clone(),
            Cow::Owned(other) => self.kept(other),
        };
        self.program.references.push(Reference {
            slot,
            steps,
            usual,
            before,
            nothing,
            escaped: printing.escaped,
            literal,
            span: self.span(reference.place),
        });
        Ok(self.program.references.len() as u32 - 1)
    }

    /// A step of `reference`, which is kept as `literal`.
    fn step(
        &mut self,
        reference: &ast::Reference<'_>,
        literal: &Range<u32>,
        step: &ast::Step<'_>,
    ) -> Result<Step, Error> {
        let kind = match &step.kind {
            ast::StepKind::Property(name) => {
                StepKind::Property(self.step_name(reference, literal, step, name), MemberHint::of(name))
            }
            ast::StepKind::Method(name, arguments) => StepKind::Method {
                name: self.step_name(reference, literal, step, name),
                resolved: MethodName::resolve(name),
                arguments: self.expressions(arguments)?,
            },
            ast::StepKind::Index(index) => StepKind::Index(self.expression(index)?),
        };
        Ok(Step { kind, span: self.span(step.place) })
    }

    /// The name of a step, which begins it: a part of the reference's own text.
    fn step_name(
        &mut self,
        reference: &ast::Reference<'_>,
        literal: &Range<u32>,
        step: &ast::Step<'_>,
        name: &str,
    ) -> Range<u32> {
        if reference.literal.is_some() {
            return self.kept(name);
        }
        let cut = ast::image_start(reference.mark) as u32;
        let start = literal.start + (step.place.0.start - reference.place.0.start - cut);
        start..start + name.len() as u32
    }

    fn refused(&self, place: ast::Place, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Parse, message).at(self.span(place))
    }

    /// A use of a directive that Velocity takes for a failure of the running template, though it fails at once.
    fn failing(&self, span: Span, message: &str) -> Error {
        Error::runtime(message).at(span)
    }
}

fn constant(text: impl Into<Box<str>>) -> ConstantValue {
    ConstantValue::Text(Arc::new(Constant::new(text)))
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
