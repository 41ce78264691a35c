//! What the two dialects share.

use arbitrary::Unstructured;
use vtlgate::{Bindings, Dialect, Error, ErrorKind, Template, Value};

use crate::limits;

/// Templates without a macro, `#evaluate`, or a reference to nothing render alike in both dialects, and both print the
/// template alike. The input's bytes are the choices that write the template.
pub fn dialects(choices: &[u8]) {
    let mut writer =
        Writer { choices: Unstructured::new(choices), text: "#set($local = 0)".to_owned(), loops: 0 };
    writer.block(3);
    let text = writer.text;
    let read = |dialect| Template::builder().dialect(dialect).limits(limits()).parse(&text);
    let (gateway, velocity) = match (read(Dialect::ApiGateway), read(Dialect::Velocity)) {
        (Ok(gateway), Ok(velocity)) => (gateway, velocity),
        (gateway, velocity) => {
            let refused = |template: Result<Template, Error>| template.err().map(|error| error.to_string());
            assert_eq!(refused(gateway), refused(velocity), "{text:?}");
            return;
        }
    };
    assert_eq!(gateway.formatted(), velocity.formatted(), "{text:?}");
    let outcome = |template: &Template| template.render_bindings(bindings()).map_err(|error| error.kind());
    let (gateway, velocity) = (outcome(&gateway), outcome(&velocity));
    // Loops end earlier on the service.
    if gateway != Err(ErrorKind::Limit) && velocity != Err(ErrorKind::Limit) {
        assert_eq!(gateway, velocity, "{text:?}");
    }
}

fn bindings() -> Bindings {
    let mut bindings = Bindings::new();
    bindings.set("number", Value::Integer(7));
    bindings.set("text", "a b");
    bindings.set("list", Value::from_json(&serde_json::json!([1, "x", [2], {"k": true}])));
    bindings.set("map", Value::from_json(&serde_json::json!({"k": "v", "n": 3, "l": [1, 2]})));
    bindings
}

const TEXTS: [&str; 22] = [
    "a",
    " ",
    "\n",
    "  \n",
    "\r\n",
    "\t",
    "{\"k\": ",
    "}",
    ",",
    "$",
    "#",
    "$ ",
    "# ",
    "$5",
    "#1",
    "\\",
    "\\\\",
    "!",
    "é😀",
    "## c\n",
    "#* c *#",
    "#[[ $text #if ]]#",
];

const REFERENCES: [&str; 18] = [
    "number",
    "text",
    "list",
    "map",
    "local",
    "map.k",
    "map.n",
    "map.l",
    "map['k']",
    "list[0]",
    "list.get(1)",
    "list.size()",
    "text.length()",
    "text.toUpperCase()",
    "text.split(' ')",
    "map.keySet()",
    "map.get('n').toString()",
    "number.compareTo(3)",
];

const OPERATORS: [&str; 9] = [" + ", " - ", " * ", "+", " == ", " != ", " < ", " && ", " || "];

const LITERALS: [&str; 12] =
    ["0", "1", "-3", "2.5", "'s'", "\"d\"", "true", "false", "[]", "[1..3]", "{}", "{'k': [1, 'x']}"];

struct Writer<'bytes> {
    choices: Unstructured<'bytes>,
    text: String,
    loops: usize,
}

