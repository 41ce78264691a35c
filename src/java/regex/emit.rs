//! Prints a pattern in the notation of fancy-regex.
//!
//! Only notation that means the same there is used: character sets are spelled out, groups go by number, case and
//! line modes have been resolved before.

use std::fmt::Write as _;

use super::ast::{Assertion, Ast, Node, Temper};
use super::charset::{self, CharSet};
use super::error::PatternError;
use super::estimate::is_steadily_empty;
use super::property;
use super::units::{FIRST_HALVES, SECOND_HALVES, stand_in};

/// The longest translation, in bytes; a class such as `\p{L}` takes some ten thousand.
const MAX_BYTES: usize = 1 << 21;

/// How deep groups, choices, sequences and repetitions may nest in a translation. fancy-regex recurses a few times a
/// level; this much fits a stack of 512 KiB in a debug build.
const MAX_DEPTH: usize = 32;

/// A class without members, which matches nothing.
const NOTHING: &str = "[a&&b]";

/// What `\R` matches; alone it may give back the second half of `\r\n`.
const LINE_BREAK: &str = r"\r\n|[\n-\r\x{85}\x{2028}\x{2029}]";

/// A grapheme cluster, after Unicode Standard Annex 29.
const GRAPHEME: &str = concat!(
    r"(?>\r\n|[\p{GCB=CN}\r\n]|\p{GCB=PP}*(?:",
    r"\p{GCB=L}*(?:\p{GCB=V}+|\p{GCB=LV}\p{GCB=V}*|\p{GCB=LVT})\p{GCB=T}*|\p{GCB=L}+|\p{GCB=T}+|",
    r"\p{GCB=RI}\p{GCB=RI}|\p{Extended_Pictographic}(?:\p{GCB=EX}*\p{GCB=ZWJ}\p{Extended_Pictographic})*|",
    r"[^\p{GCB=CN}\r\n])[\p{GCB=EX}\p{GCB=ZWJ}\p{GCB=SM}]*|\p{GCB=PP}+[\p{GCB=EX}\p{GCB=ZWJ}\p{GCB=SM}]*)",
);

/// A pattern in fancy-regex's notation.
pub(super) struct Translation {
    /// For any text.
    pub(super) general: String,
    /// For ASCII text, where `\b` is much cheaper; only for patterns that have it.
    pub(super) ascii: Option<String>,
}

/// The translation of a pattern that was read.
pub(super) fn emit(ast: &Ast) -> Result<Translation, PatternError> {
    let mut general = Printer::new(ast, Form::Characters);
    general.node(&ast.root)?;
    let mut ascii = Printer::new(ast, Form::Ascii);
    if general.boundaries {
        ascii.node(&ast.root)?;
    }
    Ok(Translation { general: general.out, ascii: general.boundaries.then_some(ascii.out) })
}

/// The translation for text whose surrogate pairs are [split](super::units::split), and whether the pattern has characters
/// beyond U+FFFF: then Java begins no match between halves, but where the search begins.
pub(super) fn emit_units(ast: &Ast) -> Result<(String, bool), PatternError> {
    let mut printer = Printer::new(ast, Form::Units);
    printer.node(&ast.root)?;
    Ok((printer.out, printer.supplementary))
}

/// What keeps a pattern from beginning between halves.
pub(super) const BETWEEN_HALVES: &str = "(?!(?<=[\\x{10F800}-\\x{10FBFF}])[\\x{10FC00}-\\x{10FFFF}])";

/// The form of the text to be matched.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Characters,
    Ascii,
    Units,
}

struct Printer {
    out: String,
    depth: usize,
    group_count: u32,
    form: Form,
    /// Whether `\b` or `\B` occurred.
    boundaries: bool,
    /// Whether a set with characters beyond U+FFFF occurred.
    supplementary: bool,
}

impl Printer {
    fn new(ast: &Ast, form: Form) -> Self {
        Self {
            out: String::new(),
            depth: 0,
            group_count: ast.group_count,
            form,
            boundaries: false,
            supplementary: false,
        }
    }

