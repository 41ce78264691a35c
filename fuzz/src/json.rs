//! JSON against serde_json.

use serde_json::{Number, Value as Json};
use vtlgate::value::JsonStyle;
use vtlgate::{Budget, ErrorKind, Limits, json as reader};

/// Whatever strict JSON serde_json accepts is read with an equal value, and printed as JSON of that value.
pub fn json(text: &str) {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    let read = reader::read(&text.into(), &mut budget);
    // json-smart drops U+007F from a string with escapes.
    let drops = text.contains('\u{7f}') && text.contains('\\');
    let Some(expected) = serde_json::from_str::<Json>(text).ok().filter(|_| !drops) else { return };
    let value = match read {
        Ok(value) => value,
        Err(error) => {
            assert!(error.kind() == ErrorKind::Limit || has_long_exponent(text), "{error}");
            return;
        }
    };
    for style in [JsonStyle::Compact, JsonStyle::ToString] {
        let mut printed = String::new();
        if value.print_json(style, &mut printed, &mut budget).is_ok() {
            let printed: Json = serde_json::from_str(&printed).expect("what is printed is JSON");
            assert!(equal(&printed, &expected), "{printed} is not {expected}");
        }
    }
}

/// Whether a number has an exponent of so many digits that Java's `BigDecimal` refuses it, as json-smart then does.
fn has_long_exponent(text: &str) -> bool {
    text.split(['e', 'E']).skip(1).any(|rest| {
        let rest = rest.trim_start_matches(['+', '-']);
        rest.bytes().take_while(u8::is_ascii_digit).count() > 9
    })
}

/// Equal but for how a number is written.
fn equal(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => equal_numbers(left, right),
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| right.get(name).is_some_and(|other| equal(value, other)))
        }
        _ => left == right,
    }
}

fn equal_numbers(left: &Number, right: &Number) -> bool {
    left == right || left.as_f64() == right.as_f64()
}
