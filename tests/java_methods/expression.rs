//! Chains of calls on literals, written so that a few lines of Java read them too: `"a,b".split(",").size()`.

use std::rc::Rc;

use vtlgate::java::{MethodName, call, property};
use vtlgate::value::{HASH_MAP, IGNORE_CASE_MAP, LINKED_HASH_MAP, Map, MapClass, Text, UNMODIFIABLE_MAP};
use vtlgate::{Budget, Error, Value};

/// What a chain gives: its value, nothing where a method is missing, or an error; and the value it began with.
pub(crate) struct Outcome {
    pub result: Result<Option<Value>, Error>,
    pub root: Value,
}

/// Runs a chain.
pub(crate) fn run(source: &str, budget: &mut Budget<'_>) -> Outcome {
    let mut reader = Reader { rest: source };
    let root = reader.literal();
    let mut result = Ok(Some(root.clone()));
    while reader.eat(".") {
        let Ok(Some(current)) = &result else { break };
        let name = reader.word();
        result = if reader.eat("(") {
            let arguments = reader.list(")");
            match MethodName::resolve(name) {
                Some(method) => call(current, method, &arguments, budget),
                None => Ok(None),
            }
        } else {
            property(current, name, budget)
        };
    }
    Outcome { result, root }
}

struct Reader<'source> {
    rest: &'source str,
}

impl<'source> Reader<'source> {
    fn eat(&mut self, token: &str) -> bool {
        self.rest = self.rest.trim_start_matches(' ');
        let found = self.rest.strip_prefix(token);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn word(&mut self) -> &'source str {
        let end = self.rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn list(&mut self, end: &str) -> Vec<Value> {
        let mut items = Vec::new();
        while !self.eat(end) {
            items.push(self.literal());
            self.eat(",");
        }
        items
    }

    fn map(&mut self, class: &'static MapClass) -> Value {
        // A map that cannot be changed is filled in its making.
        let map = Map::new(class);
        while !self.eat("}") {
            let key = self.literal();
            assert!(self.eat(":"), "a colon before {}", self.rest);
            map.insert(key, self.literal());
            self.eat(",");
        }
        Value::Map(map)
    }

    fn literal(&mut self) -> Value {
        if self.eat("[") {
            return Value::list(self.list("]"));
        }
        let maps: [(&str, &'static MapClass); 4] =
            [("{", &LINKED_HASH_MAP), ("H{", &HASH_MAP), ("T{", &IGNORE_CASE_MAP), ("U{", &UNMODIFIABLE_MAP)];
        if let Some((_, class)) = maps.into_iter().find(|(start, _)| self.eat(start)) {
            return self.map(class);
        }
        if self.eat("\"") {
            return Value::String(Text::from_utf16(&self.units('"')));
        }
        if self.eat("'") {
            return Value::Character(self.units('\'')[0]);
        }
        self.atom()
    }

    /// The units up to the closing quote.
    fn units(&mut self, quote: char) -> Vec<u16> {
        let mut units = Vec::new();
        let mut letters = self.rest.chars();
        while let Some(letter) = letters.next() {
            match letter {
                _ if letter == quote => break,
                '\\' => match letters.next() {
                    Some('n') => units.push(10),
                    Some('t') => units.push(9),
                    Some('r') => units.push(13),
                    Some('u') => {
                        let digits: String = letters.by_ref().take(4).collect();
                        units.push(u16::from_str_radix(&digits, 16).expect("four digits"));
                    }
                    Some(other) => units.push(other as u16),
                    None => break,
                },
                _ => units.extend(letter.encode_utf16(&mut [0; 2]).iter()),
            }
        }
        self.rest = letters.as_str();
        units
    }

    /// A number, whose last letter tells its class, or a word.
    fn atom(&mut self) -> Value {
        let bytes = self.rest.as_bytes();
        let ends = |index: usize| match bytes[index] {
            b'+' | b'-' => false,
            // The point of a number is followed by a digit, that of a call by a name.
            b'.' => !bytes.get(index + 1).is_some_and(u8::is_ascii_digit),
            letter => !letter.is_ascii_alphanumeric(),
        };
        let end = (0..bytes.len()).find(|index| ends(*index)).unwrap_or(bytes.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        let digits = &word[..word.len() - 1];
        match word {
            "null" => return Value::Null,
            "true" => return Value::Boolean(true),
            "false" => return Value::Boolean(false),
            "NaN" => return Value::Double(f64::NAN),
            "NaNF" => return Value::Float(f32::NAN),
            "Infinity" => return Value::Double(f64::INFINITY),
            _ => {}
        }
        match word.as_bytes()[word.len() - 1] {
            b'L' => Value::Long(digits.parse().expect("a long")),
            b'S' => Value::Short(digits.parse().expect("a short")),
            b'B' => Value::Byte(digits.parse().expect("a byte")),
            b'F' => Value::Float(digits.parse().expect("a float")),
            b'G' => Value::BigInteger(Rc::new(digits.parse().expect("a BigInteger"))),
            b'M' => Value::BigDecimal(Rc::new(digits.parse().expect("a BigDecimal"))),
            _ if word.contains(['.', 'E']) => Value::Double(word.parse().expect("a double")),
            _ => Value::Integer(word.parse().expect("an int")),
        }
    }
}
