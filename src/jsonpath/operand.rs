//! What a side of a comparison is, and what Jayway's operators make of two of them (`ValueNodes`, `EvaluatorFactory`).
//!
//! Jayway compares mixed types by rules of its own: `'1' == 1` compares texts and `1 == '1'` numbers, a number and a
//! string have no order, and values inside lists are looked at once more: a string there that reads as JSON or as a path
//! counts as such.

use std::cmp::Ordering;
use std::rc::Rc;

use super::ast::{Number, Operator};
use super::failure::Failure;
use super::select::{Selection, Slot};
use super::unescape::unescape;
use super::{parse, regex};
use crate::error::{Error, ErrorKind};
use crate::java::number::BigDecimal;
use crate::java::regex::Pattern;
use crate::json;
use crate::limits::{Budget, multiplication_steps};
use crate::value::{Text, Value};

/// A side of a comparison.
#[derive(Clone)]
pub(super) enum Node<'path> {
    /// What a path gives that leads nowhere.
    Undefined,
    Null,
    Boolean(bool),
    Number(Number),
    String(Text),
    /// A list or map of the document.
    Json(Value),
    /// JSON text of the filter.
    JsonText {
        text: &'path str,
        slot: Option<usize>,
    },
    /// A string in a list that reads as JSON: equal to nothing but the same text.
    JsonString(Text),
    /// A string in a list that reads as a path: equal to nothing.
    Path,
    Pattern(&'path Pattern),
}

impl<'path> Node<'path> {
    /// What a path found.
    pub(super) fn of(value: Value) -> Result<Node<'path>, Failure> {
        Ok(match value {
            Value::Integer(number) => Node::Number(Number::Integer(i64::from(number))),
            Value::Double(number) if number.is_finite() => Node::Number(Number::Double(number)),
            Value::Null => Node::Null,
            Value::Boolean(boolean) => Node::Boolean(boolean),
            Value::String(text) => Node::String(text),
            Value::List(_) | Value::Map(_) => Node::Json(value),
            value => Node::Number(number_of(&value)?),
        })
    }

    /// An element of a list.
    fn of_element(value: Value, budget: &mut Budget<'_>) -> Result<Node<'path>, Failure> {
        let Value::String(text) = &value else {
            if matches!(value, Value::List(_) | Value::Map(_)) {
                return Err(Failure::Thrown(
                    "a list that is compared element by element holds a list or an object; compare plain values"
                        .to_owned(),
                ));
            }
            return Node::of(value);
        };
        let Some(string) = text.as_str() else { return Ok(Node::String(text.clone())) };
        budget.step(reading_steps(string.len()))?;
        let trimmed = string.trim_matches(|character| character <= ' ');
        if trimmed.starts_with(['$', '@', '[', '{']) {
            budget.step(4 * trimmed.len() as u64)?;
        }
        if trimmed.starts_with(['$', '@']) && parse::read(trimmed, budget.limits()).is_ok() {
            return Ok(Node::Path);
        }
        let enclosed = |open: char, close: char| trimmed.starts_with(open) && trimmed.ends_with(close);
        if trimmed.len() > 1 && (enclosed('[', ']') || enclosed('{', '}')) && json::is_readable(trimmed) {
            return Ok(Node::JsonString(text.clone()));
        }
        let mut inner = string;
        for quote in ['\'', '"'] {
            if string.len() > 1 && string.starts_with(quote) && string.ends_with(quote) {
                inner = &string[1..string.len() - 1];
            }
        }
        if string.len() < 2 || inner.len() == string.len() && !string.contains('\\') {
            return Ok(Node::String(text.clone()));
        }
        match unescape(inner) {
            Some(unescaped) => Ok(Node::String(Text::from(unescaped))),
            None => Err(Failure::Thrown(
                "a string of a list has a \\u without four hexadecimal digits".to_owned(),
            )),
        }
    }

    fn is_json(&self) -> bool {
        matches!(self, Node::Json(_) | Node::JsonText { .. } | Node::JsonString(_))
    }

    fn boolean(&self) -> Result<bool, Failure> {
        match self {
            Node::Boolean(boolean) => Ok(*boolean),
            _ => Err(Failure::Invalid("the operator needs true or false here")),
        }
    }

    /// `left.equals(right)`, which is not symmetric.
    fn equals(&self, other: &Node<'_>, budget: &mut Budget<'_>) -> Result<bool, Failure> {
        Ok(match (self, other) {
            (Node::Null, Node::Null) => true,
            (Node::Boolean(left), Node::Boolean(right)) => left == right,
            (Node::Number(left), Node::Number(right)) => left.order(right, budget)?.is_eq(),
            (Node::Number(left), Node::String(right)) => match number_in(right, budget)? {
                Some(right) => left.order(&right, budget)?.is_eq(),
                None => false,
            },
            (Node::String(left), Node::String(right)) | (Node::JsonString(left), Node::JsonString(right)) => {
                // Texts that are not as long as each other need not be read.
                budget.step(if left.size() == right.size() { reading_steps(left.size()) } else { 0 })?;
                left == right
            }
            (Node::String(left), Node::Number(right)) => {
                budget.step(right.steps())?;
                left.as_str() == Some(right.text().as_str())
            }
            (Node::Json(left), Node::Json(right)) => left.equals_within(right, budget)?,
            (Node::JsonText { text: left, .. }, Node::JsonText { text: right, .. }) => left == right,
            (Node::JsonText { text, .. }, Node::JsonString(string))
            | (Node::JsonString(string), Node::JsonText { text, .. }) => string.as_str() == Some(*text),
            _ => false,
        })
    }

    /// How two numbers or two strings are ordered; `None` for anything else.
    fn order(&self, other: &Node<'_>, budget: &mut Budget<'_>) -> Result<Option<Ordering>, Failure> {
        Ok(Some(match (self, other) {
            (Node::Number(left), Node::Number(right)) => left.order(right, budget)?,
            (Node::String(left), Node::String(right)) => {
                budget.step(reading_steps(left.size().min(right.size())))?;
                order_texts(left, right)
            }
            _ => return Ok(None),
        }))
    }

    fn same_type(&self, other: &Node<'_>) -> bool {
        self.is_json() && other.is_json() || std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

fn number_of(value: &Value) -> Result<Number, Failure> {
    Number::of(value).ok_or_else(|| {
        Failure::Thrown(format!("a {} that is no finite number can not be compared", value.class_name()))
    })
}

/// What reading so many bytes of a text takes.
fn reading_steps(bytes: usize) -> u64 {
    bytes as u64 / 128
}

/// The number that a text is where it is compared with one.
fn number_in(text: &Text, budget: &mut Budget<'_>) -> Result<Option<Number>, Failure> {
    let Some(text) = text.as_str() else { return Ok(None) };
    budget.step(reading_steps(text.len()))?;
    let longest = budget.limits().number_bits / 3;
    let is_digits =
        || text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    if text.len() as u64 > longest && is_digits() {
        let message =
            format_args!("a text that is compared with a number is longer than {longest} characters");
        return Err(Error::limit("number_bits", message).into());
    }
    let number = Number::read(text);
    budget.step(number.as_ref().map_or(0, Number::steps))?;
    Ok(number)
}

/// `String.compareTo`: by UTF-16 units.
fn order_texts(left: &Text, right: &Text) -> Ordering {
    match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) => left.encode_utf16().cmp(right.encode_utf16()),
        _ => left.to_utf16().cmp(&right.to_utf16()),
    }
}

