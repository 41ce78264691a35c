//! No room of the library uses a room below it: the arrows of ARCHITECTURE.md run one way.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order data flows; a room may use those before it, and those on its own line. A type that a room's
/// parent exports under its own name stands beside the room.
const FLOORS: [&[&str]; 13] = [
    &["source", "dialect", "error", "output"],
    &["java/number", "java/regex", "java/format", "java/exception", "java/Exception", "java/Failure"],
    // The budget of a render remembers the containers it must empty, and values are made under it.
    &["value", "limits"],
    &["json"],
    &["jsonpath"],
    &["syntax"],
    &["java"],
    &["program"],
    &["eval"],
    &["template"],
    &["gateway"],
    &["exchange"],
    &["check"],
];

/// The room of a path of modules such as `java/number/print`: the longest that matches.
fn floor(modules: &str) -> Option<usize> {
    let of =
        |room: &str| modules == room || modules.strip_prefix(room).is_some_and(|rest| rest.starts_with('/'));
    let known =
        FLOORS.iter().enumerate().flat_map(|(floor, rooms)| rooms.iter().map(move |room| (floor, *room)));
    known.filter(|(_, room)| of(room)).max_by_key(|(_, room)| room.len()).map(|(floor, _)| floor)
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The paths after `crate::` in `text`, as modules; `crate::a::{b::c, d}` counts as each of its parts.
fn uses(text: &str) -> Vec<String> {
    let code =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut uses = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        // `pub(in crate::a)` says who may come here, not where this goes.
        if code[..at].ends_with("(in ") {
            continue;
        }
        let path = &code[at + "crate::".len()..];
        let end =
            path.find(|character: char| !character.is_alphanumeric() && character != '_' && character != ':');
        let (plain, rest) = path.split_at(end.unwrap_or(path.len()));
        match rest.strip_prefix('{') {
            Some(group) if plain.is_empty() || plain.ends_with("::") => {
                let group = group.split_once('}').map_or(group, |(group, _)| group);
                uses.extend(group.split(',').map(|part| modules(&format!("{plain}{}", part.trim()))));
            }
            _ => uses.push(modules(plain)),
        }
    }
    uses
}

/// `java::number::BigDecimal` as `java/number/BigDecimal`.
fn modules(path: &str) -> String {
    path.trim_end_matches(':').replace("::", "/")
}

#[test]
fn no_arrow_runs_back() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut back = Vec::new();
    let mut arrows = 0;
    for path in sources(&home) {
        let file = path.strip_prefix(&home).expect("a path in src").with_extension("");
        let file = file.to_str().expect("UTF-8").replace('\\', "/");
        let Some(from) = floor(file.trim_end_matches("/mod")) else {
            assert_eq!(file, "lib", "{file} is in no room; give it one here and in ARCHITECTURE.md");
            continue;
        };
        for used in uses(&fs::read_to_string(&path).expect("a source")) {
            // A name of the crate's root, such as `Value`, is in the room that defines it.
            let Some(to) = floor(&used) else { continue };
            arrows += 1;
            if to > from {
                back.push(format!("{file} uses crate::{}", used.replace('/', "::")));
            }
        }
    }
    assert!(arrows > 200, "only {arrows} arrows were found; are they still read aright?");
    assert!(back.is_empty(), "arrows that run back:\n{}", back.join("\n"));
}

#[test]
fn uses_are_read() {
    let text = "use crate::java::number::BigDecimal;\n// crate::no\nuse crate::{error::Error, value};\n\
                use crate::java::{Exception, Failure};\ncrate::json::read()";
    let expected =
        ["java/number/BigDecimal", "error/Error", "value", "java/Exception", "java/Failure", "json/read"];
    assert_eq!(uses(text), expected);
    assert_eq!(floor("java/number/BigDecimal"), Some(1));
    assert_eq!(floor("java/rooms/string"), Some(6));
    assert_eq!(floor("Value"), None);
}
