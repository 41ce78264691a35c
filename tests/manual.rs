//! The manual in `docs`: its examples hold, its table of contents is complete, and its links lead somewhere.
//!
//! Two kinds of examples are run here. A block marked `example` has a template and what it prints in each line, with ` → `
//! between them; lines such as `body: …` before them are what they are rendered with, and `! …` is part of an error's
//! message. A block marked `vtl` with a block marked `output` after it is a template and its output, rendered with the
//! block marked `event` before it, if there is one. Commands are run by the tests of the command, Rust by the doctests.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use vtlgate::{Inputs, Template};

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of the manual with their texts.
fn pages() -> Vec<(String, String)> {
    let files = fs::read_dir(home().join("docs")).expect("docs").map(|entry| entry.expect("an entry").path());
    let mut pages: Vec<(String, String)> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a page"))
        })
        .collect();
    pages.sort();
    pages
}

/// A fenced block: the line it begins on, its mark, its text.
struct Block {
    line: usize,
    mark: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in (1..).zip(page.lines()) {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(mark)) => {
                open = Some(Block { line: number, mark: mark.to_owned(), text: String::new() })
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// What templates are rendered with.
struct Event(Json);

impl Event {
    /// Reads a line `name: value`; whether it is one.
    fn set(&mut self, line: &str) -> bool {
        let Some((name, value)) = line.split_once(": ") else { return false };
        let value = match name {
            "body" => Json::from(value),
            "params" | "context" | "stageVariables" => serde_json::from_str(value).expect("JSON"),
            _ => return false,
        };
        self.0[name] = value;
        true
    }

    fn render(&self, template: &str) -> Result<String, vtlgate::Error> {
        Template::parse(template)?.render(&Inputs::from_json(&self.0)).map(|rendered| rendered.text)
    }
}

/// Runs a block of examples; how many there are, and those that do not hold.
fn run(block: &Block, wrong: &mut Vec<String>) -> usize {
    let mut event = Event(json!({}));
    let mut count = 0;
    for line in block.text.lines().filter(|line| !line.trim().is_empty()) {
        if event.set(line) {
            continue;
        }
        let Some((template, expected)) = line.rsplit_once(" →") else {
            wrong.push(format!("no → in {line}"));
            continue;
        };
        count += 1;
        let (template, expected) = (template.trim_end(), expected.strip_prefix(' ').unwrap_or(expected));
        let held = match (event.render(template), expected.strip_prefix("! ")) {
            (Err(error), Some(part)) if error.to_string().contains(part) => Ok(()),
            (Ok(text), None) if text == expected => Ok(()),
            (Ok(text), _) => Err(text),
            (Err(error), _) => Err(format!("! {error}")),
        };
        if let Err(printed) = held {
            wrong.push(format!("{template} →{printed}\n    the page says {expected}"));
        }
    }
    count
}

#[test]
fn examples_hold() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, page) in pages() {
        let blocks = blocks(&page);
        for (index, block) in blocks.iter().enumerate() {
            let mut here = Vec::new();
            if block.mark == "example" {
                count += run(block, &mut here);
            } else if block.mark == "output" {
                let template = &blocks[index - 1];
                assert_eq!(template.mark, "vtl", "{name}:{}: an output without its template", block.line);
                let before = index.checked_sub(2).map(|before| &blocks[before]);
                let event = before
                    .filter(|before| before.mark == "event")
                    .map_or("{}", |before| before.text.as_str());
                let event = Event(serde_json::from_str(event).expect("an event is JSON"));
                match event.render(template.text.trim_end_matches('\n')) {
                    Ok(text) if text.trim_end_matches('\n') == block.text.trim_end_matches('\n') => {}
                    printed => here.push(format!("{printed:?}\n    the page says {:?}", block.text)),
                }
                count += 1;
            }
            wrong.extend(here.into_iter().map(|what| format!("{name}:{}: {what}", block.line)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 120, "only {count} examples; are the pages still read aright?");
}

#[test]
fn every_block_says_what_it_is() {
    for (name, page) in pages() {
        for block in blocks(&page) {
            assert!(
                !block.mark.is_empty(),
                "{name}:{}: mark it, or the doctests take it for Rust",
                block.line
            );
        }
    }
}

/// The links of a page outside of its blocks: line and target.
fn links(page: &str) -> Vec<(usize, String)> {
    let mut links = Vec::new();
    let mut within = false;
    for (number, line) in (1..).zip(page.lines()) {
        within ^= line.starts_with("```");
        let mut rest = line;
        while let Some((_, after)) = rest.split_once("](").filter(|_| !within) {
            let (target, after) = after.split_once(')').expect("a link ends in its line");
            links.push((number, target.to_owned()));
            rest = after;
        }
    }
    links
}

/// The anchors of a page's titles, as mdBook and GitHub make them.
fn anchors(page: &str) -> Vec<String> {
    let mut within = false;
    let titles = page.lines().filter_map(|line| {
        within ^= line.starts_with("```");
        let title = line.trim_start_matches('#');
        (!within && title.len() < line.len()).then(|| title.trim())
    });
    titles
        .map(|title| {
            let kept = title.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
            kept.collect::<String>().to_lowercase().replace(' ', "-")
        })
        .collect()
}

const REPOSITORY: &str = "https://github.com/vtlgate/vtlgate/blob/main/";

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for (name, page) in pages() {
        for (line, link) in links(&page) {
            let (target, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let path: PathBuf = match target.strip_prefix(REPOSITORY) {
                Some(path) => home().join(path),
                None if target.starts_with("http") => continue,
                None if target.is_empty() => home().join("docs").join(&name),
                None => home().join("docs").join(target),
            };
            let found = path.exists()
                && (anchor.is_empty()
                    || fs::read_to_string(&path)
                        .is_ok_and(|page| anchors(&page).iter().any(|known| known == anchor)));
            if !found {
                wrong.push(format!("{name}:{line}: {link}"));
            }
        }
    }
    assert!(wrong.is_empty(), "these links lead nowhere:\n{}", wrong.join("\n"));
}

#[test]
fn the_contents_list_every_page_once() {
    let contents = fs::read_to_string(home().join("docs/SUMMARY.md")).expect("the contents");
    let mut listed: Vec<String> = links(&contents).into_iter().map(|(_, target)| target).collect();
    listed.sort();
    let names = pages().into_iter().map(|(name, _)| name).filter(|name| name != "SUMMARY.md");
    assert_eq!(listed, names.collect::<Vec<_>>());
}

#[test]
fn what_pages_include_is_there() {
    let mut count = 0;
    for (name, page) in pages() {
        for include in page.lines().filter_map(|line| line.strip_prefix("{{#include ")) {
            let (file, line) = include.trim_end_matches(":}}").split_once(':').expect("a file and a line");
            let text = fs::read_to_string(home().join("docs").join(file)).expect("the file");
            let first = text.lines().nth(line.parse::<usize>().expect("a line") - 1);
            assert!(
                first.is_some_and(|first| first.starts_with("## ")),
                "{name} includes {file} from {first:?} on"
            );
            count += 1;
        }
    }
    assert_eq!(count, 1);
}

/// All that the library declares, a line each.
fn declarations() -> Vec<String> {
    let (mut folders, mut lines) = (vec![home().join("src")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the library") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("a file of the library");
                lines.extend(text.lines().map(|line| line.trim().to_owned()));
            }
        }
    }
    lines
}

/// Whether `line` declares `name`, which is public: an item, a field, or a variant.
fn declares(line: &str, name: &str) -> bool {
    let rest = ["pub fn ", "pub struct ", "pub enum ", "pub trait ", "pub type ", "pub const ", "pub ", ""]
        .iter()
        .find_map(|before| line.strip_prefix(before)?.strip_prefix(name));
    rest.is_some_and(|rest| rest.starts_with(['(', '<', ':', ' ', ',', '{']))
}

#[test]
fn what_is_said_of_the_library_is_in_it() {
    let declarations = declarations();
    let documents = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "COMPATIBILITY.md", "SECURITY.md"];
    let documents =
        documents.map(|name| (name.to_owned(), fs::read_to_string(home().join(name)).expect("a document")));
    let (mut count, mut wrong) = (0, Vec::new());
    for (page, text) in pages().into_iter().chain(documents) {
        for code in text.split('`').skip(1).step_by(2) {
            let names: Vec<&str> = code.split("::").collect();
            let is_name =
                |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
            let [first, .., name] = names.as_slice() else { continue };
            // Names of CloudFormation are written in the same way.
            if matches!(*first, "AWS" | "Fn") || !names.iter().all(|name| is_name(name)) {
                continue;
            }
            count += 1;
            if !declarations.iter().any(|line| declares(line, name)) {
                wrong.push(format!("{page}: {code}"));
            }
        }
    }
    assert!(count > 15, "only {count} names; are the documents still read aright?");
    assert!(wrong.is_empty(), "the library has none of these:\n{}", wrong.join("\n"));
}