impl Number {
    fn decimal(&self) -> BigDecimal {
        match self {
            Number::Integer(integer) => BigDecimal::from(*integer),
            // Only finite ones are made.
            Number::Double(double) => {
                BigDecimal::from_double(*double).unwrap_or_else(|_| BigDecimal::from(0))
            }
            Number::Decimal(decimal) => (**decimal).clone(),
        }
    }

    /// What reading it or working with it takes besides.
    pub(super) fn steps(&self) -> u64 {
        match self {
            Number::Integer(_) | Number::Double(_) => 0,
            Number::Decimal(decimal) => multiplication_steps(decimal.unscaled_value().bits()),
        }
    }

    /// `BigDecimal.compareTo`.
    fn order(&self, other: &Number, budget: &mut Budget<'_>) -> Result<Ordering, Failure> {
        /// Integers up to here are doubles too.
        const EXACT: u64 = 1 << 53;
        let compared = match (self, other) {
            (Number::Integer(left), Number::Integer(right)) => Some(left.cmp(right)),
            (Number::Double(left), Number::Double(right)) => left.partial_cmp(right),
            (Number::Integer(left), Number::Double(right)) if left.unsigned_abs() <= EXACT => {
                (*left as f64).partial_cmp(right)
            }
            (Number::Double(left), Number::Integer(right)) if right.unsigned_abs() <= EXACT => {
                left.partial_cmp(&(*right as f64))
            }
            _ => None,
        };
        if let Some(order) = compared {
            return Ok(order);
        }
        budget.step(self.steps() + other.steps())?;
        Ok(self.decimal().compare_to(&other.decimal()))
    }

    /// `BigDecimal.toString`.
    fn text(&self) -> String {
        self.decimal().to_string()
    }
}

