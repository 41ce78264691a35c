//! json-smart 2.3's permissive reading (`JSONParser.MODE_PERMISSIVE`), for texts that are not strict JSON.
//!
//! It counts as Java does, in UTF-16 units, and its positions are json-smart's own. What it takes beyond strict JSON:
//!
//! | text | reads as |
//! |---|---|
//! | `{a: 1}`, `{'a': 'x'}` | keys and strings without quotes, or in single ones |
//! | `[a b, 1 x]` | `"a b"`, `"1 x"`: a word runs up to the next `,` or `]` (in an object `,` or `}`, a key up to `:`) |
//! | `[1,,2,]`, `{,"a":1,}` | `[1,2]`, `{"a":1}` |
//! | `["a" "b"]` | `["a","b"]` |
//! | `007`, `-`, `1.` | `7`, `0`, `1.0` |
//! | `NaN` | Float NaN |
//! | `"a` + line break + `b"` | as it stands; but dropped where the string has an escape too |
//! | `"\x41\q"` | `"A"`: two hexadecimal digits, and unknown escapes are dropped |
//! | `{"a":1} rest` | what follows an object, array or string is not read |
//! | `true rest`, `12 rest` | a string: a word at the top runs to the end |
//! | `{"a":1,"a":2}` | the last one, in the first one's place |

use std::str::FromStr;

use num_bigint::BigInt;

use super::number::LONGEST_DOUBLE;
use super::too_deep;
use crate::error::{Error, ErrorKind};
use crate::java::number::BigDecimal;
use crate::java::number::character::is_whitespace;
use crate::limits::{Budget, Limits};
use crate::value::{JSON_ARRAY, LINKED_HASH_MAP, List, Map, Text, Value};

pub(super) fn read<'limits>(text: &str, budget: &mut Budget<'limits>) -> Result<Value, Error> {
    let limits = budget.limits();
    budget.step(text.len() as u64 / 16)?;
    let units = text.encode_utf16().collect();
    let mut reader = Reader { units, position: 0, limits, budget, open: Vec::new() };
    reader.document()
}

/// What is built counts in steps, as it takes memory at once.
const ELEMENT: u64 = 4;
const MEMBER: u64 = 8;
const CONTAINER: u64 = 6;

/// What the end of input reads as; the same unit in the text ends it too.
const END: u16 = 0x1a;

struct Reader<'limits, 'budget> {
    units: Vec<u16>,
    /// Where the current unit stands.
    position: usize,
    limits: &'limits Limits,
    budget: &'budget mut Budget<'limits>,
    open: Vec<Open>,
}

/// An array or object that is not closed yet.
enum Open {
    List(Vec<Value>),
    Map(Map, Text),
}

/// Where a word without quotes ends.
#[derive(Clone, Copy)]
enum Stop {
    Document,
    Array,
    Member,
    Key,
}

impl Stop {
    fn at(self, unit: u16) -> bool {
        match (self, u8::try_from(unit).unwrap_or_default()) {
            (Stop::Array, b',' | b']') | (Stop::Member, b',' | b'}') | (Stop::Key, b':') => true,
            _ => unit == END,
        }
    }
}

impl Reader<'_, '_> {
    fn document(&mut self) -> Result<Value, Error> {
        self.skip_white_space();
        let mut value = self.value(Stop::Document)?;
        loop {
            // A value is complete: it goes where it belongs, and what it belongs to goes on.
            value = match (value, self.open.last_mut()) {
                (Some(value), None) => return Ok(value),
                (Some(value), Some(Open::List(items))) => {
                    self.budget.step(ELEMENT)?;
                    items.push(value);
                    self.array()?
                }
                (Some(value), Some(Open::Map(map, key))) => {
                    self.budget.step(MEMBER)?;
                    map.insert(Value::String(key.clone()), value);
                    self.after_member()?
                }
                (None, Some(Open::List(_))) => self.array()?,
                (None, Some(Open::Map(..))) => self.member()?,
                (None, None) => return Ok(Value::Null),
            };
        }
    }