    fn node(&mut self, node: &Node) -> Result<(), PatternError> {
        self.enter()?;
        match node {
            Node::Empty => {}
            Node::Set(set) => self.set(set),
            Node::Concat(nodes) => {
                for part in nodes {
                    match part {
                        Node::Alternation(_) | Node::Concat(_) => self.within("(?:", part)?,
                        other => self.node(other)?,
                    }
                }
            }
            Node::Alternation(branches) => {
                for (index, branch) in branches.iter().enumerate() {
                    if index > 0 {
                        self.out.push('|');
                    }
                    match branch {
                        Node::Alternation(_) => self.within("(?:", branch)?,
                        other => self.node(other)?,
                    }
                }
            }
            Node::Group(node) => self.within("(", node)?,
            Node::Look { behind, negative, node } => {
                let opening = match (behind, negative) {
                    (false, false) => "(?=",
                    (false, true) => "(?!",
                    (true, false) => "(?<=",
                    (true, true) => "(?<!",
                };
                self.within(opening, node)?;
            }
            Node::Atomic(node) => self.within("(?>", node)?,
            Node::Repeat { node, min, max, temper } => self.repeat(node, *min, *max, *temper)?,
            // A reference to a group that the pattern does not have never matches.
            Node::Backreference { group, .. } if *group > self.group_count => self.out.push_str(NOTHING),
            Node::Backreference { group, ignore_case } => {
                let opening = if *ignore_case { "(?i:" } else { "(?:" };
                self.formatted(format_args!("{opening}\\{group})"));
            }
            Node::Assertion(assertion) => self.assertion(*assertion),
            Node::LineBreak => self.formatted(format_args!("(?:{LINE_BREAK})")),
            Node::Grapheme if self.form == Form::Units => {
                return Err(PatternError::untranslatable("\\X beside halves of surrogate pairs", "use ."));
            }
            Node::Grapheme => self.out.push_str(GRAPHEME),
        }
        self.depth -= 1;
        if self.out.len() > MAX_BYTES {
            return Err(PatternError::too_complex(
                "its character classes are too many; use fewer or simpler ones",
            ));
        }
        Ok(())
    }

    /// The node in a group of its own.
    fn within(&mut self, opening: &str, node: &Node) -> Result<(), PatternError> {
        self.open(opening)?;
        self.node(node)?;
        self.close();
        Ok(())
    }

    fn open(&mut self, opening: &str) -> Result<(), PatternError> {
        self.enter()?;
        self.out.push_str(opening);
        Ok(())
    }