/// What `left operator right` is.
pub(super) fn compare<'path>(
    selection: &mut Selection<'path, '_, '_>,
    left: &Node<'path>,
    operator: Operator,
    right: &Node<'path>,
) -> Result<bool, Failure> {
    Ok(match operator {
        Operator::Equal => equal(selection, left, right)?,
        Operator::NotEqual => !equal(selection, left, right)?,
        Operator::SameTypeEqual => left.same_type(right) && equal(selection, left, right)?,
        Operator::SameTypeNotEqual => !(left.same_type(right) && equal(selection, left, right)?),
        Operator::Less => left.order(right, selection.budget)?.is_some_and(Ordering::is_lt),
        Operator::LessOrEqual => left.order(right, selection.budget)?.is_some_and(Ordering::is_le),
        Operator::Greater => left.order(right, selection.budget)?.is_some_and(Ordering::is_gt),
        Operator::GreaterOrEqual => left.order(right, selection.budget)?.is_some_and(Ordering::is_ge),
        Operator::Matches => matches(selection, left, right)?,
        Operator::In => is_in(selection, left, right)?,
        Operator::NotIn => !is_in(selection, left, right)?,
        Operator::Contains => contains(selection, left, right)?,
        Operator::Size => has_size(selection, left, right)?,
        Operator::Empty => is_empty(selection, left, right)?,
        Operator::SubsetOf => with_lists(selection, left, right, |left, right, budget| {
            for item in left {
                if !has(right, item, budget)? {
                    return Ok(false);
                }
            }
            Ok(true)
        })?,
        Operator::AnyOf => with_lists(selection, left, right, have_common)?,
        Operator::NoneOf => {
            with_lists(selection, left, right, |left, right, budget| Ok(!have_common(left, right, budget)?))?
        }
        Operator::Exists => {
            if !matches!(left, Node::Boolean(_)) && !matches!(right, Node::Boolean(_)) {
                return Err(Failure::Thrown(
                    "`exists` compares booleans; use it with true or false".to_owned(),
                ));
            }
            left.boolean()? == right.boolean()?
        }
        Operator::Unusable => {
            return Err(Failure::Invalid(
                "the operators `all`, `type` and `matches` need a Java program; use others",
            ));
        }
    })
}

fn have_common(left: &[Node<'_>], right: &[Node<'_>], budget: &mut Budget<'_>) -> Result<bool, Failure> {
    for item in left {
        if has(right, item, budget)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether `node` equals one of `items`.
fn has(items: &[Node<'_>], node: &Node<'_>, budget: &mut Budget<'_>) -> Result<bool, Failure> {
    for item in items {
        if node.equals(item, budget)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn equal<'path>(
    selection: &mut Selection<'path, '_, '_>,
    left: &Node<'path>,
    right: &Node<'path>,
) -> Result<bool, Failure> {
    if !(left.is_json() && right.is_json()) {
        return left.equals(right, selection.budget);
    }
    // The left side is taken as it is, the right one is read: JSON text on the left equals nothing.
    match left {
        Node::Json(left) => {
            let right = read(selection, right)?;
            Ok(left.equals_within(&right, selection.budget)?)
        }
        _ => read(selection, right).map(|_| false),
    }
}

/// The value of a JSON node.
fn read<'path>(selection: &mut Selection<'path, '_, '_>, node: &Node<'path>) -> Result<Value, Failure> {
    let (text, slot) = match node {
        Node::Json(value) => return Ok(value.clone()),
        Node::JsonText { text, slot } => (*text, *slot),
        _ => return Ok(Value::Null),
    };
    if let Some(Slot::Json(value, _)) = slot.and_then(|slot| selection.slots.get(slot)) {
        return Ok(value.clone());
    }
    let value = json::read(&text.into(), selection.budget).map_err(not_json)?;
    if let Some(kept) = slot.and_then(|slot| selection.slots.get_mut(slot)) {
        *kept = Slot::Json(value.clone(), None);
    }
    Ok(value)
}

/// The failure that JSON text inside a path causes when it is not JSON.
pub(super) fn not_json(error: Error) -> Failure {
    match error.kind() {
        ErrorKind::Body => Failure::Thrown(format!("the JSON inside the path is not valid: {error}")),
        _ => Failure::Other(error),
    }
}

/// The elements of a list on one side of a comparison; `None` where there is JSON that is no list.
fn elements<'path>(
    selection: &mut Selection<'path, '_, '_>,
    node: &Node<'path>,
) -> Result<Option<Rc<Vec<Node<'path>>>>, Failure> {
    if !node.is_json() {
        return Err(Failure::Invalid("the operator needs a list here"));
    }
    let slot = match node {
        Node::JsonText { slot, .. } => *slot,
        _ => None,
    };
    let Value::List(list) = read(selection, node)? else { return Ok(None) };
    if let Some(Slot::Json(_, Some(elements))) = slot.and_then(|slot| selection.slots.get(slot)) {
        return Ok(Some(elements.clone()));
    }
    selection.budget.step(list.len() as u64)?;
    let mut elements = Vec::with_capacity(list.len());
    for element in list.to_vec() {
        elements.push(Node::of_element(element, selection.budget)?);
    }
    let elements = Rc::new(elements);
    if let Some(Slot::Json(_, kept)) = slot.and_then(|slot| selection.slots.get_mut(slot)) {
        *kept = Some(elements.clone());
    }
    Ok(Some(elements))
}

fn is_in<'path>(
    selection: &mut Selection<'path, '_, '_>,
    left: &Node<'path>,
    right: &Node<'path>,
) -> Result<bool, Failure> {
    let Some(items) = elements(selection, right)? else { return Ok(false) };
    selection.budget.step(items.len() as u64)?;
    has(&items, left, selection.budget)
}