    /// A value, or `None` when an array or object was opened instead.
    fn value(&mut self, stop: Stop) -> Result<Option<Value>, Error> {
        let unit = self.unit();
        let value = match u8::try_from(unit).unwrap_or_default() {
            b':' | b'}' | b']' => return Err(self.unexpected_character(self.position)),
            b'{' => {
                self.enter(Open::Map(Map::new(&LINKED_HASH_MAP), Text::EMPTY))?;
                return Ok(None);
            }
            b'[' => {
                self.enter(Open::List(Vec::new()))?;
                return Ok(None);
            }
            b'"' | b'\'' => Value::String(self.string()?),
            b'-' | b'0'..=b'9' => self.number(stop)?,
            _ if unit == END && !matches!(stop, Stop::Document) => {
                return Err(self.unexpected_end(self.position.wrapping_sub(1), "EOF"));
            }
            _ => {
                let word = self.word(self.position, stop);
                match word.as_str() {
                    Some("null") => Value::Null,
                    Some("true") => Value::Boolean(true),
                    Some("false") => Value::Boolean(false),
                    Some("NaN") => Value::Float(f32::NAN),
                    _ => Value::String(word),
                }
            }
        };
        Ok(Some(value))
    }

    fn enter(&mut self, open: Open) -> Result<(), Error> {
        let nesting = self.limits.nesting as usize;
        if self.open.len() >= nesting {
            return Err(too_deep(nesting));
        }
        self.budget.step(CONTAINER)?;
        self.open.push(open);
        self.position += 1;
        Ok(())
    }

    /// Closes the innermost array or object.
    fn leave(&mut self) -> Option<Value> {
        self.position += 1;
        self.open.pop().map(|open| match open {
            Open::List(items) => Value::List(List::new(&JSON_ARRAY, items)),
            Open::Map(map, _) => Value::Map(map),
        })
    }

    /// The next element of an array, or the array when it ends.
    fn array(&mut self) -> Result<Option<Value>, Error> {
        loop {
            self.skip_white_space();
            match self.unit() {
                COMMA => self.position += 1,
                CLOSE_BRACKET => return Ok(self.leave()),
                COLON | CLOSE_BRACE => return Err(self.unexpected_character(self.position)),
                _ => return self.value(Stop::Array),
            }
        }
    }

    /// The next member of an object, from its key on, or the object when it ends.
    fn member(&mut self) -> Result<Option<Value>, Error> {
        let key = loop {
            self.skip_white_space();
            match self.unit() {
                COMMA => self.position += 1,
                CLOSE_BRACE => return Ok(self.leave()),
                COLON | CLOSE_BRACKET | OPEN_BRACKET | OPEN_BRACE => {
                    return Err(self.unexpected_character(self.position));
                }
                QUOTE | APOSTROPHE => break self.string()?,
                _ => break self.word(self.position, Stop::Key),
            }
        };
        self.skip_controls();
        match self.unit() {
            COLON => {}
            END => return Err(self.unexpected_end(self.position.wrapping_sub(1), "null")),
            _ => return Err(self.unexpected_character(self.position.wrapping_sub(1))),
        }
        self.position += 1;
        if self.position >= self.units.len() {
            return Err(self.unexpected_end(self.position - 1, "EOF"));
        }
        if let Some(Open::Map(_, current)) = self.open.last_mut() {
            *current = key;
        }
        self.skip_white_space();
        self.value(Stop::Member)
    }

    /// Goes on after a member's value: the next member, or the object when it ends.
    fn after_member(&mut self) -> Result<Option<Value>, Error> {
        self.skip_controls();
        match self.unit() {
            COMMA => {
                self.position += 1;
                self.member()
            }
            CLOSE_BRACE => Ok(self.leave()),
            END => Err(self.unexpected_end(self.position.wrapping_sub(1), "null")),
            _ => Err(refused(format_args!(
                "Unexpected token {} at position {}.",
                self.shown(),
                self.position.wrapping_sub(1)
            ))),
        }
    }

