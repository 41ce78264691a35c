//! The methods of Java's values against what Java 17 gave, called as Apache Velocity 1.7 calls them, and the page that
//! lists them.

#[path = "java_methods/expression.rs"]
mod expression;

use expression::{Outcome, run};
use vtlgate::{Bindings, Budget, Dialect, Error, ErrorKind, Limits, Template, Value};

/// What the cases write for a value: its class and its text, in which an object's identity is `@0`.
fn describe(value: &Value, budget: &mut Budget<'_>) -> String {
    if value.is_null() {
        return "null".to_owned();
    }
    let class = value.class_name().to_owned();
    match value.to_text(budget) {
        Ok(text) => format!("{class} {}", quote(&mask(&text.to_utf16()))),
        Err(error) => format!("{class} ! {error}"),
    }
}

fn mask(units: &[u16]) -> Vec<u16> {
    let identity: Vec<u16> = "@1b28cdfa".encode_utf16().collect();
    let mut masked = Vec::new();
    let mut rest = units;
    while let Some((first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(&identity[..]) {
            masked.extend("@0".encode_utf16());
            rest = after;
        } else {
            masked.push(*first);
            rest = after;
        }
    }
    masked
}

fn quote(units: &[u16]) -> String {
    let mut quoted = String::from("\"");
    for &unit in units {
        match char::from_u32(u32::from(unit)) {
            Some(letter @ ('"' | '\\')) => quoted.extend(['\\', letter]),
            Some(letter @ ' '..='~') => quoted.push(letter),
            _ => quoted.push_str(&format!("\\u{unit:04x}")),
        }
    }
    quoted.push('"');
    quoted
}

fn describe_error(error: &Error) -> String {
    match error.exception() {
        // Java tells in its own words which variable of its sources was null.
        Some(class @ "java.lang.NullPointerException") => format!("! {class}"),
        Some(class) if error.message().is_empty() => format!("! {class}"),
        Some(class) => format!("! {class}: {}", quote(&error.message().encode_utf16().collect::<Vec<_>>())),
        None => format!("! {error}"),
    }
}

#[test]
fn methods_give_what_java_gives() {
    let limits = Limits::default();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("java_methods/cases.tsv").lines().filter(|line| !line.starts_with('#')) {
        count += 1;
        let (source, expected) = line.split_once('\t').expect("a tab after the expression");
        let mut budget = Budget::new(&limits);
        let Outcome { result, root } = run(source, &mut budget);
        let result = match result {
            Ok(Some(value)) => describe(&value, &mut budget),
            Ok(None) => "nothing".to_owned(),
            Err(error) => describe_error(&error),
        };
        let actual = format!("{result}\t{}", describe(&root, &mut budget));
        if actual != expected {
            wrong.push(format!("{source}\n    expected {expected}\n    actual   {actual}"));
        }
    }
    assert!(count > 1000, "the cases were read");
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn views_and_iterators_follow_changes() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("java_methods/sequences.tsv").lines().filter(|line| !line.starts_with("# ")) {
        count += 1;
        let (text, expected) = line.split_once('\t').expect("a tab after the template");
        let template = Template::builder().dialect(Dialect::Velocity).parse(text).expect("a template");
        let actual = template.render_bindings(Bindings::new()).unwrap_or_else(|_| "!".to_owned());
        if actual != expected {
            wrong.push(format!("{text}\n    expected {expected}\n    actual   {actual}"));
        }
    }
    assert!(count > 200, "the cases were read");
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_holds_itself_is_printed_once_or_not_at_all() {
    let render = |text: &str| Template::parse(text).expect("a template").render_bindings(Bindings::new());
    let direct = render("#set($l = [1])#set($x = $l.add($l))$l;#set($m = {})#set($m.k = $m)$m");
    assert_eq!(direct.expect("Java prints these"), "[1, (this Collection)];{k=(this Map)}");
    let cycle = render("#set($l = [])#set($k = [$l])#set($x = $l.add($k))$l");
    assert_eq!(cycle.expect_err("Java overflows its stack").kind(), ErrorKind::Limit);
    let hash = render("#set($l = [])#set($x = $l.add($l))$l.hashCode()");
    assert_eq!(hash.expect_err("Java overflows its stack").kind(), ErrorKind::Runtime);
}

#[test]
fn what_methods_make_is_bounded() {
    let mut limits = Limits::default();
    limits.string_length = 100_000;
    limits.list_length = 10_000;
    let render = |text: &str| {
        let template = Template::builder().limits(limits.clone()).parse(text).expect("a template");
        template.render_bindings(Bindings::new())
    };
    for text in [
        "$x.a.repeat(2147483647)#set($s = 'abc')$s.repeat(2147483647)",
        "#set($s = 'a')$s.indent(2147483647)",
        "#set($s = 'aaaaaaaaaaaaaaaa')#foreach($i in [1..20])#set($s = $s.replace('a', $s))#end",
        "#set($s = 'aaaa')#foreach($i in [1..40])#set($s = $s.replaceAll('a', '$0$0$0'))#end",
        "#set($s = '%99999999d')$s.format($s, 1)",
        "#set($l = [1])#foreach($i in [1..40])#set($x = $l.addAll($l))#end",
        "#set($l = [1])#set($k = [1])#foreach($i in [1..90])#set($l = [$l, $l])#set($k = [$k, $k])#end$l.equals($k)",
    ] {
        let error = render(text).expect_err(text);
        assert!(
            error.kind() == ErrorKind::Limit || error.message().contains("StackOverflow"),
            "{text}: {error}"
        );
    }
}