    fn enter(&mut self) -> Result<(), PatternError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(PatternError::too_deep("its groups and repetitions nest too deep"));
        }
        Ok(())
    }

    fn close(&mut self) {
        self.out.push(')');
        self.depth -= 1;
    }

    fn formatted(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a String does not fail.
        let _ = self.out.write_fmt(arguments);
    }

    fn repeat(
        &mut self,
        node: &Node,
        min: u32,
        max: Option<u32>,
        temper: Temper,
    ) -> Result<(), PatternError> {
        // A condition holds or not, however often it is asked; fancy-regex wants it asked once.
        if is_condition(node) {
            return self.condition(node, min, max, temper);
        }
        // Java does not record a group for optional turns that could only be empty.
        let max = match node {
            Node::Group(body)
                if max != Some(1) && temper != Temper::Possessive && is_steadily_empty(body) =>
            {
                Some(min)
            }
            _ => max,
        };
        if temper == Temper::Possessive {
            // Java makes every single turn of a possessive repetition final, then the whole.
            self.open("(?>")?;
            match node {
                Node::Set(set) => self.set(set),
                other => self.within("(?>", other)?,
            }
            self.bounds(min, max);
            self.close();
            return Ok(());
        }
        match node {
            Node::Set(_) | Node::Group(_) | Node::Atomic(_) => self.node(node)?,
            // Java never goes back into a line break that is repeated.
            Node::LineBreak => self.formatted(format_args!("(?>{LINE_BREAK})")),
            other => self.within("(?:", other)?,
        }
        self.bounds(min, max);
        if temper == Temper::Lazy {
            self.out.push('?');
        }
        Ok(())
    }

    fn condition(
        &mut self,
        node: &Node,
        min: u32,
        max: Option<u32>,
        temper: Temper,
    ) -> Result<(), PatternError> {
        if max == Some(0) {
            return Ok(());
        }
        if min > 0 {
            return self.within("(?:", node);
        }
        self.open(match temper {
            Temper::Possessive => "(?>",
            Temper::Greedy => "(?:",
            Temper::Lazy => "(?:|",
        })?;
        self.node(node)?;
        if temper != Temper::Lazy {
            self.out.push('|');
        }
        self.close();
        Ok(())
    }

    fn bounds(&mut self, min: u32, max: Option<u32>) {
        match (min, max) {
            (0, Some(1)) => self.out.push('?'),
            (0, None) => self.out.push('*'),
            (1, None) => self.out.push('+'),
            (min, None) => self.formatted(format_args!("{{{min},}}")),
            (min, Some(max)) if min == max => self.formatted(format_args!("{{{min}}}")),
            (min, Some(max)) => self.formatted(format_args!("{{{min},{max}}}")),
        }
    }

    fn set(&mut self, set: &CharSet) {
        if set.ranges().is_empty() {
            self.out.push_str(NOTHING);
        } else if self.form == Form::Units && set.ranges().last().is_some_and(|last| last.end() > '\u{ffff}')
        {
            self.supplementary = true;
            self.set_of_units(set);
        } else if let Some(only) = charset::single_member(set) {
            self.character(only);
        } else if set.ranges().iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum::<usize>()
            == 0x10_F800
        {
            self.out.push_str("(?s:.)");
        } else {
            self.class(set.ranges().iter().map(|range| (range.start(), range.end())));
        }
    }

    /// A set with characters beyond U+FFFF, in text where these are split: a choice between units and pairs of them.
    fn set_of_units(&mut self, set: &CharSet) {
        let first = || [(*FIRST_HALVES.start(), *FIRST_HALVES.end())].into_iter();
        let second = || [(*SECOND_HALVES.start(), *SECOND_HALVES.end())].into_iter();
        self.out.push_str("(?:");
        let basic = charset::intersection(set.clone(), &charset::range(0, 0xffff));
        // A set that goes on from before the surrogates to after them has these too, where they stand alone.
        let alone = set.ranges().iter().any(|range| range.start() <= '\u{d7ff}' && range.end() >= '\u{e000}');
        if !basic.ranges().is_empty() {
            self.class(basic.ranges().iter().map(|range| (range.start(), range.end())));
            self.out.push('|');
        }
        if alone {
            self.class(second());
            self.out.push('|');
            self.class(first());
            self.out.push_str("(?!");
            self.class(second());
            self.out.push_str(")|");
        }
        let beyond = charset::intersection(set.clone(), &charset::range(0x1_0000, 0x10_ffff));
        for (index, (firsts, seconds)) in beyond.ranges().iter().flat_map(pairs).enumerate() {
            if index > 0 {
                self.out.push('|');
            }
            self.class([firsts].into_iter());
            self.class([seconds].into_iter());
        }
        self.out.push(')');
    }

    fn class(&mut self, ranges: impl Iterator<Item = (char, char)>) {
        self.out.push('[');
        for (start, end) in ranges {
            self.character(start);
            if start != end {
                self.out.push('-');
                self.character(end);
            }
        }
        self.out.push(']');
    }

    /// A character that stands for itself, inside and outside of brackets.
    fn character(&mut self, character: char) {
        if character.is_ascii_alphanumeric() || (!character.is_ascii() && character.is_alphanumeric()) {
            self.out.push(character);
        } else {
            self.formatted(format_args!("\\x{{{:X}}}", u32::from(character)));
        }
    }

    fn assertion(&mut self, assertion: Assertion) {
        let text = match assertion {
            Assertion::TextStart => r"\A",
            Assertion::TextEnd => r"\z",
            Assertion::PreviousMatchEnd => r"\G",
            Assertion::FinalLineEnd { unix_lines: true } => r"(?=\n?\z)",
            Assertion::FinalLineEnd { unix_lines: false } => {
                r"(?:\z|(?=(?:\r\n|[\r\x{85}\x{2028}\x{2029}])\z)|(?<!\r)(?=\n\z))"
            }
            // Java's `^` never matches at the very end, not even of an empty text.
            Assertion::LineStart { unix_lines: true } => r"(?:(?:\A|(?<=\n))(?!\z))",
            Assertion::LineStart { unix_lines: false } => {
                r"(?:(?:\A|(?<=[\n\x{85}\x{2028}\x{2029}])|(?<=\r)(?!\n))(?!\z))"
            }
            Assertion::LineEnd { unix_lines: true } => r"(?=\n|\z)",
            Assertion::LineEnd { unix_lines: false } => {
                r"(?:\z|(?=[\r\x{85}\x{2028}\x{2029}])|(?<!\r)(?=\n))"
            }
            Assertion::WordBoundary { negated, unicode } => return self.word_boundary(negated, unicode),
        };
        self.out.push_str(text);
    }

    /// Java counts a nonspacing mark as part of a word when a letter or digit precedes it and its fellow marks.
    fn word_boundary(&mut self, negated: bool, unicode: bool) {
        self.boundaries = true;
        if self.form == Form::Ascii {
            self.out.push_str(if negated { r"\B" } else { r"\b" });
            return;
        }
        let word = self.spelled(&property::word_boundary_characters(unicode));
        let (before, after) = if unicode {
            (word.clone(), word)
        } else {
            let (marks, bases) = property::word_marks();
            let (marks, bases) = (self.spelled(&marks), self.spelled(&bases));
            (format!("{word}|{bases}{marks}+"), format!("{word}|{marks}(?<={bases}{marks}+)"))
        };
        let (inside, outside) = if negated { ("(?=", "(?!") } else { ("(?!", "(?=") };
        self.formatted(format_args!("(?:(?<={before}){inside}{after})|(?<!{before}){outside}{after}))"));
    }

    /// A set as text, to be used several times.
    fn spelled(&mut self, set: &CharSet) -> String {
        let start = self.out.len();
        self.set(set);
        self.out.split_off(start)
    }
}

