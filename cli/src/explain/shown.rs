//! Values as a trace shows them: short, with the class.

use vtlgate::Value;
use vtlgate::value::{JavaObject, Map};

/// How long the text of a value gets, in characters.
const LONGEST: usize = 300;
/// How deep lists and maps in one another are shown.
const DEEPEST: u32 = 4;
/// How many keys are named.
const KEYS: usize = 12;

/// A value, told when it was seen: it may change afterwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    /// Its class, as Java names it.
    pub(super) class: String,
    /// What it holds, shortened; strings in quotes.
    pub(super) text: String,
}

impl Shown {
    pub(super) fn of(value: &Value) -> Shown {
        let mut text = String::new();
        write(value, 0, &mut text);
        if text.chars().count() > LONGEST {
            text = shortened(&text, LONGEST);
        }
        Shown { class: value.class_name().to_owned(), text }
    }
}

/// The first `longest` characters of a text, with a sign that there are more; without those that control a terminal.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    let safe = |text: &str| text.replace(|c: char| c.is_control() && c != '\t', "\u{fffd}");
    match text.char_indices().nth(longest.saturating_sub(1)) {
        Some((end, last)) if end + last.len_utf8() < text.len() => format!("{}…", safe(&text[..end])),
        _ => safe(text),
    }
}

/// The last part of a class's name, which is what people call it.
pub(super) fn simple(class: &str) -> &str {
    class.rsplit(['.', '$']).next().unwrap_or(class)
}

/// The keys of a map that are strings, as far as they are looked at.
pub(super) fn keys(map: &Map) -> Vec<String> {
    // One that stands as it was read need not be built for its first keys.
    if let Some(node) = map.node() {
        return node.members().take(1000).map(|(key, _)| key.text().to_owned()).collect();
    }
    let name = |key: Value| match key {
        Value::String(text) => Some(text.to_str().into_owned()),
        _ => None,
    };
    map.keys().into_iter().filter_map(name).take(1000).collect()
}

/// Names, as a person lists them.
pub(super) fn listed(names: &[String]) -> String {
    let shown: Vec<String> =
        names.iter().take(KEYS).map(|name| format!("`{}`", shortened(name, 40))).collect();
    match (names.len().saturating_sub(KEYS), shown.split_last()) {
        (0, Some((last, []))) => last.clone(),
        (0, Some((last, before))) => format!("{} and {last}", before.join(", ")),
        (more, _) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// What a value is, as a sentence goes on after "is": `an empty String`.
pub(super) fn described(value: &Value) -> String {
    let class = simple(value.class_name());
    match value {
        Value::Null => "null".to_owned(),
        Value::Map(map) => {
            let keys = keys(map);
            match keys.len() {
                0 if map.is_empty() => format!("an empty {class}"),
                0 => with_article(class),
                1 => format!("{} with the key {}", with_article(class), listed(&keys)),
                _ => format!("{} with the keys {}", with_article(class), listed(&keys)),
            }
        }
        Value::List(list) => match list.len() {
            0 => format!("an empty {class}"),
            1 => format!("{} of 1 element", with_article(class)),
            many => format!("{} of {many} elements", with_article(class)),
        },
        Value::String(text) if text.is_empty() => "an empty String".to_owned(),
        Value::Host(_) => with_article(class),
        value => format!("the {class} {}", shortened(&Shown::of(value).text, 60)),
    }
}

fn with_article(class: &str) -> String {
    let article = if class.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    format!("{article} {class}")
}

fn write(value: &Value, depth: u32, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Boolean(boolean) => text.push_str(if *boolean { "true" } else { "false" }),
        Value::String(string) => quoted(&string.to_str(), text),
        Value::Map(map) => {
            let members = match map.node() {
                Some(node) => {
                    node.members().take(LONGEST).map(|(key, value)| (key.value(), value.value())).collect()
                }
                None => map.entries(),
            };
            series('{', '}', members.iter(), depth, text, |(key, value), text| {
                match key {
                    Value::String(key) => text.push_str(&shortened(&key.to_str(), 60)),
                    key => write(key, depth + 1, text),
                }
                text.push_str(": ");
                write(value, depth + 1, text);
            });
        }
        Value::List(list) => {
            let items: Vec<Value> = match list.node() {
                Some(node) => node.elements().take(LONGEST).map(|element| element.value()).collect(),
                None => (0..list.len().min(LONGEST)).filter_map(|index| list.get(index)).collect(),
            };
            series('[', ']', items.iter(), depth, text, |item, text| write(item, depth + 1, text));
        }
        Value::Host(_) => text.push_str("an object of the gateway"),
        Value::Object(object) => match &**object {
            JavaObject::Block(_) => text.push_str("a block of #define"),
            object => text.push_str(&format!("{} object", with_article(simple(object.class_name())))),
        },
        number => {
            let limits = vtlgate::Limits::default();
            if let Ok(printed) = number.to_text(&mut vtlgate::Budget::new(&limits)) {
                text.push_str(&printed.to_str());
            }
        }
    }
}

fn series<T>(
    open: char,
    close: char,
    items: impl Iterator<Item = T>,
    depth: u32,
    text: &mut String,
    write: impl Fn(T, &mut String),
) {
    text.push(open);
    for (index, item) in items.enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        // What is too deep may hold itself; what is too long is cut anyway.
        if depth >= DEEPEST || text.len() > LONGEST * 4 {
            text.push('…');
            break;
        }
        write(item, text);
    }
    text.push(close);
}

/// A string in quotes, on one line.
fn quoted(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars().take(LONGEST + 1) {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            control if control.is_control() => text.extend(control.escape_unicode()),
            other => text.push(other),
        }
    }
    text.push('"');
}
