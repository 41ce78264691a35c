//! Reads a Java pattern: alternations, sequences, groups and quantifiers, in the order of Java's own parser so that
//! its errors come out the same.

use super::ast::{Assertion, Ast, Node, Temper};
use super::charset::{self, CharSet};
use super::class::class;
use super::error::PatternError;
use super::escape::{Escape, escape, unsupported};
use super::estimate;
use super::flags::Flags;
use super::reader::{Reader, character};

/// How deep groups and classes may nest.
pub(super) const MAX_DEPTH: usize = 30;

/// How many steps of a match allow for one character of the pattern.
const STEPS_OF_CHARACTER: usize = 64;

/// Reads a pattern under the flags.
pub(super) fn parse(pattern: &str, flags: Flags, step_limit: usize) -> Result<Ast, PatternError> {
    let longest = step_limit / STEPS_OF_CHARACTER;
    if pattern.chars().count() > longest {
        return Err(PatternError::too_complex(format!("it is longer than {longest} characters; shorten it")));
    }
    let flags = flags.completed();
    if flags.contains(Flags::LITERAL) {
        let literals = pattern.chars().map(|letter| Node::Set(charset::literal(letter.into(), flags)));
        let root = Node::Concat(literals.collect());
        return Ok(Ast { root, group_count: 0, names: Vec::new() });
    }
    let reader = Reader::new(pattern, flags);
    let mut parser = Parser { reader, group_count: 0, names: Vec::new(), depth: 0 };
    let root = parser.alternation()?;
    if parser.reader.cursor != parser.reader.length() {
        let unmatched = parser.reader.peek() == u32::from(')');
        let description = if unmatched { "Unmatched closing ')'" } else { "Unexpected internal error" };
        return Err(parser.reader.error(description));
    }
    let Parser { group_count, names, .. } = parser;
    Ok(Ast { root, group_count, names })
}

struct Parser<'p> {
    reader: Reader<'p>,
    group_count: u32,
    names: Vec<(String, u32)>,
    depth: usize,
}

