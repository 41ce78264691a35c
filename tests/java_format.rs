//! `String.format` against what OpenJDK 17 printed: the cases are the rows of `java_format/format.toml`.

#[path = "java_number/rows.rs"]
mod rows;

use num_bigint::BigInt;
use rows::{check, shown};
use vtlgate::java::Failure;
use vtlgate::java::format::{Argument, format};
use vtlgate::java::number::BigDecimal;

#[test]
fn formats_as_java() {
    check(include_str!("java_format/format.toml"), |row| {
        let (pattern, arguments) = row.split_first().unwrap();
        let owned: Vec<Owned> = arguments.iter().map(|argument| Owned::read(argument)).collect();
        let arguments: Vec<Argument<'_>> = owned.iter().map(Owned::argument).collect();
        shown(format(pattern, &arguments, 1000))
    });
}

/// An argument read from its class and text.
enum Owned<'a> {
    BigInteger(BigInt),
    BigDecimal(BigDecimal),
    Plain(Argument<'a>),
}

impl<'a> Owned<'a> {
    fn read(written: &'a str) -> Self {
        let (class, text) = written.split_once(' ').unwrap_or((written, ""));
        Self::Plain(match class {
            "null" => Argument::Null,
            "Boolean" => Argument::Boolean(text == "true"),
            "Character" => Argument::Character(text.encode_utf16().next().unwrap()),
            "Byte" => Argument::Byte(text.parse().unwrap()),
            "Short" => Argument::Short(text.parse().unwrap()),
            "Integer" => Argument::Int(text.parse().unwrap()),
            "Long" => Argument::Long(text.parse().unwrap()),
            "Float" => Argument::Float(text.parse().unwrap()),
            "Double" => Argument::Double(text.parse().unwrap()),
            "String" => Argument::Text(text),
            "BigInteger" => return Self::BigInteger(text.parse().unwrap()),
            "BigDecimal" => return Self::BigDecimal(text.parse().unwrap()),
            other => panic!("{other}: no such class"),
        })
    }

    fn argument(&self) -> Argument<'_> {
        match self {
            Self::BigInteger(value) => Argument::BigInteger(value),
            Self::BigDecimal(value) => Argument::BigDecimal(value),
            Self::Plain(argument) => *argument,
        }
    }
}

#[test]
fn other_objects_are_printed_by_their_methods() {
    let list = Argument::Other { class: "java.util.ArrayList", text: "[1, 2]", hash: 994 };
    assert_eq!(format("%s %S %h %b", &[list; 4], 100).unwrap(), "[1, 2] [1, 2] 3e2 true");
    let thrown = format("%d", &[list], 100).unwrap_err();
    assert_eq!(thrown.to_string(), "java.util.IllegalFormatConversionException: d != java.util.ArrayList");
}

#[test]
fn output_beyond_the_limit_is_refused() {
    let huge: BigDecimal = "1E+1000000000".parse().unwrap();
    let cases = [
        ("%2147483647s", Argument::Text("x")),
        ("%-2147483647d", Argument::Int(1)),
        ("%02147483647d", Argument::Int(1)),
        ("%2147483647%", Argument::Null),
        ("%.2147483647f", Argument::Double(1.0)),
        ("%.2147483647e", Argument::Double(1.0)),
        ("%.2147483647g", Argument::Double(1.0)),
        ("%.2147483647a", Argument::Double(1.0)),
        ("%.2147483647f", Argument::BigDecimal(&huge)),
        ("%.2147483647e", Argument::BigDecimal(&huge)),
        ("%.2147483647g", Argument::BigDecimal(&huge)),
        ("%f", Argument::BigDecimal(&huge)),
    ];
    for (pattern, argument) in cases {
        assert_eq!(format(pattern, &[argument], 10_000), Err(Failure::LimitExceeded), "{pattern}");
    }
    assert_eq!(format("%s%<s%<s", &[Argument::Text("four")], 12).unwrap(), "fourfourfour");
    assert_eq!(format("%s%<s%<s", &[Argument::Text("four")], 11), Err(Failure::LimitExceeded));
}

#[test]
fn dates_are_named_as_not_supported() {
    let failure = format("%tY", &[Argument::Long(0)], 100).unwrap_err();
    assert_eq!(failure.to_string(), "formatting dates and times (%t) is not supported");
    assert_eq!(format("%tY", &[Argument::Null], 100).unwrap(), "null");
}