fn contains<'path>(
    selection: &mut Selection<'path, '_, '_>,
    left: &Node<'path>,
    right: &Node<'path>,
) -> Result<bool, Failure> {
    match (left, right) {
        (Node::String(text), Node::String(part)) => {
            selection.budget.step(reading_steps(text.size()))?;
            Ok(match (text.as_str(), part.as_str()) {
                (Some(text), Some(part)) => text.contains(part),
                _ => {
                    selection.budget.step((text.size() as u64).saturating_mul(reading_steps(part.size())))?;
                    let (text, part) = (text.to_utf16(), part.to_utf16());
                    part.is_empty() || text.windows(part.len()).any(|window| window == part)
                }
            })
        }
        (left, right) if left.is_json() => is_in(selection, right, left),
        _ => Ok(false),
    }
}

fn has_size<'path>(
    selection: &mut Selection<'path, '_, '_>,
    left: &Node<'path>,
    right: &Node<'path>,
) -> Result<bool, Failure> {
    let Node::Number(size) = right else { return Ok(false) };
    let size = match size {
        Number::Integer(size) => *size as i32,
        size => size.decimal().int_value(),
    };
    Ok(match left {
        Node::String(text) => {
            selection.budget.step(reading_steps(text.size()))?;
            i32::try_from(text.length()) == Ok(size)
        }
        left if left.is_json() => match read(selection, left)? {
            Value::List(list) => i32::try_from(list.len()) == Ok(size),
            _ => size == -1,
        },
        _ => false,
    })
}

fn is_empty<'path>(
    selection: &mut Selection<'path, '_, '_>,
    left: &Node<'path>,
    right: &Node<'path>,
) -> Result<bool, Failure> {
    let empty = match left {
        Node::String(text) => text.is_empty(),
        left if left.is_json() => match read(selection, left)? {
            Value::List(list) => list.is_empty(),
            // `(Collection) map`.
            _ => {
                return Err(Failure::Thrown(
                    "`empty` can not be asked of an object; ask for its keys".to_owned(),
                ));
            }
        },
        _ => return Ok(false),
    };
    Ok(empty == right.boolean()?)
}

fn with_lists<'path>(
    selection: &mut Selection<'path, '_, '_>,
    left: &Node<'path>,
    right: &Node<'path>,
    ask: impl FnOnce(&[Node<'path>], &[Node<'path>], &mut Budget<'_>) -> Result<bool, Failure>,
) -> Result<bool, Failure> {
    let Some(right) = elements(selection, right)? else { return Ok(false) };
    let Some(left) = elements(selection, left)? else { return Ok(false) };
    selection.budget.step((left.len() as u64).saturating_mul(right.len() as u64))?;
    ask(&left, &right, selection.budget)
}

/// `=~`: a text, or any text of a list, matches a regular expression as a whole.
fn matches<'path>(
    selection: &mut Selection<'path, '_, '_>,
    left: &Node<'path>,
    right: &Node<'path>,
) -> Result<bool, Failure> {
    let (pattern, input) = match (left, right) {
        (Node::Pattern(_), Node::Pattern(_)) => return Ok(false),
        (Node::Pattern(pattern), input) | (input, Node::Pattern(pattern)) => (*pattern, input),
        _ => return Ok(false),
    };
    if input.is_json()
        && let Some(items) = elements(selection, input)?
    {
        for item in items.iter() {
            if regex::matches(pattern, &input_text(item), selection.budget)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    regex::matches(pattern, &input_text(input), selection.budget)
}

fn input_text(node: &Node<'_>) -> Text {
    match node {
        Node::String(text) => text.clone(),
        Node::Number(number) => Text::from(number.text()),
        Node::Boolean(boolean) => Text::from_static(if *boolean { "true" } else { "false" }),
        _ => Text::EMPTY,
    }
}
