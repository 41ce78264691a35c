//! Writes directives, and text that looks like them.

use crate::generator::Writer;
use crate::variables::{KINDS, Kind};
use crate::words::{BROKEN, ODD};

impl Writer {
    fn keyword(&mut self, name: &str) -> String {
        if self.random.chance(10) { format!("#{{{name}}}") } else { format!("#{name}") }
    }

    pub(crate) fn set(&mut self) -> String {
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

    pub(crate) fn condition(&mut self, depth: usize) -> String {
        let (gap, inner) = (self.gap(""), self.gap(""));
        let mut whole = format!("{}{gap}({inner}{}{inner})", self.keyword("if"), self.test(2));
        whole += self.after();
        whole += &self.block(depth, 3);
        while self.random.chance(20) {
            whole += &format!("{}{gap}({})", self.keyword("elseif"), self.test(2));
            whole += self.after();
            whole += &self.block(depth, 3);
        }
        if self.random.chance(40) {
            whole += self.random.pick(&["#else", "#{else}", "#else ", "#else\n"]);
            whole += self.after();
            whole += &self.block(depth, 3);
        }
        self.close(&mut whole);
        whole
    }

    fn close(&mut self, whole: &mut String) {
        *whole += &self.keyword("end");
        *whole += self.after();
    }

    pub(crate) fn foreach(&mut self, depth: usize) -> String {
        let name = self.random.pick(&["i", "j", "item", "entry", "x"]);
        let (source, element) = match self.random.weighted(&[35, 20, 15, 15, 10, 5]) {
            0 => (self.reference(Kind::List, 1), Kind::Unknown),
            1 => (
                self.random.pick(&["[1..3]", "[0..$three]", "[2..-1]", "[$one..2]"]).to_owned(),
                Kind::Integer,
            ),
            2 => (self.list_literal(1), Kind::Unknown),
            3 => {
                let sources = ["$m.entrySet()", "$m.keySet()", "$mm.entrySet()", "$ll", "$mn.values()"];
                (self.random.pick(&sources).to_owned(), Kind::Unknown)
            }
            4 if self.random.chance(40) => ("$lom".to_owned(), Kind::Map),
            4 => (self.reference(Kind::Map, 1), Kind::Unknown),
            _ => (self.printed_reference(), Kind::Unknown),
        };
        let (gap, inner) = (self.gap(""), self.gap(""));
        let mut whole =
            format!("{}{gap}({inner}${name} in {source}{inner}){}", self.keyword("foreach"), self.after());
        self.loops += 1;
        self.locals.push((name, element));
        whole += &self.block(depth, 3);
        if self.random.chance(10) {
            whole += &format!("#if($foreach.count {} 2)#break#end", self.random.pick(&["==", ">", ">="]));
            whole += &self.block(depth, 3);
        }
        self.loops -= 1;
        self.close(&mut whole);
        whole
    }

    pub(crate) fn define(&mut self, depth: usize) -> String {
        let name = self.random.pick(&["block", "x", "d"]);
        let mut whole =
            format!("{}(${name}){}{}", self.keyword("define"), self.after(), self.block(depth, 3));
        self.close(&mut whole);
        self.locals.push((name, Kind::Unknown));
        whole
    }

    pub(crate) fn macro_or_call(&mut self, depth: usize) -> String {
        if self.macros.is_empty() || self.random.chance(30) {
            let name = self.random.pick(&["m1", "greet", "row"]);
            let parameters = self.random.pick(&["", " $p", " $p $q", " $p, $q"]);
            self.locals.push(("p", Kind::Unknown));
            let mut whole = format!("{}({name}{parameters}){}", self.keyword("macro"), self.after());
            whole += &self.block(depth, 3);
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
            return format!("#@{name}({arguments}){}#end{}", self.block(depth, 3), self.after());
        }
        format!("{}({arguments}){}", self.keyword(name), self.after())
    }

    pub(crate) fn comment(&mut self) -> String {
        match self.random.below(4) {
            0 => format!("## {}\n", self.text().replace('\n', " ")),
            1 => format!("#* {} *#", self.text()),
            2 => format!("#**\n * {}\n *#{}", self.text(), self.after()),
            _ => self.random.pick(&["##\n", "##", "#**#", "## $x #if\r\n", "#* #end *#\n"]).to_owned(),
        }
    }

    pub(crate) fn literal(&mut self, depth: usize) -> String {
        let inside = self.block(depth.min(1), 3);
        if self.random.chance(50) {
            return format!("#[[{}]]#{}", inside.replace("]]#", ""), self.after());
        }
        format!("{}(){inside}#end{}", self.keyword("literal"), self.after())
    }

    pub(crate) fn leave(&mut self) -> String {
        let way = self.random.pick(&["#break", "#stop", "#{break}", "#{stop}", "#stop()", "#break()"]);
        if self.random.chance(60) {
            format!("#if({}){way}#end", self.test(1))
        } else {
            format!("{way}{}", self.after())
        }
    }

    pub(crate) fn escape(&mut self) -> String {
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
    pub(crate) fn odd(&mut self) -> String {
        if self.random.chance(8) {
            return format!("{}{}", self.random.pick(BROKEN), self.random.pick(&[" ", " x", "\n", "", ","]));
        }
        let odd = self.random.pick(ODD);
        let follows = self.random.pick(&[" ", " x", "\n", "", ",", "\""]);
        if self.quoted && follows == "\"" { odd.to_owned() } else { format!("{odd}{follows}") }
    }

    pub(crate) fn file_or_evaluation(&mut self) -> String {
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

    pub(crate) fn unknown_directive(&mut self) -> String {
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
