//! The variables every generated template sees, and what kind of value each holds.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::random::Random;

/// What the generator knows of a value, to call methods that exist more often than not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Text,
    Integer,
    Decimal,
    Truth,
    List,
    Map,
    /// Undefined, null, or nobody knows.
    Unknown,
}

pub(crate) const KINDS: [Kind; 7] =
    [Kind::Text, Kind::Integer, Kind::Decimal, Kind::Truth, Kind::List, Kind::Map, Kind::Unknown];

/// The names by kind. Those of `Unknown` are null, or bound nowhere.
pub(crate) fn names_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Text => {
            &["s", "a", "e", "uni", "csv", "path", "num", "json", "a-b", "a_b", "in", "end", "foreach"]
        }
        Kind::Integer => &["n", "z", "neg", "big", "huge", "max", "three"],
        Kind::Decimal => &["d", "dz", "small", "large"],
        Kind::Truth => &["t", "f"],
        Kind::List => &["l", "nums", "mix", "el", "ll", "lom", "words"],
        Kind::Map => &["m", "em", "mn", "mm"],
        Kind::Unknown => &["u", "null1", "nope", "u2", "A"],
    }
}

static FIXED: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("variables.json")).expect("variables.json is an object")
});

/// The fixed set, and three more under the names `g0`, `g1`, `g2`.
pub(crate) fn variables(random: &mut Random) -> (Map<String, Value>, [Kind; 3]) {
    let mut variables = FIXED.clone();
    let kinds = [0, 1, 2].map(|number| {
        let (value, kind) = value(random, 2);
        variables.insert(format!("g{number}"), value);
        kind
    });
    (variables, kinds)
}

fn value(random: &mut Random, depth: usize) -> (Value, Kind) {
    let nested = if depth == 0 { 0 } else { 3 };
    match random.weighted(&[5, 5, 3, 2, nested, nested, 1]) {
        0 => (Value::from(text(random)), Kind::Text),
        1 => (integer(random), Kind::Integer),
        2 => (decimal(random), Kind::Decimal),
        3 => (Value::from(random.chance(50)), Kind::Truth),
        4 => ((0..random.below(4)).map(|_| value(random, depth - 1).0).collect(), Kind::List),
        5 => {
            let entries = (0..random.below(4)).map(|_| (text(random), value(random, depth - 1).0));
            (Value::Object(entries.collect()), Kind::Map)
        }
        _ => (Value::Null, Kind::Unknown),
    }
}

fn text(random: &mut Random) -> String {
    const PIECES: [&str; 24] = [
        "a", "b", "Z", "9", "0", " ", "  ", "\n", "\t", "é", "ß", "😀", "$a", "#if", "\\", "/", "\"", "'",
        ".", ",", "-", "key", "1.5", "true",
    ];
    (0..random.below(5)).map(|_| random.pick(&PIECES)).collect()
}

fn integer(random: &mut Random) -> Value {
    const EDGES: [i64; 16] = [
        0,
        1,
        -1,
        2,
        7,
        10,
        -100,
        127,
        128,
        65_536,
        i32::MAX as i64,
        i32::MIN as i64,
        i32::MAX as i64 + 1,
        i32::MIN as i64 - 1,
        i64::MAX,
        i64::MIN,
    ];
    Value::from(random.pick(&EDGES))
}

fn decimal(random: &mut Random) -> Value {
    const EDGES: [f64; 16] = [
        0.0,
        -0.0,
        0.1,
        0.3,
        1.0,
        -1.5,
        100.0,
        9_999_999.0,
        1.0e7,
        0.001,
        0.000_99,
        1.0e-10,
        1.0e100,
        123_456.789,
        2.0e-3,
        1.0e16,
    ];
    let edge = random.pick(&EDGES);
    if random.chance(60) {
        Value::from(edge)
    } else {
        Value::from(edge / 3.0 + random.below(1000) as f64 / 7.0)
    }
}