/// The characters of a range beyond U+FFFF as pairs of halves: a range of first ones with a range of second ones.
fn pairs(range: &regex_syntax::hir::ClassUnicodeRange) -> impl Iterator<Item = ((char, char), (char, char))> {
    let halves = |character: char| {
        let mut units = [0; 2];
        character.encode_utf16(&mut units);
        (units[0], units[1])
    };
    let ((first, low), (last, high)) = (halves(range.start()), halves(range.end()));
    let parts = if first == last {
        [Some((first, first, low, high)), None, None]
    } else {
        let whole = first + 1 < last;
        [
            Some((first, first, low, 0xdfff)),
            whole.then_some((first + 1, last - 1, 0xdc00, 0xdfff)),
            Some((last, last, 0xdc00, high)),
        ]
    };
    parts.into_iter().flatten().filter_map(|(first, last, low, high)| {
        Some(((stand_in(first)?, stand_in(last)?), (stand_in(low)?, stand_in(high)?)))
    })
}

/// Whether the node consumes nothing and captures nothing.
fn is_condition(node: &Node) -> bool {
    match node {
        Node::Empty | Node::Look { .. } | Node::Assertion(_) => true,
        Node::Concat(nodes) | Node::Alternation(nodes) => nodes.iter().all(is_condition),
        Node::Repeat { node, max, .. } => *max == Some(0) || is_condition(node),
        Node::Atomic(node) => is_condition(node),
        Node::Set(_) | Node::Group(_) | Node::Backreference { .. } | Node::LineBreak | Node::Grapheme => {
            false
        }
    }
}
