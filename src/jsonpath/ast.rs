//! What a path says, independent of any document and of any thread.

use std::sync::Arc;

use crate::java::number::BigDecimal;
use crate::java::regex::Pattern;
use crate::value::Value;

/// A path: where it starts and the steps it takes.
#[derive(Debug, Clone)]
pub(super) struct Path {
    /// Whether it starts with `$` rather than `@`.
    pub(super) from_document: bool,
    pub(super) steps: Vec<Step>,
    /// Whether all its steps are single names and single indexes.
    pub(super) plain: bool,
    /// Whether a `[*]` was put at its end, for a function that counts what is inside.
    pub(super) lengthened: bool,
    /// Whether a `*` was taken out of it: what it finds is still a list.
    pub(super) shortened: bool,
    /// How often this path is asked at most once: its place among all paths, literals and scans of the outermost path.
    pub(super) slot: usize,
}

/// A step, with what is known of the way up to it.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) kind: StepKind,
    /// Whether every step before it leads to one value at most.
    pub(super) upstream_definite: bool,
}

#[derive(Debug, Clone)]
pub(super) enum StepKind {
    /// `..`, with a slot that remembers the last index of an array it passed.
    Scan { slot: usize },
    /// `.name`, `['name']`, `['a', 'b']`; at least one.
    Names(Vec<Box<str>>),
    /// `*`.
    Wildcard,
    /// `[0]`, `[0, -1]`; at least one.
    Indexes(Vec<i32>),
    /// `[1:2]`; at least one bound.
    Slice { from: Option<i32>, to: Option<i32> },
    /// `[?(…)]`.
    Filter(Condition),
    /// `length()`: the name is looked up when the path is followed. `length` and `size` count what is inside their first
    /// argument: they follow its path with `[*]` put at its end, which is `children`. For the other functions Jayway takes
    /// a `*` out of the path of the first argument after each call; `later` is what is left of it.
    Function { name: Box<str>, arguments: Arc<[Argument]>, children: Option<Arc<Path>>, later: Arc<[Path]> },
}

/// An argument of a function.
#[derive(Debug, Clone)]
pub(super) enum Argument {
    Path(Path),
    /// JSON text, read when the function is called.
    Json(Box<str>),
}

/// The condition of a filter.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    Any(Vec<Condition>),
    All(Vec<Condition>),
    Not(Box<Condition>),
    /// Whether a path leads anywhere, or does not.
    Exists {
        path: Path,
        wanted: bool,
    },
    Comparison {
        left: Operand,
        operator: Operator,
        right: Operand,
    },
}

/// One side of a comparison.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Path(Path),
    Null,
    Boolean(bool),
    Number(Number),
    String(Arc<str>),
    /// JSON text, read when it is first needed.
    Json {
        text: Box<str>,
        slot: usize,
    },
    Pattern(Box<Pattern>),
}

/// A number of a filter: an integer or a double where that says exactly the same, as these compare quickest.
#[derive(Debug, Clone)]
pub(super) enum Number {
    Integer(i64),
    Double(f64),
    Decimal(Box<BigDecimal>),
}

/// Jayway's operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    SameTypeEqual,
    SameTypeNotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    Size,
    Empty,
    SubsetOf,
    AnyOf,
    NoneOf,
    /// `exists`, which compares two booleans.
    Exists,
    /// `all`, `type`, `matches`: for operands that only a Java program can give.
    Unusable,
}

impl Operator {
    /// The operator written as `text`.
    pub(super) fn named(text: &str) -> Option<Operator> {
        Some(match text.to_ascii_lowercase().as_str() {
            "==" => Operator::Equal,
            "!=" => Operator::NotEqual,
            "===" => Operator::SameTypeEqual,
            "!==" => Operator::SameTypeNotEqual,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "=~" => Operator::Matches,
            "in" => Operator::In,
            "nin" => Operator::NotIn,
            "contains" => Operator::Contains,
            "size" => Operator::Size,
            "empty" => Operator::Empty,
            "subsetof" => Operator::SubsetOf,
            "anyof" => Operator::AnyOf,
            "noneof" => Operator::NoneOf,
            "exists" => Operator::Exists,
            "all" | "type" | "matches" => Operator::Unusable,
            _ => return None,
        })
    }
}

impl Path {
    /// Whether the path leads to one value at most, and not to a list of all it finds.
    pub(super) fn is_definite(&self) -> bool {
        let mut steps = self.steps.iter().enumerate();
        !self.shortened && steps.all(|(index, step)| step.kind.is_definite(index + 1 == self.steps.len()))
    }

    /// Whether its last step is a function.
    pub(super) fn is_function(&self) -> bool {
        matches!(self.steps.last(), Some(Step { kind: StepKind::Function { .. }, .. }))
    }
}

impl StepKind {
    pub(super) fn is_plain(&self) -> bool {
        match self {
            StepKind::Names(names) => names.len() == 1,
            StepKind::Indexes(indexes) => indexes.len() == 1,
            _ => false,
        }
    }

    pub(super) fn is_definite(&self, last: bool) -> bool {
        match self {
            // Several names at the end make one object.
            StepKind::Names(names) => last || names.len() == 1,
            StepKind::Indexes(indexes) => indexes.len() == 1,
            StepKind::Function { .. } => true,
            StepKind::Scan { .. } | StepKind::Wildcard | StepKind::Slice { .. } | StepKind::Filter(_) => {
                false
            }
        }
    }
}

const _: fn() = || {
    fn shared_between_threads<T: Send + Sync>() {}
    shared_between_threads::<Path>();
};

impl Number {
    /// The number that Java writes as `text`; `None` where `java.math.BigDecimal` does not read it.
    pub(super) fn read(text: &str) -> Option<Number> {
        if let Ok(integer) = text.parse() {
            return Some(Number::Integer(integer));
        }
        let decimal: BigDecimal = text.parse().ok()?;
        let double: f64 = text.parse().ok()?;
        match BigDecimal::from_double(double) {
            Ok(same) if same == decimal => Some(Number::Double(double)),
            _ => Some(Number::Decimal(Box::new(decimal))),
        }
    }

    /// The number of a value; `None` where it is none, or not a finite one.
    pub(super) fn of(value: &Value) -> Option<Number> {
        Some(match value {
            Value::Byte(number) => Number::Integer(i64::from(*number)),
            Value::Short(number) => Number::Integer(i64::from(*number)),
            Value::Integer(number) => Number::Integer(i64::from(*number)),
            Value::Long(number) => Number::Integer(*number),
            Value::BigInteger(number) => Number::Decimal(Box::new((**number).clone().into())),
            Value::BigDecimal(number) => Number::Decimal(Box::new((**number).clone())),
            Value::Double(number) if number.is_finite() => Number::Double(*number),
            Value::Float(number) if number.is_finite() => {
                Number::read(&crate::java::number::float_to_string(*number))?
            }
            _ => return None,
        })
    }
}
