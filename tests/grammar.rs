//! `grammar/vtl.pest` states the language; the parser that reads templates is written by hand. What the grammar accepts
//! the parser reads into the same pieces at the same places, so the grammar does not lie.

// The library's own files, of which this uses a part.
#![allow(dead_code, unused_imports, unreachable_pub, missing_docs)]

#[path = "../src/dialect.rs"]
mod dialect;
#[path = "../src/error.rs"]
mod error;
#[path = "../src/source.rs"]
mod source;
#[path = "../src/syntax/mod.rs"]
mod syntax;

use dialect::Dialect;
use pest::Parser;
use pest::iterators::Pair;
use proptest::prelude::*;
use source::Span;
use syntax::ast::{Expression, ExpressionKind, Reference, Statement, StepKind};

#[derive(pest_derive::Parser)]
#[grammar = "grammar/vtl.pest"]
struct Grammar;

/// A piece of a template: what it is, and its bytes.
type Piece = (&'static str, usize, usize);

/// The pieces as the grammar has them; `None` for a text that it does not accept.
fn stated(text: &str) -> Option<Vec<Piece>> {
    let template = Grammar::parse(Rule::template, text).ok()?.next()?;
    let mut pieces = Vec::new();
    template.into_inner().for_each(|pair| stated_piece(pair, &mut pieces));
    Some(pieces)
}

fn stated_piece(pair: Pair<'_, Rule>, pieces: &mut Vec<Piece>) {
    let kind = match pair.as_rule() {
        Rule::text | Rule::mark | Rule::escape => "text",
        Rule::reference => "reference",
        Rule::operand_reference => "operand",
        Rule::string => "string",
        Rule::number | Rule::whole => "number",
        Rule::set => "set",
        Rule::if_mark => "if",
        Rule::else_if_mark => "elseif",
        Rule::else_mark => "else",
        Rule::end => "end",
        Rule::foreach_mark | Rule::define_mark | Rule::macro_mark | Rule::literal_mark | Rule::call => {
            "directive"
        }
        Rule::text_block => "text block",
        Rule::comment => "comment",
        _ => "",
    };
    let span = pair.as_span();
    add(pieces, kind, Span::new(span.start(), span.end()));
    pair.into_inner().for_each(|inner| stated_piece(inner, pieces));
}

/// Adds a piece; texts in a row are one.
fn add(pieces: &mut Vec<Piece>, kind: &'static str, span: Span) {
    let (start, end) = (span.start as usize, span.end as usize);
    match pieces.last_mut() {
        _ if kind.is_empty() => {}
        Some((last, _, last_end)) if kind == "text" && *last == kind && *last_end == start => *last_end = end,
        _ => pieces.push((kind, start, end)),
    }
}

/// The pieces as the parser reads them.
struct Reading<'text> {
    text: &'text str,
    pieces: Vec<Piece>,
}

