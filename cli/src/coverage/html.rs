//! Coverage as pages: an index, and each template with its source coloured. They need no scripts and nothing from elsewhere.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::outcome::{Of, Outcome};
use super::summary::{Row, told};
use super::{Coverage, Covered, Share, lines};
use crate::failure::Failure;

const STYLE: &str = include_str!("page.css");

/// Writes the pages into the folder, which is made if it is not there.
pub(super) fn write(coverage: &Coverage, folder: &Path) -> Result<(), Failure> {
    let cannot =
        |error| Failure::Usage(format!("cannot write the coverage to `{}`: {error}", folder.display()));
    if folder == Path::new("-") {
        let message = "the coverage's pages are written into a folder, and `-` is none; name one";
        return Err(Failure::Usage(message.to_owned()));
    }
    if folder.is_file() {
        return Err(Failure::Usage(format!(
            "cannot write the coverage to `{}`: it is a file; name a folder",
            folder.display()
        )));
    }
    fs::create_dir_all(folder).map_err(cannot)?;
    let templates = coverage.sorted();
    let mut taken = HashSet::from(["index.html".to_owned()]);
    let mut rows = Vec::new();
    for (covered, outcomes) in &templates {
        let row = Row::of(covered, outcomes);
        let file = file_name(&covered.name, &mut taken);
        fs::write(folder.join(&file), page(covered, outcomes, row)).map_err(cannot)?;
        rows.push((covered.name.as_str(), file, row));
    }
    fs::write(folder.join("index.html"), index(&rows)).map_err(cannot)
}

/// A name for the page of a template, which no other page has, on systems that ignore case either.
fn file_name(name: &str, taken: &mut HashSet<String>) -> String {
    let safe: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' || c == '_' { c } else { '-' })
        .take(120)
        .collect();
    let safe = safe.trim_matches(['-', '.']);
    let mut file = format!("{safe}.html");
    let mut number = 1;
    while !taken.insert(file.to_lowercase()) {
        number += 1;
        file = format!("{safe}-{number}.html");
    }
    file
}

fn index(rows: &[(&str, String, Row)]) -> String {
    let total = rows.iter().fold(Row::default(), |total, (_, _, row)| total.and(*row));
    let mut text = head("Template coverage");
    let _ = write!(text, "<h1>Template coverage</h1>\n{}", figures(total));
    text.push_str(
        "<div class=\"scroll\"><table class=\"list\"><thead><tr><th>Template</th><th>Outcomes seen</th><th>Branches</th><th>Loops</th>\
         <th>Macros, blocks</th><th>Lines</th></tr></thead><tbody>\n",
    );
    for (name, file, row) in rows {
        let _ = writeln!(text, "<tr><td><a href=\"{}\">{}</a></td>{}</tr>", file, escaped(name), cells(*row));
    }
    let _ = writeln!(text, "</tbody><tfoot><tr><td>Total</td>{}</tr></tfoot></table></div>", cells(total));
    text.push_str(
        "<p class=\"key\">Outcomes are what can come of a template: that it is rendered, each branch of an <code>#if</code> \
         with that it takes none, a loop over nothing, one element and more, each macro and block.</p>\n",
    );
    text.push_str("</body></html>\n");
    text
}

fn page(covered: &Covered, outcomes: &[Outcome], row: Row) -> String {
    let mut text = head(&covered.name);
    let _ = write!(
        text,
        "<nav><a href=\"index.html\">All templates</a></nav>\n<h1>{}</h1>\n{}",
        escaped(&covered.name),
        figures(row)
    );
    let lacks = told(outcomes);
    if !lacks.is_empty() {
        text.push_str("<h2>Not seen</h2>\n<ul class=\"lacks\">\n");
        // The lacks of one place stand on one line.
        for place in lacks.chunk_by(|one, other| one.span == other.span) {
            let Some(first) = place.first() else { continue };
            let lacking: Vec<&str> = place.iter().map(|outcome| outcome.lacking).collect();
            let _ = writeln!(
                text,
                "<li><a href=\"#L{}\">{}</a> <code>{}</code> <span class=\"some\">{}</span></li>",
                first.position.line,
                first.position,
                escaped(&first.about),
                lacking.join(", ")
            );
        }
        text.push_str("</ul>\n");
    }
    text.push_str("<h2>Source</h2>\n");
    source(&mut text, covered, outcomes);
    text.push_str(
        "<p class=\"key\"><span class=\"hit\">run</span> <span class=\"miss\">never run</span> \
         <span class=\"part\">run, but not with every outcome</span></p>\n</body></html>\n",
    );
    text
}

