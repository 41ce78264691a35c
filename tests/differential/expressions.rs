//! Writes references, literals and expressions, with the kinds of their values in mind.

use crate::generator::Writer;
use crate::methods::methods_of;
use crate::variables::{KINDS, Kind, names_of};
use crate::words::{COMPARISONS, DECIMALS, FORMATS, INTEGERS, LITERALS, PATTERNS, REPLACEMENTS};

impl Writer {
    /// Items between brackets. The language wants nothing between them, not even a blank, when there is none.
    fn enclosed(&mut self, open: &str, items: &[String], close: &str) -> String {
        let gap = if items.is_empty() && self.random.chance(97) { "" } else { self.gap("") };
        let comma = self.random.pick(&[", ", ", ", ",", " , "]);
        format!("{open}{gap}{}{gap}{close}", items.join(comma))
    }

    pub(crate) fn printed_reference(&mut self) -> String {
        let kind = self.random.pick(&KINDS);
        self.reference(kind, 2)
    }

    /// A reference that holds a value of the kind, as far as one can tell.
    pub(crate) fn reference(&mut self, kind: Kind, depth: usize) -> String {
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

    /// The name of a class. It goes no further: that a class object leads on is a difference we want to keep.
    pub(crate) fn class(&mut self) -> String {
        let kind = self.random.pick(&KINDS);
        let (name, _) = self.name(kind);
        format!(
            "${name}.{}",
            self.random.pick(&[
                "class",
                "getClass()",
                "class.name",
                "getClass().getName()",
                "class.simpleName"
            ])
        )
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

    pub(crate) fn argument(&mut self, letter: char, depth: usize) -> String {
        let simple = depth == 0 || self.random.chance(70);
        match letter {
            's' if simple => self.text_literal(),
            's' => self.reference(Kind::Text, depth - 1),
            'i' if simple => {
                self.random.pick(&["0", "1", "2", "3", "-1", "5", "11", "$n", "$z", "99"]).to_owned()
            }
            'i' => self.reference(Kind::Integer, depth - 1),
            't' => self.random.pick(&["0", "1", "2", "3", "-1", "$one", "$three", "7"]).to_owned(),
            'n' => match self.random.below(3) {
                0 => self.random.pick(DECIMALS).to_owned(),
                1 => self.random.pick(INTEGERS).to_owned(),
                _ => self.reference(Kind::Integer, depth.saturating_sub(1)),
            },
            'b' => self.random.pick(&["true", "false", "$t", "$f"]).to_owned(),
            'l' => self
                .random
                .pick(&["$l", "$nums", "[1,2]", "['x','b']", "[]", "$el", "$mix", "[0..2]"])
                .to_owned(),
            'm' => self.random.pick(&["$m", "$em", "{'k':2}", "{}", "$mn"]).to_owned(),
            'r' => format!("'{}'", self.random.pick(PATTERNS)),
            'p' => format!("'{}'", self.random.pick(REPLACEMENTS)),
            '%' => format!("'{}'", self.random.pick(FORMATS)),
            // Any bare word is a null here, and only here.
            _ if self.random.chance(5) => self.random.pick(&["null", "null", "word"]).to_owned(),
            _ => {
                let kind = self.random.pick(&KINDS);
                self.operand(kind, depth.saturating_sub(1))
            }
        }
    }

    /// A literal or a reference.
    pub(crate) fn operand(&mut self, kind: Kind, depth: usize) -> String {
        if depth > 0 && self.random.chance(45) || kind == Kind::Unknown && self.random.chance(70) {
            return self.reference(kind, depth.saturating_sub(1));
        }
        match kind {
            Kind::Text => self.text_literal(),
            Kind::Integer => self.random.pick(INTEGERS).to_owned(),
            Kind::Decimal => self.random.pick(DECIMALS).to_owned(),
            Kind::Truth => self.random.pick(&["true", "false"]).to_owned(),
            Kind::List => self.list_literal(depth),
            Kind::Map => self.map_literal(depth),
            Kind::Unknown if self.random.chance(4) => "null".to_owned(),
            Kind::Unknown => self.random.pick(&["$null", "$nope", "$u.x", "$!u", "$null1"]).to_owned(),
        }
    }

    fn text_literal(&mut self) -> String {
        if !self.quoted && self.random.chance(55) {
            self.quoted = true;
            let content = match self.random.below(4) {
                0 => self.printed_reference(),
                1 => self.block(1, 3),
                2 => format!("{}{}", self.random.pick(LITERALS), self.printed_reference()),
                _ => self.random.pick(LITERALS).to_owned(),
            };
            self.quoted = false;
            let content = if self.random.chance(4) { format!("{content}\"\"") } else { content };
            return format!("\"{content}\"");
        }
        let content = match self.random.below(8) {
            0 => "it''s",
            1 => "$s",
            2 => "#if($t)y#end",
            _ => self.random.pick(LITERALS),
        };
        format!("'{content}'")
    }

    pub(crate) fn list_literal(&mut self, depth: usize) -> String {
        if self.random.chance(35) {
            let ends = ["0", "1", "3", "-2", "$three", "$one", "2", "$u"];
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
    pub(crate) fn expression(&mut self, kind: Kind, depth: usize) -> String {
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

    pub(crate) fn test(&mut self, depth: usize) -> String {
        let depth = depth.saturating_sub(1);
        match self.random.below(if depth == 0 { 7 } else { 10 }) {
            0 | 1 => {
                let kind = self.random.pick(&KINDS);
                self.operand(kind, 1)
            }
            2 => format!("{}{}", self.random.pick(&["!", "!", "not ", "! "]), self.test(depth)),
            3..=6 => {
                let left = self.random.pick(&KINDS);
                let right = if self.random.chance(70) { left } else { self.random.pick(&KINDS) };
                let (left, right) = (self.expression(left, depth), self.expression(right, depth));
                let gap = self.gap(" ");
                format!("{left}{gap}{}{gap}{right}", self.random.pick(COMPARISONS))
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
}