    /// A string in the quotes of the current unit.
    fn string(&mut self) -> Result<Text, Error> {
        let quote = self.unit();
        let start = self.position + 1;
        let rest = self.units.get(start..).unwrap_or_default();
        let Some(length) = rest.iter().position(|unit| *unit == quote) else {
            return Err(self.unexpected_end(self.units.len(), "null"));
        };
        if !rest[..length].contains(&BACKSLASH) {
            let text = Text::from_utf16(&rest[..length]);
            self.position = start + length + 1;
            return Ok(text);
        }
        self.escaped_string(quote)
    }

    /// A string that has a backslash before its first closing quote.
    fn escaped_string(&mut self, quote: u16) -> Result<Text, Error> {
        let mut text = Vec::new();
        loop {
            self.position += 1;
            match self.unit() {
                END => return Err(self.unexpected_end(self.position.wrapping_sub(1), "null")),
                BACKSLASH => {
                    self.position += 1;
                    self.escape(&mut text)?;
                }
                // Control characters are dropped here, and only here.
                ..0x20 | 0x7f => {}
                unit if unit == quote => {
                    self.position += 1;
                    return Ok(Text::from_utf16(&text));
                }
                unit => text.push(unit),
            }
        }
    }

    /// The escape at the unit after the backslash.
    fn escape(&mut self, text: &mut Vec<u16>) -> Result<(), Error> {
        let unit = match u8::try_from(self.unit()).unwrap_or_default() {
            b't' => b'\t',
            b'n' => b'\n',
            b'r' => b'\r',
            b'f' => 0xc,
            b'b' => 0x8,
            same @ (b'\\' | b'/' | b'\'' | b'"') => same,
            b'u' => return self.hexadecimal(4, text),
            b'x' => return self.hexadecimal(2, text),
            _ => return Ok(()),
        };
        text.push(u16::from(unit));
        Ok(())
    }

    fn hexadecimal(&mut self, digits: u32, text: &mut Vec<u16>) -> Result<(), Error> {
        let mut value = 0_u16;
        for _ in 0..digits {
            self.position += 1;
            let unit = self.unit();
            let Some(digit) = u8::try_from(unit).ok().and_then(|byte| char::from(byte).to_digit(16)) else {
                if unit == END {
                    return Err(self.unexpected_end(self.position, "EOF"));
                }
                return Err(refused(format_args!(
                    "Unexpected unicode escape sequence {} at position {}.",
                    self.shown(),
                    self.position
                )));
            };
            value = value << 4 | digit as u16;
        }
        text.push(value);
        Ok(())
    }

    /// The word that starts at `start`, up to where `stop` says, without white space around it.
    fn word(&mut self, start: usize, stop: Stop) -> Text {
        while !stop.at(self.unit()) {
            self.position += 1;
        }
        Text::from_utf16(self.trimmed(start))
    }

    /// The units from `start` to the current one without white space around them; one unit always stays.
    fn trimmed(&self, mut start: usize) -> &[u16] {
        let mut end = self.position.min(self.units.len());
        let white_space = |at: usize| self.units.get(at).is_some_and(|unit| is_whitespace(u32::from(*unit)));
        while start + 1 < end && white_space(start) {
            start += 1;
        }
        while start + 1 < end && white_space(end - 1) {
            end -= 1;
        }
        self.units.get(start..end).unwrap_or_default()
    }