impl Parser<'_> {
    fn alternation(&mut self) -> Result<Node, PatternError> {
        let mut branches = vec![self.sequence()?];
        while self.reader.peek() == u32::from('|') {
            self.reader.next();
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alternation(branches) })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        loop {
            let code = self.reader.peek();
            let node = match character(code) {
                '(' => match self.group()? {
                    Some(group) => group,
                    None => continue,
                },
                '[' => Node::Set(class(&mut self.reader, true, self.depth + 1)?),
                '\\' => self.backslash()?,
                '^' => {
                    self.reader.next();
                    Node::Assertion(self.caret())
                }
                '$' => {
                    self.reader.next();
                    Node::Assertion(self.dollar())
                }
                '.' => {
                    self.reader.next();
                    Node::Set(self.dot())
                }
                '|' | ')' => break,
                letter @ ('?' | '*' | '+') => {
                    self.reader.next();
                    return Err(self.reader.error(format!("Dangling meta character '{letter}'")));
                }
                // A quantifier in braces with nothing before it repeats the empty string.
                '{' => Node::Empty,
                '\0' if self.reader.at_end() => break,
                _ => {
                    self.reader.next();
                    Node::Set(charset::literal(code, self.reader.flags))
                }
            };
            nodes.push(self.quantified(node)?);
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Concat(nodes),
        })
    }

    fn caret(&self) -> Assertion {
        if self.reader.has(Flags::MULTILINE) {
            Assertion::LineStart { unix_lines: self.reader.has(Flags::UNIX_LINES) }
        } else {
            Assertion::TextStart
        }
    }

    fn dollar(&self) -> Assertion {
        let unix_lines = self.reader.has(Flags::UNIX_LINES);
        if self.reader.has(Flags::MULTILINE) {
            Assertion::LineEnd { unix_lines }
        } else {
            Assertion::FinalLineEnd { unix_lines }
        }
    }

    fn dot(&self) -> CharSet {
        if self.reader.has(Flags::DOTALL) {
            charset::range(0, u32::MAX)
        } else {
            charset::complement(charset::line_terminators(self.reader.has(Flags::UNIX_LINES)))
        }
    }

    /// An escape outside a class; the cursor stands on the backslash.
    fn backslash(&mut self) -> Result<Node, PatternError> {
        if matches!(character(self.reader.next_escaped()), 'p' | 'P') {
            return Ok(Node::Set(self.reader.family()?));
        }
        self.reader.unread();
        let letter = match escape(&mut self.reader, false)? {
            Escape::Code(code) => return Ok(Node::Set(charset::literal(code, self.reader.flags))),
            Escape::Set(set) => return Ok(Node::Set(set)),
            Escape::Outside(letter) => letter,
        };
        let unicode = self.reader.has(Flags::UNICODE_CHARACTER_CLASS);
        Ok(match letter {
            'A' => Node::Assertion(Assertion::TextStart),
            'z' => Node::Assertion(Assertion::TextEnd),
            'Z' => {
                Node::Assertion(Assertion::FinalLineEnd { unix_lines: self.reader.has(Flags::UNIX_LINES) })
            }
            'G' => Node::Assertion(Assertion::PreviousMatchEnd),
            'B' => Node::Assertion(Assertion::WordBoundary { negated: true, unicode }),
            'b' if self.reader.peek() == u32::from('{') => self.grapheme_boundary(unicode)?,
            'b' => Node::Assertion(Assertion::WordBoundary { negated: false, unicode }),
            'R' => Node::LineBreak,
            'X' => Node::Grapheme,
            'k' => self.named_reference()?,
            digit => self.numbered_reference(digit.to_digit(10).unwrap_or(0)),
        })
    }

    /// `\b{g}`; any other brace is a quantifier for `\b` itself, and Java then finds fault with it.
    fn grapheme_boundary(&mut self, unicode: bool) -> Result<Node, PatternError> {
        if self.reader.raw(self.reader.cursor + 1) != u32::from('g') {
            return Ok(Node::Assertion(Assertion::WordBoundary { negated: false, unicode }));
        }
        self.reader.skip();
        if self.reader.read() != u32::from('}') {
            return Err(unsupported(&self.reader));
        }
        Err(PatternError::untranslatable(r"\b{g}", r"match whole grapheme clusters with \X instead"))
    }

    /// `\k<name>`.
    fn named_reference(&mut self) -> Result<Node, PatternError> {
        if self.reader.read() != u32::from('<') {
            return Err(self.reader.error(r"\k is not followed by '<' for named capturing group"));
        }
        let name = self.group_name()?;
        match self.names.iter().find(|(known, _)| *known == name) {
            Some(&(_, group)) => Ok(self.reference(group)),
            None => Err(self.reader.error(format!("named capturing group <{name}> does not exist"))),
        }
    }

    /// `\11` is group 11 where there are as many groups so far, else group 1 and the digit 1.
    fn numbered_reference(&mut self, first_digit: u32) -> Node {
        let mut group = first_digit;
        while let Some(digit) = character(self.reader.peek()).to_digit(10) {
            match group.checked_mul(10).and_then(|tens| tens.checked_add(digit)) {
                Some(longer) if longer <= self.group_count => group = longer,
                _ => break,
            }
            self.reader.read();
        }
        self.reference(group)
    }

    fn reference(&self, group: u32) -> Node {
        Node::Backreference { group, ignore_case: self.reader.has(Flags::CASE_INSENSITIVE) }
    }

    /// A group with its quantifier still to come, or `None` for inline flags that stand alone, such as `(?i)`.
    fn group(&mut self) -> Result<Option<Node>, PatternError> {
        if self.depth >= MAX_DEPTH {
            return Err(PatternError::too_deep(format!("it nests more than {MAX_DEPTH} groups and classes")));
        }
        let outer_flags = self.reader.flags;
        if self.reader.next() != u32::from('?') {
            self.group_count += 1;
            return self.capturing(outer_flags).map(Some);
        }
        let node = match character(self.reader.skip()) {
            ':' => self.body()?,
            '=' => look(false, false, self.body()?),
            '!' => look(false, true, self.body()?),
            '>' => Node::Atomic(Box::new(self.body()?)),
            '<' => {
                let code = self.reader.read();
                match character(code) {
                    letter @ ('=' | '!') => {
                        let body = self.body()?;
                        if !estimate::is_bounded(&body) {
                            return Err(self
                                .reader
                                .error("Look-behind group does not have an obvious maximum length"));
                        }
                        if estimate::has_grapheme(&body) {
                            return Err(PatternError::untranslatable(
                                r"\X in a look-behind",
                                "name the characters to look for instead",
                            ));
                        }
                        if estimate::overflows(&body) {
                            return Err(PatternError::untranslatable(
                                "several endless repetitions in one look-behind",
                                "bound all but one of them, such as a{0,100}",
                            ));
                        }
                        look(true, letter == '!', body)
                    }
                    _ => {
                        self.reader.unread();
                        let name = self.group_name()?;
                        if self.names.iter().any(|(known, _)| *known == name) {
                            let description = format!("Named capturing group <{name}> is already defined");
                            return Err(self.reader.error(description));
                        }
                        self.group_count += 1;
                        self.names.push((name, self.group_count));
                        return self.capturing(outer_flags).map(Some);
                    }
                }
            }
            '$' | '@' => return Err(self.reader.error("Unknown group type")),
            _ => {
                self.reader.unread();
                self.inline_flags()?;
                match character(self.reader.read()) {
                    ')' => return Ok(None),
                    ':' => self.body()?,
                    _ => return Err(self.reader.error("Unknown inline modifier")),
                }
            }
        };
        self.close(outer_flags)?;
        Ok(Some(node))
    }

    fn capturing(&mut self, outer_flags: Flags) -> Result<Node, PatternError> {
        let body = self.body()?;
        self.close(outer_flags)?;
        Ok(Node::Group(Box::new(body)))
    }

    fn body(&mut self) -> Result<Node, PatternError> {
        self.depth += 1;
        let body = self.alternation();
        self.depth -= 1;
        body
    }

    fn close(&mut self, outer_flags: Flags) -> Result<(), PatternError> {
        if self.reader.read() != u32::from(')') {
            return Err(self.reader.error("Unclosed group"));
        }
        self.reader.flags = outer_flags;
        Ok(())
    }

    /// The letters of `(?ims-x…`.
    fn inline_flags(&mut self) -> Result<(), PatternError> {
        let mut setting = true;
        loop {
            let letter = character(self.reader.peek());
            match Flags::from_letter(letter) {
                Some(flag) if setting => self.reader.flags |= flag,
                Some(flag) => self.reader.flags = self.reader.flags.without(flag),
                None if letter == '-' && setting => setting = false,
                None if letter == 'c' => {
                    return Err(PatternError::untranslatable(
                        "the flag c (canonical equivalence)",
                        "normalize the text and the pattern first",
                    ));
                }
                None => return Ok(()),
            }
            self.reader.next();
        }
    }

    /// The name in `<name>`, the bracket before it already read.
    fn group_name(&mut self) -> Result<String, PatternError> {
        let mut letter = character(self.reader.read());
        if !letter.is_ascii_alphabetic() {
            return Err(self.reader.error("capturing group name does not start with a Latin letter"));
        }
        let mut name = String::new();
        while letter.is_ascii_alphanumeric() {
            name.push(letter);
            letter = character(self.reader.read());
        }
        if letter != '>' {
            return Err(self.reader.error("named capturing group is missing trailing '>'"));
        }
        Ok(name)
    }

    /// The node with the quantifier that follows it, if one does.
    fn quantified(&mut self, node: Node) -> Result<Node, PatternError> {
        let (min, max) = match character(self.reader.peek()) {
            '?' => (0, Some(1)),
            '*' => (0, None),
            '+' => (1, None),
            '{' => {
                let bounds = self.counted()?;
                return Ok(self.tempered(node, bounds));
            }
            _ => return Ok(node),
        };
        self.reader.next();
        Ok(self.tempered(node, (min, max)))
    }

    fn tempered(&mut self, node: Node, (min, max): (u32, Option<u32>)) -> Node {
        let temper = match character(self.reader.peek()) {
            '?' => Temper::Lazy,
            '+' => Temper::Possessive,
            _ => Temper::Greedy,
        };
        if temper != Temper::Greedy {
            self.reader.next();
        }
        Node::Repeat { node: Box::new(node), min, max, temper }
    }

    /// `{n}`, `{n,}` and `{n,m}`; the cursor stands on the brace.
    fn counted(&mut self) -> Result<(u32, Option<u32>), PatternError> {
        if !character(self.reader.raw(self.reader.cursor + 1)).is_ascii_digit() {
            self.reader.cursor += 2;
            return Err(self.reader.error("Illegal repetition"));
        }
        self.reader.cursor += 1;
        let mut code = self.reader.read();
        let min = self.number(&mut code)?;
        let mut max = Some(min);
        if code == u32::from(',') {
            code = self.reader.read();
            max = if code == u32::from('}') { None } else { Some(self.number(&mut code)?) };
        }
        if code != u32::from('}') {
            return Err(self.reader.error("Unclosed counted closure"));
        }
        match max {
            Some(max) if max < min => Err(self.reader.error("Illegal repetition range")),
            _ => Ok((min, max)),
        }
    }

    /// A number from its first digit on; `code` becomes what follows it.
    fn number(&mut self, code: &mut u32) -> Result<u32, PatternError> {
        let mut number: i32 = 0;
        while let Some(digit) = character(*code).to_digit(10) {
            let longer = number.checked_mul(10).and_then(|tens| tens.checked_add_unsigned(digit));
            number = longer.ok_or_else(|| self.reader.error("Illegal repetition range"))?;
            *code = self.reader.read();
        }
        Ok(number.unsigned_abs())
    }
}

fn look(behind: bool, negative: bool, node: Node) -> Node {
    Node::Look { behind, negative, node: Box::new(node) }
}