impl Writer<'_> {
    /// Chosen by the next bytes; the first where there are none left, which therefore ends every choice.
    fn below(&mut self, end: usize) -> usize {
        self.choices.choose_index(end).unwrap_or(0)
    }

    fn push(&mut self, texts: &[&str]) {
        let index = self.below(texts.len());
        self.text.push_str(texts[index]);
    }

    fn block(&mut self, depth: usize) {
        while !self.choices.is_empty() {
            match self.below(if depth == 0 { 5 } else { 9 }) {
                0 => return,
                1 | 2 => self.plain_text(),
                3 => self.reference(),
                4 => {
                    self.directive("#set($local = ");
                    self.expression(2);
                    self.text.push(')');
                }
                5 => self.condition(depth - 1),
                6 => {
                    self.directive("#foreach($item in ");
                    self.push(&["$list", "$map", "[1..4]", "$map.l", "[$text, $number]"]);
                    self.text.push(')');
                    self.loops += 1;
                    self.block(depth - 1);
                    self.loops -= 1;
                    self.end();
                }
                7 => {
                    self.directive("#define($block)");
                    self.block(depth - 1);
                    self.end();
                    self.push(&["$block", "$!{block}", "\"$block\""]);
                }
                _ => {
                    self.directive("#literal()");
                    self.push(&TEXTS);
                    self.text.push_str(" #end");
                }
            }
        }
    }

    /// Text that does not go on with a name before it, nor make a name or a comment of a mark: `$text` and `a` would be
    /// `$texta`, which is nothing.
    fn plain_text(&mut self) {
        let text = TEXTS[self.below(TEXTS.len())];
        let goes_on = match text.chars().next() {
            Some('#') => self.text.ends_with('#'),
            Some('!') => self.text.ends_with('\\'),
            Some('a'..='z') => {
                self.text.ends_with(|last: char| last.is_alphanumeric() || "$!#".contains(last))
            }
            _ => false,
        };
        if goes_on {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    /// The beginning of a directive, which is neither escaped nor a comment: what it names would be nothing.
    fn directive(&mut self, start: &str) {
        if self.text.ends_with(['#', '\\']) {
            self.text.push(' ');
        }
        self.text.push_str(start);
    }

    fn end(&mut self) {
        let ends = ["#end", "#{end}", "#end\n", "\n#end", " #end "];
        let end = self.below(ends.len());
        self.directive(ends[end]);
    }

    fn condition(&mut self, depth: usize) {
        self.directive("#if(");
        self.expression(2);
        self.text.push(')');
        self.block(depth);
        if self.below(2) == 1 {
            self.directive("#elseif(");
            self.expression(1);
            self.text.push(')');
            self.block(depth);
        }
        if self.below(2) == 1 {
            let mark = ["#else ", "#{else} "][self.below(2)];
            self.directive(mark);
            self.block(depth);
        }
        self.end();
    }

    /// A name that means something here.
    fn name(&mut self) -> &'static str {
        match self.below(REFERENCES.len() + 3 * usize::from(self.loops > 0)) {
            index if index < REFERENCES.len() => REFERENCES[index],
            index => ["item", "foreach.count", "velocityCount"][index - REFERENCES.len()],
        }
    }

    fn reference(&mut self) {
        let name = self.name();
        let written = match self.below(6) {
            0 => format!("${name}"),
            1 => format!("${{{name}}}"),
            2 => format!("$!{name}"),
            3 => format!("$!{{{name}}}"),
            4 => format!("\\${{{name}}}"),
            _ => format!("\\\\${{{name}}}"),
        };
        self.text.push_str(&written);
    }

    fn expression(&mut self, depth: usize) {
        match self.below(if depth == 0 { 2 } else { 6 }) {
            0 => self.push(&LITERALS),
            1 => {
                let name = self.name();
                self.text.push_str(&format!("${name}"));
            }
            2 => {
                self.text.push('(');
                self.expression(depth - 1);
                self.push(&OPERATORS);
                self.expression(depth - 1);
                self.text.push(')');
            }
            3 => {
                self.text.push_str("!(");
                self.expression(depth - 1);
                self.text.push(')');
            }
            4 => {
                self.text.push('[');
                self.expression(0);
                self.text.push_str(", ");
                self.expression(0);
                self.text.push(']');
            }
            _ => {
                self.text.push_str("\"a ");
                let name = self.name();
                if !name.contains('"') {
                    self.text.push_str(&format!("${{{name}}}"));
                }
                self.text.push('"');
            }
        }
    }
}