    /// A number, or the word that only starts like one.
    fn number(&mut self, stop: Stop) -> Result<Value, Error> {
        let start = self.position;
        self.position += 1;
        self.skip_digits();
        let mut fraction = false;
        if self.unit() == u16::from(b'.') {
            fraction = true;
            self.position += 1;
            self.skip_digits();
        }
        if matches!(u8::try_from(self.unit()), Ok(b'e' | b'E')) {
            fraction = true;
            self.position += 1;
            if !matches!(u8::try_from(self.unit()), Ok(b'+' | b'-' | b'0'..=b'9')) {
                return Ok(Value::String(self.word(start, stop)));
            }
            self.position += 1;
            self.skip_digits();
        }
        self.skip_controls();
        // Anything from `~` on ends a number, and is read as the next value where there may be one.
        if self.unit() < u16::from(b'~') && !stop.at(self.unit()) {
            return Ok(Value::String(self.word(start, stop)));
        }
        let digits = String::from_utf16_lossy(self.trimmed(start));
        let longest = self.limits.number_bits / 3;
        if digits.len() as u64 > longest {
            return Err(Error::limit(
                "number_bits",
                format_args!("a number in the JSON text is longer than {longest} characters"),
            ));
        }
        let number = if fraction { decimal(&digits) } else { integer(&digits) };
        number
            .ok_or_else(|| refused(format_args!("Unexpected token {digits} at position {}.", self.position)))
    }

    fn skip_digits(&mut self) {
        while let Ok(b'0'..=b'9') = u8::try_from(self.unit()) {
            self.position += 1;
        }
    }

    /// Skips JSON's white space.
    fn skip_white_space(&mut self) {
        while let Ok(b' ' | b'\r' | b'\n' | b'\t') = u8::try_from(self.unit()) {
            self.position += 1;
        }
    }

    /// Skips blanks and all control characters, as json-smart does after keys, members and numbers.
    fn skip_controls(&mut self) {
        while self.unit() <= u16::from(b' ') && self.unit() != END {
            self.position += 1;
        }
    }

    fn unit(&self) -> u16 {
        self.units.get(self.position).copied().unwrap_or(END)
    }

    fn shown(&self) -> String {
        String::from_utf16_lossy(&[self.unit()])
    }

    fn unexpected_character(&self, position: usize) -> Error {
        refused(format_args!("Unexpected character ({}) at position {position}.", self.shown()))
    }

    fn unexpected_end(&self, position: usize, what: &str) -> Error {
        refused(format_args!("Unexpected End Of File position {position}: {what}"))
    }
}

const COMMA: u16 = b',' as u16;
const COLON: u16 = b':' as u16;
const OPEN_BRACKET: u16 = b'[' as u16;
const CLOSE_BRACKET: u16 = b']' as u16;
const OPEN_BRACE: u16 = b'{' as u16;
const CLOSE_BRACE: u16 = b'}' as u16;
const QUOTE: u16 = b'"' as u16;
const APOSTROPHE: u16 = b'\'' as u16;
const BACKSLASH: u16 = b'\\' as u16;

/// An integer: an optional minus and digits, of which there may be none.
fn integer(digits: &str) -> Option<Value> {
    /// Up to so many characters json-smart adds up what it takes for digits without a look at them.
    const UNCHECKED: usize = 19;
    if let Ok(number) = BigInt::from_str(digits) {
        return Some(Value::integer(number));
    }
    // A minus alone is 0, and a control character left at the end counts as if it were a digit.
    let (negative, rest) = digits.strip_prefix('-').map_or((false, digits), |rest| (true, rest));
    if rest.len() > UNCHECKED {
        return None;
    }
    let digit = |unit: u8| i64::from(unit) - i64::from(b'0');
    let number = rest.bytes().fold(0_i64, |number, unit| number.wrapping_mul(10).wrapping_add(digit(unit)));
    Some(Value::integer(if negative { number.wrapping_neg() } else { number }))
}

/// A number with a fraction or an exponent.
fn decimal(digits: &str) -> Option<Value> {
    if digits.len() > LONGEST_DOUBLE {
        return BigDecimal::from_str(digits).ok().map(|number| Value::BigDecimal(number.into()));
    }
    // `Double.parseDouble` overlooks control characters around the number.
    digits.trim_matches(|character| character <= ' ').parse().ok().map(Value::Double)
}

#[cold]
fn refused(message: std::fmt::Arguments<'_>) -> Error {
    Error::new(ErrorKind::Body, format!("net.minidev.json.parser.ParseException: {message}"))
}
