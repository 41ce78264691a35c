//! Writes templates: a grammar of the language run backwards, with the habits of people who write mapping templates,
//! and now and then with their typing errors.

use serde_json::{Map, Value};

use crate::methods::methods_of;
use crate::mutation::mutate;
use crate::random::Random;
use crate::variables::{KINDS, Kind, names_of, variables};

/// A template and what it may refer to.
#[derive(Clone)]
pub(crate) struct Case {
    pub template: String,
    pub variables: Map<String, Value>,
}

/// Case `number` of the run `seed`.
pub(crate) fn case(seed: u64, number: u64) -> Case {
    let mut random = Random::of(seed, number);
    let (variables, kinds) = variables(&mut random);
    let locals = [("g0", kinds[0]), ("g1", kinds[1]), ("g2", kinds[2])].to_vec();
    let mut writer = Writer { random, locals, macros: Vec::new(), loops: 0, quoted: false };
    let mut template = writer.block(3);
    if writer.random.chance(12) {
        mutate(&mut template, &mut writer.random);
    }
    Case { template, variables }
}

struct Writer {
    random: Random,
    /// Names that the template itself has bound so far, latest last.
    locals: Vec<(&'static str, Kind)>,
    macros: Vec<&'static str>,
    loops: usize,
    /// Inside a double-quoted string, where another `"` would end it.
    quoted: bool,
}

impl Writer {
    /// Text, references and directives in a row; directives nest at most `depth` deep.
    fn block(&mut self, depth: usize) -> String {
        let most = if depth == 3 { 9 } else { 4 };
        let mut block = String::new();
        for _ in 0..1 + self.random.below(most) {
            let piece = self.piece(depth);
            block.push_str(&piece);
        }
        block
    }

    fn piece(&mut self, depth: usize) -> String {
        let nested = if depth == 0 { 0 } else { 1 };
        match self.random.weighted(&[
            12,
            8,
            16,
            9,
            7 * nested,
            5 * nested,
            2 * nested,
            3 * nested,
            3,
            2,
            1,
            4,
            3,
            1,
            2,
        ]) {
            0 => self.text(),
            1 => self.space(),
            2 => self.printed_reference(),
            3 => self.set(),
            4 => self.condition(depth - 1),
            5 => self.foreach(depth - 1),
            6 => self.define(depth - 1),
            7 => self.macro_or_call(depth - 1),
            8 => self.comment(),
            9 => self.literal(depth),
            10 => self.leave(),
            11 => self.escape(),
            12 => self.odd(),
            13 => self.file_or_evaluation(),
            _ => self.unknown_directive(),
        }
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 40] = [
            "a",
            "b c",
            "Hello",
            "x=1",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ",",
            ".",
            ":",
            ";",
            "-",
            "_",
            "!",
            "?",
            "&",
            "%",
            "*",
            "/",
            "|",
            "'",
            "{\"k\": ",
            "http://h/p",
            "\u{e9}",
            "\u{1f600}",
            "5",
            "0.5",
            "end",
            "else",
            "if",
            "a@b.c",
            "<b>",
            "\u{a0}",
            "=",
            "+",
            "null",
            "true",
        ];
        let mut text = String::new();
        for _ in 0..1 + self.random.below(3) {
            text.push_str(self.random.pick(&TEXTS));
        }
        if self.quoted { text.replace('"', "'") } else { text }
    }

    fn space(&mut self) -> String {
        const SPACES: [&str; 12] =
            [" ", "  ", "\n", "\t", "\r\n", "\n\n", " \n", "\n  ", "  \n  ", "\r\n\t", "\r", "\n \n"];
        self.random.pick(&SPACES).to_owned()
    }