/// The template's lines with how often each was run.
fn source(page: &mut String, covered: &Covered, outcomes: &[Outcome]) {
    let text = covered.template.text();
    let bytes = lines::bytes(covered);
    let counts = lines::lines(text, &bytes);
    let mut classes: Vec<&str> = bytes
        .iter()
        .map(|count| match count {
            None => "",
            Some(0) => "miss",
            Some(_) => "hit",
        })
        .collect();
    let mut notes: HashMap<u32, Vec<&str>> = HashMap::new();
    for outcome in told(outcomes).into_iter().filter(|outcome| outcome.of != Of::Template) {
        if let Some(part) = classes.get_mut(outcome.span.range()) {
            part.fill("part");
        }
        notes.entry(outcome.position.line).or_default().push(outcome.lacking);
    }
    page.push_str("<div class=\"frame\"><table class=\"source\">\n");
    let mut start = 0;
    for ((number, line), count) in (1_u32..).zip(text.split_inclusive('\n')).zip(counts) {
        let missed = if count == Some(0) { " class=\"missed\"" } else { "" };
        let shown = count.map(|count| format!("{count}×")).unwrap_or_default();
        let _ = write!(
            page,
            "<tr id=\"L{number}\"{missed}><td class=\"number\"><a href=\"#L{number}\">{number}</a></td>\
             <td class=\"count\">{shown}</td><td class=\"code\">"
        );
        let content = line.trim_end_matches(['\n', '\r']);
        pieces(page, content, classes.get(start..start + content.len()).unwrap_or_default());
        if let Some(notes) = notes.get(&number) {
            let _ = write!(page, "<span class=\"note\">{}</span>", notes.join(", "));
        }
        page.push_str("</td></tr>\n");
        start += line.len();
    }
    page.push_str("</table></div>\n");
}

/// A line in pieces of one class each; blanks go with what is around them.
fn pieces(page: &mut String, line: &str, classes: &[&str]) {
    let mut rest = 0;
    while rest < line.len() {
        let class = classes.get(rest).copied().unwrap_or_default();
        let same = |at: &usize| {
            line.is_char_boundary(*at)
                && classes.get(*at).copied().unwrap_or_default() != class
                && !is_between(line, classes, *at, class)
        };
        let end = (rest + 1..line.len()).find(same).unwrap_or(line.len());
        let piece = escaped(&line[rest..end]);
        let _ = match class {
            "" => write!(page, "{piece}"),
            class => write!(page, "<span class=\"{class}\">{piece}</span>"),
        };
        rest = end;
    }
}

/// Whether a blank at `at` is followed by more of `class`, directly or after further blanks.
fn is_between(line: &str, classes: &[&str], at: usize, class: &str) -> bool {
    let blank = |at: &usize| line.as_bytes().get(*at).is_some_and(u8::is_ascii_whitespace);
    if !blank(&at) {
        return false;
    }
    let next = (at..line.len()).find(|at| !blank(at));
    next.is_some_and(|next| classes.get(next).copied().unwrap_or_default() == class)
}

fn figures(row: Row) -> String {
    let mut text = String::from("<ul class=\"figures\">");
    let names = ["branches", "loops", "macros, blocks", "lines"];
    for (share, name) in
        std::iter::once(row.all).chain(row.shares()).zip(["outcomes seen"].into_iter().chain(names))
    {
        if share.of > 0 {
            let _ = write!(
                text,
                "<li><b class=\"{}\">{} %</b><span>{} of {} {name}</span></li>",
                class(share),
                share.percent(),
                share.covered,
                share.of
            );
        }
    }
    text.push_str("</ul>\n");
    text
}

fn cells(row: Row) -> String {
    let percent = row.all.percent();
    let mut text = format!(
        "<td class=\"{}\"><span class=\"bar\"><i style=\"width:{percent}%\"></i></span><span class=\"percent\">{percent} %</span></td>",
        class(row.all)
    );
    for share in row.shares() {
        let _ = match share.of {
            0 => write!(text, "<td>–</td>"),
            of => write!(text, "<td>{} / {of}</td>", share.covered),
        };
    }
    text
}

fn class(share: Share) -> &'static str {
    match share.percent() {
        100 => "good",
        50.. => "some",
        _ => "bad",
    }
}

fn head(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title>\n<style>\n{STYLE}</style></head><body>\n",
        escaped(title)
    )
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // HTML has no other control characters.
            control if control.is_control() && control != '\t' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}