impl Reading<'_> {
    fn of(text: &str) -> Result<Vec<Piece>, error::Error> {
        let tree = syntax::parse(text, Dialect::Velocity, 1_000)?;
        let mut reading = Reading { text, pieces: Vec::new() };
        reading.block(&tree);
        Ok(reading.pieces)
    }

    fn slice(&mut self, kind: &'static str, part: &str) {
        let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
        add(&mut self.pieces, kind, Span::new(start, start + part.len()));
    }

    fn block(&mut self, block: &[Statement<'_>]) {
        block.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &Statement<'_>) {
        match statement {
            Statement::Text { text, .. } => self.slice("text", text),
            Statement::Comment(text) => self.slice("comment", text),
            Statement::TextBlock { text, .. } => self.slice("text block", text),
            Statement::Output(reference) | Statement::Runt(reference) => {
                self.reference("reference", reference)
            }
            Statement::Set(set) => {
                add(&mut self.pieces, "set", set.place.0);
                self.reference("operand", &set.target);
                self.expression(&set.value);
            }
            Statement::If(condition) => {
                for (index, branch) in condition.branches.iter().enumerate() {
                    add(&mut self.pieces, if index == 0 { "if" } else { "elseif" }, branch.place.0);
                    self.expression(&branch.condition);
                    self.block(&branch.block);
                }
                if let Some((mark, block)) = &condition.otherwise {
                    self.slice("else", mark);
                    self.block(block);
                }
                self.slice("end", condition.end);
            }
            Statement::Directive(directive) => {
                add(&mut self.pieces, "directive", directive.place.0);
                directive.arguments.iter().flatten().for_each(|argument| self.expression(argument));
                if let Some(block) = &directive.block {
                    self.block(block);
                    self.slice("end", directive.end);
                }
            }
        }
    }

    fn reference(&mut self, kind: &'static str, reference: &Reference<'_>) {
        add(&mut self.pieces, kind, reference.place.0);
        for step in &reference.path {
            match &step.kind {
                StepKind::Property(_) => {}
                StepKind::Method(_, arguments) => {
                    arguments.iter().for_each(|argument| self.expression(argument))
                }
                StepKind::Index(index) => self.expression(index),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<'_>) {
        let span = expression.place.0;
        match &expression.kind {
            ExpressionKind::String(_) => add(&mut self.pieces, "string", span),
            ExpressionKind::Number(_) => add(&mut self.pieces, "number", span),
            ExpressionKind::Boolean(_) | ExpressionKind::Word(_) => {}
            ExpressionKind::Reference(reference) => self.reference("operand", reference),
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
        }
    }
}

/// Whether the grammar accepts `text`; what it says of it has to hold.
fn holds(text: &str) -> bool {
    let Some(stated) = stated(text) else { return false };
    match Reading::of(text) {
        Ok(read) => assert_eq!(stated, read, "of {text:?}"),
        Err(error) => panic!("the grammar accepts {text:?}, and the parser says: {error}"),
    }
    true
}

/// The templates of the conformance corpus, and how many of a hundred of them the grammar accepts at least: the rest
/// are syntax errors, and readings that no author means.
#[test]
fn the_corpus_is_read_as_the_grammar_says() {
    let (mut accepted, mut all) = (0, 0);
    for entry in std::fs::read_dir("tests/conformance/corpus").expect("the corpus is there").flatten() {
        let lines = std::fs::read_to_string(entry.path()).expect("a file of lines");
        for line in lines.lines() {
            let case: serde_json::Value = serde_json::from_str(line).expect("a case a line");
            if let Some(template) = case["template"].as_str() {
                all += 1;
                accepted += usize::from(holds(template));
            }
        }
    }
    assert!(all > 1_000 && accepted * 100 / all >= 70, "only {accepted} of {all} templates are accepted");
}

#[test]
fn the_workloads_are_templates() {
    for name in ["S", "M", "L"] {
        let template = std::fs::read_to_string(format!("benches/workloads/{name}.vtl")).expect("a workload");
        assert!(holds(&template), "{name}");
    }
}

#[rustfmt::skip]
const PARTS: [&str; 66] = [
    "$a", "${a}", "$!a", "$!{a.b}", "$a.b", "$a.size()", "$a.b($c, 1)", "$a[0]", "$a['k'].c", "\\$a", "\\\\$a.b", "\\#if",
    "#set($a = ", "  #set( $a.b = 1 )\n", "#set($a = [1..3])", "#set($a={'k': $b,\"l\" :[]})", "#if($a)", "#if ( !$a )",
    "#{if}($a == 1 && (!$b or $c.d ne 'x'))  \n", "#elseif(true)", "#else", "#{else}", "#end", "#end  \r\n", "#{end}",
    "#foreach($x in $a)", "#foreach( $x in [1..$n] )", "#break", "#stop", "#define($d)", "#macro(m $x)", "#m('a', $b)",
    "#m()", "#evaluate('$a')", "## c\n", "#* c *#", "#[[ $a ]]#", "#literal()", "'s'", "\"$a\"", "1", "-1.5e3", " + ",
    " - ", "-", " == ", "(", ")", "[", "]", "{", "}", " ", "\n", "\r\n", "\t", "text", "é😀", "$", "#", ",", "..", ".",
    "!", "\\", "true",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_pieces_are_read_as_the_grammar_says(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..9)) {
        holds(&parts.concat());
    }

    #[test]
    fn expressions_are_read_as_the_grammar_says(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..7)) {
        holds(&format!("#set($v = {})", parts.concat()));
    }
}