    /// What may stand between the parts of a directive or an expression.
    fn gap(&mut self, usual: &'static str) -> &'static str {
        const GAPS: [&str; 7] = ["", " ", "  ", "\t", "\n", " \n ", "\r\n"];
        if self.random.chance(85) { usual } else { self.random.pick(&GAPS) }
    }

    /// Items between brackets. Nothing between them, not even a blank, is how the language wants it when there is none.
    fn enclosed(&mut self, open: &str, items: &[String], close: &str) -> String {
        let gap = if items.is_empty() && self.random.chance(97) { "" } else { self.gap("") };
        let comma = self.random.pick(&[", ", ", ", ",", " , "]);
        format!("{open}{gap}{}{gap}{close}", items.join(comma))
    }

    fn printed_reference(&mut self) -> String {
        let kind = self.random.pick(&KINDS);
        self.reference(kind, 2)
    }

    /// A reference that holds a value of the kind, as far as one can tell.
    fn reference(&mut self, kind: Kind, depth: usize) -> String {
        let (name, held) = self.name(kind);
        let mut path = name.to_owned();
        let mut held = held;
        for _ in 0..self.random.weighted(&[50, 35, 12, 3]) {
            if self.random.chance(18) {
                path.push_str(&self.index(held, depth));
                held = Kind::Unknown;
            } else {
                let (step, result) = self.step(held, depth);
                path.push_str(&step);
                held = result;
            }
        }
        let quiet = if self.random.chance(20) { "!" } else { "" };
        if self.random.chance(30) { format!("${quiet}{{{path}}}") } else { format!("${quiet}{path}") }
    }

    fn name(&mut self, kind: Kind) -> (&'static str, Kind) {
        let count = self.locals.len();
        if self.random.chance(40) && count > 0 {
            let fitting: Vec<_> = self.locals.iter().filter(|(_, held)| *held == kind).copied().collect();
            if !fitting.is_empty() {
                return self.random.pick(&fitting);
            }
            return self.locals[count - 1 - self.random.below(count.min(3))];
        }
        if self.loops > 0 && self.random.chance(15) {
            return self.loop_name();
        }
        (self.random.pick(names_of(kind)), kind)
    }

    fn loop_name(&mut self) -> (&'static str, Kind) {
        self.random.pick(&[
            ("foreach.index", Kind::Integer),
            ("foreach.count", Kind::Integer),
            ("foreach.hasNext", Kind::Truth),
            ("foreach.first", Kind::Truth),
            ("foreach.last", Kind::Truth),
            ("foreach.parent.index", Kind::Integer),
            ("foreach.topmost.count", Kind::Integer),
            ("foreach", Kind::Unknown),
            ("velocityCount", Kind::Integer),
            ("velocityHasNext", Kind::Truth),
        ])
    }

    fn index(&mut self, held: Kind, depth: usize) -> String {
        let inner = match (held, self.random.chance(80)) {
            (Kind::Map, true) => self.argument('s', depth),
            (_, true) => self.random.pick(&["0", "1", "-1", "2", "$n", "$z", "$nums[1]", "9"]).to_owned(),
            (_, false) if self.random.chance(5) => self.argument('a', depth),
            (_, false) => self.random.pick(&["'k'", "'0'", "$s", "$m.n", "$u", "\"k\"", "true"]).to_owned(),
        };
        let gap = self.gap("");
        format!("[{gap}{inner}{gap}]")
    }

    /// `.property` or `.method(arguments)`.
    fn step(&mut self, held: Kind, depth: usize) -> (String, Kind) {
        let known = if self.random.chance(92) { held } else { self.random.pick(&KINDS) };
        let (name, letters, result) = self.random.pick(methods_of(known));
        if letters.is_empty() && self.random.chance(25) {
            return (format!(".{name}"), result);
        }
        let mut letters = letters.to_owned();
        if self.random.chance(6) {
            letters = self.random.pick(&["", "a", "aa", "i", "s", "l"]).to_owned();
        }
        let arguments: Vec<String> = letters.chars().map(|letter| self.argument(letter, depth)).collect();
        (format!(".{name}{}", self.enclosed("(", &arguments, ")")), result)
    }

    fn argument(&mut self, letter: char, depth: usize) -> String {
        const PATTERNS: [&str; 22] = [
            "a", "o", "l+", "[a-z]", "\\s+", "\\d", ",", "", ".", "(l)(o)", "^H", "d$", "[^a-z]", "\\w*",
            "x?", "(?i)H", "\\.", "l{2}", "a|o", "(", "\\p{L}", "\\b",
        ];
        const REPLACEMENTS: [&str; 8] = ["", "-", "$1", "$0$0", "\\$", "x", "$2", "\\\\"];
        const FORMATS: [&str; 16] = [
            "%s",
            "%d",
            "%5s|",
            "%-5s|",
            "%05d",
            "%.2f",
            "%x",
            "%b",
            "%%",
            "%S",
            "%,d",
            "%c",
            "%e",
            "%q",
            "%1$s %1$s",
            "%s %s",
        ];
        let simple = depth == 0 || self.random.chance(70);
        match letter {
            's' if simple => self.text_literal(),
            's' => self.reference(Kind::Text, depth - 1),
            'i' if simple => {
                self.random.pick(&["0", "1", "2", "3", "-1", "5", "11", "$n", "$z", "99"]).to_owned()
            }
            'i' => self.reference(Kind::Integer, depth - 1),
            'n' => match self.random.below(3) {
                0 => self.decimal_literal(),
                1 => self.integer_literal(),
                _ => self.reference(Kind::Integer, depth.saturating_sub(1)),
            },
            'b' => self.random.pick(&["true", "false", "$t", "$f"]).to_owned(),
            'l' => self
                .random
                .pick(&["$l", "$nums", "[1,2]", "['x','b']", "[]", "$el", "$mix", "[0..2]"])
                .to_owned(),
            'm' => self.random.pick(&["$m", "$em", "{'k':2}", "{}", "$mn"]).to_owned(),
            'r' => format!("'{}'", self.random.pick(&PATTERNS)),
            'p' => format!("'{}'", self.random.pick(&REPLACEMENTS)),
            '%' => format!("'{}'", self.random.pick(&FORMATS)),
            _ if self.random.chance(5) => "null".to_owned(),
            _ => {
                let kind = self.random.pick(&KINDS);
                self.operand(kind, depth.saturating_sub(1))
            }
        }
    }

    /// One operand: a literal or a reference.
    fn operand(&mut self, kind: Kind, depth: usize) -> String {
        if depth > 0 && self.random.chance(45) || kind == Kind::Unknown && self.random.chance(70) {
            return self.reference(kind, depth.saturating_sub(1));
        }
        match kind {
            Kind::Text => self.text_literal(),
            Kind::Integer => self.integer_literal(),
            Kind::Decimal => self.decimal_literal(),
            Kind::Truth => self.random.pick(&["true", "false"]).to_owned(),
            Kind::List => self.list_literal(depth),
            Kind::Map => self.map_literal(depth),
            Kind::Unknown if self.random.chance(4) => "null".to_owned(),
            Kind::Unknown => self.random.pick(&["$null", "$nope", "$u.x", "$!u", "$null1"]).to_owned(),
        }
    }

    fn text_literal(&mut self) -> String {
        const TEXTS: [&str; 26] = [
            "", "a", "x", "y", "k", "n", "Hello", "World", "o", "l", " ", "a b", "b", "1", "2", "42", "1.5",
            "true", "\u{e9}", "\\n", "$5", "#fff", "nested", "size", "-", "name",
        ];
        if !self.quoted && self.random.chance(55) {
            self.quoted = true;
            let content = match self.random.below(4) {
                0 => self.printed_reference(),
                1 => self.block(1),
                2 => format!("{}{}", self.random.pick(&TEXTS), self.printed_reference()),
                _ => self.random.pick(&TEXTS).to_owned(),
            };
            self.quoted = false;
            let content = if self.random.chance(4) { format!("{content}\"\"") } else { content };
            return format!("\"{content}\"");
        }
        let content = match self.random.below(8) {
            0 => "it''s",
            1 => "$s",
            2 => "#if($t)y#end",
            _ => self.random.pick(&TEXTS),
        };
        format!("'{content}'")
    }

    fn integer_literal(&mut self) -> String {
        const NUMBERS: [&str; 18] = [
            "0",
            "1",
            "2",
            "3",
            "5",
            "10",
            "-1",
            "-7",
            "42",
            "007",
            "100",
            "2147483647",
            "-2147483648",
            "2147483648",
            "9223372036854775807",
            "-9223372036854775809",
            "99999999999999999999",
            "1000000",
        ];
        self.random.pick(&NUMBERS).to_owned()
    }

    fn decimal_literal(&mut self) -> String {
        const NUMBERS: [&str; 16] = [
            "1.5",
            "0.5",
            ".5",
            "-2.5",
            "1.0",
            "100.0",
            "1e3",
            "1.0E10",
            "2.5e-7",
            "0.001",
            "0.1",
            "-0.0",
            "12345678.9",
            "3.14159",
            "1e400",
            "5.",
        ];
        self.random.pick(&NUMBERS).to_owned()
    }

    fn list_literal(&mut self, depth: usize) -> String {
        if self.random.chance(35) {
            let ends = ["0", "1", "3", "-2", "$n", "$z", "$neg", "2", "$u"];
            let (first, last, gap) = (self.random.pick(&ends), self.random.pick(&ends), self.gap(""));
            return format!("[{first}{gap}..{gap}{last}]");
        }
        let kind = self.random.pick(&KINDS);
        let items: Vec<_> =
            (0..self.random.below(4)).map(|_| self.operand(kind, depth.saturating_sub(1))).collect();
        self.enclosed("[", &items, "]")
    }

    fn map_literal(&mut self, depth: usize) -> String {
        let mut entries = Vec::new();
        for _ in 0..self.random.below(4) {
            let key_kind =
                self.random.pick(&[Kind::Text, Kind::Text, Kind::Text, Kind::Integer, Kind::Unknown]);
            let value_kind = self.random.pick(&KINDS);
            let (key, colon) = (self.operand(key_kind, 0), self.random.pick(&[":", ": ", " : "]));
            entries.push(format!("{key}{colon}{}", self.operand(value_kind, depth.saturating_sub(1))));
        }
        self.enclosed("{", &entries, "}")
    }

    /// A value for `#set`: an operand, or operands with arithmetic between.
    fn expression(&mut self, kind: Kind, depth: usize) -> String {
        match kind {
            Kind::Integer | Kind::Decimal | Kind::Text if depth > 0 && self.random.chance(50) => {
                let other = self.random.pick(&[
                    kind,
                    kind,
                    kind,
                    Kind::Integer,
                    Kind::Decimal,
                    Kind::Text,
                    Kind::Unknown,
                ]);
                let operator = match kind {
                    Kind::Text => "+",
                    _ => self.random.pick(&["+", "-", "*", "/", "%"]),
                };
                let (left, right) = (self.expression(kind, depth - 1), self.expression(other, depth - 1));
                let gap = self.gap(" ");
                let whole = format!("{left}{gap}{operator}{gap}{right}");
                if self.random.chance(20) { format!("({whole})") } else { whole }
            }
            Kind::Truth if self.random.chance(75) => self.test(depth),
            _ => self.operand(kind, depth),
        }
    }

    fn test(&mut self, depth: usize) -> String {
        let depth = depth.saturating_sub(1);
        match self.random.below(if depth == 0 { 7 } else { 10 }) {
            0 | 1 => {
                let kind = self.random.pick(&KINDS);
                self.operand(kind, 1)
            }
            2 => format!("{}{}", self.random.pick(&["!", "!", "not ", "! "]), self.test(depth)),
            3..=6 => {
                const COMPARISONS: [&str; 14] =
                    ["==", "==", "==", "!=", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le"];
                let left = self.random.pick(&KINDS);
                let right = if self.random.chance(70) { left } else { self.random.pick(&KINDS) };
                let (left, right) = (self.expression(left, depth), self.expression(right, depth));
                let gap = self.gap(" ");
                format!("{left}{gap}{}{gap}{right}", self.random.pick(&COMPARISONS))
            }
            7 => format!("({})", self.test(depth)),
            _ => {
                let operator = self.random.pick(&["&&", "||", "&&", "||", "and", "or"]);
                let (left, right) = (self.test(depth), self.test(depth));
                let gap = self.gap(" ");
                format!("{left}{gap}{operator}{gap}{right}")
            }
        }
    }

    fn keyword(&mut self, name: &str) -> String {
        if self.random.chance(10) { format!("#{{{name}}}") } else { format!("#{name}") }
    }

    /// What may follow a directive; the rules of swallowed white space live here.
    fn after(&mut self) -> &'static str {
        const AFTER: [&str; 9] = ["\n", " ", "  \n", "\t", "\r\n", " \r\n", "\n\n", " x", "\n  "];
        if self.random.chance(50) { "" } else { self.random.pick(&AFTER) }
    }

    fn set(&mut self) -> String {
        let kind = self.random.pick(&KINDS);
        let value = self.expression(kind, 2);
        let target = match self.random.weighted(&[80, 6, 4, 4, 6]) {
            0 => {
                let name = self.random.pick(&["x", "y", "z", "list", "value_1", "x-y", "s", "n", "m"]);
                self.locals.push((name, kind));
                format!("${name}")
            }
            1 => format!("$m.{}", self.random.pick(&["k", "new", "nested.deep", "size", "u.v"])),
            2 => format!("$m[{}]", self.argument('s', 1)),
            3 => format!("$l[{}]", self.argument('i', 1)),
            _ => self.reference(kind, 1),
        };
        let opening = if self.random.chance(2) { self.gap("") } else { self.random.pick(&["", "", "", " "]) };
        let (gap, equals) = (self.gap(""), self.random.pick(&[" = ", " = ", "=", "= ", " ="]));
        format!("{}{opening}({gap}{target}{equals}{value}{gap}){}", self.keyword("set"), self.after())
    }

    fn condition(&mut self, depth: usize) -> String {
        let (gap, inner) = (self.gap(""), self.gap(""));
        let mut whole = format!("{}{gap}({inner}{}{inner})", self.keyword("if"), self.test(2));
        whole += self.after();
        whole += &self.block(depth);
        while self.random.chance(20) {
            whole += &format!("{}{gap}({})", self.keyword("elseif"), self.test(2));
            whole += self.after();
            whole += &self.block(depth);
        }
        if self.random.chance(40) {
            whole += self.random.pick(&["#else", "#{else}", "#else ", "#else\n"]);
            whole += self.after();
            whole += &self.block(depth);
        }
        self.close(&mut whole);
        whole
    }

    fn close(&mut self, whole: &mut String) {
        *whole += &self.keyword("end");
        *whole += self.after();
    }

    fn foreach(&mut self, depth: usize) -> String {
        let name = self.random.pick(&["i", "j", "item", "entry", "x"]);
        let (source, element) = match self.random.weighted(&[35, 20, 15, 15, 10, 5]) {
            0 => (self.reference(Kind::List, 1), Kind::Unknown),
            1 => (self.random.pick(&["[1..3]", "[0..$n]", "[2..-1]", "[$z..1]"]).to_owned(), Kind::Integer),
            2 => (self.list_literal(1), Kind::Unknown),
            3 => (
                self.random.pick(&["$m.entrySet()", "$m.keySet()", "$lom", "$ll", "$mn.values()"]).to_owned(),
                Kind::Map,
            ),
            4 => (self.reference(Kind::Map, 1), Kind::Unknown),
            _ => (self.printed_reference(), Kind::Unknown),
        };
        let (gap, inner) = (self.gap(""), self.gap(""));
        let mut whole =
            format!("{}{gap}({inner}${name} in {source}{inner}){}", self.keyword("foreach"), self.after());
        self.loops += 1;
        self.locals.push((name, element));
        whole += &self.block(depth);
        if self.random.chance(10) {
            whole += &format!("#if($foreach.count {} 2)#break#end", self.random.pick(&["==", ">", ">="]));
            whole += &self.block(depth);
        }
        self.loops -= 1;
        self.close(&mut whole);
        whole
    }

    fn define(&mut self, depth: usize) -> String {
        let name = self.random.pick(&["block", "x", "d"]);
        let mut whole = format!("{}(${name}){}{}", self.keyword("define"), self.after(), self.block(depth));
        self.close(&mut whole);
        self.locals.push((name, Kind::Unknown));
        whole
    }

    fn macro_or_call(&mut self, depth: usize) -> String {
        if self.macros.is_empty() || self.random.chance(30) {
            let name = self.random.pick(&["m1", "greet", "row"]);
            let parameters = self.random.pick(&["", " $p", " $p $q", " $p, $q"]);
            self.locals.push(("p", Kind::Unknown));
            let mut whole = format!("{}({name}{parameters}){}", self.keyword("macro"), self.after());
            whole += &self.block(depth);
            if self.random.chance(20) {
                whole += "[$!bodyContent]";
            }
            self.close(&mut whole);
            self.macros.push(name);
            return whole;
        }
        let name = self.random.pick(&self.macros.clone());
        let kinds = [self.random.pick(&KINDS), self.random.pick(&KINDS)];
        let arguments: Vec<_> =
            kinds[..self.random.below(3)].iter().map(|kind| self.operand(*kind, 1)).collect();
        let arguments = arguments.join(self.random.pick(&[" ", ", "]));
        if self.random.chance(15) {
            return format!("#@{name}({arguments}){}#end{}", self.block(depth), self.after());
        }
        format!("{}({arguments}){}", self.keyword(name), self.after())
    }

    fn comment(&mut self) -> String {
        match self.random.below(4) {
            0 => format!("## {}\n", self.text().replace('\n', " ")),
            1 => format!("#* {} *#", self.text()),
            2 => format!("#**\n * {}\n *#{}", self.text(), self.after()),
            _ => self.random.pick(&["##\n", "##", "#**#", "## $x #if\r\n", "#* #end *#\n"]).to_owned(),
        }
    }

    fn literal(&mut self, depth: usize) -> String {
        let inside = self.block(depth.min(1));
        if self.random.chance(50) {
            return format!("#[[{}]]#{}", inside.replace("]]#", ""), self.after());
        }
        format!("{}(){inside}#end{}", self.keyword("literal"), self.after())
    }

    fn leave(&mut self) -> String {
        let way = self.random.pick(&["#break", "#stop", "#{break}", "#{stop}", "#stop()", "#break()"]);
        if self.random.chance(60) {
            format!("#if({}){way}#end", self.test(1))
        } else {
            format!("{way}{}", self.after())
        }
    }

    fn escape(&mut self) -> String {
        let slashes = self.random.pick(&["\\", "\\", "\\\\", "\\\\\\", "\\\\\\\\"]);
        let escaped = match self.random.below(4) {
            0 | 1 => self.printed_reference(),
            2 => self.random.pick(&["#foo", "#set($x = 1)", "##", "#break", "#foo()", "#stop"]).to_owned(),
            _ => self.set(),
        };
        if self.random.chance(20) {
            // After an even number of them the directive counts, and half of one is a syntax error.
            let slashes = if self.random.chance(85) { "\\" } else { slashes };
            return format!(
                "{slashes}{}",
                self.random.pick(&["#if", "#end", "#macro", "#{else}", "#if($t)", "#foreach"])
            );
        }
        format!("{slashes}{escaped}")
    }

    /// Text that looks like the language.
    fn odd(&mut self) -> String {
        const ODD: [&str; 29] = [
            "$!",
            "$5.00",
            "#fff",
            "$x.",
            "$m.k.",
            "$s..",
            "${}",
            "$[0]",
            "$(",
            "#(",
            "$$s",
            "#$s",
            "$s$",
            "$-",
            "$_x",
            "$s-",
            "${s}-b",
            "$s.length()(",
            "#1",
            "#!",
            "\\",
            "\\\\",
            "$!!s",
            "$s!",
            "#@",
            "]]#",
            "*#",
            "#123",
            "$ ",
        ];
        const BROKEN: [&str; 12] =
            ["$", "#", "${", "#{", "#[[", "$s[", "$l[0", "${s", "$s.length(", "#set(", "#end", "#*"];
        if self.random.chance(8) {
            return format!("{}{}", self.random.pick(&BROKEN), self.random.pick(&[" ", " x", "\n", "", ","]));
        }
        let odd = self.random.pick(&ODD);
        let follows = self.random.pick(&[" ", " x", "\n", "", ",", "\""]);
        if self.quoted && follows == "\"" { odd.to_owned() } else { format!("{odd}{follows}") }
    }

    fn file_or_evaluation(&mut self) -> String {
        match self.random.below(6) {
            0 => self
                .random
                .pick(&["#include('x')", "#parse('x')", "#include()", "#parse($u)", "#include($u)"])
                .to_owned(),
            1 => format!(
                "#evaluate('{}')",
                self.random.pick(&["$s", "#if($t)y#end", "#set($x = 1)$x", "#if(", "a"])
            ),
            _ => format!("#evaluate({})", self.argument('s', 1)),
        }
    }

    fn unknown_directive(&mut self) -> String {
        let name = self.random.pick(&[
            "foo",
            "return",
            "SET",
            "If",
            "elsewhere",
            "sets",
            "end2",
            "unknown",
            "macrox",
        ]);
        match self.random.below(4) {
            0 => format!("#{name}"),
            1 => format!("#{{{name}}}"),
            2 => format!("#{name}(){}", self.after()),
            _ => format!("#{name}({}){}", self.argument('a', 1), self.after()),
        }
    }
}
